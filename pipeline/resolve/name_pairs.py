"""Scores of candidate pairs of names at the scale of a corpus.

Most pairs that share a blocking key are two persons: their first words, or all their others, are no spellings of one. That is
asked first, of all pairs together, with each distinct pair of words compared once (`sounds_batch`); the whole alignment
(`names.similarity`) is worked out for the rest. A pair that is left out would score 0 there; a test holds that.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.resolve import names
from pipeline.resolve.name_parts import Part, parse
from pipeline.resolve.sounds_batch import word_similarities

_LEAST = 0.7  # no floor of an alignment is lower
_Ints = npt.NDArray[np.int64]


def score_pairs(pairs: pd.DataFrame) -> pd.Series[float]:
    """`names.similarity` of a frame with the columns `name_a`, `name_b`, in its order; each distinct pair is compared once."""
    codes, found = pd.factorize(pd.concat([pairs["name_a"], pairs["name_b"]]))
    listed: list[str] = found.tolist()
    left, right = codes[: len(pairs)].astype(np.int64), codes[len(pairs) :].astype(np.int64)
    key, back = np.unique(left * len(listed) + right, return_inverse=True)
    a, b = key // max(len(listed), 1), key % max(len(listed), 1)
    score = np.zeros(len(key))
    for i in _possible(listed, a, b).tolist():
        score[i] = names.similarity(listed[a[i]], listed[b[i]])
    return pd.Series(score[back.reshape(-1)], index=pairs.index, dtype="float64")


def surname_fits(shorts: Iterable[str], fulls: Iterable[str]) -> dict[str, list[tuple[str, float]]]:
    """Short name → the full names whose surname it may be with `names.surname_similarity`, those that reach `names.FITS` only."""
    tails: dict[tuple[Part, ...] | str, list[str]] = defaultdict(list)
    for full in sorted(set(fulls)):
        tails[names.tail(full)].append(full)
    by_key: dict[str, list[str]] = defaultdict(list)  # a name stands for those that end as it does
    ends: dict[str, list[str]] = {}
    for members in tails.values():
        ends[members[0]] = members
        for key in names.surname_keys(members[0]):
            by_key[key].append(members[0])
    left: list[str] = []
    right: list[str] = []
    for short in sorted(set(shorts)):
        near = dict.fromkeys(full for key in names.surname_keys(short) for full in by_key.get(key, ()))
        left += [short] * len(near)
        right += near
    words: dict[str, int] = {}
    a, b = _rows(left, 0, words), _rows(right, 1, words)
    out: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for i in np.flatnonzero(_Alike(list(words)).any(a, b)).tolist():
        short = left[i]
        whole = any(p.kind == "initial" for p in parse(short).parts)
        score = 0.0 if whole else names.surname_similarity(short, right[i])
        for full in ends[right[i]] if whole or score >= names.FITS else ():
            fit = names.surname_similarity(short, full) if whole else score
            if fit >= names.FITS:
                out[short].append((full, fit))
    return out


def _rows(listed: Sequence[str], first: int, words: dict[str, int]) -> _Ints:
    """The numbers of the words of each name, from its part `first` on."""
    distinct = {name: i for i, name in enumerate(dict.fromkeys(listed))}
    table = _table([_spellings(parse(name).parts[first:]) for name in distinct], words)
    return table[np.array([distinct[name] for name in listed], np.int64)]


def _possible(listed: Sequence[str], a: _Ints, b: _Ints) -> _Ints:
    """Positions of the pairs whose first words are alike and of whose other words two are, in either order of the names' words."""
    parts = [parse(name).parts for name in listed]
    words: dict[str, int] = {}
    bare = [_table([_spellings(side) for side in sides], words) for sides in ([p[:1] for p in parts], [p[1:] for p in parts])]
    joined = [_table([_joined(side) for side in sides], words) for sides in ([p[:2] for p in parts], [p[1:] for p in parts])]
    size = np.fromiter(map(len, parts), np.int64, len(parts))
    everything = np.array([len(p) < 2 or any(q.kind == "initial" for q in p) or names.is_turned(p) for p in parts], np.bool_)
    alike = _Alike(list(words))
    free = everything[a] | everything[b]
    kept = np.flatnonzero(~free)
    for apart, together in zip(bare, joined, strict=True):
        found = alike.any(apart[a[kept]], apart[b[kept]])
        for x, y in ((a, b), (b, a)):  # two words of the longer name may be one of the other's
            rest = np.flatnonzero(~found & (size[x[kept]] > size[y[kept]]))
            found[rest] = alike.any(together[x[kept[rest]]], apart[y[kept[rest]]])
        kept = kept[found]
    return np.sort(np.concatenate([np.flatnonzero(free), kept]))


def _spellings(parts: Sequence[Part]) -> list[str]:
    """The words as they may be compared: bare, and with their particle."""
    return list(dict.fromkeys(word for p in parts for word in (p.word, p.glued) if word))


def _joined(parts: Sequence[Part]) -> list[str]:
    """Each two words of plain names as one."""
    return [p.word + q.word for p, q in itertools.pairwise(parts) if p.kind == q.kind == "name"]


def _table(spellings: Sequence[Sequence[str]], words: dict[str, int]) -> _Ints:
    """One row a name: numbers of its words, -1 where it has fewer. `words` grows by those that are new."""
    out = np.full((len(spellings), max(map(len, spellings), default=0) or 1), -1, np.int64)
    for row, found in enumerate(spellings):
        out[row, : len(found)] = [words.setdefault(word, len(words)) for word in found]
    return out


class _Alike:
    """Which words are spellings of one, remembered by pair."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def any(self, a: _Ints, b: _Ints) -> npt.NDArray[np.bool_]:
        """Whether a word of a's row is alike to one of b's, row by row."""
        found = np.zeros(len(a), np.bool_)
        size = len(self.words)
        wanted: list[tuple[_Ints, _Ints]] = []
        for i in range(a.shape[1]):
            for j in range(b.shape[1]):
                rows = np.flatnonzero((a[:, i] >= 0) & (b[:, j] >= 0) & ~found)
                x, y = a[rows, i], b[rows, j]
                found[rows[x == y]] = True
                rows, x, y = (values[x != y] for values in (rows, x, y))
                wanted.append((rows, np.minimum(x, y) * size + np.maximum(x, y)))
        rows = np.concatenate([rows for rows, _ in wanted]) if wanted else np.zeros(0, np.int64)
        keys = np.concatenate([keys for _, keys in wanted]) if wanted else rows
        keys, rows = keys[~found[rows]], rows[~found[rows]]
        distinct, back = np.unique(keys, return_inverse=True)
        score = word_similarities([self.words[k] for k in distinct // size], [self.words[k] for k in distinct % size])
        found[rows[score[back.reshape(-1)] >= _LEAST]] = True
        return found
