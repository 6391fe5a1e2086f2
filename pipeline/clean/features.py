"""The measures from which the odds of a line are computed: its shape, its neighbours, its place, the words it shares
with the body.

Everything is free of language, so weights learnt on English pages serve others. Each measure lies between 0 and 1.
Four situations have weights of
their own: prose or short line, inside or outside of the run of prose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean.lines import RawLine
from pipeline.clean.shapes import Shape
from pipeline.clean.titles import content_stems

SITUATIONS = ("prose_in", "short_in", "prose_out", "short_out")
NAMES = (
    "bias", "size", "log_size", "tiny", "sentence", "stop", "question", "colon", "comma", "ellipsis", "stops",
    "commas", "digits", "upper", "capitals", "all_capitals",
    "separator", "quote", "starts_quote", "starts_lower", "bullet", "wide", "bracket_end", "sign", "address",
    "few_words", "two_words",
    "before", "after", "near", "next_to_run",
    "prev_sentence", "next_sentence", "both_sentence", "prev_chrome", "next_chrome", "prev_short", "next_short",
    "prev_colon", "prev_size", "next_size",
    "stretch", "alone", "prose_3", "prose_6", "chrome_3",
    "in_body", "in_next", "in_prev", "new_words", "wordless",
    "same_size",
)  # fmt: skip
_BOTH = NAMES.index("both_sentence")
_SIGNS = frozenset("©®™|@#►▶")


@dataclass(frozen=True, slots=True)
class Measured:
    """One line's situation and measures, in the order of NAMES."""

    situation: str
    values: tuple[float, ...]
    is_lone: bool  # a short line alone between two sentences: the place of a subhead


def body_stems(shapes: Sequence[Shape], chosen: Sequence[int]) -> dict[str, int]:
    """In how many of the chosen lines each content stem stands."""
    out: dict[str, int] = {}
    for i in chosen:
        for stem in content_stems(shapes[i]):
            out[stem] = out.get(stem, 0) + 1
    return out


def measure(
    lines: Sequence[RawLine],
    shapes: Sequence[Shape],
    is_chrome: Sequence[bool],
    weights: Sequence[float],
    run: tuple[int, int],
    inserts: frozenset[int] = frozenset(),
) -> dict[int, Measured]:
    """Measures for every line with text that no phrase has settled, by its index. Lines of `inserts` are overlooked:
    those around them are neighbours.
    """
    order = [i for i, line in enumerate(lines) if not line.is_blank and i not in inserts]
    place = {i: p for p, i in enumerate(order)}
    prose = [weights[i] > 0 and not is_chrome[i] for i in order]
    first = next((p for p, i in enumerate(order) if i >= run[0]), len(order))
    end = next((p for p, i in enumerate(order) if i >= run[1]), len(order))
    stems = [content_stems(shapes[i]) for i in order]
    body = body_stems(shapes, [i for p, i in enumerate(order) if first <= p < end and prose[p]])
    stretches = _stretches(prose)
    out: dict[int, Measured] = {}
    for i in order:
        if not is_chrome[i]:
            p = place[i]
            situation = ("prose" if prose[p] else "short") + ("_in" if first <= p < end else "_out")
            values = (
                *_shape(shapes[i], lines[i].text),
                *_place(p, first, end),
                *_neighbours(p, order, shapes, is_chrome, prose, stretches),
                *_words(p, stems, body, prose, first <= p < end),
                *_rest(p, order, shapes),
            )
            is_lone = situation == "short_in" and shapes[i].size < 45 and values[_BOTH] > 0
            out[i] = Measured(situation, values, is_lone)
    return out


def _shape(s: Shape, text: str) -> tuple[float, ...]:
    bare = text.rstrip()
    return (
        1.0, min(s.size, 400) / 400, min(math.log1p(s.size), 7) / 7, float(s.size < 25), float(s.is_sentence),
        float(s.ends == "stop"),
        float(bare[-1:] in "?؟？"), float(s.ends == "colon"), float(s.ends == "comma"), float(s.ends == "ellipsis"),
        min(s.n_stops, 4) / 4, min(s.n_commas, 6) / 6, s.digit_share, s.upper_share,
        0.0 if s.is_wide else s.capital_words,
        float(s.upper_share > 0.8), float(s.has_separator), float(s.has_quote),
        float(bare[:1] in "\"“”«»„「'‘"), float(s.starts_lower), float(s.starts_bullet),
        float(s.is_wide), float(bare[-1:] in ")]）】"), float(any(c in _SIGNS for c in bare[:500])),
        float("http" in bare[:500] or "www." in bare[:500] or "@" in bare[:500]),
        float(s.n_words <= 3 and not s.is_wide), float(s.n_words <= 2 and not s.is_wide),
    )  # fmt: skip


def _place(p: int, first: int, end: int) -> tuple[float, ...]:
    before, after = p < first, p >= end
    distance = first - p if before else p - end + 1 if after else 0
    return (float(before), float(after), 1 / (1 + distance), float(distance == 1))


def _neighbours(
    p: int,
    order: list[int],
    shapes: Sequence[Shape],
    is_chrome: Sequence[bool],
    prose: list[bool],
    stretches: list[int],
) -> tuple[float, ...]:
    n = len(order)
    previous, following = (order[p - 1] if p else None), (order[p + 1] if p + 1 < n else None)
    prev_sentence = previous is not None and prose[p - 1]
    next_sentence = following is not None and prose[p + 1]
    near3 = [q for q in range(max(0, p - 3), min(n, p + 4)) if q != p]
    near6 = [q for q in range(max(0, p - 6), min(n, p + 7)) if q != p]
    return (
        float(prev_sentence), float(next_sentence), float(prev_sentence and next_sentence),
        float(previous is not None and is_chrome[previous]), float(following is not None and is_chrome[following]),
        float(previous is not None and not prev_sentence and not is_chrome[previous]),
        float(following is not None and not next_sentence and not is_chrome[following]),
        float(previous is not None and shapes[previous].ends == "colon"),
        min(shapes[previous].size, 400) / 400 if previous is not None else 0.0,
        min(shapes[following].size, 400) / 400 if following is not None else 0.0,
        min(stretches[p], 8) / 8, float(stretches[p] == 1),
        sum(prose[q] for q in near3) / max(1, len(near3)), sum(prose[q] for q in near6) / max(1, len(near6)),
        sum(is_chrome[order[q]] for q in near3) / max(1, len(near3)),
    )  # fmt: skip


def _words(p: int, stems: list[frozenset[str]], body: dict[str, int], prose: list[bool], is_inside: bool) -> tuple[float, ...]:
    own = stems[p]
    if not own:
        return (0.0, 0.0, 0.0, 0.0, 1.0)
    counted = 1 if is_inside and prose[p] else 0
    shared = sum(body.get(s, 0) > counted for s in own) / len(own)
    following = next((q for q in range(p + 1, min(p + 4, len(stems))) if prose[q]), None)
    previous = next((q for q in range(p - 1, max(p - 4, -1), -1) if prose[q]), None)
    return (
        shared,
        len(own & stems[following]) / len(own) if following is not None else 0.0,
        len(own & stems[previous]) / len(own) if previous is not None else 0.0,
        float(shared == 0),
        0.0,
    )


def _rest(p: int, order: list[int], shapes: Sequence[Shape]) -> tuple[float, ...]:
    size = shapes[order[p]].size
    around = [shapes[order[q]].size for q in (p - 1, p + 1) if 0 <= q < len(order)]
    same = max((min(size, a) / max(size, a, 1.0) for a in around), default=0.0)
    return (same,)


def _stretches(prose: list[bool]) -> list[int]:
    """For each line, how many lines of its kind (prose or not) stand together around it."""
    out = [0] * len(prose)
    start = 0
    for p in range(1, len(prose) + 1):
        if p == len(prose) or prose[p] != prose[start]:
            out[start:p] = [p - start] * (p - start)
            start = p
    return out
