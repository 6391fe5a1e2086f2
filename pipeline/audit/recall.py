"""Recall, from articles that were read in full: what readers list without having seen what was found, beside what was found.

A listed passage is found where a row of its kind lies in its words or overlaps them (of an event, the word that tells it). Several
readers' lists are put together: what two of them list is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.audit.intervals import Proportion, clustered
from pipeline.audit.questions import READ_KINDS
from pipeline.audit.sheets import Listed, places

Span = tuple[int, int]
Spans = Mapping[str, Mapping[str, Sequence[Span]]]  # article → kind → [start, end) of each row


@dataclass(frozen=True, slots=True)
class Recall:
    """Of `n_listed` passages in `n_articles` articles, `n_found` are rows of the warehouse. `by`, `value`: of which articles."""

    kind: str
    by: str
    value: str
    n_articles: int
    n_listed: int
    n_found: int
    proportion: Proportion | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A passage that a reader lists and no row covers."""

    article: str
    kind: str
    words: str
    start_char: int
    end_char: int


def compare(
    listed: Sequence[Listed], texts: Mapping[str, str], found: Spans
) -> tuple[dict[tuple[str, str], tuple[int, int]], list[Missed]]:
    """(article, kind) → (found, listed), and what was missed. `texts`: article → its text, in which the words stand."""
    hits: dict[tuple[str, str], set[Span]] = defaultdict(set)
    gaps: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in listed:
        stands = places(one.words, texts[one.article])
        rows = sorted(span for span in found.get(one.article, {}).get(one.kind, ()) if any(_meet(span, at) for at in stands))
        if rows:
            hits[one.article, one.kind].add(rows[0])
        elif stands and not any(_meet(gap, at) for gap in gaps[one.article, one.kind] for at in stands):
            gaps[one.article, one.kind].append(stands[0])
    counts = {where: (len(hits[where]), len(hits[where]) + len(gaps[where])) for where in sorted({*hits, *gaps})}
    missed = [Missed(article, kind, texts[article][start:end], start, end) for (article, kind), spans in sorted(gaps.items())
              for start, end in sorted(spans)]  # fmt: skip
    return counts, missed


def recall(counts: Mapping[tuple[str, str], tuple[int, int]], read: Collection[str], of: Mapping[str, str], by: str = "") -> list[Recall]:
    """Recall of each kind that somebody lists. `read`: the articles that were read; `of`: article → its value of the column `by`, by which
    recall is told too."""
    out: list[Recall] = []
    for kind in READ_KINDS:
        if not any(k == kind for _, k in counts):
            continue
        groups = [("", "", sorted(read))]
        if by:
            groups += [(by, value, sorted(a for a in read if of[a] == value)) for value in sorted({of[a] for a in read})]
        for column, value, articles in groups:
            pairs = [counts.get((article, kind), (0, 0)) for article in articles]
            n_found, n_listed = sum(f for f, _ in pairs), sum(n for _, n in pairs)
            out.append(Recall(kind, column, value, len(articles), n_listed, n_found, clustered(pairs)))
    return out


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
