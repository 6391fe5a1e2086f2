"""The schema `evidence` of the build file: one table per dataclass of pipeline/model.py, under the fields' own names.

The values that cross a floor are stored as they are, so that a stage can start from what the stage before it left,
and so that resolution joins plain columns. Types follow from the dataclasses' annotations (`engines.columns`). Every table
begins with `article_id`; rows of one article carry their position as `no` (participants and numbers: `event_no`, `ord`), from 0,
which is what `local_no`, `quote_no` and the like refer to. Nothing of this schema is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline import model
from pipeline.engines.columns import columns_of, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table of the evidence schema. `keys` come before the fields; fields in `without` have a table of their own."""

    name: str
    shape: type
    keys: tuple[tuple[str, type], ...]
    without: tuple[str, ...] = ()
    stage: str = "annotate"


_ROW = (("article_id", str), ("no", int))
_PART = (("article_id", str), ("event_no", int), ("ord", int))
TABLES: tuple[EvidenceTable, ...] = (
    EvidenceTable("documents", model.Document, (("source_id", str),), stage="read"),
    EvidenceTable("articles", model.Article, (("article_id", str),), ("document", "lines"), stage="clean"),
    EvidenceTable("lines", model.Line, _ROW, stage="clean"),
    EvidenceTable("local_entities", model.LocalEntity, _ROW),
    EvidenceTable("mentions", model.Mention, _ROW),
    EvidenceTable("roles", model.Role, _ROW),
    EvidenceTable("dates", model.DateMention, _ROW),
    EvidenceTable("quotes", model.Quote, _ROW),
    EvidenceTable("events", model.EventMention, _ROW, ("participants", "numbers")),
    EvidenceTable("participants", model.Participant, _PART),
    EvidenceTable("numbers", model.EventNumber, _PART),
    EvidenceTable("model_counts", model.ModelCount, _ROW),
)


@cache
def schema(table: EvidenceTable) -> pa.Schema:
    """The Arrow schema of a table: its keys, then the fields of its dataclass."""
    return columns_of(table.shape, table.keys, table.without)


def table_named(name: str) -> EvidenceTable:
    """The evidence table of that name."""
    return next(table for table in TABLES if table.name == name)


def to_arrow(table: EvidenceTable, rows: Sequence[tuple[tuple[Any, ...], Any]]) -> pa.Table:
    """Rows as an Arrow table. A row is (values of the keys, dataclass instance)."""
    shape = schema(table)
    names = [name for name, _ in table.keys]
    found = [value for _, value in rows]

    def column(c: pa.Field) -> list[Any]:
        if c.name in names:
            at = names.index(c.name)
            return [keys[at] for keys, _ in rows]
        values = list(map(attrgetter(c.name), found))
        is_plain = not pa.types.is_nested(c.type) and not pa.types.is_timestamp(c.type)  # most are: nothing is to be made of them
        return values if is_plain else list(map(plain, values))

    return pa.Table.from_arrays([pa.array(column(c), type=c.type) for c in shape], schema=shape)


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
