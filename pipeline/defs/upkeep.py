"""Records of runs on Dagster's side: old ones go, with their events and logs.

It happens at the end of runs and never stops one. Old: more than `keep_runs_days`. What a page about the present needs stays, however old
it is: runs at work, the newest, and those that an asset was last made by. The warehouse's side: `warehouse/retention.py`.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable

from pipeline.defs.killed import AT_WORK

BATCH = 50  # runs that one run clears away: hourly runs make 24 a day
NEWEST = 20  # stay whatever the clock says
_WAITING = {*AT_WORK, dg.DagsterRunStatus.QUEUED}


def prune(instance: dg.DagsterInstance, keep_days: int, now: datetime, batch: int = BATCH) -> int:
    """Delete runs that began more than `keep_days` before `now`, the oldest first, at most `batch`; with their events and logs. Returns
    how many."""
    old = dg.RunsFilter(created_before=now - timedelta(days=keep_days))
    if not instance.get_run_records(old, limit=1, ascending=True):
        return 0
    stay = _needed(instance)
    found = instance.get_run_records(old, limit=batch + len(stay), ascending=True)
    gone = [r.dagster_run.run_id for r in found if r.dagster_run.run_id not in stay and r.dagster_run.status not in _WAITING][:batch]
    for run_id in gone:
        _delete(instance, run_id)
    return len(gone)


def _needed(instance: dg.DagsterInstance) -> set[str]:
    needed = {record.dagster_run.run_id for record in instance.get_run_records(limit=NEWEST)}
    keys = list(instance.all_asset_keys())
    needed |= {event.run_id for event in instance.get_latest_materialization_events(keys).values() if event is not None}
    return needed


def _delete(instance: dg.DagsterInstance, run_id: str) -> None:
    instance.delete_run(run_id)
    events = instance.event_log_storage
    with events.index_connection() as connection:  # type: ignore[attr-defined] # left behind by delete_run, as is the file of events
        connection.execute(AssetCheckExecutionsTable.delete().where(AssetCheckExecutionsTable.c.run_id == run_id))
    if hasattr(events, "path_for_shard"):
        for ending in ("", "-wal", "-shm"):
            Path(events.path_for_shard(run_id) + ending).unlink(missing_ok=True)
    with suppress(OSError):
        instance.compute_log_manager.delete_logs(prefix=[run_id])
    if not instance.is_ephemeral:
        shutil.rmtree(Path(instance.storage_directory()) / run_id, ignore_errors=True)
