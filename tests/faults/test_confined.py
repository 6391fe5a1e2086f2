"""Pages are read in processes that can be killed: bounds of time and memory, a killed worker, a killed parent."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from published import ask

from pipeline.engines.confined import ConfinedPages
from pipeline.ingest.origin import MEGABYTE, PagesError
from pipeline.ingest.pages import PageReading, PageRequest
from pipeline.ingest.rejections import IngestError
from pipeline.settings import Settings
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

FIRST = "The dam at Kariba holds, said Tendai Moyo, an engineer of the river authority, after a week of rain."
ARTICLE = f"<p>{FIRST}</p><p>Water stood eleven metres below the spillway on Tuesday, four metres higher than the year before.</p>"


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Kariba</title></head><body>{body}</body></html>"


SMALL = page(ARTICLE)
# Takes a second and some hundred megabytes: below all bounds of the guard.
BIG = page(ARTICLE + "<b></b>" * 200_000)


@pytest.fixture
def pool() -> Iterator[ConfinedPages]:
    with ConfinedPages(1, seconds=120, memory=2_000 * MEGABYTE) as pages:
        yield pages


def outcome(wait: Callable[[], PageReading]) -> str:
    """The code of the error, or `read`."""
    try:
        reading = wait()
    except IngestError as error:
        return error.code
    assert FIRST in reading.lines
    return "read"


def pid_of(pool: ConfinedPages, seconds: float = 60.0, other_than: int = 0) -> int:
    """A process of the pool, once there is one."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for pid in pool.pids():
            if pid != other_than:
                return pid
        time.sleep(0.01)
    raise AssertionError("no worker was started")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_machine_that_can_start_no_worker_is_told_of_as_such(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    (settings.raw / "a.html").write_text(SMALL)
    for nothing in ("/bin/false", "/nowhere/python"):
        monkeypatch.setattr(sys, "executable", nothing)
        with pytest.raises(PagesError, match="memory"):  # the run stops: no page is to blame
            go(settings)
    monkeypatch.undo()
    assert go(settings).counts.n_new == 1


def test_no_page_no_process() -> None:
    with ConfinedPages(2, seconds=5, memory=100 * MEGABYTE) as pool:
        assert pool.pids() == ()


def test_a_worker_serves_one_page_after_the_other(pool: ConfinedPages) -> None:
    assert outcome(pool.begin(PageRequest(SMALL, "a.html"))) == "read"
    (pid,) = pool.pids()
    assert [outcome(wait) for wait in [pool.begin(PageRequest(SMALL, f"{n}.html")) for n in range(5)]] == ["read"] * 5
    assert pool.pids() == (pid,)


def test_results_belong_to_their_requests_however_many_workers() -> None:
    with ConfinedPages(3, seconds=120, memory=500 * MEGABYTE) as pool:
        waits = [pool.begin(PageRequest(page(f"<p>{n}</p>" * (1 + 900 * (n % 3))), "p")) for n in range(24)]
        assert [wait().lines[0] for wait in waits] == [str(n) for n in range(24)]
        assert 1 <= len(pool.pids()) <= 3


def test_a_page_that_takes_too_long_costs_its_worker_only() -> None:
    with ConfinedPages(1, seconds=0.05, memory=2_000 * MEGABYTE) as pool:
        wait = pool.begin(PageRequest(BIG, "big.html"))
        with pytest.raises(IngestError) as caught:
            wait()
        assert caught.value.code == "parse_timeout"
        assert "big.html" in caught.value.message
        assert "page_seconds" in caught.value.hint
        assert pool.pids() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="the platform does not bound a process's memory")
def test_a_page_that_takes_too_much_memory_is_told_of_and_the_next_one_read() -> None:
    with ConfinedPages(1, seconds=120, memory=64 * MEGABYTE) as pool:
        wait = pool.begin(PageRequest(BIG, "big.html", drop=("aside",)))  # selectors need the parser that takes ten times the memory
        with pytest.raises(IngestError) as caught:
            wait()
        assert caught.value.code == "parse_memory"
        assert "page_memory_mb" in caught.value.hint
        assert outcome(pool.begin(PageRequest(SMALL, "a.html"))) == "read"


def test_a_killed_worker_is_replaced_and_its_page_tried_once_more(pool: ConfinedPages) -> None:
    outcome(pool.begin(PageRequest(SMALL, "a.html")))
    wait = pool.begin(PageRequest(BIG, "big.html"))
    time.sleep(0.1)
    os.kill(pid_of(pool), signal.SIGKILL)
    assert outcome(wait) == "read"


def test_a_page_that_ends_its_worker_twice_is_given_up(pool: ConfinedPages) -> None:
    outcome(pool.begin(PageRequest(SMALL, "a.html")))
    wait = pool.begin(PageRequest(BIG, "big.html"))

    is_over = threading.Event()

    def killing() -> None:
        while not is_over.is_set():  # one that dies while it starts is started once more: none may be left to read the page
            for pid in pool.pids():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    # The second one may die while it starts: that is no page's fault, and another page is read after it all the same.
    thread = threading.Thread(target=killing)
    thread.start()
    try:
        with pytest.raises((IngestError, PagesError)) as caught:
            wait()
    finally:
        is_over.set()
        thread.join()
    if isinstance(caught.value, IngestError):
        assert caught.value.code == "parse_crashed"
        assert "SIGKILL" in caught.value.message
    assert outcome(pool.begin(PageRequest(SMALL, "a.html"))) == "read"


def test_leaving_the_pool_ends_its_processes_at_work_and_at_rest() -> None:
    with ConfinedPages(2, seconds=120, memory=2_000 * MEGABYTE) as pool:
        outcome(pool.begin(PageRequest(SMALL, "a.html")))
        pool.begin(PageRequest(BIG, "big.html"))
        pool.begin(PageRequest(BIG, "big.html"))
        pids = pool.pids()
        began = time.monotonic()
    assert pids
    assert not any(is_alive(pid) for pid in pids)
    assert time.monotonic() - began < 10


_PARENT = """
import sys, time
from pipeline.engines.confined import ConfinedPages
from pipeline.ingest.pages import PageRequest
with ConfinedPages(1, seconds=300, memory=2_000_000_000) as pool:
    pool.begin(PageRequest("<p>a</p>", "a"))()
    wait = pool.begin(PageRequest("<b></b>" * 240_000, "b"))
    time.sleep(0.2)
    print(*pool.pids(), flush=True)
    wait()
    time.sleep(300)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the worker ends with its page, when its input ends")
def test_workers_die_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert pids
        assert all(is_alive(pid) for pid in pids)
        parent.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(is_alive(pid) for pid in pids):
        time.sleep(0.05)
    assert not any(is_alive(pid) for pid in pids)


# ------------------------------------------------------------------ in a run
def go(settings: Settings, **changes: object) -> RunResult:
    with open_workspace(dataclasses.replace(settings, **changes), RunOptions()) as ws:  # type: ignore[arg-type]
        return run(ws)


ERRORS = "SELECT uri, error_code, is_resolved FROM ingest_errors ORDER BY ALL"


def test_what_came_to_its_bounds_waits_for_other_bounds(settings: Settings) -> None:
    folder = settings.raw / "gazette"
    folder.mkdir()
    (folder / "big.html").write_text(BIG)
    (folder / "note.txt").write_text("Port reopens\n\nBEIRA - The port of Beira reopened on 4 March 2024.\n")

    first = go(settings, page_seconds=0.05)
    assert [uri for uri, _, _ in first.failures] == ["gazette/big.html"]
    assert ask(settings, ERRORS) == [("gazette/big.html", "parse_timeout", False)]
    assert ask(settings, "SELECT uri FROM articles") == [("gazette/note.txt",)]

    assert go(settings, page_seconds=0.05).did_nothing
    # More memory and time: that page is read again, and no other file.
    again = go(settings, page_seconds=120)
    assert (again.counts.n_new, again.failures) == (1, ())
    read_at = ask_books(settings)
    assert read_at["gazette/note.txt"] < read_at["gazette/big.html"]
    assert ask(settings, ERRORS) == [("gazette/big.html", "parse_timeout", True)]
    assert go(settings, page_seconds=240).did_nothing


def ask_books(settings: Settings) -> dict[str, str]:
    with open_workspace(settings) as ws:
        return {uri: str(read_at) for uri, read_at in ws.con.execute("SELECT uri, read_at FROM state.files").fetchall()}


def test_pages_come_in_the_order_of_files_and_records(settings: Settings) -> None:
    folder = settings.raw / "gazette"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.html").write_text(page(f"<h1>Council of Lagos votes, part {n}</h1>" + ARTICLE * (1 + 50 * (n % 2))))
    result = go(settings, workers=3)
    assert (result.counts.n_new, result.failures) == (12, ())
    assert ask(settings, "SELECT count(*) FROM articles") == [(12,)]
    one = ask(settings, "SELECT article_id, text_sha256 FROM articles ORDER BY ALL")
    other = dataclasses.replace(settings, home=settings.home.with_name("other"), warehouse=settings.home.with_name("other") / "w.duckdb")
    go(other, workers=1)
    assert ask(other, "SELECT article_id, text_sha256 FROM articles ORDER BY ALL") == one
