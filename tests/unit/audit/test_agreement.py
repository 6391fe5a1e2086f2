"""Agreement: the examples of the literature, and values reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.agreement import alpha, kappa, percent

# K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011, example C: four observers, twelve units, gaps.
_OBSERVERS = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
_UNITS = [[None if v == "." else v for v in unit] for unit in zip(*(row.split() for row in _OBSERVERS), strict=True)]


def test_alpha_of_krippendorffs_example() -> None:
    assert alpha(_UNITS) == pytest.approx(0.743, abs=5e-4)


def test_units_with_one_verdict_count_for_nothing() -> None:
    assert alpha([*_UNITS, ["1", None, None, None], [None] * 4]) == alpha(_UNITS)
    assert percent([["right", None], [None, None]]) is None


def test_kappa_by_hand() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: .7 agree, .5 by chance.
    units = [["yes", "yes"]] * 20 + [["yes", "no"]] * 5 + [["no", "yes"]] * 10 + [["no", "no"]] * 15
    assert percent(units) == 0.7
    assert kappa(units) == pytest.approx(0.4)
    # alpha by hand: 55 of 100 values are yes; 1 - 99 · 30 / (2 · 55 · 45)
    assert alpha(units) == pytest.approx(1 - 99 * 30 / (2 * 55 * 45))


def test_coders_that_never_vary_tell_no_agreement() -> None:
    same = [["right", "right"]] * 9
    assert (percent(same), kappa(same), alpha(same)) == (1.0, None, None)
    assert (percent([]), kappa([]), alpha([])) == (None, None, None)


def test_kappa_leaves_out_what_one_of_both_did_not_judge() -> None:
    assert kappa([["a", "a"], ["b", "b"], ["a", None], [None, "b"]]) == 1


_VERDICT = st.sampled_from(["right", "wrong", "partly", None])


@given(st.lists(st.lists(_VERDICT, min_size=3, max_size=3), max_size=30), st.randoms(use_true_random=False))
def test_alpha_knows_no_order_of_coders_or_units(units: Sequence[list[str | None]], chance: object) -> None:
    shuffled = [list(unit) for unit in units]
    for unit in shuffled:
        chance.shuffle(unit)  # type: ignore[attr-defined]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found, again = alpha(units), alpha(shuffled)
    assert found == (None if again is None else pytest.approx(again))
    assert found is None or found <= 1
