"""One run at a time in one home, one writer at a time in a folder of users' files: locks that the system releases when their holder dies,
however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.warehouse.connect import WarehouseError

LOCK_FILE = "run.lock"


class BusyError(WarehouseError):
    """Another run is at work in the home."""


@contextmanager
def run_lock(home: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the home's lock. Waits up to `wait` seconds, then raises BusyError, which names pid and start of the
    run that holds it. The lock is the system's (flock): a killed run leaves a file behind, but no lock."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / LOCK_FILE
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= deadline:
                    raise BusyError(
                        f"Another run is at work in {home}: {_holder(path)}. Wait for it to end, or stop it; "
                        "the published warehouse can be read meanwhile."
                    ) from None
                time.sleep(0.1)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"pid {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else write into a folder of users' files meanwhile: pages and commands may do so at once. The lock is on the folder
    itself, so that nothing is left in it, and the system lets go of it when its holder dies."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "its pid is not known"
    except (OSError, UnicodeDecodeError):
        return "its pid is not known"


def is_alive(pid: int) -> bool:
    """Whether a process of this machine is there; one of another user's counts."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True
