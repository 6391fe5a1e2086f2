"""The words of a short line in folded form, made once and shared by all rooms that look up phrases in it.

What is a word differs by script: letters and their marks between other signs; in scripts that set no space between words
(Chinese, Japanese, Thai) each character, so that a phrase may begin in the middle of a run. Digits are words of their own
(`12Comments`). No phrase and no verdict belongs here; the words of prose are measured in `shapes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text import fold

MAX = 300  # characters: no phrase of a site stands in a longer line
_ASCII = re.compile(r"\d+|[a-z]+")
_DIGIT = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\uff10-\uff19²³¹]")
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u200c\u200d\u00ad"
)
_UNSPACED = "\u0e00-\u0e7f\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
WORD = re.compile(rf"[{_UNSPACED}]|\d+|(?:(?![{_UNSPACED}])[^\W\d_])(?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])*")
RUN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")  # a run of letters, in any script
_SUFFIXES = frozenset("km")  # 12k views


@dataclass(frozen=True, slots=True)
class Words:
    """`all`: the folded words of a line in order, numbers among them; `bare`: those that are no count. Both are empty
    where the line is longer than MAX characters.
    """

    all: tuple[str, ...]
    bare: tuple[str, ...]


NONE = Words((), ())


def words_of(text: str) -> Words:
    """The words of a line; those of one that is too long for phrases are not looked at."""
    if len(text) > MAX:
        return NONE
    found = tuple(_ASCII.findall(text.lower())) if text.isascii() else tuple(f for w in WORD.findall(text) if (f := fold(w)))
    if _DIGIT.search(text) is None:
        return Words(found, found)
    return Words(found, tuple(w for i, w in enumerate(found) if not w.isdigit() and not _is_suffix(found, i)))


def _is_suffix(words: tuple[str, ...], i: int) -> bool:
    return words[i] in _SUFFIXES and i > 0 and words[i - 1].isdigit()


def end_of(text: str, n: int) -> int:
    """The offset behind the n-th word (from 1) of the line; -1 where it has fewer."""
    for match in WORD.finditer(text, 0, MAX):
        n -= 1 if fold(match.group()) else 0
        if n == 0:
            return match.end()
    return -1
