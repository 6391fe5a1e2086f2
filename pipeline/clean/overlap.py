"""Which words lines of one document share: stems as numbers, and for each line the share of its stems that stand elsewhere.

A crude stem, the same for inflected forms of one word: its first five letters without case and accents, behind an Arabic
article; in scripts without spaces each pair of characters. A headline of another article looks like a subhead; it differs in
that its rarer words do not recur in the body (lexical cohesion, Halliday & Hasan 1976, in its simplest form).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.clean import chars
from pipeline.clean.measures import Bools, Floats, Ints, Measures
from pipeline.languages import Pack, holding

_STEM = 5  # letters
_LONGEST_ARTICLE = 3
_CONTENT = 4  # letters of a word that carries content; one less in Arabic script
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x10001)
_HALF = np.uint64(32)
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Stems:
    """The distinct stems of each line of a batch: parallel arrays, ordered by line, then stem."""

    n_lines: int
    keys: Keys  # line << 32 | stem
    line: Ints
    stem: Keys
    is_name: Bools  # stands with a capital inside a sentence
    group: Ints  # the same number for the same stem in the same document
    per_line: Floats  # stems of each line


def stems_of(m: Measures) -> Stems:
    """The stems of all lines."""
    kinds, folded = m.kinds, chars.tables().folded
    is_letter = (kinds >= chars.UPPER) & (kinds <= chars.LETTER)
    begins, ends = is_letter.copy(), is_letter.copy()
    begins[1:] &= ~is_letter[:-1]
    ends[:-1] &= ~is_letter[1:]
    first = np.flatnonzero(begins)
    length = np.flatnonzero(ends) + 1 - first
    is_arabic = (m.codes[first] >= 0x600) & (m.codes[first] <= 0x6FF)
    keep = length >= np.where(is_arabic, _CONTENT - 1, _CONTENT)
    first, length, is_arabic = first[keep], length[keep], is_arabic[keep]
    line = m.line_of[first]
    skipped = _articles(m.codes, first, length, is_arabic)
    hashed = np.zeros(len(first), np.uint64)
    for k in range(_STEM):
        at = np.minimum(first + skipped + k, len(m.codes) - 1)
        hashed = hashed * _STEP + np.where(skipped + k < length, folded[m.codes[at]], 0).astype(np.uint64)
    before = np.maximum(first - 2, 0)
    is_name = (kinds[first] == chars.UPPER) & (first > m.starts[line]) & (kinds[before] != chars.STOP) & (kinds[before] != chars.COLON)

    wide = kinds == chars.WIDE
    pairs = np.flatnonzero(wide[:-1] & wide[1:])
    paired = m.codes[pairs].astype(np.uint64) * _STEP + m.codes[pairs + 1].astype(np.uint64) + np.uint64(7)
    lines = np.concatenate([line, m.line_of[pairs]])
    stems = (np.concatenate([hashed, paired]) * _SPREAD) >> _HALF
    names = np.concatenate([is_name, np.zeros(len(pairs), np.bool_)])
    keys, place = np.unique((lines.astype(np.uint64) << _HALF) | stems, return_inverse=True)
    line_no = (keys >> _HALF).astype(np.int64)
    stem = keys & np.uint64(0xFFFFFFFF)
    named = np.bincount(place[names], minlength=len(keys)) > 0
    _, group = np.unique((m.document[line_no].astype(np.uint64) << _HALF) | stem, return_inverse=True)
    n = len(m.size)
    return Stems(n, keys, line_no, stem, named, group, np.bincount(line_no, minlength=n).astype(np.float32))


@lru_cache(maxsize=1)
def _written_together() -> tuple[str, ...]:
    """Articles that are one word with what follows, in Arabic script; the longer, which begin with others, last."""
    found = {article for lang in holding("chrome") for article in Pack(lang).toml("chrome").get("articles", ())}
    return tuple(sorted(found, key=lambda a: (len(a), a)))


def _articles(codes: npt.NDArray[np.uint32], first: Ints, length: Ints, is_arabic: Bools) -> Ints:
    """How many letters of each word are an article that is written together with it."""
    out = np.zeros(len(first), np.int64)
    where = np.flatnonzero(is_arabic)
    if not len(where):
        return out
    at = first[where]
    letters = [np.where(k < length[where], codes[np.minimum(at + k, len(codes) - 1)], 0) for k in range(_LONGEST_ARTICLE)]
    for article in _written_together():
        fits = length[where] > len(article) + 2
        for k, letter in enumerate(article):
            fits &= letters[k] == ord(letter)
        out[where[fits]] = len(article)
    return out


@dataclass(frozen=True, slots=True)
class Shared:
    """What each line shares with other lines of its document's body; shares are 0 … 1."""

    words: Floats  # share of its stems
    names: Floats  # share of its names
    depth: Floats  # in how many body lines its stems stand on average, at most four each


def shared_with_body(s: Stems, is_body: Bools) -> Shared:
    """What each line shares with the lines of `is_body`, itself aside."""
    inside = is_body[s.line].astype(np.float64)
    others = np.bincount(s.group, weights=inside)[s.group] - inside if len(s.group) else inside
    per_line = np.maximum(s.per_line, 1)
    found = others > 0
    words = np.bincount(s.line, weights=found, minlength=s.n_lines) / per_line
    n_names = np.bincount(s.line, weights=s.is_name, minlength=s.n_lines)
    names = np.bincount(s.line, weights=s.is_name & found, minlength=s.n_lines) / np.maximum(n_names, 1)
    depth = np.bincount(s.line, weights=np.minimum(others, 4), minlength=s.n_lines) / per_line
    return Shared(words.astype(np.float32), names.astype(np.float32), depth.astype(np.float32))


def n_names(s: Stems) -> Floats:
    """Names in each line."""
    return np.bincount(s.line, weights=s.is_name, minlength=s.n_lines).astype(np.float32)


def shared_with_line(s: Stems, other: Ints) -> Floats:
    """Share of each line's stems that stand in the line `other` names for it; -1: none."""
    target = other[s.line]
    there = target >= 0
    wanted = (np.where(there, target, 0).astype(np.uint64) << _HALF) | s.stem
    if not len(s.keys):
        return np.zeros(s.n_lines, np.float32)
    place = np.minimum(np.searchsorted(s.keys, wanted), len(s.keys) - 1)
    found = there & (s.keys[place] == wanted)
    return (np.bincount(s.line, weights=found, minlength=s.n_lines) / np.maximum(s.per_line, 1)).astype(np.float32)


def shared_with_group(s: Stems, group: Ints, target: Ints) -> Floats:
    """Share of each line's stems that stand in the lines of the group that `target` names for it. `group`: a number of each
    line, -1 for none; `target`: one of them, -1 for none."""
    if not len(s.keys):
        return np.zeros(s.n_lines, np.float32)
    own, wanted = group[s.line], target[s.line]
    there = wanted >= 0
    held = np.sort((own[own >= 0].astype(np.uint64) << _HALF) | s.stem[own >= 0])
    if not len(held):
        return np.zeros(s.n_lines, np.float32)
    keys = (np.where(there, wanted, 0).astype(np.uint64) << _HALF) | s.stem
    found = there & (held[np.minimum(np.searchsorted(held, keys), len(held) - 1)] == keys)
    return (np.bincount(s.line, weights=found, minlength=s.n_lines) / np.maximum(s.per_line, 1)).astype(np.float32)
