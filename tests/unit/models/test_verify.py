"""The verifier: whatever a model proposes, what is left stands in one kept line, and everything else is counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import article

from pipeline.models.spans import Anchored, Span
from pipeline.models.verify import verify

GOOD = {"label": "PERSON", "score": 1.0, "floor": "mentions", "model": "m"}
KINDS = {"PERSON": "PER", "ORG": "ORG", "DATE": ""}
LINES = (("Home | World | Sport", False), ("Ilse Verbruggen met the board of Delmora.", True), ("Share this with Ilse", False),
         ("  Tomas Quispe \u0641 agreed.", True))  # fmt: skip
TEXT = "\n".join(line for line, _ in LINES)


ARTICLE = article(*LINES)


def span(words: str, label: str = "PERSON", score: Any = 0.9, *, shift: int = 0, floor: str = "mentions") -> Span:
    start = TEXT.index(words)
    return Span(start + shift, start + shift + len(words), words, label, score, floor, "spacy:tiny")


def outcome(*proposed: object) -> tuple[list[str], dict[str, int]]:
    found = verify(ARTICLE, "mentions", list(proposed), KINDS, score=0.8, min_score=0.5)
    return [TEXT[s.start : s.end] for s in found.spans], dict(found.dropped)


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (None, "not_a_span"), ("Ilse", "not_a_span"), ((0, 4), "not_a_span"), (Span(1.0, 2, "o", **GOOD), "not_a_span"),
        (Span(0, 4, "Home", **{**GOOD, "label": None}), "not_a_span"), (Span(True, 4, "ome", **GOOD), "not_a_span"),
        (Span(-1, 4, "x", **GOOD), "out_of_range"), (Span(9, 4, "x", **GOOD), "out_of_range"),
        (Span(0, 10**9, "x", **GOOD), "out_of_range"), (span("Ilse Verbruggen", shift=1), "other_text"),
        (span("Home"), "dropped_line"), (span("Sport\nIlse"), "across_lines"), (span("Delmora.\nShare"), "across_lines"),
        (span("Delmora.\nShare this with Ilse\n  Tomas"), "across_lines"), (span("  "), "empty"), (Span(30, 30, "", **GOOD), "empty"),
        (span("Ilse Verbruggen", "CHIEF"), "unknown_label"), (span("Ilse Verbruggen", "DATE"), "unused_label"),
        (span("Ilse Verbruggen", score=float("nan")), "bad_score"), (span("Ilse Verbruggen", score=1.2), "bad_score"),
        (span("Ilse Verbruggen", score="high"), "bad_score"), (span("Ilse Verbruggen", score=True), "bad_score"),
        (span("Ilse Verbruggen", score=0.4994), "low_score"), (span("Ilse Verbruggen", floor="quotes"), "other_floor"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_dropped_and_counted(proposed: object, reason: str) -> None:
    good = span("Delmora", "ORG")
    assert outcome(proposed, good) == (["Delmora"], {reason: 1})


def test_nothing_at_all_is_no_list_of_spans() -> None:
    assert verify(ARTICLE, "mentions", None, KINDS, score=0.8, min_score=0.5).dropped == {"not_a_span": 1}
    assert verify(ARTICLE, "mentions", [], KINDS, score=0.8, min_score=0.5) == ((), {})


def test_white_space_is_left_out_and_offsets_count_code_points() -> None:
    found = verify(ARTICLE, "mentions", [span("  Tomas Quispe ")], KINDS, score=0.8, min_score=0.5)
    start = TEXT.index("Tomas")
    assert found.spans == (Anchored(start, start + 12, "mentions", "PER", 0.9, "spacy:tiny"),)
    assert found.spans[0].rule_id == "model.spacy:tiny"


def test_the_score_is_the_models_own_or_the_one_of_the_settings() -> None:
    found = verify(
        ARTICLE, "mentions", [span("Delmora", "org", 0.87654), span("Tomas Quispe", score=None)], KINDS, score=0.8, min_score=0.5
    )
    assert [(s.kind, s.score) for s in found.spans] == [("ORG", 0.877), ("PER", 0.8)]


def test_spans_of_one_model_do_not_overlap() -> None:
    spans = [
        span("Verbruggen"),
        span("Ilse Verbruggen", score=0.6),
        span("Ilse Verbruggen", "ORG", 0.7),
        span("Verbruggen met", score=0.99),
    ]
    assert outcome(*spans) == (["Ilse Verbruggen"], {"duplicate": 1, "overlap": 2})
    assert outcome(*reversed(spans)) == outcome(*spans)


spans = st.builds(
    Span,
    start=st.integers(-3, len(TEXT) + 3),
    end=st.integers(-3, len(TEXT) + 3),
    text=st.sampled_from(["", "Ilse", "\n", TEXT]),
    label=st.sampled_from(["PERSON", "ORG", "DATE", "X"]),
    score=st.one_of(st.none(), st.floats(), st.text(max_size=2)),  # type: ignore[arg-type]
    floor=st.just("mentions"),
    model=st.just("m"),
)
exact = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 20)).map(
    lambda p: Span(p[0], p[0] + p[1], TEXT[p[0] : p[0] + p[1]], "ORG", 0.9, "mentions", "m")
)


@given(st.lists(st.one_of(spans, exact, st.none()), max_size=12))
def test_every_span_is_anchored_or_counted(proposed: list[Any]) -> None:
    found = verify(ARTICLE, "mentions", proposed, KINDS, score=0.8, min_score=0.5)
    assert len(found.spans) + found.dropped.total() == len(proposed)
    kept = [line for line in ARTICLE.lines if line.kept]
    behind = 0
    for s in found.spans:
        assert behind <= s.start < s.end
        behind = s.end
        assert any(line.start <= s.start and s.end <= line.end for line in kept)
        assert TEXT[s.start : s.end].strip() == TEXT[s.start : s.end]
        assert s.kind in ("PER", "ORG")
        assert 0.5 <= s.score <= 1
