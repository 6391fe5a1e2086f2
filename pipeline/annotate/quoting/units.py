"""Lines as the narrator wrote them: sentences in which a quotation is one item.

A full stop inside a quotation ends no sentence of the narrator. A unit is one such sentence: a sequence of items, each a token number, or
-(k + 1) for the k-th quotation of the article. Nothing is decided here about who speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.quoting.marks import Marked
from pipeline.text import Tokens
from pipeline.values import swift

QUOTE = "\ufffc"  # stands for a quotation where the fold of an item is asked for
MAX_ITEMS = 400  # no sentence is longer; a longer run is cut, so that work on a unit stays bounded
REVERSED = frozenset("”»")
DOT = "\u00b7"  # stands for a stop that ends nothing: that of an abbreviation, one in the middle of a sentence, the colon of 21:00


@swift
@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of the narrator. `items`: token numbers, and -(k + 1) for the k-th quotation; `words`: their folds."""

    number: int
    line: int  # position among the lines that were read
    items: tuple[int, ...]
    words: tuple[str, ...]
    start: int  # offsets of the whole sentence, marks included
    end: int
    quoted: bool  # whether a quotation is among its items

    def __len__(self) -> int:
        return len(self.items)

    def place(self, item: int) -> int:
        """The position of an item; -1 where the unit has it not."""
        if self.quoted:
            return self.items.index(item) if item in self.items else -1
        p = item - self.items[0]
        return p if 0 <= p < len(self.items) else -1


def split(
    tokens: Tokens,
    lines: Sequence[tuple[int, int]],
    marked: Sequence[Marked],
    abbreviations: frozenset[str] = frozenset(),
) -> tuple[Unit, ...]:
    """The units of the lines, in order. `lines` are offsets, `marked` the outermost quotations."""
    out: list[Unit] = []
    k = 0
    for number, (low, high) in enumerate(lines):
        i, last = tokens.at(low), tokens.at(high)
        while k < len(marked) and marked[k].outer_end <= low:
            k += 1
        begin = len(out)
        if k == len(marked) or marked[k].outer_start >= high:
            while i < last:
                end = min(bisect_right(tokens.sentence, tokens.sentence[i], i, last), i + MAX_ITEMS)
                out.append(_unit(len(out), number, range(i, end), tokens, marked, abbreviations))
                i = end
        else:
            runs = _runs(tokens, i, last, marked, k)
            out += [_unit(begin + n, number, items, tokens, marked, abbreviations) for n, items in enumerate(runs)]
    return tuple(out)


def _runs(tokens: Tokens, i: int, last: int, marked: Sequence[Marked], k: int) -> Iterator[list[int]]:
    """The items of each sentence of a line that has quotations; the first that may stand there is the k-th."""
    items: list[int] = []
    sentence = -1
    while i < last:
        while k < len(marked) and marked[k].outer_end <= tokens.start[i]:
            k += 1
        if k < len(marked) and marked[k].outer_start <= tokens.start[i]:
            reversed_mark = tokens.text[i] in REVERSED  # no sentence begins with a closing mark, but for one that opens
            stopped = items and items[-1] >= 0 and _stops(tokens, items[-1]) and (reversed_mark or tokens.sentence[i] != sentence)
            if stopped or len(items) >= MAX_ITEMS:
                yield items
                items = []
            if len(items) > 1 and _elides(tokens, items):
                items.pop()  # qu'« il viendra »: the apostrophe belongs to the word before it
            items.append(-(k + 1))
            end = marked[k].outer_end
            while i < last and tokens.start[i] < end:
                sentence = tokens.sentence[i]
                i += 1
            k += 1
            # a new sentence behind the quotation counts only if the quotation ended one
            if i < last and tokens.sentence[i] != sentence:
                yield items
                items = []
                sentence = tokens.sentence[i]
            continue
        if items and (tokens.sentence[i] != sentence or len(items) >= MAX_ITEMS):
            yield items
            items = []
        sentence = tokens.sentence[i]
        items.append(i)
        i += 1
    if items:
        yield items


def _elides(tokens: Tokens, items: list[int]) -> bool:
    i, before = items[-1], items[-2]
    return i >= 0 and tokens.text[i] in ("'", "’") and before == i - 1 and tokens.start[i] == tokens.end[before]


def _stops(tokens: Tokens, i: int) -> bool:
    return tokens.kind[i] == "p" and tokens.text[i] in ".!?؟۔…"


def _unit(number: int, line: int, items: Sequence[int], tokens: Tokens, marked: Sequence[Marked], abbreviations: frozenset[str]) -> Unit:
    first, last = items[0], items[-1]
    quoted = last - first != len(items) - 1 or first < 0
    fold = tokens.fold
    words = tuple([fold[i] if i >= 0 else QUOTE for i in items]) if quoted else fold[first : last + 1]
    if "." in words[1:-1] or ":" in words[1:-1]:
        words = _with_dots(items, words, tokens, abbreviations)
    start = tokens.start[first] if first >= 0 else marked[-first - 1].outer_start
    end = tokens.end[last] if last >= 0 else marked[-last - 1].outer_end
    return Unit(number, line, tuple(items), words, start, end, quoted)


def _with_dots(items: Sequence[int], words: Sequence[str], tokens: Tokens, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """The words, with `DOT` for the full stops and colons inside that end nothing."""
    out = list(words)
    p = 0
    while "." in out[p + 1 : -1]:
        p = out.index(".", p + 1)
        goes_on = items[p] >= 0 and items[p + 1] >= 0 and tokens.sentence[items[p]] == tokens.sentence[items[p + 1]]
        if goes_on or out[p - 1] in abbreviations or (len(out[p - 1]) == 1 and out[p - 1].isalpha()):
            out[p] = DOT
    p = 0
    while ":" in out[p + 1 : -1]:
        p = out.index(":", p + 1)
        if out[p - 1].isdigit() and out[p + 1].isdigit() and tokens.start[items[p + 1]] == tokens.end[items[p]]:
            out[p] = DOT  # 21:00
    return tuple(out)
