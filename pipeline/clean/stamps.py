"""Date stamps: lines that say when an article appeared or changed, and nothing else.

A stamp is a short line made of temporal expressions and of the stamp words of the packs (`chrome.toml`). What day the
document takes from
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
    place: str | None = None  # "Baghdad" in "Baghdad, 19 November 2024"


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
    """The line as a stamp, None where it holds no temporal expression or too much else (more than a third of its
    letters).
    """
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
    place = _place(text, found, known)
    if place is None and (rest > max(4, letters / 3) or (not found and rest > 0)):
        return None
    return Stamp(
        line_no,
        found,
        any(f" {word} " in folded for word in updates),
        any(word in _labels() for word in folded.split()),
        rest,
        place,
    )


def _place(text: str, found: tuple[Expression, ...], known: frozenset[str]) -> str | None:
    """One to three capitalised words (or words of a script without capitals) before the only full date of the line,
    and nothing behind it.
    """
    if len(found) != 1 or found[0].day is None or found[0].month is None or any(c.isalnum() for c in text[found[0].end :]):
        return None
    head = text[: found[0].start].strip(" ,،:–—-")
    words = _WORDS.findall(head)
    if not 1 <= len(words) <= 3 or len(head) > 30 or any(c.isdigit() for c in head):
        return None
    if any(fold(w) in known or not (w[0].isupper() or w[0].lower() == w[0].upper()) for w in words):
        return None
    return head


_DATELINE = re.compile(r"\s{0,3}(?:[(\[][^()\[\]]{2,30}[)\]])?\s{0,3}[)\]:–—-]")


def dateline_of(paragraph: str, lang: str) -> Expression | None:
    """The day in the dateline with which a report opens: `BAGHDAD, Nov 19 (Agency) – …`; None where it opens
    otherwise.
    """
    head = paragraph[:100]
    for found in find(head, lang):
        if found.op != "date" or found.day is None or found.start > 45:
            return None
        words = _WORDS.findall(head[: found.start])
        is_place = 1 <= len(words) <= 4 and all(w[0].isupper() or w[0].lower() == w[0].upper() for w in words)
        return found if is_place and _DATELINE.match(head, found.end) else None
    return None
