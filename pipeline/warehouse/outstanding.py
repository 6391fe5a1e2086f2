"""What is still to be done, by stage, and work that is asked for again: for some outlets and some stages, and for no others.

Stages have the names that the configuration of a run uses. Work that is asked for again is taken back in the ledger, not in the tables:
the rows stay until the new ones come, so that a run that is killed in between leaves nothing half done.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pipeline.warehouse import ledger
from pipeline.warehouse.connect import scalar, transaction
from pipeline.warehouse.current import corpus_input, corpus_version
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.folder import bounded_version, read_version
from pipeline.warehouse.models import annotate_versions
from pipeline.warehouse.publish import needs_publication
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

_IN_LEDGER = {"clean": ("keys", "clean"), "annotate": ("annotate",), "resolve": ("corpus",)}
_AGAIN = ""  # a version that no stage has


def ask_again(ws: Workspace, stages: Collection[str], sources: Collection[str]) -> str:
    """Have these stages done again, for the articles of these outlets; none named: for all. Resolution is the whole corpus's. Returns a
    line for the log."""
    outlets = list(sources)
    with transaction(ws.con):
        ledger.mark_unpublished(ws.con)
        if "documents" in stages:
            ws.con.execute(sql_text("state/read_again.sql"), {"outlets": outlets})
        named = [name for stage in stages for name in _IN_LEDGER.get(stage, ())]
        ws.con.execute(sql_text("state/do_again.sql"), {"again": _AGAIN, "stages": named, "outlets": outlets})
    return f"To be done again: {', '.join(stages)}, for {', '.join(sources) or 'all outlets'}."


def outstanding(ws: Workspace, stage: str) -> int:
    """How much of a stage is done by other code, data or settings than the present ones, or not at all: files, articles, or 1 for the
    corpus and the published file. New and changed files that nobody has looked for are not known here."""
    if stage == "documents":
        known = [read_version(ws), bounded_version(ws)]
        query = "SELECT count(*) FROM state.files WHERE read_version IS NULL OR read_version NOT IN (SELECT unnest(?::VARCHAR[]))"
        return int(scalar(ws.con, query, [known]))
    if stage in ("clean", "annotate"):
        annotate_versions(ws.con, ws.models)
        ws.con.execute(sql_text("state/stale.sql"), {"version": stage_version("clean")})
        return int(scalar(ws.con, "SELECT count(*) FROM stale WHERE stage = ?", [stage]))
    if stage == "resolve":
        now = (corpus_version(ws.settings), corpus_input(ws.con))
        done = ws.con.execute("SELECT version, input_digest FROM state.ledger WHERE stage = 'corpus'").fetchall()
        return int(done != [now])
    return int(needs_publication(ws))
