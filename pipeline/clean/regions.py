"""Stretches of prose of a page, each as a whole: an article under its headline, the rules for comments, the imprint.

The longest prose of a page is not always its article: a short report may stand above the site's own long words. What tells them
apart belongs to the stretch, not to the line: does a headline above say what it says, does a stamp stand over it, do its words
recur on the page, how full is it of names and of words of a site. Stretches are all maximal scoring subsequences of a
document's lines (Ruzzo & Tompa, "A Linear Time Algorithm for Finding All Maximal Scoring Subsequences", ISMB 1999), the best of
which is the run of prose of `prose`. A line outside of them sees the nearest one. Free of language; sums are of whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.clean.measures import CODES, Floats, Ints, Measures
from pipeline.clean.overlap import Stems, shared_with_group
from pipeline.clean.surroundings import Columns, Pages, running

_STAMPS = [CODES[role] for role in ("date_stamp", "dateline", "byline")]
_MEANS = ("capitals", "digits", "quotes", "sign", "address", "label", "site_words", "site_share", "picture_words")
_UNIT = 1024
_REACH = 15  # lines above a stretch among which its headline stands
_INTO = 2  # … or its first lines
_FAR = 20
_LEAST_STEMS = 2  # of a headline that can be recognised
_LONGEST = 600  # letters of a line that count
_HALF = 32


def stretches(weights: Sequence[int]) -> list[tuple[int, int]]:
    """First index and the one behind the last of each maximal scoring subsequence, in order; none where no weight is positive."""
    found: list[tuple[int, int, int, int, int]] = []  # first, end, sum before it, sum up to its end, the one before with a lower sum
    total = 0
    for i, value in enumerate(weights):
        if value <= 0:
            total += value
            continue
        first, left, right = i, total, total + value
        total = right
        k = len(found) - 1
        while True:
            while k >= 0 and found[k][2] >= left:
                k = found[k][4]  # those between begin no lower
            if k < 0 or found[k][3] >= right:
                break
            first, _, left, _, before = found[k]
            del found[k:]
            k = before
        found.append((first, i + 1, left, right, k))
    return [(first, end) for first, end, _, _, _ in found]


def region_columns(m: Measures, s: Stems, p: Pages, weights: Ints, vocabulary: Columns) -> Columns:
    """What the stretch of each line is, one place a line. `weights`: positive for prose; `vocabulary`: columns of `vocabulary`."""
    spans: list[tuple[int, int]] = []
    values = weights.tolist()
    for begin, size in zip(p.firsts.tolist(), p.sizes.tolist(), strict=True):
        spans += [(begin + a, begin + b) for a, b in stretches(values[begin : begin + size])]
    if not spans:  # as of a document without prose among others
        values_of = {"region_off": _FAR + 1} | {name: 0 for name in NAMES if name.startswith("page_")}
        return {name: np.full(len(m.size), values_of.get(name, -1), np.float32) for name in NAMES}
    first, end = np.array(spans, np.int64).T
    own = _nearest(first, end, p)  # of each line, -1 in a document without prose
    at, here, prose = np.maximum(own, 0), p.index, weights > 0
    inside = (own >= 0) & (here >= first[at]) & (here < end[at])
    number = np.where(inside, own, -1)
    letters = running(np.rint(np.minimum(m.size, _LONGEST) * prose))
    amount, total, above = letters[end] - letters[first], p.total(letters), letters[first] - letters[p.start[first]]
    document = m.document[first]
    best = np.zeros(int(m.document.max()) + 1)
    np.maximum.at(best, document, amount)
    some = np.maximum(total[first], 1)
    of_stretch: dict[str, npt.NDArray[np.generic]] = {
        "letters": amount, "lines": np.minimum(end - first, 60), "rank": _rank(document, amount), "share": amount / some,
        "of_best": amount / np.maximum(best[document], 1), "behind": above / some, "titled": _titled(m, s, p, first, number),
        "stamped": _stamped(m, p, first), "echoed": _echoed(s, number, len(first)),
    }  # fmt: skip
    out: dict[str, npt.NDArray[np.generic]] = {}
    known, count = m.columns | vocabulary, running(prose)
    for name in _MEANS:
        sums = running(np.rint(known[name] * _UNIT * prose))
        of_stretch[name] = (sums[end] - sums[first]) / _UNIT / np.maximum(count[end] - count[first], 1)
        out[f"page_{name}"] = p.total(sums) / _UNIT / np.maximum(p.total(count), 1)
    out |= {f"region_{name}": np.where(own >= 0, value[at], -1) for name, value in of_stretch.items()}
    off = np.where(inside, 0, np.where(here < first[at], here - first[at], here - end[at] + 1))
    out["region_off"] = np.where(own >= 0, np.clip(off, -_FAR, _FAR), _FAR + 1)
    return {name: np.asarray(out[name], np.float32) for name in NAMES}


NAMES = (
    *(
        f"region_{name}"
        for name in ("letters", "lines", "rank", "share", "of_best", "behind", "titled", "stamped", "echoed", "off", *_MEANS)
    ),
    *(f"page_{name}" for name in _MEANS),
)


def _nearest(first: Ints, end: Ints, p: Pages) -> Ints:
    """Of each line the stretch that it stands in or nearest to, the upper of equally near ones; -1 in a document without any."""
    here = p.index
    behind = np.searchsorted(first, here, side="right")  # the first stretch that begins behind the line
    upper, lower = np.maximum(behind - 1, 0), np.minimum(behind, len(first) - 1)
    has_upper, has_lower = (behind > 0) & (first[upper] >= p.start), (behind < len(first)) & (first[lower] < p.end)
    to_upper, to_lower = np.maximum(here - end[upper] + 1, 0), first[lower] - here
    return np.where(has_lower & (~has_upper | (to_lower < to_upper)), lower, np.where(has_upper, upper, -1))


def _rank(document: Ints, amount: npt.NDArray[np.float64]) -> Ints:
    """0 for the largest stretch of a document, 1 for the next …, at most 9."""
    order = np.lexsort((-amount, document))
    place = np.arange(len(order))
    begins = np.ones(len(order), np.bool_)
    begins[1:] = document[order][1:] != document[order][:-1]
    out = np.zeros(len(order), np.int64)
    out[order] = np.minimum(place - np.maximum.accumulate(np.where(begins, place, 0)), 9)
    return out


def _titled(m: Measures, s: Stems, p: Pages, first: Ints, number: Ints) -> Floats:
    """The largest share of its words that a headline above a stretch or in its first lines has in the rest of it."""
    lines = np.flatnonzero((m.is_headline | (m.columns["asks"] > 0)) & (s.per_line >= _LEAST_STEMS))
    from_line = np.maximum(lines - _INTO, p.start[lines])
    target = np.minimum(np.searchsorted(first, from_line), len(first) - 1)
    near = (first[target] >= from_line) & (first[target] <= lines + _REACH) & (first[target] < p.end[lines])
    lines, target = lines[near], target[near]
    held, wanted = number.copy(), np.full(len(number), -1, np.int64)
    held[lines] = -1  # what it says itself proves nothing
    wanted[lines] = target
    out = np.zeros(len(first), np.float32)
    np.maximum.at(out, target, shared_with_group(s, held, wanted)[lines])
    return out


def _stamped(m: Measures, p: Pages, first: Ints) -> Ints:
    """How many lines above the beginning of a stretch a stamp or byline stands nearest."""
    is_stamp = np.isin(m.settled, _STAMPS)
    last = p.last(is_stamp)[first]
    return np.where(is_stamp[first], 0, np.where(last >= 0, np.minimum(first - last, _FAR), _FAR + 5))


def _echoed(s: Stems, number: Ints, n: int) -> Floats:
    """The share of the words of each of `n` stretches that stand in lines of the page outside of it."""
    own = number[s.line]
    pairs, counts = np.unique(own[own >= 0] << _HALF | s.group[own >= 0], return_counts=True)
    stretch, everywhere = pairs >> _HALF, np.bincount(s.group)[pairs & ((1 << _HALF) - 1)] if len(pairs) else counts
    found = np.bincount(stretch, weights=everywhere > counts, minlength=n)
    return (found / np.maximum(np.bincount(stretch, minlength=n), 1)).astype(np.float32)
