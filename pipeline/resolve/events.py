"""Events: the mentions of one real-world event, in however many articles and languages, counted once.

Here is decided which event mentions are one event, how sure the corpus is of it, and which day, place and realis stand for it.
Which mentions are compared is a join in SQL (sql/corpus/event_pairs.sql): one type, one story or one explicit date, and a
party in common; how alike two are is `event_likeness.py`. Relations between events stand in `event_links.py`, their readable
labels in `event_labels.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.resolve.event_likeness import EXCLUDED, PRECISION, Alike
from pipeline.resolve.groups import CERTAIN, NOTHING, Judged, agglomerate
from pipeline.resolve.ids import row_id
from pipeline.resolve.reports import Report, Unit

_BASIS = {"user": -1, "explicit": 0, "relative": 1, "article": 2, "story": 3, "none": 4}
SAME = 0.6
SAME_IN_ARTICLE = 0.6
SLACK = 0.05  # for mentions that others bring together


def cluster(reports: Mapping[Unit, Report], alike: Alike, pairs: Iterable[tuple[int, int]], judged: Judged = NOTHING) -> dict[Unit, Unit]:
    """Mention → the mention that stands for its event: the one with the earliest publication day, then the smallest id. What users call
    one is joined first, and nothing joins what they call two. pairs: numbers of `alike`, smaller first, of what is compared."""
    units, number, likeness = alike.units, alike.number, alike.numbered
    article = {a: n for n, a in enumerate(dict.fromkeys(a for a, _ in units))}
    of_article = [article[a] for a, _ in units]
    scored = [(CERTAIN, number[a], number[b]) for a, b in judged.one if a in number and b in number]
    for i, j in pairs:
        score = likeness(i, j)
        if score >= (SAME_IN_ARTICLE if of_article[i] == of_article[j] else SAME):
            scored.append((score, i, j))

    has_judged = bool(judged.one or judged.two)

    def may_join(a: Sequence[int], b: Sequence[int]) -> bool:
        if has_judged and (tie := judged.tie([units[i] for i in a], [units[j] for j in b])) is not None:
            return tie
        links: dict[tuple[int, int], float] = {}  # the best of each pair of articles: a report may be told in several clauses
        for i in a:
            x = of_article[i]
            for j in b:
                score = likeness(i, j)
                if score == EXCLUDED:
                    return False
                key = x, of_article[j]
                if score > links.get(key, -1.0):
                    links[key] = score
        own = [score for (x, y), score in links.items() if x == y]
        return sum(links.values()) / len(links) >= SAME - SLACK and (not own or min(own) >= SAME_IN_ARTICLE - SLACK)

    of = agglomerate(range(len(units)), scored, may_join)
    members: dict[int, list[Unit]] = defaultdict(list)
    for i, root in of.items():
        members[root].append(units[i])
    anchor = {root: min(found, key=lambda u: reports[u].age) for root, found in members.items()}
    return {units[i]: anchor[root] for i, root in of.items()}


def _best_date(people: Sequence[Report]) -> Report | None:
    dated = [p for p in people if p.start is not None]
    if not dated:
        return None
    votes = Counter((p.start, p.end) for p in dated)

    def order(p: Report) -> tuple[object, ...]:
        fine = PRECISION.get(p.precision or "", 2)
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
