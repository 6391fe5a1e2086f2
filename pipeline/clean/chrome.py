"""Phrases that sites wrap around articles: share buttons, "read also", credits, notices. The phrases are data,
`chrome.tsv` of each language's folder and of `shared`; a folder that holds nothing else needs no pack.

A page may speak another language than its article, so the phrases of all languages are looked up in every line. Shapes that
no word tells (lists of tags, breadcrumbs, embedded posts) are in `furniture`. What a line's neighbours say about it is not
known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.clean import asks as rooms
from pipeline.clean.bylines import byline_of
from pipeline.clean.furniture import ADDRESS, furniture_of
from pipeline.clean.words import MAX, WHOLE, Words, end_of, words_of, words_of_all
from pipeline.languages import Pack, holding, shared
from pipeline.languages.shelf import kept
from pipeline.model import LineRole

# The longest line, in characters, in which a phrase is looked for. A short phrase within a paragraph settles nothing.
_MAX = {"whole": 80, "start": 220, "end": 200, "label": MAX, "any": 220, "tail": 220}
_MAX_WHOLE = _MAX["whole"]
_STOPS = ".!?…。！？؟"
_TAIL = 70  # characters at the end of a line in which a `tail` must stand
_BEHIND_LABEL = re.compile(r"\s*(?:[:：|/©•·>›»–—]|\d|$)|\s+-")  # no hyphen: Bild-Zeitung
_BEHIND_TAIL = re.compile(r"\s?[:：/|©]\s{0,3}(\S[^.!?…。！？]{1,60})[.\s]*$")
TAIL_MARKS = ":：/|©"
_MARKS_OF_TAILS = re.compile(f"[{TAIL_MARKS}]")
_CHAINED = frozenset({"share", "comment"})  # roles that stand in one row of buttons
_SEAM = re.compile(r"([^\W\dA-Z_])(?=[A-Z])")
FEW = 2  # words in which others may be hidden
_MAX_NAMES = 7  # words behind a `tail`


class Phrase(NamedTuple):  # thousands are made at start, and a tuple is made in a third of the time of a frozen dataclass
    """One row of `chrome.tsv`: the words, where they must stand, and the role of such a line.

    `whole`: the line is this phrase (numbers aside), also said twice or in a chain of such phrases of one language; `start`,
    `end`: it begins or ends so; `label`: it begins so, and a colon, a dash, a number or the end follows; `tail`: near its end
    it says so, and a colon or slash and names follow; `any`: it stands anywhere in it.
    """

    role: LineRole
    match: str
    words: tuple[str, ...]
    rule_id: str
    languages: frozenset[str]

    @property
    def text(self) -> str:
        """The folded words as they are written: with spaces, where the script sets them."""
        return ("" if all(len(w) == 1 for w in self.words) and not self.words[0].isascii() else " ").join(self.words)


Table = dict[str, tuple[tuple[int, dict[tuple[str, ...], Phrase]], ...]]  # by the first word: number of words, the longer first → phrases


@lru_cache(maxsize=1)
@kept
def _phrases() -> dict[str, Table]:
    """match → first word (`end`, `tail`: the last) → phrases, the longer first."""
    known: dict[tuple[str, tuple[str, ...]], Phrase] = {}
    for data in [shared(), *map(Pack, holding("chrome"))]:
        own, rows = frozenset({data.lang}), data.table("chrome")
        for row, words in zip(rows, words_of_all([row["phrase"] for row in rows]), strict=True):
            match = row["match"]
            if not words or match not in _MAX:
                raise ValueError(f"chrome.tsv of {data.lang}: {row['phrase']!r} has no words or an unknown match; correct the row")
            phrase = known.get((match, words))
            if phrase is not None:
                known[match, words] = phrase._replace(languages=phrase.languages | own)
            else:
                known[match, words] = Phrase(row["role"], match, words, f"chrome_{data.lang}_{row['role']}", own)  # type: ignore[arg-type]
    out: dict[str, dict[str, dict[int, dict[tuple[str, ...], Phrase]]]] = {kind: {} for kind in _MAX}
    for (match, words), phrase in known.items():
        edge = words[-1] if match in ("end", "tail") else words[0]
        out[match].setdefault(edge, {}).setdefault(len(words), {})[words] = phrase
    return {kind: {word: tuple(sorted(found.items(), reverse=True)) for word, found in table.items()} for kind, table in out.items()}


def openers() -> dict[str, int]:
    """Words with which a phrase may begin a line, and the bits of its place."""
    tables = _phrases()
    bits = (("whole", rooms.WHOLE), ("start", rooms.OPENING), ("label", rooms.OPENING))
    out: dict[str, int] = {}
    for kind, bit in bits:
        out.update({word: out.get(word, 0) | bit for word in tables[kind]})
    return out


def closers() -> dict[str, int]:
    """Words with which a phrase may end a line, and the bits of its place."""
    return dict.fromkeys(_phrases()["end"], rooms.CLOSING)


def anywhere() -> frozenset[str]:
    """Words with which a phrase begins that may stand anywhere in a line."""
    return frozenset(_phrases()["any"])


def may_be_joined(text: str) -> bool:
    """Could a line of few words be buttons that were copied without a space between them?"""
    return _SEAM.search(text) is not None


def chrome_of(text: str, words: Words | None = None, asks: int = rooms.ALL) -> Phrase | None:
    """The phrase that makes this line chrome, None where none does. `words` are those of the line, where they are known; `asks`:
    bits of `asks` for the places in which a phrase may stand, as far as that is known."""
    size = len(text)
    if size > MAX:
        return None
    if words is None:
        words = words_of(text)
    found = _phrase(text, size, words, asks) if words.bare and asks & ~rooms.SHAPE else None
    return found or (_shape(text) if asks & rooms.SHAPE else None)


def _phrase(text: str, size: int, words: Words, asks: int) -> Phrase | None:
    # Most lines are none: each look-up is asked for by the word that all its phrases share a place with.
    tables, found = _phrases(), None
    if asks & rooms.WHOLE and size <= _MAX_WHOLE:
        if words.bare[0] in tables["whole"]:
            found = _whole(words.bare, len(words.bare) < len(words.all), tables["whole"])
        if found is None and len(words.bare) <= FEW:
            found = _joined(text, tables["whole"])
    if found is None and asks & rooms.OPENING and (words.all[0] in tables["start"] or words.all[0] in tables["label"]):
        found = _opening(text, words.all, tables)
    if found is None and asks & rooms.CLOSING and words.last and words.last[-1] in tables["end"] and size <= _MAX["end"]:
        found = _closing(text, words.last, tables["end"])
    if found is None and asks & rooms.ANYWHERE and size <= _MAX["any"]:
        found = _anywhere(words.all if size <= WHOLE else words.last, tables["any"])
    if found is None and asks & rooms.TAIL and size <= _MAX["tail"]:
        found = _tail(text, tables["tail"])
    return found


def _shape(text: str) -> Phrase | None:
    found = furniture_of(text)
    if found is None or (found is ADDRESS and byline_of(text) is not None):  # a writer may give an address
        return None
    return Phrase(found.role, "whole", (found.name,), found.rule_id, frozenset())


def _opening(text: str, words: tuple[str, ...], tables: dict[str, Table]) -> Phrase | None:
    first = words[0]
    if len(text) <= _MAX["start"]:
        for n, phrases in tables["start"].get(first, ()):
            if words[:n] in phrases:
                return phrases[words[:n]]
    for n, phrases in tables["label"].get(first, ()):
        if words[:n] in phrases and _BEHIND_LABEL.match(text, end_of(text, n)):
            return phrases[words[:n]]
    return None


def _closing(text: str, bare: tuple[str, ...], table: Table) -> Phrase | None:
    """A single word that ends a sentence is one of prose."""
    if not bare or bare[-1] not in table:
        return None
    least = 2 if text[-1] in _STOPS else 1
    return next((phrases[bare[-n:]] for n, phrases in table[bare[-1]] if n >= least and bare[-n:] in phrases), None)


def _anywhere(words: tuple[str, ...], table: Table) -> Phrase | None:
    for i in [i for i, word in enumerate(words) if word in table]:
        for n, phrases in table[words[i]]:
            if words[i : i + n] in phrases:
                return phrases[words[i : i + n]]
    return None


def _tail(text: str, table: Table) -> Phrase | None:
    """… in the harbour. Photo: Name/Agency"""
    low = max(0, len(text) - _TAIL)
    if _MARKS_OF_TAILS.search(text, low) is None:
        return None
    for mark in _MARKS_OF_TAILS.finditer(text, low):
        head = words_of(text[max(0, mark.start() - 40) : mark.start()]).all
        for n, phrases in table.get(head[-1], ()) if head else ():
            if head[-n:] in phrases and _are_names(text, mark.start()):
                return phrases[head[-n:]]
    return None


def _are_names(text: str, at: int) -> bool:
    behind = _BEHIND_TAIL.match(text, at)
    if behind is None:
        return False
    words = behind.group(1).split()
    if "://" in text or "www." in text:
        return False
    return len(words) <= _MAX_NAMES and (words[0][0].upper() == words[0][0] or "/" in behind.group(1) or len(words) == 1)


def _joined(text: str, table: Table) -> Phrase | None:
    """Buttons that were copied without a space between them: `ShareTweetPrint`."""
    if _SEAM.search(text) is None:
        return None
    bare = words_of(_SEAM.sub(r"\1 ", text)).bare
    return _whole(bare, False, table) if len(bare) > 1 else None


def _whole(bare: tuple[str, ...], is_counted: bool, table: Table) -> Phrase | None:
    """The line as a chain of whole phrases of one language (`Facebook Twitter Share`, `Share Share`)."""
    at, first, languages = 0, None, frozenset[str]()
    if len(bare) == 1 and len(bare[0]) == 1 and is_counted and bare[0].isascii():
        return None  # 1920 x 1080
    while at < len(bare):
        found = next((phrases[bare[at : at + n]] for n, phrases in table.get(bare[at], ()) if bare[at : at + n] in phrases), None)
        if found is None:
            return None
        at += len(found.words)
        if first is not None and found.role != first.role and not {found.role, first.role} <= _CHAINED:
            return None  # Google Home
        if first is None:
            first, languages = found, found.languages
        elif "shared" in languages:
            languages = found.languages
        elif "shared" not in found.languages:
            languages &= found.languages
            if not languages:
                return None
    return first
