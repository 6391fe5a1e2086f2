"""`dateline ui` serves Dagster's pages, and leaves no process behind when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from listeners import web_server

from pipeline.defs import tags
from pipeline.warehouse.lock import run_lock

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _groups_of(parent: int) -> list[int]:
    """Process groups of the direct children of a process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(fields[2]))
    return found


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


_LAUNCH = """mutation { launchRun(executionParams: {selector: {repositoryLocationName: "dateline", repositoryName: "__repository__",
jobName: "reingest"}, runConfigData: {resources: {run: {config: {stages: ["documents"]}}}}}) { __typename
... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
_RUNS = "{ runsOrError { ... on Runs { results { runId status tags { key value } } } } }"


def _ask(port: int, query: str) -> dict[str, Any]:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return dict(json.loads(answer.read())["data"])


def _run(port: int, run_id: str) -> tuple[str, dict[str, str]]:
    """Status and tags of a run."""
    (found,) = [run for run in _ask(port, _RUNS)["runsOrError"]["results"] if run["runId"] == run_id]
    return found["status"], {tag["key"]: tag["value"] for tag in found["tags"]}


def _until(what: Callable[[], object], command: subprocess.Popen[bytes], log: Path, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert command.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.3)


def test_a_run_from_the_pages_has_the_settings_and_one_that_is_killed_is_told(tmp_path: Path) -> None:
    (tmp_path / "articles" / "mail").mkdir(parents=True)
    (tmp_path / "articles" / "mail" / "nothing.txt").touch()
    port, log = _free_port(), tmp_path / "log"
    variables = {key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "DAGSTER_"))}
    with web_server() as web, log.open("wb") as file:
        (tmp_path / "dateline.toml").write_text(f'home = "state"\nnotify_url = "{web.url}"\nworkers = 1\n')
        command = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "ui", "--port", str(port), "--raw", "articles"],
            env={**variables, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            _until(lambda: b"Dagster's pages" in log.read_bytes(), command, log)
            run_id = _ask(port, _LAUNCH)["launchRun"]["run"]["runId"]
            _until(lambda: _run(port, run_id)[0] in ("SUCCESS", "FAILURE"), command, log)
            status, found = _run(port, run_id)
            assert (status, found["dateline/trigger"], found["dateline/n_failed"]) == ("SUCCESS", "launchpad", "1"), log.read_text()
            _until(lambda: web.got, command, log)
            assert [(message["run_id"], message["failed"]) for message in web.got] == [(run_id, ["documents"])]

            with run_lock(tmp_path / "state"):  # so that the next one waits, and can be killed
                run_id = _ask(port, _LAUNCH)["launchRun"]["run"]["runId"]
                _until(lambda: tags.PROCESS in _run(port, run_id)[1], command, log)
                os.kill(int(_run(port, run_id)[1][tags.PROCESS].split()[1]), signal.SIGKILL)
                _until(lambda: len(web.got) > 1, command, log)
            assert _run(port, run_id)[0] == "FAILURE"
            assert [(message["run_id"], message["failed"]) for message in web.got[1:]] == [(run_id, ["run"])]
            assert "its process was killed" in web.got[1]["text"]
        finally:
            command.send_signal(signal.SIGINT)
            assert command.wait(30) == 0


def test_read_only_pages_start_nothing_over_get_or_post(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    port, log = _free_port(), tmp_path / "log"
    environment = {**os.environ, "DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")}
    with log.open("wb") as file:
        command = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "ui", "--read-only", "--port", str(port)],
            env=environment, cwd=tmp_path, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _until(lambda: b"to look at only" in log.read_bytes(), command, log)
        assert _ask(port, _LAUNCH)["launchRun"]["__typename"] == "UnauthorizedError"
        address = f"http://127.0.0.1:{port}/graphql?{urllib.parse.urlencode({'query': _LAUNCH})}"
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert json.loads(answer.read())["data"]["launchRun"]["__typename"] == "UnauthorizedError"
        assert _ask(port, _RUNS)["runsOrError"]["results"] == []
    finally:
        command.send_signal(signal.SIGINT)
        assert command.wait(30) == 0


def test_the_pages_are_served_and_the_process_tree_ends_with_the_command(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    port = _free_port()
    environment = {**os.environ, "DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")}
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "ui", "--port", str(port)],
            env=environment, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        ) as command,
    ):  # fmt: skip
        try:
            deadline = time.monotonic() + 60
            while b"Dagster's pages" not in (tmp_path / "log").read_bytes() and time.monotonic() < deadline:
                assert command.poll() is None, (tmp_path / "log").read_text()
                time.sleep(0.2)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=20) as answer:
                assert b"dagster_webserver_version" in answer.read()
            deadline = time.monotonic() + 20
            while len(groups := _groups_of(command.pid)) < 2 and time.monotonic() < deadline:
                time.sleep(0.2)
            assert len(groups) == 2
            time.sleep(1)
        finally:
            command.send_signal(signal.SIGINT)
        assert command.wait(20) == 0
    deadline = time.monotonic() + 5  # orphans are reaped by the system, a moment later
    while any(_is_alive(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [group for group in groups if _is_alive(group)] == []
