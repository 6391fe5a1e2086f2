"""Answers in four formats, and mistakes in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.warehouse.query import QueryError, answer, format_for, table, width


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE quotes (speaker VARCHAR, said_on DATE, n INTEGER, tags VARCHAR[])")
    connection.execute("INSERT INTO quotes VALUES ('أمينة', '2024-05-12', 12, ['a']), ('Zoë, \"Z\"', NULL, 3, [])")
    yield connection
    connection.close()


def test_json_and_csv_hold_every_value(con: duckdb.DuckDBPyConnection) -> None:
    text = answer(con, "FROM quotes", "json", None)
    assert text is not None
    assert json.loads(text)[0] == {"speaker": "أمينة", "said_on": "2024-05-12", "n": 12, "tags": ["a"]}
    assert answer(con, "SELECT speaker, said_on FROM quotes", "csv", None) == ('speaker,said_on\nأمينة,2024-05-12\n"Zoë, ""Z""",\n')


def test_parquet_is_written_with_types(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    target = tmp_path / "a.parquet"
    assert answer(con, "FROM quotes", "parquet", target) is None
    assert pq.read_table(target).to_pylist()[1]["n"] == 3


def test_a_table_is_aligned_and_steers_no_terminal() -> None:
    text = table(["name", "n"], [("a\x1b[31mred\nb", 5), ("x" * 90, 12)])
    assert "\x1b" not in text
    lines = text.splitlines()
    assert len({width(line) for line in lines}) == 1
    assert lines[2].endswith(" 5")
    assert "…" in lines[3]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT speakr FROM quotes", "speakr"),
        ("SELECT * FROM quots", "quots"),
        ("SELEC 1", "SELEC"),
        ("SELECT 1 +", "query cannot be answered"),
    ],
)
def test_a_mistake_is_one_sentence_with_a_remedy(con: duckdb.DuckDBPyConnection, sql: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        answer(con, sql, "table", None)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "SHOW ALL TABLES" in str(caught.value)


def test_the_format_follows_the_file() -> None:
    assert format_for(None, None) == "table"
    assert format_for(None, Path("x.parquet")) == "parquet"
    assert format_for("csv", Path("x.json")) == "csv"
    with pytest.raises(QueryError, match="-o"):
        format_for("parquet", None)
    with pytest.raises(QueryError, match="table, csv, json"):
        format_for("xml", None)


def test_a_place_that_cannot_be_written_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be written"):
        answer(con, "FROM quotes", "csv", tmp_path / "no" / "such" / "a.csv")
