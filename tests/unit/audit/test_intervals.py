"""Intervals: published values, values reckoned by hand, and what share of intervals holds the truth."""

from __future__ import annotations

import random
from math import inf, sqrt

import pytest

from pipeline.audit.intervals import Cell, clustered, stratified, wilson
from pipeline.audit.questions import Stratum
from pipeline.audit.sampling import Unit, draw


# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_examples(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right / n, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_one_stratum_of_many_rows_is_wilsons_own_interval() -> None:
    found = stratified([Cell(10**9, 148, 15)])
    assert found is not None
    assert (found.estimate, found.low, found.high) == pytest.approx((15 / 148, *wilson(15 / 148, 148)), abs=1e-6)


def test_strata_weigh_what_they_hold() -> None:
    # By hand: .9 · 18/20 + .1 · 5/10 = .86; variance of weights .81/20 · (1 - 20/900) + .01/10 · (1 - 10/100)
    found = stratified([Cell(900, 20, 18), Cell(100, 10, 5)])
    assert found is not None
    assert found.estimate == pytest.approx(0.86)
    assert found.effective_n == pytest.approx(1 / (0.81 / 20 * (1 - 20 / 900) + 0.01 / 10 * 0.9))
    assert (found.low, found.high) == wilson(found.estimate, found.effective_n)


def test_what_was_judged_in_full_is_known() -> None:
    found = stratified([Cell(7, 7, 6), Cell(3, 3, 3)])
    assert found is not None
    assert (found.low, found.estimate, found.high, found.effective_n) == (pytest.approx(0.9), pytest.approx(0.9), pytest.approx(0.9), inf)


def test_strata_too_small_to_stand_alone_are_pooled() -> None:
    apart = stratified([Cell(500, 50, 45), Cell(10, 1, 1), Cell(10, 1, 0), Cell(5, 0, 0)])
    pooled = stratified([Cell(500, 50, 45), Cell(25, 2, 1)])
    assert apart == pooled
    assert apart is not None
    # One of them by itself joins the smallest that can stand alone.
    assert stratified([Cell(500, 50, 45), Cell(40, 4, 2), Cell(10, 1, 1)]) == stratified([Cell(500, 50, 45), Cell(50, 5, 3)])


def test_nothing_judged_is_no_estimate() -> None:
    assert stratified([Cell(10, 0, 0)]) is None
    assert stratified([]) is None
    assert clustered([(0, 0), (0, 0)]) is None


def test_clusters_that_are_alike_tell_less() -> None:
    # Ten articles, half of them all found, half all missed. By hand: the variance is 10/9 · Σ (±.5 · 4)² / 40² = 10/9 · 40/1600,
    # that of a simple random sample .25/40, so the design effect 4.444 and the size 9.
    found = clustered([(4, 4)] * 5 + [(0, 4)] * 5)
    assert found is not None
    assert found.effective_n == pytest.approx(9)
    even = clustered([(2, 4)] * 10)
    assert even is not None
    assert (even.effective_n, even.low, even.high) == (40, *wilson(0.5, 40))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """A corpus of three languages and two outlets whose rows are right at different rates, drawn 250 times."""
    chance = random.Random(20250602)
    rates = {("en", "a"): (700, 0.95), ("fr", "a"): (250, 0.85), ("fr", "b"): (120, 0.9), ("ar", "b"): (40, 0.6), ("ar", "c"): (7, 0.3)}
    units, right, sizes = [], set(), dict[Stratum, int]()
    for (lang, source), (n, rate) in rates.items():
        stratum = (lang, source, "")
        sizes[stratum] = n
        for i in range(n):
            unit = Unit(f"{lang}{source}{i}", stratum)
            units.append(unit)
            if chance.random() < rate:
                right.add(unit.id)
    truth = len(right) / len(units)
    held, estimates = 0, []
    for seed in range(250):
        sample = draw(units, sizes, 120, f"seed {seed}", least=5)
        cells = [
            Cell(n, sum(u.stratum == s for u in sample), sum(u.stratum == s and u.id in right for u in sample)) for s, n in sizes.items()
        ]
        found = stratified(cells)
        assert found is not None
        held += found.low <= truth <= found.high
        estimates.append(found.estimate)
    mean = sum(estimates) / len(estimates)
    spread = sqrt(sum((e - mean) ** 2 for e in estimates) / len(estimates))
    assert abs(mean - truth) < 3 * spread / sqrt(len(estimates)), "the estimate is biased"
    assert held / 250 >= 0.93, held
    assert spread < 0.05
