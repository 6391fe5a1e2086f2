"""The data dictionary: every public table and column, once.

`tables.tsv`, `marts.tsv` (tables that publication makes from the others) and `columns.tsv` beside this module are the only source. From
them come the DDL in sql/schema/, the checks that follow from it in sql/checks/ (spans, keys, references, values), the comments in the
published file, the column schemas that Dagster shows, `dateline dictionary`, sql/DICTIONARY.md and `datapackage.json`. Views and macros
are commented where they are made, in sql/marts/; `catalogue.py` reads both. What a value means to extraction stands in
pipeline/model.py; what the tables are for, in the design of the warehouse.

`python -m pipeline.warehouse.dictionary` rewrites the generated SQL; a test holds that it is in step.
"""

# ruff: noqa: S608 — the SQL made here is of names of the dictionary only
from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.warehouse.paths import sql_directory

_HERE = Path(__file__).parent
_GENERATED = "-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.\n"
# The table on whose page a check of many tables stands.
_ABOUT = {"spans": "articles", "unique_keys": "articles", "references": "entities", "values": "articles"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` are the only ones it takes (`x-*`: all that begin so);
    `references` = (table, column) that holds each of its values;
    `span` = the two columns that give the offsets of this text in articles.text."""

    name: str
    type: str
    required: bool
    values: tuple[str, ...]
    references: tuple[str, str] | None
    span: tuple[str, str] | None
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """One public table. `grain` says what one row is; `key` the columns that no two rows share (may be empty)."""

    name: str
    grain: str
    key: tuple[str, ...]
    per_article: bool
    in_digest: bool
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")]
    return list(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE))


def _column(row: dict[str, str]) -> Column:
    table, _, column = row["references"].partition(".")
    start, _, end = row["span"].partition(",")
    return Column(
        name=row["column"],
        type=row["type"],
        required=row["required"] == "yes",
        values=tuple(row["values"].split(",")) if row["values"] else (),
        references=(table, column) if column else None,
        span=(start, end) if end else None,
        comment=row["comment"],
    )


@cache
def _tables(name: str) -> tuple[Table, ...]:
    columns = _rows("columns.tsv")
    return tuple(
        Table(
            name=row["table"],
            grain=row["grain"],
            key=tuple(row["key"].split(",")) if row["key"] else (),
            per_article=row.get("per_article") == "yes",
            in_digest=row.get("digest") == "yes",
            columns=tuple(_column(column) for column in columns if column["table"] == row["table"]),
        )
        for row in _rows(name)
    )


def tables() -> tuple[Table, ...]:
    """The public tables of the build file, in the order of the contract; the published file has `marts()` beside them."""
    return _tables("tables.tsv")


def marts() -> tuple[Table, ...]:
    """The public tables that each publication makes anew from the others."""
    return _tables("marts.tsv")


def published() -> tuple[Table, ...]:
    """All tables of the published file's main."""
    return tables() + marts()


def table(name: str) -> Table:
    """The published table of that name; KeyError names the tables there are."""
    for candidate in published():
        if candidate.name == name:
            return candidate
    raise KeyError(f"no public table {name!r}; there are: {', '.join(t.name for t in published())}")


def per_article_tables() -> tuple[Table, ...]:
    """Tables whose rows belong to one article version: those that the schema `history` has too."""
    return tuple(t for t in tables() if t.per_article)


def quoted(text: str) -> str:
    """An SQL string literal. For text of this dictionary only; values from outside are bound."""
    return "'" + text.replace("'", "''") + "'"


def ddl(t: Table) -> str:
    """CREATE TABLE and its comments, unqualified, so that it serves main and history alike."""
    width = max(len(c.name) for c in t.columns)
    body = ",\n".join(f"    {c.name:<{width}} {c.type}{' NOT NULL' if c.required else ''}" for c in t.columns)
    lines = [f"CREATE TABLE {t.name} (\n{body}\n);", f"COMMENT ON TABLE {t.name} IS {quoted(t.grain)};"]
    lines += [f"COMMENT ON COLUMN {t.name}.{c.name} IS {quoted(c.comment)};" for c in t.columns]
    return "\n".join(lines) + "\n"


def _article_join(t: Table) -> tuple[str, str]:
    """(how rows of the table reach their article, the identifying expression of a row)."""
    if "article_id" in t.column_names:
        return f"{t.name} AS r JOIN articles AS a ON a.article_id = r.article_id", "r.article_id"
    through_events = (
        f"{t.name} AS r JOIN event_mentions AS m ON m.event_mention_id = r.event_mention_id"
        " JOIN articles AS a ON a.article_id = m.article_id"
    )
    return through_events, "r.event_mention_id"


def _spans() -> str:
    parts = []
    for t in tables():
        for c in t.columns:
            if c.span is None:
                continue
            start, end = c.span
            joined, key = _article_join(t)
            parts.append(
                f"SELECT '{t.name}.{c.name}' AS what, {key} AS id,\n"
                f"    'says ' || coalesce(r.{c.name}, 'NULL') || ' at ' || r.{start} || '-' || coalesce(r.{end}, -1) AS detail\n"
                f"FROM {joined}\n"
                f"WHERE r.{start} IS NOT NULL AND (r.{start} < 0 OR r.{end} IS NULL OR r.{end} < r.{start}\n"
                f"    OR substr(a.text, r.{start} + 1, r.{end} - r.{start}) IS DISTINCT FROM r.{c.name})"
            )
    return "-- Text beside offsets is what stands there in articles.text.\n" + "\nUNION ALL BY NAME\n".join(parts) + ";\n"


def _unique_keys() -> str:
    parts = [
        f"SELECT '{t.name}' AS what, concat_ws(' ', {', '.join(t.key)}) AS id, count(*) || ' rows share it' AS detail\n"
        f"FROM {t.name} GROUP BY {', '.join(t.key)} HAVING count(*) > 1"
        for t in tables()
        if t.key
    ]
    return "-- No two rows share a key.\n" + "\nUNION ALL BY NAME\n".join(parts) + ";\n"


def _references() -> str:
    parts = [
        f"SELECT '{t.name}.{c.name}' AS what, r.{c.name} AS id, 'stands in no row of {c.references[0]}' AS detail\n"
        f"FROM {t.name} AS r WHERE r.{c.name} IS NOT NULL\n"
        f"    AND NOT EXISTS (SELECT 1 FROM {c.references[0]} AS o WHERE o.{c.references[1]} = r.{c.name})"
        for t in tables()
        for c in t.columns
        if c.references
    ]
    return "-- Every reference finds its row.\n" + "\nUNION ALL BY NAME\n".join(parts) + ";\n"


def _values() -> str:
    parts = []
    for t in tables():
        for c in t.columns:
            if c.values:
                column = c.name if c.type == "VARCHAR" else f"{c.name}::VARCHAR"
                allowed = ", ".join(quoted(v) for v in c.values if not v.endswith("*"))
                open_ended = [f" AND NOT starts_with({column}, {quoted(v[:-1])})" for v in c.values if v.endswith("*")]
                condition = f"{column} NOT IN ({allowed}){''.join(open_ended)}"
            elif c.name == "score" or c.name.endswith("_score"):
                condition = f"{c.name} NOT BETWEEN 0 AND 1"
            else:
                continue
            parts.append(
                f"SELECT '{t.name}.{c.name}' AS what, {c.name}::VARCHAR AS id, count(*) || ' rows' AS detail\n"
                f"FROM {t.name} WHERE {condition} GROUP BY {c.name}"
            )
    return "-- Columns with a fixed list of values hold no other, and scores are probabilities.\n" + (
        "\nUNION ALL BY NAME\n".join(parts) + ";\n"
    )


def generated() -> dict[str, str]:
    """Every generated SQL file: path below sql/ → its text."""
    files = {f"schema/{t.name}.sql": _GENERATED + ddl(t) for t in published()}
    checks = {"spans": _spans(), "unique_keys": _unique_keys(), "references": _references(), "values": _values()}
    return files | {f"checks/{name}.sql": f"{_GENERATED}-- table: {_ABOUT[name]}\n{text}" for name, text in checks.items()}


def write() -> None:
    """Bring sql/ in step with the dictionary."""
    for name, text in generated().items():
        path = sql_directory() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
