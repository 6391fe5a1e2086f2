"""Spans that overlap, cut into segments that do not: what the reader draws.

A quote contains names, a report of an event contains the quote, a highlighted range begins anywhere. HTML cannot overlap, so the text is
cut at every boundary and each segment knows all spans that cover it. Pure; offsets are 0-based, half-open, in Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Something that stands in the text: a layer (`entity`, `quote`, `event`, `date` …), its key there, a word for screen and mouse."""

    start: int
    end: int
    layer: str
    key: str
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same spans. `opens`, `closes`: the spans that begin with it and that end with it."""

    start: int
    end: int
    spans: tuple[Span, ...]
    opens: tuple[Span, ...]
    closes: tuple[Span, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that cover it, each once, in the order of their spans."""
        return tuple(dict.fromkeys(span.layer for span in self.spans))


def segments(start: int, end: int, spans: Iterable[Span]) -> list[Segment]:
    """The stretch from `start` to `end`, cut at every boundary of a span, nothing left out and nothing twice. Spans are cut to the
    stretch; empty and reversed ones are left out. An empty stretch has no segment."""
    if end <= start:
        return []
    inside = sorted(
        (span for span in spans if span.start < span.end and span.start < end and span.end > start),
        key=lambda span: (span.start, -span.end, span.layer, span.key),
    )
    cuts = sorted({start, end, *(max(start, s.start) for s in inside), *(min(end, s.end) for s in inside)})
    out: list[Segment] = []
    active: list[Span] = []
    coming = 0
    for low, high in pairwise(cuts):
        active = [span for span in active if span.end > low]
        while coming < len(inside) and inside[coming].start <= low:
            active.append(inside[coming])
            coming += 1
        covering = tuple(active)
        out.append(Segment(low, high, covering, tuple(s for s in covering if s.start == low), tuple(s for s in covering if s.end == high)))
    return out


def parts(lines: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Line offsets gathered into parts of up to `most` characters, for texts too long for one page: cut between lines, and within a line
    only where it is longer than a part by itself. The parts follow each other without a gap but the newlines."""
    out: list[tuple[int, int]] = []
    for low, high in lines:
        if out and high - out[-1][0] <= most:
            out[-1] = (out[-1][0], high)
            continue
        out += [(at, min(at + most, high)) for at in range(low, high, most)] or [(low, high)]
    return out
