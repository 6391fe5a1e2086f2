"""The draw: what holds of every sample, whatever rows there are."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.sampling import Unit, draw, keyed

_VALUES = st.tuples(st.sampled_from(["en", "fr", "ar"]), st.sampled_from("abcd"), st.sampled_from(["direct", "mixed", "indirect"]))
_UNITS = st.lists(_VALUES, max_size=120).map(lambda found: [Unit(f"quo_{i:04}", stratum) for i, stratum in enumerate(found)])


@given(_UNITS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 5), st.text(max_size=8))
def test_a_larger_sample_holds_the_smaller(units: list[Unit], n: int, more: int, least: int, seed: str) -> None:
    sizes = Counter(unit.stratum for unit in units)
    small, large = draw(units, sizes, n, seed, least=least), draw(units, sizes, n + more, seed, least=least)
    assert set(small) <= set(large)
    assert (len(small), len(set(small))) == (min(n, len(units)),) * 2


@given(_UNITS, st.integers(1, 60), st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(units: list[Unit], n: int, chance: random.Random) -> None:
    sizes = Counter(unit.stratum for unit in units)
    shuffled = list(units)
    chance.shuffle(shuffled)
    assert draw(units, sizes, n, "s", least=3) == draw(shuffled, sizes, n, "s", least=3)


@given(_UNITS, st.integers(1, 60))
def test_rows_beyond_the_first_of_a_stratum_need_not_be_given(units: list[Unit], n: int) -> None:
    """What the SQL leaves behind would not have been drawn."""
    sizes = Counter(unit.stratum for unit in units)
    some: list[Unit] = []
    for stratum in sizes:
        some += sorted((u for u in units if u.stratum == stratum), key=lambda u: keyed("s", u.id))[: max(n, 2)]
    assert draw(some, sizes, n, "s", least=2) == draw(units, sizes, n, "s", least=2)


@given(_UNITS, st.integers(60, 120))
def test_no_language_outlet_or_type_goes_without(units: list[Unit], n: int) -> None:
    sizes = Counter(unit.stratum for unit in units)
    sample = draw(units, sizes, n, "s", least=2)
    for i in range(3):
        there = Counter(unit.stratum[i] for unit in units)
        drawn = Counter(unit.stratum[i] for unit in sample)
        assert all(drawn[value] >= min(2, there[value]) for value in there)


def test_hundreds_of_outlets_do_not_crowd_out_the_large_one() -> None:
    sizes = {("en", f"outlet {i}", ""): 2000 if i == 0 else 10 for i in range(200)}
    units = [Unit(f"{stratum[1]} {i}", stratum) for stratum, n in sizes.items() for i in range(min(n, 100))]
    drawn = Counter(unit.stratum[1] for unit in draw(units, sizes, 100, "s", least=3))
    assert abs(drawn["outlet 0"] - 50) < 15, drawn["outlet 0"]


def test_strata_are_drawn_in_proportion() -> None:
    sizes = {("en", "", ""): 6000, ("fr", "", ""): 3000, ("ar", "", ""): 1000}
    units = [Unit(f"{stratum[0]}{i}", stratum) for stratum, n in sizes.items() for i in range(n)]
    for seed in "abc":
        drawn = Counter(unit.stratum[0] for unit in draw(units, sizes, 100, seed))
        assert all(abs(drawn[lang] - expected) <= 1 for lang, expected in {"en": 60, "fr": 30, "ar": 10}.items()), drawn


def test_rows_have_the_same_chance_those_of_tiny_strata_too() -> None:
    sizes = {("en", "", ""): 90, ("fr", "", ""): 8, ("ar", "", ""): 2}
    units = [Unit(f"{stratum[0]}{i}", stratum) for stratum, n in sizes.items() for i in range(n)]
    drawn = Counter(unit.stratum[0] for seed in range(1500) for unit in draw(units, sizes, 10, str(seed)))
    assert all(abs(drawn[lang] / 1500 - n / 10) < 0.06 for (lang, _, _), n in sizes.items()), drawn


def test_seeds_differ() -> None:
    units = [Unit(str(i), ("en", "", "")) for i in range(500)]
    sizes = {("en", "", ""): 500}
    assert len({tuple(u.id for u in draw(units, sizes, 20, seed)) for seed in "abcdef"}) == 6
