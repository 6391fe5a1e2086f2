"""What several coders say of one item: their agreement, and the verdict that counts.

The verdict that counts is that of the adjudicator where there is one; else what most coders say who are not unsure. An even vote is as if
all had been unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.audit import agreement
from pipeline.audit.questions import UNSURE
from pipeline.audit.sheets import Keyed, Verdict

ADJUDICATED = "adjudicated"  # the name under which disagreements are settled; no coder among others
Sheets = Mapping[str, Mapping[str, Verdict]]  # coder → item → verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on the items of a question: those with two verdicts or more that are not `unsure`. None: not defined."""

    group: str
    question: str
    n: int
    percent: float | None
    kappa: float | None  # of two coders
    alpha: float | None


def coders(sheets: Sheets) -> list[str]:
    """Those who judged something, the adjudicator left out."""
    return sorted(name for name, sheet in sheets.items() if sheet and name != ADJUDICATED)


def settled(sheets: Sheets) -> dict[str, str]:
    """Item → the verdict that counts; items that nobody judged are left out."""
    out: dict[str, str] = {}
    for item in sorted({item for sheet in sheets.values() for item in sheet}):
        last_word = sheets.get(ADJUDICATED, {}).get(item)
        if last_word is not None:
            out[item] = last_word.verdict
            continue
        said = Counter(sheet[item].verdict for sheet in sheets.values() if item in sheet)
        del said[UNSURE]
        votes = said.most_common(2)
        out[item] = UNSURE if not votes or (len(votes) > 1 and votes[0][1] == votes[1][1]) else votes[0][0]
    return out


def agreements(key: Sequence[Keyed], sheets: Sheets) -> list[Agreement]:
    """For each question, and last for all of them together (`group` and `question` empty), where there are two coders."""
    names = coders(sheets)
    if len(names) < 2:
        return []
    units = {entry.id: [_decided(sheets[name].get(entry.id)) for name in names] for entry in key}
    questions = dict.fromkeys((entry.group, entry.question) for entry in key)
    out = [
        _agreement(group, question, [units[entry.id] for entry in key if (entry.group, entry.question) == (group, question)])
        for group, question in questions
    ]
    return [a for a in [*out, _agreement("", "", list(units.values()))] if a.n]


def _decided(verdict: Verdict | None) -> str | None:
    return None if verdict is None or verdict.verdict == UNSURE else verdict.verdict


def _agreement(group: str, question: str, units: Sequence[agreement.Verdicts]) -> Agreement:
    shared = [unit for unit in units if sum(v is not None for v in unit) > 1]
    two = agreement.kappa(shared) if shared and len(shared[0]) == 2 else None
    return Agreement(group, question, len(shared), agreement.percent(shared), two, agreement.alpha(shared))
