"""What became of each row of users, and what rows say of entities: names to show, types, spellings, identifiers.

Asked when entities have their ids. Where two rows that do not contradict each other in their files meet in one entity, the later one
holds (`when`), and the other says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.judgements import SCHEMES, Judgement, Target
from pipeline.resolve.local import LEXICON, Unit
from pipeline.resolve.placed import Named, Outcome
from pipeline.resolve.rulings import Rulings
from pipeline.resolve.settlement import unclear
from pipeline.resolve.sightings import named_by
from pipeline.text import script_of

_LISTED = (
    "file", "line_no", "kind", "target", "value", "lang", "scheme", "role", "judged_by", "judged_on", "why", "status", "reason",
    "entity_id", "value_entity_id", "n_names", "article_id", "item_id", "value_item_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row, and what became of it: `applied`; `orphaned` where what it names is gone; `refused` where it cannot be carried out.
    `entities`, `others`: the entities of its two sides. Of a row about a place of a document `items` are its article and the ids of what
    stands there, on both sides, else empty; `n_names` counts what it means."""

    judgement: Judgement
    status: str
    reason: str
    entities: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    n_names: int = 0
    items: tuple[str, str, str] = ("", "", "")


def entities_of(rulings: Rulings, resolved: pd.DataFrame) -> Callable[[Target], tuple[str, ...]]:
    """The ids of the entities that a target is. resolved: as `entities.cluster` gives it."""
    of_unit: dict[Unit, str] = {}
    of_anchor: dict[str, str] = {}
    for article, no, entity, anchor in rows(resolved, "article_id", "no", "entity_id", "anchor"):
        of_unit[article, int(no)] = entity
        if anchor is not None:
            of_anchor[anchor] = entity

    def entities(target: Target) -> tuple[str, ...]:
        seen = rulings.seen[target]
        found = {of_unit[unit] for unit in seen.units if unit in of_unit}
        bond = rulings.bond_of.get(target)
        anchors = {seen.anchor, bond.anchor if bond is not None and seen.anchor else ""}
        return tuple(sorted(found | {of_anchor[a] for a in anchors if a in of_anchor}))

    return entities


def named(rulings: Rulings, resolved: pd.DataFrame) -> Named:
    """Whom rows about places name: the one entity that the name is in the row's document, else anywhere."""
    entities = entities_of(rulings, resolved)

    def whom(j: Judgement) -> tuple[str | None, str, bool]:
        targets = named_by(j)
        target = next((t for t in targets if rulings.seen[t].is_there), targets[-1])
        found = entities(target)
        if len(found) == 1:
            return found[0], "", False
        if found:
            return None, f"{target} is several. Say which: its `value_source` and `value_document`, or an id of the lexicon.", True
        seen = rulings.seen[target]
        return None, seen.problem or f"No article names {target}.", seen.is_unclear

    return whom


def judge(rulings: Rulings, units: pd.DataFrame, resolved: pd.DataFrame) -> list[Verdict]:
    """The verdicts, in the order of the rows. units: article_id, no, lexicon_id; resolved: as `entities.cluster` gives it."""
    entities = entities_of(rulings, resolved)
    groups = {(a, int(n)): f"{LEXICON}{key}" for a, n, key in rows(units, "article_id", "no", "lexicon_id") if key is not None}
    out = [_verdict(rulings, j, entities(j.target), entities(j.other) if j.other else (), groups) for j in rulings.judgements]
    return _later_holds(out)


def _verdict(
    rulings: Rulings, j: Judgement, mine: tuple[str, ...], others: tuple[str, ...], groups: Mapping[Unit, str]
) -> Verdict:  # fmt: skip
    sides = [rulings.seen[t] for t in (j.target, j.other) if t is not None]
    n_names = sum(len(s.units) for s in sides)

    def said(status: str, reason: str = "") -> Verdict:
        return Verdict(j, status, reason, mine, others, n_names)

    needed = sides[:1] if j.kind == "alias" else sides
    for seen in needed:
        if not seen.is_there:
            return said("refused" if seen.is_unclear else "orphaned", seen.problem)
    if j.kind == "different":
        return _told_apart(rulings, j, mine, others, said("applied"))
    if not mine:
        return said("orphaned", f"No article names {j.target}.")
    bond = rulings.bond_of.get(j.target)
    if j.kind in ("same", "alias", "identifier") and bond is not None and (entries := unclear(bond, groups)):
        advice = "Say which, with a row `same` that names the id, or say where in `source`, `type` or `country`."
        return said("refused", f"These names are {' and '.join(entries)}. {advice}")
    if j.kind == "same" and not set(mine) & set(others):
        return said("refused", "Other rows, narrower ones or ids that differ, keep the two apart.")
    if j.kind == "alias" and sides[1].units and not set(mine) & set(others):
        return said("refused", "Other rows, narrower ones or ids that differ, keep this spelling apart.")
    return said("applied")


def _told_apart(rulings: Rulings, j: Judgement, mine: tuple[str, ...], others: tuple[str, ...], done: Verdict) -> Verdict:
    assert j.other is not None
    both = set(mine) & set(others)
    if not both:
        return done
    a, b = rulings.seen[j.target].units, rulings.seen[j.other].units
    if a & b and a != b and j.target.level != j.other.level:
        return done  # the wider name has its own part, and a part that is meant by the narrower one
    if a & b:
        reason = "Both are one name within its document: what one document holds for one is not taken apart."
    else:
        reason = "Other rows, narrower ones, make the two one."
    return Verdict(j, "refused", reason, done.entities, done.others, done.n_names)


def _later_holds(verdicts: list[Verdict]) -> list[Verdict]:
    """Of rows that give one entity two names to show, types or values of a scheme, the later one; then the smaller value."""
    claims: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for v in verdicts:
        if v.status == "applied" and (v.judgement.kind in ("name", "type") or v.judgement.scheme in SCHEMES):
            for entity in v.entities:
                claims[v.judgement.kind, v.judgement.scheme, entity].append(v)
    lost: dict[int, str] = {}
    for rivals in claims.values():
        best = min(rivals, key=lambda v: (-v.judgement.on.toordinal(), v.judgement.value, v.judgement.lang))
        for v in rivals:
            if (v.judgement.value, v.judgement.lang) != (best.judgement.value, best.judgement.lang):
                lost[id(v)] = f"{best.judgement.place} gives the same entity {best.judgement.value}, and was decided later or comes first."
    return [Verdict(v.judgement, "refused", lost[id(v)], v.entities, v.others, v.n_names) if id(v) in lost else v for v in verdicts]


def of_places(outcomes: Sequence[Outcome]) -> list[Verdict]:
    """The verdicts of rows about places."""
    out = []
    for o in outcomes:
        if o.line is not None:
            article, numbers = o.line
            items, n = (article, str(numbers[0]) if numbers[0] > 0 else "", ""), len(numbers)
        else:
            first, other = (next(iter(things), None) for things in (o.things, o.others))
            items = (first.article_id if first else "", first.item_id if first else "", other.item_id if other else "")
            n = len(o.things) + len(o.others)
        out.append(Verdict(o.judgement, o.status, o.reason, others=(o.entity,) if o.entity else (), n_names=n, items=items))
    return out


def listed(verdicts: list[Verdict]) -> pd.DataFrame:
    """The rows of the table `judgements`."""
    found = [
        (v.judgement.file, v.judgement.line, v.judgement.kind, str(v.judgement.target), v.judgement.shown, v.judgement.lang or None,
         v.judgement.scheme or None, v.judgement.role or None, v.judgement.by, v.judgement.on, v.judgement.why, v.status, v.reason or None,
         v.entities[0] if v.entities else None, v.others[0] if v.others else None, v.n_names, *(item or None for item in v.items))
        for v in verdicts
    ]  # fmt: skip
    frame = pd.DataFrame(found, columns=list(_LISTED))
    texts = [c for c in _LISTED if c not in ("line_no", "judged_on", "n_names")]
    return frame.astype(dict.fromkeys(texts, "str")).assign(judged_on=pd.to_datetime(frame["judged_on"]))


def facts(verdicts: list[Verdict]) -> pd.DataFrame:
    """What rows that are applied say of entities: entity_id, kind (`name`, `type`, `alias`, `identifier`), value, lang, script, scheme,
    is_acronym. No row twice."""
    found = sorted(
        {
            (entity, v.judgement.kind, v.judgement.value, v.judgement.lang, script_of(v.judgement.value), v.judgement.scheme,
             v.judgement.value.isupper() and len(v.judgement.value) <= 6)
            for v in verdicts
            if v.status == "applied" and v.judgement.kind in ("name", "type", "alias", "identifier")
            for entity in v.entities
        }
    )  # fmt: skip
    frame = pd.DataFrame(found, columns=["entity_id", "kind", "value", "lang", "script", "scheme", "is_acronym"])
    return frame.astype(dict.fromkeys(("entity_id", "kind", "value", "lang", "script", "scheme"), "str")).astype({"is_acronym": "bool"})
