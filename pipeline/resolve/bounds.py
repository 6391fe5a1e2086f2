"""Which pairs of texts can be alike at all: an upper bound of what `wording.overlap` finds, at a small part of its cost.

A text is reduced to what its items may be matched on and what these weigh. Two texts can share at most what their keys have in
common; most statements of one speaker share so little that their words need not be matched one by one.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.resolve.likeness import Weights, unknown_weight
from pipeline.resolve.sounds import coarse
from pipeline.resolve.wording import Wording

Keys = Mapping[str, float]


class Bounds:
    """Upper bounds for pairs of a set of texts, each read once."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._keys: dict[tuple[int, str], tuple[Wording, Keys]] = {}

    def _read(self, wording: Wording, way: str, unknown: float) -> Keys:
        known = self._keys.get((id(wording), way))
        if known is not None:
            return known[1]
        found: dict[str, float] = {}
        for item, weight in zip(wording.items, self._weights.of(wording, unknown)[0], strict=True):
            keys = list(item.concepts or ("s" + item.stem,))
            if way == "script" and len(item.word) >= 4:
                keys.append("o" + item.word[:4])
            elif way == "other" and not item.concepts and len(item.word) >= 3 and (item.is_name or wording.script != "Latn"):
                keys.append("k" + coarse(item.word)[:1])
            keys += item.learnt
            for key in keys:
                found[key] = found.get(key, 0.0) + weight
        self._keys[id(wording), way] = wording, found
        return found

    def shares(self, a: Wording, b: Wording) -> tuple[float, float]:
        """(Dice's coefficient, share of the lighter text) that the two reach at most; a little is added for words met otherwise."""
        unknown = unknown_weight(a, b)
        way = "same" if unknown == 1.0 else "script" if unknown == 0.6 else "other"
        of_a, of_b = self._read(a, way, unknown), self._read(b, way, unknown)
        common = of_a.keys() & of_b.keys()
        if not common:
            return 0.0, 0.0
        met = sum([max(of_a[key], of_b[key]) for key in common])
        total_a, total_b = self._weights.of(a, unknown)[1], self._weights.of(b, unknown)[1]
        if not total_a or not total_b:
            return 0.0, 0.0
        return 2.1 * met / (total_a + total_b), 1.05 * met / min(total_a, total_b)
