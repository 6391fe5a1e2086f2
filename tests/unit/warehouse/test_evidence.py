"""What a stage leaves comes back as it was: evidence tables hold the values of pipeline/model.py without loss."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import model
from pipeline.engines import columns
from pipeline.warehouse import evidence

# DuckDB keeps text as UTF-8: lone surrogates cannot occur in decoded text.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    evidence.create(connection)
    yield connection
    connection.close()


def _instances(shape: type, without: tuple[str, ...] = ()) -> st.SearchStrategy[object]:
    st.register_type_strategy(str, TEXT)
    st.register_type_strategy(date, DAYS)
    st.register_type_strategy(datetime, MOMENTS)
    st.register_type_strategy(int, st.integers(-(2**31), 2**31 - 1))
    st.register_type_strategy(float, st.floats(allow_nan=False))
    hints = typing.get_type_hints(shape)
    fields = {f.name: st.from_type(hints[f.name]) for f in dataclasses.fields(shape) if f.name not in without}
    return st.builds(shape, **{k: st.none() if k in without else v for k, v in fields.items()},
                     **dict.fromkeys(without, st.just(())))  # fmt: skip


@pytest.mark.parametrize("table", evidence.TABLES, ids=lambda t: t.name)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_rows_come_back_as_they_went_in(con: duckdb.DuckDBPyConnection, table: evidence.EvidenceTable, data: st.DataObject) -> None:
    value = data.draw(_instances(table.shape, table.without))
    con.execute(f"DELETE FROM evidence.{table.name}")
    keys = tuple("k" if kind is str else 3 for _, kind in table.keys)
    evidence.insert(con, table, [(keys, value)])
    (row,) = evidence.fetch(con, f"SELECT * FROM evidence.{table.name}")
    assert columns.build(table.shape, row, **dict.fromkeys(table.without, ())) == value


def test_a_moment_with_an_offset_is_kept_as_the_same_moment(con: duckdb.DuckDBPyConnection) -> None:
    moment = datetime.fromisoformat("2024-05-12T10:00:00+02:00")
    assert columns.revive(datetime, columns.plain(moment)) == moment
    assert columns.plain(moment) == datetime(2024, 5, 12, 8)  # noqa: DTZ001
    assert moment - timedelta(0) == moment


def test_a_field_without_a_column_type_is_refused() -> None:
    with pytest.raises(TypeError, match="no column type"):
        columns.arrow_type(dict[str, int])


def test_a_changed_dataclass_empties_its_table_and_names_the_stage() -> None:
    con = duckdb.connect()
    evidence.create(con)
    con.execute("ALTER TABLE evidence.roles DROP COLUMN gender")
    assert evidence.create(con) == ["annotate"]
    assert evidence.create(con) == []
    assert "gender" in [row[0] for row in con.execute("DESCRIBE evidence.roles").fetchall()]
    con.close()


def test_delete_takes_all_rows_of_an_article_and_no_other(con: duckdb.DuckDBPyConnection) -> None:
    table = evidence.table_named("dates")
    day = model.DateMention(0, 4, "2024", date(2024, 1, 1), date(2024, 12, 31), "year", "explicit", None, "r")
    con.execute("DELETE FROM evidence.dates")
    evidence.insert(con, table, [(("a", 0), day), (("a", 1), day), (("b", 0), day)])
    evidence.delete(con, [table], ["a"])
    assert con.execute("SELECT article_id, no FROM evidence.dates").fetchall() == [("b", 0)]
