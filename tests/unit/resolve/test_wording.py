"""Facts about wordings: translations share meaning, other statements of the same subject do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import languages, pack, shared
from pipeline.resolve.likeness import overlap, rarity
from pipeline.resolve.wording import read, stem
from pipeline.text import fold

TRIPLES = [
    (
        "The hospital in Zinder needs 40 doctors before the rains, and nobody in the ministry has answered us",
        "L'hôpital de Zinder a besoin de 40 médecins avant les pluies, et personne au ministère ne nous a répondu",
        "يحتاج مستشفى زندر إلى 40 طبيبا قبل الأمطار، ولم يجب أحد في الوزارة",
    ),
    (
        "Our soldiers will leave the border villages in three weeks and the schools will open again",
        "Nos soldats quitteront les villages frontaliers dans trois semaines et les écoles rouvriront",
        "سيغادر جنودنا القرى الحدودية خلال ثلاثة أسابيع وستفتح المدارس من جديد",
    ),
    (
        "Fishermen have lost their boats, and the bank gives them no loan",
        "Les pêcheurs ont perdu leurs bateaux et la banque ne leur accorde aucun prêt",
        "فقد الصيادون قواربهم والبنك لا يمنحهم أي قرض",
    ),
]


@pytest.mark.parametrize(("i", "j"), [(0, 1), (0, 2), (1, 2)])
def test_translations_share_more_than_other_statements(i: int, j: int) -> None:
    lang = ("en", "fr", "ar")
    for n, triple in enumerate(TRIPLES):
        here = read(triple[i], lang[i])
        own = overlap(here, read(triple[j], lang[j])).dice
        others = [overlap(here, read(other[j], lang[j])).dice for m, other in enumerate(TRIPLES) if m != n]
        assert own > 1.8 * max(others)


def test_digits_of_both_scripts_and_separators_are_one_number() -> None:
    assert overlap(read("٢٠٢٤", "ar"), read("2024", "en")).dice == 1.0
    assert overlap(read("1,500", "en"), read("1500", "fr")).dice == 1.0


def test_an_entity_is_one_item_in_every_language() -> None:
    a = read("Niamey waits", "en", [(0, 6, "ent_1")])
    b = read("نيامي تنتظر", "ar", [(0, 5, "ent_1")])
    assert overlap(a, b).n >= 1


def test_the_same_words_share_everything() -> None:
    text = read(TRIPLES[0][0], "en")
    shared_all = overlap(text, text)
    assert shared_all.dice == 1.0
    assert shared_all.n == len(text.items)


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "fr", "ar", "de"]), st.sampled_from(["en", "ar"]))
def test_overlap_is_bounded_and_mirrored_for_every_text(a: str, b: str, lang_a: str, lang_b: str) -> None:
    x, y = read(a, lang_a), read(b, lang_b)
    there = overlap(x, y)
    assert 0.0 <= there.dice <= 1.0
    assert there.n <= min(len(x.items), len(y.items))


def test_what_every_text_says_weighs_least() -> None:
    texts = [read(f"the harbour of town{chr(97 + n)} is closed", "en") for n in range(6)]
    weights = rarity(texts)
    assert weights[texts[0].items[0].concept or texts[0].items[0].stem] < 1.0
    assert max(weights.values()) <= 1.0


def test_every_stem_of_the_bilingual_table_is_usable() -> None:
    langs = set(languages())
    for row in shared().table("bilingual"):
        assert set(row) <= langs
        for lang, cell in row.items():
            for entry in filter(None, cell.split("|")):
                assert len(fold(entry)) >= 2, (lang, entry)


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_stems_keep_three_letters(lang: str) -> None:
    for word in pack(lang).words("abbreviations") | {"والمدارس", "negotiations", "bâtiments", "es"}:
        bare, root = stem(fold(word), lang)
        assert len(root) >= min(3, len(fold(word)))
        assert bare.startswith(root)


def shares_a_meaning(a: str, lang_a: str, b: str, lang_b: str) -> bool:
    x, y = (set(read(text, lang).by_concept) for text, lang in ((a, lang_a), (b, lang_b)))
    return bool(x & y)


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("team", "en", "équipe", "fr"),  # a longer stem of another row takes nothing away
        ("elections", "en", "الانتخابات", "ar"),  # the article is no part of "now"
        ("right", "en", "الحق", "ar"),  # two letters behind an article
        ("they use", "en", "يستعملون", "ar"),  # the prefix has taken the place of the first letter
        ("nous voudrions", "fr", "نريد", "ar"),
        ("12%", "en", "12 بالمئة", "ar"),
    ],
)
def test_one_meaning_in_two_languages(a: str, lang_a: str, b: str, lang_b: str) -> None:
    assert shares_a_meaning(a, lang_a, b, lang_b)


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [("carnival", "en", "voiture", "fr"), ("château", "fr", "cat", "en"), ("artillery", "en", "فن", "ar")],
)
def test_a_short_stem_swallows_no_other_word(a: str, lang_a: str, b: str, lang_b: str) -> None:
    assert not shares_a_meaning(a, lang_a, b, lang_b)


def test_words_of_grammar_with_their_apostrophe_or_pronoun_are_no_items() -> None:
    assert read("n'est-ce qu'il l'a", "fr").items == ()
    assert read("لدينا عليهم إليكم", "ar").items == ()
