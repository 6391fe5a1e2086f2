"""Addresses on the server and among files; what an address asks is read within bounds."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.explorer.addresses import FileLinks, ServerLinks, file_of, is_key
from pipeline.explorer.asking import BadQueryError, Query


def test_a_passage_has_an_address_with_its_offsets() -> None:
    to = ServerLinks().to
    assert to("article", "art_1", from_=0, to_=7) == "/article/art_1?to=7&from=0#c0"
    assert to("quotes", lang="fr", page=2) == "/quotes?lang=fr&page=2"
    assert to("quotes", words="a&b=c#d", name=None) == "/quotes?words=a%26b%3Dc%23d"
    assert to("home") == "/"


def test_files_link_to_files_and_to_nothing_that_needs_a_server() -> None:
    below = FileLinks(1, {"article": {"art_1"}})
    assert below.to("article", "art_1", from_=0, to_=7) == "../article/art_1.html#c0"
    assert below.to("article", "art_2") == ""
    assert below.to("quotes", page=3) == "../quotes-3.html"
    assert below.to("quotes", page=1) == "../quotes.html"
    assert below.to("quotes", speaker="ent_1") == ""
    assert below.to("search") == below.to("sql") == ""
    assert FileLinks(0, {}).to("home") == "index.html"


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", "..", "a\x00", "x" * 81, "<b>"])
def test_what_is_no_id_names_no_file(key: str) -> None:
    assert not is_key(key)
    with pytest.raises(ValueError, match="no id"):
        file_of("article", key)


def test_values_are_read_within_bounds() -> None:
    query = Query({"since": "2025-06-30", "page": "3", "q": "  x  ", "langs": ""})
    assert (query.day("since"), query.page, query.text("q"), query.number("langs", 1, 9)) == (date(2025, 6, 30), 3, "x", None)
    assert query.window == {"most": 51, "skip": 100}


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [("since", "30.6.2025", "day"), ("page", "0", "page"), ("page", "-1", "page"), ("page", "١", "page"), ("page", "9" * 11, "page")],
)
def test_what_means_nothing_is_refused_in_words(name: str, value: str, reader: str) -> None:
    query = Query({name: value})
    with pytest.raises(BadQueryError, match=name):
        _ = query.page if reader == "page" else query.day(name)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadQueryError, match="longer"):
        Query({"q": "x" * 201}).text("q")
