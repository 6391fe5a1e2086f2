"""Overlapping spans become segments that cover the text once, in order, each under exactly the spans that cover it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.explorer.spans import Span, parts, segments

_SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["name", "quote", "event", "date"])).map(
        lambda t: Span(t[0], t[1], t[2], f"{t[0]}-{t[1]}")
    ),
    max_size=12,
)


@given(st.integers(0, 20), st.integers(0, 40), _SPANS)
def test_segments_cover_the_stretch_once_and_know_their_spans(start: int, end: int, spans: list[Span]) -> None:
    found = segments(start, end, spans)
    assert [c for s in found for c in range(s.start, s.end)] == list(range(start, max(start, end)))
    for segment in found:
        for at in range(segment.start, segment.end):
            assert {id(s) for s in segment.spans} == {id(s) for s in spans if s.start <= at < s.end}


@given(_SPANS)
def test_every_span_within_opens_and_closes_once(spans: list[Span]) -> None:
    found = segments(0, 41, spans)
    real = [s for s in spans if s.start < s.end]
    assert sorted(id(s) for segment in found for s in segment.opens) == sorted(map(id, real))
    assert sorted(id(s) for segment in found for s in segment.closes) == sorted(map(id, real))


def test_a_name_in_a_quote_in_an_event_makes_five_segments() -> None:
    name, quote, event = Span(6, 9, "name", "n"), Span(3, 12, "quote", "q"), Span(0, 15, "event", "e")
    found = segments(0, 15, [name, quote, event])
    assert [(s.start, s.end, s.layers) for s in found] == [
        (0, 3, ("event",)),
        (3, 6, ("event", "quote")),
        (6, 9, ("event", "quote", "name")),
        (9, 12, ("event", "quote")),
        (12, 15, ("event",)),
    ]


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(1, 25))
def test_parts_of_a_long_text_hold_every_character_of_every_line(lengths: list[int], most: int) -> None:
    lines, at = [], 0
    for length in lengths:
        lines.append((at, at + length))
        at += length + 1
    found = parts(lines, most)
    inside = {c for low, high in found for c in range(low, high)}
    assert inside >= {c for low, high in lines for c in range(low, high)}
    assert all(high - low <= most for low, high in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
