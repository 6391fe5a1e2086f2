"""Assets from the dictionary: specs with column schemas, and results with row counts, digests and previews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import dagster as dg

from pipeline.defs.guide import described
from pipeline.screen import printable
from pipeline.warehouse import dictionary
from pipeline.warehouse.report import TableReport

OWNERS = ["team:dateline"]
# The tables of the corpus.
RESOLVE = (
    "sources",
    "entities",
    "entity_aliases",
    "entity_identifiers",
    "judgements",
    "quote_groups",
    "events",
    "event_links",
    "event_differences",
    "stories",
)  # tables of the corpus
_MARKUP = re.compile(r"[\\`*_\[\]()!|~#:@]")  # of Markdown, and what makes a link of an address
PYTHON_TABLE = {"python", "duckdb", "table"}


def column_schema(columns: Iterable[tuple[str, str, str]]) -> dg.TableSchema:
    """Columns (name, type, what it means) for the pages."""
    return dg.TableSchema(columns=[dg.TableColumn(name, kind, description=comment) for name, kind, comment in columns])


def table_spec(name: str, group: str, deps: tuple[str, ...], code_version: str) -> dg.AssetSpec:
    """The spec of a public table: its grain and columns come from the dictionary."""
    table = dictionary.table(name)
    columns = [
        dg.TableColumn(c.name, c.type, description=c.comment, constraints=dg.TableColumnConstraints(nullable=not c.required))
        for c in table.columns
    ]
    return dg.AssetSpec(
        name,
        deps=list(deps),
        description=described(f"{table.grain} In the published file: `main.{name}`.", group),
        group_name=group,
        kinds=PYTHON_TABLE,
        owners=OWNERS,
        code_version=code_version,
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns), "dagster/table_name": f"main.{name}"},
    )


def result(key: str, report: TableReport, **metadata: dg.MetadataValue[Any]) -> dg.MaterializeResult[Any]:
    """What a table's asset says of itself after a run."""
    shown: dict[str, Any] = {"dagster/row_count": report.n_rows, **metadata}
    if report.rows:
        shown["preview"] = dg.MetadataValue.md(_markdown(report))
    return dg.MaterializeResult(asset_key=key, data_version=dg.DataVersion(report.digest or "empty"), metadata=shown)


def plotted(figures: dict[str, float]) -> dict[str, dg.MetadataValue[Any]]:
    """Figures as numeric metadata, which the pages plot over runs: counts (n_, kept_, dropped_) as whole numbers."""
    return {
        name: dg.MetadataValue.float(value) if name.startswith("share_") else dg.MetadataValue.int(int(value))
        for name, value in figures.items()
    }


def failed(by_code: dict[str, int], rows: list[tuple[str, ...]]) -> dict[str, dg.MetadataValue[Any]]:
    """What the page of `ingest_errors` shows first: how many files and records wait for somebody, by code, and which."""
    shown: dict[str, dg.MetadataValue[Any]] = {"n_unresolved": dg.MetadataValue.int(sum(by_code.values()))}
    if rows:
        shown["unresolved_by_code"] = dg.MetadataValue.md(markdown(("code", "n"), [(code, f"{n:,}") for code, n in by_code.items()]))
        shown["unresolved"] = dg.MetadataValue.md(markdown(("file", "code", "what is wrong", "what to do"), rows, longest=300))
    return shown


def _markdown(report: TableReport) -> str:
    return markdown(report.columns, report.rows)


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]], longest: int = 60) -> str:
    """A table for the pages. No cell is markup or a link (the name of a folder, say, is anybody's); longer ones are cut."""
    lines = [columns, tuple("---" for _ in columns), *(tuple(_escaped(cell, longest) for cell in row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _escaped(cell: str, longest: int) -> str:
    shown = cell if len(cell) <= longest else f"{cell[: longest - 1]}…"
    return _MARKUP.sub(r"\\\g<0>", escape(printable(shown), quote=False))
