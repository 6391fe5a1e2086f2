"""How long the books remember runs: as many days as the setting `keep_runs_days` says, and some runs longer.

Published versions are as many as `keep_versions` says: see `publish`. Records of runs on Dagster's side: `defs/upkeep.py`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.warehouse.figures import KEPT_RUNS
from pipeline.warehouse.publish import versions
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace


def forget_runs(ws: Workspace) -> int:
    """Take runs that began more than `keep_runs_days` before this one out of the books; returns how many. Inside a transaction. What
    stays, however old: the newest runs, those whose figures sudden drops are told by, and those that made a version that is kept."""
    made = [f"run_{path.stem}" for path in versions(ws.settings.home)]
    before = ws.started_at - timedelta(days=ws.settings.keep_runs_days)
    gone = ws.con.execute(sql_text("state/forget_runs.sql"), {"before": before, "made": made, "newest": KEPT_RUNS}).fetchall()
    return len(gone)
