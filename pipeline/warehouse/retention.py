"""How long the books remember runs: as many days as the setting `keep_runs_days` says, and some runs longer.

Published versions are as many as `keep_versions` says: see `publish`. Records of runs on Dagster's side: `defs/upkeep.py`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.warehouse.figures import KEPT_RUNS
from pipeline.warehouse.publish import versions

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace


def forget_runs(ws: Workspace) -> int:
    """Take runs that began more than `keep_runs_days` before this one out of the books; returns how many. Inside a transaction. What
    stays, however old: the newest runs, those whose figures sudden drops are told by, and those that made a version that is kept."""
    made = [f"run_{path.stem}" for path in versions(ws.settings.home)]
    gone = ws.con.execute(
        "DELETE FROM state.runs WHERE started_at < ? AND run_id NOT IN (SELECT unnest(?::VARCHAR[]))"
        " AND run_id NOT IN (SELECT run_id FROM state.run_figures)"
        " AND run_id NOT IN (SELECT run_id FROM state.runs ORDER BY run_id DESC LIMIT ?) RETURNING run_id",
        [ws.started_at - timedelta(days=ws.settings.keep_runs_days), made, KEPT_RUNS],
    ).fetchall()
    return len(gone)
