"""Answers as frames: one type a column, whatever its rows are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pipeline
from pipeline.warehouse.frames import Connection

COLUMNS = {
    "a_text": ("VARCHAR", "'é'", "str"), "a_count": ("INTEGER", "7", "Int64"), "a_large_one": ("BIGINT", "9007199254740993", "Int64"),
    "a_sum": ("HUGEINT", "12", "Int64"), "a_flag": ("BOOLEAN", "true", "boolean"), "a_number": ("DOUBLE", "1.5", "float64"),
    "a_decimal": ("DECIMAL(4,1)", "1.5", "float64"), "a_moment": ("TIMESTAMP", "'2025-03-02 10:00:00.000001'", "datetime64[us, UTC]"),
    "a_zoned_one": ("TIMESTAMPTZ", "'2025-03-02 12:00:00+02'", "datetime64[us, UTC]"), "a_day": ("DATE", "'2025-03-02'", "datetime64[us]"),
    "a_list": ("VARCHAR[]", "['x', 'y']", "object"),
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A file with one column of each type, in three tables: with values, with NULLs, and empty."""
    path = tmp_path / "w.duckdb"
    with duckdb.connect(str(path)) as con:
        for table in ("full_one", "gaps", "empty_one"):
            con.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, (kind, _, _) in COLUMNS.items())})")
        values = ", ".join(value for _, value, _ in COLUMNS.values())
        con.execute(f"INSERT INTO full_one VALUES ({values})")
        con.execute(f"INSERT INTO gaps VALUES ({values}), ({', '.join('NULL' for _ in COLUMNS)})")
    return path


@pytest.mark.parametrize("table", ["full_one", "gaps", "empty_one"])
def test_a_column_has_its_type_with_and_without_values(warehouse: Path, table: str) -> None:
    with pipeline.connect(warehouse) as con:
        for frame in (con.execute(f"FROM {table}").df(), con.sql(f"FROM {table}").df(), con.query(f"FROM {table}").fetchdf()):
            assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {name: dtype for name, (_, _, dtype) in COLUMNS.items()}


def test_values_are_what_they_were(warehouse: Path) -> None:
    with pipeline.connect(warehouse) as con:
        frame = con.execute("FROM gaps").df()
    first, second = frame.iloc[0], frame.iloc[1]
    assert (first["a_text"], first["a_count"], first["a_large_one"], bool(first["a_flag"])) == ("é", 7, 9007199254740993, True)
    assert first["a_moment"] == pd.Timestamp("2025-03-02 10:00:00.000001", tz="UTC")
    assert first["a_zoned_one"] == pd.Timestamp("2025-03-02 10:00", tz="UTC")
    assert first["a_day"] == pd.Timestamp("2025-03-02")
    assert list(first["a_list"]) == ["x", "y"]
    assert second.drop("a_list").isna().all()


def test_the_connection_is_duckdbs_otherwise(warehouse: Path) -> None:
    con = pipeline.connect(warehouse)
    assert isinstance(con, Connection)
    assert con.execute("SELECT a_count FROM full_one WHERE a_text = ?", ["é"]).fetchall() == [(7,)]
    assert con.execute("SELECT $n + 1", {"n": 1}).fetchall() == [(2,)]
    con.register("mine", pd.DataFrame({"a_text": ["é"]}))
    assert con.execute("SELECT count(*) AS n FROM full_one JOIN mine USING (a_text)").df()["n"].tolist() == [1]
    assert con.sql("FROM full_one").to_arrow_table().num_rows == 1
    assert con.execute("SELECT 1 AS x, true AS x").df().dtypes.astype(str).tolist() == ["Int64", "boolean"]
    with pytest.raises(duckdb.Error):
        con.execute("DELETE FROM full_one")
    con.close()
    with pytest.raises(duckdb.Error):
        con.execute("FROM full_one")


def test_sums_too_large_for_a_whole_number_stay_numbers(warehouse: Path) -> None:
    with pipeline.connect(warehouse) as con:
        frame = con.execute("SELECT sum(170141183460469231731687303715884105::HUGEINT) AS n").df()
    assert str(frame.dtypes["n"]) == "float64"
