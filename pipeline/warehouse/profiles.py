"""The profiles of the sources: what a document is told of the other articles of its source, and the one thing it is told.

The lines of each document come from pipeline/clean/recurrence.py; on how many articles they stand is counted in
sql/ingest/profile.sql, anew for the sources whose articles have changed. Here the two meet. What follows for a line is decided by
the stage `clean`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.engines.parcels import Seen, seen_parcels
from pipeline.warehouse import batches, evidence, ledger
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.ledger import Entry
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace


def learn_profiles(ws: Workspace) -> None:
    """Bring the profiles in step with the current articles. Makes the temporary table `wanted`: the articles that are to have
    their lines judged, with the digest of what that is decided by (document, its part of the profile); and the view `profile_lines`."""
    _see_lines(ws)
    ws.con.execute(sql_text("state/profile_lines.sql"))
    sql = sql_text("ingest/profile.sql")
    with transaction(ws.con):
        ws.con.execute("SET VARIABLE profile_version = ?", [hashlib.sha256(sql.encode()).hexdigest()[:16]])
        ws.con.execute(sql)


def _see_lines(ws: Workspace) -> None:
    """Note the lines of texts whose lines were not noted yet, or by another version of the code."""
    version = stage_version("clean")
    ws.con.execute(sql_text("state/unseen_lines.sql"), {"version": version})
    waiting = deque(batches.cut(ws.con, ws.options.batch_size or batches.SIZE))
    known = batches.held(ws.con, ["state.line_places", "state.article_profiles"])
    for (found,) in ws.engine.map(seen_parcels, ([texts] for (texts,) in batches.fetched(ws.con, "texts"))):
        _store(ws, version, waiting.popleft(), found, known)


def _store(ws: Workspace, version: str, batch: Sequence[tuple[str, str]], found: Seen, known: set[str]) -> None:
    entries = [
        Entry(article_id, "keys", version, input_digest, digest)
        for (article_id, input_digest), digest in zip(batch, found.digests, strict=True)
    ]
    ids = sorted(known.intersection(article_id for article_id, _ in batch))
    with transaction(ws.con):
        for table in ("line_places", "article_profiles") if ids else ():
            ws.con.execute(f"DELETE FROM state.{table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [ids])  # noqa: S608
        evidence.append(ws.con, "state.line_places", found.rows)
        ledger.record(ws.con, entries, ws.started_at)
