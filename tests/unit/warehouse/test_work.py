"""What every document must hold is verified where it is made; one bad document costs itself."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.local import LocalEngine
from pipeline.engines.work import InvariantError, verify_annotations, verify_article
from pipeline.model import (
    Annotations,
    Article,
    DateMention,
    Document,
    Line,
    LocalEntity,
    Mention,
    Published,
    Quote,
    Source,
)


def _article(text: str, dropped: tuple[int, ...] = ()) -> Article:
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        is_dropped = number in dropped
        lines.append(Line(number, start, start + len(line), not is_dropped, "share" if is_dropped else "body", "r", 0.9, "r"))
        start += len(line) + 1
    document = Document("art_1", Source("s"), "s/a.txt", "text/plain", "utf-8", "0", text, "0", "")
    return Article(document, tuple(lines), None, None, None, "en", 0.9, Published())


@given(st.text())
def test_lines_cut_at_newlines_are_always_the_text(text: str) -> None:
    verify_article(_article(text))


@given(st.text(min_size=1), st.integers(0, 5))
def test_a_line_that_is_shifted_or_lost_is_found(text: str, which: int) -> None:
    article = _article(text)
    lines = list(article.lines)
    del lines[which % len(lines)]
    with pytest.raises(InvariantError):
        verify_article(dataclasses.replace(article, lines=tuple(lines)))


TEXT = "Zoë met Omar.\nShare\nOmar left."
ENTITY = LocalEntity("PER", "Omar", "en", "Latn")


def _mention(start: int, end: int, text: str, local_no: int = 0) -> Annotations:
    return Annotations("art_1", (ENTITY,), (Mention(start, end, text, "PER", local_no, "name", None, "r", 0.9),))


def _period(first: date, last: date | None) -> Annotations:
    return Annotations("art_1", dates=(DateMention(0, 3, "Zoë", first, last, "day", "explicit", None, "r"),))


def test_right_annotations_pass() -> None:
    verify_annotations(_article(TEXT, (2,)), _mention(8, 12, "Omar"))


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        (_mention(8, 12, "Omas"), "says 'Omas'"),
        (_mention(7, 11, "Omar"), "says 'Omar'"),
        (_mention(-4, 2, "Zo"), "says"),
        (_mention(14, 19, "Share"), "dropped line"),
        (_mention(8, 12, "Omar", 1), "refers to number 1 of 1"),
        (dataclasses.replace(_mention(8, 12, "Omar"), article_id="art_2"), "art_2"),
        (_period(date(2024, 3, 2), date(2024, 3, 1)), "runs from 2024-03-02 to 2024-03-01"),
        (_period(date(2024, 3, 2), None), "runs from 2024-03-02 to None"),
    ],
)
def test_wrong_annotations_are_refused(annotations: Annotations, said: str) -> None:
    with pytest.raises(InvariantError, match=said):
        verify_annotations(_article(TEXT, (2,)), annotations)


def test_dates_may_stand_in_dropped_lines_and_quotes_may_span_them() -> None:
    day = DateMention(14, 19, "Share", None, None, "day", "none", None, "r")
    whole = Quote(0, 1, 0, len(TEXT), TEXT, "direct", *[None] * 13, False, "r", 0.9)
    verify_annotations(_article(TEXT, (2,)), Annotations("art_1", dates=(day,), quotes=(whole,)))


def test_the_local_engine_takes_one_batch_at_a_time() -> None:
    taken: list[int] = []

    def batches() -> object:
        for number in range(3):
            taken.append(number)
            yield [number]

    results = LocalEngine().map(lambda batch: [n * 2 for n in batch], batches())
    assert next(results) == [0]
    assert taken == [0]
    assert list(results) == [[2], [4]]
