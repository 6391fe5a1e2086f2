"""Where rows about places of documents contradict each other: one place with two values, two reports or statements that are one and two.

Only what rows say themselves is compared, as in `ties.py`; that two rows name one place in other words is found in the corpus
(`placed.py`), and the later one holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.resolve.groups import components
from pipeline.resolve.judgements import NONE, Judgement, Target

_SAID = {
    "line": "roles", "speaker": "speakers", "date": "dates", "realis": "values of realis", "quote_span": "spans", "event_span": "clauses",
    "event_trigger": "triggers", "name_span": "spans", "quote_kind": "kinds", "event_type": "types",
}  # fmt: skip


def contradictions(judgements: Sequence[Judgement]) -> list[str]:
    """A sentence for each contradiction; each names the rows."""
    first: dict[tuple[str, Target, str], Judgement] = {}
    problems = []
    for j in judgements:
        if j.kind not in _SAID and j.kind != "participant":
            continue
        other = first.setdefault((j.kind, j.target, j.role), j)
        both = f"{other.place} and {j.place} contradict each other: they give {j.target}"
        if j.kind == "participant":
            if (other.value == NONE) != (j.value == NONE):
                problems.append(f"{both} nobody and somebody as {j.role}. Take one of them out.")
        elif _said(other) != _said(j):
            problems.append(f"{both} two {_SAID[j.kind]}, {other.value} and {j.value}. Keep one.")
    return problems + _pairs(judgements, "event") + _pairs(judgements, "statement")


def _said(j: Judgement) -> object:
    return j.value if j.other is None else j.other


def _pairs(judgements: Sequence[Judgement], what: str) -> list[str]:
    """Of rows `same_…` and `different_…` of what there is: events or statements."""
    rows = [j for j in judgements if j.kind in (f"same_{what}", f"different_{what}") and j.other is not None]
    targets = {t for j in rows for t in (j.target, j.other) if t is not None}
    root = components(targets, [(j.target, j.other) for j in rows if j.kind == f"same_{what}" and j.other is not None])
    return [
        f"{j.place} says that {j.target} and {j.other} are two {what}s, but {_ones(rows, root, j)} that they are one."
        " Take one side of it out."
        for j in rows
        if j.kind == f"different_{what}" and j.other is not None and root[j.target] == root[j.other]
    ]


def _ones(rows: Sequence[Judgement], root: dict[Target, Target], j: Judgement) -> str:
    places = [other.place for other in rows if other.kind.startswith("same_") and root[other.target] == root[j.target]]
    return " and ".join(places) + (" says" if len(places) == 1 else " say")
