"""A line as temporal tokens: folded words, numbers, and the numeric shapes of dates and times.

Offsets lead back into the original line. Nothing here knows a language; classes that come from words are added by
`grammar`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.text import fold


@lru_cache(maxsize=8192)
def _fold_letter(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return fold(letter) if digit is None else str(digit)


# Letters and signs that stay one character each when they are folded, and known ones that become two or none.
_EVEN = r"0-9 \t\n\r\xa0\u202f\u2009A-Za-zÀ-ÅÇ-ÖØ-Ýà-åç-öø-ýÿ\u0621-\u063a\u0641-\u064a!-/:-@\[-`{-~«»“”‘’–—•،؛؟"
_ODD = "œŒæÆ…\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_UNKNOWN = re.compile(f"[^{_EVEN}{_ODD}]")
_FEW = 64  # different letters that are exchanged one after the other in less time than each letter of a text is looked up
_HAS_ODD = re.compile(f"[{_ODD}]")
_LATIN, _ARABIC = "àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿ", "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B))))
_FOLDS = tuple(
    (c, _fold_letter(c)) for c in f"{_LATIN}{_ARABIC}\xa0\u202f\u2009«»“”‘’–—•،؛؟œæ{_ODD}" if _fold_letter(c) != c and not c.isupper()
)
_IS_ARABIC = re.compile("[\u0621-\u0652]")
_LATIN_FOLDS = tuple((c, folded) for c, folded in _FOLDS if _IS_ARABIC.match(c) is None)


def _fold_known(text: str) -> str:
    """As `fold_line`, of a text of known letters: a few exchanges are faster than a look at each letter."""
    out = text.lower()
    for letter, folded in _FOLDS if _IS_ARABIC.search(text) else _LATIN_FOLDS:
        if letter in out:
            out = out.replace(letter, folded)
    return out


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the offset of the original one (one more entry than
    characters): a range where they are the same. Digits of any script are those of ASCII.
    """
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    folds = {letter: _fold_letter(letter) for letter in set(_UNKNOWN.findall(text))}
    others = "".join(folds.values())
    if len(folds) <= _FEW and _fold_known(others) == others:  # what is exchanged stays as it is: all but Cherokee does
        folded = text
        for letter, other in folds.items():
            folded = folded.replace(letter, other)
        folded = _fold_known(folded)
    else:
        folded = "".join(map(_fold_letter, text))
    uneven = "".join(letter for letter, other in folds.items() if len(other) != 1)
    if not uneven and _HAS_ODD.search(text) is None:  # no letter became two or none
        return folded, range(len(text) + 1)
    return folded, _places(text, re.compile(f"[{re.escape(uneven)}{_ODD}]"))


def _places(text: str, uneven: re.Pattern[str]) -> list[int]:
    """For each character of the folded text its offset in the text; `uneven` are the letters that become two or none."""
    out: list[int] = []
    at = 0
    for match in uneven.finditer(text):
        start = match.start()
        out += range(at, start)
        out += [start] * len(_fold_letter(match[0]))
        at = start + 1
    out += range(at, len(text) + 1)
    return out


# A word: letters, and signs of vowels among them. Letters of the folded text of most languages are looked up in a bitmap, others asked for.
WORD = r"[a-z\u0621-\u064a]++(?![^\W\d_]|[\u0900-\u0903\u093a-\u094f])|[^\W\d_]++(?:[\u0900-\u0903\u093a-\u094f]++[^\W\d_]*+)*+"

# Bounded repetitions only: linear on hostile text. Words stand first, for most tokens are; all others but signs begin with a digit.
_TOKEN = re.compile(
    r"(?P<quarter>\b[qt][1-4]\b)"
    rf"|(?P<word>{WORD})"
    r"|[.,;:()]"
    r"|(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?:(?:t| {1,2})\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?"
    r"(?:z\b|[+-]\d{2}:?\d{2})?)?(?![\d-]))"
    r"|(?P<numdate>(?<![\d./-])(?:\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})"
    r"|\d{4}(?P<sep2>[/.])\d{1,2}(?P=sep2)\d{1,2})(?![\d/-]|[.]\d))"
    r"|(?P<hhmm>(?<![\d.,:])[0-2]\d(?:[0-5]\d(?= ?(?:gmt|utc)\b)|\.[0-5]\d(?= ?(?:gmt|utc|bst|cest|edt|msk)\b)))"
    r"|(?P<time>(?<![\d.,:/])\d{1,2}(?::\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?"
    r"| ?h ?\d{2}(?!\d)| ?h(?![^\W\d_]|/)|(?:\.\d{2})? ?[ap]\.?m\b\.?)(?![\d:]))"
    r"|(?P<daymonth>(?<![\d./,])\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<ordinal>(?<![\d.,])\d{1,2}(?:st|nd|rd|th|er|eme|e)\b)"
    r"|(?P<decade>(?<!\d)\d{3}0s\b)"
    r"|(?P<decade2>(?<!\d)\d0s\b)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    r"|(?P<sign>\S)"
)


class Token:
    """One token of a folded line; `classes` are the grammar's names for what it may be, with the value that each
    carries; `keys` the steps of the trie that it may take. `start` and `end` are offsets into the original line."""

    __slots__ = ("classes", "end", "keys", "kind", "line", "start", "word")

    def __init__(self, word: str, start: int, end: int, kind: str, line: str) -> None:
        self.word, self.start, self.end, self.kind, self.line = word, start, end, kind, line
        self.classes: Mapping[str, tuple[int, ...]] = _NO_CLASSES
        self.keys: tuple[str, ...] = ()

    @property
    def is_capital(self) -> bool:
        """Does it begin with a capital?"""
        return self.line[self.start].isupper()


_NO_CLASSES: Mapping[str, tuple[int, ...]] = {}
_JOINTS = frozenset("-'‐‑")


def tokens_of(line: str, folded: str, offsets: Sequence[int], low: int, high: int) -> list[Token]:
    """The tokens of a stretch (low, high) of a folded line; hyphens and apostrophes beside a letter are none."""
    if isinstance(offsets, range):  # a character of one is a character of the other, and no mark was left out
        return [
            Token(match[0], match.start(), match.end(), match.lastgroup or "sign", line)
            for match in _TOKEN.finditer(folded, low, high)
            if match[0] not in _JOINTS or not _beside_letters(folded, match.start())
        ]
    out: list[Token] = []
    for match in _TOKEN.finditer(folded, low, high):
        if match[0] in _JOINTS and _beside_letters(folded, match.start()):
            continue
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        while end < len(line) and unicodedata.combining(line[end]):
            end += 1
        out.append(Token(match[0], start, end, match.lastgroup or "sign", line))
    return out


def _beside_letters(folded: str, i: int) -> bool:
    before, after = folded[i - 1 : i], folded[i + 1 : i + 2]
    return (before.isalpha() and after.isalnum()) or (before.isdigit() and after.isalpha())
