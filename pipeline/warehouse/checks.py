"""The blocking checks: each file of sql/checks/ is a query that returns offending rows; none means it holds.

A query gives `what` (table and column), `id` and `detail`. Nothing is published while one of them returns a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.warehouse.paths import sql_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = 5


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: how many rows offend, and the first of them as (what, id, detail)."""

    name: str
    description: str
    n_offending: int
    examples: tuple[tuple[str, str, str], ...]

    @property
    def passed(self) -> bool:
        return self.n_offending == 0


class CheckFailedError(Exception):
    """Something that must hold does not: nothing was published."""

    def __init__(self, results: list[CheckResult]) -> None:
        self.results = [r for r in results if not r.passed]
        first = self.results[0]
        what, key, detail = first.examples[0]
        others = f" and {len(self.results) - 1} more checks failed" if len(self.results) > 1 else ""
        super().__init__(
            f"The check `{first.name}` found {first.n_offending} rows, the first in {what} at {key}: {detail}{others}. "
            "The published warehouse was left as it was. Please report this: it is an error of the program."
        )


def check_names() -> list[str]:
    """The names of all checks, in order."""
    return [path.stem for path in sql_files("checks")]


def _text(name: str) -> str:
    return {path.stem: path for path in sql_files("checks")}[name].read_text(encoding="utf-8")


def description_of(name: str) -> str:
    """What a check holds, from the comments of its file. KeyError where there is none of that name."""
    comments = [line.removeprefix("--").strip() for line in _text(name).splitlines() if line.startswith("--")]
    return " ".join(line for line in comments if not line.startswith("Written by"))


def run_check(con: DuckDBPyConnection, name: str) -> CheckResult:
    """Run one check on the current schema of the connection. KeyError where there is none of that name."""
    rows = con.execute(_text(name)).fetchall()
    examples = tuple((str(row[0]), str(row[1]), str(row[2])) for row in rows[:SHOWN])
    return CheckResult(name, description_of(name), len(rows), examples)


def run_checks(con: DuckDBPyConnection) -> list[CheckResult]:
    """All checks, in order of their names."""
    return [run_check(con, name) for name in check_names()]
