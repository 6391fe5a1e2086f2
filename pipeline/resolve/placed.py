"""Rows of users about one place of one document: where the words stand in its present version, and what stands there.

A place is words of a document, with their offset where they stand there more than once. Where a new version has moved them, they are
looked for anew; words that stand there once are found, others are gone, and the row says so. In them stands a line, a statement, a
temporal expression, a name or a report of an event. Of rows that say different things of one place the later one holds.

Frames and values in, values out; what follows is joined in SQL (sql/corpus/judged_*.sql) and, for lines and days of publication, done by
cleaning. Rows that say that something was read wrongly come before these: `corrections.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.resolve.followed import Passage, followed, gone, is_cleaning, latest, located
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import components
from pipeline.resolve.judgements import CORRECTIONS, NONE, PAIR_KINDS, PLACE_KINDS, Judgement, Target
from pipeline.resolve.place_cells import period

_THINGS = {
    "speaker": ("quote",), "date": ("date", "event"), "realis": ("event",), "participant": ("event",), "same_event": ("event",),
    "different_event": ("event",), "same_statement": ("quote",), "different_statement": ("quote",), "quote_span": ("quote",),
    "quote_kind": ("quote",), "event_span": ("event",), "event_trigger": ("event",), "event_type": ("event",), "name_span": ("name",),
}  # fmt: skip
CALLED = {"quote": "quotation", "date": "temporal expression", "event": "report of an event", "name": "name"}
PLANS = frozenset({"planned", "requested"})


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """What stands at a place: a quote (`group`: its utterance), a temporal expression, a name, or a report of an event (`trigger`: its
    span; `group`: the quote that it stands in, else -1). `no` counts within the article and kind; `item_id` is the id of its public row.
    `type`: of a report, a name, or the kind of a quote. `also`, `also_types`: words and types that users give it: published rows have
    these, and rows of users that are made of published ones."""

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
    also: tuple[Passage, ...] = field(default=(), compare=False)
    also_types: tuple[str, ...] = field(default=(), compare=False)

    @property
    def unit(self) -> tuple[str, int]:
        """What resolution joins: (article_id, number of the report, or of the utterance)."""
        return self.article_id, self.group if self.kind == "quote" else self.no


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


def texts_of(documents: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """(source, document) → article → text. documents: as `sightings.look` has them."""
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for source, document, article, text in rows(documents, "source_id", "document", "article_id", "text"):
        if text is not None:
            texts[source, document or ""][article] = text
    return texts


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
        own = [t for t in things.get(article, ()) if t.kind in _THINGS[kind] and target.type in ("", t.type, *t.also_types)]
        here = _at(passage, own)
        if len({(t.kind, t.group if t.kind == "quote" else t.start if t.kind == "name" else t.trigger) for t in here}) > 1:
            advice = "Quote one, with its offset" + (", or the trigger of one, or say its `type`." if "event" in _THINGS[kind] else ".")
            return Found(problem=f"{target} means several there. {advice}", is_unclear=True)
        problem = problem or f"The words {target} stand there, but no {CALLED[_THINGS[kind][-1]]} was found in them."
        met += here
    return Found(tuple(sorted(met))) if met else Found(problem=problem)


def _at(passage: Passage, things: Sequence[Thing]) -> list[Thing]:
    """What stands at a passage: what is these words, or has them as its trigger; else what lies in them, else what they lie in."""
    start, end = passage
    for chosen in (
        [t for t in things if passage in ((t.start, t.end), *t.also)],
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
    """What became of a row about a place. `status`, `reason`: as `verdicts.Verdict` has them; `entity`: whom it names, by id; `words`: of a
    row that gives right words, where they stand, in the order of `things`."""

    judgement: Judgement
    status: str
    reason: str = ""
    things: tuple[Thing, ...] = ()
    others: tuple[Thing, ...] = ()
    entity: str | None = None
    line: tuple[str, tuple[int, ...]] | None = None
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in the documents that rows name, as users correct it: `things` of each article; `types`: report → the type that a row
    gives it; `gone`: what a row says is none → that row."""

    things: Mapping[str, Sequence[Thing]]
    types: Mapping[Thing, str]
    gone: Mapping[Thing, Judgement]


def settle(judgements: Sequence[Judgement], documents: pd.DataFrame, read: Read, entities: Named) -> list[Outcome]:
    """What became of each row that corrects nothing, in their order. documents: as `sightings.look` has them; entities: whom a row
    names."""
    texts = texts_of(documents)
    cleaned = followed(judgements, documents)
    out = []
    for j in judgements:
        if j.kind in CORRECTIONS:
            continue
        if is_cleaning(j):
            problem, is_there = cleaned.problems.get(j, ("", False))
            out.append(Outcome(j, ("refused" if is_there else "orphaned") if problem else "applied", problem, line=cleaned.done.get(j)))
        else:
            out.append(without_gone(_outcome(j, texts, read.things, entities), read.gone))
    return _told_apart(_never_one(_later_holds(out), read.types))


def without_gone(outcome: Outcome, none: Mapping[Thing, Judgement]) -> Outcome:
    """A row about something that another row says is none is not carried out."""
    if outcome.status != "applied":
        return outcome
    for things in (outcome.things, outcome.others):
        if things and all(t in none for t in things):
            said = none[things[0]]
            return replace(outcome, status="refused", reason=f"{said.place} says that there is no {CALLED[things[0].kind]} there.")
    kept = [i for i, t in enumerate(outcome.things) if t not in none]
    return replace(
        outcome,
        things=tuple(outcome.things[i] for i in kept),
        others=tuple(t for t in outcome.others if t not in none),
        words=tuple(outcome.words[i] for i in kept) if outcome.words else (),
    )


def _outcome(
    j: Judgement,
    texts: Mapping[tuple[str, str], Mapping[str, str]],
    things: Mapping[str, Sequence[Thing]],
    entities: Named,
) -> Outcome:
    sides = [find(t, j.kind, texts.get(t.within, {}), things) for t in (j.target, j.other) if t is not None and (
        t is j.target or j.kind in PAIR_KINDS)]  # fmt: skip
    for side in sides:
        if not side.things:
            return Outcome(j, "refused" if side.is_unclear else "orphaned", side.problem)
    done = Outcome(j, "applied", things=sides[0].things, others=sides[1].things if len(sides) > 1 else ())
    if j.kind in ("speaker", "participant") and j.other is not None:
        entity, problem, is_unclear = entities(j)
        if entity is None:
            return replace(done, status="refused" if is_unclear else "orphaned", reason=problem)
        return replace(done, entity=entity)
    if len(sides) == 2 and {t.unit for t in done.things} & {t.unit for t in done.others}:
        one = "report" if done.things[0].kind == "event" else "statement of one article"
        return replace(done, status="refused", reason=f"Both sides are one {one} in the present corpus.")
    return done


def _never_one(outcomes: list[Outcome], types: Mapping[Thing, str]) -> list[Outcome]:
    """An event is of one type, and what is planned is never one with what took place: in the types and the realis that rows give."""
    said = {t: o.judgement.value for o in outcomes if o.status == "applied" and o.judgement.kind == "realis" for t in o.things}
    out = []
    for o in outcomes:
        reason = ""
        if o.status == "applied" and o.judgement.kind == "same_event":
            a, b = o.things[0], o.others[0]
            plans = [said[t] in PLANS if t in said else t.is_plan for t in (a, b)]
            kinds = [types.get(t, t.type) for t in (a, b)]
            if kinds[0] != kinds[1]:
                reason = f"One report is of the type {kinds[0]}, the other {kinds[1]}: an event is of one type."
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
    """Rows that call two what others make one are not carried out: events and statements."""
    for what in ("event", "statement"):
        same, different = f"same_{what}", f"different_{what}"
        root = components({u for pair in pairs(outcomes, same, different) for u in pair}, pairs(outcomes, same))
        reason = f"Other rows, of the kind `{same}`, make the two one."
        outcomes = [
            replace(o, status="refused", reason=reason) if any(root[a] == root[b] for a, b in pairs([o], different)) else o
            for o in outcomes
        ]
    return outcomes


def pairs(outcomes: Iterable[Outcome], *kinds: str) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """What rows of these kinds call one, or two: reports or utterances, by their `unit`. No pair twice."""
    found = {(a.unit, b.unit) for o in outcomes if o.status == "applied" and o.judgement.kind in kinds for a in o.things for b in o.others}
    return sorted(found)


def decisions(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """What rows that are carried out say of rows of the corpus: kind, article_id, thing (`quote`, `date`, `event`), no, utterance_no, role,
    entity_id, realis, date_start, date_end, precision. NULL days: nobody knows. No row twice."""
    found = set()
    for o in outcomes:
        j = o.judgement
        if o.status != "applied" or is_cleaning(j) or j.kind in PAIR_KINDS:
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
