"""The verifier of verdicts: what a model says of candidates counts where it is one of them, said once and in the shape that was asked
for; all else is counted and ignored. A candidate without a verdict is kept: nothing is lost by a bad answer. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.models.spans import DROPPED, KEPT, UNANSWERED, Fault, Verdict, is_share

MAX_VERDICTS = 20_000  # of an article: more than any has candidates


class Ruled(NamedTuple):
    """Numbers of the candidates that are dropped; how many met with which outcome, and what was ignored for which reason."""

    dropped: frozenset[int]
    outcomes: Counter[str]


def verify_verdicts(numbers: Iterable[int], floor: str, told: object, *, min_score: float) -> Ruled:
    """What becomes of the candidates of these numbers. Dropped are those that the model does not keep, or whose `keep` it rates below
    `min_score`; a verdict without a score counts as it is. Never raises, whatever was told.

    Outcomes of candidates: kept, dropped, unanswered. Reasons: those of `Fault`; too_many, not_a_verdict, other_floor, bad_score,
    unknown_candidate, double (the first verdict counts).
    """
    open_ones = set(numbers)
    outcomes: Counter[str] = Counter()
    ruled: dict[int, bool] = {}
    for n, verdict in enumerate(told if isinstance(told, Iterable) else (told,)):
        found = _read(verdict, floor, min_score) if n < MAX_VERDICTS else "too_many"
        if isinstance(found, str):
            outcomes[found] += 1
        elif found[0] not in open_ones:
            outcomes["unknown_candidate"] += 1
        elif found[0] in ruled:
            outcomes["double"] += 1
        else:
            ruled[found[0]] = found[1]
    dropped = frozenset(number for number, is_kept in ruled.items() if not is_kept)
    outcomes.update({KEPT: len(ruled) - len(dropped), DROPPED: len(dropped), UNANSWERED: len(open_ones) - len(ruled)})
    return Ruled(dropped, +outcomes)


def _read(verdict: object, floor: str, min_score: float) -> tuple[int, bool] | str:
    """(candidate, whether it is kept), or why the verdict is none."""
    if isinstance(verdict, Fault):
        return verdict.reason
    if not isinstance(verdict, Verdict) or type(verdict.candidate) is not int or not isinstance(verdict.keep, bool):
        return "not_a_verdict"
    if verdict.floor != floor:
        return "other_floor"
    score = verdict.score
    if score is None:
        return verdict.candidate, verdict.keep
    if not is_share(score):
        return "bad_score"
    return verdict.candidate, verdict.keep and score >= min_score
