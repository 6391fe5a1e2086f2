"""The digest of a published file: one value a public table, equal for equal rows wherever and however they were made.

It covers main but for what depends on when and from where documents came: whole tables (`in_digest` of the dictionary)
and the columns named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import scalar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEFT_OUT = ("ingested_at", "supersedes_article_id")


def table_digest(con: DuckDBPyConnection, table: dictionary.Table) -> str:
    """The digest of one table's rows, in whatever order they stand: 32 hexadecimal digits; empty for no rows."""
    columns = ", ".join(f'r."{c}"' for c in table.column_names if c not in LEFT_OUT)
    value = scalar(
        con,
        f"SELECT md5(string_agg(h, '' ORDER BY h)) FROM (SELECT md5(row({columns})::VARCHAR) AS h"  # noqa: S608
        f" FROM main.{table.name} AS r)",
    )
    return "" if value is None else str(value)


def digests(con: DuckDBPyConnection) -> dict[str, str]:
    """Table → digest, for all tables that the digest covers, in the order of the contract."""
    return {t.name: table_digest(con, t) for t in dictionary.tables() if t.in_digest}
