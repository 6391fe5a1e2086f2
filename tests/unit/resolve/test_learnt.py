"""What the corpus teaches: words that stand in the same sure translations, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.resolve.learnt import learn, taught
from pipeline.resolve.likeness import overlap
from pipeline.resolve.wording import Wording, read

# "zorbek" and "وزغمت" are in no lexicon
TEXTS = [
    ("The zorbek needs water", "تحتاج مزغمته إلى الماء"),
    ("Our zorbek burned in the night", "احترقت مزغمته في الليل"),
    ("Children sleep near the zorbek", "ينام الأطفال قرب مزغمته"),
]


def pairs(texts: Sequence[tuple[str, str]], statements: Sequence[str]) -> list[tuple[str, Wording, Wording]]:
    return [(s, read(en, "en"), read(ar, "ar")) for s, (en, ar) in zip(statements, texts, strict=True)]


def test_three_statements_teach_a_word() -> None:
    links = learn(pairs(TEXTS, "abc"))
    (en,) = [key for key in links if key[0] == "en"]
    assert en == ("en", "zorbek")
    assert [key[0] for key in links if key[0] == "ar"] == ["ar"]


def test_one_statement_in_three_articles_teaches_nothing() -> None:
    assert learn(pairs(TEXTS, "aaa")) == {}


def test_two_partners_as_good_as_each_other_teach_nothing() -> None:
    twice = [(en, f"{ar} بلغصده") for en, ar in TEXTS]
    assert learn(pairs(twice, "abc")) == {}


def test_the_order_of_the_pairs_teaches_the_same() -> None:
    assert learn(pairs(TEXTS, "abc")) == learn(pairs(TEXTS[::-1], "cba"))


def test_a_learnt_word_helps_but_is_no_match_of_its_own() -> None:
    links = learn(pairs(TEXTS, "abc"))
    en, ar = read("The zorbek costs money", "en"), read("مزغمته بعيدة", "ar")
    told = taught({"en": en, "ar": ar}, links)
    after = overlap(told["en"], told["ar"])
    assert overlap(en, ar).dice == 0.0
    assert after.dice > 0.0
    assert after.n == 0


def test_texts_without_a_learnt_word_stay_as_they_are() -> None:
    assert taught({"a": read("The harbour is closed", "en")}, learn(pairs(TEXTS, "abc"))) == {}
