"""Where given words stand in the kept lines of an article: letter by letter, else under the folds of the house. Pure.

Models copy well but not exactly: another space, another mark, another apostrophe, a capital, an accent. Those are folded
(`pipeline.text.fold`, and all quotation marks into one, all dashes into one, any white space into one space) and nothing else: a word
more or less is another text. Words begin and end where words of the text do; in scripts that write words together, anywhere.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache

from pipeline.languages import pack
from pipeline.model import Article
from pipeline.text import JOINED_SCRIPTS, fold, fold_line, script_of

MARKS = frozenset('«»“”„‟‹›〝〞〟「」『』"＂')  # as they stand for one another
EDGES = frozenset(" \u00a0\u202f\t\r,،;؛\u200e\u200f\ufeff'’‘`") | MARKS  # what a copy may have around the words
_DASHES = frozenset("-‐‑‒–—―−")
_TRIED = 2000  # places that are looked at
_LONGEST_PROCLITIC = 3


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    if sign in MARKS:
        return '"'
    if sign in _DASHES:
        return "-"
    return " " if sign.isspace() else fold_line(sign)


def folded(words: str) -> str:
    """Words as they are compared."""
    return " ".join("".join(map(_folded, words)).split())


class Wording:
    """The kept lines of an article, to look words up in. Time and room are linear in the text."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._lines = [(line.start, line.end) for line in article.lines if line.kept and line.end > line.start]
        self._starts = [start for start, _ in self._lines]
        self._proclitics = pack(article.lang).words("proclitics")
        letters: list[str] = []
        at = array("q")
        for start, end in self._lines:
            before = " "
            for i in range(start, end):
                for c in _folded(self._text[i]):
                    if c != " " or before != " ":
                        letters.append(c)
                        at.append(i)
                    before = c
            letters.append("\n")  # stands in no folded words
            at.append(end)
        self._letters, self._at = "".join(letters), at
        self._flat: str | None = None

    def places(self, words: str, most: int = 50) -> list[tuple[int, int]]:
        """(start, end) of the places where the words stand, in text order, each in one kept line: those that agree to the letter where
        there are any, else those that do folded. Quotation marks, commas and white space around the words do not count."""
        bare = words.strip("".join(EDGES))
        found = self._exact(bare, most)
        return found or self._agreeing(folded(bare), most)

    def across(self, words: str) -> bool:
        """Whether the words stand in the kept text, but run from one line into the next."""
        if self._flat is None:
            self._flat = " ".join(self._letters.split())
        wanted = folded(words.strip("".join(EDGES)))
        return bool(wanted) and wanted in self._flat

    def line(self, offset: int) -> int:
        """Number of the kept line with text that the offset stands in, from 0."""
        return bisect_right(self._starts, offset) - 1

    def _exact(self, words: str, most: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = self._text.find(words) if words else -1
        for _ in range(_TRIED):
            if at < 0 or len(found) == most:
                break
            k = self.line(at)
            if k >= 0 and at + len(words) <= self._lines[k][1] and self._is_whole(at, at + len(words)):
                found.append((at, at + len(words)))
            at = self._text.find(words, at + 1)
        return found

    def _agreeing(self, words: str, most: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = self._letters.find(words) if words else -1
        for _ in range(_TRIED):
            if at < 0 or len(found) == most:
                break
            start, end = self._at[at], self._at[at + len(words) - 1] + 1
            while end < len(self._text) and unicodedata.combining(self._text[end]):  # accents and vowels behind the last letter
                end += 1
            if self._is_whole(start, end):
                found.append((start, end))
            at = self._letters.find(words, at + 1)
        return found

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether neither end cuts a word; a proclitic before the first one cuts none."""
        if _tied(self._text[end - 1], self._text[end : end + 1]):
            return False
        if not start or not _tied(self._text[start], self._text[start - 1]):
            return True
        for n in range(1, _LONGEST_PROCLITIC + 1):
            before = self._text[max(start - n - 1, 0) : max(start - n, 0)]
            if not _tied(self._text[start], before):
                return fold(self._text[max(start - n, 0) : start]) in self._proclitics
        return False


def _tied(sign: str, other: str) -> bool:
    """Whether two signs beside each other belong to one word."""
    if not (_in_word(sign) and other and _in_word(other)):
        return False
    return script_of(sign) not in JOINED_SCRIPTS and script_of(other) not in JOINED_SCRIPTS


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.combining(sign) > 0
