"""Work on a real Spark cluster: the rows of a local run, also where a worker dies in the middle; ctrl-C ends it; faults are told plainly.

Skipped where there is no Spark (`make spark`) or no Java. The cluster is of this test: on loopback, ended by the pids of its processes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest
import raw_corpus
from published import ask, books, public
from standalone_spark import Standalone, below, free_port, is_alive, spark_python, standalone

from pipeline.defs.execute import run_reingest
from pipeline.defs.storage import instance_of
from pipeline.engines.local import LocalEngine
from pipeline.engines.pool import EngineError
from pipeline.engines.spark import Cluster, SparkEngine
from pipeline.settings import Settings
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace

SAMPLES = Path(__file__).parent.parent.parent / "raw"


@pytest.fixture(scope="module")
def python() -> Path:
    return spark_python()


@pytest.fixture(scope="module")
def cluster(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master and two workers, for all tests that leave them alive."""
    with standalone(python, tmp_path_factory.mktemp("spark")) as found:
        yield found


def on(settings: Settings, python: Path, cluster: Standalone, **values: object) -> Settings:
    """The settings, with this cluster."""
    return replace(settings, engine="spark", spark=python, spark_master=cluster.master, **values)  # type: ignore[arg-type]


def here(settings: Settings) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """What a run on this machine publishes and notes; its home is gone behind it."""
    with open_workspace(settings) as ws:
        run(ws)
    found = public(settings), books(settings)
    rmtree(settings.home)
    return found


def test_samples_are_the_same_and_dagster_has_the_log(python: Path, cluster: Standalone, settings: Settings) -> None:
    settings = replace(settings, raw=SAMPLES, workers=2)
    local = here(settings)
    seen: list[tuple[str, int, int | None]] = []
    result = run_reingest(on(settings, python, cluster, spark_task_documents=7), progress=lambda *what: seen.append(what))
    assert result.failures == ()
    assert (public(settings), books(settings)) == local
    assert ("cleaning and annotating on Spark, task", 4) in {(what, total) for what, _, total in seen}
    with instance_of(settings) as instance:
        (record,) = instance.get_runs()
        said = [entry.user_message for entry in instance.all_logs(record.run_id)]
    assert any("external process successfully opened dagster pipes" in line for line in said)
    assert any(line.startswith("Spark 4.") and "26 documents in 4 tasks" in line for line in said)
    assert list(settings.cluster.iterdir()) == []


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(python: Path, tmp_path: Path, settings: Settings) -> None:
    raw_corpus.lay(settings.raw, 400)
    settings = replace(settings, workers=2)
    local = here(settings)
    killed: list[int] = []
    with standalone(python, tmp_path / "spark") as own:

        def kill() -> None:
            """Once a few tasks have committed, while others are at work."""
            while not killed:
                committed = len(list(settings.cluster.glob("run_*/out/_temporary/0/task_*")))
                if committed >= 3:
                    own.kill(1)
                    killed.append(committed)
                time.sleep(0.05)

        threading.Thread(target=kill, daemon=True).start()
        with open_workspace(on(settings, python, own, spark_task_documents=20)) as ws:
            result = run(ws)
        assert own.workers[0].poll() is None
        assert own.workers[1].poll() == -signal.SIGKILL
    assert 3 <= killed[0] < 20  # of twenty tasks: in the middle
    assert result.n_annotated == 400
    assert result.failures == ()
    assert (public(settings), books(settings)) == local


def test_ctrl_c_ends_the_job_and_the_next_run_goes_on(python: Path, cluster: Standalone, settings: Settings) -> None:
    raw_corpus.lay(settings.raw, 200)
    local = here(replace(settings, workers=2))
    variables = {
        **os.environ, "DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw), "DATELINE_SPARK": str(python),
        "DATELINE_SPARK_TASK_DOCUMENTS": "10", "DATELINE_WORKERS": "2",
    }  # fmt: skip
    command = [sys.executable, "-m", "pipeline.cli", "run", "--engine", "spark", "--master", cluster.master]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        deadline = time.monotonic() + 180
        while not list(settings.cluster.glob("run_*/out/_temporary/0/task_*")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        started = below(process.pid)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Stopped. What was done is kept" in said
    assert "Traceback" not in said
    deadline = time.monotonic() + 15
    while (left := [pid for pid in started if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left == []
    assert not settings.warehouse.exists()
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (public(settings), books(settings)) == local
    assert not ask(settings, "FROM ingest_errors")


def job(cluster: Cluster, folder: Path) -> str:
    """What is said of a job that cannot be done."""
    with pytest.raises(EngineError) as caught:
        SparkEngine(cluster, LocalEngine()).submit(folder, None, (1, 1), lambda *_: None)
    said = str(caught.value)
    assert "\tat " not in said
    assert "Exception" not in said
    return said


def test_a_master_that_is_not_there_is_told(python: Path, tmp_path: Path) -> None:
    port = free_port()
    said = job(Cluster(python, f"spark://127.0.0.1:{port}"), tmp_path)
    assert f"127.0.0.1:{port}: Connection refused" in said
    assert "--master" in said


def test_no_java_is_told(python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no `java` is on the PATH" in job(Cluster(python, "local[1]"), tmp_path)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"JAVA_HOME is {tmp_path}" in job(Cluster(python, "local[1]"), tmp_path)


def test_workers_without_the_libraries_are_told(
    python: Path, cluster: Standalone, settings: Settings, lay: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay("harbour-post/a.txt", "A vote in Ghana\n\nACCRA - Ghana voted on 3 May 2024.\n")
    for worker, words in (
        (sys._base_executable, "lacks a library: No module named"),
        ("/no/such/python", "has no Python at /no/such/python"),
    ):
        monkeypatch.setenv("PYSPARK_PYTHON", worker)
        with pytest.raises(EngineError, match=words), open_workspace(on(settings, python, cluster)) as ws:
            run(ws)
