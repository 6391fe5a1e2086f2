"""Forgetting, looked at from all sides: no byte below the home holds a word of what is forgotten."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from leaks import leaks
from published import holds
from record import Recorder
from to_forget import DAM, HELD, PERSON, WORDS, fresh, never_held, prepare
from warm import Warm

import pipeline


@pytest.fixture(scope="module")
def expected(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The digests of the corpora that never held it."""
    return never_held(warm, tmp_path_factory)


@pytest.fixture(scope="module")
def prepared(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that holds all of it."""
    return prepare(warm, tmp_path_factory)


def test_no_byte_of_an_article_is_left(warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]]) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    held = leaks(home, WORDS)
    for place in ("build.duckdb", "build.duckdb.damaged", "warehouse.duckdb", "exports/all.csv", "exports/all.txt.gz", "answers/ab/ab.json",
                  "exports/all.parquet", "dagster/storage/history/runs.db", "dagster/logs/one.err"):  # fmt: skip
        assert f"{place}: Zwarteveen" in held
    assert sum(one.startswith("objects/") and one.endswith("Zwarteveen") for one in held) == 4
    assert sum(one.startswith("versions/") and one.endswith("Zwarteveen") for one in held) == 2
    done = warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=DAM)
    assert leaks(home, WORDS) == []
    assert leaks(tmp_path / "p/overrides", WORDS) == []
    assert holds(home / "warehouse.duckdb") == expected["article"]
    assert done["left_out"] == 4
    assert (home / "exports/other.csv").is_file()
    with closing(sqlite3.connect(home / "dagster/storage/history/runs.db")) as con:
        assert con.execute("SELECT event FROM event_logs ORDER BY id DESC LIMIT 1").fetchall() == [("step succeeded",)]
        assert {tuple(json.loads(event)) for (event,) in con.execute("SELECT event FROM event_logs WHERE id < 31")} == {("message",)}
    assert warm.run(home, raw)["did_nothing"]
    assert {name: (raw / name).read_bytes() for name in HELD} == {n: t if isinstance(t, bytes) else t.encode() for n, t in HELD.items()}


def test_no_byte_of_a_name_is_left(warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]]) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    assert f"warehouse.duckdb: {PERSON[0]}" in leaks(home, PERSON)
    done = warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted="Kwame Asantewaa")
    assert leaks(home, PERSON) == []
    assert leaks(tmp_path / "p/overrides", PERSON) == []
    assert done["blanked"] == 5
    assert holds(home / "warehouse.duckdb") == expected["person"]
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:  # two files that differed in their encoding are the same bytes now
        assert con.execute("SELECT count(*), count(DISTINCT text) FROM articles").fetchall() == [(8, 5)]
    assert warm.run(home, raw)["did_nothing"]


def test_a_reader_that_has_the_file_open_goes_on_with_the_old_one(warm: Warm, prepared: Path, tmp_path: Path, fault: Recorder) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    asked = "SELECT count(*) FROM articles WHERE contains(text, 'Zwarteveen')"
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:
        before = con.execute(asked).fetchall()
        warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=DAM)
        assert con.execute(asked).fetchall() == before != [(0,)]
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:
        assert con.execute(asked).fetchall() == [(0,)]
    fault("an article is forgotten while a reader has the published file open", sees="the version that was published when it connected")
