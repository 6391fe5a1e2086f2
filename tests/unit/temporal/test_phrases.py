"""Sentences written for this project: which words are the expression, and which days they mean for a publication day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.temporal import Anchor, find, resolve
from pipeline.temporal.grammar import grammar_of

ROWS = [
    (lang, *line.split("\t"))
    for lang in ("en", "fr", "ar")
    for line in (Path(__file__).parent / f"phrases_{lang}.tsv").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith(("#", "sentence\t"))
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]}-{r[1][:40]}" for r in ROWS])
def test_sentence(row: tuple[str, ...]) -> None:
    lang, sentence, expression, published, start, end, precision = (*row, "", "", "")[:7]
    anchor = None if published == "-" else Anchor(datetime.fromisoformat(published).date(), datetime.fromisoformat(published))
    found = find(sentence, lang)
    if not expression:
        assert [sentence[e.start : e.end] for e in found] == []
        return
    at = sentence.index(expression)
    overlapping = [e for e in found if e.start < at + len(expression) and e.end > at]
    assert overlapping, [sentence[e.start : e.end] for e in found]
    meaning = resolve(overlapping[0], anchor, grammar_of(lang).future_is_marked)
    if start == "-":
        assert (meaning.start, meaning.end, meaning.basis) == (None, None, "none")
    else:
        assert (str(meaning.start), str(meaning.end)) == (start, end)
    assert meaning.precision == precision


WORDS = sorted({word for row in ROWS for word in row[1].split()})


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(["en", "fr", "ar"]), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_words_make_a_period_that_ends_before_it_begins(words: list[str], lang: str, day: date) -> None:
    for expression in find(" ".join(words), lang):
        meaning = resolve(expression, Anchor(day))
        assert (meaning.start is None) == (meaning.end is None)
        assert meaning.start is None or meaning.end is None or meaning.start <= meaning.end
