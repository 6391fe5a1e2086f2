"""What is worked out for many pairs at once is what is worked out for one."""

from __future__ import annotations

import random

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import shared
from pipeline.resolve import names
from pipeline.resolve.name_pairs import score_pairs, surname_fits
from pipeline.resolve.sounds import word_similarity
from pipeline.resolve.sounds_batch import word_similarities
from pipeline.text import fold

GIVEN = [row for row in shared().table("given_names") if row["latin"] and row["arabic"]]
WORDS = sorted({fold(word) for row in GIVEN for cell in (row["latin"], row["arabic"]) for word in cell.split("|")})
ODD = ["", "x", "日本", "ольга", "hassani", "حسيني", "عامري", "omari", "a" * 40, "Çelik", "٣", "'"]


def some_names(rng: random.Random, n: int) -> list[str]:
    """Names of two to four words, few enough words that many pairs are alike."""
    out = []
    for _ in range(n):
        column = rng.choice(("latin", "arabic"))
        words = [rng.choice(rng.choice(GIVEN[:60])[column].split("|")) for _ in range(rng.choice((2, 2, 3, 4)))]
        if rng.random() < 0.3:
            words.insert(1, {"latin": rng.choice(("al", "ben", "Abdel", "J.")), "arabic": rng.choice(("بن", "عبد", "أبو"))}[column])
        out.append(" ".join(words))
    return out


def test_words_of_many_pairs_sound_as_those_of_one() -> None:
    rng = random.Random(4)
    a = [rng.choice(WORDS) for _ in range(4000)] + ODD + [rng.choice(WORDS) for _ in ODD]
    b = [rng.choice(WORDS) for _ in range(4000)] + [rng.choice(WORDS) for _ in ODD] + ODD
    assert word_similarities(a, b).tolist() == [word_similarity(x, y) for x, y in zip(a, b, strict=True)]


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8))
def test_words_of_every_text_sound_as_they_do_alone(pairs: list[tuple[str, str]]) -> None:
    a, b = [fold(x) for x, _ in pairs], [fold(y) for _, y in pairs]
    assert word_similarities(a, b).tolist() == [word_similarity(x, y) for x, y in zip(a, b, strict=True)]


def test_pairs_that_are_left_out_of_the_alignment_would_score_nothing() -> None:
    rng = random.Random(5)
    listed = some_names(rng, 220)
    pairs = pd.DataFrame([(a, b) for a in listed for b in listed if a < b], columns=["name_a", "name_b"])
    scores = score_pairs(pairs)
    assert scores.tolist() == [names.similarity(a, b) for a, b in zip(pairs["name_a"], pairs["name_b"], strict=True)]
    assert (scores > 0).any()


def test_surnames_fit_the_names_that_they_fit_one_by_one() -> None:
    rng = random.Random(6)
    fulls = some_names(rng, 150)
    shorts = sorted({name.split(" ")[-1] for name in fulls} | {"J. " + fulls[0].split(" ")[-1], "", "al-Hassan"})
    fits = surname_fits(shorts, fulls)
    for short in shorts:
        met = [full for full in fulls if set(names.surname_keys(short)) & set(names.surname_keys(full))]
        alone = {full: names.surname_similarity(short, full) for full in met}
        assert dict(fits.get(short, [])) == {full: score for full, score in alone.items() if score >= names.FITS}
