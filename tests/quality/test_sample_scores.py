"""The scoring itself: figures that are worked out by hand, and a key that notices when it no longer fits its text."""

from __future__ import annotations

import pytest
from sample_gold import GoldArticle
from sample_scores import Figure, bcubed, best_pairs, pairs_figure


def article(text: str) -> GoldArticle:
    return GoldArticle("X1", "x.txt", "en", text, {}, [], [], kept_spans=[(0, len(text))])


def test_a_torn_cluster_loses_recall_and_a_mixed_one_precision() -> None:
    torn = bcubed([("a", "one", "1"), ("b", "one", "1"), ("c", "one", "2"), ("d", "two", "3")])
    # recall 2/3 2/3 1/3 1, precision 1: mean recall 2/3
    assert torn.value == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))
    assert torn.missed == ["in several rows: one"]
    mixed = bcubed([("a", "one", "1"), ("b", "two", "1")])
    assert mixed.value == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert mixed.false == ["one row for: one, two"]


def test_pairs_count_what_is_joined_and_what_should_be() -> None:
    figure = pairs_figure([("a", "g", 1), ("b", "g", 1), ("c", "g", 2), ("d", "h", 2)])
    assert (figure.hits, figure.n, figure.given) == (1, 3, 2)
    assert figure.value == pytest.approx(2 * 1 / 5)
    assert len(figure.missed) == 2
    assert figure.false == ["c (g) + d (h)"]


def test_each_row_is_given_to_one_item_the_likest_first() -> None:
    rows = [{"x": 1.0}, {"x": 3.0}]
    pairs = best_pairs([1.2, 1.0], rows, lambda g, r: 1 - abs(g - r["x"]), 0.5)
    assert pairs == [(1.0, rows[0])]


def test_nothing_found_is_nothing_won() -> None:
    assert Figure(0, 3, 0).value == 0
    assert Figure(0, 0).value == 0


def test_a_phrase_that_left_the_text_is_an_error_of_the_key() -> None:
    known = article("Peru met Chile. Peru left.")
    assert known.find("met Chile") == (5, 14)
    with pytest.raises(ValueError, match="stands 2 times"):
        known.find("Peru")
    with pytest.raises(ValueError, match="stands 0 times"):
        known.find("Bolivia")
