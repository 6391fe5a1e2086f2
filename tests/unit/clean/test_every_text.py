"""What holds for every text, whatever stands in it."""

from __future__ import annotations

from clean_documents import text_document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean, line_key
from pipeline.model import KEPT_ROLES, Given, Profile

PIECES = st.sampled_from(
    [
        "Le conseil a voté le budget mardi, a dit le maire de la ville devant la presse réunie.",
        "The ministry said on Monday that the bridge would reopen in two weeks, after long repairs.",
        "أعلنت الوزارة، اليوم الأحد، أن الجسر سيفتح من جديد بعد أسبوعين من الأعمال الطويلة.",
        "Share", "Source: Coastal Wire", "19 Nov 2024", "منذ 7 ساعات", "A headline about something else", "", " ",
        "\r", "\u2028", "• item", "31/02/2024",
        "Photo: the bridge", "Par Salma Idrissi", "99h99 le 31/02", "0000-00-00", "\u200f", "۱۲ مارس ۲۰۲۳", "9999999999 de 99999",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=14).map("\n".join),
)


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_lines_joined_are_the_text(text: str) -> None:
    article = clean(text_document(text))
    assert "\n".join(text[line.start : line.end] for line in article.lines) == text
    assert [line.line_no for line in article.lines] == list(range(1, text.count("\n") + 2))


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_each_line_has_a_verdict_and_one_is_the_title_at_most(text: str) -> None:
    article = clean(text_document(text))
    for line in article.lines:
        assert line.kept == (line.role in KEPT_ROLES)
        assert line.reason.endswith((".", "”"))
        assert 0 <= line.score <= 1
        assert line.rule_id
        assert (line.role == "blank") <= (
            not text[line.start : line.end].strip("\u200e\u200f\u2028 \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u3000") or line.role == "blank"
        )
    assert sum(line.role == "title" for line in article.lines) <= 1
    assert clean(text_document(text)) == article


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_a_body_keeps_every_line_with_text(text: str) -> None:
    article = clean(text_document(text, is_clean_text=True), Profile(frozenset({line_key(x) for x in text.split("\n")})))
    for line in article.lines:
        assert line.kept == (line.role != "blank")


@given(st.text(max_size=80))
def test_line_key_does_not_see_case_signs_and_numbers(text: str) -> None:
    assert line_key(text) == line_key(f"  {text}  ")
    assert line_key(text + " 7") == line_key(text + " 12345")


def test_given_values_outrank_what_is_inferred() -> None:
    text = "Published: 3 May 2021\nThe council met in the town hall and voted on the budget, the mayor said."
    given_ = Given(published_at="2020-01-05T23:30:00+03:00", title="Council votes", lang="en-GB")
    article = clean(text_document(text, given_))
    assert (str(article.published.on), article.published.utc_offset, article.published.basis) == (
        "2020-01-05",
        "+03:00",
        "given",
    )
    assert article.published.at is not None
    assert article.published.at.isoformat() == "2020-01-05T20:30:00+00:00"
    assert (article.title, article.lang, article.lang_score) == ("Council votes", "en-GB", 1.0)
    assert article.title_line is None
