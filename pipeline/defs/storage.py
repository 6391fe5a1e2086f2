"""Dagster's instance of a home: opened, and made by one process where several start first.

Dagster makes its SQLite files when it first opens them, and two processes that do so at once spoil each other's migration. So the first
creation happens under a lock of the system's; a mark that it was begun tells of one that was cut short, which is thrown away: nothing
but an empty schema can be in it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.defs.event_log import held_open
from pipeline.engines.instance import environment, instance_folder
from pipeline.settings import Settings

_LOCK, _BEGUN, _MADE = ".first_start.lock", ".storage_begun", ".made"  # the last lies in the storage: it goes with it


@contextmanager
def instance_of(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The instance, open; the process's environment names it and the settings from here on."""
    os.environ.update(environment(settings))
    prepare(settings)
    with dg.DagsterInstance.get() as instance, held_open(instance):
        yield instance


def prepare(settings: Settings) -> None:
    """Make the instance's storage where it is missing. Any number of processes may call it at once; all but one wait."""
    folder = instance_folder(settings)
    storage, begun = folder / "storage", folder / _BEGUN
    if (storage / _MADE).exists():
        return
    with only_one(folder / _LOCK):
        if (storage / _MADE).exists():
            return
        if begun.exists():
            shutil.rmtree(storage, ignore_errors=True)
        if not storage.exists():  # a home of an older release has one, and no mark
            begun.touch()
        with dg.DagsterInstance.from_config(str(folder)) as instance:
            instance.get_runs_count()
            instance.all_instigator_state()
            instance.all_asset_keys()
        (storage / _MADE).touch()
        begun.unlink(missing_ok=True)


@contextmanager
def only_one(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock that the system releases when its holder dies, however it dies. Yields whether it is held: without `wait` another
    process may have it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)
