"""What stands around a line: neighbours, the run of prose, runs of headlines, words shared with the body, the place in the page.

`columns` turns the measures of a batch into the table from which the odds are computed, in two passes: the second sees the
odds of the first (auto-context, Tu & Bai 2010), so that a line is judged among neighbours that are judged already. The run of
prose is the maximum-sum segment of Pasternack & Roth, "Extracting Article Text from the Web with Maximum Subsequence
Segmentation" (WWW 2009). Everything is free of language. Sums are of whole numbers and no logarithm is taken (trees ask for
order only), so that a document gets the same table on every machine and in every batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clean.measures import CODES, Bools, Floats, Ints, Measures
from pipeline.clean.overlap import Stems, n_names, shared_with_body, shared_with_nearest
from pipeline.clean.prose import best_run

Columns = dict[str, Floats]
_RELATED, _CAPTION = CODES["related_headline"], CODES["caption"]
_UNIT = 1024  # log-odds and weights are whole multiples of 1/1024, so that sums are exact in any order
_FAR = 25.0


@dataclass(frozen=True, slots=True)
class Pages:
    """The documents of a batch as stretches of lines: `start`, `end` (behind the last) of each line's own document."""

    index: Ints
    start: Ints
    end: Ints
    firsts: Ints  # one a document that has lines
    sizes: Ints
    moved: dict[int, tuple[Ints, Ints]] = field(default_factory=dict)  # what `shift` has found by distance

    def shift(self, values: npt.NDArray[np.generic], k: int, fill: float = 0.0) -> Floats:
        """The value `k` lines before each line (behind it where k is negative), `fill` outside of its document."""
        at, outside = self._moved(k)
        out: Floats = values[at].astype(np.float32)
        out[outside] = fill
        return out

    def _moved(self, k: int) -> tuple[Ints, Ints]:
        """The line `k` lines before each, and the lines for which it is none of their document; several columns ask for it."""
        if k not in self.moved:
            at = self.index - k
            self.moved[k] = np.clip(at, 0, max(len(at) - 1, 0)), np.flatnonzero((at < self.start) | (at >= self.end))
        return self.moved[k]

    def around(self, sums: npt.NDArray[np.float64], back: int, ahead: int) -> npt.NDArray[np.float64]:
        """Sum from `back` lines before each line to `ahead` behind it, itself included; `sums` as `running` makes them."""
        return sums[np.minimum(self.index + ahead + 1, self.end)] - sums[np.maximum(self.index - back, self.start)]

    def total(self, sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return sums[self.end] - sums[self.start]

    def last(self, flag: Bools) -> Ints:
        """The nearest flagged line before each line, -1 where there is none."""
        if not len(flag):
            return self.index
        seen = np.maximum.accumulate(np.where(flag, self.index, -1))
        before = np.concatenate([[-1], seen[:-1]])
        return np.where(before >= self.start, before, -1)

    def next(self, flag: Bools) -> Ints:
        """The nearest flagged line behind each line, -1 where there is none."""
        if not len(flag):
            return self.index
        n = len(flag)
        seen = np.minimum.accumulate(np.where(flag, self.index, n)[::-1])[::-1]
        behind = np.concatenate([seen[1:], [n]])
        return np.where(behind < self.end, behind, -1)


def pages_of(document: Ints) -> Pages:
    """Where each line's document begins and ends."""
    n = len(document)
    is_first = np.ones(n, np.bool_)
    is_first[1:] = document[1:] != document[:-1]
    firsts = np.flatnonzero(is_first)
    sizes = np.diff(np.append(firsts, n))
    return Pages(np.arange(n), np.repeat(firsts, sizes), np.repeat(firsts + sizes, sizes), firsts, sizes)


def running(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Running sums with a zero before them."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def best_runs(weights: Ints, p: Pages) -> tuple[Ints, Ints]:
    """First line and the one behind the last of each document's run with the largest sum, told for each line; an empty run
    where no weight is positive."""
    first, end = np.zeros(len(p.firsts), np.int64), np.zeros(len(p.firsts), np.int64)
    values = weights.tolist()
    for d, (begin, size) in enumerate(zip(p.firsts.tolist(), p.sizes.tolist(), strict=True)):
        run = best_run(values[begin : begin + size])
        first[d], end[d] = begin + run[0], begin + run[1]
    return np.repeat(first, p.sizes), np.repeat(end, p.sizes)


def prose_weights(m: Measures) -> Ints:
    """Positive for prose, negative for anything else, in 1/1024. A settled line takes less from a run than an open short one:
    adverts and buttons stand within bodies too."""
    size = np.minimum(m.size, 400)
    weights = np.where(m.is_sentence, size / 100, np.where(m.size >= 160, size / 200, np.where(m.ends_in_stop & (m.size >= 25), 0.1, -0.6)))
    out: Ints = np.rint(np.where(m.settled > 0, -0.35, weights) * _UNIT).astype(np.int64)
    return out


def odds_weights(m: Measures, odds: Ints) -> Ints:
    """As `prose_weights`, from log-odds in 1/1000 that are known already."""
    scale = np.clip(0.35 + m.size / 300, 0.35, 1.2)
    weights: Ints = np.rint(np.clip(odds / 1000, -2.5, 4) * scale * _UNIT).astype(np.int64)
    return weights


def columns(m: Measures, s: Stems, p: Pages, odds: Ints | None = None) -> Columns:
    """The table of a pass by name, one place a line. `odds`: log-odds of the first pass in 1/1000, for the second."""
    weights = prose_weights(m) if odds is None else odds_weights(m, odds)
    prose = weights > 0
    out = dict(m.columns)
    first, end = best_runs(weights, p)
    inside = (p.index >= first) & (p.index < end)
    out |= _place(p, first, end, inside)
    out |= _words(s, p, prose, inside, first)
    out |= _amounts(m, p, prose, inside)
    out |= _neighbours(m, p, out)
    out |= _runs(m, p, prose)
    if odds is not None:
        out |= _judged(m, p, odds)
    return {name: np.asarray(value, np.float32) for name, value in out.items()}


def _place(p: Pages, first: Ints, end: Ints, inside: Bools) -> Columns:
    i, before = p.index, p.index < first
    outside = np.where(before, first - i, np.where(inside, 0, i - end + 1))
    place = {
        "inside": inside, "before": before, "off_run": np.minimum(outside, 30),
        "run_place": np.where(inside, (i - first) / np.maximum(end - first, 1), 0),
        "from_run_start": np.where(inside, np.minimum(i - first, 20), -1), "to_run_end": np.where(inside, np.minimum(end - 1 - i, 20), -1),
        "run_lines": np.minimum(end - first, 60), "page_lines": np.minimum(p.end - p.start, 1000),
        "from_top": np.minimum(i - p.start, 40), "to_bottom": np.minimum(p.end - 1 - i, 40),
    }  # fmt: skip
    return {name: np.asarray(value, np.float32) for name, value in place.items()}


def _words(s: Stems, p: Pages, prose: Bools, inside: Bools, first: Ints) -> Columns:
    body = inside & prose
    shared, lead = shared_with_body(s, body), shared_with_body(s, body & (p.index - first < 4))
    before, behind = p.last(prose), p.next(prose)
    here, everywhere = p.index, np.ones(len(prose), np.bool_)
    in_last, in_next = shared_with_nearest(s, prose, before, behind)
    in_before, in_behind = shared_with_nearest(s, everywhere, p.last(everywhere), p.next(everywhere))
    return {
        "in_body": shared.words, "names_in_body": shared.names, "depth_in_body": shared.depth,
        "in_lead": lead.words, "names_in_lead": lead.names, "names": np.minimum(n_names(s), 10), "stems": np.minimum(s.per_line, 30),
        "in_last_prose": in_last, "in_next_prose": in_next, "in_line_before": in_before, "in_line_behind": in_behind,
        "to_last_prose": np.where(before >= 0, np.minimum(here - before, 12), 15).astype(np.float32),
        "to_next_prose": np.where(behind >= 0, np.minimum(behind - here, 12), 15).astype(np.float32),
    }  # fmt: skip


def _amounts(m: Measures, p: Pages, prose: Bools, inside: Bools) -> Columns:
    """How much prose, chrome and how many headlines stand near, before and behind."""
    size = np.rint(np.minimum(m.size, 600))
    is_settled = m.settled > 0
    sums = {"prose": running(prose), "settled": running(is_settled), "headlines": running(m.is_headline), "letters": running(size * prose)}
    letters = p.total(sums["letters"])
    some = np.maximum(letters, 1)
    behind = sums["letters"][p.end] - sums["letters"][p.index + 1]
    out = {
        "prose_before": (sums["letters"][p.index] - sums["letters"][p.start]) / some, "prose_behind": behind / some,
        "prose_letters": letters, "prose_lines": np.minimum(p.total(sums["prose"]), 60),
        "settled_share": p.total(sums["settled"]) / (p.end - p.start), "mean_prose": letters / np.maximum(p.total(sums["prose"]), 1),
    }  # fmt: skip
    own = {"prose": prose, "settled": is_settled, "headlines": m.is_headline}
    for k in (2, 4, 8, 16):
        others = np.maximum(np.minimum(p.index + k + 1, p.end) - np.maximum(p.index - k, p.start) - 1, 1)
        for name, flags in own.items():
            out[f"{name}_{k}"] = (p.around(sums[name], k, k) - flags) / others
        out[f"letters_before_{k}"] = p.around(sums["letters"], k, 0) - size * prose
        out[f"letters_behind_{k}"] = p.around(sums["letters"], 0, k) - size * prose
    capitals = running(np.rint(m.columns["capitals"] * (inside & prose) * _UNIT))
    out["body_capitals"] = p.total(capitals) / _UNIT / np.maximum(p.total(running(inside & prose)), 1)
    return {name: np.asarray(value, np.float32) for name, value in out.items()}


_NEAR = ("size", "sentence", "stop", "colon", "capitals", "headline", "digits", "in_body")
_FURTHER = ("size", "sentence", "headline")


def _neighbours(m: Measures, p: Pages, known: Columns) -> Columns:
    out: Columns = {}
    is_settled = m.settled > 0
    for k in (1, 2, 3, -1, -2, -3):
        for name in _NEAR if abs(k) < 3 else _FURTHER:
            out[f"{name}@{k}"] = p.shift(known[name], k, -1.0)
        out[f"settled@{k}"] = p.shift(is_settled, k, 0.0)
    is_open = ~is_settled
    nearest = {"open_before": p.last(is_open), "open_behind": p.next(is_open)}  # neighbours, adverts and buttons overlooked
    for side, at in nearest.items():
        for name in ("size", "sentence", "headline", "in_body"):
            out[f"{name}@{side}"] = np.where(at >= 0, known[name][at], -1).astype(np.float32) if len(at) else known[name]
    for name, code in (("related", _RELATED), ("caption", _CAPTION)):
        out[f"{name}@1"], out[f"{name}@-1"] = p.shift(m.settled == code, 1), p.shift(m.settled == code, -1)
    related = p.last(m.settled == _RELATED)
    out["behind_related"] = np.where(related >= 0, np.minimum(p.index - related, 20), _FAR).astype(np.float32)
    sizes = [(p.shift(m.size, k)) for k in (1, -1)]
    alike = [np.minimum(m.size, other) / np.maximum(np.maximum(m.size, other), 1) for other in sizes]
    out["same_size"] = np.maximum(*alike)
    return out


def _runs(m: Measures, p: Pages, prose: Bools) -> Columns:
    """Stretches of lines of one kind, and the short lines that stand alone between two paragraphs: the place of subheads."""
    if not len(prose):
        return dict.fromkeys(_RUN_NAMES, np.zeros(0, np.float32))
    begins = np.ones(len(prose), np.bool_)
    begins[1:] = (prose[1:] != prose[:-1]) | (p.start[1:] != p.start[:-1])
    number = np.cumsum(begins) - 1
    firsts, lengths = np.flatnonzero(begins), np.bincount(number)
    is_short = ~prose & (m.settled == 0)
    lone = is_short & (p.shift(prose, 1) > 0) & (p.shift(prose, -1) > 0)
    n_lone = p.total(running(lone))
    some = np.maximum(n_lone, 1)
    size = np.rint(m.size)
    mean_lone = p.total(running(lone * size)) / some
    values = (
        np.minimum(lengths[number], 20), np.minimum(p.index - firsts[number], 20),
        np.minimum(firsts[number] + lengths[number] - 1 - p.index, 20), lone, np.minimum(n_lone, 20),
        *(p.total(running(lone * m.columns[name])) / some for name in ("asks", "all_capitals", "colon", "digit_first")),
        np.minimum(size, mean_lone) / np.maximum(np.maximum(size, mean_lone), 1),
        p.total(running(is_short)) / (p.end - p.start),
    )  # fmt: skip
    return {name: np.asarray(value, np.float32) for name, value in zip(_RUN_NAMES, values, strict=True)}


_RUN_NAMES = (
    "stretch", "into_stretch", "left_of_stretch", "lone", "lone_lines",
    "lone_asks", "lone_all_capitals", "lone_colon", "lone_digit_first", "lone_size", "short_share",
)  # fmt: skip


def _judged(m: Measures, p: Pages, odds: Ints) -> Columns:
    """The odds of the first pass, of the line and around it."""
    chance = np.rint(_UNIT / (1 + np.exp(-np.clip(odds / 1000, -20, 20))))
    sums, letter_sums = running(chance), running(np.rint(chance * np.minimum(m.size, 600)))
    behind = letter_sums[p.end] - letter_sums[p.index + 1]
    out: dict[str, npt.NDArray[np.floating[Any]]] = {
        "odds": odds / 1000, "likely_behind": behind / _UNIT,
        "likely_before": (letter_sums[p.index] - letter_sums[p.start]) / _UNIT,
        "likely_rest": behind / np.maximum(p.total(letter_sums), 1),
    }  # fmt: skip
    for k in (1, 2, 3, 4, -1, -2, -3, -4):
        out[f"odds@{k}"] = p.shift(odds / 1000, k, -8.0)
    for k in (3, 6, 12):
        out[f"likely_before_{k}"] = (p.around(sums, k, 0) - chance) / (_UNIT * k)
        out[f"likely_behind_{k}"] = (p.around(sums, 0, k) - chance) / (_UNIT * k)
    return {name: np.asarray(value, np.float32) for name, value in out.items()}
