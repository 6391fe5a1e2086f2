"""Dagster's instance below DATELINE_HOME, and the servers of its pages. No Dagster is imported here.

The command line, the pages and the tests share one instance by sharing this folder: `home/dagster`. The configuration is
the one of the root's dagster.yaml with absolute paths, written by every command that needs it, so that it cannot go stale.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import FILE_VARIABLE
from pipeline.settings_rows import KEYS

if TYPE_CHECKING:
    from pipeline.settings import Settings

_PROJECT = Path(__file__).resolve().parent.parent.parent
_LOOPBACK = "127.0.0.1"
_WRITTEN = "# Written by `dateline`; the same as dagster.yaml in the project's root, with absolute paths. Changes here are lost.\n"
_CONFIGURATION = """\
storage:
  sqlite:
    base_dir: {storage}
compute_logs:
  module: dagster._core.storage.local_compute_log_manager
  class: LocalComputeLogManager
  config:
    base_dir: {logs}
local_artifact_storage:
  module: dagster._core.storage.root
  class: LocalArtifactStorage
  config:
    base_dir: {base}
concurrency:
  pools:
    granularity: run
    default_limit: 1
  runs:
    max_concurrent_runs: 2
run_retries:
  enabled: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: {{skipped: 3, failure: 30, success: 90}}
telemetry:
  enabled: false
nux:
  enabled: false
"""
_WORKSPACE = """\
# Written by `dateline`: what its pages load.
load_from:
  - python_module: {module_name: pipeline.definitions, location_name: dateline}
"""


class ServerError(Exception):
    """The pages cannot be served; the message says why and what to do."""


def configuration(base: str) -> str:
    """The instance's dagster.yaml, with all storage below the folder `base`; a relative one counts from the current directory."""
    return _CONFIGURATION.format(storage=json.dumps(f"{base}/storage"), logs=json.dumps(f"{base}/logs"), base=json.dumps(base))


def instance_folder(settings: Settings) -> Path:
    """The folder that DAGSTER_HOME names for these settings, with its configuration written."""
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    text = _WRITTEN + configuration(str(folder))
    for name, wanted in (("dagster.yaml", text), ("workspace.yaml", _WORKSPACE)):
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != wanted:
            beside = folder / f".{name}.{os.getpid()}.part"
            beside.write_text(wanted, encoding="utf-8")
            beside.replace(file)
    return folder


def environment(settings: Settings, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which Dagster's processes see these settings and this instance."""
    values = dict(os.environ if base is None else base)
    values["DAGSTER_HOME"] = str(instance_folder(settings))
    for key in KEYS:
        values[f"DATELINE_{key.upper()}"] = str(getattr(settings, key))
    # The table [models] stands in the file only, and the servers work elsewhere than where the file is looked for.
    values[FILE_VARIABLE] = str(settings.file or "")
    values["PYTHONPATH"] = os.pathsep.join([str(_PROJECT), *filter(None, [values.get("PYTHONPATH")])])
    values["DAGSTER_DISABLE_TELEMETRY"] = "true"
    return values


def serve(settings: Settings, port: int, say: Callable[[str], None], *, read_only: bool = False) -> int:
    """Serve Dagster's pages and run its daemon until ctrl-C (or SIGTERM); then end both with all their children. `read_only`: pages on
    which nothing can be started or changed, beside those that have the daemon.

    Returns 0 after an orderly end, 1 where a server ended by itself. Raises ServerError where the port is taken.
    """
    if not is_free(port):
        raise ServerError(f"Port {port} is taken on this machine. Is `dateline ui` running already? Try --port {port + 1}.")
    variables = environment(settings)
    scripts = Path(sys.executable).parent
    target = ["-w", str(instance_folder(settings) / "workspace.yaml")]
    pages = [str(scripts / "dagster-webserver"), "-h", _LOOPBACK, "-p", str(port), *target]
    # Of daemons there may be one in an instance.
    commands = [[*pages, "--read-only"]] if read_only else [pages, [str(scripts / "dagster-daemon"), "run", *target]]
    started: list[subprocess.Popen[bytes]] = []

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        for command in commands:
            # A session of its own: ctrl-C reaches this process only, which then ends the whole tree in order.
            process = subprocess.Popen(command, env=variables, cwd=settings.home, start_new_session=True)  # noqa: S603
            started.append(process)
            if len(started) == 1:
                _wait_for(port, started[0])
                what = "Dagster's pages, to look at only" if read_only else "Dagster's pages"
                say(f"{what}: http://{_LOOPBACK}:{port}   (ctrl-C ends them)")
        while all(process.poll() is None for process in started):
            time.sleep(0.3)
    except KeyboardInterrupt:
        return 0
    else:
        return 1
    finally:
        _end(started)
        for number, handler in before.items():
            signal.signal(number, handler)


def is_free(port: int) -> bool:
    """Whether a server may listen on this port of the machine's own address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True


def _wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((_LOOPBACK, port)) == 0:
                return
        time.sleep(0.2)
    raise ServerError("Dagster's web server did not start. Its own messages stand above; run `dg check defs` to see more.")


def _end(processes: Sequence[subprocess.Popen[bytes]], patience: float = 6.0) -> None:
    """End servers and their children: politely first, all at once. Each leads a process group of its own, so no other
    process is touched, and a child that outlives its leader is still found in the group."""
    for number in (signal.SIGINT, signal.SIGTERM):
        for process in processes:
            _signal_group(process.pid, number)
        deadline = time.monotonic() + patience / 2
        while time.monotonic() < deadline and any(process.poll() is None for process in processes):
            time.sleep(0.1)
    for process in processes:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()


def _signal_group(leader: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
