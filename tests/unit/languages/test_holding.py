"""Folders that hold only what one floor knows of a language."""

from __future__ import annotations

import typing

import pytest

from pipeline.clean.words import words_of, words_of_all
from pipeline.languages import Pack, holding, languages, pack
from pipeline.model import KEPT_ROLES, LineRole

MATCHES = {"whole", "start", "end", "label", "tail", "any"}
LISTS = {
    "stamp", "updated", "units", "ago", "calendar", "byline", "byline_full", "byline_labels", "byline_tails", "byline_roles",
    "credit_leads", "credit_tails", "articles", "site_words", "picture_words",
}  # fmt: skip


def test_more_languages_have_phrases_than_packs() -> None:
    assert set(languages()) < set(holding("chrome"))
    assert {"de", "es", "ru", "zh", "ja", "ko", "he", "hi", "th", "fa"} <= set(holding("chrome"))
    assert "shared" not in holding("chrome")
    assert holding("nothing") == ()


def test_phrases_alone_make_no_pack() -> None:
    for lang in set(holding("chrome")) - set(languages()):
        assert pack(lang).lang == "und"
        assert pack(lang).table("chrome") == ()


@pytest.mark.parametrize("lang", [*holding("chrome"), "shared"])
def test_every_row_and_list_is_known(lang: str) -> None:
    rows = Pack(lang).table("chrome")
    assert len(rows) >= (40 if lang == "shared" else 100)
    for row in rows:
        assert row["role"] in set(typing.get_args(LineRole)) - KEPT_ROLES, row
        assert row["match"] in MATCHES, row
        assert row["phrase"] == row["phrase"].strip() != "", row
    phrases = [row["phrase"] for row in rows]
    assert words_of_all(phrases) == [words_of(phrase).all for phrase in phrases]
    lists = Pack(lang).toml("chrome")
    if lang != "shared":
        assert set(lists) <= LISTS
        assert {"stamp", "updated"} <= set(lists)
    for words in lists.values():
        assert all(isinstance(word, str) and word for word in words)
