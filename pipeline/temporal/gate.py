"""Where in a line an expression may stand: around the words that some pattern cannot do without, and around numbers of certain shapes.

Every pattern holds a core word or such a number; where they are, one regular expression tells, and how many tokens of a pattern may stand
before the first, behind the last and between two of them is known from the patterns. What lies further away is never cut into tokens.
A stretch too many costs time only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A stop behind a word too long for an abbreviation of a month or day. A cut too few costs time only.
_STOP = re.compile(r"[!?؟…][\"'”’»)]?\s|[^\W\d_]{6}\.[\"'”’»)]?\s|؛\s")
# Numbers that need no word beside them: years, dates, 80s, q2; the trie parts a letter from a digit.
_LONG = r"\d{4}|\d/\d|\d[.-]\d{1,2}[.-]\d|\d0s(?![^\W_])|(?<![^\W_])[qt][1-4](?![^\W_])"
_TWO_DIGITS = re.compile(r"\d\d")
# A month as a number stands beside another number.
_NUMERIC = r"\d\s*[./-]\s*\d|\d[^\W\d]|[^\W\d]\d"
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Gate:
    """Of one grammar: `hits` finds what no pattern can do without, `months` what names a month; `before` and `after` are the words of
    a pattern that may stand before a hit, and behind one."""

    hits: re.Pattern[str]
    months: re.Pattern[str]
    before: int
    after: int

    def may_name_month_of_year(self, folded: str) -> bool:
        """Could an expression of the folded text name a month and its year? A year is written with two digits at least, in every
        grammar. Never wrong about a no."""
        return _TWO_DIGITS.search(folded) is not None and self.months.search(folded) is not None


def gate_of(core: Iterable[str], months: Iterable[str], clitics: tuple[str, ...], reach: tuple[int, int], *, needs_number: bool) -> Gate:
    """`needs_number`: without a core word a pattern holds one of the long numbers, not any digit."""
    return Gate(
        re.compile(f"{_any_of(core, clitics)}|{_LONG if needs_number else chr(92) + 'd'}"),
        re.compile(f"{_any_of(months, clitics)}|{_NUMERIC}"),
        *reach,
    )


def _any_of(words: Iterable[str], clitics: tuple[str, ...]) -> str:
    """A pattern that finds any of the words as a whole run of letters, or behind a proclitic."""
    plain = sorted(set(words))
    forms = [f"(?:{_shared(plain)})"] if plain else [r"[^\w\W]"]
    if clitics and plain:
        # لليوم is ل + اليوم: the article loses a letter behind a proclitic, or both
        cut = {word[n:] for word in plain if word.startswith(_ARTICLE) for n in (1, 2)}
        forms.append(f"(?:{'|'.join(map(re.escape, clitics))})(?:{_shared(sorted({*plain, *cut}))})")
    return rf"(?<![^\W\d_])(?:{'|'.join(forms)})(?![^\W\d_])"


def _shared(words: list[str]) -> str:
    """Alternatives that share their beginnings, so that one look at a letter rules most of them out."""
    if len(words) == 1:
        return re.escape(words[0])
    parts: list[str] = []
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    for letter, rests in by_letter.items():
        if letter:
            parts.append(re.escape(letter) + (_shared(rests) if len(rests) == 1 else f"(?:{_shared(rests)})"))
    return "|".join([*parts, ""] if "" in by_letter else parts)


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line, in order."""
    low = 0
    for match in _STOP.finditer(line):
        yield low, match.end()
        low = match.end()
    if low < len(line):
        yield low, len(line)


def stretches(folded: str, gate: Gate, low: int, hits: list[tuple[int, int]], high: int) -> Iterator[tuple[int, int]]:
    """Spans of a sentence (low, high) of a folded line around its hits, in order, cut at blanks, apart from each other."""
    start, end = -1, low - 1
    for first, last in hits:
        left = end if first <= end else _back(folded, gate.before, low, first)
        if left > end:
            if start >= 0:
                yield start, end
            start = left
        end = max(end, _ahead(folded, gate.after, last, high))
    if start >= 0:
        yield start, end


def _back(text: str, n: int, low: int, at: int) -> int:
    """The place n blanks before `at`, or low."""
    for _ in range(n):
        at = text.rfind(" ", low, at)
        if at < 0:
            return low
    return at


def _ahead(text: str, n: int, at: int, high: int) -> int:
    for _ in range(n):
        at = text.find(" ", at + 1, high)
        if at < 0:
            return high
    return at


def by_sentence(line: str, hits: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """The sentences of a line that hold hits (spans in the line, in order), each with them."""
    if not hits:
        return
    ends = [match.end() for match in _STOP.finditer(line)]
    ends.append(len(line))
    i = 0
    while i < len(hits):
        at = bisect_right(ends, hits[i][0])
        at = min(at, len(ends) - 1)
        j = i + 1
        while j < len(hits) and hits[j][0] < ends[at]:
            j += 1
        yield (ends[at - 1] if at else 0), ends[at], hits[i:j]
        i = j
