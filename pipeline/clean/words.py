"""The words of a short line in folded form, made once and shared by all rooms that look up phrases in it.

What is a word differs by script: letters and their marks between other signs; in scripts that set no space between words
(Chinese, Japanese, Thai) each character, so that a phrase may begin in the middle of a run. Digits are words of their own
(`12Comments`). No phrase and no verdict belongs here; the words of prose are measured in `shapes`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import filterfalse
from typing import NamedTuple

from pipeline.text import fold

MAX = 300  # characters: no phrase of a site stands in a longer line
WHOLE = 160  # characters of a line whose words are all looked at
EDGE = 72  # characters at each end of a longer one
_ASCII = re.compile(r"\d+|[a-z]+")
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u200c\u200d\u00ad"
)
_UNSPACED = "\u0e00-\u0e7f\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
WORD = re.compile(rf"[{_UNSPACED}]|\d+|(?:(?![{_UNSPACED}])[^\W\d_])(?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])*")
RUN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")  # a run of letters, in any script
_WIDE = re.compile(rf"[{_UNSPACED}]")  # each character is a word and says as much as two of others
_SUFFIXES = frozenset("km")  # 12k views
# ASCII in lower case, what is neither letter nor digit as a space: `translate` and `split` take a quarter of the time of `_ASCII`.
_SPACED = bytes(c if 48 <= c <= 57 or 97 <= c <= 122 else c + 32 if 65 <= c <= 90 else 32 for c in range(256))
_DIGITS = b"0123456789"


class Words(NamedTuple):  # made for every short line; a tuple is made in a third of the time of a frozen dataclass
    """`all`: the folded words of a line in order, numbers among them; `bare`: those that are no count; `last`: the bare ones at
    its end. Of a line longer than WHOLE characters (half as
    many in scripts that set no spaces) `all` and `bare` are the words at its beginning; of one longer than MAX
    there are none.
    """

    all: tuple[str, ...]
    bare: tuple[str, ...]
    last: tuple[str, ...]


NONE = Words((), (), ())
_PLAIN = re.compile(r"\d+|[^\W\d_]+")
_SPECIAL = re.compile(rf"[{_UNSPACED}{_MARKS}]")  # what makes WORD, which takes three times as long, worth its while


def words_of(text: str) -> Words:
    """The words of a line; those of one that is too long for phrases are not looked at."""
    size = len(text)
    if size > MAX:
        return NONE
    whole, edge = (WHOLE, EDGE) if size <= WHOLE // 2 or is_narrow(text) else (WHOLE // 2, EDGE // 2)
    return whole_words(_folded(text)) if size <= whole else edge_words(_folded(text[:edge]), _folded(text[-edge:]))


def is_narrow(text: str) -> bool:
    """Is no character of it a word that says as much as two of others?"""
    return text.isascii() or _WIDE.search(text) is None


def edge_words(head: tuple[str, ...], tail: tuple[str, ...]) -> Words:
    """Of a line that is too long to be looked at as a whole, from the words of its first and last characters."""
    first = head[:-1]  # the last one may be cut
    return Words(first, _bare(first), _bare(tail[1:]))


def whole_words(found: tuple[str, ...]) -> Words:
    """Of a line whose folded words are all looked at."""
    bare = _bare(found)
    return Words(found, bare, bare)


def words_of_all(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The folded words of many short texts without line breaks, as `words_of` gives them, faster: all are folded at once."""
    lines = fold("\n".join(texts)).split("\n")
    return [
        tuple(_ASCII.findall(line)) if line.isascii() else tuple(WORD.findall(line)) if _WIDE.search(text) is None else words_of(text).all
        for text, line in zip(texts, lines, strict=True)
    ]


def _folded(text: str) -> tuple[str, ...]:
    if text.isascii():
        spaced = text.encode().translate(_SPACED)
        if len(spaced.translate(None, _DIGITS)) == len(spaced):  # no digit: words need no cut
            return tuple(spaced.decode().split())
        return tuple(_ASCII.findall(spaced.decode()))
    pattern = _PLAIN if _SPECIAL.search(text) is None else WORD
    return tuple(filter(None, map(fold, pattern.findall(text))))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    if not any(map(str.isdigit, words)):
        return words
    if _SUFFIXES.isdisjoint(words):
        return tuple(filterfalse(str.isdigit, words))
    return tuple(w for i, w in enumerate(words) if not w.isdigit() and not _is_suffix(words, i))


def runs_of(words: Words) -> Sequence[str]:
    """Its words that are no numbers."""
    if _SUFFIXES.isdisjoint(words.all):
        return words.bare
    return [word for word in words.all if not word.isdigit()]


def _is_suffix(words: tuple[str, ...], i: int) -> bool:
    return words[i] in _SUFFIXES and i > 0 and words[i - 1].isdigit()


# What a character is to `WORD`, for tables over many characters: it parts words, stands in one, is a digit, adds a vowel to the letter
# before it, or is one of the few that only the expressions above can tell.
PARTS, LETTER, DIGIT, MARK, HARD = range(5)


def kind_of(char: str, folded: str) -> int:
    """One of the kinds; `folded` is the character's fold. A letter is one character in folded form too, and no digit there."""
    if char.isdecimal():
        return DIGIT if len(folded) == 1 and folded.isdecimal() else HARD
    if _SPECIAL.match(char):
        return MARK if not folded and _WIDE.match(char) is None else HARD
    if RUN.match(char) is None:
        return PARTS
    return LETTER if len(folded) == 1 and RUN.match(folded) is not None and not folded.isdigit() else HARD


def end_of(text: str, n: int) -> int:
    """The offset behind the n-th word (from 1) of the line; -1 where it has fewer."""
    for match in WORD.finditer(text, 0, MAX):
        n -= 1 if fold(match.group()) else 0
        if n == 0:
            return match.end()
    return -1
