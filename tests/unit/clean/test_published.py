"""When a document was published: order of sources, years inferred, what stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from clean_documents import text_document

from pipeline.clean import clean
from pipeline.clean.published import parse_iso
from pipeline.model import Given, LineHint, PageMeta, Source

BODY_EN = (
    "The council of Port Louis approved a new bus line on {day}, the mayor said after the vote.\n"
    "The line will link the harbour and the university, and run until midnight.\n"
    "The old line, opened in {year}, will be closed."
)


def _of(stamp: str, day: str = "Monday", year: str = "March 2019") -> date | None:
    return clean(text_document(f"{stamp}\n" + BODY_EN.format(day=day, year=year))).published.on


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [
        ("Published: 8 April 2019", "2019-04-08"),
        ("Monday, April 8, 2019", "2019-04-08"),
        ("2019-04-08 17:25", "2019-04-08"),
        ("Posted on 08.04.2019 | 3 min read", "2019-04-08"),
        ("3 hours ago", "None"),
        ("17:25", "None"),
    ],
)
def test_stamp_above_the_body(stamp: str, wanted: str) -> None:
    assert str(_of(stamp)) == wanted


def test_year_of_a_stamp_comes_from_an_explicit_date_and_a_weekday() -> None:
    stamp = "Last updated at 9:08 on 8 April"  # a Monday in 2019
    assert _of(stamp, "Monday", "March 2019") == date(2019, 4, 8)
    assert _of(stamp, "Sunday", "March 2019") == date(2019, 4, 8)  # the day before
    assert _of(stamp, "Thursday", "March 2019") is None  # fits neither 2019 nor 2020
    assert _of(stamp, "the same evening", "March 2019") is None  # nothing tells 2019 from 2020


def test_year_of_a_stamp_comes_from_the_day_of_fetching() -> None:
    text = "Updated: 8 April\n" + BODY_EN.format(day="Friday", year="1996")
    assert clean(text_document(text, Given(fetched_at="2021-02-01T00:00:00Z"))).published.on == date(2020, 4, 8)


def test_dates_of_foreign_headlines_do_not_date_the_article() -> None:
    lists = "Rugby captain retires at 34\n- 3 April 2019\nCyclone season ends early\n- 5 April 2019\n"
    assert clean(text_document(lists + BODY_EN.format(day="Monday", year="1996"))).published.on is None


def test_dateline_dates_the_article_where_nothing_better_does() -> None:
    text = "PORT LOUIS, 8 April 2019 (Island Wire) - " + BODY_EN.format(day="Monday", year="1996")
    published = clean(text_document(text)).published
    assert (str(published.on), published.precision, published.basis) == ("2019-04-08", "day", "text")


def test_page_metadata_outranks_stamps_and_given_outranks_both() -> None:
    text = "Published: 8 April 2019\n" + BODY_EN.format(day="Monday", year="1996")
    hints = tuple(LineHint("p", 0.0, "") for _ in text.split("\n"))
    page = PageMeta(published_at="2019-04-07T10:00:00+04:00")
    assert clean(text_document(text, page=page, hints=hints)).published.basis == "metadata"
    both = clean(text_document(text, Given(published_at="2019-04-06"), page=page, hints=hints)).published
    assert (str(both.on), both.at, both.precision, both.basis) == ("2019-04-06", None, "day", "given")


def test_local_time_counts_in_the_zone_of_the_source() -> None:
    text = "Published: 8 April 2019, 01:30\n" + BODY_EN.format(day="Monday", year="1996")
    here = clean(text_document(text, source=Source("s", timezone="Indian/Mauritius"))).published
    assert here.at is not None
    assert (here.at.isoformat(), str(here.on), here.utc_offset, here.tz_basis) == (
        "2019-04-07T21:30:00+00:00", "2019-04-08", "+04:00", "source",
    )  # fmt: skip
    unknown = clean(text_document(text, source=Source("s", timezone="Nowhere/Land"))).published
    assert (unknown.utc_offset, unknown.tz_basis) == ("+00:00", "assumed")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024", ("2024-01-01", None, "year")),
        ("2024-11", ("2024-11-01", None, "month")),
        ("2024-11-19", ("2024-11-19", None, "day")),
        ("2024-11-19T17:25:00Z", ("2024-11-19", 0, "minute")),
        ("2024-11-19 17:25:03.123-0330", ("2024-11-19", -210, "minute")),
        ("2024-13-40", None),
        ("yesterday", None),
    ],
)
def test_iso(text: str, wanted: tuple[str, int | None, str] | None) -> None:
    moment = parse_iso(text)
    assert (None if moment is None else (str(moment.day), moment.offset, moment.precision)) == wanted
