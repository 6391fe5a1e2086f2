"""A run that is killed anywhere is continued by the next one, and readers never notice."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.warehouse import articles, current, documents, publish
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.run import RunResult

Runner = Callable[..., RunResult]
# Where the process dies: before a batch of documents, of articles or of annotations is stored, in the middle of
# resolution, before the new file is put in place, and before the books say that it was.
PLACES = [
    (documents, "_store", 2), (articles, "_store_articles", 2), (articles, "_store_annotations", 2), (current, "_resolve", 1),
    (publish, "_put_in_place", 1), (publish, "_note_published", 1),
]  # fmt: skip


def _digests(settings: Settings) -> dict[str, str]:
    con = published_connection(settings.warehouse)
    try:
        return digests(con)
    finally:
        con.close()


@pytest.mark.parametrize(
    ("module", "function", "nth"), PLACES, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_a_killed_run_is_continued(
    module: object, function: str, nth: int, corpus: dict[str, str], dateline: Runner, settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    dateline()
    expected = _digests(settings)
    shutil.rmtree(settings.home)
    for name in list(corpus)[1:]:
        (settings.raw / name).unlink()
    dateline()
    published_before = settings.warehouse.read_bytes()
    for name in list(corpus)[1:]:
        (settings.raw / name).write_text(corpus[name])

    child = os.fork()
    if child == 0:
        original, calls = getattr(module, function), []

        def dying(*args: object) -> object:
            calls.append(1)
            if len(calls) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args)

        setattr(module, function, dying)
        try:
            dateline(batch_size=2)
        finally:
            os._exit(1)
    _, how = os.waitpid(child, 0)
    assert os.WIFSIGNALED(how)
    assert os.WTERMSIG(how) == signal.SIGKILL
    if function != "_note_published":
        assert settings.warehouse.read_bytes() == published_before
    assert not dateline().did_nothing
    assert _digests(settings) == expected
    assert dateline().did_nothing
    assert list((settings.home / "versions").glob("*.part*")) == []


def test_the_fork_is_of_this_process_alone(tmp_path: Path) -> None:
    """The tests above fork: that is sound only where no other thread holds a lock."""
    import threading

    assert [t.name for t in threading.enumerate() if not t.daemon] == ["MainThread"]
