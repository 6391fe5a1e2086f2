"""Runs whose process was killed: they are said to have failed, and told of once.

A process that is killed says nothing. Dagster notices where its code server started the run, and nobody does where it was started from
a shell, or where the machine went down with the server: the run would count as at work for ever. So every run notes its process when
it begins and that it has ended when it does, and whatever comes next looks for those that have done the first and not the second.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from pipeline.defs import tags
from pipeline.defs.storage import only_one
from pipeline.engines.instance import instance_folder
from pipeline.engines.notices import RunStory
from pipeline.engines.notify import tell
from pipeline.settings import Settings

SECONDS = 15  # between two looks of the sensor
BATCH = 50
_LATEST = timedelta(days=1)  # what failed earlier is no news
AT_WORK = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
_KILLED = "its process was killed or ended without a word; the next run goes on from there"
_NOT_BEGUN = "it ended before it began; its page shows why"


def retire(instance: dg.DagsterInstance, settings: Settings) -> list[str]:
    """Mark and tell of runs that were killed. Returns their ids; none where another process is at it."""
    retired = []
    with only_one(instance_folder(settings) / ".killed.lock", wait=False) as is_mine:
        for run in list(_found(instance)) if is_mine else ():
            instance.add_run_tags(run.run_id, {tags.ENDED: tags.KILLED})  # before it is told: once, whatever happens
            if not run.is_finished:
                instance.report_run_failed(run, f"The run failed: {_KILLED}.")
            words = _KILLED if tags.PROCESS in run.tags else _NOT_BEGUN
            tell(settings, RunStory(run.run_id, tags.trigger_of(run.tags), words, is_published=False))
            retired.append(run.run_id)
    return retired


def _found(instance: dg.DagsterInstance) -> Iterator[dg.DagsterRun]:
    for record in instance.get_run_records(dg.RunsFilter(statuses=AT_WORK), limit=BATCH):
        if _is_dead(record.dagster_run.tags.get(tags.PROCESS, "")):
            yield record.dagster_run
    failed = dg.RunsFilter(job_name="reingest", statuses=[dg.DagsterRunStatus.FAILURE], updated_after=datetime.now(UTC) - _LATEST)
    for record in instance.get_run_records(failed, limit=BATCH):
        run = record.dagster_run
        if tags.ENDED not in run.tags and (tags.PROCESS not in run.tags or _is_dead(run.tags[tags.PROCESS])):
            yield run


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
