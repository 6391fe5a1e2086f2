"""`dateline ui` serves Dagster's pages, and leaves no process behind when it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


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
