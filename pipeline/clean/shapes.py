"""The measures of one line that rules ask for. The odds see more, for many lines at once: `measures`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean.measures import Bools, Ints, Measures
from pipeline.model import LineHint

_ENDS = ("", "stop", "colon", "", "comma", "", "", "")  # by the bits stop, colon, comma


class Shape(NamedTuple):  # one for each line
    """The measures of one line; a blank one has size 0."""

    size: float = 0.0  # length in Latin letters
    n_words: int = 0
    ends: str = ""  # "stop", "colon", "comma" or "" for none
    is_sentence: bool = False  # ends like one and is long enough to be one
    is_headline: bool = False  # could be one: some words, no sentence end but a question, not all digits
    is_wide: bool = False  # CJK or Hangul
    starts_bullet: bool = False
    hint: LineHint | None = None


def could_be_headlines(m: Measures) -> Bools:
    """Which lines have the shape of a headline; no other is a title by its odds."""
    c = m.columns
    is_open = (_endings(m) == 0) | (c["asks"] + c["ellipsis"] > 0)
    out: Bools = (m.size >= 12) & (m.size <= 260) & (c["digits"] <= 0.4) & ((m.n_words >= 2) | m.is_wide) & is_open
    return out


def _endings(m: Measures) -> Ints:
    c = m.columns
    out: Ints = (c["stop"] + c["ellipsis"] > 0).astype(int) + 2 * c["colon"].astype(int) + 4 * c["comma"].astype(int)
    return out


def shapes_of(m: Measures, hints: Sequence[LineHint | None]) -> list[Shape]:
    """One shape a line of `m`; `hints`: one a line."""
    c = m.columns
    kinds = _endings(m)
    flags = (m.is_sentence, could_be_headlines(m), m.is_wide, c["bullet"] > 0)
    ends = map(_ENDS.__getitem__, kinds.tolist())
    return list(
        map(Shape._make, zip(m.size.tolist(), m.n_words.astype(int).tolist(), ends, *(flag.tolist() for flag in flags), hints, strict=True))
    )
