"""What a model gets to read of an article: its kept lines, one by one, long ones cut between sentences. Pure.

A model sees nothing that was dropped, and its spans cannot run from one line into the next. What it is given of an article depends on
that article alone, so that its rows do not depend on which others stood in the same batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.languages import pack
from pipeline.model import Article

_LONGEST_WORD = 400  # characters: what is longer is no word, and costs as if it were many
_CHARACTERS = 12  # a word, on average and generously


class Stretch(NamedTuple):
    """`article.text[start : start + len(text)]` is the text."""

    start: int
    text: str


def stretches(article: Article, max_words: int) -> Iterator[Stretch]:
    """The kept lines with text, in pieces of at most so many tokens; a longer sentence is cut between two of them."""
    for line in article.lines:
        if not line.kept or line.start == line.end:
            continue
        if line.end - line.start <= max_words:  # as many characters as tokens at most
            yield Stretch(line.start, article.text[line.start : line.end])
            continue
        tokens = pack(article.lang).tokenise(article.text, ((line.start, line.end),))
        first = 0
        for first, behind in _pieces(tokens.sentence, tokens.start, max_words):
            start, end = tokens.start[first], tokens.end[behind - 1]
            if behind > first + 1 or end - start <= _LONGEST_WORD:
                yield Stretch(start, article.text[start:end])


def _pieces(sentence: tuple[int, ...], start: tuple[int, ...], max_words: int) -> Iterator[tuple[int, int]]:
    """(first token, token behind the last) of each piece: as many whole sentences as fit."""
    n, first = len(sentence), 0
    while first < n:
        behind = min(first + max_words, n)
        while behind > first + 1 and start[behind - 1] - start[first] > max_words * _CHARACTERS:
            behind -= 1
        if behind < n and sentence[behind] == sentence[behind - 1]:
            whole = behind
            while whole > first and sentence[whole] == sentence[whole - 1]:
                whole -= 1
            behind = whole if whole > first else behind
        yield first, behind
        first = behind
