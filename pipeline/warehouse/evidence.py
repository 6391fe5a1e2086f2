"""The schema `evidence` of the build file: one table per dataclass of pipeline/model.py, under the fields' own names.

The values that cross a floor are stored as they are, so that a stage can start from what the stage before it left,
and so that resolution joins plain columns. Which tables there are, and their columns, stands in `engines.tables`. Nothing of this schema
is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.engines.tables import TABLES, EvidenceTable, schema, table_named, to_arrow

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "EvidenceTable", "append", "create", "delete", "fetch", "insert", "schema", "table_named"]


def fetch(con: DuckDBPyConnection, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query as dicts, in its order."""
    cursor = con.execute(sql, parameters if isinstance(parameters, dict) else list(parameters))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def insert(con: DuckDBPyConnection, table: EvidenceTable, rows: Sequence[tuple[tuple[Any, ...], Any]]) -> None:
    """Append rows to an evidence table, through Arrow."""
    if rows:
        append(con, f"evidence.{table.name}", to_arrow(table, rows))


def append(con: DuckDBPyConnection, target: str, incoming: pa.Table) -> None:
    """Append an Arrow table to a table of the build file, by column name. `target` is a name of this code."""
    con.register("incoming_rows", incoming)
    try:
        con.execute(f"INSERT INTO {target} BY NAME SELECT * FROM incoming_rows")  # noqa: S608 — a table of ours
    finally:
        con.unregister("incoming_rows")


def delete(con: DuckDBPyConnection, tables: Iterable[EvidenceTable], article_ids: Sequence[str]) -> None:
    """Take all rows of these articles out of these tables."""
    if not article_ids:
        return
    for table in tables:
        con.execute(
            f"DELETE FROM evidence.{table.name} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",  # noqa: S608
            [list(article_ids)],
        )


def create(con: DuckDBPyConnection) -> list[str]:
    """Create the schema's tables; a table whose dataclass has changed is made anew, empty. Returns the stages whose
    rows were lost that way: the ledger forgets them, so that they are done again."""
    con.execute("CREATE SCHEMA IF NOT EXISTS evidence")
    lost = []
    for table in TABLES:
        con.register("empty_rows", schema(table).empty_table())
        try:
            wanted = con.execute("DESCRIBE SELECT * FROM empty_rows").fetchall()
            there = con.execute(
                "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database()"
                " AND schema_name = 'evidence' AND table_name = ?",
                [table.name],
            ).fetchall()[0][0]
            if there:
                if con.execute(f"DESCRIBE evidence.{table.name}").fetchall() == wanted:
                    continue
                con.execute(f"DROP TABLE evidence.{table.name}")
                lost.append(table.stage)
            con.execute(f"CREATE TABLE evidence.{table.name} AS SELECT * FROM empty_rows")  # noqa: S608
        finally:
            con.unregister("empty_rows")
    return sorted(set(lost))
