"""Every phrase of chrome matches its example and not its counter-example; phrases of prose stay prose."""

from __future__ import annotations

import pytest

from pipeline.clean.chrome import chrome_of
from pipeline.languages import languages, pack, shared

ROWS = [(lang, row) for lang, data in [*((lang, pack(lang)) for lang in languages()), ("shared", shared())] for row in data.table("chrome")]


@pytest.mark.parametrize("lang", [*languages(), "shared"])
def test_rows_match_their_own_words(lang: str) -> None:
    for of, row in ROWS:
        if of == lang:
            text = row["example"] or row["phrase"]
            found = chrome_of(text)
            assert found is not None, (lang, text)
            if row["counter"]:
                assert chrome_of(row["counter"]) is None, (lang, row["counter"])


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fell in Tunis after the central bank raised its rate.",
        "Source close to the army said the road was open again.",
        "More than forty villages lost their harvest to the flood.",
        "Partager l'eau du fleuve reste le premier souci des deux gouvernements.",
        "Le monde paysan attend une réponse du ministre avant la fin de la semaine.",
        "شارك الوزير في اجتماع المجلس مع سفراء الدول الأعضاء.",
        "المصدر الرئيسي للمياه في المدينة هو النهر الذي يمر بوسطها.",
        "Comments by the minister angered the farmers of the north.",
        "Photo agencies pay less each year for pictures of wars.",
    ],
)
def test_prose_that_begins_like_chrome(text: str) -> None:
    assert chrome_of(text) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Share Tweet Email", "share"),
        ("3 commentaires", "comment"),
        ("Source : Agence Lagune", "credit"),
        ("READ MORE: The ferry is back", "related_headline"),
        ("اقرأ أيضا: عودة العبّارة", "related_headline"),
        ("© 2023 Island Observer. All rights reserved.", "notice"),
        ("مشاركة: فيسبوك تويتر", "share"),
    ],
)
def test_roles(text: str, role: str) -> None:
    found = chrome_of(text)
    assert found is not None
    assert found.role == role
