"""Relations between events: what is part of what, and which plan was carried out.

Both are drawn only where they are evident: a part lies in the same story on the same day as a meeting that its parties
held, or stands in the sentence of the founding that it asks for; a plan is carried out by a later event of its parties
in its time and place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.resolve.reports import Report

_FRAMES = frozenset({"CONSULT"})  # what other acts can be part of
_PARTS = frozenset({"CONSULT", "SUPPORT", "AGREE", "REJECT", "REQUEST", "ACCUSE", "CONCEDE", "COOPERATE", "APPOINT", "THREATEN"})
_CARRIES_OUT = {"AGREE": ("CONSULT", "AID", "COOPERATE", "RETREAT"), "REQUEST": ("CONSULT",)}


SOON = 60  # days within which a plan without a date is carried out
_DAYS = 31  # of a period whose days are looked up one by one
NEAR = 200  # characters between triggers that stand in one sentence or two


@dataclass(frozen=True, slots=True)
class Event:
    """An event as its relations see it: its reports, its day where it is told to the day, its parties."""

    event_id: str
    event_type: str
    is_plan: bool
    reports: tuple[Report, ...]
    start: date | None
    end: date | None
    to_the_day: bool
    parties: frozenset[str]
    company: frozenset[str]
    stories: frozenset[str]
    place: str | None

    @property
    def weight(self) -> tuple[int, int, int]:
        """How central: articles, mentions, headlines."""
        articles = {r.unit[0] for r in self.reports}
        return len(articles), len(self.reports), sum(r.in_title for r in self.reports)


def _parts_of(story: Sequence[Event]) -> dict[str, str]:
    """Event → the meeting that it is part of, within one story."""
    meetings = [e for e in story if e.event_type in _FRAMES and not e.is_plan and any(r.attribution == "narrator" for r in e.reports)]
    out: dict[str, str] = {}
    for event in story:
        if event.is_plan or event.event_type not in _PARTS:
            continue
        found = [
            m for m in meetings
            if m.event_id != event.event_id and _one_day(m, event) and len(m.parties & event.parties) >= 1
            and (m.weight > event.weight or (m.weight == event.weight and event.event_type not in _FRAMES))
            and (event.parties <= m.parties | m.company or len(m.parties & event.parties) >= 2)
        ]  # fmt: skip
        if found:
            best = min(found, key=lambda m: (tuple(-w for w in m.weight), m.event_id))
            out[event.event_id] = best.event_id
    return out


def _one_day(a: Event, b: Event) -> bool:
    """Whether two events lie on one day; where the texts tell only month or year, whether one sentence or the next tells both."""
    if a.start is not None and b.start is not None:
        if a.to_the_day != b.to_the_day or (a.start, a.end) != (b.start, b.end):
            return False
        return a.to_the_day or any(
            x.unit[0] == y.unit[0] and abs(x.trigger_start - y.trigger_start) <= NEAR for x in a.reports for y in b.reports
        )
    offsets = [{r.offset for r in e.reports if r.offset is not None} for e in (a, b)]
    return bool(offsets[0] & offsets[1]) or (bool(offsets[0]) and b.to_the_day) or (bool(offsets[1]) and a.to_the_day)


def _asked_for(events: Sequence[Event]) -> dict[str, str]:
    """Request → the founding or help that the same sentence says was asked for."""
    by_article: dict[str, list[tuple[Report, Event]]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            by_article[report.unit[0]].append((report, event))
    out: dict[str, str] = {}
    for mentions in by_article.values():
        for report, event in mentions:
            if event.event_type != "REQUEST" or event.event_id in out:
                continue
            near = [
                (abs(other.trigger_start - report.trigger_start), e.event_id)
                for other, e in mentions
                if e.event_type in ("COOPERATE", "AID") and other.start == report.start and other.start is not None
                and abs(other.trigger_start - report.trigger_start) <= NEAR
            ]  # fmt: skip
            if near:
                out[event.event_id] = min(near)[1]
    return out


class _Plans:
    """Plans by what an act must have in common with them: a party, and a day that the plan names or the place where it is to be soon.

    A corpus has thousands of plans of the great powers; few of them fit the day of an act.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self.undated: set[str] = set()
        self._on_day: dict[tuple[str, date], list[Event]] = defaultdict(list)
        self._in_period: dict[str, list[Event]] = defaultdict(list)
        self._soon: dict[tuple[str, str], list[tuple[date, str, Event]]] = defaultdict(list)
        for plan in events:
            if not plan.is_plan or plan.event_type not in (*_CARRIES_OUT, "CONSULT"):
                continue
            self._add(plan)
        for found in self._soon.values():
            found.sort(key=lambda row: row[:2])

    def _add(self, plan: Event) -> None:
        announced = _told(plan)
        if plan.start is None or plan.end is None:
            self.undated.add(plan.event_id)
            if plan.place is not None and announced is not None:
                for party in plan.parties:
                    self._soon[party, plan.place].append((announced, plan.event_id, plan))
        elif (plan.end - plan.start).days <= _DAYS:
            for party in plan.parties:
                for n in range((plan.end - plan.start).days + 1):
                    self._on_day[party, plan.start + timedelta(n)].append(plan)
        else:
            for party in plan.parties:
                self._in_period[party].append(plan)

    def near(self, event: Event, day: date) -> list[Event]:
        """The plans that an act of this day may have carried out."""
        found: dict[str, Event] = {}
        for party in sorted(event.parties):
            for plan in (*self._on_day.get((party, day), ()), *self._in_period.get(party, ())):
                found[plan.event_id] = plan
            if event.place is not None:
                soon = self._soon.get((party, event.place), [])
                first = bisect_left(soon, (day - timedelta(SOON), ""), key=lambda row: row[:2])
                found.update({key: plan for _, key, plan in soon[first:]})
        return list(found.values())


def _told(event: Event) -> date | None:
    """The day of the first article that tells an event."""
    return min((r.published_on for r in event.reports if r.published_on is not None), default=None)


def _carried_out(events: Sequence[Event]) -> dict[str, str]:
    """Actual event → the plan that it carries out."""
    plans = _Plans(events)
    out: dict[str, str] = {}
    for event in events:
        if event.is_plan or event.start is None or not event.to_the_day:
            continue
        told = _told(event)
        found: list[tuple[int, str]] = []
        for plan in plans.near(event, event.start):
            announced = _told(plan)
            if announced is None or told is None or announced >= told:
                continue
            if event.event_type != plan.event_type and event.event_type not in _CARRIES_OUT.get(plan.event_type, ()):
                continue
            if plan.place and event.place and plan.place != event.place:
                continue
            common = len(plan.parties & event.parties)
            if not _in_time(plan, event, event.start, announced, common):
                continue
            if common >= 2 or (common == 1 and plan.place is not None and plan.place == event.place):
                found.append((-common, plan.event_id))
        if found:
            out[event.event_id] = min(found)[1]
    return _once(out, events, plans.undated)


def _once(out: Mapping[str, str], events: Sequence[Event], undated: Set[str]) -> dict[str, str]:
    """A plan without a date is carried out once: by the first act that fits."""
    first: dict[str, tuple[date, str]] = {}
    for event in events:
        if (key := out.get(event.event_id)) in undated and key is not None and event.start is not None:
            first[key] = min(first.get(key, (event.start, event.event_id)), (event.start, event.event_id))
    return {done: key for done, key in out.items() if key not in undated or first[key][1] == done}


def _in_time(plan: Event, event: Event, day: date, announced: date, common: int) -> bool:
    """Whether an act of this day can carry out the plan."""
    if plan.start is not None and plan.end is not None:
        return plan.start <= day <= plan.end
    # nobody says when: soon, in the place that the plan names, and no mere meeting of one of its parties
    soon = (day - announced).days <= SOON and plan.place is not None and plan.place == event.place
    return soon and (event.event_type != "CONSULT" or common >= 2)


def link(
    events: Mapping[str, Sequence[Report]], dated: Mapping[str, tuple[date | None, date | None, str | None, str | None]]
) -> tuple[dict[str, str], dict[str, str]]:
    """(parents, fulfilled): event → the event that it is part of; event → the planned event that it carried out.

    events: event id → its reports. dated: event id → (start, end, precision, place).
    """
    every = []
    for event_id in sorted(events):
        reports = tuple(sorted(events[event_id], key=lambda r: r.age))
        start, end, precision, place = dated[event_id]
        parties = frozenset(c for r in reports for c in (*r.codes, *r.persons, *r.bodies))
        company = frozenset(c for r in reports for c in r.company)
        stories = frozenset(r.story for r in reports)
        day = start is not None and precision in ("minute", "hour", "day")
        every.append(
            Event(
                event_id,
                reports[0].event_type,
                reports[0].is_plan,
                reports,
                start,
                end,
                day,
                parties,
                company,
                stories,
                place,
            )
        )
    by_story: dict[str, list[Event]] = defaultdict(list)
    for event in every:
        if len(event.stories) == 1:
            by_story[next(iter(event.stories))].append(event)
        else:
            for story in sorted(event.stories):
                by_story[story].append(event)
    parents = _asked_for(every)
    for story in sorted(by_story):
        for child, parent in _parts_of(by_story[story]).items():
            parents.setdefault(child, parent)
    for child in sorted(parents):  # no event is part of its own part
        seen, at = {child}, parents.get(child)
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None:
            del parents[child]
    return parents, _carried_out(every)
