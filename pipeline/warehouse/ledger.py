"""The ledger: which stage was done for which document, with which version, from what and to what.

A stage's work is what the ledger lacks: documents without a row, with a row of another version, or whose input has
another digest since. Failures are recorded too, and are tried again only when version or input change, or when the user
asks. Here belong the rows (digests: `engines.digests`); what a stage does with its work stands in the stage modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.warehouse.connect import scalar
from pipeline.warehouse.evidence import append

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CORPUS = "*"  # stands in article_id for a stage over all articles
_STRINGS = ("article_id", "stage", "version", "input_digest", "output_digest", "passed_on")
_SCHEMA = pa.schema([(name, pa.string()) for name in _STRINGS] + [("has_failed", pa.bool_()), ("done_at", pa.timestamp("us"))])


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger. `passed_on`: digest of what the next stage decides by."""

    article_id: str
    stage: str
    version: str
    input_digest: str
    output_digest: str
    passed_on: str = ""
    has_failed: bool = False


def record(con: DuckDBPyConnection, entries: Sequence[Entry], done_at: datetime) -> None:
    """Replace the rows of these documents and stages. Call it inside the transaction that writes the stage's rows."""
    if not entries:
        return
    columns = [pa.array([getattr(e, name) for e in entries], pa.string()) for name in _STRINGS]
    columns.append(pa.array([e.has_failed for e in entries], pa.bool_()))
    columns.append(pa.array([done_at] * len(entries), pa.timestamp("us")))
    con.execute(
        "DELETE FROM state.ledger WHERE stage = ? AND article_id IN (SELECT unnest(?::VARCHAR[]))",
        [entries[0].stage, [e.article_id for e in entries]],
    )
    append(con, "state.ledger", pa.Table.from_arrays(columns, schema=_SCHEMA))


def forget(con: DuckDBPyConnection, *stages: str) -> None:
    """Forget that these stages were ever done."""
    con.execute("DELETE FROM state.ledger WHERE stage IN (SELECT unnest(?::VARCHAR[]))", [list(stages)])


def fact(con: DuckDBPyConnection, key: str) -> str | None:
    """A fact about the build file itself."""
    value = scalar(con, "SELECT value FROM state.facts WHERE key = ?", [key])
    return None if value is None else str(value)


def set_fact(con: DuckDBPyConnection, key: str, value: str | None) -> None:
    """Replace a fact; None takes it away."""
    con.execute("DELETE FROM state.facts WHERE key = ?", [key])
    if value is not None:
        con.execute("INSERT INTO state.facts VALUES (?, ?)", [key, value])


def mark_unpublished(con: DuckDBPyConnection) -> None:
    """Note that the build file holds something that the published one does not. Only publication takes the note away,
    so that a run that was killed after its last stage is still published by the next one."""
    if fact(con, "unpublished") is None:
        set_fact(con, "unpublished", "yes")
