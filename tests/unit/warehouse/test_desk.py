"""Readers of one process: each sees the version that is published when it comes, none can do harm, none waits for ever."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.warehouse.connect import WarehouseError, published_connection
from pipeline.warehouse.desk import Asked, Door, TooSlowError, literal, named_queries
from pipeline.warehouse.query import QueryError, csv_text

ENDLESS = "SELECT count(*) FROM range(1000000000) a, range(1000000) b"


@pytest.fixture
def publish(tmp_path: Path) -> Callable[[int], Path]:
    """Replace the file as a publication does: a new one, moved over the old."""

    def go(version: int) -> Path:
        beside = tmp_path / "beside.duckdb"
        with duckdb.connect(str(beside)) as con:
            con.execute("CREATE TABLE _meta (key VARCHAR, value VARCHAR)")
            con.execute("INSERT INTO _meta VALUES ('version', ?)", [str(version)])
        beside.replace(tmp_path / "w.duckdb")
        return tmp_path / "w.duckdb"

    return go


def _version(door: Door) -> str:
    with door.open(5) as desk:
        return str(desk.ask("meta")[0]["value"])


def test_a_new_version_is_seen_by_the_next_reader(publish: Callable[[int], Path]) -> None:
    door = Door(publish(1))
    assert _version(door) == "1"
    publish(2)
    assert _version(door) == "2"


def test_who_comes_after_a_publication_waits_for_readers_of_the_old_file(publish: Callable[[int], Path]) -> None:
    door = Door(publish(1))
    seen: list[str] = []
    with door.open(20) as desk:
        publish(2)
        late = threading.Thread(target=lambda: seen.append(_version(door)))
        late.start()
        late.join(0.3)
        assert seen == []
        assert desk.ask("meta")[0]["value"] == "1"
    late.join(5)
    assert seen == ["2"]


def test_several_readers_are_in_at_once(publish: Callable[[int], Path]) -> None:
    door = Door(publish(1))
    with door.open(5) as one, door.open(5) as two:
        assert one.ask("meta") == two.ask("meta")


def test_connections_of_one_process_share_a_locked_file(publish: Callable[[int], Path]) -> None:
    path = publish(1)
    with published_connection(path) as one, published_connection(path) as two:
        for con in (one, two):
            assert con.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]
            with pytest.raises(duckdb.Error, match="locked"):
                con.execute("SET threads = 1")


def test_a_question_that_takes_too_long_is_broken_off(publish: Callable[[int], Path]) -> None:
    door, start = Door(publish(1)), time.monotonic()
    for how in ("question", "parquet"):
        with pytest.raises(TooSlowError, match="too long"), door.open(0.3) as desk:
            getattr(desk, how)(ENDLESS, 10)
    assert time.monotonic() - start < 10
    assert _version(door) == "1"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; SELECT 2", "", "DROP TABLE _meta", "COPY _meta TO 'x'", "ATTACH 'x'", "INSTALL httpfs", "SET threads = 1",
        "CREATE TABLE t (a INT)",
        "PRAGMA database_list", "CALL duckdb_tables()", "EXPLAIN SELECT 1", "SELEC 1", "SELECT 1; DROP TABLE _meta", "BEGIN",
    ],
)  # fmt: skip
def test_one_select_is_answered_and_nothing_else(publish: Callable[[int], Path], sql: str) -> None:
    with Door(publish(1)).open(5) as desk, pytest.raises(QueryError):
        desk.question(sql, 10)


@pytest.mark.parametrize("sql", ["FROM read_text('/etc/hostname')", "FROM glob('/*')", "SELECT getenv('HOME')", "FROM '/etc/passwd'"])
def test_no_question_reaches_outside_the_file(publish: Callable[[int], Path], sql: str) -> None:
    with Door(publish(1)).open(5) as desk, pytest.raises(QueryError):
        desk.question(sql, 10)


def test_rows_and_memory_are_bounded(publish: Callable[[int], Path]) -> None:
    with Door(publish(1), memory_mb=64).open(20) as desk:
        found = desk.question("FROM range(1000) AS t(n)", 10)
        assert (len(found.rows), found.is_cut, found.names) == (10, True, ("n",))
        assert not desk.question("FROM range(10) AS t(n)", 10).is_cut
        with pytest.raises(QueryError, match=r"too long|memory"):
            desk.question("SELECT repeat('x', 1000000) FROM range(1000)", 1000)
        with pytest.raises(QueryError, match=r"[Mm]emory"):
            desk.question("SELECT list(n || 'x') FROM range(50000000) AS t(n)", 10)


def test_an_answer_as_parquet_has_its_types_and_its_limit(publish: Callable[[int], Path]) -> None:
    with Door(publish(1)).open(20) as desk:
        data = desk.parquet("SELECT n, DATE '2025-01-01' AS day, 'تونس' AS name FROM range(30000) AS t(n)", 25_000)
    table = pq.read_table(io.BytesIO(data))
    assert (table.num_rows, table.column_names) == (25_000, ["n", "day", "name"])
    assert str(table.schema.field("day").type) == "date32[day]"


def test_csv_ends_its_lines_as_the_standard_says_and_holds_no_formula() -> None:
    assert csv_text(("a", "b"), [("=1+1", 'x"y\nz'), (-1, None)], "\r\n") == 'a,b\r\n\'=1+1,"x""y\nz"\r\n-1,\r\n'


def test_a_question_is_shown_with_its_values_written_in() -> None:
    asked = Asked("pages/x", "SELECT $name, $names, $none, 'a$b'", {"name": "O'Hara $names", "names": ["a", 1], "none": None})
    assert asked.runnable == "SELECT 'O''Hara $names', ['a', 1], NULL, 'a$b'"
    assert (literal(True), literal(0.5)) == ("true", "0.5")


def test_a_missing_file_and_one_of_another_kind_are_told(tmp_path: Path, publish: Callable[[int], Path]) -> None:
    with pytest.raises(WarehouseError, match="dateline run"), Door(tmp_path / "none.duckdb").open(5):
        pass
    with Door(publish(1)).open(5) as desk, pytest.raises(WarehouseError, match="publishes it anew"):
        desk.ask("counts")


def test_saved_questions_have_words_and_text() -> None:
    for name, question, sql in named_queries():
        assert question, name
        assert sql.upper().startswith(("SELECT", "WITH", "FROM")), name
