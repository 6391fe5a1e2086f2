"""One event told again with another precision: in the year where another text knows the day, as background without any date.

Runs on the groups that `events.cluster` made, and only joins them. Day against day was decided there; here a group joins another one where
the words that name the object of the act agree, the parties do, nothing excludes it, and where it is the only one that fits:

- in one story, a group whose clause says nothing but what another one says;
- a period (in 2024) with the one act of a day, or of an undated article's today, that lies inside;
- background that nobody dates of one company (the summit, the regions that a plan is for) in several stories.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.resolve.event_likeness import dates_agree
from pipeline.resolve.groups import NOTHING, Judged, agglomerate
from pipeline.resolve.likeness import shared_words
from pipeline.resolve.reports import Report, Unit
from pipeline.resolve.wording import Wording

WORDS = 2  # words of the object that two clauses must share
SHARE = 0.6  # of the shorter clause's
BESIDE = 0.3  # the same of background in one company, where one clause may go on
REPEATED = 0.75  # of the shorter clause's, with three words, in one story
NAMES = 2  # besides the parties, that the company of two background reports must share
SLACK = 7  # days around a story's dated articles within which its undated ones lie
MOST = 60  # groups that a word may bring together: a commoner one says nothing
_FINE = frozenset({"minute", "hour", "day", "week"})
_TOLD = frozenset({"explicit", "relative", "user"})


@dataclass(frozen=True, slots=True)
class _Act:
    """A group of mentions: its key, parties, and when it lies. `kind`: day, period, or loose where no words tell when."""

    key: Unit
    units: tuple[Unit, ...]
    event_type: str
    modes: frozenset[str]
    codes: frozenset[str]
    company: frozenset[str]
    kind: str
    start: date | None
    end: date | None
    has_day: bool  # the article's own, for want of another
    articles: frozenset[str]
    stories: frozenset[str]


def _act(key: Unit, people: Sequence[Report], stories: Mapping[str, tuple[date, date]]) -> _Act:
    told = [p for p in people if p.start is not None and p.basis in _TOLD]
    fine = [p for p in told if p.precision in _FINE]
    today = [p for p in people if p.start is None and p.offset is not None and p.is_told and p.story in stories]
    kind, start, end = "loose", None, None
    if fine:
        kind, start, end = "day", min(p.start for p in fine if p.start), max(p.end for p in fine if p.end)
    elif today:
        first, last = stories[today[0].story]
        offset = today[0].offset or 0
        kind, start, end = "day", first + timedelta(offset - SLACK), last + timedelta(offset + SLACK)
    elif told:
        kind, start, end = "period", max(p.start for p in told if p.start), min(p.end for p in told if p.end)
    return _Act(
        key,
        tuple(sorted(p.unit for p in people)),
        people[0].event_type,
        frozenset(p.mode for p in people if p.mode),
        frozenset(c for p in people for c in p.codes),
        frozenset(c for p in people for c in p.company),
        kind,
        start,
        end,
        any(p.start is not None or p.offset is not None for p in people),
        frozenset(p.unit[0] for p in people),
        frozenset(p.story for p in people),
    )


def _agree(a: _Act, b: _Act) -> bool:
    """Whether the parties and modes of two groups go together: one names all that the other names, or two in common."""
    if a.modes and b.modes and a.modes.isdisjoint(b.modes):
        return False
    common = len(a.codes & b.codes)
    return common >= 2 or (common == 1 and common == min(len(a.codes), len(b.codes)))


def _in_company(a: _Act, b: _Act) -> bool:
    """The same of background, whose clause may leave its parties out: each stands in the other's company, and so do two names more."""
    if a.modes and b.modes and a.modes.isdisjoint(b.modes):
        return False
    if not (a.codes <= b.codes | b.company and b.codes <= a.codes | a.company and (a.codes or b.codes)):
        return False
    return len((a.company & b.company) - a.codes - b.codes) >= NAMES


def _said(a: _Act, b: _Act, clauses: Mapping[Unit, Wording], words: int, share: float) -> bool:
    found = (shared_words(clauses[x], clauses[y]) for x in a.units for y in b.units)
    return any(n >= words and part >= share for n, part in found)


def retold(
    reports: Mapping[Unit, Report],
    clauses: Mapping[Unit, Wording],
    of: Mapping[Unit, Unit],
    stories: Mapping[str, tuple[date, date]],
    judged: Judged = NOTHING,
) -> dict[Unit, Unit]:
    """Mention → the mention that stands for its event: as `of` has it, with the groups joined that tell one event again; but none whose
    reports users call two. stories: the first and the last day of a story's dated articles, where it has any."""
    for pairs in (_repeated, _inside, _beside):
        acts = _acts(reports, of, stories)
        groups: dict[Unit, list[Unit]] = defaultdict(list)
        for unit, anchor in of.items():
            groups[anchor].append(unit)

        def may_join(a: Sequence[Unit], b: Sequence[Unit], groups: Mapping[Unit, Sequence[Unit]] = groups) -> bool:
            return judged.tie([u for x in a for u in groups[x]], [u for x in b for u in groups[x]]) is not False

        again = agglomerate(groups, [(1.0, a, b) for a, b in pairs(acts, clauses, reports)], may_join)
        of = {unit: again[anchor] for unit, anchor in of.items()}
    members: dict[Unit, list[Unit]] = defaultdict(list)
    for unit, root in of.items():
        members[root].append(unit)
    anchor_of = {root: min(units, key=lambda u: reports[u].age) for root, units in members.items()}
    return {unit: anchor_of[root] for unit, root in of.items()}


def _acts(reports: Mapping[Unit, Report], of: Mapping[Unit, Unit], stories: Mapping[str, tuple[date, date]]) -> dict[Unit, _Act]:
    """The groups of what took place or is said to have: no plans, nothing hypothetical, nothing that is denied only."""
    members: dict[Unit, list[Report]] = defaultdict(list)
    for unit, anchor in sorted(of.items()):
        members[anchor].append(reports[unit])
    return {key: _act(key, people, stories) for key, people in sorted(members.items()) if all(p.realis == "actual" for p in people)}


def _keys(act: _Act, clauses: Mapping[Unit, Wording], names: Iterable[str]) -> list[tuple[str, str, str]]:
    words = {key for u in act.units for item in clauses[u].items if not item.is_name for key in item.concepts or (item.stem,)}
    said = sorted(word for word in words if word[0] != "n")
    return [(act.event_type, name, word) for name in sorted(names) for word in said]


def _met(keys: Mapping[Unit, Sequence[tuple[str, str, str]]]) -> set[tuple[Unit, Unit]]:
    """Groups that share a key which few of them have."""
    spread = Counter(key for found in keys.values() for key in found)
    blocks: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    for unit, found in sorted(keys.items()):
        for key in found:
            if 2 <= spread[key] <= MOST:
                blocks[key].append(unit)
    return {(a, b) for found in blocks.values() for i, a in enumerate(found) for b in found[i + 1 :]}


def _repeated(acts: Mapping[Unit, _Act], clauses: Mapping[Unit, Wording], reports: Mapping[Unit, Report]) -> list[tuple[Unit, Unit]]:
    """In one story: the same act in the same words, nothing in either speaking against it."""
    wanted = [act for act in acts.values() if act.modes and act.kind != "period"]
    near = _met({act.key: _keys(act, clauses, act.stories) for act in wanted})
    return [
        (x, y)
        for x, y in sorted(near)
        for a, b in [(acts[x], acts[y])]
        if a.modes == b.modes and _agree(a, b) and _said(a, b, clauses, 3, REPEATED)
        and all(dates_agree(reports[u], reports[v]) is not None for u in a.units for v in b.units)
    ]  # fmt: skip


def _inside(acts: Mapping[Unit, _Act], clauses: Mapping[Unit, Wording], _: Mapping[Unit, Report]) -> list[tuple[Unit, Unit]]:
    """Periods with the one act inside that they tell less exactly; the act must have no other period either."""
    periods = {act.key: _keys(act, clauses, act.codes | act.company) for act in acts.values() if act.kind == "period"}
    asked = {key for found in periods.values() for key in found}
    keys = dict(periods)
    for act in acts.values():
        if act.kind != "period":
            own = act.codes if act.kind == "day" else act.codes | act.company
            keys[act.key] = [key for key in _keys(act, clauses, own) if key in asked]
    fits: dict[Unit, list[Unit]] = defaultdict(list)
    for x, y in sorted(_met(keys)):
        period, other = (acts[x], acts[y]) if x in periods else (acts[y], acts[x])
        if period.key not in periods or other.key in periods or period.articles & other.articles:
            continue
        if other.kind == "day":
            fit = _overlap(period, other) and _agree(period, other) and _said(period, other, clauses, WORDS, SHARE)
        else:
            fit = _in_company(period, other) and _said(period, other, clauses, WORDS, BESIDE)
        if fit:
            fits[period.key].append(other.key)
            fits[other.key].append(period.key)
    return [(key, found[0]) for key, found in sorted(fits.items()) if len(found) == 1 and len(fits[found[0]]) == 1]


def _beside(acts: Mapping[Unit, _Act], clauses: Mapping[Unit, Wording], _: Mapping[Unit, Report]) -> list[tuple[Unit, Unit]]:
    """Background that nobody dates, told in several stories; where one of them could be two others, none is joined."""
    wanted = [act for act in acts.values() if act.kind == "loose" and not act.has_day]
    fits: dict[Unit, set[Unit]] = defaultdict(set)
    for x, y in sorted(_met({act.key: _keys(act, clauses, act.company - act.codes) for act in wanted})):
        a, b = acts[x], acts[y]
        if not a.stories & b.stories and _in_company(a, b) and _said(a, b, clauses, WORDS, BESIDE):
            fits[x].add(y)
            fits[y].add(x)
    return [(a, b) for a, found in sorted(fits.items()) for b in sorted(found) if all(c == b or c in fits[b] for c in found)]


def _overlap(a: _Act, b: _Act) -> bool:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end
