"""Work in children of a warm process (warm_server.py): started in milliseconds, watched by its reports, killed at will."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

_HERE = Path(__file__).resolve().parent
_SECONDS = 300.0  # that a child may be silent


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended. `exit`: its exit code, negative the signal; `value` of the work, or the `error` that ended it."""

    exit: int
    value: Any = None
    error: str = ""
    kind: str = ""
    trace: str = ""
    reports: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    def said(self) -> Any:
        """The value; the error of the child fails the test."""
        assert self.exit == 0, f"exit {self.exit}: {self.kind}: {self.error}\n{self.trace}"
        return self.value


class Child:
    """One piece of work that is under way."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._connection.settimeout(_SECONDS)
        self._stream = connection.makefile("r", encoding="utf-8")
        self._reports: list[dict[str, Any]] = []
        self.pid: int = next(self._messages())["pid"]

    def _messages(self) -> Iterator[dict[str, Any]]:
        while line := self._stream.readline():
            message: dict[str, Any] = json.loads(line)
            self._reports.append(message)
            yield message

    def wait_for(self, **wanted: Any) -> dict[str, Any] | None:
        """The next report that says all of this; None where the child ends without one."""
        for message in self._messages():
            if wanted.items() <= message.items():
                return message
            if "exit" in message:
                break
        return None

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal; nothing where the child is gone already."""
        if not any("exit" in message for message in self._reports):
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)  # its number cannot be another's: the server has not told of its end, or tells just now

    def outcome(self) -> Outcome:
        """Wait for its end."""
        for _ in self._messages():
            pass
        self._stream.close()
        self._connection.close()
        told: dict[str, Any] = {}
        for message in self._reports:
            told |= {key: value for key, value in message.items() if key in ("exit", "value", "error", "kind", "trace")}
        assert "exit" in told, f"the warm process is gone; the last reports were {self._reports[-3:]}"
        return Outcome(**told, reports=tuple(self._reports))


class Warm:
    """The warm process. A context manager; leaving it ends the process and its children."""

    def __enter__(self) -> Self:
        self._folder = tempfile.mkdtemp(prefix="dateline-")  # short: the path of a socket has a hundred characters
        self._path = str(Path(self._folder, "s"))
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        places = os.pathsep.join((str(_HERE.parent.parent), str(_HERE)))
        without = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
        self._process = subprocess.Popen(
            [sys.executable, str(_HERE / "warm_server.py"), self._path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**without, **single, "PYTHONPATH": places, "ARROW_DEFAULT_MEMORY_POOL": "system"},
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "warm\n", "the warm process did not start"
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        shutil.rmtree(self._folder)

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self, call: str, **arguments: Any) -> Child:
        """Begin `module:function(report, **arguments)` in a child."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self._path)
        connection.sendall((json.dumps({"call": call, "arguments": arguments}) + "\n").encode())
        return Child(connection)

    def do(self, call: str, **arguments: Any) -> Any:
        """The value of the work; its error fails the test."""
        return self.start(call, **arguments).outcome().said()

    def run(self, home: Path, raw: Path, **options: Any) -> dict[str, Any]:
        """A run to its end; see runs.go."""
        done: dict[str, Any] = self.do("runs:go", home=str(home), raw=str(raw), **options)
        return done

    def command(self, home: Path, raw: Path, **options: Any) -> dict[str, Any]:
        """A run as the command line's, with what the user sees; see runs.as_command."""
        done: dict[str, Any] = self.do("runs:as_command", home=str(home), raw=str(raw), **options)
        return done


def needs_fork_server() -> None:
    """Skip the test where the platform has no descriptors of processes."""
    if not hasattr(os, "pidfd_open"):
        pytest.skip("the platform has no pidfd: the warm process cannot wait for its children")
