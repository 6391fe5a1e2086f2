"""Word similarities of many pairs at once: what `sounds.word_similarity` says, for a corpus.

The distances of distinct pairs of sounds are worked out together, column by column of their alignment tables. The values are those of the
function for one pair to the last bit: the same sums in the same order; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    words = sorted({*a, *b})
    code = {word: i for i, word in enumerate(words)}
    left, right = (np.fromiter((code[w] for w in side), np.int64, len(side)) for side in (a, b))
    key, back = np.unique(np.minimum(left, right) * len(words) + np.maximum(left, right), return_inverse=True)
    return _distinct(words, key // max(len(words), 1), key % max(len(words), 1))[back.reshape(-1)]


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
    alike = _sounding(strings, unique // 3 // max(len(strings), 1), unique // 3 % max(len(strings), 1), unique % 3)
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
        apart[chosen] = _distances(strings, low[chosen], high[chosen], 2.0 if mode == _ARABIC else 1.0, mode == _LATIN)
    alike = np.maximum(0.0, 1.0 - apart / np.maximum((total[low] + total[high]) / 2, 1.0))
    far = apart > np.where(kind == _PLAIN, FAR, FAR_IN_SCRIPT)
    last = [s[-1:] for s in strings]
    ends = np.array([(last[i] + last[j]) in ENDS for i, j in zip(low.tolist(), high.tolist(), strict=True)], np.bool_)
    alike = np.where(far | (ends & (kind == _LATIN)), np.minimum(alike, 0.5), alike)
    return np.where((size[low] == 0) | (size[high] == 0), 0.0, alike)


def _distances(strings: Sequence[str], low: Ints, high: Ints, factor: float, one_script: bool) -> Floats:
    """The alignment costs of pairs, the shorter tables first so that little is computed for nothing."""
    out = np.zeros(len(low))
    size = np.array([len(s) for s in strings], np.int64)
    order = np.lexsort((np.minimum(size[low], size[high]), np.maximum(size[low], size[high])))
    for start in range(0, len(order), _CHUNK):
        chunk = order[start : start + _CHUNK]
        out[chunk] = _tables([strings[i] for i in low[chunk]], [strings[i] for i in high[chunk]], factor, one_script)
    return out


def _tables(a: Sequence[str], b: Sequence[str], factor: float, one_script: bool) -> Floats:
    n, rows, columns = len(a), max(map(len, a), default=0), max(map(len, b), default=0)
    swap = swaps(factor, one_script)
    letters = sorted({letter for pair in swap for letter in pair})
    place = {letter: i + 1 for i, letter in enumerate(letters)}  # 0: a letter without a cost of its own
    cost = np.ones((len(letters) + 1, len(letters) + 1))
    for both, value in swap.items():
        cost[place[both[0]], place[both[1]]] = value
    point_a, point_b = _padded([list(map(ord, s)) for s in a], rows, 0), _padded([list(map(ord, s)) for s in b], columns, 0)
    index_a = _padded([[place.get(c, 0) for c in s] for s in a], rows, 0)
    index_b = _padded([[place.get(c, 0) for c in s] for s in b], columns, 0)
    gone = _padded([omissions(s, factor, one_script) for s in a], rows, 0.0)
    added = _padded([omissions(s, factor, one_script) for s in b], columns, 0.0)
    table = np.zeros((columns + 1, n))
    for j in range(columns):
        table[j + 1] = table[j] + added[j]
    for i in range(rows):
        before, here = table, gone[i]
        table = np.empty_like(before)
        table[0] = before[0] + here
        for j in range(columns):
            change = before[j] + np.where(point_a[i] == point_b[j], 0.0, cost[index_a[i], index_b[j]])
            change[point_a[i] == 0] = np.inf  # behind the end of a: the row stays
            table[j + 1] = np.minimum(np.minimum(change, table[j] + added[j]), before[j + 1] + here)
    ends = np.fromiter(map(len, b), np.int64, n)
    return table[ends, np.arange(n)]


def _padded(rows: Sequence[Sequence[float]], width: int, fill: float) -> npt.NDArray[np.generic]:
    """Rows of unequal length as columns of one array: (width, number of rows)."""
    out = np.full((len(rows), width), fill, np.float64 if isinstance(fill, float) else np.int64)
    size = np.fromiter(map(len, rows), np.int64, len(rows))
    out[np.arange(width) < size[:, None]] = [value for row in rows for value in row]
    return np.ascontiguousarray(out.T)


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
