"""The folder of an audit, below `$DATELINE_HOME/audits`: what is written for coders, and what they wrote is read.

Here stand the files and nothing else: what they mean is `pipeline/audit`. A file is replaced in one step; a coder's verdicts are never
taken away. Pages that offer the sample go through `audit_tasks.py`; a page and a spreadsheet may be used in turn.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.audit import recall as reading
from pipeline.audit import score, sheets, verdicts
from pipeline.audit.design import Design, as_json, from_json
from pipeline.audit.questions import NOTHING, READ_KINDS, VERDICTS
from pipeline.audit.report import Audit
from pipeline.audit.sheets import Keyed, SheetError, Verdict
from pipeline.warehouse.audit_draw import Draw
from pipeline.warehouse.lock import alone
from pipeline.warehouse.query import csv_text

FOLDER = "audits"
_NAME = re.compile(r"\w[\w.-]{0,39}")
_GUIDE = f"""How to judge this sample

Fill in the column `verdict` of coder-<your name>.csv: {", ".join(VERDICTS)} (or their first letters). Each row puts one statement about the
passage in the column `evidence`, about what stands between the marks there; `note` is yours. Leave a row empty that you have not judged;
write `unsure` where you have and cannot tell. Judge alone: agreement is told only of coders who did not talk about the items.
`partly` is for what is neither: a speech with a word too many, parties of whom one is wrong.

Read the articles of articles.csv in full, and list in articles-<your name>.csv what stands there, a row each: the article, the kind
({", ".join(READ_KINDS)}), and the first words of it, copied from the article's file; of an event, the word that tells it. List all of the
kinds that you look for, not only what is hard. An article with none of them gets one row of the kind `{NOTHING}`.

Verdicts can be made judgements (`dateline audit apply`). Where something is wrong and you know what is right, begin the note with what it
is and a colon:
  of a speech   “words: …” (the right words, copied from the evidence), “speaker: Halima Barka”, or, whatever the verdict is,
                “kind: indirect” (direct: in marks; mixed: in marks inside reported speech)
  of a name     “words: …”, “type: ORG” (PER: a person, ORG: a body, GPE: a country or town, LOC: a river and the like, MISC: else)
  of an act     “type: CONSULT” or “type: CONSULT/visit”, “words: …” (the word that tells it), “date: 2025-03-04”, “realis: planned”,
                “actor: …”, “recipient: …”, “participant: …”, “host: …”
“none” behind the colon says that there is nothing of it, or nobody. A speech or a name whose words are wrong, and a word that tells no such
act, are taken out where the note does not say what is right.

Where coders disagree, somebody may settle it: a file coder-{verdicts.ADJUDICATED}.csv outranks all others.

Save as “CSV UTF-8”. key.csv and found.json tell what the machine decided: do not open them before you are done.
These files hold passages and whole articles of your texts. They are written to this machine only; mind whom you give them to.
"""


def folder_of(home: Path, name: str) -> Path:
    """Where an audit lies. Raises SheetError for a name that is none of a folder."""
    if not _NAME.fullmatch(name):
        raise SheetError([f"`{name:.60}` cannot name an audit. Write letters, digits, `-`, `_` and `.`, forty at most."])
    return home / FOLDER / name


def names(home: Path) -> list[str]:
    """The audits there are."""
    return sorted(path.parent.name for path in (home / FOLDER).glob("*/design.json"))


def design_of(home: Path, name: str) -> Design | None:
    """How an audit was drawn; None where there is none of that name. Raises SheetError."""
    path = folder_of(home, name) / "design.json"
    return from_json(str(path), path.read_text(encoding="utf-8")) if path.is_file() else None


def write(home: Path, draw: Draw, coders: Sequence[str]) -> Path:
    """Lay out a draw for its coders. An audit of that name that was drawn alike is made larger: verdicts stay. Raises SheetError where it
    was drawn otherwise."""
    folder = folder_of(home, draw.design.name)
    for coder in coders:
        sheet_of(folder, "coder", coder)
    before = design_of(home, draw.design.name)
    if before is not None:
        _refuse_other(folder, before, draw.design)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    with alone(folder):
        ids = [item.id for item in draw.items]
        # What there is already is read first: a sheet that cannot be read stops all before anything is replaced.
        there = {name: verdicts_of(folder, name, ids) for name in {*coders, *people(folder, "coder")}}
        _put(folder / "README.txt", _GUIDE)
        put_table(folder / "sample.csv", sheets.SAMPLE, [(*item.shown, *item.place) for item in draw.items])
        put_table(folder / "key.csv", sheets.KEY, [item.key for item in draw.items])
        for text in draw.texts:
            _put(folder / "articles" / f"{text.no}.txt", text.text)
        put_table(folder / "articles.csv", sheets.ARTICLES, [(t.no, f"articles/{t.no}.txt", t.uri, t.url) for t in draw.texts])
        _put(folder / "found.json", json.dumps({text.no: text.found for text in draw.texts}, indent=1) + "\n")
        for name, said in there.items():
            rows = [(*item.shown, *said_of(said.get(item.id)), *item.place) for item in draw.items]
            put_table(sheet_of(folder, "coder", name), sheets.CODER, rows)
            mine = sheet_of(folder, "articles", name)
            if draw.texts and name != verdicts.ADJUDICATED and not mine.exists():
                put_table(mine, sheets.READER, [(text.no, "", "", "") for text in draw.texts])
        _put(folder / "design.json", as_json(draw.design))
    return folder


def read(home: Path, name: str) -> tuple[Design, list[Keyed], dict[str, dict[str, Verdict]]]:
    """An audit's design, its key, and coder → item → verdict. Raises SheetError, with all that is wrong in all sheets."""
    folder, design = existing(home, name)
    key = key_of(folder)
    ids = [entry.id for entry in key]
    found: dict[str, dict[str, Verdict]] = {}
    problems: list[str] = []
    for coder in people(folder, "coder"):
        try:
            found[coder] = verdicts_of(folder, coder, ids)
        except SheetError as error:
            problems += error.problems
    if problems:
        raise SheetError(problems)
    return design, key, found


def audit_of(home: Path, name: str) -> Audit:
    """All figures of an audit. Raises SheetError."""
    design, key, said = read(home, name)
    folder = folder_of(home, name)
    counts, missed, seen, readers = _readings(folder, design)
    languages = {no: lang for no, (_, lang, _) in design.articles.items()}
    return Audit(
        design, tuple(verdicts.coders(said)), tuple(readers), bool(said.get(verdicts.ADJUDICATED)),
        tuple(score.figures(key, design.sizes, design.by, verdicts.settled(said))), tuple(verdicts.agreements(key, said)),
        tuple(reading.recall(counts, seen, languages, "lang" if "lang" in design.by else "")), tuple(missed),
    )  # fmt: skip


def _readings(
    folder: Path, design: Design
) -> tuple[dict[tuple[str, str], tuple[int, int]], list[reading.Missed], frozenset[str], list[str]]:
    texts = {no: bytes_of(folder / "articles" / f"{no}.txt").decode("utf-8") for no in design.articles}
    found = {
        no: {kind: [(int(start), int(end)) for start, end in spans] for kind, spans in kinds.items()}
        for no, kinds in json.loads(bytes_of(folder / "found.json")).items()
    }
    listed: list[sheets.Listed] = []
    seen: set[str] = set()
    readers: list[str] = []
    problems: list[str] = []
    for name in people(folder, "articles"):
        path = sheet_of(folder, "articles", name)
        try:
            theirs, articles = sheets.read_listed(path.name, path.read_bytes(), texts)
        except SheetError as error:
            problems += error.problems
            continue
        listed += theirs
        seen |= articles
        readers += [name] if articles else []
    if problems:
        raise SheetError(problems)
    counts, missed = reading.compare(listed, texts, found)
    return counts, missed, frozenset(seen), readers


def existing(home: Path, name: str) -> tuple[Path, Design]:
    """The folder of an audit that was drawn, and how. Raises SheetError where there is none."""
    design = design_of(home, name)
    if design is None:
        known = ", ".join(names(home)) or "none"
        raise SheetError([f"There is no audit `{name}` in {home / FOLDER}: there are {known}. Draw one: dateline audit draw {name}"])
    return folder_of(home, name), design


def _refuse_other(folder: Path, before: Design, now: Design) -> None:
    other = [f for f in ("version", "seed", "by", "of") if getattr(before, f) != getattr(now, f)]
    other += [f for f in ("sample", "n_articles") if getattr(before, f) > getattr(now, f)]
    if other:
        said = "; ".join(f"{f} {_shown(getattr(before, f))}, not {_shown(getattr(now, f))}" for f in other)
        raise SheetError(
            [f"There is an audit in {folder} already, drawn otherwise: {said}. Choose another name, or draw alike and no less."]
        )


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def people(folder: Path, what: str) -> list[str]:
    """Who has a sheet: `coder` for the sample, `articles` for what readers list."""
    return sorted(path.stem.removeprefix(f"{what}-") for path in folder.glob(f"{what}-*.csv"))


def sheet_of(folder: Path, what: str, who: str) -> Path:
    """Where somebody's sheet lies. Raises SheetError for a name that is none of a file."""
    if not _NAME.fullmatch(who):
        raise SheetError([f"`{who:.60}` cannot name a coder's file. Write letters, digits, `-`, `_` and `.`, forty at most."])
    return folder / f"{what}-{who}.csv"


def verdicts_of(folder: Path, coder: str, items: Sequence[str]) -> dict[str, Verdict]:
    """Item → verdict; nothing where the coder has no sheet. Raises SheetError."""
    path = sheet_of(folder, "coder", coder)
    return sheets.read_verdicts(path.name, path.read_bytes(), items) if path.is_file() else {}


def said_of(verdict: Verdict | None) -> tuple[str, str]:
    """The cells `verdict` and `note`."""
    return (verdict.verdict, verdict.note) if verdict else ("", "")


def sample_of(folder: Path) -> list[dict[str, str]]:
    """The rows of the sample. Raises SheetError."""
    return sheets.read_sample("sample.csv", bytes_of(folder / "sample.csv"))


def key_of(folder: Path) -> list[Keyed]:
    """What the key says of each item. Raises SheetError."""
    return sheets.read_key(str(folder / "key.csv"), bytes_of(folder / "key.csv"))


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises SheetError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SheetError([f"{path} cannot be read: {error.strerror or error}. Draw the sample anew, in the same way."]) from error


def put_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Replace a sheet."""
    _put(path, table_of(columns, rows))


def table_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A sheet as spreadsheets read it: with a byte order mark, or Excel shows no Arabic; and nothing in it is a formula."""
    return "\ufeff" + csv_text(columns, list(rows), "\r\n")


def _put(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
