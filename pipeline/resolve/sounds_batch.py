"""Word similarities of many pairs at once: what `sounds.word_similarity` says, for a corpus.

The distances of distinct pairs of sounds are worked out together, column by column of their alignment tables. The values are those of the
function for one pair to the last bit: the same sums in the same order; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.resolve.known_names import names_of
from pipeline.resolve.sounds import ENDS, FAR, FAR_IN_SCRIPT, nisba_stem, omissions, readings, sounds, swaps, weights
from pipeline.text import script_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_CHUNK = 40_000  # alignment tables that are filled together
_PLAIN, _LATIN, _ARABIC = 0, 1, 2


def word_similarities(a: Sequence[str], b: Sequence[str]) -> Floats:
    """`word_similarity(a[i], b[i])` of every pair, 0 to 1. The words are folded."""
    if not a:
        return np.zeros(0)
    words = sorted({*a, *b})
    code = {word: i for i, word in enumerate(words)}
    left, right = (np.array([code[w] for w in side], np.int64) for side in (a, b))
    key, back = np.unique(np.minimum(left, right) * len(words) + np.maximum(left, right), return_inverse=True)
    return _distinct(words, key // len(words), key % len(words))[back.reshape(-1)]


def _distinct(words: Sequence[str], left: Ints, right: Ints) -> Floats:
    script = np.array([{"Latn": 1, "Arab": 2}.get(script_of(w), 3) for w in words], np.int64)
    tags: dict[str, int] = {}
    exact = np.array([tags.setdefault(script_of(w), len(tags)) for w in words], np.int64)
    same_script = exact[left] == exact[right]
    mode = np.where(same_script & (script[left] < 3), script[left], _PLAIN)
    spoken = [tuple(sounds(read) for read in readings(w)) for w in words]
    strings = sorted({s for said in spoken for s in said})
    at = {s: i for i, s in enumerate(strings)}
    plain = np.array([at[said[0]] for said in spoken], np.int64)
    # pairs of one script have one reading each, pairs of two scripts all combinations
    several = np.flatnonzero(~same_script)
    number = [len(said) for said in spoken]
    pair, first, second = list(np.flatnonzero(same_script)), list(plain[left[same_script]]), list(plain[right[same_script]])
    for i in several:
        x, y = spoken[left[i]], spoken[right[i]]
        if number[left[i]] == number[right[i]] == 1:
            pair.append(i)
            first.append(at[x[0]])
            second.append(at[y[0]])
            continue
        for one in x:
            for other in y:
                pair.append(i)
                first.append(at[one])
                second.append(at[other])
    of, p, q = (np.asarray(values, np.int64) for values in (pair, first, second))
    low, high, kind = np.minimum(p, q), np.maximum(p, q), mode[of]
    unique, back = np.unique((low * len(strings) + high) * 3 + kind, return_inverse=True)
    alike = _sounding(strings, unique // 3 // len(strings), unique // 3 % len(strings), unique % 3)
    out = np.zeros(len(left))
    np.maximum.at(out, of, alike[back.reshape(-1)])
    return _with_names(words, left, right, mode == _LATIN, out)


def _sounding(strings: Sequence[str], low: Ints, high: Ints, kind: Ints) -> Floats:
    """How alike two strings of sounds are, by kind of pair."""
    total = np.array([sum(weights(s)) for s in strings])
    size = np.array([len(s) for s in strings], np.int64)
    apart = np.zeros(len(low))
    for mode in (_PLAIN, _LATIN, _ARABIC):
        chosen = np.flatnonzero(kind == mode)
        used, ends = np.unique(np.concatenate([low[chosen], high[chosen]]), return_inverse=True)
        ends = ends.reshape(2, -1)
        apart[chosen] = _distances([strings[i] for i in used], ends[0], ends[1], 2.0 if mode == _ARABIC else 1.0, mode == _LATIN)
    alike = np.maximum(0.0, 1.0 - apart / np.maximum((total[low] + total[high]) / 2, 1.0))
    far = apart > np.where(kind == _PLAIN, FAR, FAR_IN_SCRIPT)
    last = [s[-1:] for s in strings]
    marks = {end: i for i, end in enumerate(sorted(set(last)))}
    meets = np.array([[x + y in ENDS for y in marks] for x in marks], np.bool_)
    end = np.array([marks[x] for x in last], np.int64)
    mixed = meets[end[low], end[high]]
    alike = np.where(far | (mixed & (kind == _LATIN)), np.minimum(alike, 0.5), alike)
    return np.where((size[low] == 0) | (size[high] == 0), 0.0, alike)


def _distances(strings: Sequence[str], low: Ints, high: Ints, factor: float, one_script: bool) -> Floats:
    """The alignment costs of pairs, those of short strings together so that little is computed for nothing."""
    out = np.zeros(len(low))
    size = np.array([len(s) for s in strings], np.int64)
    order = np.lexsort((np.minimum(size[low], size[high]), np.maximum(size[low], size[high])))
    costs = _Costs(strings, factor, one_script)
    for start in range(0, len(order), _CHUNK):
        chunk = order[start : start + _CHUNK]
        out[chunk] = costs.tables(low[chunk], high[chunk], int(size[low[chunk]].max()), int(size[high[chunk]].max()))
    return out


class _Costs:
    """What an alignment costs, for strings that are numbered; the arrays have one row a string, as wide as the longest."""

    def __init__(self, strings: Sequence[str], factor: float, one_script: bool) -> None:
        swap = swaps(factor, one_script)
        place = {letter: i for i, letter in enumerate(sorted({letter for pair in swap for letter in pair}), 1)}
        size = len(place) + 2
        cost = np.ones((size, size))  # 0: a sound without costs of its own
        for both, value in swap.items():
            cost[place[both[0]], place[both[1]]] = value
        cost[np.arange(1, size), np.arange(1, size)] = 0.0
        cost[size - 1] = np.inf  # behind the end of a: the row stays
        self.cost, self.n_sounds = cost.reshape(-1), size
        self.place = _padded([[place.get(c, 0) for c in s] for s in strings], size - 1)
        self.gone = _padded([omissions(s, factor, one_script) for s in strings], 0.0)
        self.size = np.array([len(s) for s in strings], np.int64)
        self.point = _padded([list(map(ord, s)) for s in strings], -1) if bool((self.place == 0).any()) else None

    def tables(self, a: Ints, b: Ints, rows: int, columns: int) -> Floats:
        """The cost of each pair; no string of `a` has more than `rows` sounds, none of `b` more than `columns`."""
        place_b, added = (values[b, :columns].T.copy() for values in (self.place, self.gone))
        table = np.zeros((columns + 1, len(a)))
        for j in range(columns):
            table[j + 1] = table[j] + added[j]
        for i in range(rows):
            before, here, place = table, self.gone[a, i], self.place[a, i] * self.n_sounds
            table = np.empty_like(before)
            table[0] = before[0] + here
            for j in range(columns):
                change = self.cost[place + place_b[j]]
                if self.point is not None:
                    change[self.point[a, i] == self.point[b, j]] = 0.0
                    change[place == (self.n_sounds - 1) * self.n_sounds] = np.inf
                change += before[j]
                np.minimum(change, table[j] + added[j], out=change)
                np.minimum(change, before[j + 1] + here, out=table[j + 1])
        return table[self.size[b], np.arange(len(a))]


def _padded(rows: Sequence[Sequence[float]], fill: float) -> npt.NDArray[Any]:
    """Rows of unequal length as rows of one array."""
    size = np.fromiter(map(len, rows), np.int64, len(rows))
    out = np.full((len(rows), int(size.max(initial=1))), fill, np.float64 if isinstance(fill, float) else np.int64)
    out[np.arange(out.shape[1]) < size[:, None]] = [value for row in rows for value in row]
    return out


def _with_names(words: Sequence[str], left: Ints, right: Ints, latin: npt.NDArray[np.bool_], alike: Floats) -> Floats:
    """What the lists of names say about pairs whose both words are listed, or are of somebody's people who is."""
    listed = [names_of(w) for w in words]
    stems = [nisba_stem(w) for w in words]
    people = [names_of(s) if s else frozenset() for s in stems]
    has, of = (np.array([bool(x) for x in side], np.bool_) for side in (listed, people))
    is_stem = np.array([bool(s) for s in stems], np.bool_)
    both = has[left] & has[right]
    for i in np.flatnonzero(both | (is_stem[left] & is_stem[right] & of[left] & of[right])):
        a, b = left[i], right[i]
        x, y = (listed[a], listed[b]) if both[i] else (people[a], people[b])
        if x == y:
            alike[i] = 1.0 if both[i] else alike[i]
        else:
            alike[i] = max(alike[i], 0.8) if x & y and not latin[i] else min(alike[i], 0.4)
    alike[left == right] = 1.0
    return alike
