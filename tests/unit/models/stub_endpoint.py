"""An endpoint on loopback that speaks the OpenAI protocol as far as it is told to, and notes what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pipeline.models import backends

MODEL = "desk-7b"
NAME = f"openai:{MODEL}"


@dataclass(frozen=True)
class Reply:
    """What is sent back. `payload`: bytes, or a value that is sent as JSON; `wait`: seconds before it."""

    payload: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


def said(*items: Any, finish: str = "stop", content: str | None = None, floor: str = "quotes") -> Reply:
    """An answer as the protocol has it, with these quotes (or events) in its content, or with this content."""
    message = {"role": "assistant", "content": json.dumps({floor: list(items)}) if content is None else content}
    return Reply({"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}]})


def item(quote: str, speaker: str | None, **more: Any) -> dict[str, Any]:
    """A quote as the schema has it."""
    return {"quote": quote, "kind": "indirect", "speaker": speaker, "relayed_by": None, "cue": None, "paragraph": 1, "score": 0.9, **more}


def verdict(candidate: int, keep: bool, score: float | None = 0.9) -> dict[str, Any]:
    """A verdict as the schema has it."""
    return {"candidate": candidate, "keep": keep, "score": score}


class Endpoint:
    """The server. `answer` is given the body of a request and what was asked before (itself among it), and makes the reply."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.answer: Callable[[dict[str, Any], int], Reply] = lambda _body, _n: said()
        self.gone = threading.Event()

    def says(self, *replies: Reply) -> None:
        """One reply after the other, the last one for all that comes behind."""
        first = len(self.asked)
        self.answer = lambda _body, n: replies[min(n - first, len(replies)) - 1]

    def says_of(self, items: dict[str, list[dict[str, Any]]]) -> None:
        """These quotes of the article whose text holds the key; none of others."""
        self.answer = lambda body, _n: said(*[x for words, xs in items.items() if words in text_of(body) for x in xs])

    def toml(self, more: str = "", floor: str = "quotes") -> str:
        """What dateline.toml says of it."""
        score = "score = 0.8\n" if floor == "quotes" else ""
        return f'[[models.{floor}]]\nbackend = "openai"\nurl = "{self.url}"\nmodel = "{MODEL}"\ntimeout = 5\n{score}{more}\n'


def text_of(body: dict[str, Any]) -> str:
    """What a request tells of the article."""
    return str(body["messages"][-1]["content"])


@contextmanager
def serving() -> Iterator[Endpoint]:
    """An endpoint that lives as long as the block."""
    backends.opened.cache_clear()  # what was learnt of another one

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.asked.append(body)
            endpoint.headers.append(dict(self.headers))
            endpoint.paths.append(self.path)
            reply = endpoint.answer(body, len(endpoint.asked))
            if reply.wait:
                endpoint.gone.wait(reply.wait)
            payload = reply.payload if isinstance(reply.payload, bytes) else json.dumps(reply.payload).encode()
            try:
                self.send_response_only(reply.status)
                for name, value in {"Content-Length": str(len(payload)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(payload)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *_args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()
        backends.opened.cache_clear()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as served:
        yield served


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits before an endpoint is asked again: noted, not slept."""
    slept: list[float] = []
    monkeypatch.setattr("pipeline.models.openai_http.time.sleep", slept.append)
    return slept
