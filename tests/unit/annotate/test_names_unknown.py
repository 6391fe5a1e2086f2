"""Names that no list has (persons from abroad in Arabic, ships, streets), towns of one name, offices without a country."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.namelike import name_odds
from pipeline.annotate.names import Names
from pipeline.text import fold

Find = Callable[[str, str], Names]


def confirmed(found: Names, kind: str) -> list[str]:
    return [m.text for m in found.mentions if m.type == kind and found.entities[m.local_no].is_confirmed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقالت سيلفيا مبومبانغا، الممثلة السامية للاتحاد الإفريقي، إن الحوار مستمر.", ["سيلفيا مبومبانغا"]),
        ("قال المتحدث باسم الحكومة تاناكا موتاساه للصحفيين إن الاتفاق قريب.", ["تاناكا موتاساه"]),
        ("ورفضت المتحدثة باسم الوزارة إنغيبورغ ثورسداتر التعليق.", ["إنغيبورغ ثورسداتر"]),
        ("وشدد وزير الطاقة مبوي كالونجي تشيلومبو على الشراكة.", ["مبوي كالونجي تشيلومبو"]),
        ("ودعا السفير الهولندي يوست فان دير ميولين إلى التهدئة.", ["يوست فان دير ميولين"]),
        ("وبحث الوزير مع فيودور كراسوفسكي ملف الطاقة.", ["فيودور كراسوفسكي"]),
        ("أعلن رئيس البلدية عصام نور الدين فتح الطريق.", ["عصام نور الدين"]),
        ("قال النائب كومار ساباباثي إن الميزانية مثقوبة. واتهم ساباباثي الحكومة.", ["كومار ساباباثي", "ساباباثي"]),
        ("ووقع عن الحركة رئيسها كاسيوس نديلو موبوتا، وحضر آخرون.", ["كاسيوس نديلو موبوتا"]),
        ("ودعت رئيسة المفوضية جيوفانا ريتشاردسون ميندوزا الأطراف.", ["جيوفانا ريتشاردسون ميندوزا"]),
        ("وأدى رئيس الوزراء الجديد تشارلز كابويه موسونغو اليمين.", ["تشارلز كابويه موسونغو"]),
        ("وكان تاكيشي ناكامورا أمضى عامين في السجن.", ["تاكيشي ناكامورا"]),
        ("وقال خفر السواحل إن سفينة الشحن «نسيم البحر» غرقت.", []),
        ("وأكد السفير السابق الاجتماع برئيس النقابة.", []),
        ("ورفض مديرها التعليق على القرار.", []),
        ("أكد رئيس الوزراء موقف بلاده من الأزمة.", []),
        ("وقالت لجنة محلية إن سعر برميل النفط ارتفع يوميا.", []),
        ("ونقل الجيش مياه شرب نظيفة إلى القرى.", []),
        ("وأكد الأمين العام ضرورة ضبط النفس.", []),
    ],
)
def test_persons_from_abroad_in_arabic(names: Find, text: str, expected: list[str]) -> None:
    assert confirmed(names(text, "ar"), "PER") == expected


@pytest.mark.parametrize(
    ("lang", "text", "person", "place"),
    [
        ("en", "Brekkestad, mayor of Hamar, thanked voters.", ["Brekkestad"], ["Hamar"]),
        ("en", "Zelmira, minister of transport, resigned.", ["Zelmira"], []),
        ("en", "Brekkestad, the mayor of Hamar, thanked voters.", ["Brekkestad"], ["Hamar"]),
        ("en", "He spoke with Brekkestad, the mayor of Hamar.", ["Brekkestad"], ["Hamar"]),
        ("en", "In Veltrano, the mayor thanked voters.", [], ["Veltrano"]),
        ("en", "From Veltrano, the mayor wrote a letter.", [], ["Veltrano"]),
        ("en", "Meanwhile, President Kandori left.", ["Kandori"], []),
        ("en", "Elsewhere, the mayor of Hamar spoke.", [], ["Hamar"]),
        ("fr", "Zelmira, ministre des Transports, a démissionné.", ["Zelmira"], []),
        ("fr", "À Veltrano, le maire a parlé.", [], ["Veltrano"]),
        ("fr", "Il a parlé à Brekkestad, le maire de Hamar.", ["Brekkestad"], ["Hamar"]),
    ],
)
def test_an_office_behind_a_comma_is_that_of_the_name(names: Find, lang: str, text: str, person: list[str], place: list[str]) -> None:
    found = names(text, lang)
    assert confirmed(found, "PER") == person
    assert confirmed(found, "LOC") == place


def test_letters_tell_names_from_words() -> None:
    odds = name_odds("ar")
    foreign = [odds.of(fold(w)) for w in "كاواباتا سفينسون غوميز تشيلومبو بريجنسكي أوكونجو".split()]  # noqa: SIM905
    common = [odds.of(fold(w)) for w in "استقالة مباحثات تنفيذ حضور أسعار متضررون".split()]  # noqa: SIM905
    assert min(foreign) > max(common)


@given(st.text(max_size=60))
def test_any_word_has_odds(word: str) -> None:
    assert -20.0 < name_odds("ar").of(word) < 20.0


@pytest.mark.parametrize(
    ("lang", "text", "kind", "expected"),
    [
        ("en", "The trawler Amina Star sank on Sunday; the tanker MV Blue Heron was near.", "MISC", ["Amina Star", "MV Blue Heron"]),
        ("fr", "Le chalutier Fatou Diome a coulé dimanche.", "MISC", ["Fatou Diome"]),
        ("en", "Crews anchored near Miller Shoal and Tanner Reef.", "LOC", ["Miller Shoal", "Tanner Reef"]),
        ("fr", "Ils se sont réunis place Ahmed-Zabana, puis place al-Amal.", "LOC", ["place Ahmed-Zabana", "place al-Amal"]),
        ("fr", "On a nommé Cheikh Ould Dahane Lemine directeur.", "PER", ["Cheikh Ould Dahane Lemine"]),
        ("fr", "On a nommé Mariame Mint Sidi Boubacar directrice.", "PER", ["Mariame Mint Sidi Boubacar"]),
        ("fr", "Le cheikh Bentounès était absent.", "PER", ["Bentounès"]),
        ("en", "The Peace and Security Council of the African Union met.", "ORG", ["Peace and Security Council of the African Union"]),
        ("en", "Germany and the Kenyan Red Cross agreed.", "ORG", ["Kenyan Red Cross"]),
        ("fr", "La Croix-Rouge malgache a aidé l'Union africaine sur place.", "ORG", ["Croix-Rouge malgache", "Union africaine"]),
        ("ar", "ووزع الهلال الأحمر السوداني الخيام.", "ORG", ["الهلال الأحمر السوداني"]),
        ("ar", "وقال الاتحاد المغربي لكرة القدم إن المباراة مؤجلة.", "ORG", ["الاتحاد المغربي لكرة القدم"]),
        ("ar", "وصل وفد قرغيزستان من بشكيك.", "GPE", ["قرغيزستان", "بشكيك"]),
        ("ar", "تحدثت المصادر عن سلالة جديدة، وزار معسكر تدريب، وثار بركان.", "GPE", []),
    ],
)  # fmt: skip
def test_names_by_what_stands_around_them(names: Find, lang: str, text: str, kind: str, expected: list[str]) -> None:
    assert confirmed(names(text, lang), kind) == expected


@pytest.mark.parametrize(
    ("lang", "text", "country"),
    [
        ("en", "Residents of Tripoli in northern Lebanon blocked a road. Tripoli has no power.", "LBN"),
        ("en", "Tripoli waited for news, and so did the rest of Libya.", "LBY"),
        ("en", "Tripoli waited.", "LBY"),
        ("fr", "À Tripoli, dans le nord du Liban, on attend. Tripoli attend.", "LBN"),
        ("ar", "احتج سكان طرابلس شمالي لبنان. وانقطعت الكهرباء في طرابلس.", "LBN"),
        ("ar", "احتج سكان طرابلس. وقالت الحكومة الليبية إنها تتابع.", "LBY"),
        ("en", "The plant in Valencia, Venezuela, closed.", "VEN"),
        ("en", "London hosted talks on Canada.", "GBR"),
        ("en", "London, Canada, hosted the talks.", "CAN"),
        ("en", "Libya denied it. Tripoli and Lebanon will talk.", "LBY"),
        ("en", "Vancouver thanked the United States and Canada.", "CAN"),
        ("fr", "La ville libanaise de Tripoli est calme, loin de la Libye.", "LBN"),
        ("ar", "عاد الهدوء إلى طرابلس اللبنانية بعد زيارة وفد من ليبيا.", "LBN"),
    ],
)
def test_of_towns_of_one_name_the_article_means_one(names: Find, lang: str, text: str, country: str) -> None:
    found = names(text, lang)
    cities = {found.entities[m.local_no].country for m in found.mentions if m.rule_id == "lexicon.city"}
    assert cities == {country}


@pytest.mark.parametrize(
    ("lang", "text", "country"),
    [
        ("en", "LUSAKA, May 3 - President Emmanuel Tembo Chikwanda swore in a cabinet; South Africa and Pretoria waited.", "ZMB"),
        ("fr", "BOGOTA, 3 mai - La présidente Luz Marina Quintero a reçu les syndicats.", "COL"),
        ("ar", "وعاد الرئيس أوسكار فيلاسكيز إلى بوليفيا، وقالت بوليفيا إنها تنتظره.", "BOL"),
        ("en", "President Trump spoke of Iraq. Iraq listened.", None),
        ("en", "President Ana Rojas spoke in Lima of Chile and Bolivia.", None),
        ("en", "Peru's neighbour welcomed the vote. Peru waited. Bolivian President Ana Rojas spoke.", "BOL"),
    ],
)
def test_a_head_of_state_without_a_country_is_of_the_article_s(names: Find, lang: str, text: str, country: str | None) -> None:
    role = next(r for r in names(text, lang).roles if r.office == "head_of_state")
    assert role.country == country
    assert (role.rule_id == "role.country_of_article") == (country not in (None, "BOL") or lang == "ar")
    assert role.rule_id != "role.country_of_article" or role.score < 0.6


@pytest.mark.parametrize(
    ("text", "office", "words"),
    [
        ("وقالت رئيسة اللجنة المصرية سعاد حسن إن الاقتراع سليم.", "chair", "رئيسة اللجنة المصرية"),
        ("ووقع عن الحكومة وزير خارجيتها بيتر هانسن.", "foreign_minister", "وزير خارجيتها"),
        ("وأدى رئيس الوزراء الجديد عمر صالح اليمين.", "head_of_government", "رئيس الوزراء الجديد"),
        ("وصل رئيس البلاد إلى القصر.", "head_of_state", "رئيس البلاد"),
        ("وأجرى مدير المستشفى جراحة.", "director", "مدير المستشفى"),
    ],
)
def test_an_office_in_arabic_takes_in_what_it_is_of(names: Find, text: str, office: str, words: str) -> None:
    assert [(r.office, r.text) for r in names(text, "ar").roles] == [(office, words)]
