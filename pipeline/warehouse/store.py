"""The shape of the build file: its schemas `state`, `evidence`, `main` and `history`, made and kept in step with the code.

Here belong creation and the move of a build file of an older version to the present shape. A public table whose columns
have changed keeps the rows it can; evidence whose dataclass has changed is made again by its stage.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import duckdb

from pipeline.warehouse import dictionary, evidence
from pipeline.warehouse.connect import SCHEMA_VERSION, WarehouseError, transaction
from pipeline.warehouse.paths import sql_directory

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCHEMA = "schema_version"  # the fact that tells which release made the build file
# A stage whose rows are gone is done again, and so is what follows from it.
_FORGET = {"read": ("read", "clean", "annotate"), "clean": ("clean", "annotate"), "annotate": ("annotate",)}


def prepare(con: DuckDBPyConnection) -> None:
    """Create what is missing and adapt what has another shape. Cheap where nothing is to be done."""
    shape = _shape()
    known = _facts(con)
    if known.get("shape") == shape:
        return
    if int(known.get(SCHEMA, SCHEMA_VERSION)) > SCHEMA_VERSION:
        raise WarehouseError(
            f"The build file was made by a newer release of Dateline (schema {known[SCHEMA]}, this one writes {SCHEMA_VERSION}). Install"
            " that release, or name another DATELINE_HOME to build from raw/ with this one."
        )
    with transaction(con):  # hundreds of comments: each a transaction of its own would take a second
        _create_state(con)
        for stage in evidence.create(con):
            for forgotten in _FORGET[stage]:
                con.execute("DELETE FROM state.ledger WHERE stage = ?", [forgotten])
            if stage == "read":
                con.execute("DELETE FROM state.files")
        create_public(con, "main", dictionary.tables())
        create_public(con, "history", dictionary.per_article_tables())
        con.execute("DELETE FROM state.facts WHERE key IN ('shape', ?)", [SCHEMA])
        con.execute("INSERT INTO state.facts VALUES ('shape', ?), (?, ?)", [shape, SCHEMA, str(SCHEMA_VERSION)])


def _facts(con: DuckDBPyConnection) -> dict[str, str]:
    there = "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'state' AND table_name = 'facts'"
    return dict(con.execute("SELECT key, value FROM state.facts").fetchall()) if con.execute(there).fetchall() else {}


def _create_state(con: DuckDBPyConnection) -> None:
    """The books, in their present shape: a table of an older one keeps the columns that both have."""
    con.execute(sql_text("state/tables.sql"))
    with duckdb.connect() as scratch:
        scratch.execute(sql_text("state/tables.sql"))
        wanted = _columns(scratch)
    there = _columns(con)
    old = [name for name, columns in wanted.items() if there[name] != columns]
    for name in old:
        con.execute(f"ALTER TABLE state.{name} RENAME TO old_{name}")
    if old:
        con.execute(sql_text("state/tables.sql"))
    for name in old:
        shared = ", ".join(f'"{column}"' for column, _ in wanted[name] if column in dict(there[name]))
        con.execute(f"INSERT INTO state.{name} ({shared}) SELECT {shared} FROM state.old_{name}")  # noqa: S608 — names of our own books
        con.execute(f"DROP TABLE state.old_{name}")


def _columns(con: DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = current_database() AND schema_name = 'state' ORDER BY table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append((column, kind))
    return found


def _shape() -> str:
    """A digest of all shapes that the code wants."""
    said = [sql_text("state/tables.sql"), str(SCHEMA_VERSION)]
    said += [str(evidence.schema(t)) for t in evidence.TABLES] + [dictionary.ddl(t) for t in dictionary.tables()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def create_public(con: DuckDBPyConnection, schema: str, tables: tuple[dictionary.Table, ...]) -> None:
    """Create the public tables in a schema of the current database, comments and all; keep rows of older shapes."""
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    con.execute(f"SET schema = '{schema}'")
    try:
        there = dict(
            con.execute(
                "SELECT table_name, list([column_name, data_type] ORDER BY column_index) FROM duckdb_columns()"
                " WHERE database_name = current_database() AND schema_name = ? GROUP BY table_name",
                [schema],
            ).fetchall()
        )
        for table in tables:
            wanted = [[c.name, c.type] for c in table.columns]
            old = there.get(table.name)
            if old == wanted:
                continue
            if old is not None:
                con.execute(f"ALTER TABLE {table.name} RENAME TO old_{table.name}")
            con.execute(sql_text(f"schema/{table.name}.sql"))
            if old is not None:
                _take_over(con, table, {name for name, _ in old})
    finally:
        con.execute("SET schema = 'main'")


def _take_over(con: DuckDBPyConnection, table: dictionary.Table, old_columns: set[str]) -> None:
    """Rows of the old shape that the new one can hold; where it cannot, the table is filled by the next resolution."""
    missing = [c.name for c in table.columns if c.required and c.name not in old_columns]
    if not missing:
        shared = ", ".join(c.name for c in table.columns if c.name in old_columns)
        con.execute(f"INSERT INTO {table.name} ({shared}) SELECT {shared} FROM old_{table.name}")  # noqa: S608
    con.execute(f"DROP TABLE old_{table.name}")


def sql_text(name: str) -> str:
    """The text of a file below sql/."""
    return (sql_directory() / name).read_text(encoding="utf-8")
