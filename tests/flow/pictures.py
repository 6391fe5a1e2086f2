"""The pictures of the README, taken of the samples: the reader, the timeline, the map, and Dagster's graph.

    python tests/flow/pictures.py tests/pictures

Needs Chromium. Each is a PNG below 150 KB, else this fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

import chromium  # noqa: E402 (this folder is on the path: the script lies in it)
from pages_server import publish, serving  # noqa: E402

from pipeline import settings as settings_module  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.warehouse.connect import published_connection, scalar  # noqa: E402

LARGEST = 150_000  # bytes of a picture
WIDTH, HEIGHT = 1060, 600
GRAPH = 1500, 420  # Dagster draws its graph as small as the window asks for
_FOLD = """(() => { for (const e of document.querySelectorAll('span, div, button, a'))
    if (e.textContent.trim() === 'Hide navigation' && !e.children.length) { e.click(); break }
    const jump = document.querySelector('input[placeholder^="Jump"]');
    for (let e = jump; e; e = e.parentElement) { const b = e.querySelector('button'); if (b) { b.click(); break } } })()"""


def of_pages(tab: chromium.Tab, settings: Settings, folder: Path) -> None:
    """Reader, timeline, map."""
    con = published_connection(settings.warehouse)
    article = scalar(con, "SELECT article_id FROM articles WHERE uri LIKE '%ceasefire-tunis.txt'")
    con.close()
    with serving(settings.warehouse) as server:
        for name, path in (("reader", f"/article/{article}"), ("timeline", "/timeline?outlets=2&since=2025-03-01"), ("map", "/map")):
            tab.open(server.base + path)
            tab.picture(folder / f"{name}.png")


def of_dagster(tab: chromium.Tab, settings: Settings, folder: Path) -> None:
    """The graph of assets, on the pages of `dateline ui`."""
    tab.size(*GRAPH)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline.cli", "ui", "--read-only", "--port", str(port)]
    with subprocess.Popen(command, env=environment, cwd=settings.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 90
            while time.monotonic() < deadline:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.5)
            for hidden in (False, True):  # the navigation is folded away, and stays so
                tab.open(f"http://127.0.0.1:{port}/asset-groups", seconds=60)
                while time.monotonic() < deadline and tab.evaluate("document.body.innerText.includes('resolve')") is not True:
                    time.sleep(0.5)
                time.sleep(4)  # the graph is laid out by a worker, which says nothing when it is done
                if not hidden:
                    tab.evaluate(_FOLD)
                    time.sleep(1)
            tab.picture(folder / "dagster.png")
        finally:
            process.send_signal(signal.SIGINT)


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0] if arguments else "tests/pictures").resolve()
    program = chromium.find()
    if program is None:
        raise SystemExit("No Chromium is installed; name one with DATELINE_CHROMIUM.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dateline-pictures-") as place, chromium.browser(program) as tab:
        home = Path(place)
        shutil.copytree(ROOT / "raw", home / "raw")
        settings = settings_module.load({}, environ={"DATELINE_HOME": str(home / "home"), "DATELINE_RAW": str(home / "raw")}, cwd=home)
        publish(settings)
        tab.size(WIDTH, HEIGHT)
        of_pages(tab, settings, folder)
        of_dagster(tab, settings, folder)
    sizes = {path.name: path.stat().st_size for path in sorted(folder.glob("*.png"))}
    print("\n".join(f"{name}: {size / 1000:.0f} kB" for name, size in sizes.items()))
    if max(sizes.values()) > LARGEST:
        raise SystemExit(f"A picture is larger than {LARGEST / 1000:.0f} kB. Make its window smaller.")


if __name__ == "__main__":
    main(sys.argv[1:])
