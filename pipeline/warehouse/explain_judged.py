"""What of an article, a quote or an event is somebody's decision: the rows of `judgements` about it, for `dateline explain`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.screen import printable
from pipeline.warehouse import evidence
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def decided(con: DuckDBPyConnection, *, article_id: str = "", items: Sequence[str] = ()) -> tuple[dict[str, Any], ...]:
    """The rows about an article and all that stands in it, or about these quotes and reports only; none in a file that was published before
    there were such judgements."""
    known = "SELECT 1 FROM duckdb_columns() WHERE table_name = 'judgements' AND column_name = 'item_id'"
    if not con.execute(known).fetchall():
        return ()
    return tuple(evidence.fetch(con, sql_text("explain/judged.sql"), {"article_id": article_id, "items": list(items)}))


def lines(rows: Iterable[Mapping[str, Any]], before: str = "by hand   ") -> list[str]:
    """A line for each: what, who, when and why, and where the row stands; with the reason where it was not carried out."""
    return [
        f"{before}{row['kind']}{' ' + row['role'] if row['role'] else ''}: {printable(row['value'])}, said {printable(row['judged_by'])} on"
        f" {row['judged_on']}: {printable(row['why'])} ({printable(row['file'])} line {row['line_no']})"
        + ("" if row["status"] == "applied" else f" · {row['status']}: {printable(row['reason'] or '')}")
        for row in rows
    ]
