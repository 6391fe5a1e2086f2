"""Folds, tokens and sentences."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import pack
from pipeline.text import fold, script_of, tokenise


@given(st.text())
def test_tokens_are_the_text_without_spaces_and_hyphens(text: str) -> None:
    """Every visible character stands in exactly one token, but for hyphens between two words."""
    tokens = tokenise(text, pack("fr").words("elisions"))
    assert list(tokens.start) == sorted(tokens.start)
    end = 0
    for i, token in enumerate(tokens.text):
        assert text[tokens.start[i] : tokens.end[i]] == token
        between = text[end : tokens.start[i]].strip()
        assert between in ("", "-", "‐", "‑")
        end = tokens.end[i]
    assert not text[end:].strip()


@given(st.text())
def test_sentences_never_decrease_and_break_at_lines(text: str) -> None:
    tokens = tokenise(text)
    for i in range(1, len(tokens)):
        step = tokens.sentence[i] - tokens.sentence[i - 1]
        assert step in (0, 1)
        if "\n" in text[tokens.end[i - 1] : tokens.start[i]]:
            assert step == 1


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Élysée", "elysee"),
        ("الأُردنّ", "الاردن"),
        ("مستشفى", "مستشفي"),
        ("فــؤاد", "فواد"),
        ("Łódź", "lodz"),
        ("l’Œuvre", "l'oeuvre"),
    ],
)
def test_fold_joins_spellings(a: str, b: str) -> None:
    assert fold(a) == b


def test_french_elisions_and_hyphens() -> None:
    tokens = pack("fr").tokenise("Aujourd’hui, l’Irak et jusqu’au Moyen-Orient d'Al-Karim.")
    assert tokens.text == ("Aujourd’hui", ",", "l’", "Irak", "et", "jusqu’", "au", "Moyen", "Orient", "d'", "Al", "Karim", ".")
    assert [t for t, j in zip(tokens.text, tokens.joined, strict=True) if j] == ["Irak", "au", "Orient", "Al", "Karim"]


def test_english_possessives_initials_and_numbers() -> None:
    tokens = pack("en").tokenise("Kenya’s J. Doe paid 3.5 million to U.S. firms. Mr. Roe left.")
    assert tokens.text[:4] == ("Kenya", "’s", "J", ".")
    assert "3.5" in tokens.text
    assert "U.S." in tokens.text
    assert max(tokens.sentence) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He said “Go now.” Then he left.", 2),
        ("وصل الوفد أمس. وعقد اجتماعاً؟ نعم!", 3),
        ("Il arrive… puis repart.", 1),
        ("« Oui. » Elle part.", 2),
        ("Le prix est de 3. Fin", 2),
    ],
)
def test_sentence_counts(text: str, count: int) -> None:
    tokens = tokenise(text)
    assert max(tokens.sentence) + 1 == count


def test_offsets_to_tokens() -> None:
    tokens = tokenise("one  two")
    assert [tokens.at(i) for i in (0, 2, 3, 4, 5, 7, 8)] == [0, 0, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(("text", "script"), [("12 Paris", "Latn"), ("«بغداد»", "Arab"), ("Київ", "Cyrl"), ("42", "Zyyy")])
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


def test_a_long_row_of_marks_costs_linear_time() -> None:
    """Each sign looks back at a few others, not at all of them: ten times the marks cost about ten times as much."""

    def cost(n: int) -> float:
        text = '"' * n
        began = time.process_time()
        tokenise(text)
        return time.process_time() - began

    cost(1000)
    assert cost(40_000) < 60 * max(cost(4_000), 0.001)
