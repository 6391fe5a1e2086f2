"""Temporal expressions on sentences of our own: the least share of each language that must be right, each half for itself.

Floors only go up. Keys are written before anybody looks at what is found (`date_scores.py` says how to read and score them).
"""

from __future__ import annotations

from collections import Counter

import date_scores
import pytest

FLOORS = {  # right, of sentences
    ("en", "dev"): (140, 140), ("en", "held"): (138, 139), ("en", "fresh"): (40, 41),
    ("fr", "dev"): (143, 143), ("fr", "held"): (143, 143), ("fr", "fresh"): (40, 40),
    ("ar", "dev"): (155, 155), ("ar", "held"): (154, 154), ("ar", "fresh"): (38, 38),
}  # fmt: skip


@pytest.mark.parametrize("lang", date_scores.LANGUAGES)
def test_expressions_days_and_precision(lang: str) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for sentence in date_scores.read_key(lang):
        total[sentence.half] += 1
        right[sentence.half] += date_scores.is_right(sentence, date_scores.found_in(sentence))
    for half, n in total.items():
        least, of = FLOORS[lang, half]
        assert n == of, "a sentence was added or removed: set the floor anew"
        assert right[half] >= least, (lang, half)


def test_enough_is_asked_of_every_language() -> None:
    for lang in date_scores.LANGUAGES:
        sentences = list(date_scores.read_key(lang))
        assert sum(len(sentence.wanted) for sentence in sentences) >= 250
        assert sum(not sentence.wanted for sentence in sentences) >= 25, "sentences that hold no date"
