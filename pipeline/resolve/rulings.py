"""What users' rows come to in the present corpus: which local entities they bind together, and which they tell apart.

What a row means is found in `sightings.py`, how that outranks the machine stands in `settlement.py`, and what became of each row in
`verdicts.py`. Both sides of a row must be there for it to bind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.groups import components
from pipeline.resolve.judgements import Judgement, Target
from pipeline.resolve.local import Local, Unit
from pipeline.resolve.settlement import Bond, Settlement, Side
from pipeline.resolve.sightings import Seen, look
from pipeline.resolve.ties import is_id, is_identifier, ties
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements of users on entities, with what each target is in the present corpus. `named`: whom rows about places name."""

    judgements: tuple[Judgement, ...]
    seen: Mapping[Target, Seen]
    bonds: tuple[Bond, ...]
    bond_of: Mapping[Target, Bond]
    named: tuple[Target, ...] = ()

    def informed(self, units: pd.DataFrame) -> pd.DataFrame:
        """The frame of local entities with the types that users give; and whom a row names, other than as different, is confirmed."""
        kinds = _types(self.judgements, self.seen)
        named = {unit for j in self.judgements if j.kind != "different" and self.is_there(j)
                 for t in (j.target, j.other) if t is not None for unit in self.seen[t].units}  # fmt: skip
        named |= {unit for t in self.named for unit in self.seen[t].units}
        keys = list(zip(units["article_id"], units["no"].astype("int64"), strict=True))
        typed = [kinds.get(key, kind) for key, kind in zip(keys, units["type"], strict=True)]
        confirmed = [key in named or bool(known) for key, known in zip(keys, units["is_confirmed"], strict=True)]
        return units.assign(type=pd.Series(typed, index=units.index, dtype=units["type"].dtype), is_confirmed=confirmed)

    def is_there(self, j: Judgement) -> bool:
        """Whether the corpus has what the row names. A spelling that no article uses is told of all the same."""
        return self.seen[j.target].is_there and (j.other is None or j.kind == "alias" or self.seen[j.other].is_there)

    def settlement(self, local: Sequence[Local], group: Mapping[Unit, str]) -> Settlement:
        """Where the rows meet the machine's groups as they are now; written into them, what it says outranks them."""
        return Settlement(self.bonds, _sides(self), {u.unit: u for u in local}, group)

    def apart(self) -> list[tuple[frozenset[Unit], frozenset[Unit]]]:
        """Local entities that a row calls different: none of the one is whom any of the other is."""
        return [(a, b) for (a, _, _), (b, _, _) in _sides(self) if a and b]


def rule(
    judgements: Sequence[Judgement],
    units: pd.DataFrame,
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    named: Sequence[tuple[Target, ...]] = (),
) -> Rulings:
    """Find what rows mean in the corpus; the frames are those of `sightings.look`. Types that users give are known to all other rows.
    named: whom rows about places name, each by targets of which the first that is there is meant."""
    typing = [j for j in judgements if j.kind == "type"]
    seen = look(_targets(typing), units, documents, mentions)
    kinds = _types(typing, seen)
    typed = [kinds.get((article, int(no)), kind) for article, no, kind in rows(units, "article_id", "no", "type")]
    others = _targets(j for j in judgements if j.kind != "type")
    others += [replace(j.other, lang="") for j in judgements if j.kind == "alias" and j.other is not None]
    others += [t for t in dict.fromkeys(t for targets in named for t in targets) if t not in others]
    seen |= {t: s for t, s in look(others, units.assign(type=typed), documents, mentions).items() if t not in seen or s.is_there}
    seen |= _by_given_name(judgements, seen)
    bonds, bond_of = _bonds(judgements, seen)
    meant = [next((t for t in targets if seen[t].is_there), targets[-1]) for targets in named]
    return Rulings(tuple(judgements), seen, bonds, bond_of, tuple(dict.fromkeys(meant)))


def _targets(judgements: Iterable[Judgement]) -> list[Target]:
    """All targets, equal ones once: in the spelling that sorts first, so that nothing hangs on the order of rows."""
    found: dict[Target, Target] = {}
    for target in sorted((t for j in judgements for t in (j.target, j.other) if t is not None), key=lambda t: (t, t.name)):
        found.setdefault(target, target)
    return list(found.values())


def _by_given_name(judgements: Sequence[Judgement], seen: Mapping[Target, Seen]) -> dict[Target, Seen]:
    """Names that no article has, but that rows give: to show, or as another spelling. They mean what those rows are about."""
    given: dict[str, set[Target]] = defaultdict(set)
    for j in judgements:
        if j.kind in ("name", "alias") and seen[j.target].is_there:
            given[fold(j.value)].add(j.target)
    spellings = {j.other for j in judgements if j.kind == "alias"}
    out: dict[Target, Seen] = {}
    for target, found in seen.items():
        owners = given.get(target.folded, set()) if target.level == 0 and not target.anchor and not found.is_there else set()
        meant = {(seen[owner].units, seen[owner].anchor) for owner in owners}
        if len(meant) == 1 and target not in spellings:
            out[target] = seen[min(owners)]
    return out


def _types(judgements: Sequence[Judgement], seen: Mapping[Target, Seen]) -> dict[Unit, str]:
    """Local entity → the type that the latest row gives it."""
    typing = sorted((j for j in judgements if j.kind == "type"), key=lambda j: (j.target.level, j.on, j.value))
    return {unit: j.value for j in typing for unit in seen[j.target].units}


def _bonds(judgements: Sequence[Judgement], seen: Mapping[Target, Seen]) -> tuple[tuple[Bond, ...], dict[Target, Bond]]:
    """What rows tie together that are there, on both sides."""
    pairs: list[tuple[Target, Target]] = []
    for a, b, _ in ties(judgements):
        if all(is_identifier(t) or (t in seen and seen[t].is_there) or t not in seen for t in (a, b)):
            pairs.append((a, b))
    pairs += [(t, Target(anchor=s.anchor)) for t, s in seen.items() if s.anchor and not t.anchor]
    root = components({t for pair in pairs for t in pair}, pairs)
    members: dict[Target, list[Target]] = defaultdict(list)
    for target, first in sorted(root.items()):
        members[first].append(target)
    bonds: list[Bond] = []
    bond_of: dict[Target, Bond] = {}
    for targets in members.values():
        identifiers = tuple(sorted((s, v) for s, _, v in (t.anchor.partition(":") for t in targets if is_identifier(t))))
        met = {unit: max(t.level for t in targets if t in seen and unit in seen[t].units)
               for t in targets if t in seen for unit in seen[t].units}  # fmt: skip
        ids = tuple(t.anchor for t in targets if is_id(t))
        bond = Bond(min(targets).key, ids, identifiers, tuple(sorted(met.items())))
        bonds.append(bond)
        bond_of |= dict.fromkeys(targets, bond)
    return tuple(bonds), bond_of


def _sides(rulings: Rulings) -> list[tuple[Side, Side]]:
    """Of each row of kind `different`, its two sides: local entities, and the id where one is named. Whom both sides mean is on the
    narrower one: "this one here is not the others of that name". And a spelling that means something in one language is apart from
    the same spelling in others, unless they are bound to the same."""
    out: list[tuple[Side, Side]] = []
    for j in rulings.judgements:
        if j.other is None or not rulings.is_there(j):
            continue
        if j.kind == "different":
            narrow, wide = sorted((j.target, j.other), key=lambda t: (-t.level, t))
            units = rulings.seen[narrow].units
            rest = rulings.seen[wide].units - units
            out.append(((units, _id_of(rulings, narrow), narrow.level), (rest, _id_of(rulings, wide), wide.level)))
        elif j.kind == "alias" and j.lang and j.other in rulings.bond_of:
            bound = {unit for unit, _ in rulings.bond_of[j.other].members}
            everywhere = rulings.seen[replace(j.other, lang="")].units
            out.append(((rulings.seen[j.other].units, "", 0), (everywhere - bound, "", 0)))
    return out


def _id_of(rulings: Rulings, target: Target) -> str:
    anchor = rulings.seen[target].anchor
    bond = rulings.bond_of.get(target)
    return bond.anchor if anchor and bond is not None and bond.ids else anchor
