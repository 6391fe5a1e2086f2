"""The draw: a stratified sample that hangs on the seed and on the rows' ids, and on nothing else.

Within a stratum rows stand in the order of a keyed hash (a random order that anybody can make again: Knuth, TAOCP 2, 3.4.2, with the
hash for the random number). The strata are then laid into one another: row number i of a stratum of N_h rows gets the place
(i + u_h) / N_h, u_h being the stratum's own keyed number between 0 and 1. The first n rows by place hold each stratum in proportion to its
size, up to one row, and each row with the same chance, the rows of the smallest strata too; and the first n are among the first n + 1.

So that no language, outlet or type goes without, the first `least` rows of each value come before all others, of columns that have few
values: of hundreds of outlets these rows would be the whole sample. Within a stratum what is drawn is always the beginning of its random
order, so that it is a simple random sample of the stratum.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.audit.questions import BY, Stratum

FEW = 20  # values of a column, up to which each of them has rows of its own in the sample


@dataclass(frozen=True, slots=True)
class Unit:
    """A row that may be drawn: its id, the same in every warehouse that holds it, and its stratum."""

    id: str
    stratum: Stratum


def keyed(seed: str, name: str) -> str:
    """The keyed hash that orders rows: 32 hexadecimal digits. sql/audit/candidates.sql makes the same."""
    return hashlib.md5(f"{seed}\x1f{name}".encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def draw(units: Iterable[Unit], sizes: Mapping[Stratum, int], n: int, seed: str, *, least: int = 0) -> list[Unit]:
    """The sample, in the order in which it should be judged; all units where there are no more than n.

    `units`: of each stratum all, or at least the first max(n, least) by `keyed`, in any order. `sizes`: rows of each stratum, all told.
    `least`: of each value of each column with no more than `FEW` values so many rows are drawn before others, as far as there are so
    many and n allows.
    """
    columns = [i for i in range(len(BY)) if len({stratum[i] for stratum in sizes}) <= FEW]
    placed = _places(units, sizes, seed)
    first: list[Unit] = []
    had: Counter[tuple[int, str]] = Counter()
    rest: list[Unit] = []
    for unit in placed:
        values = [(i, unit.stratum[i]) for i in columns]
        if any(had[value] < least for value in values):
            had.update(values)
            first.append(unit)
        else:
            rest.append(unit)
    chosen = set((first + rest)[:n])
    return [unit for unit in placed if unit in chosen]


def _places(units: Iterable[Unit], sizes: Mapping[Stratum, int], seed: str) -> list[Unit]:
    strata: dict[Stratum, list[tuple[str, str, Unit]]] = defaultdict(list)
    for unit in units:
        strata[unit.stratum].append((keyed(seed, unit.id), unit.id, unit))
    placed: list[tuple[float, str, str, Unit]] = []
    for stratum, members in strata.items():
        shift = int(keyed(seed, "\x1e".join(("stratum", *stratum))), 16) / 16**32
        placed += [((i + shift) / sizes[stratum], *member) for i, member in enumerate(sorted(members, key=lambda m: m[:2]))]
    return [unit for *_, unit in sorted(placed, key=lambda p: p[:3])]
