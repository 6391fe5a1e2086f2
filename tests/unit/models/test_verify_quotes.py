"""What an endpoint claims is found in the text, or dropped with a reason that is counted. Texts are invented."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub_endpoint import NAME
from tiny_models import article

from pipeline.model import Article
from pipeline.models.spans import Claim, Fault, Span
from pipeline.models.verify_quotes import VerifiedQuotes, verify_quotes

PORT = article(
    ("Home | Ilse Verbruggen", False),
    ("The dockers were tired of waiting, said Ilse Verbruggen on Monday.", True),
    ("“No.” To which at last Tomas Quispe answered: “No.”", True),
    ("Share this article", False),
)


def claim(quote: Any, speaker: Any, **more: Any) -> Claim:
    told: dict[str, Any] = {"kind": "indirect", "relayed_by": None, "cue": None, "score": 0.9, "near": None, "statement": 0,
                            "floor": "quotes", "model": NAME}  # fmt: skip
    return Claim(quote=quote, speaker=speaker, **{**told, **more})


def verify(*claims: object, text: Article = PORT) -> VerifiedQuotes:
    return verify_quotes(text, "quotes", claims, score=0.8, min_score=0.3)


def test_words_and_speaker_get_their_places() -> None:
    (quote,), dropped = verify(claim("the dockers were tired of waiting", "Ilse Verbruggen", cue="said"))
    assert not dropped
    text = PORT.text
    assert text[quote.start : quote.end] == "The dockers were tired of waiting"
    assert [text[a:b] for a, b in quote.speakers] == ["Ilse Verbruggen"]  # not the one of the dropped line
    assert quote.cue is not None
    assert text[quote.cue[0] : quote.cue[1]] == "said"
    assert (quote.score, quote.rule_id) == (0.8, f"model.{NAME}")  # no more than the user believes it


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (claim("the dockers were happy", "Ilse Verbruggen"), "other_text"),
        (claim("Share this article", "Ilse Verbruggen"), "dropped_line"),
        (claim("on Monday. “No.”", "Tomas Quispe"), "across_lines"),
        (claim("The dockers were tired", "Anna Lindqvist"), "other_speaker"),
        (claim("The dockers were tired of waiting, said Ilse Verbruggen", "Ilse Verbruggen"), "speaker_inside"),
        (claim("The dockers were tired", None), "no_speaker"), (claim("The dockers were tired", " … "), "no_speaker"),
        (claim("The dockers were tired", "x" * 201), "no_speaker"), (claim("The dockers were tired", 7), "no_speaker"),
        (claim("“…”", "Tomas Quispe"), "empty"), (claim(7, "Tomas Quispe"), "not_a_claim"), (7, "not_a_claim"),
        (Span(0, 4, "Home", "PER", 0.9, "quotes", NAME), "not_a_claim"), (Fault("not_json"), "not_json"),
        (claim("No", "Tomas Quispe", kind="shouted"), "unknown_kind"), (claim("No", "Tomas Quispe", floor="mentions"), "other_floor"),
        (claim("No", "Tomas Quispe", score=0.2), "low_score"), (claim("No", "Tomas Quispe", score=math.nan), "bad_score"),
        (claim("No", "Tomas Quispe", score=True), "bad_score"), (claim("No", "Tomas Quispe", score="sure"), "bad_score"),
        (claim("No", "Tomas Quispe", score=10**400), "bad_score"), (claim("No", "Tomas Quispe", score=math.inf), "bad_score"),
    ],
)  # fmt: skip
def test_what_does_not_stand_in_the_text_is_dropped_and_counted(said: object, reason: str) -> None:
    assert verify(said) == ((), Counter({reason: 1}))


def test_words_that_stand_twice_are_taken_one_after_the_other() -> None:
    no = claim("No", "Tomas Quispe", score=None)
    (one,), _ = verify(no)
    assert one.start == PORT.text.rindex("No.")  # nearer to who speaks
    both, dropped = verify(no, no, no)
    assert [q.start for q in both] == [PORT.text.index("No."), PORT.text.rindex("No.")]
    assert dropped == Counter(duplicate=1)
    (told,), _ = verify(claim("No", "Tomas Quispe", near=(PORT.text.index("“No"), PORT.text.index("Tomas"))))
    assert told.start == PORT.text.index("No.")  # the paragraph that it names


def test_of_overlapping_claims_the_longer_one_stays() -> None:
    quotes, dropped = verify(claim("tired of waiting", "Ilse Verbruggen"), claim("dockers were tired", "Ilse Verbruggen"))
    assert [PORT.text[q.start : q.end] for q in quotes] == ["dockers were tired"]
    assert dropped == Counter(overlap=1)


@given(st.lists(st.one_of(st.none(), st.text(max_size=9), st.builds(
    claim, st.one_of(st.none(), st.text(max_size=12), st.just("No")), st.one_of(st.none(), st.text(max_size=9), st.just("Monday")),
    cue=st.one_of(st.none(), st.text(max_size=5)), relayed_by=st.one_of(st.integers(), st.text(max_size=5)),
    score=st.one_of(st.none(), st.floats(), st.integers()))), max_size=6))  # fmt: skip
def test_whatever_is_claimed_what_is_left_stands_in_the_text(claims: list[object]) -> None:
    quotes, dropped = verify(*claims)
    assert len(quotes) + sum(dropped.values()) == len(claims)
    for before, quote in zip((None, *quotes), quotes, strict=False):
        assert quote.speakers
        assert 0 <= quote.score <= 0.8
        line = next(line for line in PORT.lines if line.start <= quote.start and quote.end <= line.end)
        assert line.kept
        assert before is None or before.end <= quote.start
