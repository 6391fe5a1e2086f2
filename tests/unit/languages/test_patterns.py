"""Patterns that are walked find what phrases that are written out find; each keeps its own gaps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import pack
from pipeline.languages.patterns import Patternbook
from pipeline.languages.phrases import Phrasebook
from pipeline.text import tokenise

WORDS = ("sign", "signed", "a", "new", "peace", "deal", "deals", "with", "US", "us", "it", "once", "more")
VERBS = {"sign": {"pres": ("sign", "signs"), "past": ("signed",)}, "set up": {"past": ("set up",)}}
_word = st.sampled_from(["sign", "a", "peace", "deal", "=US", "{sign}", "{sign:past}", "once more"])
_atom = st.one_of(
    st.lists(_word, min_size=1, max_size=3).map(lambda w: f"({'|'.join(w)})"),
    st.lists(_word, min_size=1, max_size=2).map(lambda w: f"[{'|'.join(w)}]"),
    st.sampled_from(["sign", "{sign}", "peace", "=US", "deal", "it", "~1", "~2"]),
)


def found(book: Patternbook[str] | Phrasebook[str], text: str) -> set[tuple[int, int, int, str]]:
    return {(m.first, m.last, m.offset, m.value) for m in book.matches(tokenise(text))}


@given(st.lists(_atom, min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_one_pattern_walked_finds_what_it_finds_written_out(parts: list[str], words: list[str]) -> None:
    parts = ["sign", *parts]
    while parts[-1].startswith("~") or parts[-1].startswith("["):
        parts.pop()  # a gap at the end means nothing
    if any(a.startswith("~") and b.startswith(("~", "=", "[", "(")) for a, b in pairwise(parts)):
        return  # two gaps in a row, and written words behind one, which phrases do not find
    walked: Patternbook[str] = Patternbook(VERBS)
    written: Phrasebook[str] = Phrasebook(VERBS)
    walked.add(" ".join(parts), "x")
    written.add(" ".join(parts), "x")
    text = " ".join(words)
    assert found(walked, text) == found(written, text)


def test_a_row_keeps_its_own_gap() -> None:
    book: Patternbook[str] = Patternbook(VERBS)
    book.add("{sign} ~1 deal", "near")
    book.add("{sign} ~4 peace", "far")
    assert found(book, "signed it once more with a deal") == set()
    assert found(book, "signed it once more peace") == {(0, 4, 0, "far")}


def test_words_exactly_as_written_stand_behind_a_gap_too() -> None:
    book: Patternbook[str] = Patternbook(VERBS)
    book.add("{sign} ~2 =US", "x")
    assert found(book, "signed a new US deal") == {(0, 3, 0, "x")}
    assert found(book, "signed a new us deal") == set()


def test_verbs_of_several_words_and_of_several_lemmas() -> None:
    book: Patternbook[str] = Patternbook(VERBS)
    book.add("({sign}|{set_up}) [a] deal", "x")
    assert found(book, "it set up a deal") == {(1, 4, 0, "x")}
    assert found(book, "it signs deal") == {(1, 2, 0, "x")}


def test_no_match_crosses_a_sentence() -> None:
    book: Patternbook[str] = Patternbook(VERBS)
    book.add("{sign} ~3 deal", "x")
    assert found(book, "They signed it. The deal holds.") == set()


def test_particles_that_are_written_together_are_left_out() -> None:
    arabic = pack("ar")
    book: Patternbook[str] = Patternbook(arabic.verbs, proclitics=("و", "ف"))
    book.add("{زار} ~2 مصر", "x")
    tokens = arabic.tokenise("وزار الوزير مصر")
    assert [(m.first, m.last, m.offset) for m in book.matches(tokens)] == [(0, 2, 1)]


@pytest.mark.parametrize("pattern", ["~3 deal", "({sign", "{unknown} deal"])
def test_what_cannot_be_read_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Patternbook(VERBS).add(pattern, "x")
