"""The books on what failed: rows of `state.errors`, published as `ingest_errors`.

A row is (place, stage, code). It stays when the trouble is gone, marked resolved; it keeps the day it was first seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.ingest.rejections import is_warning
from pipeline.model import Rejection
from pipeline.warehouse import ledger
from pipeline.warehouse.connect import scalar, transaction

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

MODEL_UNAVAILABLE = "model_unavailable"  # an article that a model gave no answer on
# Rows of such articles that nobody asks about any more: gone from the corpus, or done, by the version of their stage, as is asked for now
# (the model has been taken out).
_ASSISTED = (
    "error_code = ? AND NOT is_resolved AND (article_id IN"
    " (SELECT article_id FROM state.ledger JOIN annotate_wanted USING (article_id, version) WHERE stage = 'annotate')"
    " OR article_id NOT IN (SELECT article_id FROM state.versions WHERE is_current))"
)
_LONG_MESSAGE = 600  # characters, from which on nothing is added to it
_NAMES = ("uri", "file_uri", "article_id", "source_id", "raw_sha256", "stage", "error_code", "message", "hint")
_SCHEMA = pa.schema([(name, pa.string()) for name in _NAMES] + [("is_warning", pa.bool_())])


@dataclass(frozen=True, slots=True)
class Trouble:
    """A rejection and whom it belongs to: the file that was read, the article that was worked on, or neither (the scan)."""

    rejection: Rejection
    file_uri: str | None = None
    article_id: str | None = None


def merged(rejections: Iterable[Rejection]) -> list[Rejection]:
    """One a row of the books, which knows a place, a stage and a code: several bad values of one file or record are told in one message."""
    found: dict[tuple[str, str, str], Rejection] = {}
    for new in rejections:
        key = (new.uri, new.stage, new.error_code)
        known = found.get(key)
        if known is not None and len(known.message) < _LONG_MESSAGE:
            message = known.message if new.message in known.message else f"{known.message} {new.message}"
            hint = known.hint if new.hint in known.hint else f"{known.hint} {new.hint}"
            found[key] = replace(known, message=message, hint=hint)
        elif known is None:
            found[key] = new
    return list(found.values())


def write(ws: Workspace, troubles: Sequence[Trouble]) -> None:
    """Add or renew rows; those of several with the same key are made one. Call it inside a transaction."""
    if not troubles:
        return
    unique = {(t.rejection.uri, t.rejection.stage, t.rejection.error_code): t for t in troubles}
    for one in merged(t.rejection for t in troubles):
        key = (one.uri, one.stage, one.error_code)
        unique[key] = replace(unique[key], rejection=one)
    rows = [
        (t.rejection.uri, t.file_uri, t.article_id, t.rejection.source_id, t.rejection.raw_sha256, t.rejection.stage,
         t.rejection.error_code, t.rejection.message, t.rejection.hint)
        for t in unique.values()
    ]  # fmt: skip
    columns = [pa.array(values, pa.string()) for values in zip(*rows, strict=True)]
    columns.append(pa.array([is_warning(t.rejection) for t in unique.values()], pa.bool_()))
    ws.con.register("incoming_errors", pa.Table.from_arrays(columns, schema=_SCHEMA))
    try:
        ws.con.execute(
            "CREATE OR REPLACE TEMP TABLE renewed AS SELECT i.*, coalesce(e.first_seen_at, $now) AS first_seen_at"
            " FROM incoming_errors AS i LEFT JOIN state.errors AS e USING (uri, stage, error_code)",
            {"now": ws.started_at},
        )
        ws.con.execute(
            "DELETE FROM state.errors AS e USING renewed AS r WHERE (e.uri, e.stage, e.error_code) = (r.uri, r.stage, r.error_code)"
        )
        ws.con.execute(
            "INSERT INTO state.errors BY NAME SELECT *, $now AS last_seen_at, false AS is_resolved, $run AS run_id FROM renewed",
            {"now": ws.started_at, "run": ws.run_id},
        )
    finally:
        ws.con.unregister("incoming_errors")


def resolve_files(ws: Workspace, file_uris: Sequence[str]) -> None:
    """The files are gone, or are about to be read again: what reading them said before holds no longer."""
    ws.con.execute(
        "UPDATE state.errors SET is_resolved = true WHERE NOT is_resolved AND file_uri IN (SELECT unnest(?::VARCHAR[]))",
        [list(file_uris)],
    )


def resolve_articles(ws: Workspace, article_ids: Sequence[str], stages: Sequence[str]) -> None:
    """These stages are done anew for these articles."""
    ws.con.execute(
        "UPDATE state.errors SET is_resolved = true WHERE NOT is_resolved"
        " AND article_id IN (SELECT unnest(?::VARCHAR[])) AND stage IN (SELECT unnest(?::VARCHAR[]))",
        [list(article_ids), list(stages)],
    )


def has_assisted(ws: Workspace) -> bool:
    """Whether a row says that a model gave no answer which nobody asks for any more. Uses `models.annotate_versions`."""
    return bool(scalar(ws.con, f"SELECT count(*) FROM state.errors WHERE {_ASSISTED}", [MODEL_UNAVAILABLE]))  # noqa: S608


def resolve_assisted(ws: Workspace) -> None:
    """Mark those rows resolved."""
    if has_assisted(ws):
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
            ws.con.execute(f"UPDATE state.errors SET is_resolved = true WHERE {_ASSISTED}", [MODEL_UNAVAILABLE])  # noqa: S608


def renew_scan(ws: Workspace, rejections: Sequence[Rejection]) -> None:
    """What the walk over raw/ rejects now, in place of what it rejected before."""
    ws.con.execute("UPDATE state.errors SET is_resolved = true WHERE NOT is_resolved AND file_uri IS NULL AND article_id IS NULL")
    write(ws, [Trouble(r) for r in rejections])


def scan_rows(ws: Workspace) -> set[tuple[str, str, str]]:
    """(uri, code, message) of what the last walk rejected."""
    return set(
        ws.con.execute(
            "SELECT uri, error_code, message FROM state.errors WHERE NOT is_resolved AND file_uri IS NULL AND article_id IS NULL"
        ).fetchall()
    )


def failed_in_run(ws: Workspace) -> list[tuple[str, str, str]]:
    """(uri, message, hint) of what failed in this run, warnings left out, by uri."""
    return ws.con.execute(
        "SELECT uri, message, hint FROM state.errors WHERE run_id = ? AND NOT is_resolved AND NOT is_warning"
        " ORDER BY uri, stage, error_code",
        [ws.run_id],
    ).fetchall()


def failed_by_code(ws: Workspace) -> dict[str, int]:
    """How many of these there are, by error code."""
    return dict(
        ws.con.execute(
            "SELECT error_code, count(*) FROM state.errors WHERE run_id = ? AND NOT is_resolved AND NOT is_warning"
            " GROUP BY error_code ORDER BY error_code",
            [ws.run_id],
        ).fetchall()
    )
