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
_HALF, _ONE = np.uint64(32), np.uint64(1)
_LINES, _LINE = np.uint64(31), np.uint64((1 << 31) - 1)
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Stems:
    """The distinct stems of each line of a batch: parallel arrays, ordered by stem, then line, so that those of one stem in one
    document stand side by side."""

    n_lines: int
    keys: Keys  # stem << 31 | line
    line: Ints
    stem: Keys
    is_name: Bools  # stands with a capital inside a sentence
    group: Ints  # the same number for the same stem in the same document, ascending
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
    before, is_behind = np.maximum(first - 2, 0), first - m.starts[line]
    opens = (is_behind >= 2) & ((kinds[before] == chars.STOP) | (kinds[before] == chars.COLON))  # what lies before the line is another's
    is_name = (kinds[first] == chars.UPPER) & (is_behind > 0) & ~opens

    wide = kinds == chars.WIDE
    pairs = np.flatnonzero(wide[:-1] & wide[1:])
    paired = m.codes[pairs].astype(np.uint64) * _STEP + m.codes[pairs + 1].astype(np.uint64) + np.uint64(7)
    lines = np.concatenate([line, m.line_of[pairs]])
    stems = (np.concatenate([hashed, paired]) * _SPREAD) >> _HALF
    names = np.concatenate([is_name, np.zeros(len(pairs), np.bool_)])
    # Values are sorted in a third of the time of places: whether it is a name is the last bit, and the last of equals has it.
    found = np.sort((stems << _HALF) | (lines.astype(np.uint64) << _ONE) | names)
    keys, is_last = found >> _ONE, np.ones(len(found), np.bool_)
    is_last[:-1] = keys[1:] != keys[:-1]
    named, keys = (found[is_last] & _ONE) > 0, keys[is_last]
    stem, line_no = keys >> _LINES, (keys & _LINE).astype(np.int64)
    begins = np.ones(len(keys), np.bool_)
    of_document = m.document[line_no]
    begins[1:] = (stem[1:] != stem[:-1]) | (of_document[1:] != of_document[:-1])
    n = len(m.size)
    return Stems(n, keys, line_no, stem, named, np.cumsum(begins) - 1, np.bincount(line_no, minlength=n).astype(np.float32))


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


def shared_with_nearest(s: Stems, flag: Bools, before: Ints, behind: Ints) -> tuple[Floats, Floats]:
    """Share of each line's stems that stand in the nearest flagged line before it, and of those in the nearest behind it.
    `before`, `behind`: these lines, -1 for none, as `surroundings.Pages` finds them.

    A stem that stands in the nearest flagged line stands in none between, so that only the flagged line nearest among those of
    the same stem need be looked at.
    """
    n = len(s.keys)
    place, is_flagged = np.arange(n), flag[s.line]
    last = _behind_each(np.maximum.accumulate(np.where(is_flagged, place, -1)), -1)
    following = _before_each(np.minimum.accumulate(np.where(is_flagged, place, n)[::-1])[::-1], n)
    return _share_in(s, last, before), _share_in(s, following, behind)


def _behind_each(values: Ints, first: int) -> Ints:
    return np.concatenate([[first], values[:-1]]) if len(values) else values


def _before_each(values: Ints, last: int) -> Ints:
    return np.concatenate([values[1:], [last]]) if len(values) else values


def _share_in(s: Stems, other: Ints, wanted: Ints) -> Floats:
    """Share of each line's stems whose `other` place is one of the same group, in the line wanted of it."""
    n = len(s.keys)
    at = np.clip(other, 0, max(n - 1, 0))
    found = (other == at) & (s.group[at] == s.group) & (s.line[at] == wanted[s.line])
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
