"""The rows of tests/faults/README.md: a test says which fault it caused, how often, and what the user saw.

`fault(…)`, the fixture, is called at the end of a test, when everything that must hold has been asserted; so a try that is recorded was
survived, and a test that fails leaves fewer than it says it tries. table.py collects the rows and writes the table.
"""

from __future__ import annotations

import ast
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

PROPERTY = "fault"
NOTHING = "nothing: the next run does what was left"
_PID = re.compile(r"\b(pid|PID|process) [0-9]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")
_STAMP = re.compile(r"[0-9]{8}T[0-9]{6,12}(_[0-9]+)?Z?")


@dataclass(frozen=True, slots=True)
class Row:
    """One fault. `sees`: the exact message, but for paths, pids and moments."""

    fault: str
    tries: int
    survived: int
    sees: str


class Recorder:
    """The fixture `fault` of a test."""

    def __init__(self, node: pytest.Item, folder: Path) -> None:
        self._node = node
        self._folder = folder

    def __call__(self, fault: str, *, tries: int = 1, sees: str = NOTHING) -> None:
        row = Row(fault, tries, tries, plain(sees, self._folder))
        self._node.user_properties.append((PROPERTY, asdict(row)))


def plain(message: str, folder: Path) -> str:
    """A message on one line, without what differs from run to run and from machine to machine."""
    message = " ".join(message.split())
    for place in (str(folder.resolve()), str(folder)):
        message = message.replace(f"{place}/", "").replace(place, "…")
    message = _PID.sub(r"\1 4711", message)
    return _STAMP.sub("20250704T120000", _MOMENT.sub("2025-07-04 12:00:00", message))


def recording_tests(folder: Path) -> set[str]:
    """`file::test` of every test below this folder that asks for the fixture."""
    found = set()
    for path in sorted(folder.glob("test_*.py")):
        for item in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(item, ast.FunctionDef) and item.name.startswith("test_") and PROPERTY in _arguments(item):
                found.add(f"{path.name}::{item.name}")
    return found


def _arguments(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


def of_report(report: Any) -> list[Row]:
    """The rows that a report of pytest carries."""
    return [Row(**values) for name, values in report.user_properties if name == PROPERTY]
