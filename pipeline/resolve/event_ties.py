"""Why reports are one event: for each report the one that it was joined to, and what the two have in common.

Nothing is decided here: `events.cluster` and `event_retold` made the groups; each report is shown beside the older one of its group that
is most like it, so that the ties of an event make a tree from its first report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from pipeline.resolve.event_likeness import Alike
from pipeline.resolve.groups import NOTHING, Judged
from pipeline.resolve.reports import Report, Unit

MOST = 12  # older reports that one is compared with
_COLUMNS = {
    "article_id": "str", "no": "int64", "other_article_id": "str", "other_no": "int64", "basis": "str", "score": "float64",
    "parties": "object", "company": "object", "date_relation": "str", "place_relation": "str", "number_relation": "str",
}  # fmt: skip


def ties(
    reports: Mapping[Unit, Report], alike: Alike, near: Mapping[Unit, Unit], of: Mapping[Unit, Unit], judged: Judged = NOTHING
) -> pd.DataFrame:
    """One row a report that is not the first of its event: `basis` likeness, retold (the same act, told less exactly) or user, the score,
    and what agrees: parties by code or entity, what else is named around both, and how days, places and numbers stand to each other.

    `near`: the groups that likeness alone made; `of`: all of them.
    """
    members: dict[Unit, list[Unit]] = defaultdict(list)
    for unit, anchor in of.items():
        members[anchor].append(unit)
    out = []
    for _, units in sorted(members.items()):
        units.sort(key=lambda u: reports[u].age)
        for i, unit in enumerate(units[1:], 1):
            told = [u for u in units[:i] if (unit, u) in judged.one]
            older = told or [u for u in units[:i] if near[u] == near[unit]] or units[:i]
            score, at = max((alike(unit, u), -k) for k, u in enumerate(older[:MOST]))  # of two that are equally like, the older one
            other = older[-at]
            basis = "user" if told else "likeness" if near[other] == near[unit] else "retold"
            out.append((*unit, *other, basis, 1.0 if told else max(score, 0.0), *_tie(reports[unit], reports[other])))
    return pd.DataFrame(out, columns=list(_COLUMNS)).astype(_COLUMNS)


def _tie(a: Report, b: Report) -> tuple[object, ...]:
    parties = sorted(a.parties & b.parties)
    company = sorted((a.company & b.company) - set(parties))
    return parties, company, _dates(a, b), _places(a, b), _numbers(a, b)


def _dates(a: Report, b: Report) -> str:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        both = a.start is None and b.start is None and a.offset is not None and a.offset == b.offset
        return "same_offset" if both else "unknown"
    if (a.start, a.end) == (b.start, b.end):
        return "same"
    return "overlapping" if a.start <= b.end and b.start <= a.end else "near"


def _places(a: Report, b: Report) -> str:
    if a.place is None or b.place is None:
        return "unknown"
    if a.place == b.place:
        return "same"
    return "same_country" if a.place_country is not None and a.place_country == b.place_country else "different"


def _numbers(a: Report, b: Report) -> str:
    if not {m for m, _ in a.numbers} & {m for m, _ in b.numbers}:
        return "unknown"
    return "same" if set(a.numbers) & set(b.numbers) else "different"
