"""Dates, numbers and codes as pages show them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipeline.explorer.render import Rights, days, environment

_DAYS = [
    (date(2025, 3, 3), date(2025, 3, 3), "day", "3 Mar 2025"),
    (date(2025, 3, 3), date(2025, 3, 9), "week", "3–9 Mar 2025"),
    (date(2025, 3, 31), date(2025, 4, 6), "week", "31 Mar – 6 Apr 2025"),
    (date(2024, 12, 30), date(2025, 1, 5), "week", "30 Dec 2024 – 5 Jan 2025"),
    (date(2025, 3, 1), date(2025, 3, 31), "month", "Mar 2025"),
    (date(2025, 1, 1), date(2025, 12, 31), "year", "2025"),
    (date(1990, 1, 1), date(1999, 12, 31), "decade", "1990–1999"),
    (None, None, None, ""),
]


@pytest.mark.parametrize(("start", "end", "precision", "shown"), _DAYS)
def test_a_period_is_as_short_as_its_precision_allows(start: date | None, end: date | None, precision: str | None, shown: str) -> None:
    assert days({"date_start": start, "date_end": end, "date_precision": precision}) == shown


def test_templates_escape_whatever_they_are_given_and_miss_nothing_in_silence() -> None:
    found = environment()
    assert found.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    assert found.from_string("{{ x|moment }}").render(x=datetime(2025, 3, 3, 9, 5)) == "2025-03-03 09:05 UTC"  # noqa: DTZ001
    with pytest.raises(Exception, match="undefined"):
        found.from_string("{{ y }}").render()


def test_without_a_list_of_outlets_every_text_may_be_shown() -> None:
    assert Rights().allows("x")
    assert not Rights(frozenset()).allows("x")
