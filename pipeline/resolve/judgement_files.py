"""The files of users' judgements: from bytes to rows that are right in themselves.

CSV in UTF-8 with a header; comma, semicolon or tab between cells, as spreadsheets write it. All that is wrong is told at once, each problem
with file, line, column and what to do. Rows are compared with each other in `ties.py`.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from pipeline.resolve import place_cells
from pipeline.resolve.judgements import KINDS, PLACE_KINDS, SCHEMES, TWO_SIDED, TYPES, Judgement, JudgementsError, Target
from pipeline.text import fold

_SEEN = ("source", "document", "start", "end", "type", "country")
COLUMNS = ("kind", "name", "value", "lang", "scheme", "role", *_SEEN, *(f"value_{c}" for c in _SEEN), "who", "when", "why")
_ALWAYS = ("kind", "name", "value", "who", "when", "why")
_OTHER = tuple(f"value_{c}" for c in _SEEN)
_MAY = {
    "same": {*_SEEN, *_OTHER},
    "different": {*_SEEN, *_OTHER},
    "alias": {*_SEEN, "lang"},
    "name": {*_SEEN, "lang"},
    "identifier": {*_SEEN, "scheme"},
    "type": set(_SEEN),
    **place_cells.MAY,
}
_MUST = {"name": ("lang",), "identifier": ("scheme",), **place_cells.MUST}
_VALUE_IS = {
    "same": "the other name",
    "different": "the other name",
    "alias": "the spelling",
    "name": "the name to show",
    "identifier": "the identifier",
    "type": "the type",
    **place_cells.VALUE_IS,
}
_ID_OF_OURS = re.compile(r"(?:ent|men|dat|quo|utt|qg|evm|evt|sto)_[0-9a-f]{16}")
_ANCHOR = re.compile(r"[a-z]+:[a-z0-9][a-z0-9._-]*")
_DELIMITERS = ",;\t"
MAX_BYTES = 16 * 1024 * 1024  # of a file


def parse(files: Mapping[str, bytes]) -> tuple[Judgement, ...]:
    """The rows of all files (name → bytes), in an order that hangs on what they say. Raises JudgementsError, with all bad rows."""
    found: list[Judgement] = []
    problems: list[str] = []
    for name in sorted(files):
        for row in read_rows(name, files[name], COLUMNS, _ALWAYS):
            judgement = row if isinstance(row, str) else _judgement(*row)
            if isinstance(judgement, Judgement):
                found.append(judgement)
            else:
                problems += [judgement] if isinstance(judgement, str) else judgement
    if problems:
        raise JudgementsError(problems)
    return tuple(
        sorted(found, key=lambda j: (j.kind, j.target, j.other or Target(), j.value, j.lang, j.scheme, j.on, j.by, j.file, j.line))
    )


Cells = dict[str, str]  # column → cell; columns that the file has not are missing
Complain = Callable[[str, str], None]  # column, what is wrong with it


def read_rows(file: str, content: bytes, known: Sequence[str], always: Sequence[str]) -> Iterator[str | tuple[str, int, Cells]]:
    """(file, line, column → cell) of each row that says something; a sentence where a row or the file cannot be read. Columns are
    those `known`, in any order, and none of `always` is missing. Blanks within a cell are collapsed."""
    if len(content) > MAX_BYTES:
        yield f"{file} is too large: {len(content):,} bytes. Such a file holds at most {MAX_BYTES:,}; divide it."
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield f"{file} is not UTF-8, at byte {error.start}. Save it as “CSV UTF-8”."
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for raw in reader:
            began, line = line, reader.line_num + 1
            cells = [" ".join(cell.split()) for cell in raw]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if header is None:
                header = [cell.lower() for cell in cells]
                if problem := _bad_header(file, began, header, known, always):
                    yield problem
                    return
            elif any(cells[len(header) :]):
                yield (
                    f"{file} line {began} has {len(cells)} cells, but the header names {len(header)} columns. "
                    "Put quotation marks around a cell that holds the separator."
                )
            else:
                yield file, began, {column: cell for column, cell in zip(header, cells, strict=False) if column}
    except csv.Error as error:
        yield f"{file} line {line} is not CSV: {error}. Look for a quotation mark that is not closed from there on."


def delimiter_of(text: str) -> str:
    """What stands between the cells of a file, by its first line."""
    return max(_DELIMITERS, key=text.lstrip("\r\n").split("\n", 1)[0].count)


def _bad_header(file: str, line: int, header: list[str], known: Sequence[str], always: Sequence[str]) -> str:
    for number, column in enumerate(header, 1):
        if column and column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            advice = f"Did you mean `{near[0]}`? " if near else ""
            return f"{file} line {line}, column {number}: there is no column `{column:.40}`. {advice}Known are {', '.join(known)}."
        if column and column in header[: number - 1]:
            return f"{file} line {line}, column {number}: the column `{column}` stands there twice. Take one of them out."
    if missing := [column for column in always if column not in header]:
        return f"{file} line {line}: the header lacks {', '.join(f'`{c}`' for c in missing)}. A file begins with: {','.join(always)}"
    return ""


def _judgement(file: str, line: int, cells: Cells) -> Judgement | list[str]:
    """The row's judgement, or what is wrong with it."""
    kind = cells["kind"].lower()
    place = f"{file} line {line}"
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        advice = f"Did you mean `{near[0]}`? " if near else ""
        return [f"{place}, column `kind`: there is no kind of judgement `{kind:.40}`. {advice}Known are {', '.join(KINDS)}."]
    problems: list[str] = []

    def complain(column: str, what: str) -> None:
        problems.append(f"{place}, column `{column}`: {what}")

    for column in (*_ALWAYS, *_MUST.get(kind, ())):
        if not cells.get(column) and (kind, column) != ("date", "name"):  # a document's own day is that of no words of it
            complain(column, _missing(column, kind))
    for column in cells:
        if cells[column] and column not in _ALWAYS and column not in _MAY[kind]:
            complain(column, f"says nothing of a row of kind `{kind}`. Empty the cell.")
    target, other = _sides(kind, cells, complain, has_problems=bool(problems))
    _check_cells(kind, cells, complain)
    on = _day(cells["when"])
    if cells["when"] and on is None:
        complain(
            "when", f"{cells['when']!r:.40} is no day. Write it as 2025-06-30, and keep the spreadsheet from changing it (format: text)."
        )
    if problems or on is None:
        return problems
    scheme = cells.get("scheme", "").lower()
    return Judgement(kind, target, other, cells["value"], cells.get("lang", ""), scheme, cells["who"], on, cells["why"], file, line,
                     cells.get("role", "").lower())  # fmt: skip


def _sides(kind: str, cells: Cells, complain: Complain, *, has_problems: bool) -> tuple[Target, Target | None]:
    """What the row is about, and the second entity or spelling of kinds that have one."""
    target = _target(cells, "", complain)
    if kind == "alias":
        spelling = Target(fold(cells["value"]), lang=cells.get("lang", ""), name=cells["value"])
        if spelling.folded == target.folded and not has_problems:
            complain("value", "the spelling is the name itself. Say which entity it means: another of its names, or an id of the lexicon.")
        return target, spelling
    if place_cells.gives_words(kind, cells["value"]):
        within = {f"value_{column}": cells.get(column, "") for column in ("source", "document")}
        words = _target(cells | within, "value", complain) if not has_problems else target
        is_named_by_them = kind in ("quote_span", "name_span")  # a report may be named by other words than those that are corrected
        if is_named_by_them and (words.name, words.start) == (target.name, target.start) and not has_problems:
            complain("value", "these words are those that stand there already. Write the right ones, or their `value_start`.")
        return target, words
    if kind not in TWO_SIDED and not place_cells.names_somebody(kind, cells["value"]):
        return target, None
    other = _target(cells, "value", complain)
    if target == other and kind in TWO_SIDED and not has_problems:
        complain("value", "both sides name the same. Name two, or say which document, source or type each is of.")
    return target, other


def _check_cells(kind: str, cells: Cells, complain: Complain) -> None:
    value, lang, scheme = cells["value"], cells.get("lang", ""), cells.get("scheme", "").lower()
    if kind == "type" and value and value not in TYPES:
        complain("value", f"{value!r:.40} is no type. Write {', '.join(TYPES)}.")
    if kind in PLACE_KINDS:
        place_cells.check(kind, cells, complain)
    if kind not in TWO_SIDED and _ID_OF_OURS.fullmatch(value):
        complain("value", f"{value} is an id of the warehouse. Write {_VALUE_IS[kind]}.")
    if kind == "identifier" and scheme and value:
        _check_identifier(scheme, value, complain)
    if lang and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang):
        complain("lang", f"{lang!r:.20} is no language. Write its code, such as en, fr or ar.")


def _missing(column: str, kind: str) -> str:
    what = {
        "name": "is empty. Write the name as it stands in the text or in `entities.name`, or an id of the lexicon.",
        "value": f"is empty. A row of kind `{kind}` needs {_VALUE_IS[kind]} there.",
        "who": "is empty. Say who decided this.",
        "when": "is empty. Say on which day it was decided, as 2025-06-30.",
        "why": "is empty. Say why: what outranks the machine has a reason that others can check.",
        "lang": "is empty. Say in which language this name is to be shown, such as en.",
        **place_cells.MISSING,
        "scheme": f"is empty. Say whose identifier it is: {', '.join(SCHEMES)}, or a scheme of your own.",
    }
    return what.get(column, "is empty.")


def _target(cells: Cells, side: str, complain: Complain) -> Target:
    """One side of a row: `name` and the columns that say where it was seen, or `value` and those of its side."""
    before = f"{side}_" if side else ""
    column = side or "name"
    name = cells[column]
    seen = {c: cells.get(before + c, "") for c in _SEEN}
    kind = cells["kind"].lower()
    is_passage = kind in PLACE_KINDS and not (side and place_cells.names_somebody(kind, name))
    if not is_passage and _ID_OF_OURS.fullmatch(name):
        complain(column, f"{name} is an id of the warehouse, which other articles may change. Write the name that you saw, and where.")
    if not is_passage and _ANCHOR.fullmatch(name):
        if filled := [before + c for c in _SEEN if seen[c]]:
            complain(filled[0], f"says nothing beside {name}, which is an id. Empty the cell, or write the name that stands there.")
        return Target(anchor=name, name=name)
    if seen["document"] and not seen["source"]:
        complain(f"{before}source", "is empty. A document is named by its outlet (the folder below raw/) and its id, url, hash or path.")
    offsets = {c: _offset(seen[c]) for c in ("start", "end")}
    for c, offset in offsets.items():
        if seen[c] and offset < 0:
            complain(before + c, f"{seen[c]!r:.20} is no offset. Write a whole number, as `start_char` and `end_char` have it.")
        if seen[c] and not seen["document"]:
            complain(f"{before}document", f"is empty, but `{before + c}` gives an offset. Say in which document it counts.")
    if offsets["end"] >= 0 and offsets["end"] <= offsets["start"]:
        complain(f"{before}end", "lies before the start. Offsets count from 0, and `end` stands behind the last character.")
    if seen["type"] and seen["type"] not in TYPES and not (is_passage and place_cells.EVENT_TYPE.fullmatch(seen["type"])):
        complain(f"{before}type", f"{seen['type']!r:.20} is no type. Write {', '.join(TYPES)}.")
    if seen["country"] and not re.fullmatch(r"[A-Z]{3}", seen["country"]):
        complain(f"{before}country", f"{seen['country']!r:.20} is no country. Write its three letters (ISO 3166-1 alpha-3), such as IRQ.")
    return Target(
        fold(name), "", seen["source"], seen["document"], offsets["start"], offsets["end"], seen["type"], seen["country"], name=name
    )  # fmt: skip


def _check_identifier(scheme: str, value: str, complain: Complain) -> None:
    if scheme in SCHEMES:
        if not re.fullmatch(SCHEMES[scheme], value):
            complain("value", f"{value!r:.40} is no identifier of {scheme}. It has the form {SCHEMES[scheme]}.")
    elif not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", scheme):
        complain("scheme", f"{scheme!r:.40} is no name of a scheme. Write small letters, digits and _.")
    elif near := difflib.get_close_matches(scheme, SCHEMES, n=1, cutoff=0.7):
        complain("scheme", f"there is no scheme `{scheme}`. Did you mean `{near[0]}`? One of your own needs a name that is less like it.")


def _offset(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else -1


def _day(cell: str) -> date | None:
    try:
        return datetime.fromisoformat(cell).date()
    except ValueError:
        return None
