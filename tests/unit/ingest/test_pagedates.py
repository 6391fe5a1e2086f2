"""Days of publication: what a page states is read as precisely as it is written, and day and month never change places."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.clean.published import parse_iso
from pipeline.ingest.pagedates import Statements, decide, own_article
from pipeline.ingest.pagetimes import day_of_url, page_time
from pipeline.model import Document, Rejection, Source


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-11-05", "2024-11-05"),
        ("2024-11", "2024-11"),
        ("2024", "2024"),
        ("20241105", "2024-11-05"),
        ("20241105083000", "2024-11-05T08:30:00"),
        ("2024-W45-2", "2024-11-05"),
        ("2024-11-05T08:30:00.123456789Z", "2024-11-05T08:30:00.123456789Z"),
        ("2024-11-05 08:30:00 +0300", "2024-11-05 08:30:00 +0300"),
        ("2024-11-05 08:30:00 UTC", "2024-11-05T08:30:00Z"),
        ("2024-11-05 08:30 Europe/Paris", "2024-11-05T08:30"),
        ("2024/11/05 08:30", "2024-11-05T08:30"),
        ("2024.11.05", "2024-11-05"),
        ("Tue, 05 Nov 2024 08:30:00 +0100", "2024-11-05T08:30:00+01:00"),
        ("5 November 2024", "2024-11-05"),
        ("November 5, 2024 8:30 PM", "2024-11-05T20:30:00"),
        ("Nov 5, 2024 12:05 a.m.", "2024-11-05T00:05:00"),
        ("1730792100", "2024-11-05T07:35:00Z"),
        (1730792100, "2024-11-05T07:35:00Z"),
        ("1730792100000", "2024-11-05T07:35:00Z"),
        # one reading only
        ("19/11/2024", "2024-11-19"),
        ("11/19/2024", "2024-11-19"),
        ("19-11-2024 08:30", "2024-11-19T08:30"),
        ("05.11.2024", "2024-11-05"),
        ("05.11.2024 - 8.30", "2024-11-05T08:30"),
        ("07/07/2024", "2024-07-07"),
        ("11/19/2024 8:30 pm", "2024-11-19T20:30"),
        # two readings, or none
        ("05/11/2024", None),
        ("5-11-2024", None),
        ("05/11/2024 08:30", None),
        ("05/11/24", None),
        ("31/02/2024", None),
        ("13/13/2024", None),
        ("2024111908", None),
        ("12345678", None),
        ("0", None),
        (True, None),
        # what systems write where they know nothing
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("1970-01-01", None),
        ("2611-01-01", None),
        ("yesterday", None),
        ("3 hours ago", None),
        ("http://example.org/2024", None),
    ],
)
def test_a_time_is_read_as_it_is_written(written: object, read: str | None) -> None:
    assert page_time(written) == read


AMBIGUOUS = "05/11/2024"


@pytest.mark.parametrize(
    ("more", "published"),
    [
        ({}, None),
        ({"lang": "en"}, None),
        ({"lang": "en-US"}, "2024-05-11"),
        ({"lang": "en-GB"}, "2024-11-05"),
        ({"lang": "en-CA"}, None),
        ({"lang": "fr"}, "2024-11-05"),
        ({"lang": "ar-MA"}, "2024-11-05"),
        ({"lang": "es-PR"}, "2024-05-11"),
        ({"lang": "zh-TW"}, None),
        ({"urls": ["https://a.example/2024/11/05/ferry"]}, "2024-11-05"),
        ({"urls": ["https://a.example/2024/05/11/ferry"], "lang": "fr"}, "2024-05-11"),
        ({"updated": ["2024-11-05T09:00:00Z"]}, "2024-11-05"),
        ({"updated": ["2024-05-11T09:00:00Z"], "lang": "en-GB"}, "2024-05-11"),
        ({"others": ["23/10/2024"]}, "2024-11-05"),
        ({"others": ["10/23/2024"]}, "2024-05-11"),
        ({"lines": ["Posted 10/23/2024", "A headline"]}, "2024-05-11"),
        ({"lines": ["Publié le 23/10/2024"], "lang": "en-US"}, "2024-11-05"),
        # what contradicts itself tells nothing
        ({"lines": ["23/10/2024", "10/23/2024"], "lang": "fr"}, None),
    ],
)
def test_day_and_month_are_told_apart_by_the_rest_of_the_page(more: dict[str, object], published: str | None) -> None:
    assert decide(Statements(published=[AMBIGUOUS], **more))[0] == published  # type: ignore[arg-type]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_no_written_day_ever_becomes_another_one(day: date) -> None:
    numbers = (
        f"{day:%d/%m/%Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d}",
    )
    assert {page_time(text) for text in numbers} <= {f"{day:%Y-%m-%d}", None}
    # With the address of the page, all of them are that day.
    for text in numbers:
        stated = Statements(published=[text], urls=[f"https://a.example/{day:%Y/%m/%d}/x"])
        assert decide(stated)[0] == f"{day:%Y-%m-%d}"


@given(st.text(max_size=70))
def test_what_comes_out_is_a_time_that_is_read_on(text: str) -> None:
    for order in (None, "day", "month"):
        found = page_time(text, order)  # type: ignore[arg-type]
        assert found is None or parse_iso(found) is not None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/11/19/slug", "2024-11-19"),
        ("https://a.example/news/2024-11-19-slug.html", "2024-11-19"),
        ("https://a.example/20241119/slug", "2024-11-19"),
        ("https://a.example/a-20241119", "2024-11-19"),
        ("https://a.example/2024/11/slug", None),
        ("https://a.example/2024/13/45/slug", None),
        ("https://a.example/2024/02/30/slug", None),
        ("https://a.example/id/202411191234", None),
        ("https://a.example/2024/11-19/slug", None),
        ("https://a.example/?date=2024-11-19", None),
        ("https://[broken", None),
    ],
)
def test_an_address_may_carry_a_day(url: str, day: str | None) -> None:
    assert day_of_url(url) == day


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Statements(published=["2024-11-19", "2024-11-19T08:30:00Z"]), ("2024-11-19T08:30:00Z", None)),
        (Statements(published=["2024-11-19T00:00:00+02:00"]), ("2024-11-19", None)),
        # the same midnight in another offset is no hour
        (Statements(published=["2024-11-19T00:00:00-05:00", "2024-11-19T05:00:00Z"]), ("2024-11-19", None)),
        (Statements(urls=["https://a.example/2024/11/19/x"]), ("2024-11-19", None)),
        (Statements(published=["2024-11-19"], urls=["https://a.example/2023/01/01/x"]), ("2024-11-19", None)),
        # alone against two that agree
        (Statements(published=["2024-12-24T10:00:00Z", "2024-11-19"], urls=["https://a.example/2024/11/19/x"]), ("2024-11-19", None)),
        (Statements(published=["2024-12-24", "2024-11-19"], elements=["2024-11-20T01:00Z"]), ("2024-11-19", None)),
        (Statements(published=["2024-12-24", "2024-11-19"]), ("2024-12-24", None)),
        # changed over by the system, the address has it right
        (Statements(published=["2024-05-11T08:30:00Z"], urls=["https://a.example/2024/11/05/x"]), ("2024-11-05T08:30:00Z", None)),
        (Statements(published=["2024-11-19"], updated=["2024-11-20T07:00:00Z"]), ("2024-11-19", "2024-11-20T07:00:00Z")),
        (Statements(published=["2024-11-19"], updated=["2024-11-01"]), ("2024-11-19", None)),
        (Statements(published=["1970-01-01T00:00:00Z"], updated=["2024-11-19"]), (None, "2024-11-19")),
        (Statements(published=["2024-11"]), ("2024-11", None)),
        (Statements(published=[None, 5, ["x"], ""]), (None, None)),
    ],
)
def test_statements_are_weighed(stated: Statements, expected: tuple[str | None, str | None]) -> None:
    assert decide(stated) == expected


def test_of_several_articles_the_page_s_own_is_taken() -> None:
    other = {"headline": "Council of Leith keeps its depot", "url": "https://a.example/leith"}
    own = {"headline": "Ferry to Zanzibar resumes", "mainEntityOfPage": {"@id": "https://www.a.example/ferry/"}}
    assert own_article([other, own], ["https://a.example/ferry?x=1"], []) is own
    assert own_article([other, own], [], ["Ferry to Zanzibar resumes - The Gazette"]) is own
    assert own_article([other, own], ["https://a.example/third"], ["Something else entirely"]) is other
    assert own_article([own], [], []) is own
    assert own_article([], [], []) == {}


def documents(record: str) -> list[Document | Rejection]:
    return list(ingest.read_payload(record.encode(), ingest.Origin("wire/a.jsonl", Source("wire"))))


def published(head: str, url: str = "", fetched: str = "") -> tuple[str | None, list[str]]:
    record = {
        "html": f"<html><head>{head}</head><body><h1>Ferry</h1><p>The ferry resumed.</p></body></html>",
        "url": url,
        "fetched_at": fetched,
    }
    *warnings, found = documents(json.dumps({key: value for key, value in record.items() if value}))
    assert isinstance(found, Document)
    assert found.page is not None
    return found.page.published_at, [w.error_code for w in warnings if isinstance(w, Rejection)]


def test_the_address_of_the_record_serves_where_the_page_says_nothing() -> None:
    assert published("", "https://a.example/2024/11/19/ferry") == ("2024-11-19", [])
    assert published('<meta name=date content="2024-11-18">', "https://a.example/2024/11/19/ferry") == ("2024-11-18", [])


def test_nothing_is_published_after_it_was_fetched() -> None:
    late = '<meta property="article:published_time" content="2024-12-24T10:00:00Z">'
    assert published(late, fetched="2024-11-19") == (None, ["bad_metadata"])
    assert published(late, fetched="2024-12-23T23:30:00Z") == ("2024-12-24T10:00:00Z", [])
    assert published(late) == ("2024-12-24T10:00:00Z", [])


def test_a_page_with_several_articles_in_its_json_is_dated_by_its_own() -> None:
    head = """<link rel=canonical href="https://a.example/ferry"><script type="application/ld+json">[
    {"@type": "NewsArticle", "headline": "Other", "url": "https://a.example/other", "datePublished": "2023-01-01"},
    {"@type": "NewsArticle", "headline": "Ferry", "url": "https://a.example/ferry", "datePublished": "2024-11-19"}]</script>"""
    assert published(head) == ("2024-11-19", [])
