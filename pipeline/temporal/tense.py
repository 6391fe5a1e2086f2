"""Does the clause around an expression speak of what was or of what will be? A few marked forms, listed in
`dates.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.temporal.characters import Token
    from pipeline.temporal.expression import Tense
    from pipeline.temporal.grammar import Grammar

_REACH = 14  # words looked at on each side
_STOPS = frozenset(".!?؟…؛;")


def tense_at(tokens: list[Token], first: int, end: int, grammar: Grammar) -> Tense | None:
    """The nearest marked form before the expression within its sentence; where the expression opens the sentence,
    the first behind it.
    """
    i = first - 1
    while i >= 0 and i >= first - _REACH and tokens[i].word not in _STOPS:
        tense = _tense_of(tokens[i], grammar)
        if tense is not None:
            return tense
        i -= 1
    if i >= 0 and tokens[i].word not in _STOPS:
        return None
    if first - 1 - i > 3:
        return None
    for token in tokens[end : end + _REACH]:
        if token.word in _STOPS:
            return None
        tense = _tense_of(token, grammar)
        if tense is not None:
            return tense
    return None


def _tense_of(token: Token, grammar: Grammar) -> Tense | None:
    word = token.word
    if token.kind != "word" or word in grammar.not_tense:
        return None
    if _stands_in(token, grammar.future_words):
        return "future"
    if _stands_in(token, grammar.past_words):
        return "past"
    if token.is_capital or len(word) < 5:
        return None
    if grammar.future_suffixes and word.endswith(grammar.future_suffixes):
        return "future"
    if grammar.future_prefixes and word.startswith(grammar.future_prefixes):
        return "future"
    if grammar.past_suffixes and word.endswith(grammar.past_suffixes):
        return "past"
    return None


def _stands_in(token: Token, words: frozenset[str]) -> bool:
    """Latin words are compared with their accents (`à` is no `a`), others folded."""
    return (token.raw if token.word.isascii() else token.word) in words
