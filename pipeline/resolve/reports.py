"""Event mentions as clustering sees them: plain values from the rows of sql/corpus/event_rows.sql.

Here stands the reading of rows into reports and of clauses into wordings; which reports are one event is decided in `events.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.wording import Wording, read

Unit = tuple[str, int]  # article_id, event_no
_LAST = date.max
_PLANS = frozenset({"planned", "requested"})


@dataclass(frozen=True, slots=True)
class Report:
    """An event mention as clustering sees it. `codes`: all parties that have one; `persons`, `bodies`: by entity."""

    unit: Unit
    event_type: str
    mode: str | None
    realis: str
    attribution: str
    trigger: str
    trigger_start: int
    in_title: bool
    score: float
    start: date | None
    end: date | None
    precision: str | None
    basis: str
    offset: int | None
    place: str | None
    place_country: str | None
    story: str
    published_on: date | None
    codes: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]  # parties without a code that are no persons: a ministry, a mission
    actors: frozenset[str]
    recipients: frozenset[str]
    numbers: tuple[tuple[str, float], ...]
    company: frozenset[str]  # entities named around the trigger, by code where they have one
    is_told: bool = False  # the words of the clause say when, not only the article's day
    n_there: int = 1  # mentions of the type that the article places there: one place told for all distinguishes none
    parties: frozenset[str] = field(init=False)  # by code or entity

    def __post_init__(self) -> None:
        object.__setattr__(self, "parties", self.codes | self.persons | self.bodies)

    @property
    def age(self) -> tuple[date, str, int]:
        return (self.published_on or _LAST, *self.unit)

    @property
    def is_plan(self) -> bool:
        return self.realis in _PLANS


def read_reports(
    mentions: pd.DataFrame, parties: pd.DataFrame, numbers: pd.DataFrame | None = None, *, company: pd.DataFrame
) -> dict[Unit, Report]:
    """Event mentions with their parties and numbers, from the rows of sql/corpus/event_rows.sql.

    parties: article_id, event_no, role, entity_id, type, code, basis. numbers: article_id, event_no, measure, best; not
    needed for relations between events.
    company: article_id, no, entity_id, code of the entities named around each trigger.
    """
    codes: dict[tuple[Unit, str], set[str]] = defaultdict(set)
    persons: dict[Unit, set[str]] = defaultdict(set)
    bodies: dict[Unit, set[str]] = defaultdict(set)
    given: dict[Unit, set[str]] = defaultdict(set)
    for article, number, role, entity, kind, code, basis in rows(
        parties, "article_id", "event_no", "role", "entity_id", "type", "code", "basis"
    ):
        unit = (article, int(number))
        if role == "place":
            continue
        if basis == "default":  # what nobody says of this event: no party, at most company
            given[unit].update(x for x in (code or entity,) if x is not None)
            continue
        if kind == "PER" and entity is not None:
            persons[unit].add(entity)
        elif code is not None:
            codes[unit, role].add(code)
        elif entity is not None:
            bodies[unit].add(entity)
    counted: dict[Unit, list[tuple[str, float]]] = defaultdict(list)
    told = rows(numbers, "article_id", "event_no", "measure", "best") if numbers is not None else ()
    for article, number, measure, best in told:
        if best is not None:
            counted[article, int(number)].append((measure, float(best)))
    around = given
    for article, number, entity, kind, code in rows(company, "article_id", "no", "entity_id", "type", "code"):
        around[article, int(number)].add(entity if code is None or kind == "PER" else code)
    there = Counter(rows(mentions, "article_id", "event_type", "place_entity_id"))
    out: dict[Unit, Report] = {}
    for row in rows(
        mentions, "article_id", "no", "event_type", "event_mode", "realis", "attribution", "trigger_text", "trigger_start",
        "in_title", "score", "date_start", "date_end", "date_precision", "date_basis", "anchor_offset", "place_entity_id",
        "place_country", "story_id", "published_on", "date_text",
    ):  # fmt: skip
        (article, no, kind, mode, realis, attribution, trigger, trigger_start, in_title, score, start, end, precision, basis,
         offset, place, place_country, story, published, when) = row  # fmt: skip
        unit = (article, int(no))
        every = {c for role in ("actor", "recipient", "participant", "host") for c in codes.get((unit, role), ())}
        out[unit] = Report(
            unit, kind, mode, realis, attribution, trigger, int(trigger_start), bool(in_title), float(score), start, end, precision,
            basis, None if offset is None else int(offset), place, place_country, story, published, frozenset(every),
            frozenset(persons.get(unit, ())), frozenset(bodies.get(unit, ())), frozenset(codes.get((unit, "actor"), ())),
            frozenset(codes.get((unit, "recipient"), ())), tuple(sorted(counted.get(unit, ()))), frozenset(around.get(unit, ())),
            when is not None or basis == "user", there[article, kind, place],
        )  # fmt: skip
    return out


def read_clauses(mentions: pd.DataFrame, inside: pd.DataFrame) -> dict[Unit, Wording]:
    """The wordings of the clauses. mentions: article_id, no, text, lang; inside: article_id, no, start, end (in the clause), entity_id."""
    marks: dict[Unit, list[tuple[int, int, str]]] = defaultdict(list)
    for article, number, start, end, entity in rows(inside, "article_id", "no", "start", "end", "entity_id"):
        marks[article, int(number)].append((int(start), int(end), entity))
    return {
        (article, int(no)): read(text, lang, marks.get((article, int(no)), ()))
        for article, no, text, lang in rows(mentions, "article_id", "no", "text", "lang")
    }
