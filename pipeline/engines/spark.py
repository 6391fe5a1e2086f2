"""The engine that works on a Spark cluster: one job a stage, in an environment of Spark's own, started and watched from here.

Nothing of Spark is imported in this process. A job is a folder: `in/` and `out/` hold Parquet partitioned by source and day, `job.json`
says what is asked for, `code.zip` is the package as it is here, `spark.log` what Spark says. The program that drives it (`spark_job`)
runs under the Python of Spark's environment and tells this process, a line a message, how far it is; it ends with this process. What a
worker does is in `spark_work`; CLUSTER.md beside this module says how it scales and what it costs.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from pipeline.engines.local import Engine
from pipeline.engines.pool import EngineError

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, int, int | None], None]
_PROJECT = Path(__file__).resolve().parent.parent.parent
_ROOMS = ("model.py", "text.py", "values.py", "__init__.py", "languages", "temporal", "clean", "models", "annotate", "engines")
_LOCK = "`make spark`, or pip install --require-hashes -r tests/spark.lock into an environment that the setting `spark` names"
_PATIENCE = 20.0  # seconds that a job has to end in order
_PROBE = """
import json, sys
found, missing = {"python": "%d.%d" % sys.version_info[:2]}, []
for name in ("pyspark", "pyarrow", "pandas", "dagster_pipes", "babel", "numpy", "py3langid"):
    try:
        found[name] = __import__(name).__version__ if name == "pyspark" else bool(__import__(name))
    except ImportError as error:
        missing.append(name)
print(json.dumps([found, missing]))
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark is, as the settings say: the Python of its environment, and the master."""

    python: Path
    master: str


class SparkEngine:
    """The cluster. `map` is the engine's of this machine: for work that is too small to be sent. `around` gives the environment of a job's
    program, and lasts as long as it does: Dagster's session, where Dagster starts it."""

    name = "spark"

    def __init__(self, cluster: Cluster, here: Engine) -> None:
        self.cluster = cluster
        self.around: Callable[[], AbstractContextManager[Mapping[str, str]]] = lambda: nullcontext({})
        self._here = here
        self._is_checked = False

    def map(self, work: Callable[[list[T]], list[R]], batches: Iterable[list[T]]) -> Iterator[list[R]]:
        """See the class."""
        return self._here.map(work, batches)

    def submit(self, folder: Path, plan: object, sizes: tuple[int, int], progress: Progress) -> dict[str, Any]:
        """Run the job of a folder whose `in/` is written. `sizes`: how many documents there are, and in how many tasks (column `task`, from
        0); `plan`: a `spark_work.Plan`. Returns figures (documents, tasks, seconds, files and bytes). Raises EngineError; ctrl-C ends the
        job first."""
        if not self._is_checked:
            _check(self.cluster)
            self._is_checked = True
        pack_code(folder / "code.zip")
        (folder / "plan.pickle").write_bytes(pickle.dumps(plan))
        job = {
            "master": self.cluster.master, "folder": str(folder),
            "n_documents": sizes[0], "n_tasks": sizes[1],
        }  # fmt: skip
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        with self.around() as more, (folder / "spark.log").open("wb") as log:
            command = [str(self.cluster.python), "-m", "pipeline.engines.spark_job", str(folder / "job.json")]
            with _program(command, _environment(self.cluster, more), log) as process:
                return _follow(process, folder, progress)


def pack_code(target: Path) -> None:
    """The package as far as workers need it, as a zip, so that they have the code of this process and no other."""
    package = _PROJECT / "pipeline"
    files = [path for room in _ROOMS for path in ([package / room] if room.endswith(".py") else sorted((package / room).rglob("*")))]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(_PROJECT).as_posix())


def _environment(cluster: Cluster, more: Mapping[str, str]) -> dict[str, str]:
    values = {"PYSPARK_PYTHON": str(cluster.python), **os.environ, **more}  # the same path on all machines, or what the user names
    values["PYTHONPATH"] = os.pathsep.join([str(_PROJECT), *filter(None, [values.get("PYTHONPATH")])])
    return values


def _check(cluster: Cluster) -> None:
    """Whether there is a Spark, a Java and a master, before anything is written. Raises EngineError."""
    if not cluster.python.is_file():
        raise EngineError(f"There is no Python of Spark's environment: {cluster.python} does not exist. Make one: {_LOCK}.")
    done = subprocess.run([str(cluster.python), "-c", _PROBE], capture_output=True, text=True, check=False)  # noqa: S603
    try:
        found, missing = json.loads(done.stdout)
    except ValueError:
        raise EngineError(
            f"{cluster.python} does not work as a Python: {done.stderr.strip()[-200:] or 'it says nothing'}. Name another one: {_LOCK}."
        ) from None
    if missing:
        raise EngineError(f"Spark's environment ({cluster.python}) lacks {', '.join(missing)}. Fill it: {_LOCK}.")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if found["python"] != here:
        raise EngineError(
            f"Spark's environment ({cluster.python}) has Python {found['python']}, and this is {here}: rows could differ."
            f" Make it with {here}: {_LOCK}."
        )
    if tuple(map(int, found["pyspark"].split(".")[:2])) < (4, 1):
        raise EngineError(f"Spark's environment ({cluster.python}) has PySpark {found['pyspark']}; 4.1 or newer is needed. {_LOCK}.")
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").is_file() if home else shutil.which("java")):
        where = f"JAVA_HOME is {home}, where no bin/java is" if home else "no `java` is on the PATH, and JAVA_HOME is not set"
        raise EngineError(f"Spark needs Java 17 or newer: {where}. Install one (Debian: openjdk-17-jre-headless), or set JAVA_HOME.")
    _reach(cluster.master)


def _reach(master: str) -> None:
    """Raise EngineError where nothing listens at the address of a standalone master. Other kinds are left to Spark."""
    if not master.startswith("spark://"):
        return
    tried = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), timeout=5):
                return
        except (OSError, ValueError) as error:
            tried.append(f"{place}: {getattr(error, 'strerror', None) or error}")
    raise EngineError(
        f"Spark's master cannot be reached ({'; '.join(tried)}). Is it running there, and does its page show that address? Name it with"
        " --master spark://HOST:PORT, or use this machine alone: --master 'local[*]'."
    )


@contextmanager
def _program(command: list[str], environment: Mapping[str, str], log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The job's program, in a session of its own: ctrl-C reaches this process, which then ends the job, Java and all. Its standard input
    stays open as long as this process lives, and it ends when that closes."""
    process = subprocess.Popen(  # noqa: S603
        command, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
    )
    try:
        yield process
    finally:
        _end(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    """For its orderly end: it has said its last word."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGINT, _PATIENCE), (signal.SIGTERM, 3.0)):
        if process.poll() is not None:
            break
        with suppress(ProcessLookupError):
            process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError, PermissionError):  # what is left of its group: Java
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()


def _follow(process: subprocess.Popen[bytes], folder: Path, progress: Progress) -> dict[str, Any]:
    """Pass on what the program tells, until it is done. Raises EngineError."""
    log = f"What Spark said stands in {folder / 'spark.log'}."
    for line in process.stdout or ():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told["event"] == "progress":
            progress(told["what"], told["done"], told["total"])
        elif told["event"] == "failed":
            _wait(process)
            raise EngineError(f"{told['message']} Everything stored so far is kept, and the next run goes on. {log}")
        elif told["event"] == "done":
            _wait(process)
            return dict(told["summary"])
    code = process.wait()
    raise EngineError(f"The program that drives the Spark job ended by itself (code {code}). Run again; what is stored is kept. {log}")
