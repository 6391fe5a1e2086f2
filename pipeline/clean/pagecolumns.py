"""What markup and readings say of the lines of pages, as columns beside the measures of their text.

`markup_columns` tells where a line stands: its element, what its element and those around are called, where the page's prose
stands. `reading_columns` tells what other extractors keep of it (`ingest/readings.py`), how far they agree on this page, and
where their article begins and ends. All are free of language. Sums are of whole numbers, so they are the same on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipeline.clean.measures import CODES, Floats, Ints, Measures
from pipeline.clean.surroundings import Columns, Pages, best_runs, prose_weights, running
from pipeline.model import MARKS, LineHint

READINGS = ("extractor", "readability", "justext")  # order of `LineHint.readings`
_TAGS = ("p", "h1", "h2", "h3", "h4", "li", "div", "td", "blockquote", "figcaption", "body", "section", "article", "dd")
_REGIONS = ("article", "main", "aside", "nav", "header", "footer", "figure", "form", "")
_NUMBERS = ("link_share", "depth", "lists", "siblings", "bold", "n_links", "is_behind_image", "path_share", "away", "inside")
_N_SHARES, _N_LINKS = 4, 3
_CENT = 100  # shares come in hundredths
_HELD = 60  # hundredths of a line from which a reading holds it
_FAR = 20
_LONGEST = 2000  # letters of a line that count


def markup_columns(hints: Sequence[LineHint]) -> Columns:
    """One place a line."""
    out: dict[str, npt.NDArray[np.generic]] = {}
    tags = np.array([hint.tag for hint in hints], np.str_)
    regions = np.array([hint.region for hint in hints], np.str_)
    for tag in _TAGS:
        out[f"tag.{tag}"] = tags == tag
    out["tag.heading"] = np.isin(tags, ["h1", "h2", "h3", "h4", "h5", "h6"])
    for region in _REGIONS:
        out[f"region.{region or 'none'}"] = regions == region
    for name in _NUMBERS:
        out[f"markup.{name}"] = np.array([getattr(hint, name) for hint in hints], np.float32)
    shares = _table([hint.shares for hint in hints], _N_SHARES)
    links = _table([hint.links for hint in hints], _N_LINKS)
    out |= {f"markup.share{k}": shares[:, k] for k in range(_N_SHARES)}
    out |= {f"markup.links{k + 1}": links[:, k] for k in range(_N_LINKS)}
    for name, values in (("marks", [hint.marks for hint in hints]), ("outer", [hint.outer for hint in hints])):
        bits = np.array(values, np.int64)
        out |= {f"{name}.{mark}": (bits >> k) & 1 for k, mark in enumerate(MARKS)}
    return {name: np.asarray(column, np.float32) for name, column in out.items()}


def reading_columns(hints: Sequence[LineHint], size: Floats, p: Pages) -> Columns:
    """One place a line; `size`: its letters. Every hint holds the readings."""
    kept = np.rint(_table([hint.readings for hint in hints], len(READINGS)) * _CENT).astype(np.int64)
    letters: Ints = np.minimum(size, _LONGEST).astype(np.int64)
    out: dict[str, npt.NDArray[np.generic]] = {}
    total = np.maximum(p.total(running(letters)), 1)
    for k, name in enumerate(READINGS):
        own = kept[:, k]
        out[f"reading.{name}"] = own
        for step in (1, 2, -1, -2):
            out[f"reading.{name}@{step}"] = p.shift(own, step)
        amount = p.total(running(own * letters)) / _CENT
        out[f"reading.{name}.share"] = amount / total
        out[f"reading.{name}.letters"] = np.log1p(amount)
        out[f"reading.{name}.off"] = _off(own >= _HELD, p)
    trust = np.zeros(kept.shape)
    for a, b in combinations(range(len(READINGS)), 2):
        common = p.total(running(np.minimum(kept[:, a], kept[:, b]) * letters))
        either = p.total(running(np.maximum(kept[:, a], kept[:, b]) * letters))
        alike = np.rint(_CENT * common / np.maximum(either, 1))
        out[f"reading.{READINGS[a]}.{READINGS[b]}"] = alike
        trust[:, a] += alike
        trust[:, b] += alike
    for k, name in enumerate(READINGS):
        out[f"reading.{name}.trust"] = trust[:, k]
    index = np.arange(len(hints))
    out["reading.mean"] = kept.sum(axis=1) / len(READINGS)
    out["reading.best"] = kept[index, trust.argmax(axis=1)]
    out["reading.weighed"] = (kept * trust).sum(axis=1) / np.maximum(trust.sum(axis=1), 1)
    votes = running(kept.sum(axis=1) * letters)
    some = running(letters)
    for reach in (2, 5):
        out[f"reading.near{reach}"] = p.around(votes, reach, reach) / np.maximum(p.around(some, reach, reach), 1) / len(READINGS)
    return {name: np.asarray(column, np.float32) for name, column in out.items()}


def text_columns(m: Measures, p: Pages, odds: Ints) -> Columns:
    """What the lines are as plain text: their log-odds in 1/1000, and those around. One place a line."""
    own = odds / 1000
    out: dict[str, npt.NDArray[np.generic]] = {"text.odds": own}
    for step in (1, 2, -1, -2):
        out[f"text.odds@{step}"] = p.shift(own, step, -8.0)
    letters: Ints = np.minimum(m.size, _LONGEST).astype(np.int64)
    is_kept = odds > 0
    kept, some = running(is_kept * letters), running(letters)
    out["text.share"] = p.total(kept) / np.maximum(p.total(some), 1)
    for reach in (3, 8):
        out[f"text.near{reach}"] = p.around(kept, reach, reach) / np.maximum(p.around(some, reach, reach), 1)
    out["text.off"] = _off(is_kept, p)
    return {name: np.asarray(column, np.float32) for name, column in out.items()}


def line_columns(m: Measures, p: Pages) -> Columns:
    """What little of the text is asked where there are no readings: how long lines are, how they end, what they say of
    themselves, and the same of those around. One place a line."""
    size = np.minimum(m.size, _LONGEST)
    flags = {"sentence": m.is_sentence, "headline": m.is_headline, "stop": m.ends_in_stop, "settled": m.settled > 0}
    out: dict[str, npt.NDArray[np.generic]] = {f"line.{name}": flag for name, flag in flags.items()}
    out |= {"line.size": size, "line.words": np.minimum(m.n_words, 200), "line.wide": m.is_wide}
    out |= {f"line.is_{role}": m.settled == code for role, code in CODES.items()}
    for step in (1, 2, -1, -2):
        out[f"line.size@{step}"] = p.shift(size, step, -1.0)
        out |= {f"line.{name}@{step}": p.shift(flag, step, -1.0) for name, flag in flags.items()}
    for reach in (3, 8):
        out |= {f"line.{name}~{reach}": p.around(running(flag), reach, reach) for name, flag in flags.items()}
    first, end = best_runs(prose_weights(m), p)
    inside = (p.index >= first) & (p.index < end)
    out["line.inside"] = inside
    out["line.off"] = np.where(
        inside, 0, np.where(p.index < first, -np.minimum(first - p.index, _FAR), np.minimum(p.index - end + 1, _FAR))
    )
    out["line.lines"] = np.log1p(p.end - p.start)
    return {name: np.asarray(column, np.float32) for name, column in out.items()}


def gap_columns(numbers: Sequence[int], p: Pages) -> Columns:
    """How many lines, settled by markup before the trees were asked, stand above and below each line. One place a line."""
    own: Ints = np.asarray(numbers, np.int64)
    above = np.where(p.index > p.start, own - np.roll(own, 1) - 1, own - 1)
    below = np.where(p.index + 1 < p.end, np.roll(own, -1) - own - 1, 0)
    return {"line.above": np.minimum(above, _FAR).astype(np.float32), "line.below": np.minimum(below, _FAR).astype(np.float32)}


def _table(rows: Sequence[tuple[float, ...]], width: int) -> npt.NDArray[np.float64]:
    """Rows of equal width; a missing one is zeros."""
    empty = (0.0,) * width
    return np.array([row if len(row) == width else empty for row in rows], np.float64).reshape(len(rows), width)


def _off(held: npt.NDArray[np.bool_], p: Pages) -> Floats:
    """How many lines a line stands above the first that is held (negative) or below the last, 0 between them."""
    sums = running(held)
    before, behind = sums[p.index] - sums[p.start], sums[p.end] - sums[p.index + 1]
    last, following = p.last(held), p.next(held)
    above = np.where(following >= 0, -np.minimum(following - p.index, _FAR), -_FAR)
    below = np.where(last >= 0, np.minimum(p.index - last, _FAR), _FAR)
    out: Floats = np.where(held | ((before > 0) & (behind > 0)), 0, np.where(before > 0, below, above)).astype(np.float32)
    return out
