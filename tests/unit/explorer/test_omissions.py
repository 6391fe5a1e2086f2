"""A report that lacks a sentence of the fullest one is told, across languages too."""

from __future__ import annotations

from pipeline.explorer.omissions import Report, compared, sentences

FULL = (
    "We signed the agreement with the government on Monday. The soldiers will leave the city before the elections. "
    "Water prices stay as they are."
)


def test_the_report_that_left_a_sentence_out_is_named() -> None:
    short = Report("b", "en", "We signed the agreement with the government on Monday. Water prices stay as they are.")
    fullest, found = compared([short, Report("a", "en", FULL)])
    assert fullest == "a"
    assert [s.carried["b"] for s in found] == [True, False, True]
    assert all(s.carried["a"] for s in found)


def test_a_translation_carries_what_its_words_mean() -> None:
    french = Report("f", "fr", "Nous avons signé l'accord avec le gouvernement lundi. Les soldats quitteront la ville avant les élections.")
    _, found = compared([Report("a", "en", FULL), french])
    assert [s.carried["f"] for s in found] == [True, True, False]


def test_too_few_words_are_no_ground_for_a_verdict() -> None:
    _, found = compared([Report("a", "en", "Never. " + FULL), Report("b", "en", FULL)])
    assert found[0].carried["b"] is None


def test_one_sentence_or_one_report_cannot_be_compared() -> None:
    assert compared([Report("a", "en", "We signed the agreement."), Report("b", "en", "We signed.")]) == ("", [])
    assert compared([Report("a", "en", FULL)]) == ("", [])


def test_sentences_are_the_text() -> None:
    assert " ".join(sentences(FULL)) == FULL
    assert sentences("") == []
