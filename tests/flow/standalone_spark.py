"""A real Spark cluster on this machine's loopback: a master and workers as processes of the test, each ended by its pid.

Spark is no part of the environment: `DATELINE_SPARK` names the Python of its own (`make spark`). What needs it is skipped where that or
Java is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_LOOPBACK = "127.0.0.1"


def spark_python() -> Path:
    """The Python of Spark's environment; skips the test where there is none, or no Java."""
    named = os.environ.get("DATELINE_SPARK", "")
    if not named or not Path(named).is_file():
        pytest.skip("needs Spark: DATELINE_SPARK names no Python of its environment (`make spark` makes one)")
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        pytest.skip("needs Java 17 or newer for Spark: there is no `java` on the PATH")
    return Path(named)


@dataclass
class Standalone:
    """A running cluster. `workers`: their processes, Java's own."""

    master: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill(self, number: int) -> None:
        """End a worker and all that runs for it at once, as when its machine fails."""
        worker = self.workers[number]
        for pid in [*below(worker.pid), worker.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        worker.wait()


def below(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        own = children.get(waiting.pop(), [])
        found += own
        waiting += own
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be collected by its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def standalone(python: Path, folder: Path, n_workers: int = 2) -> Iterator[Standalone]:
    """A master and workers of one core each, bound to loopback; logs and work below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(
        subprocess.run(
            [str(python), "-c", "import pyspark; print(pyspark.__path__[0])"], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    variables = {
        **os.environ,
        "SPARK_LOCAL_IP": _LOOPBACK,
        "SPARK_HOME": str(home),
        "SPARK_DAEMON_MEMORY": "512m",
    }
    port = free_port()
    cluster = Standalone(f"spark://{_LOOPBACK}:{port}")
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("wb") as log:
            command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--host", _LOOPBACK, *arguments]
            process = subprocess.Popen(command, env=variables, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        started.append(process)
        return process

    try:
        start("master", "master.Master", "--port", str(port), "--webui-port", str(free_port()))
        _wait_for(folder / "master.log", r"New state: ALIVE", started[0])
        for number in range(n_workers):
            work = folder / f"work-{number}"
            worker = start(f"worker-{number}", "worker.Worker", "--cores", "1", "--memory", "2g", "--work-dir", str(work),
                           "--webui-port", str(free_port()), cluster.master)  # fmt: skip
            cluster.workers.append(worker)
        for number, worker in enumerate(cluster.workers):
            _wait_for(folder / f"worker-{number}.log", r"Successfully registered with master", worker)
        yield cluster
    finally:
        for process in reversed(started):
            for pid in [process.pid, *below(process.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def _wait_for(log: Path, words: str, process: subprocess.Popen[bytes], seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if re.search(words, log.read_text(errors="replace")):
            return
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)
    raise AssertionError(f"{log} never said {words!r}: {log.read_text(errors='replace')[-2000:]}")
