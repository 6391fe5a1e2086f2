"""The checks: each is a query that returns offending rows; none means that it holds.

A query gives `what` (table and column), `id` and `detail`. Nothing is published while an error finds a row; a warning is told, and no more.
Checks run on the build file before publication and on a published file at any time: names are unqualified. What they may compare with
besides the public tables is made before: the floors (`floor_of`), the languages that have packs (`check_packs`), and the figures of the
runs before (sql/report/figure_changes.sql). Which checks there are stands in `check_files`.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from pipeline import languages
from pipeline.warehouse import check_files, floors
from pipeline.warehouse.check_files import Check, Severity
from pipeline.warehouse.connect import scalar
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

SHOWN = 5
_COLUMNS = ("what", "id", "detail")
# What a language's pack needs before quotes, events and names can be found in it.
_PACKS = {"quotes": "cues", "event_mentions": "triggers", "entity_mentions": "names"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: how many rows offend, and the first of them as (what, id, detail)."""

    name: str
    description: str
    n_offending: int
    examples: tuple[tuple[str, str, str], ...]
    severity: Severity = "error"
    table: str | None = None
    is_own: bool = False

    @property
    def passed(self) -> bool:
        return self.n_offending == 0

    @property
    def blocks(self) -> bool:
        """Whether nothing is published because of it."""
        return not self.passed and self.severity == "error"

    @property
    def first(self) -> str:
        """What was found, in one clause; of a check that found something."""
        what, key, detail = self.examples[0]
        count = "one row" if self.n_offending == 1 else f"{self.n_offending:,} rows, the first"
        return f"{count} in {what} at {key}: {detail}"


@dataclass(frozen=True, slots=True)
class Given:
    """What checks go by besides the rows: the user's floors, the folder of his own checks, and the run that is looked at (the one that made
    the file, where none is named)."""

    floors: tuple[floors.Floor, ...] = ()
    folder: Path | None = None
    run_id: str | None = None
    rows: int = SHOWN


class UnknownCheckError(KeyError):
    """There is no check of that name; the message says which there are."""

    def __str__(self) -> str:
        return str(self.args[0])


class CheckFailedError(Exception):
    """Something that must hold does not: nothing was published."""

    def __init__(self, results: list[CheckResult]) -> None:
        self.results = errors_of(results)
        first = self.results[0]
        what, key, detail = first.examples[0]
        more = len(self.results) - 1
        others = f" and {more} more checks failed" if more > 1 else " and one more check failed" if more else ""
        remedy = (
            "Mend the documents or the check."
            if all(r.is_own for r in self.results)
            else "Please report this: it is an error of the program."
        )
        super().__init__(
            f"The check `{first.name}` found {first.n_offending} rows, the first in {what} at {key}: {detail}{others}. "
            f"The published warehouse was left as it was. {remedy}"
        )


def given_by(settings: Settings, run_id: str | None = None, rows: int = SHOWN) -> Given:
    """What the settings say for checks."""
    return Given(settings.floors, settings.checks, run_id, rows)


def errors_of(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Those that stand in the way of publication."""
    return [r for r in results if r.blocks]


def warnings_of(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Those that found something and do not."""
    return [r for r in results if not r.passed and not r.blocks]


def check_names() -> list[str]:
    """The names of the project's checks, in order."""
    return [check.name for check in check_files.project_checks()]


def description_of(name: str) -> str:
    """What a check holds, from the comments of its file. UnknownCheckError where there is none of that name."""
    return _named(name, Given()).description


def all_checks(given: Given) -> list[Check]:
    """The project's checks and the user's, each in order of their names."""
    return [*check_files.project_checks(), *check_files.own_checks(given.folder)]


def _named(name: str, given: Given) -> Check:
    known = {check.name: check for check in all_checks(given)}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        advice = f"Did you mean `{near[0]}`? " if near else ""
        raise UnknownCheckError(f"There is no check `{name}`. {advice}`dateline check` lists all.")
    return known[name]


def run_check(con: DuckDBPyConnection, name: str, given: Given | None = None) -> CheckResult:
    """Run one check on the current schema of the connection. UnknownCheckError where there is none of that name."""
    given = given or Given()
    check = _named(name, given)
    _prepare(con, given)
    return _run(con, check, given.rows)


def run_checks(con: DuckDBPyConnection, given: Given | None = None) -> list[CheckResult]:
    """All checks, the project's first, in order of their names."""
    given = given or Given()
    checks = all_checks(given)
    _prepare(con, given)
    return [_run(con, check, given.rows) for check in checks]


def _prepare(con: DuckDBPyConnection, given: Given) -> None:
    """Make what checks compare with, in temporary tables: the file itself is not touched."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE check_floors"
        " (floor_name VARCHAR, floor_value DOUBLE, for_source VARCHAR, for_lang VARCHAR, floor_is_own BOOLEAN)"
    )
    rows = [(f.name, f.value, f.source_id, f.lang, is_own) for kind, is_own in ((floors.defaults(), False), (given.floors, True))
            for f in kind]  # fmt: skip
    con.executemany("INSERT INTO check_floors VALUES (?, ?, ?, ?, ?)", rows)
    con.execute("CREATE OR REPLACE TEMP TABLE check_packs (lang VARCHAR, about VARCHAR)")
    packs = set(languages.languages())
    held = [(lang, about) for about, table in _PACKS.items() for lang in languages.holding(table) if lang in packs]
    con.executemany("INSERT INTO check_packs VALUES (?, ?)", held)
    con.execute(sql_text("report/floor_of.sql"))
    run_id = given.run_id or scalar(con, "SELECT value FROM _meta WHERE key = 'run_id'") or ""
    for statement in con.extract_statements(sql_text("report/figure_changes.sql")):
        con.execute(statement, {"run_id": run_id} if statement.named_parameters else None)


def _run(con: DuckDBPyConnection, check: Check, rows: int) -> CheckResult:
    if check.problem is not None:
        return _failed(check, check.problem)
    if not check.is_own:
        return _found(con, check, rows)
    try:
        statements = con.extract_statements(check.text)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            return _failed(check, "It is not one SELECT statement, and nothing else may be run. Write a query that gives offending rows.")
        # Nothing of a user's file can write, whatever it says.
        con.execute("BEGIN TRANSACTION READ ONLY")
        try:
            return _found(con, check, rows)
        finally:
            con.execute("ROLLBACK")
    except duckdb.Error as error:
        return _failed(check, f"It cannot be run: {' '.join(str(error).split())[:300]}")


def _found(con: DuckDBPyConnection, check: Check, rows: int) -> CheckResult:
    """The rows of the query, in order. They are kept apart first, so that a million of them cost no more than their number."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE check_found AS\n{check.text}")
    names = [row[0] for row in con.execute("DESCRIBE check_found").fetchall()]
    if missing := [name for name in _COLUMNS if name not in names]:
        return _failed(check, f"It gives no column `{missing[0]}`. Give what, id and detail of each offending row.")
    number = int(scalar(con, "SELECT count(*) FROM check_found"))
    shown = con.execute("SELECT what, id, detail FROM check_found ORDER BY ALL LIMIT ?", [max(rows, 1)]).fetchall() if number else []
    examples = tuple((str(what), str(key), str(detail)) for what, key, detail in shown)
    return CheckResult(check.name, check.description, number, examples, check.severity, check.table, check.is_own)


def _failed(check: Check, problem: str) -> CheckResult:
    """A check that cannot be run does not hold."""
    return CheckResult(check.name, check.description, 1, (("checks", check.name, problem),), check.severity, check.table, check.is_own)
