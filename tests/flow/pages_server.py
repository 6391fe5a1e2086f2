"""The pages' server for tests: the real one, on loopback, in a thread; and a warehouse of the samples with a hostile article among them."""

from __future__ import annotations

import html
import http.client
import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from pipeline import settings as settings_module
from pipeline.explorer.app import build
from pipeline.explorer.pen import Pen
from pipeline.settings import Settings
from pipeline.warehouse.desk import Door
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import RunOptions, open_workspace

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"  # articles of others, where they stand beside a checkout; no part of it
# What an outlet may send: markup, scripts, templates and controls in headline, names, quotes and chrome.
HOSTILE_LINE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{ 7 * 7 }}</textarea></title>"
HOSTILE = (
    f"Home | {HOSTILE_LINE}\n"
    f"{HOSTILE_LINE} Dockers end strike\n\n"
    "ROTTERDAM - Dockers in Rotterdam ended a strike on 3 March 2025, said Ilse Verbruggen<svg onload=document.title='owned'>, "
    "a spokeswoman.\n"
    f'"{HOSTILE_LINE} We will not sign with the port of Rotterdam today", Ilse Verbruggen told reporters in Rotterdam.\n'
    "\u202eThe port \u2066of Rotterdam\x07 said that \u200bnothing had changed.\r\n"
    f"{'a' * 5000} {'ع' * 3000}\n"
    "javascript:document.title='owned' <a href=\"javascript:document.title='owned'\">Share this</a>\n"
)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def links(self) -> list[str]:
        return [html.unescape(href) for href in re.findall(r' href="([^"]*)"', self.text)]


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: bytes | None = None) -> Answer:
        con = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            con.request(method, path.partition("#")[0], body, dict(headers or {}))
            found = con.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            con.close()

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        """Send a form, as a browser sends one of this server's own pages unless `headers` say otherwise."""
        sent = {
            "content-type": "application/x-www-form-urlencoded",
            "origin": self.base,
            "sec-fetch-site": "same-origin",
            **(headers or {}),
        }
        return self.get(path, sent, "POST", urlencode(fields).encode())


@contextmanager
def serving(warehouse: Path, pen: Pen | None = None) -> Iterator[Server]:
    """The pages over that file; with a pen, those with forms too."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(
            uvicorn.Config(build(Door(warehouse), (), pen), log_level="critical", access_log=False, lifespan="off", ws="none")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            yield Server(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(10)


def home(folder: Path, *, samples: bool = True) -> Settings:
    """A home and a raw folder with the samples, the seeds where there are any, and hostile articles; nothing is run yet."""
    raw = folder / "raw"
    if samples:
        shutil.copytree(ROOT / "raw", raw)
        if SEEDS.is_dir():
            shutil.copytree(SEEDS, raw / "seeds")
    outlet = raw / '<b onclick=x>dock\'s & "post"'
    outlet.mkdir(parents=True)
    (outlet / "source.toml").write_text(f"name = {json.dumps(HOSTILE_LINE)}\nmay_publish_text = false\n", encoding="utf-8")
    (outlet / "strike.txt").write_text(HOSTILE, encoding="utf-8")
    record = {"id": "x1", "url": "https://post.example/\"><script>document.title='owned'</script>", "title": HOSTILE_LINE, "lang": "en",
              "published_at": "2025-03-04", "body": "Ilse Verbruggen said on Tuesday that dockers in Rotterdam would vote."}  # fmt: skip
    (outlet / "notes.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return settings_module.load({}, environ={"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(raw)}, cwd=folder)


def publish(settings: Settings) -> None:
    """Run the pipeline on the raw folder as it is now."""
    with open_workspace(settings, RunOptions()) as workspace:
        run(workspace)
