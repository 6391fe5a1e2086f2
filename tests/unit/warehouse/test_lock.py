"""One run at a time in one home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.lock import LOCK_FILE, run_lock

_HOLD = """
import sys, pathlib
from pipeline.warehouse.lock import run_lock
with run_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_told_who_holds_the_home(tmp_path: Path) -> None:
    with (
        run_lock(tmp_path),
        pytest.raises(WarehouseError, match=rf"pid {os.getpid()}, since \d{{4}}-\d\d-\d\d"),
        run_lock(tmp_path, wait=0.2),
    ):
        pytest.fail("the lock was given twice")


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WarehouseError, match=str(holder.pid)), run_lock(tmp_path, wait=0.1):
            pytest.fail("the lock was given twice")
        holder.kill()
    assert (tmp_path / LOCK_FILE).exists()
    with run_lock(tmp_path, wait=2):
        pass
