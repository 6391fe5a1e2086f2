"""What a model reads of an article: its kept lines, in pieces that fit, at the places where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tiny_models import article

from pipeline.models.stretches import stretches


def test_dropped_lines_are_not_shown() -> None:
    given_ = article(("Home", False), ("Ilse left.", True), ("", False), ("Share", False), ("قال الوزير", True))
    assert [(s.start, s.text) for s in stretches(given_, 50)] == [(5, "Ilse left."), (23, "قال الوزير")]


def test_long_lines_are_cut_between_sentences() -> None:
    line = "Ilse left the port. Tomas stayed there. Nobody saw the two of them again that day."
    assert [s.text for s in stretches(article((line, True)), 11)] == [
        "Ilse left the port. Tomas stayed there.",
        "Nobody saw the two of them again that day.",
    ]
    assert [s.text for s in stretches(article((line, True)), 6)][:2] == ["Ilse left the port.", "Tomas stayed there."]


def test_what_is_no_word_is_not_shown() -> None:
    found = list(stretches(article(("word " * 30 + "x" * 5000 + " word", True)), 10))
    assert max(len(s.text) for s in found) < 200
    assert sum(s.text.count("word") for s in found) == 31


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), max_size=60), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 12),
)
def test_stretches_are_the_text_in_order_and_in_kept_lines(lines: list[tuple[str, bool]], limit: int) -> None:
    given_ = article(*lines)
    behind = 0
    for s in stretches(given_, limit):
        assert s.start >= behind
        behind = s.start + len(s.text)
        assert given_.text[s.start : behind] == s.text
        assert any(line.kept and line.start <= s.start and behind <= line.end for line in given_.lines)
