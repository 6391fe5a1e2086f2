"""Grouping gives the same groups in whatever order the pairs come, and a veto keeps groups apart."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.groups import agglomerate, components
from pipeline.resolve.ids import row_id

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20)


def _free(_a: Sequence[int], _b: Sequence[int]) -> bool:
    return True


@given(PAIRS, st.randoms())
def test_components_do_not_depend_on_order(pairs: list[tuple[int, int]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert components(range(10), pairs) == components(range(10), shuffled)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.integers(0, 9)), max_size=20), st.randoms())
def test_agglomeration_does_not_depend_on_order(pairs: list[tuple[float, int, int]], random: object) -> None:
    shuffled = [(s, b, a) for s, a, b in pairs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def small(a: Sequence[int], b: Sequence[int]) -> bool:
        return len(a) + len(b) <= 3

    assert agglomerate(range(10), pairs, small) == agglomerate(range(10), shuffled, small)


@given(PAIRS)
def test_without_a_veto_agglomeration_gives_components(pairs: list[tuple[int, int]]) -> None:
    assert agglomerate(range(10), [(1.0, a, b) for a, b in pairs], _free) == components(range(10), pairs)


def test_the_better_pair_is_joined_and_the_veto_keeps_the_other_out() -> None:
    def not_together(a: Sequence[str], b: Sequence[str]) -> bool:
        return not {"x", "y"} <= {*a, *b}

    groups = agglomerate("axy", [(0.7, "a", "x"), (0.9, "a", "y")], not_together)
    assert groups["a"] == groups["y"] != groups["x"]


def test_ids_are_digests_of_content() -> None:
    assert row_id("ent", "a", 1) == row_id("ent", "a", 1) != row_id("ent", "a1")
    assert row_id("evt", None, "b") == row_id("evt", "", "b")
    assert len(row_id("sto", "x")) == 4 + 16
