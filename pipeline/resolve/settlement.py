"""One agglomeration in which what users decided meets what the machine held for one.

Items are few: the local entities that rows mean (those of one group and one reading together), the ids of lexicons that they touch, and
the bonds of rows. Bonds come first, the narrowest before the wider ones, then what the machine held for one; nothing joins what a row
calls different, nor two ids. Where a group falls apart, the local entities of which no row speaks go with the part they are most like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.resolve import names
from pipeline.resolve.groups import agglomerate
from pipeline.resolve.local import LEXICON, Local, Unit

Company = Mapping[str, frozenset[str]]  # article → the rarer groups in it
Side = tuple[frozenset[Unit], str, int]  # local entities; an id; how narrowly they are meant
_OWN, _TIED, _LENT, _HELD = 4.0, 2.0, 1.5, 1.0  # in this order: ids that a row names, rows, ids of tied names, the machine's groups
_Reading = tuple[list[tuple[str, int]], list[tuple[int, int]]]  # of a local entity: (bond, how narrowly), (row that tells apart, side)


@dataclass(frozen=True, slots=True)
class Bond:
    """Things that users' rows make one entity. `ids`: those that a lexicon or the user gives (one, or several that a row joins);
    `identifiers`: scheme → value. `members`: (local entity, how narrowly it is meant)."""

    key: str
    ids: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    members: tuple[tuple[Unit, int], ...]

    @property
    def anchor(self) -> str:
        """What the entity's id is made from: an id of a lexicon, else of the user's, else an identifier, else what the rows name."""
        own = min(self.ids, key=lambda i: (i.startswith("user:"), i), default="")
        return own or next((f"user:{scheme}:{value}" for scheme, value in self.identifiers), f"user:{self.key}")


class Settlement:
    """One agglomeration: see the module. Items are strings: seeds (local entities of one group and one reading), bonds, ids."""

    def __init__(
        self, bonds: Sequence[Bond], sides: Sequence[tuple[Side, Side]], by_unit: Mapping[Unit, Local], group: Mapping[Unit, str]
    ) -> None:
        """bonds: what rows make one. sides: what rows call different. group: local entity → key of the machine's group."""
        self.by_unit = by_unit
        self.bonds = {f"bond:{b.key}": b for b in bonds if not unclear(b, group)}
        self.at = dict(group)
        memberships: dict[Unit, list[tuple[str, int]]] = defaultdict(list)
        for item, bond in self.bonds.items():
            for unit, level in bond.members:
                if unit in by_unit:
                    memberships[unit].append((item, level))
                    self.at.setdefault(unit, f"alone:{by_unit[unit].folded}:{unit[0]}:{unit[1]:06d}")
        in_sides: dict[Unit, list[tuple[int, int]]] = defaultdict(list)
        for number, pair in enumerate(sides):
            for side, (units, _, _) in enumerate(pair):
                for unit in units:
                    if unit in self.at:
                        in_sides[unit].append((number, side))
        self.seeds: dict[str, list[Unit]] = defaultdict(list)
        reading: dict[str, _Reading] = {}
        for unit in sorted({*memberships, *in_sides}):
            said = (sorted(memberships[unit]), in_sides[unit])
            seed = f"seed:{self.at[unit]}:{said!r}"
            self.seeds[seed].append(unit)
            reading[seed] = said
        self.group_of = {seed: self.at[units[0]] for seed, units in self.seeds.items()}
        self.id_of = self._ids()
        self.narrow = {(n, side): level for n, pair in enumerate(sides) for side, (_, _, level) in enumerate(pair)}
        self.forbidden: dict[str, set[str]] = defaultdict(set)
        self._forbid(sides, reading)
        self.root = agglomerate({*self.seeds, *self.bonds, *self.id_of}, self._pairs(reading), self._may_join)

    def _ids(self) -> dict[str, str]:
        """Item → the id that it is: groups that a lexicon settles, and bonds with an id. Ids that a row joins are one."""
        lexicons = {key for key in self.group_of.values() if key.startswith(LEXICON)}
        out = {key: key.removeprefix(LEXICON) for key in lexicons}
        for item, bond in self.bonds.items():
            if bond.ids:
                out[item] = bond.anchor
                out |= {LEXICON + i: bond.anchor for i in bond.ids if not i.startswith("user:")}
        return out

    def _forbid(self, sides: Sequence[tuple[Side, Side]], reading: Mapping[str, _Reading]) -> None:
        items: dict[tuple[int, int], list[str]] = defaultdict(list)
        for seed, (_, in_sides) in reading.items():
            for place in in_sides:
                items[place].append(seed)
        for number, pair in enumerate(sides):
            for side, (_, anchor, _) in enumerate(pair):
                if anchor:
                    items[number, side] += [item for item, own in self.id_of.items() if own == anchor or item == LEXICON + anchor]
            for a in items[number, 0]:
                for b in items[number, 1]:
                    self.forbidden[a].add(b)
                    self.forbidden[b].add(a)

    def _pairs(self, reading: Mapping[str, _Reading]) -> list[tuple[float, str, str]]:
        pairs: list[tuple[float, str, str]] = []
        for seed, (memberships, in_sides) in reading.items():
            apart = max((self.narrow[place] for place in in_sides), default=0)
            # whom a narrower row tells apart comes last: it is the one that stays out
            pairs += [(_TIED + level / 2 - (0.25 if apart > level else 0.0), seed, item) for item, level in memberships]
        for item, bond in self.bonds.items():
            pairs += [(_OWN, item, LEXICON + i) for i in bond.ids if LEXICON + i in self.id_of]
        for item, bond in self.bonds.items():  # a name that a lexicon knows lends its id to what is tied to it
            if not bond.ids:
                lent = {self.at[unit] for unit, _ in bond.members if self.at.get(unit, "").startswith(LEXICON)}
                pairs += [(_LENT, item, key) for key in lent if key in self.id_of]
        together: dict[str, list[str]] = defaultdict(list)
        for seed, key in sorted(self.group_of.items()):
            together[key].append(seed)
        for key, seeds in together.items():
            if key.startswith(LEXICON):
                pairs += [(_HELD, seed, key) for seed in seeds]
            for a, b in combinations(seeds, 2):
                alike = max(_alike(x, y) for x in self._spellings(self.seeds[a]) for y in self._spellings(self.seeds[b]))
                if alike >= names.SAME or not key.startswith(LEXICON):
                    pairs.append((max(min(alike, 0.999), 0.001), a, b))
        return pairs

    def _may_join(self, a: Sequence[str], b: Sequence[str]) -> bool:
        ids = {self.id_of[i] for i in (*a, *b) if i in self.id_of}
        if len(ids) > 1 or any(not self.forbidden[x].isdisjoint(b) for x in a if x in self.forbidden):
            return False
        values: dict[str, str] = {}
        for item in (*a, *b):
            for scheme, value in self.bonds[item].identifiers if item in self.bonds else ():
                if values.setdefault(scheme, value) != value:
                    return False
        return True

    def _spellings(self, units: Sequence[Unit]) -> list[Local]:
        return list({self.by_unit[u].folded: self.by_unit[u] for u in sorted(units)}.values())

    def write(
        self,
        local: Sequence[Local],
        group: dict[Unit, str],
        basis: dict[Unit, tuple[str, float]],
        settled: dict[Unit, str],
        company: Callable[[], Company],
    ) -> None:
        """Bring the machine's groups in line, in place: group keys, basis (`user`) and anchors of local entities.

        Local entities without a group yet get one where a row ties them to something. Doing it again changes nothing.
        """
        parts: dict[str, list[str]] = defaultdict(list)  # group → roots of its seeds
        for seed, key in sorted(self.group_of.items()):
            if self.root[seed] not in parts[key]:
                parts[key].append(self.root[seed])
        for item in self.id_of:
            if item.startswith(LEXICON):
                parts[item].append(self.root[item])
        key_of, anchor_of = self._keys(parts)
        nearest = _Nearest(self, company) if any(len(roots) > 1 for key, roots in parts.items() if not key.startswith(LEXICON)) else None
        seed_of = {unit: seed for seed, units in self.seeds.items() for unit in units}
        for u in local:
            key = self.at.get(u.unit, "")  # no key of a group is empty
            if key not in parts:
                continue
            mine = seed_of.get(u.unit)
            if mine is not None:
                root = self.root[mine]
                if key_of[root] != key:
                    basis[u.unit] = ("user", 1.0)
            elif key.startswith(LEXICON):
                root = self.root[key]
            else:
                root = nearest(u, parts[key]) if nearest is not None and len(parts[key]) > 1 else parts[key][0]
            group[u.unit] = key_of[root]
            basis.setdefault(u.unit, ("user", 1.0))
            if anchor_of[root]:
                settled[u.unit] = anchor_of[root]
            else:
                settled.pop(u.unit, None)

    def _keys(self, parts: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, str]]:
        """Root → key of its group, and root → anchor, "" where it has none."""
        inside: dict[str, list[str]] = defaultdict(list)
        for item, root in self.root.items():
            inside[root].append(item)
        only = {roots[0]: key for key, roots in parts.items() if len(roots) == 1 and not key.startswith(LEXICON)}
        keys: dict[str, str] = {}
        anchors: dict[str, str] = {}
        for root, items in inside.items():
            own = min((self.id_of[i] for i in items if i in self.id_of), default="")
            bonds = sorted((not self.bonds[i].identifiers, self.bonds[i].anchor) for i in items if i in self.bonds)
            anchors[root] = own or next((anchor for _, anchor in bonds), "")
            if own and not own.startswith("user:"):
                keys[root] = LEXICON + own
            elif anchors[root]:
                keys[root] = f"judged:{anchors[root]}"
            else:
                keys[root] = only.get(root, f"judged:{min(items)}")
        return keys, anchors


class _Nearest:
    """To which part of a group that fell apart a local entity belongs of which no row speaks: by its name, then by offices, country and
    company, else to the part that is known longest."""

    def __init__(self, settlement: Settlement, company: Callable[[], Company]) -> None:
        self.company = company()
        self.parts: dict[str, list[Local]] = defaultdict(list)
        for seed, units in settlement.seeds.items():
            self.parts[settlement.root[seed]] += [settlement.by_unit[u] for u in units]

    def __call__(self, u: Local, roots: Sequence[str]) -> str:
        return min(roots, key=lambda root: (*self._distance(u, self.parts[root]), min(p.age for p in self.parts[root])))

    def _distance(self, u: Local, part: Sequence[Local]) -> tuple[int, int]:
        around = frozenset[str]().union(*(self.company.get(p.unit[0], frozenset()) for p in part))
        proof = 2 * len(u.offices & frozenset[tuple[str, str]]().union(*(p.offices for p in part)))
        proof += bool(u.country and any(p.country == u.country for p in part)) - bool(
            u.country and any(p.country for p in part) and all(p.country != u.country for p in part)
        )
        proof += min(len(self.company.get(u.unit[0], frozenset()) & around), 3)
        alike = max(_alike(u, p) for p in {p.folded: p for p in part}.values())
        return -round(10 * alike), -proof


def unclear(bond: Bond, group: Mapping[Unit, str]) -> tuple[str, ...]:
    """The entries of lexicons that a bond's names are, where they are several and no row says which is meant; else nothing."""
    if bond.ids:
        return ()
    met = sorted({group[unit].removeprefix(LEXICON) for unit, _ in bond.members if group.get(unit, "").startswith(LEXICON)})
    return tuple(met) if len(met) > 1 else ()


def _alike(a: Local, b: Local) -> float:
    """How alike two names are, 0 to 1, to three digits: persons by sound, others by their words."""
    if a.folded == b.folded:
        return 1.0
    if a.type == b.type == "PER":
        short, full = sorted((a, b), key=lambda u: (names.n_parts(u.name), u.name))
        if names.n_parts(short.name) <= 1:
            return round(names.surname_similarity(short.name, full.name), 3)
        return round(names.similarity(a.name, b.name), 3)
    x, y = set(a.folded.split()), set(b.folded.split())
    return round(len(x & y) / len(x | y), 3)
