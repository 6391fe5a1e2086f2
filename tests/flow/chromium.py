"""A real Chromium, driven over its DevTools protocol: pages opened, what they ask for and complain about noted, pictures taken.

For the tests of the pages and for the pictures of the README. One browser, one tab, no profile that outlives it. Where no Chromium is
installed, `find` says so.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The browser's program, or None: DATELINE_CHROMIUM names one, else the usual names are looked for."""
    named = os.environ.get("DATELINE_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Seen:
    """What happened while a page was opened."""

    url: str
    status: int = 0
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)  # console, exceptions, the browser's own log, dialogs


class Tab:
    """The one tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._waiting: list[dict[str, Any]] = []
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command, and its answer; events that come in between are kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=30))
            if message.get("id") == self._number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return dict(message["result"])
            if message.get("method") == "Page.javascriptDialogOpening":
                self._waiting.append(message)
                self._number += 1
                self._socket.send(json.dumps({"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}))
                continue
            self._waiting.append(message)

    def open(self, url: str, seconds: float = 20.0) -> Seen:
        """Go there and wait until it has loaded."""
        self._waiting.clear()
        self.send("Page.navigate", url=url)
        return self._loaded(Seen(url), seconds)

    def follow(self, expression: str, seconds: float = 20.0) -> Seen:
        """Do what leads to another page, such as pressing a form's button, and wait until that has loaded."""
        self._waiting.clear()
        self.evaluate(f"{expression}; 1")
        return self._loaded(Seen(expression), seconds)

    def _loaded(self, seen: Seen, seconds: float) -> Seen:
        deadline = time.monotonic() + seconds
        has_loaded = False
        while time.monotonic() < deadline:
            has_loaded = self._note(seen) or has_loaded
            if has_loaded:
                break
            with suppress(RuntimeError):  # between two pages there is none to ask
                self.evaluate("1")  # lets events in
            time.sleep(0.01)
        self.evaluate("new Promise(done => setTimeout(done, 20))")
        self._note(seen)
        assert has_loaded, f"{seen.url} did not load: {seen}"
        return seen

    def _note(self, seen: Seen) -> bool:
        waiting, self._waiting = self._waiting, []
        has_loaded = False
        for event in waiting:
            method, p = event.get("method"), event.get("params", {})
            if method == "Network.requestWillBeSent":
                seen.requests.append(p["request"]["url"])
            elif method == "Network.responseReceived" and p.get("type") == "Document":
                seen.status = int(p["response"]["status"])
            elif method == "Runtime.consoleAPICalled":
                seen.messages.append(f"console.{p['type']}: {[a.get('value') for a in p['args']]}")
            elif method == "Runtime.exceptionThrown":
                seen.messages.append(f"exception: {p['exceptionDetails']['text']}")
            elif method == "Log.entryAdded":
                seen.messages.append(f"{p['entry']['source']} {p['entry']['level']}: {p['entry']['text']} {p['entry'].get('url', '')}")
            elif method == "Page.javascriptDialogOpening":
                seen.messages.append(f"dialog: {p['message']}")
            elif method == "Page.loadEventFired":
                has_loaded = True
        return has_loaded

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, asked for by the test (a page's policy does not bind the tools)."""
        found = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"].get("description", "error"))
        return found["result"].get("value")

    def size(self, width: int, height: int, *, dark: bool = False, media: str = "screen") -> None:
        """Size of the window, colour scheme, and screen or print."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", media=media, features=features)

    def key(self, name: str) -> None:
        """Press a key."""
        codes = {"Tab": 9, "Enter": 13, "Space": 32}
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=" " if name == "Space" else name, code=name, windowsVirtualKeyCode=codes[name]
            )

    def picture(self, path: Path | None = None, *, full: bool = False) -> bytes:
        """The window, or the whole page, as PNG."""
        found = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=full)
        data = base64.b64decode(found["data"])
        if path is not None:
            path.write_bytes(data)
        return data


@contextmanager
def browser(program: str) -> Iterator[Tab]:
    """A browser that knows no host but this machine, ended with all its processes."""
    with tempfile.TemporaryDirectory(prefix="dateline-chromium-", ignore_cleanup_errors=True) as profile:
        command = [
            program, "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={profile}", "about:blank",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # it refuses to run as root otherwise
        with (Path(profile) / "stderr").open("wb") as log:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True)
        try:
            port = _port(process, Path(profile))
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=20) as answer:
                pages = [page for page in json.load(answer) if page["type"] == "page"]
            with connect(pages[0]["webSocketDebuggerUrl"], max_size=None, open_timeout=20, ping_interval=None) as socket:
                yield Tab(socket)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _port(process: subprocess.Popen[bytes], profile: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        said = (profile / "stderr").read_text(errors="replace")
        if found := re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", said):
            return int(found[1])
        time.sleep(0.1)
    raise RuntimeError(f"Chromium did not start: {(profile / 'stderr').read_text(errors='replace')[-2000:]}")
