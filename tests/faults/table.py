"""Write tests/faults/README.md: `python tests/faults/table.py [FILE …]` runs the tests of this folder and makes the table of what they did.

With names of test files, only these are run, and the other rows stay as they are; so do those of a file of which a test fails.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from os import environ
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
README = FOLDER / "README.md"
_HEAD = """# Faults that are survived

Made by `python tests/faults/table.py` from the tests of this folder, each of which causes the fault and then asserts that the published
file opens, passes all of its checks and holds one whole version, and that the next run does what was left. What cannot be caused on a
machine (user namespaces, for a full disk) is skipped there, with a message. Paths are shortened; numbers of processes, times and ids are
examples.

| fault | tries | survived | what the user sees | test |
|---|---:|---:|---|---|
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table."""

    fault: str
    tries: int
    survived: int
    sees: str
    test: str

    def __str__(self) -> str:
        return f"| {_cell(self.fault)} | {self.tries} | {self.survived} | {_cell(self.sees)} | {self.test} |"


class Collector:
    """A plugin of pytest: the rows of the tests that passed, and of which files one failed."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], Line] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        from record import of_report  # noqa: PLC0415 — pytest has the folder on its path

        file, _, name = report.nodeid.partition("::")
        file = Path(file).name
        self.failed |= {file} if report.failed else set()
        if report.when != "call":
            return
        test = f"{file}::{name.partition('[')[0]}"
        for row in of_report(report):
            known = self.lines.get((row.fault, test))
            self.lines[row.fault, test] = Line(
                row.fault, row.tries + (known.tries if known else 0), row.survived + (known.survived if known else 0),
                known.sees if known else row.sees, test,
            )  # fmt: skip


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def lines_of(text: str) -> list[tuple[str, str]]:
    """(test, line) of each row of a table."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and "::" in line]
    return [(line.rstrip(" |").rpartition("| ")[2], line) for line in rows]


def main(names: list[str]) -> int:
    collector = Collector()
    environ["DATELINE_FAULTS"] = "all"
    code = pytest.main([str(FOLDER / Path(name).name) for name in names] or [str(FOLDER)], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or (code and not collector.failed):
        print("The tests did not end: the table is left as it was.", file=sys.stderr)
        return int(code)
    ran = ({Path(name).name for name in names} or {path.name for path in FOLDER.glob("test_*.py")}) - collector.failed
    kept = [row for row in lines_of(README.read_text(encoding="utf-8")) if row[0].split("::")[0] not in ran] if README.exists() else []
    rows = sorted({*kept, *((line.test, str(line)) for line in collector.lines.values() if line.test.split("::")[0] in ran)})
    README.write_text(_HEAD + "".join(f"{line}\n" for _, line in rows), encoding="utf-8")
    if collector.failed:
        print(f"A test failed: the rows of {', '.join(sorted(collector.failed))} are left as they were.", file=sys.stderr)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
