"""Which sentences of a line are worth a walk: those with a digit or a word that some expression cannot do without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.temporal.grammar import Grammar
from pipeline.text import fold

# Letters and the marks of Arabic, which are no word characters to Python.
WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]*")
# A stop behind a word too long for an abbreviation of a month or day. A cut too few costs time only.
_STOP = re.compile(r"[!?؟…][\"'”’»)]?\s|[^\W\d_]{6}\.[\"'”’»)]?\s|؛\s")

# Text whose words are the same to the trie as to this gate: letters that stay letters, no marks, nothing that folds into digits.
_PLAIN = re.compile(r"[\d\sA-Za-zÀ-ÖØ-öø-ÿŒœ\u0621-\u063a\u0641-\u064a!-/:-@\[-\^`{-~«»“”‘’–—…•،؛؟]*")
# What a number looks like that needs no word beside it, and letters beside digits, which the trie parts.
_LONG = re.compile(r"\d{4}|\d[/.-]\d|\d[^\W\d]|[^\W\d]\d")
_TWO_DIGITS = re.compile(r"\d\d")
# A month as a number stands beside another number.
_NUMERIC = re.compile(r"\d\s*[./-]\s*\d|\d[^\W\d]|[^\W\d]\d")


def promising(line: str, grammar: Grammar, may_hold: Callable[[str, Grammar], bool]) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line that `may_hold` an expression, in order."""
    low = 0
    for match in _STOP.finditer(line):
        if may_hold(line[low : match.end()], grammar):
            yield low, match.end()
        low = match.end()
    if low < len(line) and may_hold(line[low:], grammar):
        yield low, len(line)


def may_name_month_of_year(sentence: str, grammar: Grammar) -> bool:
    """Could an expression of the sentence name a month and its year? A year is written with two digits at least, in every
    grammar. Never wrong about a no."""
    if _PLAIN.fullmatch(sentence) is not None:
        if _TWO_DIGITS.search(sentence) is None:
            return False
        if _NUMERIC.search(sentence) is None:
            folded = list(map(fold, WORD.findall(sentence)))
            if grammar.months.isdisjoint(folded) and not _hides(folded, grammar.months, grammar, beside_digit=True):
                return False
    return has_core(sentence, grammar)


def has_core(sentence: str, grammar: Grammar) -> bool:
    """Does it hold a digit or a word that some expression cannot do without?"""
    words = WORD.findall(sentence)
    has_digit = any(map(str.isdigit, set(sentence))) and any(word[-1].isdigit() or word[0].isdigit() for word in words)
    if has_digit and not (grammar.needs_number and _LONG.search(sentence) is None and _PLAIN.fullmatch(sentence)):
        return True
    folded = list(map(fold, words))
    return not grammar.core.isdisjoint(folded) or _hides(folded, grammar.core, grammar, has_digit)


def _hides(words: list[str], wanted: frozenset[str], grammar: Grammar, beside_digit: bool) -> bool:
    """Is one of them a wanted word behind a proclitic? Beside a digit also in the spelling of لليوم, as the trie reads it."""
    clitics = grammar.clitics
    if not clitics:
        return False
    for word in words:
        if word.startswith(clitics):
            for clitic in clitics:
                rest = word[len(clitic) :]
                if word.startswith(clitic) and (rest in wanted or "ال" + rest in wanted or (beside_digit and "ا" + rest in wanted)):
                    return True
    return False
