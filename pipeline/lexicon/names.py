"""What stands twice, and what means two things: rows, ids and names.

A homograph is no mistake by itself: a name of two entities goes to the one that the article speaks for, if the rules can tell. It is listed
so that whoever adds a row knows. A name that is also a word of the language misfires unless `careful` (needs a word before it that
introduces a place or a body) or `barred` of the pack's names.toml holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.languages import languages, pack, shared
from pipeline.languages.tables import Row, is_names, names_in, read_lines, with_id
from pipeline.lexicon.source import Problem, Severity, Table
from pipeline.text import fold, script_of

_HERE = Path(__file__).parent
_NAMED = ("countries", "regions", "cities", "orgs", "persons")


@lru_cache(maxsize=1)
def _tables() -> dict[str, Row]:
    rows = read_lines((_HERE / "tables.tsv").read_text(encoding="utf-8"), "tables.tsv")[1]
    return {row["table"]: row for _, row in rows}


def examples_of(table: Table) -> str:
    """The name of the check that its examples go through; empty where it has none."""
    return _tables().get(table.kind, {}).get("examples", "")


def twice(table: Table) -> Iterator[Problem]:
    """Rows with the key of an earlier row of the table."""
    entry = _tables().get(table.kind)
    if entry is None:
        return
    seen: dict[tuple[str, ...], int] = {}
    columns = entry["key"].split(",")
    for line, written in table.lines:
        row = with_id(table.name, written)
        key = tuple(row.get(column, "") for column in columns)
        if key in seen:
            severity: Severity = "error" if entry["twice"] == "error" else "warning"
            said = ", ".join(k for k in key if k)[:80]
            yield table.problem(
                line, severity, "twice", f"{said!r} stands in line {seen[key]} already.", "Leave one of the two out, or join them."
            )
        else:
            seen[key] = line


@lru_cache(maxsize=16)
def _meanings(lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded name → (table, id) of all that it names in a language, in all packs in force."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for table in _NAMED:
        for row in shared().table(table):
            for name in row.get(lang, "").split("|"):
                if name.strip():
                    found[_exact(name)][table, row["id"]] = None
    return {name: tuple(ids) for name, ids in found.items() if len(ids) > 1}


def _exact(name: str) -> str:
    """Acronyms are matched as they are written, other names folded."""
    return name.strip() if name.isupper() and script_of(name) == "Latn" else fold(name.strip())


@lru_cache(maxsize=16)
def _words(lang: str) -> dict[str, str]:
    """Folded word → what it is in the language: a word of grammar, an office, a form of a verb."""
    p = pack(lang)
    lists = p.toml("names")
    out = {form: "a form of a verb" for forms in p.verbs.values() for found in forms.values() for form in found}
    out |= {fold(w): "a word of grammar" for key in ("stops", "articles", "particles", "openers") for w in lists.get(key, ())}
    out |= {fold(w): "a word of grammar" for w in (row["word"] for row in p.table("empty_words"))}
    out |= {fold(row["pattern"]): "an office" for row in p.table("offices") if row["pattern"].isalpha()}
    for key in ("careful", "barred"):
        for word in lists.get(key, ()):
            out.pop(fold(word), None)
    return out


def homographs(table: Table) -> Iterator[Problem]:
    """Names of a table that name two entities in one language, or are words of it."""
    if table.name not in _NAMED:
        return
    for line, written in table.lines:
        row = with_id(table.name, written)
        for column, cell in row.items():
            if column not in languages() or not is_names(column):
                continue
            for name in filter(None, (part.strip() for part in cell.split("|"))):
                yield from _other_meanings(table, line, row, column, name)
                yield from _common_word(table, line, column, name)


def _other_meanings(table: Table, line: int, row: Row, lang: str, name: str) -> Iterator[Problem]:
    others = [f"{key} ({other}.tsv)" for other, key in _meanings(lang).get(_exact(name), ()) if key != row.get("id")]
    if others:
        yield table.problem(
            line, "warning", "homograph", f"{name!r} ({lang}) also names {', '.join(others[:3])}.",
            "An article that names one may be read as the other: leave the name to one of them, or give each a longer one.",
        )  # fmt: skip


def _common_word(table: Table, line: int, lang: str, name: str) -> Iterator[Problem]:
    if " " in name or (script_of(name) == "Latn" and name.isupper()):
        return  # an acronym counts as it is written
    what = _words(lang).get(fold(name))
    if what is not None:
        is_latin = script_of(name) == "Latn"
        how = "at the beginning of a sentence it is taken for the name" if is_latin else "it is taken for the name wherever it stands"
        yield table.problem(
            line, "warning", "common word", f"{name!r} ({lang}) is {what} too; {how}.",
            f"Add it to `careful` in {lang}/names.toml (it then needs a word such as \"in\" before it) or to `barred` (never found).",
        )  # fmt: skip


def short(table: Table) -> Iterator[Problem]:
    """Names of one or two letters, and persons of one word: too little to be known by."""
    if table.name not in _NAMED or not table.is_users:
        return
    for line, row in table.lines:
        for name in names_in(row):
            if len(name) < 3 and not name.isupper():
                yield table.problem(
                    line, "warning", "short", f"{name!r} is very short.", "Write a longer name, or the acronym in capitals."
                )
            if table.name == "persons" and " " not in name.strip() and script_of(name) != "Hani":
                yield table.problem(
                    line, "warning", "short", f"{name!r} is one word.", "Persons are known by their full names; add the given name."
                )


def all_of(tables: Sequence[Table]) -> Iterable[Problem]:
    """Duplicates and homographs of the tables."""
    for table in tables:
        yield from twice(table)
        yield from homographs(table)
        yield from short(table)
