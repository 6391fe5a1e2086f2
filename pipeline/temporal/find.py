"""Finds the temporal expressions of one line: classes for the tokens around what the gate points at, one walk of the trie from each, the
longest match wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
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
    """The expressions of one line in order, not overlapping. `start` is the line's offset, added to theirs."""
    grammar = grammar_of(lang)
    text = line[:_MAX_LINE]
    folded, offsets = fold_with_offsets(text)
    hits = [match.span() for match in grammar.gate.hits.finditer(folded)]
    if not hits:
        return ()
    found: list[Expression] = []
    if "  " in folded or not isinstance(offsets, range):  # words cannot be counted by blanks, or places move
        for low, high in sentences(folded):
            if any(low <= first < high for first, _ in hits):
                found += _find_in(_Sentence(text, folded, offsets, low, high), [(low, high)], grammar, start)
        return tuple(found)
    for low, high, inside in by_sentence(folded, hits):
        found += _find_in(_Sentence(text, folded, offsets, low, high), stretches(folded, grammar.gate, low, inside, high), grammar, start)
    return tuple(found)

def find_months(line: str, lang: str) -> tuple[Expression, ...]:
    """As `find`, at least those that name a month and its year: of sentences that hold no such, there may be none."""
    grammar = grammar_of(lang)
    return found_where(line, grammar, 0, grammar.gate.may_name_month_of_year)

def found_where(line: str, grammar: Grammar, start: int, may_hold: Callable[[str], object]) -> tuple[Expression, ...]:
    """The expressions of those sentences of a line that `may_hold` one when they are folded; every token is looked at."""
    text = line[:_MAX_LINE]
    folded, offsets = fold_with_offsets(text)
    found: list[Expression] = []
    for low, high in sentences(folded):
        if may_hold(folded[low:high]):
            found += _find_in(_Sentence(text, folded, offsets, low, high), [(low, high)], grammar, start)
    return tuple(found)

class _Sentence:
    """A sentence (low, high) of a folded line, with its words when somebody asks for the tense."""

    def __init__(self, line: str, folded: str, offsets: Sequence[int], low: int, high: int) -> None:
        self.line, self.folded, self.offsets, self.low, self.high = line, folded, offsets, low, high
        self._words: Words | None = None

    def tense(self, expression: Expression, grammar: Grammar) -> Sign | None:
        """Of the clause around an expression."""
        if self._words is None:
            self._words = Words(self.folded, self.line, self.offsets, self.low, self.high)
        return tense_at(self._words, *self._words.span(expression.start, expression.end), grammar.tense)

def _find_in(sentence: _Sentence, spans: Sequence[tuple[int, int]] | Iterator[tuple[int, int]], grammar: Grammar, start: int) -> list[Expression]:
    """The expressions of these stretches of a sentence."""
    found: list[Expression] = []
    for low, high in spans:
        tokens = classified(tokens_of(sentence.line, sentence.folded, sentence.offsets, low, high), grammar)
        at = 0
        while at < len(tokens):
            match = best(tokens, at, grammar)
            expression = read(match, sentence.line, tokens, grammar) if match is not None else None
            if match is None or expression is None:
                at += 1
                continue
            changed: dict[str, Any] = {"start": expression.start + start, "end": expression.end + start} if start else {}
            wanted = match.rule.tense if match.rule is not None else None
            if expression.direction is None or expression.op == "date" or wanted is not None:
                tense = sentence.tense(expression, grammar)
                if wanted is not None and not _is_wanted(tense, wanted):
                    at += 1
                    continue
                if tense is not None:
                    changed |= {"is_planned": True} if tense == "planned" else {"tense": tense}
            found.append(replace(expression, **changed) if changed else expression)
            at = max(match.end, at + 1)
    return found

def _is_wanted(tense: Sign | None, wanted: str) -> bool:
    """Whether a clause has the tense that a rule asks for: past, future, or marked as either."""
    return tense == wanted or (tense is not None and wanted == "marked") or (tense == "planned" and wanted == "future")
