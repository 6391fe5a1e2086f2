"""Phrases that sites wrap around articles: share buttons, "read also", credits, notices. The phrases are data,
`chrome.tsv` of each language's folder and of `shared`; a folder that holds nothing else needs no pack.

A page may speak another language than its article, so the phrases of all languages are looked up in every line. Shapes that
no word tells (lists of tags, breadcrumbs, embedded posts) are in `furniture`. What a line's neighbours say about it is not
known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.clean.bylines import byline_of
from pipeline.clean.furniture import ADDRESS, furniture_of
from pipeline.clean.words import MAX, WHOLE, Words, end_of, words_of, words_of_all
from pipeline.languages import Pack, holding, shared
from pipeline.model import LineRole

# The longest line, in characters, in which a phrase is looked for. A short phrase within a paragraph settles nothing.
_MAX = {"whole": 80, "start": 220, "end": 200, "label": MAX, "any": 220, "tail": 220}
_MAX_WHOLE = _MAX["whole"]
_STOPS = ".!?…。！？؟"
_TAIL = 70  # characters at the end of a line in which a `tail` must stand
_BEHIND_LABEL = re.compile(r"\s*(?:[:：|/©•·>›»–—]|\d|$)|\s+-")  # no hyphen: Bild-Zeitung
_BEHIND_TAIL = re.compile(r"\s?[:：/|©]\s{0,3}(\S[^.!?…。！？]{1,60})[.\s]*$")
_MARKS_OF_TAILS = re.compile(r"[:：/|©]")
_CHAINED = frozenset({"share", "comment"})  # roles that stand in one row of buttons
_SEAM = re.compile(r"([^\W\dA-Z_])(?=[A-Z])")
_FEW = 2  # words in which others may be hidden
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


Table = dict[str, list[Phrase]]


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Table]:
    """match → first word (`end`, `tail`: the last) → phrases, the longer first."""
    out: dict[str, Table] = {kind: {} for kind in _MAX}
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
    for (match, words), phrase in known.items():
        out[match].setdefault(words[-1] if match in ("end", "tail") else words[0], []).append(phrase)
    for table in out.values():
        for found in table.values():
            if len(found) > 1:
                found.sort(key=lambda p: (-len(p.words), p.words))
    return out


def chrome_of(text: str, words: Words | None = None) -> Phrase | None:
    """The phrase that makes this line chrome, None where none does. `words` are those of the line, where they are known."""
    size = len(text)
    if size > MAX:
        return None
    if words is None:
        words = words_of(text)
    if not words.bare:
        return _shape(text)
    tables = _phrases()
    # Most lines are none: each look-up is asked for by the word that all its phrases share a place with.
    found = None
    if size <= _MAX_WHOLE:
        if words.bare[0] in tables["whole"]:
            found = _whole(words.bare, len(words.bare) < len(words.all), tables["whole"])
        if found is None and len(words.bare) <= _FEW:
            found = _joined(text, tables["whole"])
    if found is None and (words.all[0] in tables["start"] or words.all[0] in tables["label"]):
        found = _opening(text, words.all, tables)
    if found is None and words.last and words.last[-1] in tables["end"] and size <= _MAX["end"]:
        found = _closing(text, words.last, tables["end"])
    if found is None and size <= _MAX["any"]:
        found = _anywhere(words.all if size <= WHOLE else words.last, tables["any"])
    found = found or (_tail(text, tables["tail"]) if len(text) <= _MAX["tail"] else None)
    return found or _shape(text)


def _shape(text: str) -> Phrase | None:
    found = furniture_of(text)
    if found is None or (found is ADDRESS and byline_of(text) is not None):  # a writer may give an address
        return None
    return Phrase(found.role, "whole", (found.name,), found.rule_id, frozenset())


def _opening(text: str, words: Sequence[str], tables: dict[str, Table]) -> Phrase | None:
    first = words[0]
    if len(text) <= _MAX["start"]:
        for phrase in tables["start"].get(first, ()):
            if words[: len(phrase.words)] == phrase.words:
                return phrase
    for phrase in tables["label"].get(first, ()):
        n = len(phrase.words)
        if words[:n] == phrase.words and _BEHIND_LABEL.match(text, end_of(text, n)):
            return phrase
    return None


def _closing(text: str, bare: Sequence[str], table: Table) -> Phrase | None:
    """A single word that ends a sentence is one of prose."""
    if not bare or bare[-1] not in table:
        return None
    least = 2 if text[-1] in _STOPS else 1
    return next((p for p in table.get(bare[-1], ()) if len(p.words) >= least and bare[-len(p.words) :] == p.words), None)


def _anywhere(words: Sequence[str], table: Table) -> Phrase | None:
    if table.keys().isdisjoint(words):
        return None
    for i, word in enumerate(words):
        for phrase in table.get(word, ()):
            if words[i : i + len(phrase.words)] == phrase.words:
                return phrase
    return None


def _tail(text: str, table: Table) -> Phrase | None:
    """… in the harbour. Photo: Name/Agency"""
    low = max(0, len(text) - _TAIL)
    if _MARKS_OF_TAILS.search(text, low) is None:
        return None
    for mark in _MARKS_OF_TAILS.finditer(text, low):
        head = words_of(text[max(0, mark.start() - 40) : mark.start()]).all
        for phrase in table.get(head[-1], ()) if head else ():
            if head[-len(phrase.words) :] == phrase.words and _are_names(text, mark.start()):
                return phrase
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
        found = next((p for p in table.get(bare[at], ()) if bare[at : at + len(p.words)] == p.words), None)
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
