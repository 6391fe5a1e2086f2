"""Numbers in words and in digits: one value, whatever the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import pack
from pipeline.resolve import numerals
from pipeline.resolve.wording import read, stem


def values(text: str, lang: str) -> list[float]:
    return [value for _, value in numerals.find(pack(lang).tokenise(text), lang, lambda word, lang: stem(word, lang)[0]).values()]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("twelve million people", "en", [12_000_000]),
        ("12 million people", "en", [12_000_000]),
        ("three hundred and twenty-five houses", "en", [325]),
        ("31,000 votes", "en", [31_000]),
        ("a growth of 2.4 percent", "en", [2.4]),
        ("quatre-vingt-dix-neuf maisons", "fr", [99]),
        ("31 000 voix", "fr", [31_000]),
        ("une hausse de 2,4 %", "fr", [2.4]),
        ("trois cents lits", "fr", [300]),
        ("12 مليون نسمة", "ar", [12_000_000]),
        ("خمسة وعشرون بيتا", "ar", [25]),
        ("أحد عشر عاما", "ar", [11]),
        ("ثلاثمئة سرير", "ar", [300]),
        ("٣١ ألف صوت", "ar", [31_000]),
        ("millions of people", "en", []),
        ("¹ a note", "en", []),
    ],
)
def test_a_number_has_its_value(text: str, lang: str, wanted: list[float]) -> None:
    assert values(text, lang) == wanted


def test_a_number_is_one_item_in_every_language() -> None:
    texts = ("forty-five wells", "en"), ("45 puits", "fr"), ("خمسة وأربعون بئرا", "ar")
    assert all("n45" in read(*text).by_concept for text in texts)


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "ar", "de"]))
def test_any_text_can_be_read(text: str, lang: str) -> None:
    assert all(value >= 0 for value in values(text, lang))
