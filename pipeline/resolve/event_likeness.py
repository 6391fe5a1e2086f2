"""How alike two event mentions are: parties, days, places, numbers, the words of their clauses and who is named around them.

Here is decided what a pair of mentions is worth, and what it can never be; which pairs are asked for, and what follows from a value,
belongs to `events.py`.

Never one: what is planned and what took place, two days that no calendar reconciles, two sets of parties without a
common member.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from pipeline.resolve.likeness import Weights, n_words, overlap, spread_of, weighed
from pipeline.resolve.reports import Report, Unit
from pipeline.resolve.wording import Wording

PRECISION = {"minute": 0, "hour": 1, "day": 2, "week": 3, "month": 4, "quarter": 5, "year": 6, "decade": 7}
DEFAULT_DAY = 0.15
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
        fine = PRECISION.get(a.precision or "", 2) <= 2, PRECISION.get(b.precision or "", 2) <= 2
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
    every_a, every_b = a.parties, b.parties
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


@dataclass(frozen=True, slots=True)
class Spread:
    """How common words and companions are: in how many clauses of the corpus a word stands, in how many companies an entity."""

    words: Counter[str] = field(default_factory=Counter)
    companions: Counter[str] = field(default_factory=Counter)
    reports: int = 0

    @staticmethod
    def of(reports: Iterable[Report], clauses: Iterable[Wording]) -> Spread:
        """Counted in these reports, each of which has its clause."""
        words, n = spread_of(clauses)
        return Spread(words, Counter(key for report in reports for key in report.company), n)

    def __add__(self, other: Spread) -> Spread:
        return Spread(self.words + other.words, self.companions + other.companions, self.reports + other.reports)


class Companions:
    """What entities weigh as companions: few mentions are in the company of a rare one. Each company is weighed once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._total: dict[frozenset[str], float] = {}

    @staticmethod
    def of(spread: Spread) -> Companions:
        """The weights that so many reports give."""
        return Companions({key: log(1 + spread.reports / count) for key, count in spread.companions.items()})

    def shared(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Share of the smaller company that stands in the other one, half counted by the larger one."""
        common = a & b
        small, large = sorted((self._weigh(a), self._weigh(b)))
        return self._sum(common) * (0.5 / small + 0.5 / large) if small and common else 0.0

    def _weigh(self, company: frozenset[str]) -> float:
        total = self._total.get(company)
        if total is None:
            total = self._total[company] = self._sum(company)
        return total

    def _sum(self, company: frozenset[str]) -> float:
        return sum([self._weights[key] for key in sorted(company)])  # in one order, for sums of floats differ


def similarity(a: Report, b: Report, clause_a: Wording, clause_b: Wording, rare: Mapping[str, float] | Weights, near: Companions) -> float:
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
    inside = shared.n >= 3 and n_words(clause_a, clause_b, shared.pairs) >= 2
    score += 0.45 * max(shared.dice, 0.8 * max(shared.of_a, shared.of_b) if inside else 0.0)
    if a.unit[0] == b.unit[0]:
        if _points_back(a, clause_a) or _points_back(b, clause_b):
            score += 0.2
        elif a.in_title != b.in_title:
            score += 0.1  # a headline repeats what the article says
        elif abs(a.trigger_start - b.trigger_start) <= 150:
            score += 0.05  # received, and talked with: one sentence tells one meeting twice
    else:
        score += 0.25 * near.shared(a.company, b.company)
    return round(max(0.0, min(1.0, score)), 4)


def _points_back(report: Report, clause: Wording) -> bool:
    """A clause that says little more than that it happened (this meeting took place): of what the article told before."""
    return report.start is None and report.offset is None and len(clause.items) <= 3


class Alike:
    """`similarity` of reports, each pair worked out once. Reports have numbers, in the order of their units. `spread`: how common things
    are in the whole corpus; in these reports alone by default."""

    def __init__(self, reports: Mapping[Unit, Report], clauses: Mapping[Unit, Wording], spread: Spread | None = None) -> None:
        self.units = sorted(reports)
        self.number = {unit: n for n, unit in enumerate(self.units)}
        self._reports = [reports[unit] for unit in self.units]
        self._clauses = [clauses[unit] for unit in self.units]
        spread = spread if spread is not None else Spread.of(reports.values(), clauses.values())
        self._rare, self._near = Weights(weighed(spread.words, spread.reports)), Companions.of(spread)
        self._known: dict[int, float] = {}

    def __call__(self, x: Unit, y: Unit) -> float:
        return self.numbered(self.number[x], self.number[y])

    def numbered(self, i: int, j: int) -> float:
        """The same of two numbers."""
        if j < i:
            i, j = j, i
        key = i * len(self.units) + j
        known = self._known.get(key)
        if known is None:
            a, b = self._reports[i], self._reports[j]
            known = similarity(a, b, self._clauses[i], self._clauses[j], self._rare, self._near)
            self._known[key] = known
        return known
