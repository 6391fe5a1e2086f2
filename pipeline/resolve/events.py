"""Events: the mentions of one real-world event, in however many articles and languages, counted once.

Here is decided which event mentions are one event, how sure the corpus is of it, and which day, place and realis stand for it.
Which mentions are compared is a join in SQL (sql/corpus/event_pairs.sql): one type, one story or one explicit date, and a
party in common. Relations between events stand in `event_links.py`, their readable labels in `event_labels.py`.

Never one: what is planned and what took place, two days that no calendar reconciles, two sets of parties without a
common member.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

import pandas as pd

from pipeline.resolve.groups import CERTAIN, NOTHING, Judged, agglomerate
from pipeline.resolve.ids import row_id
from pipeline.resolve.likeness import Weights, overlap, rarity, shared_words
from pipeline.resolve.reports import Report, Unit
from pipeline.resolve.wording import Wording

_BASIS = {"user": -1, "explicit": 0, "relative": 1, "article": 2, "story": 3, "none": 4}
_PRECISION = {"minute": 0, "hour": 1, "day": 2, "week": 3, "month": 4, "quarter": 5, "year": 6, "decade": 7}
SAME = 0.6
SAME_IN_ARTICLE = 0.6
DEFAULT_DAY = 0.15
SLACK = 0.05  # for mentions that others bring together
EXCLUDED = -1.0


def _untold(a: Report, b: Report) -> float | None:
    """The same where at least one day is unknown, within one story."""
    if a.start is None and b.start is None:
        if a.offset is None or b.offset is None:
            return 0.0
        return 0.1 if a.offset == b.offset else None
    # a day that is told against "today" of an undated article: each its article's own news
    dated, undated = (a, b) if a.start is not None else (b, a)
    if undated.offset is None or dated.published_on is None or dated.start is None:
        return 0.0
    return 0.1 if (dated.start - dated.published_on).days == undated.offset else 0.0


def dates_agree(a: Report, b: Report) -> float | None:
    """What the dates say: +.3 one day … -.2 two near days of one story; None where they exclude each other."""
    one_story, one_article = a.story == b.story, a.unit[0] == b.unit[0]
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _untold(a, b) if one_story else None
    if a.start <= b.end and b.start <= a.end:
        fine = _PRECISION.get(a.precision or "", 2) <= 2, _PRECISION.get(b.precision or "", 2) <= 2
        if (a.start, a.end) == (b.start, b.end):
            if one_article and a.basis == b.basis == "article":
                return DEFAULT_DAY  # the day of all that an article tells as its news tells nothing apart
            return 0.3 if all(fine) else 0.2
        return 0.05
    gap = (max(a.start, b.start) - min(a.end, b.end)).days
    if "article" in (a.basis, b.basis) and gap <= 2 and one_story:
        return 0.0 if one_article else -0.1  # the article's own day is a default: a told day beats it
    return -0.2 if one_story and gap <= 2 and not one_article else None


def _parties(a: Report, b: Report) -> float | None:
    """How far the parties agree, 0 to 1; None where they share none, not even with what is named around the other."""
    every_a, every_b = a.codes | a.persons | a.bodies, b.codes | b.persons | b.bodies
    if not every_a or not every_b:
        return 0.3
    if every_a.isdisjoint(every_b):
        # one clause names the guest, the other the host: each stands in the other's company
        met, back = len(every_a & b.company) / len(every_a), len(every_b & a.company) / len(every_b)
        return 0.5 * (met + back) if a.story == b.story and min(met, back) >= 0.5 else None
    small = min(len(a.codes), len(b.codes))
    # a party that only one clause names, but that stands beside the other: half of a common one
    beside = 0.5 * (len((a.codes - b.codes) & b.company) + len((b.codes - a.codes) & a.company))
    both = len(a.codes & b.codes)
    codes = 0.5 * both / small + 0.5 * (both + beside) / len(a.codes | b.codes) if small else 0.4
    if a.bodies & b.bodies:
        codes = min(1.0, codes + 0.2)
    if a.persons and b.persons:
        return 0.5 * codes + 0.5 * len(a.persons & b.persons) / min(len(a.persons), len(b.persons))
    return 0.8 * codes  # two bodies have many dealings; the same persons in them have few


def _companions(reports: Mapping[Unit, Report]) -> Mapping[str, float]:
    """Weight of an entity as a companion: few mentions are in the company of a rare one."""
    spread = Counter(key for report in reports.values() for key in report.company)
    return {key: log(1 + len(reports) / count) for key, count in spread.items()}


def _weighed(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    """Share of the smaller company that stands in the other one, half counted by the larger one."""
    small, large = sorted(sum(weights[k] for k in sorted(x)) for x in (a, b))
    return sum(weights[k] for k in sorted(a & b)) * (0.5 / small + 0.5 / large) if small else 0.0


def similarity(
    a: Report, b: Report, clause_a: Wording, clause_b: Wording, rare: Mapping[str, float] | Weights, near: Mapping[str, float]
) -> float:
    """Likelihood that two mentions report one event, 0 to 1; `EXCLUDED` where they cannot. `near`: weights of companions."""
    if a.event_type != b.event_type or a.is_plan != b.is_plan or (a.realis == "hypothetical") != (b.realis == "hypothetical"):
        return EXCLUDED
    dates = dates_agree(a, b)
    if dates is None or (a.actors and a.recipients and b.actors and b.recipients and a.actors.isdisjoint(b.actors | b.company)):
        return EXCLUDED
    parties = _parties(a, b)
    if parties is None:
        if a.story != b.story or a.unit[0] == b.unit[0]:
            return 0.0
        parties = 0.0  # two reports of one happening may know different authors of it: all else must agree
    score = 0.42 * parties + dates
    if a.place and b.place:
        near_by = 0.0 if a.unit[0] == b.unit[0] else 0.1 / max(a.n_there, b.n_there)
        score += near_by if a.place == b.place else -0.1 if a.place_country == b.place_country else -0.25
    if a.mode != b.mode and a.event_type != "CONSULT":  # a visit is a meeting; praise is no treaty, an invitation no promise
        score -= 0.15 if a.mode and b.mode else 0.07
    told = {m for m, _ in a.numbers} & {m for m, _ in b.numbers}
    if told:
        score += 0.1 if set(a.numbers) & set(b.numbers) else -0.05
    shared = overlap(clause_a, clause_b, rare)
    # that a short clause stands in the other one says something where more than the parties does
    inside = shared.n >= 3 and shared_words(clause_a, clause_b)[0] >= 2
    score += 0.45 * max(shared.dice, 0.8 * max(shared.of_a, shared.of_b) if inside else 0.0)
    if a.unit[0] == b.unit[0]:
        if _points_back(a, clause_a) or _points_back(b, clause_b):
            score += 0.2
        elif a.in_title != b.in_title:
            score += 0.1  # a headline repeats what the article says
        elif abs(a.trigger_start - b.trigger_start) <= 150:
            score += 0.05  # received, and talked with: one sentence tells one meeting twice
    else:
        score += 0.25 * _weighed(a.company, b.company, near)
    return round(max(0.0, min(1.0, score)), 4)


def _points_back(report: Report, clause: Wording) -> bool:
    """A clause that says little more than that it happened (this meeting took place): of what the article told before."""
    return report.start is None and report.offset is None and len(clause.items) <= 3


class Alike:
    """`similarity` of reports of one corpus, each pair worked out once."""

    def __init__(self, reports: Mapping[Unit, Report], clauses: Mapping[Unit, Wording]) -> None:
        self._reports, self._clauses = reports, clauses
        self._rare, self._near = Weights(rarity(clauses.values())), _companions(reports)
        self._known: dict[tuple[Unit, Unit], float] = {}

    def __call__(self, x: Unit, y: Unit) -> float:
        key = (x, y) if x < y else (y, x)
        if key not in self._known:
            (a, b), of, words = key, self._reports, self._clauses
            self._known[key] = similarity(of[a], of[b], words[a], words[b], self._rare, self._near)
        return self._known[key]


def cluster(reports: Mapping[Unit, Report], alike: Alike, pairs: Sequence[tuple[Unit, Unit]], judged: Judged = NOTHING) -> dict[Unit, Unit]:
    """Mention → the mention that stands for its event: the one with the earliest publication day, then the smallest id. What users call
    one is joined first, and nothing joins what they call two."""
    scored = [(CERTAIN, a, b) for a, b in judged.one if a in reports and b in reports]
    for a, b in pairs:
        score = alike(a, b)
        if score >= (SAME_IN_ARTICLE if a[0] == b[0] else SAME):
            scored.append((score, a, b))

    def may_join(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
        if (tie := judged.tie(a, b)) is not None:
            return tie
        links: dict[tuple[str, str], float] = {}  # the best of each pair of articles: a report may be told in several clauses
        for x in a:
            for y in b:
                score = alike(x, y)
                if score == EXCLUDED:
                    return False
                links[x[0], y[0]] = max(links.get((x[0], y[0]), 0.0), score)
        own = [score for (x, y), score in links.items() if x == y]
        return sum(links.values()) / len(links) >= SAME - SLACK and (not own or min(own) >= SAME_IN_ARTICLE - SLACK)

    of = agglomerate(reports, scored, may_join)
    members: dict[Unit, list[Unit]] = defaultdict(list)
    for unit, root in of.items():
        members[root].append(unit)
    anchor = {root: min(units, key=lambda u: reports[u].age) for root, units in members.items()}
    return {unit: anchor[root] for unit, root in of.items()}


def _best_date(people: Sequence[Report]) -> Report | None:
    dated = [p for p in people if p.start is not None]
    if not dated:
        return None
    votes = Counter((p.start, p.end) for p in dated)

    def order(p: Report) -> tuple[object, ...]:
        fine = _PRECISION.get(p.precision or "", 2)
        return p.basis != "user", fine > 2, _BASIS[p.basis] > 1, -votes[p.start, p.end], _BASIS[p.basis], fine, p.age

    return min(dated, key=order)


def certainty(people: Sequence[Report]) -> tuple[str, int, int, int]:
    """How sure the corpus is: (certainty, n_narrated, n_attributed, n_denied)."""
    denied = sum(p.realis == "denied" for p in people)
    told = [p for p in people if p.realis != "denied"]
    narrated = sum(p.attribution == "narrator" for p in told)
    attributed = len(told) - narrated
    if told and all(p.is_plan for p in told):
        word = "planned"
    elif denied:
        word = "disputed" if told else "denied"
    elif all(p.realis == "hypothetical" for p in told):
        word = "claimed"
    else:
        word = "reported" if narrated else "claimed"
    return word, narrated, attributed, denied


def summarise(reports: Mapping[Unit, Report], of: Mapping[Unit, Unit]) -> pd.DataFrame:
    """One row an event: its id, anchor and lead mention (the one that stands for it), realis, dates, place, certainty, counts."""
    members: dict[Unit, list[Report]] = defaultdict(list)
    for unit, anchor in of.items():
        members[anchor].append(reports[unit])
    out = []
    for anchor, people in sorted(members.items()):
        people.sort(key=lambda p: p.age)
        dated = _best_date(people)
        places = Counter(p.place for p in people if p.place)
        place = min(places, key=lambda x: (-places[x], x)) if places else None
        lead = min(people, key=lambda p: (p.realis == "denied", p.attribution != "narrator", p.age))
        out.append(
            (
                event_id(anchor, reports), anchor[0], anchor[1], lead.unit[0], lead.unit[1], lead.realis,
                dated.start if dated else None, dated.end if dated else None, dated.precision if dated else None,
                dated.basis if dated else "none", place, *certainty(people),
            )
        )  # fmt: skip
    columns = [
        "event_id", "article_id", "event_no", "lead_article_id", "lead_no", "realis", "date_start", "date_end", "date_precision",
        "date_basis", "place_entity_id", "certainty", "n_narrated", "n_attributed", "n_denied",
    ]  # fmt: skip
    return pd.DataFrame(out, columns=columns)


def event_id(anchor: Unit, reports: Mapping[Unit, Report]) -> str:
    """The id of the event whose anchor this mention is."""
    report = reports[anchor]
    return row_id("evt", anchor[0], report.trigger_start, report.event_type, anchor[1])
