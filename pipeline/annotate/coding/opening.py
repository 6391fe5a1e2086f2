"""The opening of a news text that says where it was filed ("MAPUTO, Feb 20 (Agency) - "): no clause, nobody acts in it.

The place in it is where the article speaks from; which events that helps to place is said in `cast` and `context`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.model import Article, LocalEntity, Mention
from pipeline.text import Tokens

_REACH = 16  # tokens that an opening may have
_LINES = 3  # body lines that are looked at: a lead may stand above
_DASHES = frozenset("-–—")
_PLACES = frozenset({"GPE", "LOC"})


@dataclass(frozen=True, slots=True)
class Opening:
    """Tokens first … last (inclusive) of one opening; `place`: the local entity that it begins with."""

    first: int
    last: int
    place: int


def openings(
    article: Article,
    tokens: Tokens,
    rules: Grammar,
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    dates_at: frozenset[int],
) -> tuple[Opening, ...]:
    """Openings of the first body lines, in order."""
    starts = {m.start: m for m in mentions if entities[m.local_no].type in _PLACES}
    names_at = {i for m in mentions for i in range(tokens.at(m.start), tokens.at(m.end - 1) + 1)} if len(tokens) else set()
    out: list[Opening] = []
    seen = 0
    for line in article.lines:
        if not line.kept or line.role not in ("body", "subtitle", "dateline") or seen == _LINES:
            continue
        seen += 1
        first = tokens.at(line.start)
        if first >= len(tokens) or tokens.start[first] >= line.end or tokens.start[first] not in starts:
            continue
        last = _end(first, tokens.at(line.end), tokens, rules, frozenset(names_at) | dates_at)
        if last is not None:
            out.append(Opening(first, last, starts[tokens.start[first]].local_no))
    return tuple(out)


def _end(first: int, high: int, tokens: Tokens, rules: Grammar, named: frozenset[int]) -> int | None:
    """The last token of an opening that begins at `first`: a dash with names, days and brackets only before it, or a colon soon behind."""
    is_bracketed = False
    for j in range(first, min(high, first + _REACH)):
        text = tokens.text[j]
        is_bracketed = (is_bracketed or text == "(") and text != ")"
        if text in _DASHES and tokens.start[j] > tokens.end[j - 1]:
            colon = next((k for k in range(j + 1, min(high, j + 6)) if tokens.text[k] == ":"), None)
            if colon is not None and not any(tokens.fold[k] in rules.tags for k in range(j + 1, colon)):
                return colon
            return j
        if is_bracketed or tokens.kind[j] == "p" or j in named:
            continue
        if tokens.fold[j] in rules.tags or not (text[0].isupper() or text[0].isdigit() or rules.word_order == "vso"):
            return None
    return None
