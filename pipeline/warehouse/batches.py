"""The temporary table `work` in batches: which documents they hold, and their rows as columns.

Rows are fetched for several batches at once. Documents lie in the build file in the order in which they came, and batches hold those of all
places: each fetch looks through whole columns, so that one a batch would make the stages cost the square of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

SIZE = 200  # documents of a batch
_MOST_DOCUMENTS, _MOST_CHARACTERS = 4_000, 16_000_000  # fetched at once


def cut(con: DuckDBPyConnection, size: int) -> list[list[tuple[str, str]]]:
    """Cut `work` into batches of (article_id, input_digest). Makes the temporary table `batches`."""
    con.execute(sql_text("batches/cut.sql"), {"size": size})
    rows = con.execute("SELECT article_id, input_digest FROM batches ORDER BY place").fetchall()
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def fetched(con: DuckDBPyConnection, *queries: str) -> Iterator[tuple[pa.Table, ...]]:
    """For each batch in turn, the rows of each query (`documents`, `articles`, `lines`, `profiles`, `texts`: files of sql/batches) as a
    table."""
    sql = [sql_text(f"batches/{query}.sql") for query in queries]
    for first, last in _stretches(con):
        found = [con.sql(text, params={"first": first, "last": last}).to_arrow_table() for text in sql]
        for number in range(first, last + 1):
            # A filter copies; a slice would hand the rows of all the others on to another process.
            yield tuple(table.filter(pc.equal(table["batch_no"], number)).drop_columns("batch_no") for table in found)


def _stretches(con: DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """First and last of the batches that are fetched at once."""
    sizes: list[tuple[int, int, int]] = con.execute(sql_text("batches/sizes.sql")).fetchall()
    while sizes:
        documents = accumulate(n for _, n, _ in sizes)
        characters = accumulate(n for _, _, n in sizes)
        fit = sum(d <= _MOST_DOCUMENTS and c <= _MOST_CHARACTERS for d, c in zip(documents, characters, strict=True))
        many = max(1, fit)
        yield sizes[0][0], sizes[many - 1][0]
        sizes = sizes[many:]


def held(con: DuckDBPyConnection, tables: list[str]) -> set[str]:
    """The documents of `work` that have rows in one of these tables."""
    every = " UNION ALL ".join(f"SELECT article_id FROM {name}" for name in tables)  # noqa: S608 — tables of ours
    return {found for (found,) in con.execute(f"SELECT DISTINCT article_id FROM ({every}) SEMI JOIN work USING (article_id)").fetchall()}  # noqa: S608
