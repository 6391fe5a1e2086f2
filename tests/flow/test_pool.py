"""Work in several processes: the same rows as in one; their death is explained, and they do not outlive the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from published import public

from pipeline.engines.pool import EngineError, PoolEngine
from pipeline.settings import Settings
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

Runner = Callable[..., RunResult]


def doubled(batch: list[int]) -> list[int]:
    """Work of a test; numbers below nought end the process."""
    if batch[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01 * (3 - batch[0] % 3))
    return [2 * n for n in batch]


def pids(_: list[int]) -> list[int]:
    return [os.getpid()]


def test_outcomes_come_in_the_order_of_the_batches() -> None:
    with PoolEngine(2) as engine:
        assert list(engine.map(doubled, ([n, n + 1] for n in range(12)))) == [[2 * n, 2 * n + 2] for n in range(12)]
        workers = {pid for (pid,) in engine.map(pids, ([n] for n in range(8)))}
    assert os.getpid() not in workers
    assert 1 <= len(workers) <= 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_single_batch_starts_no_process() -> None:
    with PoolEngine(2) as engine:
        assert list(engine.map(pids, [[1]])) == [[os.getpid()]]
        assert list(engine.map(pids, [])) == []


def test_a_worker_that_is_killed_is_explained() -> None:
    with pytest.raises(EngineError, match="DATELINE_WORKERS=1"), PoolEngine(2) as engine:
        list(engine.map(doubled, ([n] for n in (1, 2, -1, 4, 5))))


def test_any_number_of_processes_publishes_the_same(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    alone = public(settings)
    rmtree(settings.home)
    with PoolEngine(2) as engine, open_workspace(settings, RunOptions(batch_size=2), engine=engine) as ws:
        assert run(ws).n_annotated == 9
        assert engine._pool is not None
    assert public(settings) == alone


_ENDLESS = """
import os, time
from pipeline.engines.pool import PoolEngine

def pids(batch):
    return [os.getpid()]

if __name__ == "__main__":
    with PoolEngine(2) as engine:
        print(*{pid for (pid,) in engine.map(pids, ([n] for n in range(8)))}, flush=True)
        time.sleep(600)
"""


def test_workers_do_not_outlive_a_run_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(_ENDLESS)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        assert workers
        parent.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
