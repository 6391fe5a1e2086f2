"""Forgetting, cut short at every moment and given again; and with records that Dagster itself has written."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from layout import lay_all
from leaks import leaks
from published import holds, left_over
from record import Recorder
from runs import FORGETTING, settings_of
from to_forget import DAM, PERSON, STORY, STRIKE, WORDS, fresh, never_held, prepare
from warm import Warm


@pytest.fixture(scope="module")
def expected(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The digests of the corpora that never held it."""
    return never_held(warm, tmp_path_factory)


@pytest.fixture(scope="module")
def prepared(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that holds all of it."""
    return prepare(warm, tmp_path_factory)


@pytest.mark.parametrize("wanted", [DAM, "Kwame Asantewaa"])
def test_cut_short_anywhere_and_given_again(
    wanted: str, warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]], fault: Recorder
) -> None:
    chance = random.Random(wanted)
    words, kind = (WORDS, "article") if wanted == DAM else (PERSON, "person")
    n_killed = 0
    for moment in FORGETTING:
        home, raw = fresh(prepared, tmp_path / "p")
        before = holds(home / "warehouse.duckdb")
        child = warm.start("runs:forget_it", home=str(home), raw=str(raw), wanted=wanted)
        assert child.wait_for(stage=moment), child.outcome()
        time.sleep(chance.random() * 0.05)
        child.kill()
        n_killed += child.outcome().exit == -signal.SIGKILL
        between = holds(home / "warehouse.duckdb")  # the old one or the new one, whole
        if chance.random() < 0.5:  # an ordinary run may come before the command is given again
            warm.run(home, raw)
        warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=wanted)
        found = holds(home / "warehouse.duckdb")
        assert between in (before, found), moment
        assert found == expected[kind], moment
        assert leaks(home, words) == [], moment
        assert left_over(home) == []
        assert warm.run(home, raw)["did_nothing"]
    assert n_killed > len(FORGETTING) // 2
    fault(
        f"killed (SIGKILL) while an {kind} is forgotten".replace("an person", "a person"),
        tries=n_killed,
        sees="nothing: the same command again finishes",
    )


def test_dagster_s_own_records_stay_readable(tmp_path: Path) -> None:
    """A run that Dagster recorded; what an error would quote is put into its records by hand."""
    raw, home = tmp_path / "raw", tmp_path / "home"
    lay_all(raw, {"harbour-post/dam.txt": STORY, "harbour-post/strike.txt": STRIKE})
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "DAGSTER_"))}
    environment |= {"DATELINE_HOME": str(home), "DATELINE_RAW": str(raw)}

    def command(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    command("run")
    (index,) = (home / "dagster/storage/history/runs").glob("index.db")
    with closing(sqlite3.connect(index)) as con:
        con.execute("UPDATE event_logs SET event = replace(event, 'pipeline', ?) WHERE id = 1", [json.dumps(STORY)[1:-1]])
        con.commit()
    assert leaks(home / "dagster", WORDS)
    assert "rewritten   dagster/storage/history/runs/index.db" in command("forget", DAM, "--reason", "withdrawn", "--yes")
    assert leaks(home, WORDS) == []
    lay_all(raw, {"harbour-post/dam.txt": STORY, "harbour-post/strike.txt": STRIKE + "More.\n"})
    assert "forgotten: 1 forgotten document left out" in command("run")
    assert settings_of(home, raw).warehouse.is_file()
