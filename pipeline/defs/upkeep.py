"""Records of runs on Dagster's side: old ones go, and those whose process was killed are said to have failed.

Both happen beside runs and never stop one. Old: more than `keep_runs_days`. What a page about the present needs stays, however old it is:
the newest runs, and those that an asset was last made or checked by.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable

PROCESS_TAG = "dateline/process"
BATCH = 50  # runs that one run clears away: hourly runs make 24 a day
NEWEST = 20  # stay whatever the clock says
_AT_WORK = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def prune(instance: dg.DagsterInstance, keep_days: int, now: datetime, batch: int = BATCH) -> int:
    """Delete runs that began more than `keep_days` before `now`, the oldest first, at most `batch`; with their events and logs. Returns
    how many."""
    old = dg.RunsFilter(created_before=now - timedelta(days=keep_days))
    if not instance.get_run_records(old, limit=1, ascending=True):
        return 0
    stay = _needed(instance)
    found = instance.get_run_records(old, limit=batch + len(stay), ascending=True)
    gone = [r.dagster_run.run_id for r in found if r.dagster_run.run_id not in stay and r.dagster_run.status not in _AT_WORK][:batch]
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


def this_process() -> str:
    """Machine, id and start of this process: what tells later whether it lives."""
    return f"{socket.gethostname()} {os.getpid()} {_start_of(os.getpid())}"


def _start_of(pid: int) -> str:
    """The moment a process began, as Linux counts it, for ids are used again; "" where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_dead(process: str) -> bool:
    """Whether a process of this machine, as `this_process` named it, has ended."""
    host, _, rest = process.partition(" ")
    pid, _, start = rest.partition(" ")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return bool(start) and _start_of(int(pid)) not in ("", start)


def retire_dead(instance: dg.DagsterInstance, tell: Callable[[dg.DagsterRun], None] | None = None) -> list[str]:
    """Say of runs whose process was killed that they failed: else they would count as at work for ever, and the next ones would wait for
    them. `tell` hears of each once. Returns their ids."""
    retired = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=_AT_WORK), limit=BATCH):
        run = record.dagster_run
        if _is_dead(run.tags.get(PROCESS_TAG, "")):
            instance.report_run_failed(run, "The process of this run was killed or ended without a word. The next run goes on from there.")
            retired.append(run.run_id)
            if tell is not None:
                tell(run)
    return retired
