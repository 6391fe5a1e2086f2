"""Documents of a sentence or two keep them, with and without a site around them."""

from __future__ import annotations

import pytest
from clean_documents import text_document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.model import Given

FLASHES = [
    "A landslide buried eleven miners near Copiapó on Friday, the interior ministry said.",
    "Le préfet de la province a démissionné jeudi, a annoncé son cabinet.",
    "أعلنت وزارة الصحة في الأردن اليوم تسجيل عشرين إصابة جديدة بالحصبة.",
    "Five miners were rescued.",
    "URGENT - Le président du Pérou dissout le Parlement.",
    "عاجل: مقتل خمسة عمال في انهيار منجم شرقي البلاد",
    "BREAKING: Finland's parliament votes to leave the treaty",
    "Chile's peso falls 2%.",
]
CHROME = ["Share", "Tweet", "Partager", "Read also: Lithium price falls again", "Home", "Accueil", "3 May 2023", "فيسبوك"]


@pytest.mark.parametrize("text", FLASHES)
@pytest.mark.parametrize("title", [None, "Miners buried in Chile"])
def test_a_text_of_one_line_is_kept(text: str, title: str | None) -> None:
    article = clean(text_document(text, Given(title=title)))
    assert [line.kept for line in article.lines] == [True]


def test_every_sentence_of_a_bare_brief_is_kept() -> None:
    article = clean(text_document("Rescue teams reached the mine.\nNobody was hurt.\nWork goes on."))
    assert [line.role for line in article.lines] == ["body", "body", "body"]


def test_one_paragraph_within_a_site_is_the_body() -> None:
    lines = ["Home", "Miners buried in Chile", "3 May 2023", FLASHES[0], "Share", "Read also: Lithium price falls again"]
    article = clean(text_document("\n".join(lines)))
    assert [line.role for line in article.lines] == [
        "navigation", "title", "date_stamp", "body", "share", "related_headline",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    above=st.lists(st.sampled_from(CHROME), max_size=5),
    prose=st.lists(st.sampled_from(FLASHES[:3]), min_size=1, max_size=4, unique=True),
    below=st.lists(st.sampled_from(CHROME), max_size=5),
)
def test_a_document_that_holds_a_sentence_keeps_one(above: list[str], prose: list[str], below: list[str]) -> None:
    article = clean(text_document("\n".join([*above, *prose, *below])))
    kept = [article.text[line.start : line.end] for line in article.lines if line.kept]
    assert any(sentence in kept for sentence in prose)
