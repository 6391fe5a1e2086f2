"""The sheets of an audit: what stands in their columns, and how what coders wrote is read back.

A sheet is CSV as spreadsheets save it (comma, semicolon or tab; UTF-8). All that is wrong in it is told at once, each problem with file,
line, column and what to do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.audit.questions import NOTHING, READ_KINDS, VERDICTS, Stratum
from pipeline.resolve.judgement_files import Cells, read_rows

SHOWN = ("item", "kind", "question", "evidence", "other_evidence")
PLACE = ("uri", "start_char", "end_char", "url", "other_uri", "other_start_char", "other_end_char", "other_url")
SAMPLE = (*SHOWN, *PLACE)
CODER = (*SHOWN, "verdict", "note", *PLACE)
KEY = ("item", "unit", "group", "question", "lang", "source", "type")
ARTICLES = ("article", "file", "uri", "url")
READER = ("article", "kind", "words", "note")
_OPEN, _CLOSE = "⟦", "⟧"
_LONGEST = 4000  # characters of marked words; a spreadsheet's cell takes 32,767
_SAFE = re.compile(r"'+[=+\-@＝＋－＠]")  # how `query.harmless` writes what a spreadsheet would take for a formula


class SheetError(Exception):
    """Sheets that cannot be used. The message: a sentence or two for each problem: what is wrong, where, and what to do."""

    def __init__(self, problems: Iterable[str], shown: int = 20) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - shown
        super().__init__("\n".join([*self.problems[:shown], *([f"… and {more} more."] if more > 0 else [])]))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with what stands around them. Offsets are code points of `articles.text`, half-open."""

    uri: str
    url: str
    start_char: int
    end_char: int
    before: str
    words: str
    behind: str

    @property
    def marked(self) -> str:
        """On one line, the words between ⟦ and ⟧, line ends as ⏎; what is very long is cut in its middle."""
        words = self.words
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST // 2]} […] {words[-_LONGEST // 2 :]}"
        lines = f"{self.before}{_OPEN}{words}{_CLOSE}{self.behind}".split("\n")
        return " ⏎ ".join(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Item:
    """One statement about one unit. `id`: the same in every audit; `unit`: the id or ids of the warehouse that it is about; `stratum`: its
    language, outlet and type, as far as the audit goes by them."""

    id: str
    kind: str
    group: str
    question: str
    unit: str
    stratum: Stratum
    says: str
    passage: Passage
    other: Passage | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """Cells of `SHOWN`: what a coder sees, nothing of what the machine decided."""
        return self.id, self.kind, self.says, self.passage.marked, self.other.marked if self.other else ""

    @property
    def place(self) -> tuple[str | int, ...]:
        """Cells of `PLACE`."""
        p, o = self.passage, self.other
        other = (o.uri, o.start_char, o.end_char, o.url) if o else ("", "", "", "")
        return p.uri, p.start_char, p.end_char, p.url, *other

    @property
    def key(self) -> tuple[str, ...]:
        """Cells of `KEY`."""
        return self.id, self.unit, self.group, self.question, *self.stratum


@dataclass(frozen=True, slots=True)
class Keyed:
    """What the key says of an item."""

    id: str
    unit: str
    group: str
    question: str
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coder says of an item."""

    verdict: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a reader of a whole article lists: a kind, and the words where it stands. `place`: file and line, for messages."""

    article: str
    kind: str
    words: str
    place: str


def read_key(file: str, content: bytes) -> list[Keyed]:
    """The key of an audit. Raises SheetError."""
    rows, problems = _rows(file, content, KEY, ("item", "unit", "group", "question"))
    if problems:
        raise SheetError(problems)
    return [
        Keyed(c["item"], c["unit"], c["group"], c["question"], (c.get("lang", ""), c.get("source", ""), c.get("type", "")))
        for _, c in rows
    ]  # fmt: skip


def read_sample(file: str, content: bytes) -> list[Cells]:
    """The rows of the sample, column → cell. Raises SheetError."""
    return read_table(file, content, SAMPLE, (*SHOWN, "uri", "start_char", "end_char"))


def read_table(file: str, content: bytes, known: Sequence[str], always: Sequence[str]) -> list[Cells]:
    """The rows of a sheet with these columns, column → cell. Raises SheetError."""
    rows, problems = _rows(file, content, known, always)
    if problems:
        raise SheetError(problems)
    return [cells for _, cells in rows]


def read_verdicts(file: str, content: bytes, items: Sequence[str]) -> dict[str, Verdict]:
    """Item → verdict, of a coder's sheet; rows without verdict are left out. Raises SheetError, with all bad rows."""
    rows, problems = _rows(file, content, CODER, ("item", "verdict"))
    known = frozenset(items)
    out: dict[str, Verdict] = {}
    for line, cells in rows:
        item, said = cells["item"], cells["verdict"].casefold()
        if item not in known:
            problems.append(f"{file} line {line}, column `item`: this audit has no item `{item:.40}`. Copy the row anew from sample.csv.")
            continue
        if not said:
            continue
        verdict = next((v for v in VERDICTS if said in (v, v[0])), None)
        if verdict is None:
            near = difflib.get_close_matches(said, VERDICTS, n=1)
            advice = f"Did you mean `{near[0]}`? " if near else ""
            problems.append(
                f"{file} line {line}, column `verdict`: {cells['verdict']!r:.40} is no verdict. {advice}Write {', '.join(VERDICTS)}, or"
                " nothing where you have not judged."
            )
        elif item in out and out[item].verdict != verdict:
            problems.append(f"{file} line {line}: the item {item} was judged before in this file, otherwise. Take one of the rows out.")
        else:
            out[item] = Verdict(verdict, cells.get("note", ""))
    if problems:
        raise SheetError(problems)
    return out


def note_of(note: str, known: Sequence[str]) -> tuple[str, str]:
    """What a note says is right: one of `known`, that stands with a colon at its beginning, and the words behind it; ("", note) where it
    says nothing of the kind."""
    what, colon, words = note.partition(":")
    what = what.strip().casefold()
    return (what, words.strip()) if colon and what in known and words.strip() else ("", note)


def read_listed(file: str, content: bytes, articles: Mapping[str, str]) -> tuple[list[Listed], frozenset[str]]:
    """What a reader lists, and the articles that were read: those with a row that says something. `articles`: those of the audit, with
    their texts. Raises SheetError, with all bad rows."""
    rows, problems = _rows(file, content, READER, ("article", "kind", "words"))
    out: list[Listed] = []
    had: set[str] = set()
    for line, cells in rows:
        article, kind, words = cells["article"], cells["kind"].casefold().removesuffix("s"), cells["words"]
        place = f"{file} line {line}"
        if article not in articles:
            problems.append(f"{place}, column `article`: this audit has no article `{article:.40}`. See articles.csv.")
        elif not kind and not words:
            continue
        elif kind == NOTHING:
            had.add(article)
        elif kind not in READ_KINDS:
            problems.append(
                f"{place}, column `kind`: {cells['kind']!r:.40} is none. Write {', '.join(READ_KINDS)}, or {NOTHING} where the article has"
                " none of them."
            )
        elif not words:
            problems.append(f"{place}, column `words` is empty. Copy the first words of what you found from the article's file.")
        elif not places(words, articles[article]):
            problems.append(
                f"{place}, column `words`: {words!r:.60} does not stand in article {article}. Copy the words as they stand there."
            )
        else:
            had.add(article)
            out.append(Listed(article, kind, words, place))
    if problems:
        raise SheetError(problems)
    return out, frozenset(had)


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever signs and blanks are between them, and letters' case aside: [start, end) each."""
    parts = re.findall(r"[^\W_]+", words)
    if not parts:
        return []
    return [m.span() for m in re.finditer(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, parts)), text, re.IGNORECASE)]


def _rows(file: str, content: bytes, known: Sequence[str], always: Sequence[str]) -> tuple[list[tuple[int, Cells]], list[str]]:
    found: list[tuple[int, Cells]] = []
    problems: list[str] = []
    for row in read_rows(file, content, known, always):
        if isinstance(row, str):
            problems.append(row)
        else:
            found.append((row[1], {column: value[1:] if _SAFE.match(value) else value for column, value in row[2].items()}))
    return found, problems
