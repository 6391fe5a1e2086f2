"""Keys of lines: the same for a line of plain letters whether or not a sign beyond them stands in it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.lines import folded_letters, line_key


@given(st.text(st.sampled_from(string.printable), max_size=80))
def test_plain_letters_are_folded_as_all_others_are(text: str) -> None:
    assert folded_letters(text) == folded_letters(f"{text} \u2013")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Page 3 of 12", "page 7 of 9!"),
        ("Most read #1", "MOST READ: 1"),
        ("Share_this", "share  this"),
        ("L\u2019\u00e9t\u00e9 2024", "l'ete 1999"),
        ("\u0635\u0641\u062d\u0629 \u0663", "\u0635\u0641\u062d\u0629 12"),
    ],
)
def test_case_accents_signs_and_numbers_do_not_count(one: str, other: str) -> None:
    assert line_key(one) == line_key(other) != ""


@pytest.mark.parametrize("text", ["", "   ", "* * *", "---", "\u2022"])
def test_a_line_of_signs_has_no_key(text: str) -> None:
    assert line_key(text) == ""
