"""Names that are to be forgotten, blanked in texts: a block for each character, so that no offset changes.

The register holds digests, not names: so every run of one to n words of a text is folded, salted, digested and looked up. Words are
letters and marks; between the words of a name may stand blanks, line breaks, hyphens, apostrophes and full stops. A run of words that
belongs to no name stays as it is. One word alone is blanked where it is written with a capital, or in an address; in scripts that write
particles onto the word (Arabic, Hebrew) the particle stays and the name goes.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.ingest.register import BESIDE, EVERYWHERE, MAX_WORDS, Register, Row, salted, sieve
from pipeline.ingest.views import Form, View, view
from pipeline.text import fold

BLOCK = "\u2588"
_GAP = re.compile(r"[\s\-\u2010-\u2013\u00b7'’ʼ`._+\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]{1,40}")
_ANY_GAP = re.compile(r"\W{1,40}|_{1,40}")
_CHUNK_SIDES = 200  # characters, to both sides, in which an address is looked for
_CHUNK = re.compile(r"[^\s\"'<>()]+")
_MIN_GLUED = 8  # letters of all words of a name in one, from which on they are a name (#HannaWestergaard)
_MOST_PARTICLES, _FEWEST_LETTERS = 2, 3


Word = tuple[int, int, str]  # start and end in the text, fold


@dataclass(frozen=True, slots=True)
class _Hit:
    number: int  # of the text
    start: int
    end: int
    row: Row


class _Joined(NamedTuple):
    """What a script writes onto the word behind it: a row of particles.tsv."""

    first: str
    last: str
    particles: str
    article: str
    to_the: str


@lru_cache(maxsize=1)
def _joined() -> tuple[_Joined, ...]:
    lines = files("pipeline.ingest").joinpath("particles.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple(_Joined(chr(int(row[0], 16)), chr(int(row[1], 16)), *(*row[2:], "", "")[:3]) for row in cells)


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """Letters, digits and the marks on them; the invisible signs that a fold takes away belong to the word too."""
    marks = "".join(chr(c) for c in range(0x300, sys.maxunicode + 1) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}\u00ad\u200c\u200d])*")


def words(text: str) -> list[Word]:
    """The words of a text, in order; those whose fold is empty are none."""
    return [(*m.span(), folded) for m in _word().finditer(text) if (folded := fold(m[0]))]


def key_of(name: str) -> tuple[int, str]:
    """(number of words, what is digested) of a name."""
    folds = [folded for _, _, folded in words(name)]
    return len(folds), " ".join(folds)


def glued_key(name: str) -> str | None:
    """All words of a name in one; None where that would be too short to be told from other words."""
    folds = [folded for _, _, folded in words(name)]
    glued = "".join(folds)
    return glued if len(folds) > 1 and len(glued) >= _MIN_GLUED else None


def rows_of(name: str, entry: str, salt: str, reason: str, day: str, *, scope: str = EVERYWHERE) -> list[Row]:
    """The rows of one name, and of all its words in one; none for what has no word or too many. `scope`: of a name of one word."""
    n, key = key_of(name)
    if not 1 <= n <= MAX_WORDS:
        return []
    scope = scope if n == 1 else EVERYWHERE
    rows = [Row(entry, "person", "name", scope, n, sieve(key.split(" ")[0], salt), salt, salted("name", key, salt), reason, day)]
    if (glued := glued_key(name)) is not None:
        rows.append(Row(entry, "person", "glued", EVERYWHERE, 1, sieve(glued, salt), salt, salted("glued", glued, salt), reason, day))
    return rows


def blanked(texts: Sequence[tuple[str, Form]], register: Register, article_id: str) -> list[str]:
    """The texts of one document with the names of the register blanked; the same strings where nothing is. `article_id`: for names
    that are blanked in one article only."""
    if not register.names:
        return [text for text, _ in texts]
    views = [view(text, form) for text, form in texts]
    hits = [hit for number, one in enumerate(views) for hit in _hits(number, one.text, register)]
    full = {hit.row.entry for hit in hits if hit.row.words > 1 or hit.row.scope == EVERYWHERE}
    out = [text for text, _ in texts]
    for number, one in enumerate(views):
        spans = [
            (hit.start, hit.end) for hit in hits
            if hit.number == number and (hit.row.scope == EVERYWHERE or (hit.row.scope == BESIDE and hit.row.entry in full)
                                         or hit.row.scope == salted("scope", article_id, hit.row.salt))
        ]  # fmt: skip
        out[number] = _with_blocks(out[number], one, spans) if spans else out[number]
    return out


def blanked_text(text: str, register: Register, form: Form = "text", article_id: str = "") -> str:
    """As `blanked`, of one text."""
    return blanked([(text, form)], register, article_id)[0]


def _hits(number: int, text: str, register: Register) -> Iterator[_Hit]:
    found = words(text)
    gap = _ANY_GAP if register.is_of_quotations else _GAP
    for salt, names in register.names.items():
        lengths = sorted({length for length, _ in names})
        for i, word in enumerate(found):
            for start, beginning in _beginnings(text, word, register, salt):
                folds = [beginning]
                for n in lengths:
                    while len(folds) < n and _is_linked(text, found, i + len(folds), gap):
                        folds.append(found[i + len(folds)][2])
                    if len(folds) < n:
                        break
                    yield from _of_window(number, text, names, salt, folds[:n], (start, found[i + n - 1][1]))


def _is_linked(text: str, found: Sequence[Word], i: int, gap: re.Pattern[str]) -> bool:
    """Whether word i may go on with a name that the word before it belongs to."""
    return i < len(found) and gap.fullmatch(text, found[i - 1][1], found[i][0]) is not None


def _of_window(
    number: int, text: str, names: dict[tuple[int, str], list[Row]], salt: str, folds: list[str], span: tuple[int, int]
) -> Iterator[_Hit]:
    n = len(folds)
    rows = names.get((n, salted("name", " ".join(folds), salt)), [])
    if n == 1:
        if rows and not _may_be_a_name(text, *span):
            rows = []
        if len(folds[0]) >= _MIN_GLUED:
            rows = rows + names.get((1, salted("glued", folds[0], salt)), [])
    for row in rows:
        yield _Hit(number, *span, row)


def _beginnings(text: str, word: Word, register: Register, salt: str) -> list[tuple[int, str]]:
    """Where a name may begin in a word, and the fold of its first word: the whole word, or what is left of it without particles."""
    start, _, folded = word
    found = [(start, folded)] if register.may_begin(folded, salt) else []
    if not text[start].isascii():
        found += [(_behind(text, word, n), rest) for n, rest in _without_particles(text[start], folded) if register.may_begin(rest, salt)]
    return found


def _without_particles(first: str, folded: str) -> Iterator[tuple[int, str]]:
    """(letters left out, the fold without them)"""
    script = next((row for row in _joined() if row.first <= first <= row.last), None)
    if script is None:
        return
    for n in range(_MOST_PARTICLES + 1):
        if n and folded[n - 1] not in script.particles:
            return
        rest = folded[n:]
        if len(rest) < _FEWEST_LETTERS:
            return
        if n:
            yield n, rest
        if script.to_the and rest.startswith(script.to_the):
            yield n + 1, script.article + rest[len(script.to_the) :]


def _behind(text: str, word: Word, n_letters: int) -> int:
    """Where the letter behind the first n begins; marks belong to the letter before them."""
    at, end, _ = word
    for _ in range(n_letters):
        at += 1
        while at < end and not text[at].isalnum():
            at += 1
    return at


def _may_be_a_name(text: str, start: int, end: int) -> bool:
    """Whether one word may be a name: it begins with a capital, its script knows none, or it stands in an address."""
    first = text[start]
    if first.isupper() or first.istitle() or first.lower() == first.upper():
        return True
    low = max(0, start - _CHUNK_SIDES)
    around = next((m[0] for m in _CHUNK.finditer(text, low, end + _CHUNK_SIDES) if m.start() <= start < m.end()), "")
    return "/" in around or "@" in around


def _with_blocks(source: str, seen: View, spans: Sequence[tuple[int, int]]) -> str:
    """The source with a block in the place of each character that shows within the spans, blanks left out."""
    places = sorted({seen.where(i) for start, end in spans for i in range(start, end) if not seen.text[i].isspace()})
    out: list[str] = []
    done = 0
    for start, end in places:
        if start < done:
            continue  # the second letter of one escape
        out += (source[done:start], BLOCK)
        done = end
    return "".join((*out, source[done:]))
