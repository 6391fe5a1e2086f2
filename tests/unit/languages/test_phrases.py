"""The phrase automaton and the pattern language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import languages, pack
from pipeline.languages.inflect import inflect
from pipeline.languages.phrases import Phrasebook
from pipeline.text import tokenise

VERBS = {"meet": {"past": ("met",), "inf": ("meet",), "pres": ("meets",)}}


def spans(book: Phrasebook[str], text: str) -> list[tuple[str, str]]:
    tokens = tokenise(text)
    return [(m.value, text[m.start(tokens) : m.end(tokens)]) for m in book.longest(tokens)]


def test_the_longest_of_overlapping_phrases_wins() -> None:
    book: Phrasebook[str] = Phrasebook()
    book.add("security council", "body")
    book.add("security council of the union", "longer")
    assert spans(book, "The Security Council of the Union met the Security Council.") == [
        ("longer", "Security Council of the Union"),
        ("body", "Security Council"),
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("(north|south) gate", "at the South Gate", ["South Gate"]),
        ("[joint] talks", "joint talks and talks", ["joint talks", "talks"]),
        ("{meet} with", "They met with us; he meets with her", ["met with", "meets with"]),
        ("{meet:past} with", "They met with us; he meets with her", ["met with"]),
        ("agreed ~2 to", "agreed last night to stop", ["agreed last night to"]),
        ("agreed ~2 to", "agreed late last night to stop", []),
        ("=US", "the US told us", ["US"]),
        ("the (=US|states)", "the us, the US, the States", ["the US", "the States"]),
        ("cote d'azur", "la Côte d’Azur", ["Côte d’Azur"]),
    ],
)
def test_pattern_language(pattern: str, text: str, found: list[str]) -> None:
    book: Phrasebook[str] = Phrasebook(VERBS)
    book.add(pattern, "x")
    assert [s for _, s in spans(book, text)] == found


def test_a_match_never_crosses_the_end_of_a_sentence() -> None:
    book: Phrasebook[str] = Phrasebook()
    book.add("peace talks", "x")
    assert spans(book, "They want peace. Talks failed.") == []


def test_proclitics_of_the_first_word_stay_outside() -> None:
    book: Phrasebook[str] = Phrasebook(proclitics=pack("ar").words("proclitics"))
    book.add("البرلمان العربي", "x")
    text = "رحّب بالبرلمان العربي وللبرلمان العربي مقر"
    assert [s for _, s in spans(book, text)] == ["البرلمان العربي", "لبرلمان العربي"]


@pytest.mark.parametrize("pattern", ["{unknown} with", "(a|b", "a } b"])
def test_a_malformed_pattern_is_named(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Phrasebook(VERBS).add(pattern, "x")


@given(st.text(), st.lists(st.text(alphabet="abc ", min_size=1), max_size=5))
def test_matches_lie_inside_the_text(text: str, phrases: list[str]) -> None:
    book: Phrasebook[str] = Phrasebook()
    for phrase in phrases:
        if phrase.strip():
            book.add(phrase, phrase)
    tokens = tokenise(text)
    for match in book.matches(tokens):
        assert 0 <= match.start(tokens) < match.end(tokens) <= len(text)


def test_every_pack_has_its_settings_and_conjugates_its_verbs() -> None:
    assert {"ar", "en", "fr"} <= set(languages())
    for lang in languages():
        assert pack(lang).settings["name"]
        for lemma, forms in pack(lang).verbs.items():
            assert forms, lemma


def test_french_conjugation_is_folded_and_complete() -> None:
    forms = inflect("déclarer", "er", "", "", pack("fr").toml("paradigms"))
    assert {"declare", "declarait", "declara", "declarera", "declaree", "declarant"} <= {f for fs in forms.values() for f in fs}


def test_a_region_uses_the_pack_of_its_language() -> None:
    assert pack("fr-CA").lang == "fr"
    assert pack("xx").table("anything") == ()
