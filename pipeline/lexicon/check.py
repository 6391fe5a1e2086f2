"""The validator in order: can the tables be read and compiled, are the cells right, what stands twice, do the examples fire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.annotate.coding.lexicon import compile_pack
from pipeline.annotate.gazetteer import gazetteer
from pipeline.languages import SHARED, LexiconError, pack
from pipeline.lexicon import columns, examples, names
from pipeline.lexicon.source import Problem, Table, chosen


def check(which: str | None = None, folder: Path | None = None) -> tuple[list[Table], list[Problem]]:
    """(tables that were looked at, what is wrong with them) of a PACK: a language, `shared`, a table, `user` for the extension in force;
    None: all. `folder` is where the user's files lie, for messages. Raises LexiconError where nothing is called so."""
    tables = chosen(which, folder)
    found: list[Problem] = []
    sound = []
    for table in tables:
        try:
            found += columns.problems(table)
            sound.append(table)
        except LexiconError as error:
            found.append(table.problem(0, "error", "table", str(error), ""))
    found += names.all_of(sound)
    compiled, broken = _compiles(sorted({t.place for t in sound if t.place != SHARED}), sound)
    found += broken
    for table in sound:
        if table.place == SHARED or table.place in compiled:
            found += _examples(table)
    if which is None or which in compiled or which == "user":
        for lang in sorted(compiled):
            for rule, wrong in examples.dates(lang):
                found.append(
                    Problem(f"{lang}/dates.toml", 0, "error", "example", f"Rule {rule}: {wrong}.", "Correct the rule or the example.")
                )
    return tables, sorted(set(found), key=lambda p: (p.severity, p.path, p.line, p.topic, p.what))


def _compiles(langs: list[str], tables: list[Table]) -> tuple[set[str], list[Problem]]:
    """(languages whose tables compile, what keeps the others from it)."""
    fine, wrong = set(), []
    for lang in langs:
        try:
            compile_pack(pack(lang))
            gazetteer(lang)
            fine.add(lang)
        except (ValueError, KeyError) as error:
            path = next(t.path for t in tables if t.place == lang)
            wrong.append(Problem(path, 0, "error", "pattern", f"{lang} does not compile: {error}.", "Correct the row that is named."))
    return fine, wrong


def _examples(table: Table) -> Iterator[Problem]:
    fires = examples.check_of(names.examples_of(table), table.place)
    if fires is None:
        return
    lines = [line for line, _ in table.lines]
    for n, wrong in fires([row for _, row in table.lines]):
        row = table.lines[n][1]
        what = row.get("example") or row.get("text") or row.get("pattern") or row.get("lemma") or row.get("phrase") or ""
        yield table.problem(lines[n], "error", "example", f"{what[:90]!r} {wrong}.", "Correct the row or its example.")
