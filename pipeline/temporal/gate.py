"""Which sentences of a line are worth a walk: those with a digit or a word that some expression cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.temporal.grammar import Grammar
from pipeline.text import fold

# Letters and the marks of Arabic, which are no word characters to Python.
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]*")
# A stop behind a word too long for an abbreviation of a month or day. A cut too few costs time only.
_STOP = re.compile(r"[!?؟…][\"'”’»)]?\s|[^\W\d_]{6}\.[\"'”’»)]?\s|؛\s")


def promising(line: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line that may hold an expression, in order."""
    low = 0
    for match in _STOP.finditer(line):
        if _has_core(line[low : match.end()], grammar):
            yield low, match.end()
        low = match.end()
    if low < len(line) and _has_core(line[low:], grammar):
        yield low, len(line)


def _has_core(sentence: str, grammar: Grammar) -> bool:
    core, clitics = grammar.core, grammar.clitics
    words = _WORD.findall(sentence)
    if any(map(str.isdigit, set(sentence))) and any(word[-1].isdigit() or word[0].isdigit() for word in words):
        return True
    folded = list(map(fold, words))
    if not core.isdisjoint(folded):
        return True
    for word in folded if clitics else ():
        if word.startswith(clitics) and any(
            word.startswith(c) and (word[len(c) :] in core or "ال" + word[len(c) :] in core) for c in clitics
        ):
            return True
    return False
