"""Facts about names of persons: which spellings are one man's or woman's, and which are not."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import shared
from pipeline.resolve import names
from pipeline.resolve.known_names import names_of
from pipeline.resolve.name_pairs import score_pairs
from pipeline.resolve.sounds import coarse, sounds, word_similarity
from pipeline.text import fold

SAME = [
    ("Rachid Benomar", "رشيد بن عمر"),
    ("Abdelouahab Guerfi", "Abdul Wahab Guerfi"),
    ("Abderrahmane Zitouni", "عبد الرحمن الزيتوني"),
    ("Nasreddine Khelladi", "نصر الدين خلادي"),
    ("Tamim ben Jassem Al Kuwari", "تميم بن جاسم آل كواري"),
    ("Mouhannad el-Qaissi", "مهند القيسي"),
    ("Jean-Yves Le Bellec", "جان إيف لو بيليك"),
    ("Charlotte Dupuis", "شارلوت دوبوي"),
    ("Volodymyr Hnatiuk", "فولوديمير هناتيوك"),
    ("Paolo Cacciari", "باولو كاتشياري"),
    ("Zhang Weiping", "تشانغ وي بينغ"),
    ("John F. Marlowe", "جون مارلو"),
    ("Ibrahim ElNahhas", "إبراهيم النحاس"),
    ("Samira Haddad Qabbani", "Samira Qabbani"),
]
DIFFERENT = [
    ("Hassan Khelladi", "Hussein Khelladi"),
    ("حسن النجار", "Hussein al-Najjar"),
    ("Salem Mrad", "سليم مراد"),
    ("Nadia Zitouni", "نادر الزيتوني"),
    ("Mohammed bin Jassem", "Mohammed bin Fahd"),
    ("George H. P. Malone", "George W. Malone"),
    ("Karl II", "Karl III"),
    ("Ahmed Guerfi", "محمود القرفي"),
    ("Adel Jubeiri", "عادل الجوهري"),
    ("Lee Min-ho", "Lee Min-jung"),
    ("Marie Dupuis", "Marc Dupuis"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_meet(a: str, b: str) -> None:
    assert names.similarity(a, b) >= names.SAME
    assert set(names.keys(a)) & set(names.keys(b)), "they must share a blocking key, or they never meet"


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_persons_stay_two(a: str, b: str) -> None:
    assert names.similarity(a, b) < names.SAME


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("al-Kuwari", "Tamim ben Jassem Al Kuwari"),
        ("القيسي", "Mouhannad el-Qaissi"),
        ("Zitouni", "عبد الرحمن الزيتوني"),
    ],
)
def test_a_surname_fits_its_full_name(short: str, full: str) -> None:
    assert names.surname_similarity(short, full) >= 0.75
    assert set(names.surname_keys(short)) & set(names.surname_keys(full))


def test_a_given_name_is_no_surname() -> None:
    assert names.surname_similarity("Nadia", "Nadia Zitouni") == 0.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_symmetric_and_bounded_for_every_text(a: str, b: str) -> None:
    score = names.similarity(a, b)
    assert score == names.similarity(b, a)
    assert 0.0 <= score <= 1.0


@given(st.text(max_size=60))
def test_every_text_has_parts_and_is_itself(a: str) -> None:
    assert len(names.parse(a).parts) <= names.MAX_PARTS
    if names.n_parts(a) > 1:
        assert names.similarity(a, a) == 1.0


def test_no_spelling_of_the_list_of_given_names_is_lost() -> None:
    for row in shared().table("given_names"):
        spellings = [s for column in ("latin", "arabic") for s in row[column].split("|") if s]
        assert spellings, row["key"]
        for spelling in spellings:
            assert row["key"] in names_of(fold(spelling))
            assert sounds(fold(spelling))


def test_sounds_of_both_scripts_meet() -> None:
    assert word_similarity("qasim", "قاسم") == 1.0
    assert word_similarity("khartoum", fold("الخرطوم")[2:]) > 0.8
    assert coarse("gaddafi") == coarse("قذافي")


def test_pairs_of_a_frame_are_scored_in_place() -> None:
    frame = pd.DataFrame({"name_a": ["Rachid Benomar", "Karl II"], "name_b": ["رشيد بن عمر", "Karl III"]}, index=[7, 3])
    scores = score_pairs(frame)
    assert list(scores.index) == [7, 3]
    assert scores[7] >= names.SAME > scores[3]
