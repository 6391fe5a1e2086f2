"""Judgements as rows of CSV: the way back from values to the text that `judgement_files.parse` reads.

What is written is read again before it is handed out, so that a row that would be lost or misread is no row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.resolve.judgement_files import COLUMNS, delimiter_of, parse
from pipeline.resolve.judgements import SPAN_KINDS, TWO_SIDED, Judgement, JudgementsError, Target

_SIDE = ("source", "document", "start", "end", "type", "country")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody says, before who, when and why are known: as `Judgement` has it. `value` is left to `other` where a kind has one."""

    kind: str
    target: Target
    value: str = ""
    other: Target | None = None
    lang: str = ""
    scheme: str = ""
    role: str = ""


def cells(said: Draft | Judgement, who: str, on: date, why: str) -> dict[str, str]:
    """Column → cell of the row that says so; columns that it leaves empty are missing."""
    named = said.other is not None and said.kind in (*TWO_SIDED, *SPAN_KINDS, "speaker", "participant")
    value = _words(said.other) if named and said.other is not None else said.value
    row = {"kind": said.kind, "name": _words(said.target), "value": value, "lang": said.lang, "scheme": said.scheme, "role": said.role}
    row |= {column: _cell(said.target, column) for column in _SIDE}
    if named and said.other is not None:
        side = ("start", "end") if said.kind in SPAN_KINDS else _SIDE  # the right words stand in the same document
        row |= {f"value_{column}": _cell(said.other, column) for column in side}
    row |= {"who": who, "when": on.isoformat(), "why": why}
    return {column: " ".join(cell.split()) for column, cell in row.items() if cell.strip()}


def _words(target: Target) -> str:
    return target.anchor or target.name


def _cell(target: Target, column: str) -> str:
    value = getattr(target, column)
    return "" if value in ("", -1) else str(value)


def line_of(row: Mapping[str, str], columns: Sequence[str], delimiter: str = ",", newline: str = "\n") -> str:
    """A row as a line of a file with these columns; quotation marks around cells that need them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerow([row.get(column, "") for column in columns])
    return out.getvalue()


def appended(file: str, content: bytes, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The bytes of a file with rows behind its own; header, separator and line ends are the file's, a column that it lacks is added to
    its header. Empty content becomes a file with all columns. Raises JudgementsError where the file cannot be read, or a row not be
    written."""
    before = parse({file: content})
    text = content.decode("utf-8-sig")
    mark = content[: len(content) - len(text.encode())]
    newline = "\r\n" if "\r\n" in text else "\n"
    delimiter = delimiter_of(text)
    found = _header(text, delimiter)
    if found is None:
        columns: list[str] = list(COLUMNS)
        text += ("" if not text or text.endswith("\n") else newline) + line_of({c: c for c in COLUMNS}, COLUMNS, delimiter, newline)
    else:
        number, columns = found
        missing = [c for c in COLUMNS if c not in columns and any(row.get(c) for row in rows)]
        columns += missing
        if missing:
            lines = io.StringIO(text, newline="").readlines()
            bare = lines[number - 1].rstrip("\r\n")
            lines[number - 1] = delimiter.join([bare, *missing]) + (lines[number - 1][len(bare) :] or newline)
            text = "".join(lines)
        text += "" if text.endswith("\n") else newline
    text += "".join(line_of(row, columns, delimiter, newline) for row in rows)
    out = mark + text.encode()
    after = parse({file: out})
    alone = "".join([line_of({c: c for c in COLUMNS}, COLUMNS), *(line_of(row, COLUMNS) for row in rows)])
    if sorted(map(_plain, after)) != sorted(map(_plain, (*before, *parse({file: alone.encode()})))) or len(after) != len(before) + len(
        rows
    ):
        raise JudgementsError([f"The rows cannot be written into {file} so that they are read as they are meant. Name another file."])
    return out


def alone(said: Draft, who: str, why: str, on: date = date(2000, 1, 1)) -> Judgement:
    """The row as it would be read, whatever else there is. Raises JudgementsError where it cannot be used."""
    return parse({"row": appended("row", b"", [cells(said, who, on, why)])})[0]


def _header(text: str, delimiter: str) -> tuple[int, list[str]] | None:
    """(number of its line, its cells) of the header of a file that can be read; None where there is none yet."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for raw in reader:
        row = [" ".join(cell.split()) for cell in raw]
        if any(row) and not row[0].startswith("#"):
            return reader.line_num, [cell.lower() for cell in row]
    return None


def _plain(j: Judgement) -> str:
    """What a row says, wherever it stands, letter by letter."""
    names = (j.target.name, j.other.name if j.other else "")
    return repr((replace(j, file="", line=0), names))


def same_saying(a: Judgement, b: Judgement) -> bool:
    """Whether two rows say the same of the same, whoever says it, when and why."""
    said = [(j.kind, j.target, j.other, j.value if j.other is None else "", j.lang, j.scheme, j.role) for j in (a, b)]
    return said[0] == said[1]
