"""The lines of a text: how it is cut, and under which key a line is the same line on another page.

A line is what `text.split("\\n")` gives: `\\r`, U+2028 and the like belong to it, the `\\n` does not. No verdict
stands here.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.text import fold, fold_line

_FIRST = 4  # letters by which most lines are told from another
_KEY_LENGTH = 400  # characters that make the key; a longer line is told by its beginning
_REMEMBERED = 8192  # lines, of a kilobyte at most
_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_ZEROS = re.compile(rb"00+")
_ASCII = bytes(48 if 48 <= c <= 57 else c if 97 <= c <= 122 else c + 32 if 65 <= c <= 90 else 32 for c in range(256))


class RawLine(NamedTuple):  # one for each line of a corpus: a tuple is made in a third of the time of a frozen dataclass
    """One line: `text` without white space and invisible signs around it; `start`, `end` cover the whole line in
    the document.
    """

    number: int  # from 1
    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text


_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"


def split(text: str) -> tuple[RawLine, ...]:
    """The lines of a text, at least one; joined by \\n they are the text."""
    out = []
    at = 0
    for number, part in enumerate(text.split("\n"), 1):
        end = at + len(part)
        bare = part.strip()
        if bare and not bare.isascii():  # none of the invisible signs is ASCII
            bare = bare.strip(_INVISIBLE).strip()
        out.append(RawLine(number, at, end, bare))
        at = end + 1
    return tuple(out)


def folded_letters(text: str) -> str:
    """The words of a line in folded form, one space between them, each run of digits as `0`: what is compared between
    lines.
    """
    return _folded_letters(text[:_KEY_LENGTH])


@lru_cache(maxsize=_REMEMBERED)  # several rooms ask for the same line, and what a site says stands on each of its pages
def _folded_letters(text: str) -> str:
    if text.isascii():  # the same in a fraction of the time
        return b" ".join(_ZEROS.sub(b"0", text.encode().translate(_ASCII)).split()).decode()
    return _NOT_LETTERS.sub(" ", _DIGITS.sub("0", fold_line(text))).strip()


def is_folded_to(text: str, folded: str) -> bool:
    """Is `folded_letters(text)` this? Letters at its beginning stay there in folded form, so most lines need not be folded to
    say no."""
    first = text[:_FIRST] if text[:_FIRST].isalpha() else text[:1]
    if first.isalpha():
        begin = fold(first)
        if begin.isalpha() and not folded.startswith(begin):
            return False
    return folded_letters(text) == folded


def line_key(text: str) -> str:
    """A digest under which a line of one document is the same line in another: case, accents, signs and numbers do
    not count.
    Empty for a line without letters and digits."""
    return _digest(folded_letters(text))


@lru_cache(maxsize=_REMEMBERED)
def _digest(folded: str) -> str:
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() if folded else ""
