"""The report on calibration sees overconfidence, and takes a page's lines for less than independent witnesses."""

from __future__ import annotations

from pathlib import Path

import duckdb
from calibration import Judged, calibration_error, clean_only, judge, reliability, wilson


def _lines(group: str, score: float, n: int, n_right: int, n_pages: int) -> list[Judged]:
    return [Judged(f"p{i % n_pages}", group, score, i < n_right) for i in range(n)]


def test_a_rule_that_is_right_as_often_as_it_says_is_not_marked() -> None:
    honest, bold, shy = reliability(_lines("a", 0.9, 300, 270, 50) + _lines("b", 0.98, 200, 160, 50) + _lines("c", 0.6, 100, 95, 50))
    assert [row.group for row in (honest, bold, shy)] == ["a", "b", "c"]
    assert not honest.is_off
    assert bold.is_off
    assert shy.is_off
    assert (bold.n, bold.n_pages, round(bold.stated, 6), bold.right) == (200, 50, 0.98, 0.8)


def test_one_page_proves_less_than_many() -> None:
    (one,), (many,) = reliability(_lines("a", 0.9, 100, 80, 1)), reliability(_lines("a", 0.9, 100, 80, 100))
    assert one.high - one.low > many.high - many.low
    assert wilson(0.5, 0) == (0.0, 1.0)
    assert wilson(1.0, 10)[1] == 1.0


def test_the_error_over_all_is_the_mean_gap_of_bins() -> None:
    error, brier = calibration_error(_lines("a", 0.95, 10, 5, 10) + _lines("b", 0.55, 10, 5, 10))
    assert round(error, 6) == round((10 * 0.45 + 10 * 0.05) / 20, 6)
    assert 0 < brier < 1


def test_from_labelled_pages_to_rows(tmp_path: Path) -> None:
    body = [f"The council of Puno voted on article {n} of the market law after a long debate, members said." for n in range(4)]
    lines = ["Share", "Council of Puno votes", *body, "Subscribe to our newsletter"]
    gold = [{"id": "a#window", "domain": "market.example", "lines": lines, "labels": "ctkkkkc"}]
    con = duckdb.connect(str(clean_only(gold, tmp_path)), read_only=True)
    judged = judge(gold, con, "role")
    con.close()
    assert {(line.group, line.right) for line in judged if line.group in ("body", "share", "notice")} == {
        ("body", True), ("share", True), ("notice", True),
    }  # fmt: skip
    assert len(judged) == 6
