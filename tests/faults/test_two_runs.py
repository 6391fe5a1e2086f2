"""Runs at once in one home, readers that hold the published file open, a home that is deleted under a run, a clock that is set."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from invented import BRIDGE, FLOOD, SMALL
from layout import lay, lay_all
from published import ask, holds, left_over
from record import NOTHING, Recorder
from runs import STAGES, settings_of
from warm import Warm

from pipeline.warehouse.connect import published_connection


@pytest.fixture
def places(tmp_path: Path, warm: Warm) -> tuple[Path, Path]:
    """Home and raw folder, one run done."""
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, SMALL)
    warm.run(home, raw)
    return home, raw


def test_a_second_run_says_who_holds_the_home(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    holder = warm.start("scenarios:holding", home=str(home), seconds=60)
    holder.wait_for(held=True)
    refused = warm.command(home, raw, wait=0.3)
    assert refused["exit"] == 3
    assert f"pid {holder.pid}, since 20" in refused["said"]
    assert holds(home / "warehouse.duckdb")
    holder.kill()
    holder.outcome()
    assert warm.command(home, raw, wait=0.3)["counts"]["n_new"] == 1  # a holder that was killed holds nothing
    fault("two runs at once, the first does not end", sees=refused["said"])


def test_a_second_run_waits_for_the_first(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    for n in range(3):
        lay(raw, "wire/bridge.txt", BRIDGE.replace("12 May", f"1{n} May"))
        lay(raw, f"wire/{n}.txt", FLOOD.replace("4,000", f"{n + 2},000"))
        children = [warm.start("runs:go", home=str(home), raw=str(raw)) for _ in range(2)]
        done = [child.outcome().said() for child in children]
        assert sorted(one["did_nothing"] for one in done) == [False, True]
        holds(home / "warehouse.duckdb")
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles") == [(len(SMALL) + 4,)]
    fault("two runs at once", tries=3, sees="nothing: the second waits for the first, then does what is left")


def test_a_reader_holds_the_published_file_open(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    con = published_connection(home / "warehouse.duckdb")
    cursor = con.execute("SELECT count(*) FROM articles")
    assert warm.command(home, raw)["exit"] == 0
    assert cursor.fetchall() == [(len(SMALL),)]
    assert con.execute("SELECT count(*) FROM articles").fetchall() == [(len(SMALL),)]
    con.close()
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles") == [(len(SMALL) + 1,)]
    fault("a reader holds the published file open", sees="nothing: it reads the old version until it connects again")


def test_a_program_has_the_published_file_open_for_writing(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    with duckdb.connect(str(home / "warehouse.duckdb")) as con:
        con.execute("CREATE TABLE mine AS SELECT 1 AS n")
        done = warm.command(home, raw)
    assert done["exit"] == 0, done["said"]
    holds(home / "warehouse.duckdb")
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles") == [(len(SMALL) + 1,)]
    fault("another program writes into the published file", sees="nothing: the next version takes its place")


@pytest.mark.parametrize("stage", [*STAGES])
def test_the_home_is_deleted_during_a_run(stage: str, places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    done = warm.do("scenarios:deleting", home=str(home), raw=str(raw), stage=stage)
    if (home / "warehouse.duckdb").exists():
        holds(home / "warehouse.duckdb")
    again = warm.command(home, raw)
    assert again["exit"] == 0, again["said"]
    holds(home / "warehouse.duckdb")
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles") == [(len(SMALL) + 1,)]
    assert left_over(home) == []
    fault("the home is deleted during a run", sees=done["said"] or NOTHING)


@pytest.mark.parametrize("days", [-400.0, -0.001, 400.0])
def test_the_clock_is_set(days: float, places: tuple[Path, Path], warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "harbour-post/strike.txt", SMALL["harbour-post/strike.txt"].replace("3 March", "9 March"))
    done = warm.do("scenarios:at", home=str(home), raw=str(raw), days=days)
    assert (done["exit"], done["counts"]["n_changed"]) == (0, 1)
    lay(raw, "wire/bridge.txt", BRIDGE)
    warm.run(home, raw)
    warm.run(tmp_path / "fresh", raw)
    assert holds(home / "warehouse.duckdb") == holds(tmp_path / "fresh/warehouse.duckdb")
    settings = settings_of(home, raw)
    assert ask(settings, "SELECT count(*) FROM article_locations WHERE last_seen_at < first_seen_at") == [(0,)]
    fault(f"the clock is set {'back' if days < 0 else 'forward'}", sees=done["said"] or NOTHING)


def test_versions_sort_by_when_they_were_made_though_the_clock_was_set_back(places: tuple[Path, Path], warm: Warm) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    warm.do("scenarios:at", home=str(home), raw=str(raw), days=-400.0)
    versions = sorted((home / "versions").glob("*.duckdb"))
    assert len(versions) == 2
    assert versions[-1].read_bytes() == (home / "warehouse.duckdb").read_bytes()
    settings = settings_of(home, raw)
    assert ask(settings, "SELECT count(*) FROM runs WHERE finished_at < started_at OR seconds < 0") == [(0,)]
