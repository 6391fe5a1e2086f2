"""What a run costs, floor by floor, from the raw folder to the published file: articles a second, computing time, memory; one process or
several, and beside what the machine does at most.

    python tests/bench/end_to_end.py 2000            # one process
    python tests/bench/end_to_end.py 2000 10000 --workers 1 2

Articles are those of `raw_corpus.py`: three languages in turn, a twentieth of them wire copies, the others no two alike. Each run is a
process of its own, so that its memory is its own. Beside it, in one process of its own: reading and hashing the same bytes, and
tokenising the same texts with `spacy.blank` where DATELINE_SPACY names its packages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import raw_corpus

from pipeline import settings as settings_module
from pipeline.warehouse import run as room
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.folder import compare
from pipeline.warehouse.publish import publish
from pipeline.warehouse.workspace import RunOptions, Workspace, open_workspace

FLOORS = ("read", "clean", "annotate", "resolve", "check", "publish")


def go(folder: Path, workers: int) -> dict[str, Any]:
    """One run, in this process: floor → (seconds by the clock, seconds of computing, those of processes that have ended included)."""
    environment = {"DATELINE_HOME": str(folder / f"home-{workers}"), "DATELINE_RAW": str(folder / "raw"), "DATELINE_WORKERS": str(workers)}
    settings = settings_module.load({}, environ=environment, cwd=folder)
    took: dict[str, tuple[float, float]] = {}
    with open_workspace(settings, RunOptions()) as ws:
        counted: Any = None

        def read(ws: Workspace) -> None:
            nonlocal counted
            room.begin_run(ws)
            counted = ingest_documents(ws, compare(ws))

        def check(ws: Workspace) -> None:
            room.end_run(ws, counted)
            room.check(ws)

        steps: tuple[Callable[[Workspace], object], ...] = (read, clean_articles, annotate_articles, resolve_corpus, check, publish)
        for name, step in zip(FLOORS, steps, strict=True):
            clock, computing = time.monotonic(), _computing()
            step(ws)
            took[name] = (time.monotonic() - clock, _computing() - computing)
    return {
        "floors": took,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "megabytes_of_a_worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "bytes": settings.warehouse.stat().st_size,
    }


def _computing() -> float:
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def yardsticks(folder: Path) -> dict[str, float]:
    """Seconds of computing for the same corpus: reading and hashing its bytes, and tokenising its texts."""
    begun = time.process_time()
    payloads = [path.read_bytes() for path in sorted(folder.rglob("*.jsonl"))]
    for payload in payloads:
        hashlib.sha256(payload).digest()
    out = {"reading and hashing": time.process_time() - begun}
    if packages := os.environ.get("DATELINE_SPACY"):
        sys.path.append(packages)
        import spacy  # noqa: PLC0415

        texts = [(r["lang"], r["text"]) for payload in payloads for r in map(json.loads, payload.splitlines())]
        blank = {lang: spacy.blank(lang) for lang in ("en", "fr", "ar")}
        begun = time.process_time()
        for lang, text in texts:
            blank[lang](text)
        out["spacy.blank"] = time.process_time() - begun
    return out


def rows(n: int, workers: Sequence[int]) -> list[str]:
    """The lines of the table for a corpus of n articles."""
    out = []
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name)
        raw_corpus.lay(folder / "raw", n)
        size = sum(path.stat().st_size for path in (folder / "raw").rglob("*.jsonl"))
        units = _apart("yardsticks", folder, 0)
        whole: dict[int, float] = {}
        for many in workers:
            found = _apart("go", folder, many)
            floors = found["floors"]
            seconds = whole[many] = sum(clock for clock, _ in floors.values())
            computed = sum(computing for _, computing in floors.values())
            stages = ", ".join(f"{floor} {clock:.1f} s ({computing / n * 1000:.2f} ms)" for floor, (clock, computing) in floors.items())
            beside = ", ".join(f"{computed / unit:,.0f} × {what}" for what, unit in units.items())
            memory = f"{found['megabytes']:,.0f} MB" + (f" and {found['megabytes_of_a_worker']:,.0f} MB a worker" if many > 1 else "")
            faster = f", {whole[workers[0]] / seconds:.2f} × as fast as {workers[0]}" if many != workers[0] else ""
            corpus = f"{n:,} articles, {size / n:,.0f} bytes each, {many} process{'es' if many > 1 else ''}"
            file = f"published file {found['bytes'] / n:,.0f} bytes an article"
            out.append(f"| {corpus} | {n / seconds:,.0f} a second{faster} | {stages} | {beside} | {memory}; {file} |")
    return out


def _apart(what: str, folder: Path, workers: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--apart", what, str(folder), str(workers)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--apart"]:
        what, folder, workers = arguments[1:]
        print(json.dumps(go(Path(folder), int(workers)) if what == "go" else yardsticks(Path(folder) / "raw")))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    asked = parser.parse_args(arguments)
    print("| corpus | end to end | by the clock (computing an article) | computing, beside | memory |\n|---|---|---|---|---|")
    for n in asked.articles:
        for row in rows(n, asked.workers):
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
