"""A run that is killed at any moment: the published file is the old one or the new one, whole, and the next run goes on."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
import typer
from invented import BRIDGE, FLOOD, PAGE, SMALL, STRIKE_LATER
from layout import lay_all
from published import holds, left_over
from record import Recorder
from runs import STAGES
from warm import Warm

from pipeline import cli_common
from pipeline.warehouse.connect import build_connection

Digests = dict[str, str]
# What the raw folder holds while runs are killed: a document comes, one goes, one changes, one moves.
CORPORA: tuple[dict[str, str], ...] = (
    {**SMALL, "harbour-post/flood.txt": FLOOD},
    {**SMALL, "harbour-post/strike.txt": STRIKE_LATER, "harbour-post/bridge.txt": BRIDGE},
    {**SMALL, "harbour-post/2024/flood.txt": FLOOD, "wire/bridge.txt": BRIDGE},
)
POINTS = ("opening", *STAGES)
SEEDS = range(8)


@pytest.fixture(scope="module")
def undisturbed(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Digests], dict[str, float]]:
    """The digests of each corpus in a home of its own, and how long each stage takes."""
    digests, seconds = [], dict.fromkeys(POINTS, 0.0)
    for corpus in CORPORA:
        folder = tmp_path_factory.mktemp("undisturbed")
        lay_all(folder / "raw", corpus)
        done = warm.start("runs:go", home=str(folder / "home"), raw=str(folder / "raw")).outcome()
        done.said()
        moments = [report for report in done.reports if "stage" in report]
        for this, following in pairwise(moments):
            seconds[this["stage"]] = max(seconds[this["stage"]], following["at"] - this["at"])
        digests.append(holds(folder / "home/warehouse.duckdb"))
    assert len({str(one) for one in digests}) == len(CORPORA)
    return digests, seconds


def changes(chance: random.Random, raw: Path) -> Iterator[int]:
    """Bring the raw folder from one corpus to another, again and again; yields which one is there."""
    number = 0
    while True:
        number = chance.choice([n for n in range(len(CORPORA)) if n != number])
        lay_all(raw, CORPORA[number])
        yield number


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_in_every_stage(
    seed: int, warm: Warm, tmp_path: Path, undisturbed: tuple[list[Digests], dict[str, float]], fault: Recorder
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(seed)
    home, raw, warehouse = tmp_path / "home", tmp_path / "raw", tmp_path / "home/warehouse.duckdb"
    lay_all(raw, CORPORA[0])
    warm.run(home, raw)
    published, corpora = expected[0], changes(chance, raw)
    for point in chance.sample(POINTS, len(POINTS)):
        share = chance.random()
        while True:
            number = next(corpora)
            child = warm.start("runs:go", home=str(home), raw=str(raw), batch_size=chance.choice((1, 2, 200)))
            assert child.wait_for(stage=point), child.outcome()
            time.sleep(share * seconds[point])
            child.kill()
            was_killed = child.outcome().exit == -signal.SIGKILL
            found = holds(warehouse)
            assert found in ((published, expected[number]) if was_killed else (expected[number],)), point
            published = found
            if was_killed:
                break
            share /= 2  # it had ended before: that was no kill
        fault(f"killed (SIGKILL) while {point}")
    warm.run(home, raw)
    assert holds(warehouse) == expected[number]
    assert warm.run(home, raw)["did_nothing"]
    assert left_over(home) == []


@pytest.mark.parametrize(("name", "number"), [("SIGTERM", signal.SIGTERM), ("ctrl-C (SIGINT)", signal.SIGINT)])
def test_told_to_stop(
    name: str, number: int, warm: Warm, tmp_path: Path, undisturbed: tuple[list[Digests], dict[str, float]], fault: Recorder
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(number)
    home, raw, warehouse = tmp_path / "home", tmp_path / "raw", tmp_path / "home/warehouse.duckdb"
    lay_all(raw, CORPORA[0])
    warm.run(home, raw)
    lay_all(raw, CORPORA[1])
    n_stopped = 0
    for point in POINTS[1:]:
        child = warm.start("runs:go", home=str(home), raw=str(raw), batch_size=1)
        if child.wait_for(stage=point) is None:
            child.outcome().said()
            break  # published before the signal came
        time.sleep(chance.random() * seconds[point])
        child.kill(number)
        done = child.outcome()
        assert done.exit == 0 or done.exit == -number or done.kind == "KeyboardInterrupt", done
        n_stopped += done.exit != 0
        assert holds(warehouse) in (expected[0], expected[1])
    warm.run(home, raw)
    assert holds(warehouse) == expected[1]
    assert left_over(home) == []
    assert n_stopped > 0
    stopped = "Stopped. What was done is kept; the next run continues, and the published warehouse is as it was."
    fault(f"told to stop: {name}", tries=n_stopped, sees=stopped if number == signal.SIGINT else "Terminated")


def page_workers(pid: int) -> list[int]:
    """The processes that a run reads pages in."""
    tasks = Path(f"/proc/{pid}/task")
    children = {int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()} if tasks.is_dir() else set()
    return [child for child in children if b"page_worker" in Path(f"/proc/{child}/cmdline").read_bytes()]


PAGES = {f"harbour-post/{n}.html": PAGE.replace("eleven", str(n)).replace("</body>", "<b></b>" * 9_000 + "</body>") for n in range(2)}


@pytest.fixture(scope="module")
def pages_read(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Digests:
    """What a run over the pages publishes when nobody disturbs it."""
    folder = tmp_path_factory.mktemp("pages")
    lay_all(folder / "raw", PAGES)
    warm.run(folder / "home", folder / "raw")
    return holds(folder / "home/warehouse.duckdb")


@pytest.mark.parametrize("wait", [0.0, 0.9, 1.3])
def test_the_process_that_reads_pages_is_killed(wait: float, warm: Warm, tmp_path: Path, pages_read: Digests, fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, PAGES)
    child = warm.start("runs:go", home=str(home), raw=str(raw), settings={"workers": 1})
    child.wait_for(stage="reading")
    deadline = time.monotonic() + 60
    while not (workers := page_workers(child.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(wait)  # while it starts, while it reads
    for worker in workers:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    done = child.outcome().said()
    assert done["failures"] == []
    assert holds(home / "warehouse.duckdb") == pages_read
    fault("the process that reads a page is killed", sees="nothing: the page is read once more in a fresh process")


@pytest.fixture
def listening() -> Iterator[None]:
    """The handler of ctrl-C as a terminal leaves it: a job in the background begins with one that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_ctrl_c_within_a_query_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """DuckDB takes the signal for itself, and says so in an error of its own."""

    def ask(con: duckdb.DuckDBPyConnection) -> None:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        con.execute("SELECT sum(hash(i)) FROM range(100_000_000_000) AS t(i)").fetchall()

    with pytest.raises(KeyboardInterrupt), build_connection(tmp_path) as con:
        ask(con)
    with pytest.raises(typer.Exit) as end, cli_common.explained(debug=False), duckdb.connect() as con:
        ask(con)
    assert end.value.exit_code == 130
    assert capsys.readouterr().err.startswith("Stopped. What was done is kept")


def test_ctrl_c_is_told_as_such_whatever_fails_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    """DuckDB is interrupted too: what clears up behind a query that never ended may raise an error of its own."""

    def clear_up() -> None:
        try:
            raise KeyboardInterrupt  # noqa: TRY301
        except KeyboardInterrupt:
            raise RuntimeError("connection has an unfinished result")  # noqa: B904 — as it comes, without a cause

    with pytest.raises(typer.Exit) as end, cli_common.explained(debug=False):
        clear_up()
    assert end.value.exit_code == 130
    assert capsys.readouterr().err.startswith("Stopped. What was done is kept")
