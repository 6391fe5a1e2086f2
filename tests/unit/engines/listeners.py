"""Servers on loopback that take what is sent to operators: a web server that behaves as it is told, and a sink for mail."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Web:
    """What the web server got, and what it answers: `statuses` one after the other, the last for all that follow."""

    statuses: list[int] = field(default_factory=lambda: [200])
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: bool = False  # a header line now and then, for ever
    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)


@contextmanager
def web_server(web: Web | None = None, certificate: Path | None = None) -> Iterator[Web]:
    """A web server; `certificate`: a file with key and certificate, for https."""
    told = web or Web()
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.methods.append(self.command)
            told.got.append(json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}"))
            stopped.wait(told.wait)
            if told.drip:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                while not stopped.wait(0.1):
                    self.wfile.write(b"X-More: more\r\n")
                return
            self.send_response(told.statuses.pop(0) if len(told.statuses) > 1 else told.statuses[0])
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            told.methods.append(self.command)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

        def handle(self) -> None:
            with suppress(OSError):  # the other side has gone
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    told.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}/hooks/secret-token"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()


@dataclass
class Post:
    """What the sink for mail got, and what it answers."""

    greeting: str = "220 sink"
    recipient: Callable[[str], str] = lambda _address: "250 ok"
    features: tuple[str, ...] = ()
    wait: float = 0.0
    port: int = 0
    letters: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # commands, in order


@contextmanager
def mail_sink(post: Post | None = None) -> Iterator[Post]:
    """As much of a mail server as takes a letter (RFC 5321)."""
    told = post or Post()

    class Handler(socketserver.StreamRequestHandler):
        def answer(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            time.sleep(told.wait)
            self.answer(told.greeting)
            while line := self.rfile.readline().decode().strip():
                told.said.append(line)
                verb = line.split(" ")[0].upper()
                if verb == "EHLO":
                    lines = ["sink", *told.features]
                    for i, feature in enumerate(lines):
                        self.answer(f"250{' ' if i == len(lines) - 1 else '-'}{feature}")
                elif verb == "RCPT":
                    self.answer(told.recipient(line))
                elif verb == "DATA":
                    self.answer("354 go on")
                    body = []
                    while (row := self.rfile.readline().decode()) not in (".\r\n", ""):
                        body.append(row)
                    told.letters.append("".join(body))
                    self.answer("250 taken")
                elif verb == "AUTH":
                    self.answer("235 welcome")
                elif verb == "QUIT":
                    self.answer("221 bye")
                    return
                else:
                    self.answer("250 ok")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    told.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
