"""Phrases that sites wrap around articles: share buttons, "read also", credits, notices. The phrases are data,
`chrome.tsv` of each pack.

A page may speak another language than its article, so the phrases of all packs are looked up in every line. What a
line's
neighbours say about it is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import languages, pack, shared
from pipeline.model import LineRole
from pipeline.text import fold

_MAX = {"whole": 80, "start": 300, "end": 200, "label": 300, "any": 400}
_WORDS = re.compile(r"[^\W_]+")
_COUNT = re.compile(r"^\d+(?:[.,]\d+)?[kmk]?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of `chrome.tsv`: the words, where they must stand, and the role of such a line.

    `whole`: the line is this phrase (numbers aside), also said twice; `start`, `end`: it begins or ends so; `label`:
    it begins so, and a colon, a
    dash, a number or the end follows; `any`: it stands anywhere in it.
    """

    role: LineRole
    match: str
    words: tuple[str, ...]
    rule_id: str


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, list[Phrase]]]:
    """match → first word (`any`, `end`: each) → phrases, the longer first."""
    out: dict[str, dict[str, list[Phrase]]] = {kind: {} for kind in _MAX}
    packs = [(lang, pack(lang)) for lang in languages()] + [("shared", shared())]
    for lang, data in packs:
        for row in data.table("chrome"):
            words = tuple(_WORDS.findall(fold(row["phrase"])))
            key = words[-1] if row["match"] == "end" else words[0]
            phrase = Phrase(row["role"], row["match"], words, f"chrome_{lang}_{row['role']}")  # type: ignore[arg-type]
            out[row["match"]].setdefault(key, []).append(phrase)
    for table in out.values():
        for found in table.values():
            found.sort(key=lambda p: (-len(p.words), p.words))
    return out


def chrome_of(text: str) -> Phrase | None:
    """The phrase that makes this line chrome, None where none does. Only the first 400 characters are read."""
    sample = text[:400]
    folded = fold(sample)
    words = tuple(_WORDS.findall(folded))
    bare = tuple(w for w in words if not _COUNT.match(w))
    if not bare:
        return None
    tables, size = _phrases(), len(text)
    return (
        (_whole(bare, tables["whole"]) if size <= _MAX["whole"] else None)
        or (_opening(words, bare, folded, tables) if size <= _MAX["start"] else None)
        or (_closing(bare, tables["end"]) if size <= _MAX["end"] else None)
        or _anywhere(words, tables["any"])
    )


Table = dict[str, list[Phrase]]


def _opening(words: tuple[str, ...], bare: tuple[str, ...], folded: str, tables: dict[str, Table]) -> Phrase | None:
    for phrase in tables["start"].get(words[0], ()):
        if words[: len(phrase.words)] == phrase.words:
            return phrase
    for phrase in tables["label"].get(bare[0], ()):
        if bare[: len(phrase.words)] == phrase.words and _is_label(folded, phrase.words):
            return phrase
    return None


def _closing(bare: tuple[str, ...], table: Table) -> Phrase | None:
    return next((p for p in table.get(bare[-1], ()) if bare[-len(p.words) :] == p.words), None)


def _anywhere(words: tuple[str, ...], table: Table) -> Phrase | None:
    for i, word in enumerate(words):
        for phrase in table.get(word, ()):
            if words[i : i + len(phrase.words)] == phrase.words:
                return phrase
    return None


def _whole(bare: tuple[str, ...], table: Table) -> Phrase | None:
    """The line as a chain of whole phrases (`Facebook Twitter Share`, `Share Share`)."""
    at, first = 0, None
    while at < len(bare):
        found = next((p for p in table.get(bare[at], ()) if bare[at : at + len(p.words)] == p.words), None)
        if found is None:
            return None
        first = first or found
        at += len(found.words)
    return first


def _is_label(folded: str, words: tuple[str, ...]) -> bool:
    pattern = r"[\W_]*" + r"[\W_]+".join(map(re.escape, words)) + r"\s*(?:[:：|/©•·–—-]|\d|$)"
    return re.match(pattern, folded) is not None
