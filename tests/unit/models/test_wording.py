"""Where words stand that a model copied: to the letter, else under the folds of the house, never otherwise. Texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import article

from pipeline.models.wording import Wording


def found(text: str, words: str, lang: str = "en") -> list[str]:
    return [text[a:b] for a, b in Wording(article((text, True), lang=lang)).places(words)]


@pytest.mark.parametrize(
    ("lang", "text", "words", "there"),
    [
        ("en", "The port will open “in May”, she said.", "in May", ["in May"]),
        ("en", "The port will open “in May”, she said.", '"In may",', ["in May"]),
        ("en", "Will it? It will.", "will", ["will"]),  # to the letter where there is one
        ("en", "He said “we'll  wait – and\u00a0see…”", "We’ll wait - and see...", ["we'll  wait – and\u00a0see…"]),
        ("en", "The others left the hotel.", "the", ["the"]),  # neither in others nor in The, which stands folded only
        ("en", "Wait, he said", "hotel", []),
        ("fr", "« L’État paiera », a dit Élodie Maréchal.", "l'etat paiera", ["L’État paiera"]),
        ("fr", "Selon l’Irak, rien.", "Irak", ["Irak"]),
        ("ar", "وقالَ الوزيرُ إن الجسر مفتوح", "الوزير", ["الوزيرُ"]),
        ("ar", "غادر والوزير غاضب", "الوزير", ["الوزير"]),
        ("ar", "غادر شوالوزير غاضب", "الوزير", []),
        ("ru", "«Мост открыт», — сказала Ольга.", "мост открыт", ["Мост открыт"]),
        ("zh", "外交部发言人表示大桥已经开放。", "大桥已经开放", ["大桥已经开放"]),
        ("ko", "장관은 다리가 열렸다고 말했다.", "장관", ["장관"]),
        ("und", "cafe\u0301 noir", "café", ["cafe\u0301"]),
    ],
)
def test_words_are_found_as_they_stand(lang: str, text: str, words: str, there: list[str]) -> None:
    assert found(text, words, lang) == there


def test_a_word_more_or_less_is_another_text() -> None:
    text = "The bridge will help both countries, Quispe said."
    assert found(text, "the bridge will help both countries") == ["The bridge will help both countries"]
    for words in ("the bridge will certainly help", "bridge helps both countries", "the bridge will help two countries", "", " ", '"'):
        assert found(text, words) == []


def test_only_kept_lines_are_looked_at_and_one_at_a_time() -> None:
    wording = Wording(article(("Share the port", False), ("We open the", True), ("port today. Share the port", True)))
    assert wording.places("Share the port") == [(39, 53)]
    assert wording.places("open the port") == []
    assert wording.across("open the port")
    assert not wording.across("Share the port We open")


def test_repetition_costs_no_more_than_its_bound() -> None:
    text = "no " * 200_000
    wording = Wording(article((text, True)))
    assert len(wording.places("no")) == 50
    assert wording.places("no " * 3000 + "yes") == []


@given(st.text(alphabet="ab É’'“”\u00a0\n-–وال", max_size=40), st.text(alphabet="ab e'\"-", min_size=1, max_size=8))
def test_places_lie_in_the_text_and_agree_folded(text: str, words: str) -> None:
    from pipeline.models.wording import folded  # noqa: PLC0415

    made = article(*((line, True) for line in text.split("\n")))
    for a, b in Wording(made).places(words):
        assert "\n" not in made.text[a:b]
        assert folded(made.text[a:b]).strip("\"' ") == folded(words).strip("\"' ")
