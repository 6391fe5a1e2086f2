"""An audit as pages offer it: the items one by one, and the articles that are read in full, with what this coder has said so far.

What is said is written into the coder's sheets, those that a spreadsheet would be filled in: either may be used, in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.audit import sheets
from pipeline.audit.questions import NOTES, VERDICTS
from pipeline.audit.sheets import SheetError, Verdict
from pipeline.warehouse import audit_folder
from pipeline.warehouse.lock import alone


@dataclass(frozen=True, slots=True)
class Task:
    """An item as a page offers it, with what this coder has said so far ("" where nothing). `notes`: what a note may say is right."""

    item: str
    kind: str
    question: str
    evidence: str
    other_evidence: str
    uri: str
    start_char: int
    end_char: int
    url: str
    other_uri: str
    verdict: str = ""
    note: str = ""
    notes: tuple[str, ...] = ()


def tasks_of(home: Path, name: str, coder: str) -> tuple[Task, ...]:
    """The items of an audit in the order in which they should be judged, with the coder's verdicts so far. Raises SheetError."""
    folder, _ = audit_folder.existing(home, name)
    rows = audit_folder.sample_of(folder)
    said = audit_folder.verdicts_of(folder, coder, [row["item"] for row in rows])
    notes = {entry.id: NOTES.get((entry.group, entry.question), ()) for entry in audit_folder.key_of(folder)}
    return tuple(
        Task(
            row["item"], row["kind"], row["question"], row["evidence"], row.get("other_evidence", ""), row["uri"],
            int(row["start_char"]), int(row["end_char"]), row.get("url", ""), row.get("other_uri", ""),
            *audit_folder.said_of(said.get(row["item"])), notes.get(row["item"], ()),
        )
        for row in rows
    )  # fmt: skip


def record(home: Path, name: str, coder: str, item: str, verdict: str, note: str = "") -> None:
    """Write a coder's verdict on an item ("" takes it back) into the coder's sheet, made where there is none. Raises SheetError."""
    folder, _ = audit_folder.existing(home, name)
    if verdict and verdict not in VERDICTS:
        raise SheetError([f"{verdict!r:.40} is no verdict. Choose one of {', '.join(VERDICTS)}."])
    path = audit_folder.sheet_of(folder, "coder", coder)
    with alone(folder):
        rows = audit_folder.sample_of(folder)
        if item not in {row["item"] for row in rows}:
            raise SheetError([f"The audit {name} has no item `{item:.40}`. Load its tasks anew."])
        said = audit_folder.verdicts_of(folder, coder, [row["item"] for row in rows])
        said[item] = Verdict(verdict, note)
        filled = [row | dict(zip(("verdict", "note"), audit_folder.said_of(said.get(row["item"])), strict=True)) for row in rows]
        audit_folder.put_table(path, sheets.CODER, [[row.get(column, "") for column in sheets.CODER] for row in filled])


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that is read in full. `listed`: (kind, words, note) of each row of this reader, none where it is not read yet."""

    no: str
    uri: str
    url: str
    lang: str
    text: str
    listed: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_read(self) -> bool:
        return bool(self.listed)


def readings_of(home: Path, name: str, reader: str) -> tuple[Reading, ...]:
    """The articles of an audit that are read in full, in order. Raises SheetError."""
    folder, design = audit_folder.existing(home, name)
    path = folder / "articles.csv"
    rows = sheets.read_table(path.name, audit_folder.bytes_of(path), sheets.ARTICLES, ("article", "file", "uri")) if design.articles else []
    listed = _listed(folder, reader)
    return tuple(
        Reading(
            row["article"], row["uri"], row.get("url", ""), design.articles[row["article"]][1],
            audit_folder.bytes_of(folder / row["file"]).decode("utf-8"),
            tuple((kind, words, note) for article, kind, words, note in listed if article == row["article"]),
        )
        for row in rows if row["article"] in design.articles
    )  # fmt: skip


def record_reading(home: Path, name: str, reader: str, no: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write what a reader found in an article, (kind, words) each, in place of what stands there; the kind `nothing` where there is none,
    no rows where it is not read. Raises SheetError where words do not stand in the article, and writes nothing then."""
    folder, _ = audit_folder.existing(home, name)
    path = audit_folder.sheet_of(folder, "articles", reader)
    with alone(folder):
        readings = {reading.no: reading for reading in readings_of(home, name, reader)}
        if no not in readings:
            raise SheetError([f"The audit {name} has no article `{no:.40}`. Load its list anew."])
        notes = {(kind, words): note for kind, words, note in readings[no].listed}
        said = {other.no: list(other.listed) for other in readings.values()}
        said[no] = [(kind, words, notes.get((kind, words), "")) for kind, words in rows]
        table = [(article, *row) for article, listed in said.items() for row in listed or [("", "", "")]]
        texts = {reading.no: reading.text for reading in readings.values()}
        sheets.read_listed(path.name, audit_folder.table_of(sheets.READER, table).encode(), texts)
        audit_folder.put_table(path, sheets.READER, table)


def _listed(folder: Path, reader: str) -> list[tuple[str, str, str, str]]:
    """(article, kind, words, note) of each row of a reader that says something."""
    path = audit_folder.sheet_of(folder, "articles", reader)
    rows = sheets.read_table(path.name, audit_folder.bytes_of(path), sheets.READER, ("article", "kind")) if path.is_file() else []
    return [(r["article"], r.get("kind", ""), r.get("words", ""), r.get("note", "")) for r in rows if r.get("kind") or r.get("words")]
