"""The marts of the published file: tables made from the public ones, views, macros, the compatibility schema.

An object is a file of sql/marts/: views there, macros in macros/, the schema `compat` in compat/, statements that fill a table in tables/.
A file that mentions the object of another one comes after it. The tables that words and names are looked up by are filled in search.py.
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from pipeline.warehouse import dictionary, search
from pipeline.warehouse.paths import sql_files
from pipeline.warehouse.store import create_public

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

_NO_CODE = re.compile(r"--[^\n]*|'(?:[^']|'')*'")  # comments and strings


def create(con: DuckDBPyConnection) -> None:
    """Make the empty tables, the views and the macros, comments and all, in a database that has the other public tables in `main`."""
    create_public(con, "main", dictionary.marts())
    create_views(con)


def create_views(con: DuckDBPyConnection) -> None:
    """Make the views and the macros, in a database that has all public tables in `main`, or views under their names."""
    con.execute("CREATE SCHEMA IF NOT EXISTS compat")
    for file in in_order([*sql_files("marts"), *sql_files("marts/macros"), *sql_files("marts/compat")]):
        con.execute(file.read_text(encoding="utf-8"))
    _comment_views(con)


def fill(con: DuckDBPyConnection, *, has_previous: bool = False) -> None:
    """Fill the mart tables, which are empty. The views and macros are there already: some tables are made with them. `has_previous`: see
    `search.fill`."""
    for file in sql_files("marts/tables"):
        con.execute(file.read_text(encoding="utf-8"))
    search.fill(con, has_previous=has_previous)


def in_order(files: list[Path]) -> list[Path]:
    """Files, each behind those whose objects it mentions; otherwise by name. Raises graphlib.CycleError."""
    code = {file: set(re.findall(r"\w+", _NO_CODE.sub(" ", file.read_text(encoding="utf-8")))) for file in sorted(files)}
    graph = {file: [other for other in code if other != file and other.stem in words] for file, words in code.items()}
    return list(TopologicalSorter(graph).static_order())


def _comment_views(con: DuckDBPyConnection) -> None:
    """A column of a view that has no comment of its own means what the column of that name means in the tables."""
    meanings = {c.name: c.comment for t in reversed(dictionary.published()) for c in t.columns}
    missing = con.execute(
        "SELECT c.schema_name, c.table_name, c.column_name FROM duckdb_columns() AS c JOIN duckdb_views() AS v"
        " ON v.database_name = c.database_name AND v.schema_name = c.schema_name AND v.view_name = c.table_name"
        " WHERE NOT v.internal AND c.comment IS NULL ORDER BY ALL"
    ).fetchall()
    for schema, view, column in missing:
        if column in meanings:
            con.execute(f'COMMENT ON COLUMN {schema}.{view}."{column}" IS {dictionary.quoted(meanings[column])}')
