"""Cells: does each hold what its column says? Kinds are data (`columns.tsv`); what may be referred to is read from the packs in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from pipeline.annotate.coding.ontology import OWN_PREFIX
from pipeline.languages import languages, pack, shared
from pipeline.languages.tables import Row, is_names, read_lines, with_id
from pipeline.lexicon.source import Problem, Table
from pipeline.resolve.offices import tenure

_HERE = Path(__file__).parent
_ID = re.compile(r"(gpe|loc|org|per|misc):[\w-]+")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CODE = re.compile(r"[A-Z]{3}")
_OWN: dict[str, tuple[str, ...]] = {"event_types": ("type", "mode"), "event_contexts": ("context",)}
Judge = Callable[[str], str | None]  # cell → what is wrong with it


@lru_cache(maxsize=1)
def kinds() -> dict[tuple[str, str], tuple[str, bool]]:
    """(table, column) → (kind, whether it is needed)."""
    rows = read_lines((_HERE / "columns.tsv").read_text(encoding="utf-8"), "columns.tsv")[1]
    return {(row["table"], row["column"]): (row["kind"], row["needed"] == "yes") for _, row in rows}


@lru_cache(maxsize=32)
def _known(kind: str) -> frozenset[str]:
    """What a reference of that kind may name."""
    if kind == "office":
        return frozenset(row["office"] for lang in languages() for row in pack(lang).table("offices"))
    if kind == "event_type":
        return frozenset({row["type"] for row in shared().table("event_types")} | {"none"})
    if kind == "country":
        return frozenset(row["code"] for row in shared().table("countries"))
    table = {"org": "orgs", "city": "cities", "person": "persons"}[kind]
    return frozenset(row["id"] for row in shared().table(table))


def _range(low: float, high: float) -> Judge:
    def judge(cell: str) -> str | None:
        if _NUMBER.fullmatch(cell) and low <= float(cell) <= high:
            return None
        return f"is no number from {low:g} to {high:g}"

    return judge


def _shape(shape: re.Pattern[str], wanted: str) -> Judge:
    return lambda cell: None if shape.fullmatch(cell) else f"is not {wanted}"


def _names(cell: str) -> str | None:
    parts = cell.split("|")
    if any(not part.strip() for part in parts):
        return "has an empty name between its bars"
    if any(part != part.strip() for part in parts):
        return "has spaces around a name"
    return None if len(set(parts)) == len(parts) else "names one thing twice"


def _period(cell: str, *, is_end: bool) -> str | None:
    try:
        tenure("", *(("", cell) if is_end else (cell, "")))
    except ValueError:
        return "is no day, month or year such as 2017-05-14, 2017-05 or 2017" + (", with > before it for `still then`" if is_end else "")
    return None


def _contexts(cell: str) -> str | None:
    unknown = [c for c in cell.split(",") if c not in {row["context"] for row in shared().table("event_contexts")}]
    return f"names the context {unknown[0]!r}, of which event_contexts.tsv has no row" if unknown else None


_SHAPES: dict[str, Judge] = {
    "id": _shape(_ID, "an id such as org:user-harbour-union"),
    "wikidata": _shape(_WIKIDATA, "a Wikidata id such as Q42"),
    "number": _shape(_NUMBER, "a number"),
    "latitude": _range(-90, 90),
    "longitude": _range(-180, 180),
    "intensity": _range(-10, 10),
    "contexts": _contexts,
    "names": _names,
    "name": lambda cell: "has a bar in it" if "|" in cell else None,
    "text": lambda _: None,
    "period": lambda cell: _period(cell, is_end=False),
    "end": lambda cell: _period(cell, is_end=True),
}


def _judge(kind: str, cell: str) -> tuple[str, str] | None:
    """(what is wrong with a cell, what to do)."""
    if kind in _SHAPES:
        wrong = _SHAPES[kind](cell)
        return (wrong, "Correct it, or leave it empty if it is not known.") if wrong else None
    if kind in ("country", "org", "city", "person", "office", "event_type"):
        if cell in _known(kind):
            return None
        shape = " Countries are named by their ISO 3166 alpha-3 code." if kind == "country" and not _CODE.fullmatch(cell) else ""
        return f"names no {kind.replace('_', ' ')} that is known", f"Correct it, or add the row that it names first.{shape}"
    return None if cell in kind.split("|") else (f"is none of {kind.replace('|', ', ')}", "Write one of them.")


def problems(table: Table) -> Iterator[Problem]:
    """Wrong and missing cells of a table."""
    for line, written in table.lines:
        row = with_id(table.name, written)
        is_known = table.is_users and row.get("id", "") in {r["id"] for r in _base(table)}
        for column, cell in row.items():
            kind, _ = kinds().get((table.kind, column), ("names" if is_names(column) and "id" in row else "text", False))
            wrong = _judge(kind, cell) if cell else None
            if wrong:
                yield table.problem(line, "error", "cell", f"`{column}` is {cell[:60]!r}, which {wrong[0]}.", wrong[1])
        for (name, column), (_, needed) in kinds().items():
            if name == table.kind and needed and not row.get(column) and not is_known:
                yield table.problem(line, "error", "cell", f"`{column}` is empty.", "Fill it in.")
        yield from _whole(table, line, row)


@lru_cache(maxsize=64)
def _rows_of_package(place: str, name: str) -> tuple[Row, ...]:
    from pipeline.languages import ROOT  # noqa: PLC0415

    path = ROOT / place / f"{name}.tsv"
    return tuple(row for _, row in read_lines(path.read_text(encoding="utf-8"), path.name)[1]) if path.is_file() else ()


def _base(table: Table) -> tuple[Row, ...]:
    rows = _rows_of_package(table.place, table.name)
    return rows if rows and "id" in rows[0] else ()


def _whole(table: Table, line: int, row: Row) -> Iterator[Problem]:
    """What holds between the cells of a row."""
    if table.name == "office_holders":
        if bool(row.get("country")) == bool(row.get("body")):
            yield table.problem(line, "error", "cell", "An office belongs to a country or to a body.", "Fill in one of the two.")
        try:
            time = tenure(row["person"], row.get("from", ""), row.get("to", ""))
            if time.before <= time.after:
                yield table.problem(line, "error", "cell", "The time ends before it begins.", "Correct `from` or `to`.")
        except (ValueError, KeyError):
            pass  # said of the cell
    yield from _own_names(table, line, row)
    if table.name == "orgs" and row.get("parent") and row["parent"] == row.get("id"):
        yield table.problem(line, "error", "cell", "A body is its own parent.", "Leave `parent` empty.")


def _own_names(table: Table, line: int, row: Row) -> Iterator[Problem]:
    """Types, modes and contexts that a user adds and that do not begin as they must."""
    columns = _OWN.get(table.name, ()) if table.is_users else ()
    for n, column in enumerate(columns, 1):
        known = {tuple(r[c] for c in columns[:n]) for r in _rows_of_package(table.place, table.name)}
        cell = row.get(column, "")
        if cell and tuple(row.get(c, "") for c in columns[:n]) not in known and not cell.startswith(OWN_PREFIX):
            what = f"`{column}` is {cell[:60]!r}, which the project does not have."
            yield table.problem(line, "error", "cell", what, f"Begin a name of your own with `{OWN_PREFIX}`.")
