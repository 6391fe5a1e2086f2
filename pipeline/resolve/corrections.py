"""Rows of users that say that something was read wrongly: the words of a quotation, of a report or of a name, the kind of a quotation, the
type of a report; or that there is none of it.

They are followed before anything is resolved, so that whatever hangs on the words hangs on the right ones: names that entities are made of,
statements that are compared, reports that are events. Right words stand in the document of those that were found, and with or near them.
What else is said of a place is `placed.py`'s.

Frames and values in, values out; the evidence as corrected is a view in SQL (sql/corpus/corrected.sql).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.resolve.followed import Passage, latest
from pipeline.resolve.judgements import CORRECTIONS, NONE, SPAN_KINDS, Judgement
from pipeline.resolve.place_cells import event_type
from pipeline.resolve.placed import CALLED, Outcome, Read, Thing, find, texts_of, things_of, without_gone
from pipeline.resolve.sightings import passages_of

Texts = Mapping[tuple[str, str], Mapping[str, str]]
_DROPPED = "dropped"  # as a kind of thing: a line that is no text of the article
_FRAMES = {
    "quote": {"start": "int64", "end": "int64", "text": "str", "kind": "str", "is_gone": "bool"},
    "event": {
        "start": "int64", "end": "int64", "text": "str", "trigger_start": "int64", "trigger_end": "int64", "trigger_text": "str",
        "event_type": "str", "event_mode": "str", "cameo_root": "str", "quad_class": "int64", "intensity": "float64", "attribution": "str",
        "quote_no": "int64", "is_gone": "bool", "is_said": "bool",
    },
    "name": {"start": "int64", "end": "int64", "text": "str", "type": "str", "is_gone": "bool"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Now:
    """A thing with all that rows say of it: its words, its trigger, its type or kind, whether there is none; and who says so."""

    thing: Thing
    span: Passage
    trigger: Passage
    type: str
    is_gone: bool = False
    said: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """What became of rows that correct, and what they leave: `read` for the rows of other kinds; frames for SQL."""

    outcomes: tuple[Outcome, ...] = ()
    read: Read = field(default_factory=lambda: Read({}, {}, {}))
    quotes: pd.DataFrame = field(default_factory=lambda: _frame("quote", []))
    events: pd.DataFrame = field(default_factory=lambda: _frame("event", []))
    names: pd.DataFrame = field(default_factory=lambda: _frame("name", []))


def settle(judgements: Sequence[Judgement], documents: pd.DataFrame, spans: pd.DataFrame) -> Corrections:
    """Follow the rows that correct, among these. documents: as `sightings.look` has them; spans: those of sql/corpus/judged_spans.sql."""
    texts, things = texts_of(documents), things_of(spans)
    outcomes, known = _found([j for j in judgements if j.kind in CORRECTIONS], texts, things)
    outcomes = _later_holds(outcomes)
    none = _none(outcomes)
    outcomes = _that_fit([o if o.judgement.value == NONE else without_gone(o, none) for o in outcomes], things)
    now = _now(outcomes)
    own = {article: text for within in texts.values() for article, text in within.items()}
    read = Read(
        {article: [t for t in here if t.kind != _DROPPED] for article, here in known.items()},
        {t: _type_of(n.type) for t, n in now.items() if t.kind == "event"},
        _none(outcomes),
    )
    changed = [n for n in now.values() if n.said]
    words = [(n, *n.span, _text(n.span, own[n.thing.article_id]), n.type, n.is_gone) for n in changed]
    return Corrections(
        tuple(outcomes),
        read,
        _frame("quote", [row for row in words if row[0].thing.kind == "quote"]),
        _frame("event", _events(changed, things, now, own)),
        _frame("name", [row for row in words if row[0].thing.kind == "name"]),
    )


# ------------------------------------------------------------------ what rows mean
def _found(
    judgements: Sequence[Judgement], texts: Texts, things: Mapping[str, Sequence[Thing]]
) -> tuple[list[Outcome], Mapping[str, Sequence[Thing]]]:
    """What each row means, and the things as rows make them known. A row may name words or a type that another row gives: it is looked for
    again once that one is found."""
    outcomes = [_outcome(j, texts, things) for j in judgements]
    while True:
        known = _known(outcomes, things)
        again = [_outcome(o.judgement, texts, known) if o.status == "orphaned" else o for o in outcomes]
        if [o.status for o in again] == [o.status for o in outcomes]:
            return again, known
        outcomes = again


def _known(outcomes: Iterable[Outcome], things: Mapping[str, Sequence[Thing]]) -> Mapping[str, Sequence[Thing]]:
    """The things with all words and types that rows give them, whichever of these will hold."""
    words: dict[Thing, list[Passage]] = defaultdict(list)
    types: dict[Thing, list[str]] = defaultdict(list)
    for o in outcomes:
        for i, thing in enumerate(o.things):
            if o.words:
                words[thing].append(o.words[i])
            elif o.judgement.kind == "event_type":
                types[thing].append(_type_of(o.judgement.value))
    return {
        article: [replace(t, also=tuple(words[t]), also_types=tuple(types[t])) if t in words or t in types else t for t in here]
        for article, here in things.items()
    }


def _outcome(j: Judgement, texts: Texts, things: Mapping[str, Sequence[Thing]]) -> Outcome:
    within = texts.get(j.target.within, {})
    found = find(j.target, j.kind, within, things)
    if not found.things:
        return Outcome(j, "refused" if found.is_unclear else "orphaned", found.problem)
    done = Outcome(j, "applied", things=found.things)
    if j.kind == "event_type" and j.value != NONE and event_type(j.value) is None:
        return replace(done, status="refused", reason=f"No codebook has the type {j.value}: add it to lexicon/shared/event_types.tsv.")
    if j.other is None:
        return done
    if len({(t.article_id, t.no) for t in done.things}) > len({t.article_id for t in done.things}):
        return replace(done, status="refused", reason=f"{j.target} is several segments of one statement. Quote one of them.")
    words = [_right_words(j, t, within[t.article_id]) for t in done.things]
    for problem in (w for w in words if isinstance(w, str)):
        return replace(done, status="orphaned" if "no more" in problem else "refused", reason=problem)
    return replace(done, words=tuple(w for w in words if not isinstance(w, str)))


def _right_words(j: Judgement, thing: Thing, text: str) -> Passage | str:
    """Where the right words stand: those that touch the ones that were found; of several the ones as far from them as the row says."""
    assert j.other is not None
    every = passages_of(j.other.name, text, whole=False)
    if not every:
        return f"The right words {j.other} stand no more in the document."
    start, end = (thing.start, thing.end)
    near = [(a, b) for a, b in every if a < end and b > start]
    if not near:
        there = "its clause" if thing.kind == "event" else f"the {CALLED[thing.kind]} that was found"
        return f"The right words {j.other} do not touch {there}: that is another one. Say `{NONE}` of this one, if it is none."
    whole = [p for p in near if p in passages_of(j.other.name, text)] or near
    if j.other.start >= 0 and len(whole) > 1:
        shift = j.target.start - thing.start if j.target.start >= 0 else 0
        whole = [p for p in whole if p[0] + shift == j.other.start] or [p for p in whole if p[0] == j.other.start] or whole
    if len(whole) > 1:
        return f"The right words {j.other} stand there {len(whole)} times. Give their offset in `value_start`."
    return whole[0]


def _later_holds(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Of rows that say different things of one thing the later one holds; a row that names the words that another gave comes after it."""
    claims: dict[tuple[str, Thing], list[Judgement]] = defaultdict(list)
    for o in outcomes:
        if o.status == "applied":
            for thing in o.things:
                claims[o.judgement.kind, thing].append(o.judgement)
    lost: dict[Judgement, str] = {}
    for _, rivals in sorted(claims.items(), key=lambda claim: claim[0]):
        named = {(j.target.folded, j.on) for j in rivals}
        over = {j for j in rivals if j.other is not None and any(words == j.other.folded and on >= j.on for words, on in named)}
        last = [j for j in rivals if j not in over] or list(rivals)
        best, beaten = latest(last)
        lost |= beaten | {j: f"{best.place} corrects what this row gives." for j in rivals if j not in last}
    return [replace(o, status="refused", reason=lost[o.judgement]) if o.judgement in lost else o for o in outcomes]


def _none(outcomes: Iterable[Outcome]) -> dict[Thing, Judgement]:
    return {t: o.judgement for o in outcomes if o.status == "applied" and o.judgement.value == NONE for t in o.things}


# ------------------------------------------------------------------ what follows
def _as_read(thing: Thing) -> Now:
    return Now(thing, (thing.start, thing.end), thing.trigger, thing.type)


def _now(outcomes: Iterable[Outcome]) -> dict[Thing, Now]:
    """What rows that are carried out make of each thing that they are about."""
    out: dict[Thing, Now] = {}
    for o in outcomes:
        if o.status != "applied":
            continue
        for i, t in enumerate(o.things):
            n = out.get(t) or _as_read(t)
            j = o.judgement
            if o.words:
                n = replace(n, trigger=o.words[i]) if j.kind == "event_trigger" else replace(n, span=o.words[i])
            elif j.value == NONE:
                n = replace(n, is_gone=True)
            else:
                n = replace(n, type=j.value)
            out[t] = replace(n, said=(*n.said, j))
    return out


def _that_fit(outcomes: Sequence[Outcome], things: Mapping[str, Sequence[Thing]]) -> list[Outcome]:
    """Rows whose words would break what holds of all rows are not carried out: nothing stands in a dropped line, names do not overlap, no
    two quotations or reports are the same, a trigger lies in its clause. Where two rows are in each other's way neither is."""
    now = _now(outcomes)
    problem: dict[Judgement, str] = {}
    for article in sorted({t.article_id for t in now}):
        there = [n for n in (now.get(t) or _as_read(t) for t in things[article]) if not n.is_gone]
        for n in there:
            reason = _misfit(n, there) if n.said else ""
            problem |= {j: reason for j in n.said if reason and j.kind in (*SPAN_KINDS, "event_type")}
    return [replace(o, status="refused", reason=problem[o.judgement]) if o.judgement in problem else o for o in outcomes]


def _misfit(n: Now, there: Sequence[Now]) -> str:
    a, b = n.span
    kind = n.thing.kind
    dropped = [o for o in there if o.thing.kind == _DROPPED]
    if (n.span, n.trigger) != ((n.thing.start, n.thing.end), n.thing.trigger) and any(o.span[0] < b and o.span[1] > a for o in dropped):
        return "The right words reach into a line that is dropped. Give the line its role first, with a row `line`."
    if kind == "event" and not (a <= n.trigger[0] and n.trigger[1] <= b):
        return "The words that tell the act do not lie in its clause. Give the clause that holds them, or other words of it."
    others = [o for o in there if o.thing.kind == kind and o.thing != n.thing]
    if kind == "name" and any(o.span[0] < b and o.span[1] > a for o in others):
        return f"Another name stands in these words. Say `{NONE}` of one of the two."
    if kind == "quote" and n.span != (n.thing.start, n.thing.end) and any(o.span == n.span for o in others):
        return f"Another quotation has these words already. Say `{NONE}` of one of the two."
    own = (n.trigger, _type_of(n.type))
    if kind == "event" and own != (n.thing.trigger, n.thing.type) and any((o.trigger, _type_of(o.type)) == own for o in others):
        return f"Another report tells an act of this type in these words already. Say `{NONE}` of one of the two."
    return ""


def _type_of(value: str) -> str:
    found = event_type(value)
    return found.type if found is not None else value


def _events(
    changed: Sequence[Now], things: Mapping[str, Sequence[Thing]], now: Mapping[Thing, Now], texts: Mapping[str, str]
) -> list[tuple[object, ...]]:
    """Rows of the frame of events: those that are corrected, and those that no longer stand in the quotation that they stood in."""
    out: list[tuple[object, ...]] = []
    about = {n.thing for n in changed}
    for article in sorted({n.thing.article_id for n in changed}):
        quotes = [now.get(t) or _as_read(t) for t in things[article] if t.kind == "quote"]
        touched = {q.thing.no for q in quotes if q.said}
        for t in (t for t in things[article] if t.kind == "event"):
            n = now.get(t) or _as_read(t)
            inside = [q for q in quotes if not q.is_gone and q.span[0] <= n.trigger[0] and n.trigger[1] <= q.span[1]]
            is_moved = n.trigger != t.trigger or t.group in touched or any(q.said for q in inside)
            if t not in about and not is_moved:
                continue
            voice, quote_no = "", -1
            if is_moved:
                best = min(inside, key=lambda q: (q.span[1] - q.span[0], q.thing.no), default=None)
                voice = "narrator" if best is None else "indirect" if best.type == "indirect" else "quoted"
                quote_no = -1 if best is None else best.thing.no
            kind = event_type(n.type) if any(j.kind == "event_type" for j in n.said) and not n.is_gone else None
            text = texts[article]
            out.append(
                (n, *n.span, _text(n.span, text), *n.trigger, _text(n.trigger, text), kind.type if kind else "",
                 kind.mode or "" if kind else "", kind.cameo_root or "" if kind else "", kind.quad_class if kind else 0,
                 kind.intensity if kind else 0.0, voice, quote_no, n.is_gone, bool(n.said))
            )  # fmt: skip
    return out


def _text(span: Passage, text: str) -> str:
    return text[span[0] : span[1]]


def _frame(kind: str, found: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """article_id, no and the columns of `_FRAMES`, from (Now, the columns' values)."""
    cells = {(n.thing.article_id, n.thing.no): rest for n, *rest in found if isinstance(n, Now)}
    frame = pd.DataFrame([(*key, *rest) for key, rest in sorted(cells.items())], columns=["article_id", "no", *_FRAMES[kind]])
    return frame.astype({"article_id": "str", "no": "int64", **_FRAMES[kind]})
