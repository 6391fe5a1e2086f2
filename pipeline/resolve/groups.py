"""Grouping by pairs: what every clustering of the corpus floor shares.

Here stand the agglomeration of scored pairs under vetoes, the components of plain pairs, and what users say of pairs. All give the same
groups in whatever order the pairs come. What a score or a veto means belongs to who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Any)  # hashable and ordered: str, tuples of str and int
CERTAIN = 2.0  # the score of what users say: before every likeness


class Groups(Generic[K]):
    """Disjoint groups of items; the smallest item stands for its group."""

    def __init__(self) -> None:
        self._parent: dict[K, K] = {}
        self._members: dict[K, list[K]] = {}

    def root(self, item: K) -> K:
        """The item that stands for the group of this one."""
        parent = self._parent
        if item not in parent:
            parent[item] = item
            self._members[item] = [item]
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def members(self, item: K) -> Sequence[K]:
        return self._members[self.root(item)]

    def join(self, a: K, b: K) -> None:
        a, b = self.root(a), self.root(b)
        if a == b:
            return
        if b < a:
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members.pop(b)


def components(items: Iterable[K], pairs: Iterable[tuple[K, K]]) -> dict[K, K]:
    """Item → the smallest item of its connected component."""
    groups: Groups[K] = Groups()
    items = list(items)
    for item in items:
        groups.root(item)
    for a, b in pairs:
        groups.join(a, b)
    return {item: groups.root(item) for item in items}


def agglomerate(
    items: Iterable[K],
    pairs: Iterable[tuple[float, K, K]],
    may_join: Callable[[Sequence[K], Sequence[K]], bool],
) -> dict[K, K]:
    """Item → the smallest item of its group. Pairs join their groups best first (ties by the items) where `may_join` of the two
    groups' members allows it; so a veto between any two members keeps groups apart, and chains do not run away."""
    groups: Groups[K] = Groups()
    items = sorted(set(items))
    for item in items:
        groups.root(item)
    for _, a, b in sorted((-score, min(a, b), max(a, b)) for score, a, b in pairs):
        if groups.root(a) != groups.root(b) and may_join(groups.members(a), groups.members(b)):
            groups.join(a, b)
    return {item: groups.root(item) for item in items}


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of reports or of statements that users call one, or two. No chain of `one` joins a pair of `two`."""

    one: frozenset[tuple[Any, Any]] = frozenset()
    two: frozenset[tuple[Any, Any]] = frozenset()

    @staticmethod
    def of(one: Iterable[tuple[Any, Any]], two: Iterable[tuple[Any, Any]]) -> Judged:
        """From pairs, in whatever order."""
        return Judged(*(frozenset(pair for a, b in pairs for pair in ((a, b), (b, a))) for pairs in (one, two)))

    def among(self, items: Sequence[Any]) -> Judged:
        """The same of items by their places in a sequence; what is not in it is left out."""
        if not self.one and not self.two:
            return self
        at = {item: n for n, item in enumerate(items)}
        return Judged(*(frozenset((at[a], at[b]) for a, b in pairs if a in at and b in at) for pairs in (self.one, self.two)))

    def tie(self, a: Sequence[Any], b: Sequence[Any]) -> bool | None:
        """Whether users say of two groups that they are one; None where they say nothing. That they are two outranks."""
        if not self.one and not self.two:
            return None
        between = [(x, y) for x in a for y in b]
        return False if any(pair in self.two for pair in between) else True if any(pair in self.one for pair in between) else None


NOTHING = Judged()
