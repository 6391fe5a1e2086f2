"""Finds the temporal expressions of one line: classes for the tokens around what the gate points at, one walk of the trie from each, the
longest match wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pipeline.temporal.characters import fold_with_offsets, tokens_of
from pipeline.temporal.classes import classified
from pipeline.temporal.expression import Expression
from pipeline.temporal.gate import by_sentence, sentences, stretches
from pipeline.temporal.grammar import Grammar, grammar_of
from pipeline.temporal.match import best
from pipeline.temporal.read import read
from pipeline.temporal.tense import Sign, Words, tense_at

_MAX_LINE = 20_000  # characters of one line that are searched: what is longer is no prose


def find(line: str, lang: str, start: int = 0) -> tuple[Expression, ...]:
    """The expressions of one line in order, not overlapping. `start` is the line's offset, added to theirs. One that names its year has
    no tense."""
    text = line[:_MAX_LINE]
    return tuple(_search(text, *fold_with_offsets(text), grammar_of(lang), start))


def find_all(text: str, lang: str) -> Iterator[tuple[int, Expression]]:
    """The expressions of all lines of a text in order, as `find` has them, each with the number of its line, from 1."""
    if len(text) <= _MAX_LINE:
        folded, offsets = fold_with_offsets(text)
        number, at = 1, 0
        for expression in _search(text, folded, offsets, grammar_of(lang), 0):
            number, at = number + text.count("\n", at, expression.start), expression.start
            yield number, expression
        return
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        for expression in find(line, lang, start):
            yield number, expression
        start += len(line) + 1


def _search(text: str, folded: str, offsets: Sequence[int], grammar: Grammar, start: int) -> list[Expression]:
    found: list[Expression] = []
    for low, high, inside in by_sentence(folded, grammar.gate.hits(folded)):
        can_count = folded.find("  ", low, high) < 0  # words by the blanks between them
        spans = stretches(folded, grammar.gate, low, inside, high) if can_count else [(low, high)]
        found += _find_in(_Sentence(text, folded, offsets, low, high), spans, grammar, start)
    return found


def find_months(line: str, lang: str) -> tuple[Expression, ...]:
    """As `find`, at least those that name a month and its year, and these with their tense: of sentences that hold no such, there may be
    none."""
    grammar = grammar_of(lang)
    return found_where(line, grammar, 0, grammar.gate.may_name_month_of_year, is_dated=True)


def found_where(
    line: str, grammar: Grammar, start: int, may_hold: Callable[[str], object], *, is_dated: bool = False
) -> tuple[Expression, ...]:
    """The expressions of those sentences of a line that `may_hold` one when they are folded; every token is looked at."""
    text = line[:_MAX_LINE]
    folded, offsets = fold_with_offsets(text)
    found: list[Expression] = []
    for low, high in sentences(folded):
        if may_hold(folded[low:high]):
            found += _find_in(_Sentence(text, folded, offsets, low, high), [(low, high)], grammar, start, is_dated=is_dated)
    return tuple(found)


class _Sentence:
    """A sentence (low, high) of a folded line, with its words when somebody asks for the tense."""

    __slots__ = ("_words", "folded", "high", "line", "low", "offsets")

    def __init__(self, line: str, folded: str, offsets: Sequence[int], low: int, high: int) -> None:
        self.line, self.folded, self.offsets, self.low, self.high = line, folded, offsets, low, high
        self._words: Words | None = None

    def tense(self, start: int, end: int, grammar: Grammar) -> Sign | None:
        """Of the clause around an expression (start, end) of the line."""
        if self._words is None:
            self._words = Words(self.folded, self.line, self.offsets, self.low, self.high)
        return tense_at(self._words, *self._words.span(start, end), grammar.tense)


def _find_in(
    sentence: _Sentence, spans: Iterable[tuple[int, int]], grammar: Grammar, start: int, *, is_dated: bool = False
) -> list[Expression]:
    """The expressions of these stretches of a sentence. `is_dated`: the tense is asked of those too that name their year."""
    found: list[Expression] = []
    for low, high in spans:
        tokens = classified(tokens_of(sentence.line, sentence.folded, sentence.offsets, low, high), grammar)
        at = 0
        while at < len(tokens):
            match = best(tokens, at, grammar)
            values = read(match, sentence.line, tokens, grammar) if match is not None else None
            if match is None or match.rule is None or values is None:
                at += 1
                continue
            wanted = match.rule.tense
            if wanted is not None or _depends(values, is_dated=is_dated):
                tense = sentence.tense(values["start"], values["end"], grammar)
                if wanted is not None and not _is_wanted(tense, wanted):
                    at += 1
                    continue
                if tense == "planned":
                    values["is_planned"] = True
                else:
                    values["tense"] = tense
            values["start"] += start
            values["end"] += start
            found.append(Expression(**values))
            at = max(match.end, at + 1)
    return found


# What these say depends on the tense of the clause, unless they name their year.
_FREE = frozenset({"date", "weekday", "night", "quarter", "half", "months", "week_of", "season", "range", "after"})


def _depends(values: dict[str, Any], *, is_dated: bool) -> bool:
    """Whether the tense matters: to what an expression means, or to whom asks for dates that name their year (`is_dated`)."""
    op = values["op"]
    if op == "unit":
        return values.get("unit") == "weekend"
    if op not in _FREE or ("year" in values and not is_dated):
        return False
    return op == "date" or "direction" not in values


def _is_wanted(tense: Sign | None, wanted: str) -> bool:
    """Whether a clause has the tense that a rule asks for: past, future, marked as either, or not past."""
    if wanted == "not_past":
        return tense != "past"
    return tense == wanted or (tense is not None and wanted == "marked") or (tense == "planned" and wanted == "future")
