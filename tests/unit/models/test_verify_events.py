"""A verdict counts where it is one; whatever else a model says, no event is lost by it."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.asking import MAX_ITEMS, Window
from pipeline.models.event_questions import read
from pipeline.models.spans import Candidate, Fault, Verdict
from pipeline.models.verify_events import MAX_VERDICTS, Ruled, verify_verdicts

NAME = "openai:desk-7b"
NUMBERS = (1, 2, 3)
WINDOW = Window("en", tuple(Candidate(n, "Peru attacked Chile.", "attacked", "ASSAULT", "", (), "actual") for n in NUMBERS))


def ruled(candidate: Any, keep: Any, score: Any = 0.9, floor: str = "events") -> Verdict:
    return Verdict(candidate, keep, score, floor, NAME)


def verify(*told: object, min_score: float = 0.5) -> Ruled:
    return verify_verdicts(NUMBERS, "events", told, min_score=min_score)


def test_what_the_model_keeps_is_kept_and_what_it_drops_is_dropped() -> None:
    assert verify(ruled(1, True), ruled(2, False), ruled(3, True, 0.4)) == (frozenset({2, 3}), Counter(kept=1, dropped=2))
    assert verify(ruled(1, True, 0.4), ruled(2, True, 0.3), ruled(3, True, 1), min_score=0.4).dropped == {2}


def test_a_verdict_without_a_score_counts_as_it_is() -> None:
    assert verify(ruled(1, True, None), ruled(2, False, None), min_score=1.0) == (frozenset({2}), Counter(kept=1, dropped=1, unanswered=1))


def test_a_candidate_without_a_verdict_is_kept() -> None:
    assert verify() == (frozenset(), Counter(unanswered=3))
    assert verify(Fault("not_json")) == (frozenset(), Counter(unanswered=3, not_json=1))


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (ruled(4, False), "unknown_candidate"), (ruled(0, False), "unknown_candidate"), (ruled(-1, False), "unknown_candidate"),
        (ruled(10**400, False), "unknown_candidate"), (ruled("1", False), "not_a_verdict"), (ruled(1.0, False), "not_a_verdict"),
        (ruled(True, False), "not_a_verdict"), (ruled(None, False), "not_a_verdict"), (ruled([1], False), "not_a_verdict"),
        (ruled(1, "false"), "not_a_verdict"), (ruled(1, 0), "not_a_verdict"), (ruled(1, None), "not_a_verdict"),
        (ruled(1, True, "0.1"), "bad_score"), (ruled(1, True, math.nan), "bad_score"), (ruled(1, True, -0.1), "bad_score"),
        (ruled(1, False, 10**400), "bad_score"), (ruled(1, False, math.inf), "bad_score"), (ruled(1, True, False), "bad_score"),
        (ruled(1, False, floor="quotes"), "other_floor"), ({"candidate": 1, "keep": False}, "not_a_verdict"), (None, "not_a_verdict"),
    ],
)  # fmt: skip
def test_what_is_no_verdict_is_counted_and_ignored(told: object, reason: str) -> None:
    assert verify(told) == (frozenset(), Counter({"unanswered": 3, reason: 1}))


def test_the_first_verdict_on_a_candidate_counts() -> None:
    assert verify(ruled(1, True), ruled(1, False), ruled(1, False)) == (frozenset(), Counter(kept=1, unanswered=2, double=2))


def test_verdicts_are_bounded() -> None:
    found = verify_verdicts(NUMBERS, "events", (ruled(9, False) for _ in range(MAX_VERDICTS + 5)), min_score=0.5)
    assert found.outcomes == Counter(unanswered=3, unknown_candidate=MAX_VERDICTS, too_many=5)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda x: st.lists(x, max_size=3), max_leaves=4
)


@given(st.lists(ANYTHING | st.builds(Verdict, ANYTHING, ANYTHING, ANYTHING, st.sampled_from(["events", "quotes"]), st.just(NAME))))
def test_every_candidate_has_one_outcome_whatever_is_told(told: list[Any]) -> None:
    found = verify_verdicts(NUMBERS, "events", told, min_score=0.5)
    assert sum(found.outcomes[outcome] for outcome in ("kept", "dropped", "unanswered")) == len(NUMBERS)
    assert found.outcomes["dropped"] == len(found.dropped)
    assert found.dropped <= set(NUMBERS)


@pytest.mark.parametrize(
    ("content", "dropped", "outcomes"),
    [
        ('{"events": [{"candidate": 2, "keep": false, "score": 0.1}]}', {2}, {"dropped": 1, "unanswered": 2}),
        ('Here you are:\n```json\n{"events": [{"candidate": 2, "keep": false}]}\n```\nMore?', {2}, {"dropped": 1, "unanswered": 2}),
        ('<think>{"events": [{"candidate": 1, "keep": false}]}</think>[{"candidate": 3, "keep": false}]', {3},
         {"dropped": 1, "unanswered": 2}),
        ('{"events": [{"candidate": 1, "keep": true, "score": NaN}]}', set(), {"bad_score": 1, "unanswered": 3}),
        ('{"events": [{"candidate": 1, "keep": true, "score": 1' + "0" * 400 + "}]}", set(), {"bad_score": 1, "unanswered": 3}),
        ('{"events": [{"candidate": 7, "keep": false}, 7, "keep: false", {}]}', set(),
         {"unknown_candidate": 1, "not_an_item": 2, "not_a_verdict": 1, "unanswered": 3}),
        ("keep: false for all", set(), {"not_json": 1, "unanswered": 3}), ('{"keep": false}', set(), {"wrong_shape": 1, "unanswered": 3}),
        ('{"events": {"1": false}}', set(), {"wrong_shape": 1, "unanswered": 3}), ("[" * 200_000, set(), {"not_json": 1, "unanswered": 3}),
        ('{"events": [{"candidate": 1, "keep": false}, {"candidate": 2, "ke', set(), {"not_json": 1, "unanswered": 3}),
        ("[" + ", ".join(['{"candidate": 9, "keep": false}'] * (MAX_ITEMS + 50)) + "]", set(),
         {"unknown_candidate": MAX_ITEMS, "too_many": 1, "unanswered": 3}),
    ],
)  # fmt: skip
def test_whatever_an_endpoint_says_is_read(content: str, dropped: set[int], outcomes: dict[str, int]) -> None:
    told = read(content, WINDOW, "events", NAME, 0)
    assert verify(*(told if isinstance(told, list) else [told])) == (dropped, Counter(outcomes))


def test_a_candidate_of_another_window_is_unknown() -> None:
    first, _ = WINDOW.halves()
    assert read('[{"candidate": 3, "keep": false}]', first, "events", NAME, 1) == [Fault("unknown_candidate")]
