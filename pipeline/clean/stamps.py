"""Date stamps: lines that say when an article appeared or changed, and nothing else.

A stamp is a short line made of temporal expressions and of the stamp words of the packs (`chrome.toml`). What day the document takes from
its stamps is decided in `published`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import languages, pack
from pipeline.temporal import Expression, find
from pipeline.text import fold

_MAX_STAMP = 140
_WORDS = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:h]\s?\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The expressions of one line. `rest` counts the letters that neither they nor stamp words explain."""

    line_no: int
    expressions: tuple[Expression, ...]
    is_update: bool
    is_labelled: bool  # says what it is: published, updated
    rest: int


@lru_cache(maxsize=1)
def _stamp_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words: set[str] = set()
    updates: set[str] = set()
    for lang in languages():
        data = pack(lang).toml("chrome")
        words |= {fold(w) for w in data.get("stamp", ())}
        updates |= {fold(w) for w in data.get("updated", ())}
    return frozenset(words), tuple(sorted(updates))


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    """Words of stamps that are no small words of prose."""
    return frozenset(w for w in _stamp_words()[0] if len(w) > 3)


def stamp_of(text: str, line_no: int, lang: str) -> Stamp | None:
    """The line as a stamp, None where it holds no temporal expression or too much else (more than a third of its letters)."""
    if not text or len(text) > _MAX_STAMP:
        return None
    found: tuple[Expression, ...] = ()
    for tag in dict.fromkeys((lang, "en", *languages())):
        found = find(text, tag)
        if any(e.op != "date" or e.month is not None for e in found):
            break
    if not found and not _CLOCK.search(text):
        return None
    remaining = list(text)
    for expression in found:
        remaining[expression.start : expression.end] = " " * (expression.end - expression.start)
    known, updates = _stamp_words()
    words = [fold(w) for w in _WORDS.findall("".join(remaining))]
    folded = " " + " ".join(fold(w) for w in _WORDS.findall(text)) + " "
    rest = sum(len(w) for w in words if w not in known)
    letters = sum(map(str.isalpha, text))
    if rest > max(4, letters / 3) or (not found and rest > 0):
        return None
    return Stamp(
        line_no,
        found,
        any(f" {word} " in folded for word in updates),
        any(word in _labels() for word in folded.split()),
        rest,
    )
