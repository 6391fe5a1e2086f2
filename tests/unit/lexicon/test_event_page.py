"""The page of event types: in step with the tables, one section a type, a user's types among them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline import languages
from pipeline.annotate.coding.ontology import types
from pipeline.languages import LexiconError, shared
from pipeline.lexicon import event_page


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    languages.use(languages.Extension())


def test_the_page_that_lies_there_is_the_one_of_the_tables() -> None:
    assert event_page.PAGE.read_text(encoding="utf-8") == event_page.page()


def test_every_type_and_mode_has_a_meaning_and_an_example() -> None:
    page = event_page.page()
    for row in shared().table("event_types"):
        assert row["meaning"] in page
        assert row["example"]
        assert row["example"] in page
    assert page.count("\n## ") == len(types()) + 1  # the contexts


def test_one_type_is_found_in_any_case_and_an_unknown_one_is_said() -> None:
    assert event_page.one("protest").startswith("## PROTEST")
    with pytest.raises(LexiconError, match="no event type 'party'"):
        event_page.one("party")


def test_types_of_a_codebook_stand_there_too() -> None:
    row = "type\tmode\tquad_class\tcameo_root\tintensity\tmeaning\nx-water\t\t0\t\t-1\tWater is cut\n"
    languages.use(languages.Extension((("shared", "event_types.tsv", row),)))
    assert "Water is cut. Quad class 0 (neither), no CAMEO root, intensity -1." in event_page.one("X-Water")
