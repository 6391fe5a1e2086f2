"""Counts attached to events, in three languages."""

from __future__ import annotations

import pytest

from pipeline.annotate.coding.numbers import parse
from tests.unit.annotate.test_events_lexicon import coded

Bounds = tuple[str, float | None, float | None, float | None]


@pytest.mark.parametrize(
    ("text", "decimal_comma", "value"),
    [
        ("14", False, 14),
        ("1,200", False, 1200),
        ("2.5", False, 2.5),
        ("2,5", True, 2.5),
        ("1.500", True, 1500),
        ("٣٠", False, 30),
        ("12,000,000", False, 12e6),
    ],
)
def test_written_numbers(text: str, decimal_comma: bool, value: float) -> None:
    assert parse(text, decimal_comma) == value


def test_words_are_no_numbers() -> None:
    assert parse("B52", False) is None
    assert parse("9" * 40, False) is None


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Gunmen killed at least 14 Nigerian soldiers near Kano.", ("killed", 14, 14, None)),
        ("en", "Egyptian police arrested more than two hundred people in Suez.", ("detained", 200, 200, None)),
        ("en", "Sweden gave Haiti $2.5 million in aid.", ("money", 2.5e6, 2.5e6, 2.5e6)),
        ("en", "Thousands of Peruvian teachers marched through Lima.", ("participants", 2000, None, 9999)),
        ("fr", "Les rebelles ont tué une vingtaine de soldats nigérians.", ("killed", 18, 20, 22)),
        ("fr", "La Suède a accordé un prêt de 2,5 millions d'euros à Haïti.", ("money", 2.5e6, 2.5e6, 2.5e6)),
        ("fr", "La police égyptienne a arrêté plus de quarante personnes à Suez.", ("detained", 40, 40, None)),
        ("ar", "اعتقلت الشرطة المصرية نحو ثلاثين شخصا في السويس.", ("detained", 27, 30, 33)),
        ("ar", "قتل ما لا يقل عن 14 جنديا في نيجيريا.", ("killed", 14, 14, None)),
    ],
)
def test_counts(lang: str, text: str, expected: Bounds) -> None:
    numbers = [n for e in coded(text, lang) for n in e.numbers]
    assert [(n.measure, n.low, n.best, n.high) for n in numbers] == [expected]
    assert all(text[n.start : n.end] == n.text for n in numbers)


def test_one_attack_keeps_both_its_counts() -> None:
    (event,) = coded("Rebels killed 14 Nigerian soldiers and wounded 23 others near Kano.", "en")
    assert [(n.measure, n.best) for n in event.numbers] == [("killed", 14), ("injured", 23)]


def test_a_date_is_no_count() -> None:
    (event,) = coded("Egyptian police arrested students in Suez on 3 May 2024.", "en")
    assert event.numbers == ()
