"""All that can be asked: tables, views and macros with their columns, types and comments, as a published file has them.

Tables come from the dictionary, views and macros from their files in sql/marts/. Both are read from an empty warehouse in memory, made by
the statements that make the published one, so that what is said of an object here is what stands beside it there. From it come `dateline
dictionary`, sql/DICTIONARY.md and the column schemas that Dagster shows of views.

`python -m pipeline.warehouse.catalogue` writes sql/DICTIONARY.md anew; a test holds that it is in step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.warehouse import dictionary, marts
from pipeline.warehouse.paths import sql_directory
from pipeline.warehouse.store import create_public

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAGE = "DICTIONARY.md"
_KINDS = ("table", "view", "macro", "table macro")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table or view."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be asked. `kind`: table, view, macro (a value) or table macro (rows); `parameters` of a macro, with defaults as
    `n := 20`; `name` with its schema where that is not main."""

    name: str
    kind: str
    comment: str
    fields: tuple[Field, ...] = ()
    parameters: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name as it is written in a question."""
        return f"{self.name}({', '.join(self.parameters)})" if "macro" in self.kind else self.name


def of(con: DuckDBPyConnection) -> tuple[Entry, ...]:
    """What stands in an open warehouse: tables in the order of the dictionary, then views, macros and table macros by name. The schema
    history, whose tables are those of main, is left out."""
    order = {t.name: i for i, t in enumerate(dictionary.published())}
    fields: dict[tuple[str, str], list[Field]] = {}
    for schema, name, column, kind, comment in con.execute(
        "SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns()"
        " WHERE database_name = current_database() AND NOT internal ORDER BY schema_name, table_name, column_index"
    ).fetchall():
        fields.setdefault((schema, name), []).append(Field(column, kind, comment or ""))
    found = [
        Entry(_name(schema, name), kind, comment or "", tuple(fields.get((schema, name), ())))
        for kind, schema, name, comment in con.execute(
            "SELECT 'table', schema_name, table_name, comment FROM duckdb_tables()"
            " WHERE database_name = current_database() AND NOT internal"
            " UNION ALL"
            " SELECT 'view', schema_name, view_name, comment FROM duckdb_views() WHERE database_name = current_database() AND NOT internal"
        ).fetchall()
        if schema != "history"
    ]
    meanings = {f.name: f.comment for e in reversed(found) for f in e.fields}
    for kind, schema, name, comment, parameters in con.execute(
        "SELECT CASE function_type WHEN 'table_macro' THEN 'table macro' ELSE 'macro' END, schema_name, function_name, comment, parameters"
        " FROM duckdb_functions()"
        " WHERE database_name = current_database() AND NOT internal AND function_type IN ('macro', 'table_macro')"
    ).fetchall():
        rows = _rows_of(con, schema, name, parameters, meanings) if kind == "table macro" else ()
        found.append(Entry(_name(schema, name), kind, comment or "", rows, tuple(parameters)))
    return tuple(sorted(found, key=lambda e: (_KINDS.index(e.kind), order.get(e.name, 0), e.name)))


def _name(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"


def _rows_of(con: DuckDBPyConnection, schema: str, name: str, parameters: list[str], meanings: dict[str, str]) -> tuple[Field, ...]:
    """The columns of a macro's rows. One that a table or view has too means the same; the others stand in the macro's comment."""
    given = ", ".join("1" if p in ("n", "line") else "'day'" if p == "period" else "''" for p in parameters)
    rows = con.execute(f"DESCRIBE SELECT * FROM {schema}.{name}({given})").fetchall()  # noqa: S608 — names of our own macros
    return tuple(Field(row[0], row[1], meanings.get(row[0], "")) for row in rows)


@cache
def entries() -> tuple[Entry, ...]:
    """The same of an empty warehouse: what this release publishes."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as con:
        create_public(con, "main", dictionary.tables())
        marts.create(con)
        return of(con)


def markdown() -> str:
    """The page sql/DICTIONARY.md."""
    lines = [
        "# Dictionary of the published file",
        "",
        "Written by `python -m pipeline.warehouse.catalogue`; tables and columns are described in `pipeline/warehouse/*.tsv`,",
        "views and macros in `sql/marts/`. `dateline dictionary NAME` shows one of them. The schema `history` has superseded rows",
        "in the shapes of these tables.",
    ]
    titles = {"table": "Tables", "view": "Views", "macro": "Macros that give a value", "table macro": "Macros that give rows"}
    for kind, title in titles.items():
        lines += ["", f"## {title}"]
        for entry in (e for e in entries() if e.kind == kind):
            lines += ["", f"### {entry.called}", "", entry.comment]
            if entry.fields and kind != "table macro":
                lines += ["", "| column | type | |", "|---|---|---|"]
                lines += [f"| `{f.name}` | {f.type} | {f.comment.replace('|', chr(92) + '|')} |" for f in entry.fields]
            elif entry.fields:
                lines += ["", f"Columns: {', '.join(f'`{f.name}`' for f in entry.fields)}."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (sql_directory() / PAGE).write_text(markdown(), encoding="utf-8")
