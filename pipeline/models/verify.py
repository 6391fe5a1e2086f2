"""The one verifier: a span that a model proposes is anchored in the text, or dropped and counted. Pure.

A model is not trusted to give spans at all: offsets may lie outside the text, in lines that were dropped, or beside the words that it
names; scores may be missing, labels unknown. What is left stands in one kept line, without white space around it, has a kind of its
floor and a score, and overlaps no other span of the same model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.model import Article
from pipeline.models.spans import Anchored, Span, is_share


class Verified(NamedTuple):
    """Spans in text order, and how many were dropped for which reason."""

    spans: tuple[Anchored, ...]
    dropped: Counter[str]


def verify(article: Article, floor: str, proposed: object, kinds: Mapping[str, str], *, score: float, min_score: float) -> Verified:
    """Anchor what a model proposed for a floor. `kinds`: label in capitals → kind, "" for labels that are left out; `score`: what
    spans without one get. Never raises, whatever was proposed.

    Reasons: not_a_span, other_floor, out_of_range, other_text, empty, across_lines, dropped_line, unknown_label, unused_label, bad_score,
    low_score, duplicate, overlap.
    """
    dropped: Counter[str] = Counter()
    starts = [line.start for line in article.lines]
    good: list[Anchored] = []
    for span in proposed if isinstance(proposed, Iterable) else (proposed,):
        found = _anchored(article, starts, floor, span, kinds, (score, min_score))
        if isinstance(found, str):
            dropped[found] += 1
        else:
            good.append(found)
    taken: list[Anchored] = []
    for span in sorted(good, key=lambda s: (s.start - s.end, -s.score, s.start, s.kind)):
        at = bisect_right(taken, span.start, key=lambda s: s.start)
        before, behind = taken[at - 1] if at else None, taken[at] if at < len(taken) else None
        if before is not None and (before.start, before.end) == (span.start, span.end):
            dropped["duplicate"] += 1
        elif (before is not None and before.end > span.start) or (behind is not None and behind.start < span.end):
            dropped["overlap"] += 1
        else:
            taken.insert(at, span)
    return Verified(tuple(taken), dropped)


def _anchored(
    article: Article, starts: list[int], floor: str, span: object, kinds: Mapping[str, str], scores: tuple[float, float]
) -> Anchored | str:
    """The span as it may be used, or why it may not. `scores`: what a span without one gets, and the least that is taken."""
    if not isinstance(span, Span) or type(span.start) is not int or type(span.end) is not int or not isinstance(span.label, str):
        return "not_a_span"
    if span.floor != floor:
        return "other_floor"
    place = _place(article, starts, span)
    if isinstance(place, str):
        return place
    kind = kinds.get(span.label.upper())
    if not kind:
        return "unknown_label" if kind is None else "unused_label"
    score = scores[0] if span.score is None else span.score
    if not is_share(score):
        return "bad_score"
    score = round(float(score), 3)
    return Anchored(*place, floor, kind, score, span.model) if score >= scores[1] else "low_score"


def _place(article: Article, starts: list[int], span: Span) -> tuple[int, int] | str:
    """Where the words of the span stand, in one kept line and without white space around them."""
    if not 0 <= span.start <= span.end <= len(article.text):
        return "out_of_range"
    if article.text[span.start : span.end] != span.text:
        return "other_text"
    start, end = span.end - len(span.text.lstrip()), span.start + len(span.text.rstrip())
    if start >= end:
        return "empty"
    line = article.lines[bisect_right(starts, start) - 1]
    if end > line.end:
        return "across_lines"
    return (start, end) if line.kept else "dropped_line"
