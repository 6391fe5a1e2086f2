"""Which pairs of texts can be alike at all: an upper bound of what `wording.overlap` finds, at a small part of its cost.

A text is reduced to what its items may be matched on and what these weigh. Two texts can share at most what their keys have in
common; most statements of one speaker share so little that their words need not be matched one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.resolve.likeness import Weights, unknown_weight
from pipeline.resolve.sounds import coarse
from pipeline.resolve.wording import Wording

Keys = Mapping[str, float]
_WAYS = {1.0: "same", 0.6: "script", 0.3: "other"}  # by what an unknown word weighs beside the other text


class Bounds:
    """Upper bounds for pairs of texts, by their numbers; each text is read once in each way."""

    def __init__(self, texts: Sequence[Wording], weights: Weights) -> None:
        self._texts = texts
        self._weights = weights
        self._keys: dict[float, list[tuple[Keys, float] | None]] = {unknown: [None] * len(texts) for unknown in _WAYS}

    def _read(self, number: int, unknown: float) -> tuple[Keys, float]:
        """(what the items of a text weigh by key, their sum)."""
        wording, way = self._texts[number], _WAYS[unknown]
        weights, total = self._weights.of(wording, unknown)
        found: dict[str, float] = {}
        for item, weight in zip(wording.items, weights, strict=True):
            keys = list(item.concepts or ("s" + item.stem,))
            if way == "script" and len(item.word) >= 4:
                keys.append("o" + item.word[:4])
            elif way == "other" and not item.concepts and len(item.word) >= 3 and (item.is_name or wording.script != "Latn"):
                keys.append("k" + coarse(item.word)[:1])
            keys += item.learnt
            for key in keys:
                found[key] = found.get(key, 0.0) + weight
        self._keys[unknown][number] = read = found, total
        return read

    def shares(self, i: int, j: int) -> tuple[float, float]:
        """(Dice's coefficient, share of the lighter text) that the two reach at most; a little is added for words met otherwise."""
        unknown = unknown_weight(self._texts[i], self._texts[j])
        known = self._keys[unknown]
        of_a, total_a = known[i] or self._read(i, unknown)
        of_b, total_b = known[j] or self._read(j, unknown)
        common = of_a.keys() & of_b.keys()
        if not common or not total_a or not total_b:
            return 0.0, 0.0
        met = sum([max(of_a[key], of_b[key]) for key in common])
        return 2.1 * met / (total_a + total_b), 1.05 * met / min(total_a, total_b)
