"""Several processes start first, at once, in an empty home: each finds an instance that works, and none spoils another's migration."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.storage import instance_of, prepare
from pipeline.engines.instance import environment, instance_folder
from pipeline.settings import Settings

ROUNDS, PROCESSES = 3, 5
# All processes import first, then wait for one file: so they open the instance within the same moment.
_OPEN = """
import sys, time
from pathlib import Path
import dagster as dg
from pipeline import settings
from pipeline.defs.storage import instance_of
found = settings.load()
Path(sys.argv[1], f"ready-{sys.argv[2]}").touch()
while not Path(sys.argv[1], "go").exists():
    time.sleep(0.001)
with instance_of(found) as instance:
    run = instance.create_run_for_job(dg.GraphDefinition("empty").to_job())
    instance.report_engine_event("began", run)
    assert instance.get_run_by_id(run.run_id) is not None
    assert len(instance.get_records_for_run(run.run_id).records) == 1
    instance.all_asset_keys(), instance.all_instigator_state()
"""


def _variables(settings: Settings, home: Path) -> dict[str, str]:
    return {**os.environ, "DATELINE_HOME": str(home), "DATELINE_RAW": str(settings.raw)}


def _start(command: list[str], variables: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(command, env=variables, cwd=log.parent, stdout=file, stderr=subprocess.STDOUT, start_new_session=True)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_many_open_an_instance_that_is_not_there_yet(settings: Settings, tmp_path: Path) -> None:
    for number in range(ROUNDS):
        home, signs = tmp_path / f"home-{number}", tmp_path / f"signs-{number}"
        signs.mkdir()
        started = [
            _start([sys.executable, "-c", _OPEN, str(signs), str(i)], _variables(settings, home), signs / f"log-{i}")
            for i in range(PROCESSES)
        ]
        try:
            deadline = time.monotonic() + 120
            while len(list(signs.glob("ready-*"))) < PROCESSES and time.monotonic() < deadline:
                time.sleep(0.02)
            (signs / "go").touch()
            codes = [process.wait(120) for process in started]
        finally:
            _end(started)
        assert codes == [0] * PROCESSES, "\n".join(log.read_text() for log in sorted(signs.glob("log-*")))
        os.environ["DAGSTER_HOME"] = str(home / "dagster")
        with dg.DagsterInstance.get() as instance:
            assert instance.get_runs_count() == PROCESSES


def test_two_runs_from_the_shell_at_once_in_an_empty_home(settings: Settings, tmp_path: Path) -> None:
    (settings.raw / "mail").mkdir()
    (settings.raw / "mail" / "ferry.txt").write_text("A ferry burnt\nA ferry burnt off Mombasa on 3 March 2025, the coast guard said.\n")
    home = tmp_path / "home"
    command = [sys.executable, "-m", "pipeline.cli", "run"]
    started = [_start(command, _variables(settings, home), tmp_path / f"run-{i}.log") for i in range(2)]
    try:
        codes = [process.wait(240) for process in started]
    finally:
        _end(started)
    said = [(tmp_path / f"run-{i}.log").read_text() for i in range(2)]
    # The second waits for the first, or says who is at work; neither breaks.
    assert 0 in codes, said
    assert all(code == 0 or "Another run is at work" in text for code, text in zip(codes, said, strict=True)), said
    os.environ["DAGSTER_HOME"] = str(home / "dagster")
    with dg.DagsterInstance.get() as instance:
        assert {run.status.value for run in instance.get_runs()} == {"SUCCESS"}


def test_a_creation_that_was_cut_short_is_done_again(settings: Settings) -> None:
    storage = instance_folder(settings) / "storage"
    (storage / "history").mkdir(parents=True)
    (storage / "history" / "runs.db").write_bytes(b"SQLite format 3\0 and then the power failed")
    (storage.parent / ".storage_begun").touch()
    with instance_of(settings) as instance:
        assert instance.get_runs_count() == 0
    assert not (storage.parent / ".storage_begun").exists()


def test_a_storage_that_is_there_is_never_thrown_away(settings: Settings) -> None:
    """That of an older release has no mark; one of this release keeps its runs however often it is opened."""
    os.environ.update(environment(settings))
    with dg.DagsterInstance.get() as instance:
        run = instance.create_run_for_job(dg.GraphDefinition("empty").to_job())
    assert not (instance_folder(settings) / "storage" / ".made").exists()
    for _ in range(2):
        prepare(settings)
        with instance_of(settings) as instance:
            assert instance.has_run(run.run_id)


def test_without_the_lock_it_would_break(settings: Settings, tmp_path: Path) -> None:
    """That the first test can fail: the same processes without the lock. Not all machines are quick enough to show it."""
    broken = 0
    for number in range(6):
        home, signs = tmp_path / f"bare-{number}", tmp_path / f"bare-signs-{number}"
        signs.mkdir()
        code = _OPEN.replace("with instance_of(found) as instance", "from pipeline.engines.instance import environment\nimport os\n"
                             "os.environ.update(environment(found))\nwith dg.DagsterInstance.get() as instance")  # fmt: skip
        started = [
            _start([sys.executable, "-c", code, str(signs), str(i)], _variables(settings, home), signs / f"log-{i}")
            for i in range(PROCESSES)
        ]
        try:
            deadline = time.monotonic() + 120
            while len(list(signs.glob("ready-*"))) < PROCESSES and time.monotonic() < deadline:
                time.sleep(0.02)
            (signs / "go").touch()
            broken += sum(process.wait(120) != 0 for process in started)
        finally:
            _end(started)
        if broken:
            return
    pytest.skip("nothing collided in six rounds without the lock")
