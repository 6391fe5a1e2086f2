"""Ways that spare work change no answer: each is held against the long way, on any text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import furniture, quiet
from pipeline.clean.language import identify, sample_of, told, told_all
from pipeline.clean.lines import folded_letters, is_folded_to, split
from pipeline.clean.settle import said_of, said_of_all
from pipeline.clean.words import words_of
from pipeline.languages import Pack, holding
from pipeline.text import fold, fold_line

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=90), max_size=6)
SAID = (
    "19 November 2024", "Ana Mora | 19 November 2024", "By Ana Mora", "Share", "ShareTweetPrint", "آخر تحديث: 28 يونيو 2014، 09:36",
    "Publié le 5 juin 2018", "The quay was closed. (Ana Mora/Havenpost)", "12 Comments", "10k views", "16:45", "2014年6月8日 10:31",
    "The ferry to Zadar left an hour late on Friday.", "", "© Ana Mora", "وجاء الجواب يوم الأحد.",
)  # fmt: skip
TEXTS = (
    "The ferry to Zadar left an hour late because a crane had blocked the quay.",
    "Le bac pour Zadar est parti une heure plus tard, car une grue bloquait le quai.",
    "غادرت العبارة إلى زادار متأخرة ساعة لأن رافعة سدت الرصيف.",
    "Το πλοίο για το Ζαντάρ έφυγε με μία ώρα καθυστέρηση.",
    "", "12", "去扎达尔的渡轮因起重机堵住码头而晚点一小时。",
)  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=80))
@example("Éa 12", "ea 7")
@example("ﬁn de partie", "fin de partie")
def test_the_first_letter_decides_no_more_than_the_whole_line(a: str, b: str) -> None:
    key = folded_letters(b)
    assert is_folded_to(a, key) == (folded_letters(a) == key)
    assert is_folded_to(b, key)


@given(st.text(max_size=60))
@example("a\u0301\u0328 œuvre الْقاهِرة 𝐀ﬁ½")
def test_folding_drops_every_combining_mark_and_capital(text: str) -> None:
    folded = fold_line(text)
    assert folded == fold(text)
    assert not any(map(unicodedata.combining, folded))


@given(st.text(st.characters(max_codepoint=127), max_size=150))
@example("12Comments 3k views 10 km")
def test_ascii_words_are_runs_of_letters_or_of_digits(text: str) -> None:
    assert words_of(text).all == tuple(re.findall(r"\d+|[a-z]+", text.lower()))


@settings(deadline=None)  # tables are made at the first line
@given(LINES)
def test_lines_seen_before_say_the_same(lines: list[str]) -> None:
    cut = split("\n".join([*lines, *SAID, *lines, *SAID]))
    found = said_of_all([cut], ["en"])[0]
    assert found == tuple(said_of(line.text, line.number, "en") for line in cut)


@pytest.mark.parametrize("lang", holding("chrome"))
def test_what_phrases_say_is_heard_in_a_batch(lang: str) -> None:
    """Around every phrase of a language: other words, numbers, signs, capitals, names."""
    forms = ("{}", "{}: Ana Mora", "The old quay {}", "12 {} 3", "{} | Ana Mora / Havenpost", "«{}»", "A quay of the town. {} (Ana Mora)")
    phrases = [row["phrase"] for row in Pack(lang).table("chrome")]
    texts = [form.format(case(phrase)) for phrase in phrases for form in forms for case in (str, str.upper)]
    cut = split("\n".join(texts))
    for line, said in zip(cut, said_of_all([cut], [lang])[0], strict=True):
        assert said == said_of(line.text, line.number, lang), line.text


def _told(text: str) -> tuple[str, ...] | None:
    """The words that lines of a batch are told to have, None where only `words_of` can tell."""
    (line,), (traits,) = quiet.spelled([text])
    return None if traits & quiet.IS_HARD else tuple(quiet.CUT.findall(line))


def test_each_character_stands_in_words_as_it_does_alone() -> None:
    chars = [chr(code) for code in range(0x12000) if not 0xD800 <= code <= 0xDFFF and code != 10]
    easy = 0
    for pattern in ("a{}b", "{}a 1{}2", "œ{} {}"):
        texts = [pattern.format(char, char) for char in chars]
        for text, line, traits in zip(texts, *quiet.spelled(texts), strict=True):
            if not traits & quiet.IS_HARD:
                easy += 1
                assert tuple(quiet.CUT.findall(line)) == words_of(text).all, ascii(text)
    assert easy > 40_000


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=90))
@example("أيضاً مَرَّ ١٢ٌ٣ ـــ œuvre ß 12Comments ﬁn ² ½ Ⅻ")
def test_words_of_a_batch_are_those_of_each_line(text: str) -> None:
    assert _told(text) in (None, words_of(text).all)
    assert _told("The œuvre, Straße; أيضاً 12k") is not None


@given(st.text(alphabet="ab AB|>›»→/#@.(c©2019", max_size=60))
@example("Home / News / Harbour")
@example("a | b | c | d")
@example("© 2019 a")
def test_signs_that_are_counted_spare_no_row(text: str) -> None:
    text = text.strip()
    if not set(furniture.SIGNS).isdisjoint(text) and furniture.furniture_of(text) is None:
        assert not furniture.is_row(furniture.TRAIL_SIGNS.split(text), 3)
        assert not furniture.is_row(furniture.ROW_SIGNS.split(text), 4)
        assert not (furniture.NOTICE.match(text) and furniture.YEAR.search(text))


def test_stamps_that_repeat_know_their_own_lines() -> None:
    cut = split("\n".join([*SAID, *SAID]))
    stamps = [said.stamp for said in said_of_all([cut], ["en"])[0] if said.stamp is not None]
    assert len(stamps) >= 8
    assert all(stamp.expressions or stamp.rest >= 0 for stamp in stamps)
    assert len({stamp.line_no for stamp in stamps}) == len(stamps)


def test_languages_are_told_together_as_alone() -> None:
    samples = [sample_of([text]) for text in TEXTS * 5]
    assert told_all(samples) == [told(sample) for sample in samples]
    assert told_all([""] * 40) == [("und", 0.0)] * 40
    assert [told(sample_of([text])) for text in TEXTS] == [identify([text]) for text in TEXTS]
    assert [tag for tag, _ in told_all(samples[:4] * 5)][:4] == ["en", "fr", "ar", "el"]
