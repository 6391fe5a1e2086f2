"""Lines at the edges and in the gaps of a body: standfirsts, subheads next to inserts, captions, credits."""

from __future__ import annotations

import pytest
from clean_documents import text_document

from pipeline.clean import clean
from pipeline.clean.captions import is_caption, is_owned
from pipeline.clean.credits import credited, is_credit
from pipeline.clean.settle import said_of
from pipeline.model import LineHint

PARAGRAPHS = [
    "The ferry company of the island suspended all night crossings on Monday after a hull inspection found cracks.",
    "Engineers said the ferry could sail again within a week, but the union of sailors asked for a second inspection.",
    "On the quay at Rosslare, lorry drivers slept in their cabins and complained that nobody had told them anything.",
    "The minister for transport, Aoife Brannigan-Leahy, promised that a second ferry would be hired before the weekend.",
]


@pytest.mark.parametrize("insert", ["ADVERTISEMENT", "READ ALSO: Harbour pilots win a pay rise after long talks"])
def test_an_insert_does_not_part_a_subhead_from_its_paragraphs(insert: str) -> None:
    lines = ["Night ferry crossings suspended after cracks in hull", *PARAGRAPHS[:2], insert, "Drivers on the quay", *PARAGRAPHS[2:]]
    roles = [line.role for line in clean(text_document("\n".join(lines))).lines]
    assert roles[3] in ("advert", "related_headline")
    assert [roles[0], *roles[1:3], *roles[4:]] == ["title", "body", "body", "subhead", "body", "body"]


def test_the_line_below_the_headline_is_its_standfirst_where_markup_says_so() -> None:
    lines = ["Ferry to stay in port", "Cracks in the hull leave hundreds of lorries waiting on both shores", *PARAGRAPHS]
    core = {"siblings": 4, "path_share": 1.0, "shares": (0.25, 1.0, 1.0, 1.0), "depth": 4}
    hints = tuple(LineHint(tag, 0.0, "article", **core) for tag in ("h1", "h2", "p", "p", "p", "p"))
    roles = [line.role for line in clean(text_document("\n".join(lines), hints=hints)).lines]
    assert roles == ["title", "subtitle", "body", "body", "body", "body"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Lorries wait at Rosslare, Monday. © D. Kavanagh", True),
        ("وصول الشاحنات إلى ميناء صحار. (وكالة المرفأ)", True),
        ("Des camions attendent sur le quai. (Archives Le Phare)", True),
        ("© 2024 The Harbour Post", False),
        ("The minister promised a second ferry before the weekend.", False),
    ],
)
def test_captions_are_told_by_how_they_end(line: str, wanted: bool) -> None:
    assert is_caption(line) is wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Lorries wait at Rosslare, Monday. © D. Kavanagh", True),
        ("Des camions attendent sur le quai / (C) Jeanne Mabire", True),
        ("© Jeanne Mabire / Le Phare", True),
        ("[2/7] Lorries wait at Rosslare on Monday", True),
        ("According to clause (c) the port must stay open at night.", False),
        ("The (C) share of the vote fell, she said. Nobody asked why.", False),
        ("© 2024 The Harbour Post", False),
    ],
)
def test_whose_a_picture_is_makes_a_caption(line: str, wanted: bool) -> None:
    assert is_owned(line) is wanted
    assert (said_of(line, 1, "en").verdict == ("caption", "The line tells whose a picture is.", 0.95, "caption_owner")) is wanted


def test_a_byline_within_the_text_is_a_credit_and_still_names_the_writer() -> None:
    lines = ["Ferry to stay in port", PARAGRAPHS[0], "By Ada Nkemi", *PARAGRAPHS[1:]]
    article = clean(text_document("\n".join(lines)))
    assert [line.role for line in article.lines[1:3]] == ["body", "credit"]
    assert article.byline == "Ada Nkemi"


@pytest.mark.parametrize(
    ("line", "source"),
    [("With Harbour News", "Harbour News"), ("Avec Dépêches Marines", "Dépêches Marines"), ("Source: Harbour News", "Harbour News")],
)
def test_a_credit_names_its_source(line: str, source: str) -> None:
    assert credited(line) == source


def test_a_line_of_credit_behind_the_body() -> None:
    article = clean(text_document("\n".join(["Ferry to stay in port", *PARAGRAPHS, "With Harbour News", "Share"])))
    assert [line.role for line in article.lines[-2:]] == ["credit", "share"]
    assert article.credit == "Harbour News"
    assert is_credit("Harbour Post staff and agencies")
    assert not is_credit("With rain, hope returns to the valley")
    assert not is_credit("Avec le retour des pluies")


def test_items_between_a_colon_and_a_full_stop_are_a_list() -> None:
    items = [
        "a second inspection of the hull by divers from the port authority;",
        "free meals for the drivers who wait on the quay, from today;",
        "a monthly report on the state of the ferry to the town council.",
    ]
    lines = ["Night ferry crossings suspended after cracks in hull", *PARAGRAPHS[:2]]
    lines += ["After four hours the minister and the union agreed on the following steps:", *items, *PARAGRAPHS[2:]]
    roles = [line.role for line in clean(text_document("\n".join(lines))).lines]
    assert roles == ["title", "body", "body", "body", "list_item", "list_item", "list_item", "body", "body"]
