"""What a published warehouse holds, in a few numbers: what `dateline run` and `dateline status` print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.screen import printable
from pipeline.warehouse.connect import facts_of
from pipeline.warehouse.query import table
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings
    from pipeline.warehouse.run import RunResult

HEADINGS = ("language", "articles", "lines kept", "lines dropped", "entities", "quotes", "events")


@dataclass(frozen=True, slots=True)
class Summary:
    """`by_language`: one row a language and a last one for all, in the order of HEADINGS. Entities and events that stand in
    several languages count in each of them, and once in the last row."""

    by_language: tuple[tuple[str, int, int, int, int, int, int], ...]
    version: str
    built_at: str
    n_unresolved_errors: int
    last_run: tuple[str, datetime, float] | None  # run_id, started_at, seconds


def summarise(con: DuckDBPyConnection) -> Summary:
    """Read the summary from an open published file."""
    rows = con.execute(sql_text("current/summary.sql")).fetchall()
    meta = facts_of(con)
    unresolved = con.execute("SELECT count(*) FROM ingest_errors WHERE NOT is_resolved").fetchall()[0][0]
    runs = con.execute("SELECT run_id, started_at, seconds FROM runs ORDER BY run_id DESC LIMIT 1").fetchall()
    return Summary(
        by_language=tuple(rows),
        version=str(meta.get("version", "")),
        built_at=str(meta.get("built_at", "")),
        n_unresolved_errors=int(unresolved),
        last_run=runs[0] if runs else None,
    )


def unresolved_errors(con: DuckDBPyConnection, limit: int = 20) -> list[tuple[str, str, str]]:
    """(uri, message, hint) of what could not be read and has not been mended, by uri."""
    return con.execute(
        "SELECT uri, message, hint FROM ingest_errors WHERE NOT is_resolved ORDER BY uri, stage, error_code LIMIT ?",
        [limit],
    ).fetchall()


def judgements(con: DuckDBPyConnection) -> str:
    """How many judgements of users are applied, and how many are not; "" where there are none."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'judgements'").fetchall():
        return ""  # a file that was published by an older release
    counts = dict(con.execute("SELECT status, count(*) FROM judgements GROUP BY status").fetchall())
    if not counts:
        return ""
    said = ", ".join(f"{counts[status]} {status}" for status in ("applied", "orphaned", "refused") if status in counts)
    return f"judgements: {said}" + (" (dateline overrides says why)" if set(counts) - {"applied"} else "")


def report(con: DuckDBPyConnection, settings: Settings, result: RunResult) -> str:
    """What a run found, for the screen."""
    counts, judged = result.counts, judgements(con)
    warned = [printable(f"warning {w.name}: {w.first} (dateline check {w.name})") for w in result.warnings]
    return table(HEADINGS, summarise(con).by_language) + (
        f"\n{counts.n_new} new, {counts.n_changed} changed, {counts.n_removed} removed, {counts.n_unchanged} as before"
        f" · {result.seconds:.1f} s · {settings.warehouse}"
        + "".join(f"\n{line}" for line in (judged, *result.models, *result.notices, *warned) if line)
    )


def state(con: DuckDBPyConnection, settings: Settings) -> str:
    """What a published file holds, when it was built and what could not be read, for the screen."""
    summary, problems = summarise(con), unresolved_errors(con)
    lines = [f"{settings.warehouse}, version {summary.version}, built {summary.built_at}"]
    if summary.last_run is not None:
        lines.append(f"last run {summary.last_run[0]}: {summary.last_run[2] or 0:.1f} s")
    lines += ["", table(HEADINGS, summary.by_language), *filter(None, [judgements(con)])]
    if problems:
        lines.append(f"{summary.n_unresolved_errors} files or records with a problem:")
        lines += [f"  {message} {hint}" for _, message, hint in problems]
    return "\n".join(lines).rstrip()
