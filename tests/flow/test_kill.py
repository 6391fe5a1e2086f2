"""A run that is killed anywhere is continued by the next one, and readers never notice."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from published import public

from pipeline.settings import Settings
from pipeline.warehouse.run import RunResult

Runner = Callable[..., RunResult]
# Where the process dies: before a batch of documents, of articles or of annotations is stored, in the middle of
# resolution, before the new file is put in place, and before the books say that it was.
PLACES = [
    ("documents", "_store", 2), ("articles", "_store_articles", 2), ("articles", "_store_annotations", 2),
    ("corpus", "resolve", 1), ("publish", "put_in_place", 1), ("publish", "_note_published", 1),
]  # fmt: skip
_EXPECTED: dict[str, str] = {}
# A process of its own: it runs as the command line does, and dies at the n-th call of one function.
_DYING = """
import importlib, os, signal, sys
from pathlib import Path
from pipeline import settings
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import RunOptions, open_workspace

home, raw, module, function, nth = sys.argv[1:]
module = importlib.import_module("pipeline.warehouse." + module)
original, calls = getattr(module, function), []

def dying(*args, **options):
    calls.append(1)
    if len(calls) == int(nth):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*args, **options)

setattr(module, function, dying)
with open_workspace(settings.load({"home": home, "raw": raw}), RunOptions(batch_size=2)) as ws:
    run(ws)
"""


@pytest.mark.parametrize(("module", "function", "nth"), PLACES)
def test_a_killed_run_is_continued(
    module: str, function: str, nth: int, corpus: dict[str, str], dateline: Runner, settings: Settings
) -> None:
    if not _EXPECTED:  # what an undisturbed run publishes; the same for all places
        dateline()
        _EXPECTED.update(public(settings))
        shutil.rmtree(settings.home)
    for name in list(corpus)[1:]:
        (settings.raw / name).unlink()
    dateline()
    published_before = settings.warehouse.read_bytes()
    for name in list(corpus)[1:]:
        (settings.raw / name).write_text(corpus[name])

    died = subprocess.run(
        [sys.executable, "-c", _DYING, str(settings.home), str(settings.raw), module, function, str(nth)],
        cwd=settings.home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL, died.stderr
    if function != "_note_published":
        assert settings.warehouse.read_bytes() == published_before

    assert not dateline().did_nothing
    assert public(settings) == _EXPECTED
    assert dateline().did_nothing
    assert list((settings.home / "versions").glob("*.part*")) == []
