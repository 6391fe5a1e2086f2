"""How two published files differ: which rows of which table came, went or changed.

Rows are told apart by the key of their table. Columns that say when something was seen, and which code made a row, do not count: they
differ in every run. An id that went is followed by where its members are now (`id_changes` of the later file).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import published_connection, scalar
from pipeline.warehouse.digest import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

_NOT_COMPARED = {*LEFT_OUT, "extractor_version"}
CLUSTERS = {"entities": "entity", "quote_groups": "quote_group", "events": "event", "stories": "story"}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row: `how` is `came`, `went` or `changed`; `key` names it; `columns`: name → (before, after) of those that differ, for a row that
    came or went all that are not NULL; `now`: ids under which the members of a cluster that went stand now."""

    how: str
    key: tuple[Any, ...]
    columns: dict[str, tuple[Any, Any]]
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableChange:
    """One table: how many rows came, went and changed, and the first of them. `not_compared`: columns that only one of the files has."""

    table: str
    came: int
    went: int
    changed: int
    rows: tuple[RowChange, ...]
    not_compared: tuple[str, ...] = ()


def difference(before: Path, after: Path, tables: Sequence[str] = (), n_rows: int = 0) -> list[TableChange]:
    """The tables (all that a digest covers, or those named) in which two published files differ, in the order of the contract.

    `n_rows`: rows to give of each table and kind of change. Raises WarehouseError where a file cannot be read, and KeyError for a table
    that does not exist.
    """
    for path in (before, after):
        published_connection(path).close()  # says what is wrong with a file that cannot be read
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH {dictionary.quoted(str(before))} AS before (READ_ONLY)")
        same = before.resolve() == after.resolve()
        con.execute(f"ATTACH {dictionary.quoted(str(after))} AS after (READ_ONLY)" if not same else "SELECT 1")
        chosen = [dictionary.table(name) for name in tables] or [t for t in dictionary.tables() if t.in_digest]
        found = [] if same else [_table(con, table, n_rows) for table in chosen]
    return [change for change in found if change.came or change.went or change.changed or change.not_compared]


def _columns(con: DuckDBPyConnection, database: str, table: str) -> list[str]:
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'main' AND table_name = ?"
        " ORDER BY column_index",
        [database, table],
    ).fetchall()
    return [name for (name,) in rows]


def _table(con: DuckDBPyConnection, table: dictionary.Table, n_rows: int) -> TableChange:
    old, new = (_columns(con, database, table.name) for database in ("before", "after"))
    shared = [c for c in new if c in old and c not in _NOT_COMPARED]
    not_compared = tuple(sorted(set(old) ^ set(new)))
    if not shared:  # a table that one of the releases does not know
        sizes = {
            database: int(scalar(con, f"SELECT count(*) FROM {database}.main.{table.name}")) if columns else 0  # noqa: S608
            for database, columns in (("before", old), ("after", new))
        }
        return TableChange(table.name, sizes["after"], sizes["before"], 0, (), not_compared)
    key = [c for c in table.key if c in shared] if table.key and set(table.key) <= set(shared) else shared
    _compare(con, table.name, shared, key)
    counts = dict(con.execute("SELECT how, count(*) FROM compared GROUP BY how").fetchall())
    rows = tuple(row for how in ("went", "came", "changed") for row in _rows(con, table, how, shared, key, n_rows))
    return TableChange(table.name, counts.get("came", 0), counts.get("went", 0), counts.get("changed", 0), rows, not_compared)


def _compare(con: DuckDBPyConnection, table: str, shared: list[str], key: list[str]) -> None:
    """The temporary table `compared`: how, and the row before (`o`) and after (`n`) as structs. Rows that share a key (there are tables
    without one) are numbered, so that two alike in one file are two."""
    packed = ", ".join(f'"{c}" := "{c}"' for c in shared)
    keys = ", ".join(f'"{c}"' for c in key)
    side = "SELECT struct_pack({packed}) AS r, row({keys}, row_number() OVER (PARTITION BY {keys})) AS k FROM {db}.main.{table}"
    before, after = (side.format(packed=packed, keys=keys, db=db, table=table) for db in ("before", "after"))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE compared AS SELECT o.r AS o, n.r AS n,"  # noqa: S608 — names of the dictionary
        " CASE WHEN o.k IS NULL THEN 'came' WHEN n.k IS NULL THEN 'went' ELSE 'changed' END AS how"
        f" FROM ({before}) AS o FULL JOIN ({after}) AS n ON o.k = n.k WHERE o.r IS DISTINCT FROM n.r"
    )


def _rows(con: DuckDBPyConnection, table: dictionary.Table, how: str, shared: list[str], key: list[str], limit: int) -> list[RowChange]:
    if not limit:
        return []
    order = ", ".join(f'coalesce(n, o)."{c}"' for c in key)
    found = con.execute(f"SELECT o, n FROM compared WHERE how = ? ORDER BY {order} LIMIT ?", [how, limit]).fetchall()  # noqa: S608
    out = []
    for old, new in found:
        there = new or old
        columns = {c: ((old or {}).get(c), (new or {}).get(c)) for c in shared}
        differing = {c: pair for c, pair in columns.items() if pair[0] != pair[1]}
        values = tuple(there[c] for c in (table.key or shared[:3]))
        out.append(RowChange(how, values, differing, _now(con, table.name, values) if how == "went" else ()))
    return out


def _now(con: DuckDBPyConnection, table: str, key: tuple[Any, ...]) -> tuple[str, ...]:
    if table not in CLUSTERS:
        return ()
    con.execute("USE after")
    try:
        return tuple(name for (name,) in con.execute("SELECT id FROM current_ids(?)", [key[0]]).fetchall())
    except duckdb.Error:
        return ()  # published by a release that had no such macro
    finally:
        con.execute("USE memory")
