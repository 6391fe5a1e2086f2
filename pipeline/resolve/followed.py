"""Rows of users that cleaning follows: which lines they mean, and which day of publication they give.

Here too stands how words are found in a text again (`located`), for all rows about places. What is said of quotes and events is found by
`placed.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.model import Decided, LineRole, Published
from pipeline.resolve.frames import rows
from pipeline.resolve.judgements import NONE, Judgement, Target
from pipeline.resolve.place_cells import period
from pipeline.resolve.sightings import passages_of

Passage = tuple[int, int]  # start, end
_PUBLICATION = -1  # stands for a line's number where a row is about the document's day


def located(target: Target, text: str) -> Passage | str:
    """Where the words of a target stand in the text of its document, or a sentence that says why they cannot be found."""
    every = passages_of(target.name, text, whole=False)
    found = passages_of(target.name, text) or every  # Arabic writes "and", "to", "the" into one word with what follows
    at = [p for p in every if p[0] == target.start]
    if at or len(found) == 1:
        return (at or found)[0]
    if not found:
        return f"The words {target} stand no more in the document."
    where = "none of them at that offset" if target.start >= 0 else "and the row does not say which is meant"
    return f"The words {target} stand {len(found)} times in the document, {where}. Give their present offset in `start`."


def lines_of(target: Target, text: str) -> tuple[int, ...] | str:
    """The numbers of the lines (from 1) that the words of a target are, or stand in; or why there is none."""
    spans: list[Passage] = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    words = target.name.casefold().split()
    whole = [n for n, (a, b) in enumerate(spans, 1) if text[a:b].casefold().split() == words]
    if len(whole) == 1:
        return tuple(whole)
    if at := [n for n in whole if spans[n - 1][0] <= target.start < spans[n - 1][1]]:
        return tuple(at)
    passage = located(target, text)
    if isinstance(passage, str):
        return passage
    return tuple(n for n, (a, b) in enumerate(spans, 1) if a < passage[1] and b > passage[0] and text[a:b].strip())


@dataclass(frozen=True, slots=True)
class Followed:
    """Of rows about lines and days of publication: what is decided of each article, and what became of each row: (article_id, number of
    lines) where it is followed, else why not, and whether it is there all the same."""

    decided: Mapping[str, Decided]
    done: Mapping[Judgement, tuple[str, tuple[int, ...]]]
    problems: Mapping[Judgement, tuple[str, bool]]


def followed(judgements: Sequence[Judgement], documents: pd.DataFrame) -> Followed:
    """What rows say of lines and of days of publication. documents: source_id, document (as a row names it), article_id, text."""
    known: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for source, document, article, text in rows(documents, "source_id", "document", "article_id", "text"):
        if document is not None:
            known[source, document].append((article, text))
    claims: dict[tuple[str, int], list[Judgement]] = defaultdict(list)
    done: dict[Judgement, tuple[str, tuple[int, ...]]] = {}
    problems: dict[Judgement, tuple[str, bool]] = {}
    for j in judgements:
        if not is_cleaning(j):
            continue
        problem = gone(j.target)
        for article, text in sorted(known[j.target.within]):
            numbers = (_PUBLICATION,) if j.kind == "date" else lines_of(j.target, text)
            if isinstance(numbers, str):
                problem = numbers
                continue
            for number in numbers:
                claims[article, number].append(j)
            done.setdefault(j, (article, numbers))
        if j not in done:
            problems[j] = (problem, False)
    lost: dict[Judgement, tuple[str, bool]] = {}
    lines: dict[str, list[tuple[int, LineRole, str]]] = defaultdict(list)
    published: dict[str, Published] = {}
    for (article, number), rivals in sorted(claims.items()):
        best, beaten = latest(rivals)
        lost |= {j: (reason, True) for j, reason in beaten.items()}
        if number == _PUBLICATION:
            published[article] = _published(best.value)
        else:
            said = f"{best.by} decided so by hand on {best.on}: {best.why}"
            lines[article].append((number, best.value, said))  # type: ignore[arg-type]  # checked where the row was read
    decided = {article: Decided(tuple(lines[article]), published.get(article)) for article in sorted({*lines, *published})}
    return Followed(decided, {j: where for j, where in done.items() if j not in lost}, problems | lost)


def is_cleaning(j: Judgement) -> bool:
    """Whether the row is followed when its document is cleaned: it is about a line, or the day of publication."""
    return j.kind == "line" or (j.kind == "date" and not j.target.name)


def gone(target: Target) -> str:
    return f"There is no document {target.document} of {target.source} any more."


def _published(value: str) -> Published:
    found = period(value)
    if value == NONE or found is None:
        return Published()
    return Published(found.start, precision=found.precision, basis="user")


def latest(rivals: Sequence[Judgement]) -> tuple[Judgement, dict[Judgement, str]]:
    """Of rows about one thing the one that holds, and why the ones that say something else do not."""
    best = min(rivals, key=lambda j: (-j.on.toordinal(), j.value, j.place))
    said = best.other if best.other is not None else best.value
    return best, {
        j: f"{best.place} says {best.value} of the same, and was decided later or comes first."
        for j in rivals
        if (j.other if j.other is not None else j.value) != said
    }
