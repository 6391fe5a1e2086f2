"""Where in a line an expression may stand: around the words that some pattern cannot do without, and around numbers of certain shapes.

Every pattern holds a core word or such a number; where they are, one regular expression tells, and how many tokens of a pattern may stand
before the first, behind the last and between two of them is known from the patterns. What lies further away is never cut into tokens.
A stretch too many costs time only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.temporal.characters import WORD
from pipeline.temporal.reach import Reach

# Signs that may end a sentence.
_MARK = re.compile(r"[.!?؟…؛\n]")
_CLOSERS = frozenset("\"'”’»)")
_ABBREVIATION = 6  # letters: a point behind fewer may belong to the abbreviation of a month or day
_DIGIT = re.compile(r"\d")
# Numbers that need no word beside them: years, dates, 80s, q2; the trie parts a letter from a digit.
_LONG = re.compile(r"\d(?:\d{3}|/\d|[.-]\d{1,2}[.-]\d|0s(?![^\W_]))")
_QUARTER = re.compile(r"[qt][1-4](?![^\W_])")
_TWO_DIGITS = re.compile(r"\d\d")
# A month as a number stands beside another number.
_NUMERIC = re.compile(r"\d\s*[./-]\s*\d|\d[^\W\d]|[^\W\d]\d")
_RUN = re.compile(r"[a-z\u0621-\u064a]+")  # enough where all words that are looked for are of these letters
_ANY_RUN = re.compile(WORD)
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Of one grammar: `core` are the words one of which no pattern can do without, proclitics before them or not, if there is no number
    of `number`'s shapes. With each stands how many words of a pattern may stand before it, where it is the first of them, and behind
    it up to the next; `of_number` is the same of numbers. `clock` is how many more if there is a time of day, which `hint` finds."""

    core: dict[str, Reach]
    words: frozenset[str]  # those of `core`
    months: frozenset[str]
    run: re.Pattern[str]
    number: re.Pattern[str]
    hint: re.Pattern[str]
    of_number: Reach
    clock: int

    def may_hold(self, folded: str) -> bool:
        """Could the folded text hold an expression? Never wrong about a no."""
        return bool(self.hits(folded))

    def hits(self, folded: str) -> Spans:
        """Where the words and numbers stand in a folded text, in order."""
        runs = self.run.findall(folded)
        out: Spans = []
        words = self.words.intersection(runs)
        if words and self.run == _ANY_RUN:
            out = [match.span() for match in self.run.finditer(folded) if match[0] in words]
        else:
            out = [span for word in words for span in _places(folded, word)]
        if _DIGIT.search(folded) is not None:
            out += [match.span() for match in self.number.finditer(folded)]
            out += [match.span() for match in _QUARTER.finditer(folded)]
        out.sort()
        return out

    def may_name_month_of_year(self, folded: str) -> bool:
        """Could an expression of the folded text name a month and its year? A year is written with two digits at least, in every
        grammar. Never wrong about a no."""
        if _TWO_DIGITS.search(folded) is None:
            return False
        return _NUMERIC.search(folded) is not None or not self.months.isdisjoint(self.run.findall(folded))


def gate_of(
    core: Iterable[str],
    months: Iterable[str],
    clitics: tuple[str, ...],
    article: str,
    clock: Iterable[str],
    reach: tuple[Callable[[str], Reach], Reach, int],
    *,
    needs_number: bool,
) -> Gate:
    """`needs_number`: without a core word a pattern holds one of the long numbers, not any digit. `clock`: words of times of day. `reach`
    as `reach_of` gives it."""
    of_word, of_number, more = reach
    words = {form: of_word(word) for word in sorted(core) for form in _with([word], clitics, article)}
    run = _RUN if all(_RUN.fullmatch(word) for word in words) else _ANY_RUN
    hint = "|".join([r"\d", *map(re.escape, sorted(clock))])
    number = _LONG if needs_number else _DIGIT
    return Gate(words, frozenset(words), _with(months, clitics, article), run, number, re.compile(hint), of_number, more)


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands by itself."""
    at, n = text.find(word), len(word)
    while at >= 0:
        end = at + n
        if not text[end : end + 1].isalpha() and not (at and text[at - 1].isalpha()):
            yield at, end
        at = text.find(word, end)


def _with(words: Iterable[str], clitics: tuple[str, ...], article: str) -> frozenset[str]:
    """The words, and the words behind each proclitic: لليوم is ل + اليوم, the article loses a letter there, or both."""
    out = set(words)
    forms = out | {word[n:] for word in out if article and word.startswith(article) for n in (1, 2)}
    return frozenset(out | {clitic + form for clitic in clitics for form in forms})


def ends_of(text: str) -> list[int]:
    """The places behind the sentences of a text, in order: behind a stop and a blank, and behind each line. A cut too few
    costs time only."""
    out: list[int] = []
    for match in _MARK.finditer(text):
        at, end = match.start(), match.end()
        sign = text[at]
        if sign == "\n":
            out.append(end)
            continue
        if sign == "." and not (at >= _ABBREVIATION and text[at - _ABBREVIATION : at].isalpha()):
            continue
        if sign != "؛" and text[end : end + 1] in _CLOSERS:
            end += 1
        if text[end : end + 1].isspace():
            out.append(end + 1)
    out.append(len(text))
    return out


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences, in order."""
    low = 0
    for end in ends_of(text):
        if end > low:
            yield low, end
            low = end


def stretches(folded: str, gate: Gate, low: int, hits: Spans, high: int) -> Iterator[tuple[int, int]]:
    """Spans of a sentence (low, high) of a folded line around its hits, in order, cut at blanks, apart from each other."""
    start, end = -1, low - 1
    for first, last in hits:
        before, after = gate.core.get(folded[first:last], gate.of_number)
        left = _back(folded, before, max(low, end), first) if first > end else end
        if left > low and left > end:
            wide = _back(folded, gate.clock, low, left)
            if gate.hint.search(folded, wide, left) is not None:
                left = wide
        if left > end:
            if start >= 0:
                yield start, end
            start = left
        right = _ahead(folded, after, last, high)
        if right < high:
            wide = _ahead(folded, gate.clock, right, high)
            if gate.hint.search(folded, right, wide) is not None:
                right = wide
        end = max(end, right)
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


def by_sentence(text: str, hits: Spans) -> Iterator[tuple[int, int, Spans]]:
    """The sentences of a text that hold hits (spans in it, in order), each with them."""
    ends = ends_of(text) if hits else []
    i = 0
    while i < len(hits):
        at = bisect_right(ends, hits[i][0])
        high = ends[at]
        j = i + 1
        while j < len(hits) and hits[j][0] < high:
            j += 1
        yield (ends[at - 1] if at else 0), high, hits[i:j]
        i = j
