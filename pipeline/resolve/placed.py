"""Rows of users about one place of one document: where the words stand in its present version, and what stands there.

A place is words of a document, with their offset where they stand there more than once. Where a new version has moved them, they are
looked for anew; words that stand there once are found, others are gone, and the row says so. In them stands a line, a statement, a
temporal expression or a report of an event. Of rows that say different things of one place the later one holds.

Frames and values in, values out; what follows is joined in SQL (sql/corpus/judged_*.sql) and, for lines and days of publication, done by
cleaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.resolve.followed import Passage, followed, gone, is_cleaning, latest, located
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import components
from pipeline.resolve.judgements import NONE, PLACE_KINDS, Judgement, Target
from pipeline.resolve.place_cells import period

_THINGS = {
    "speaker": ("quote",), "date": ("date", "event"), "realis": ("event",), "participant": ("event",), "same_event": ("event",),
    "different_event": ("event",),
}  # fmt: skip
_CALLED = {"quote": "quotation", "date": "temporal expression", "event": "report of an event"}
PLANS = frozenset({"planned", "requested"})


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """What stands at a place: a quote (`group`: its utterance), a temporal expression or a report of an event (`trigger`: its span).
    `no` counts within the article and kind; `item_id` is the id of its public row."""

    article_id: str
    kind: str
    no: int
    start: int
    end: int
    item_id: str
    group: int = -1
    trigger: Passage = (-1, -1)
    type: str = ""
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a target is in the present corpus; `problem` says why it is nothing, `is_unclear` that it may be several things."""

    things: tuple[Thing, ...] = ()
    problem: str = ""
    is_unclear: bool = False


def of_places(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The rows about places of documents."""
    return tuple(j for j in judgements if j.kind in PLACE_KINDS)


def things_of(spans: pd.DataFrame) -> dict[str, list[Thing]]:
    """Article → what stands in it. spans: the rows of sql/corpus/judged_spans.sql."""
    out: dict[str, list[Thing]] = defaultdict(list)
    columns = ("article_id", "kind", "no", "start", "end", "item_id", "utterance_no", "trigger_start", "trigger_end", "type", "realis")
    for article, kind, no, start, end, item, group, first, last, type_, realis in rows(spans, *columns):
        out[article].append(
            Thing(article, kind, int(no), int(start), int(end), item, -1 if group is None else int(group),
                  (-1, -1) if first is None else (int(first), int(last)), type_ or "", realis in PLANS)
        )  # fmt: skip
    return out


def find(target: Target, kind: str, texts: Mapping[str, str], things: Mapping[str, Sequence[Thing]]) -> Found:
    """What a row of that kind means. texts: of the articles that are the document that the target names."""
    if not texts:
        return Found(problem=gone(target))
    met: list[Thing] = []
    problem = ""
    for article, text in sorted(texts.items()):
        passage = located(target, text)
        if isinstance(passage, str):
            problem = problem or passage
            continue
        own = [t for t in things.get(article, ()) if t.kind in _THINGS[kind] and target.type in ("", t.type)]
        here = _at(passage, own)
        if len({(t.kind, t.group if t.kind == "quote" else t.trigger) for t in here}) > 1:
            advice = "Quote one, with its offset" + (", or the trigger of one, or say its `type`." if kind != "speaker" else ".")
            return Found(problem=f"{target} means several there. {advice}", is_unclear=True)
        problem = problem or f"The words {target} stand there, but no {_CALLED[_THINGS[kind][-1]]} was found in them."
        met += here
    return Found(tuple(sorted(met))) if met else Found(problem=problem)


def _at(passage: Passage, things: Sequence[Thing]) -> list[Thing]:
    """What stands at a passage: what is these words, or has them as its trigger; else what lies in them, else what they lie in."""
    start, end = passage
    for chosen in (
        [t for t in things if (t.start, t.end) == passage],
        [t for t in things if t.trigger == passage],
        [t for t in things if start <= _mark(t)[0] and _mark(t)[1] <= end],
        [t for t in things if t.start <= start and end <= t.end],
    ):
        if chosen:
            return chosen
    return []


def _mark(thing: Thing) -> Passage:
    return (thing.start, thing.end) if thing.kind != "event" else thing.trigger


# Whom a row names: the entity's id, or None; why there is none; whether it may be several.
Named = Callable[[Judgement], tuple[str | None, str, bool]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row about a place. `status`, `reason`: as `verdicts.Verdict` has them; `entity`: whom it names, by id."""

    judgement: Judgement
    status: str
    reason: str = ""
    things: tuple[Thing, ...] = ()
    others: tuple[Thing, ...] = ()
    entity: str | None = None
    line: tuple[str, tuple[int, ...]] | None = None


def settle(judgements: Sequence[Judgement], documents: pd.DataFrame, spans: pd.DataFrame, entities: Named) -> list[Outcome]:
    """What became of each row, in their order. documents: as `sightings.look` has them; entities: whom a row names."""
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for source, document, article, text in rows(documents, "source_id", "document", "article_id", "text"):
        if text is not None:
            texts[source, document or ""][article] = text
    cleaned = followed(judgements, documents)
    things = things_of(spans)
    out = []
    for j in judgements:
        if is_cleaning(j):
            problem, is_there = cleaned.problems.get(j, ("", False))
            out.append(Outcome(j, ("refused" if is_there else "orphaned") if problem else "applied", problem, line=cleaned.done.get(j)))
        else:
            out.append(_outcome(j, texts, things, entities))
    return _told_apart(_never_one(_later_holds(out)))


def _outcome(
    j: Judgement,
    texts: Mapping[tuple[str, str], Mapping[str, str]],
    things: Mapping[str, Sequence[Thing]],
    entities: Named,
) -> Outcome:
    sides = [find(t, j.kind, texts.get(t.within, {}), things) for t in (j.target, j.other) if t is not None and (
        t is j.target or j.kind in ("same_event", "different_event"))]  # fmt: skip
    for side in sides:
        if not side.things:
            return Outcome(j, "refused" if side.is_unclear else "orphaned", side.problem)
    done = Outcome(j, "applied", things=sides[0].things, others=sides[1].things if len(sides) > 1 else ())
    if j.kind in ("speaker", "participant") and j.other is not None:
        entity, problem, is_unclear = entities(j)
        if entity is None:
            return replace(done, status="refused" if is_unclear else "orphaned", reason=problem)
        return replace(done, entity=entity)
    if len(sides) == 2 and set(done.things) & set(done.others):
        return replace(done, status="refused", reason="Both sides are one report of the present corpus.")
    return done


def _never_one(outcomes: list[Outcome]) -> list[Outcome]:
    """An event is of one type, and what is planned is never one with what took place: in the realis that rows give."""
    said = {t: o.judgement.value for o in outcomes if o.status == "applied" and o.judgement.kind == "realis" for t in o.things}
    out = []
    for o in outcomes:
        reason = ""
        if o.status == "applied" and o.judgement.kind == "same_event":
            a, b = o.things[0], o.others[0]
            plans = [said[t] in PLANS if t in said else t.is_plan for t in (a, b)]
            if a.type != b.type:
                reason = f"One report is of the type {a.type}, the other {b.type}: an event is of one type."
            elif plans[0] != plans[1]:
                reason = "One is planned, the other is not: a plan and its fulfilment are two. Is the realis wrong, add a row `realis`."
        out.append(replace(o, status="refused", reason=reason) if reason else o)
    return out


def _later_holds(outcomes: list[Outcome]) -> list[Outcome]:
    """Of rows that say different things of one place the later one holds; several may take part in one role, or nobody."""
    claims: dict[tuple[str, str, Thing], list[Judgement]] = defaultdict(list)
    for o in outcomes:
        if o.status == "applied" and o.judgement.kind in ("speaker", "date", "realis", "participant"):
            for thing in o.things:
                claims[o.judgement.kind, o.judgement.role, thing].append(o.judgement)
    lost: dict[Judgement, str] = {}
    for (kind, _, _), rivals in sorted(claims.items()):
        if kind != "participant":
            lost |= latest(rivals)[1]
        elif len({j.value == NONE for j in rivals}) == 2:
            best, _ = latest(rivals)
            reason = f"{best.place} says {best.value} of the same role, and was decided later or comes first."
            lost |= {j: reason for j in rivals if (j.value == NONE) != (best.value == NONE)}
    return [replace(o, status="refused", reason=lost[o.judgement]) if o.judgement in lost else o for o in outcomes]


def _told_apart(outcomes: list[Outcome]) -> list[Outcome]:
    """Rows that call two events whose reports others make one are not carried out."""
    root = components({unit for o in outcomes for pair in pairs([o]) for unit in pair}, pairs(outcomes, "same_event"))
    reason = "Other rows, of the kind `same_event`, make the two one."
    return [
        replace(o, status="refused", reason=reason) if any(root[a] == root[b] for a, b in pairs([o], "different_event")) else o
        for o in outcomes
    ]


def pairs(outcomes: Iterable[Outcome], *kinds: str) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """The reports, as (article_id, no), that rows call one or two."""
    wanted = kinds or ("same_event", "different_event")
    return [
        ((a.article_id, a.no), (b.article_id, b.no))
        for o in outcomes
        if o.status == "applied" and o.judgement.kind in wanted
        for a in o.things
        for b in o.others
    ]


def decisions(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """What rows that are carried out say of rows of the corpus: kind, article_id, thing (`quote`, `date`, `event`), no, utterance_no, role,
    entity_id, realis, date_start, date_end, precision. NULL days: nobody knows. No row twice."""
    found = set()
    for o in outcomes:
        j = o.judgement
        if o.status != "applied" or is_cleaning(j) or j.kind in ("same_event", "different_event"):
            continue
        days = period(j.value) if j.kind == "date" else None
        for t in o.things:
            found.add(
                (j.kind, t.article_id, t.kind, t.no, t.group, j.role, o.entity or "", j.value if j.kind == "realis" else "",
                 days.start if days else None, days.end if days else None, days.precision if days else "")
            )  # fmt: skip
    columns = ["kind", "article_id", "thing", "no", "utterance_no", "role", "entity_id", "realis", "date_start", "date_end", "precision"]
    frame = pd.DataFrame(sorted(found, key=str), columns=columns)
    texts = dict.fromkeys(("kind", "article_id", "thing", "role", "entity_id", "realis", "precision"), "str")
    return frame.astype({**texts, "no": "int64", "utterance_no": "int64"}).assign(
        date_start=pd.to_datetime(frame["date_start"]), date_end=pd.to_datetime(frame["date_end"])
    )
