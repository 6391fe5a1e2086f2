"""What pages about a run may show of the build file: row counts, digests and previews of ids and counts.

Article text, names and labels do not go into previews: logs and pages outlive the rights to a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import scalar
from pipeline.warehouse.digest import table_digest
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PLAIN_NAMES = frozenset({"lang", "code", "country", "uri", "precision"})  # harmless strings beside ids and closed sets of values


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table as it stands. `columns`, `rows`: the first rows, in the order of the table's key."""

    name: str
    n_rows: int
    digest: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def report_table(con: DuckDBPyConnection, name: str, limit: int = 5) -> TableReport:
    """A public table of the build file's main."""
    table = dictionary.table(name)
    columns = tuple(c.name for c in table.columns if _may_be_shown(c))
    order = ", ".join(table.key) or "ALL"
    shown = con.execute(f"SELECT {', '.join(columns)} FROM main.{name} ORDER BY {order} LIMIT ?", [limit]).fetchall()  # noqa: S608
    return TableReport(
        name=name,
        n_rows=int(scalar(con, f"SELECT count(*) FROM main.{name}")),  # noqa: S608 — a name of the dictionary
        digest=table_digest(con, table),
        columns=columns,
        rows=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in shown),
    )


def report_evidence(con: DuckDBPyConnection, name: str, stage: str, limit: int = 20) -> TableReport:
    """A table of the schema `evidence`; its digest is that of all that its stage gave, from the ledger. Its rows have no ids yet: shown is
    how many there are of each outlet's current articles, the most first."""
    shown = con.execute(
        f"SELECT v.source_id, count(DISTINCT article_id), count(*) FROM evidence.{name} JOIN state.versions AS v USING (article_id)"  # noqa: S608
        " WHERE v.is_current GROUP BY v.source_id ORDER BY count(*) DESC, v.source_id LIMIT ?",
        [limit],
    ).fetchall()
    return TableReport(
        name=name,
        n_rows=int(scalar(con, f"SELECT count(*) FROM evidence.{name}")),  # noqa: S608 — a table of ours
        digest=str(
            scalar(
                con,
                "SELECT coalesce(md5(string_agg(article_id || output_digest, '' ORDER BY article_id)), '')"
                " FROM state.ledger WHERE stage = ?",
                [stage],
            )
        ),
        columns=("source_id", "n_articles", "n_rows"),
        rows=tuple(tuple(map(str, row)) for row in shown),
    )


def figures(con: DuckDBPyConnection, floor: str) -> dict[str, dict[str, float]]:
    """The figures of a floor, asset → figure → value, from sql/report/<floor>.sql: counts, and shares between 0 and 1."""
    out: dict[str, dict[str, float]] = {}
    for asset, figure, value in con.execute(sql_text(f"report/{floor}.sql")).fetchall():
        out.setdefault(asset, {})[figure] = value
    return out


def _may_be_shown(column: dictionary.Column) -> bool:
    return bool(column.values) or column.name.endswith("_id") or column.name in _PLAIN_NAMES or column.type in _PLAIN_TYPES


_PLAIN_TYPES = frozenset({"INTEGER", "BIGINT", "BOOLEAN", "DATE", "TIMESTAMP", "DOUBLE"})


_FAILURE = ("uri", "error_code", "message", "hint")


def failures(con: DuckDBPyConnection, limit: int = 100) -> tuple[dict[str, int], list[tuple[str, ...]]]:
    """What could not be read and has not been mended: how many by error code, the most first; and those seen last, as (uri, error_code,
    message, hint). These are sentences about files, none of articles."""
    counts = con.execute(
        "SELECT error_code, count(*) FROM main.ingest_errors WHERE NOT is_resolved GROUP BY ALL ORDER BY count(*) DESC, error_code"
    ).fetchall()
    rows = con.execute(
        f"SELECT {', '.join(_FAILURE)} FROM main.ingest_errors WHERE NOT is_resolved ORDER BY last_seen_at DESC, uri, error_code LIMIT ?",  # noqa: S608
        [limit],
    ).fetchall()
    return dict(counts), [tuple(map(str, row)) for row in rows]


def failed_by_stage(con: DuckDBPyConnection, stages: Sequence[str]) -> dict[str, int]:
    """How many failures of these stages wait for somebody, by error code, the most first; from the books, so also those of this run."""
    query = (
        "SELECT error_code, count(*) FROM state.errors WHERE NOT is_resolved AND stage IN (SELECT unnest(?::VARCHAR[]))"
        " GROUP BY ALL ORDER BY count(*) DESC, error_code"
    )
    return dict(con.execute(query, [list(stages)]).fetchall())
