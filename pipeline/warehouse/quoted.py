"""Where files of the user quote what is forgotten: rows of overrides, which are not carried out any more, and lines of the lexicon and of
checks, which are only told."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.addresses import canonical
from pipeline.ingest.redact import blanked_text
from pipeline.ingest.register import record_key
from pipeline.resolve.judgement_files import delimiter_of
from pipeline.warehouse.overrides import files as override_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.ingest.register import Register
    from pipeline.resolve.judgements import Judgement, Target
    from pipeline.settings import Settings

_READ = (".tsv", ".toml", ".sql", ".csv", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A line that quotes something forgotten. `is_row`: a row of overrides, which the command may take out."""

    path: Path
    line: int
    is_row: bool = False


def quotes(judgement: Judgement, register: Register) -> bool:
    """Whether a judgement speaks of something that is forgotten."""
    sides = [side for side in (judgement.target, judgement.other) if side is not None]
    return any(_is_of(side, register) for side in sides) or _names(
        [*(side.name for side in sides), *(side.anchor for side in sides), judgement.value, judgement.by, judgement.why], register
    )


def _is_of(side: Target, register: Register) -> bool:
    return bool(side.document) and _document(side.source, side.document, register)


def _document(source: str, document: str, register: Register) -> bool:
    return (
        register.holds("record", record_key(source, document))
        or register.holds("url", canonical(document))
        or register.holds("raw", document.lower())
        or register.holds("id", document)
        or any(register.holds("place", place) for place in (document, f"{source}/{document}"))
    )


def _names(values: Sequence[str], register: Register) -> bool:
    every = register.everywhere
    return bool(register.names) and any(blanked_text(value, every) is not value for value in values)


def quotations(settings: Settings, register: Register) -> list[Quotation]:
    """All of them, by file and line."""
    if not register.rows:
        return []
    found = [
        Quotation(path, first, is_row=True)
        for path in override_files(settings.overrides)
        for first, _, cells in _rows(path)
        if _is_quoting(cells, register)
    ]
    for folder in (settings.lexicon, settings.checks):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in _READ and path.is_file():
                lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
                found += [Quotation(path, number) for number, line in enumerate(lines, 1) if _names([line], register)]
    return found


def remove(settings: Settings, register: Register) -> None:
    """Take the rows that quote something out of the files of overrides; all other bytes stay as they are."""
    for path in override_files(settings.overrides):
        quoting = [(first, last) for first, last, cells in _rows(path) if _is_quoting(cells, register)]
        if not quoting:
            continue
        lines = path.read_bytes().splitlines(keepends=True)
        dropped = {number for first, last in quoting for number in range(first, last + 1)}
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        beside.write_bytes(b"".join(line for number, line in enumerate(lines, 1) if number not in dropped))
        beside.replace(path)


def _is_quoting(cells: dict[str, str], register: Register) -> bool:
    documents = [(cells.get(f"{side}source", ""), cells.get(f"{side}document", "")) for side in ("", "value_")]
    return _names(list(cells.values()), register) or any(
        document and _document(source, document, register) for source, document in documents
    )


def _rows(path: Path) -> Iterator[tuple[int, int, dict[str, str]]]:
    """(first line, last line, column → cell) of each row behind the header; comments are rows of one cell."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    header: list[str] | None = None
    line = 1
    try:
        for raw in reader:
            first, line = line, reader.line_num + 1
            cells = [" ".join(cell.split()) for cell in raw]
            if not any(cells):
                continue
            if cells[0].startswith("#"):
                yield first, line - 1, {"": " ".join(cells)}
            elif header is None:
                header = [cell.lower() for cell in cells]
            else:
                yield first, line - 1, dict(zip(header, cells, strict=False))
    except csv.Error:
        return  # the run says so
