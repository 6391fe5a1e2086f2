"""Names: what is found, where it stands, which names are one."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate.names import Names

Find = Callable[[str, str], Names]
PIECES = st.sampled_from(
    [
        "NATO",
        "the Alliance",
        "President",
        "Iraq's",
        "al-Mansour",
        "Ministry of Health",
        "(",
        ")",
        "said",
        ",",
        ".",
        "“",
        "”",
        "J.",
        "O'Neil",
        "Mr.",
        "and",
        "of",
        "ministère",
        "de la",
        "l'Irak",
        "Conseil\n    ",
        "Organisation",
        "ﷺ",
        "وزير",
        "الخارجية",
        "العراقي",
        "محمد",
        "بن",
        "والناتو",
        "للحكومة",
        "،",
        "قمة",
        "في",
        "بغداد",
        "ـ",
        "مُحَمَّد",
        "İstanbul",
        "ß",
        "\u200f",
        "ﬁn",
        "A",
        "’s",
        "d’",
        "-",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)),
    lang=st.sampled_from(["en", "fr", "ar", "und"]),
)
def test_rows_point_to_the_text_and_to_each_other(names: Find, text: str, lang: str) -> None:
    found = names(text, lang)
    end = 0
    for m in found.mentions:
        assert text[m.start : m.end] == m.text
        assert m.text.strip()
        assert m.start >= end, "mentions are flat and in order"
        end = m.end
        assert 0 <= m.local_no < len(found.entities)
        assert 0 <= m.score <= 1
    for r in found.roles:
        assert text[r.start : r.end] == r.text
        for no in (r.holder_no, r.organisation_no):
            assert no is None or 0 <= no < len(found.entities)
    assert {m.local_no for m in found.mentions} == set(range(len(found.entities))), "no entity without a mention"
    for n, e in enumerate(found.entities):
        assert e.parent_no is None or (0 <= e.parent_no < len(found.entities) and e.parent_no != n)
    assert found == names(text, lang), "the same article gives the same names"


def test_one_person_under_three_names(names: Find) -> None:
    found = names("Laith al-Karbouli arrived. Mr al-Karbouli spoke. “We agree,” Karbouli said.", "en")
    people = [m for m in found.mentions if m.type == "PER"]
    assert [m.local_no for m in people] == [people[0].local_no] * 3
    assert [m.form for m in people] == ["name", "short_name", "short_name"]
    assert found.entities[people[0].local_no].name == "Laith al-Karbouli"


def test_an_arabic_surname_alone_is_the_person_named_before(names: Find) -> None:
    found = names("قال الوزير حسام الدليمي إن العمل بدأ. وأضاف الدليمي أن الطريق مفتوح.", "ar")
    people = [m for m in found.mentions if m.type == "PER"]
    assert [m.text for m in people] == ["حسام الدليمي", "الدليمي"]
    assert people[0].local_no == people[1].local_no


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "NATO met in Oslo. The Council thanked the Alliance, and the Alliance replied."),
        ("fr", "L'OTAN s'est réunie à Oslo. Le maire a remercié l'Alliance."),
        ("ar", "اجتمع الناتو في أوسلو. وشكر العمدة الحلف."),
    ],
)
def test_the_alliance_is_nato_where_nato_was_named(names: Find, lang: str, text: str) -> None:
    found = names(text, lang)
    nato = next(n for n, e in enumerate(found.entities) if e.lexicon_id == "org:nato")
    assert any(m.form == "alias" and m.local_no == nato for m in found.mentions)


def test_the_alliance_is_nobody_where_none_was_named(names: Find) -> None:
    found = names("The mayor thanked the Alliance for its flowers.", "en")
    assert all(e.lexicon_id != "org:nato" for e in found.entities)


def test_one_country_by_name_and_adjective_in_three_languages(names: Find) -> None:
    texts = {"en": "Iraq and the Iraqi army", "fr": "L'Irak et l'Iraq", "ar": "العراق والوفد العراقي"}
    for lang, text in texts.items():
        iraq = [e for e in names(text, lang).entities if e.lexicon_id == "gpe:irq"]
        assert len(iraq) == 1, lang
        assert iraq[0].code == "IRQ"


def test_a_mission_of_an_alliance_in_a_country_is_one_body_of_the_alliance(names: Find) -> None:
    found = names("L'Union africaine est inquiète : la mission de l'Union africaine au Soudan manque de vivres.", "fr")
    mission = next(e for e in found.entities if e.name.startswith("mission"))
    assert mission.name == "mission de l'Union africaine au Soudan"
    assert mission.country == "SDN"
    assert mission.parent_no is not None
    assert found.entities[mission.parent_no].lexicon_id == "org:african-union"


def test_the_country_of_a_body_and_its_short_name(names: Find) -> None:
    found = names("Le Conseil de sécurité nationale du Liban a siégé. D'après le Conseil, la route est sûre.", "fr")
    council = next(n for n, e in enumerate(found.entities) if e.type == "ORG")
    assert found.entities[council].country == "LBN"
    assert [m.text for m in found.mentions if m.local_no == council] == [
        "Conseil de sécurité nationale du Liban",
        "Conseil",
    ]


def test_proclitics_and_articles_stay_outside(names: Find) -> None:
    found = names("زار الوفد بغداد ثم القاهرة والرياض، وتحدث لرويترز.", "ar")
    assert [m.text for m in found.mentions] == ["بغداد", "القاهرة", "الرياض", "رويترز"]


def test_what_is_not_sure_is_not_confirmed(names: Find) -> None:
    found = names("Quizzlebrook Loved By Millions Of Happy Fans", "en")
    assert found.mentions
    assert {m.form for m in found.mentions} == {"candidate"}
    assert not any(e.is_confirmed for e in found.entities)


def test_a_language_without_a_pack_still_knows_countries(names: Find) -> None:
    found = names("Der Minister reist nach Frankreich.", "de")
    assert [e.code for e in found.entities if e.is_confirmed] == ["FRA"]


@pytest.mark.parametrize(
    ("lang", "unit"),
    [
        ("en", "The Council of Abcd{n} told Mr Xyz{n} Brook that the Front{n} of Alpha and NATO met. "),
        ("fr", "Le Conseil de sécurité du Mali et M. Xyz{n} Brun, ministre, ont vu l'Alliance. "),
        ("ar", "قال الوزير محمد كذا{n} إن حزب كذا{n} التقى الناتو في بغداد. "),
    ],
)
def test_the_cost_grows_with_the_text_not_with_its_square(names: Find, lang: str, unit: str) -> None:
    def seconds(n: int) -> float:
        text = "".join(unit.replace("{n}", "abcdefghij"[k % 10] * (k % 17 + 1)) for k in range(n))
        start = time.perf_counter()
        names(text, lang)
        return time.perf_counter() - start

    seconds(10)
    small = min(seconds(150) for _ in range(3))
    assert seconds(1200) < 8 * small * 4, "eight times the text may not cost more than 32 times the time"


@pytest.mark.parametrize(
    ("lang", "text", "name", "gender"),
    [
        ("en", "Then came angela merkel and Angela Merkel again.", "Angela Merkel", "f"),
        ("fr", "Puis Recep Tayyip Erdogan est reparti.", "Recep Tayyip Erdogan", "m"),
        ("ar", "ثم عادت كريستالينا جورجيفا بعد ذلك.", "كريستالينا جورجيفا", "f"),
        ("ar", "الاتفاق مع فولوديمير زيلينسكي كان هشا.", "فولوديمير زيلينسكي", "m"),
    ],
)
def test_a_listed_person_needs_nothing_beside_the_name(names: Find, lang: str, text: str, name: str, gender: str) -> None:
    found = names(text, lang)
    (mention,) = [m for m in found.mentions if m.type == "PER"]
    assert (mention.text, found.entities[mention.local_no].is_confirmed) == (name, True)
    assert found.entities[mention.local_no].gender == gender


def test_a_longer_name_is_not_cut_to_a_listed_one(names: Find) -> None:
    (mention,) = [m for m in names("The mayor, Angela Merkel Brandhorst, opened the bridge.", "en").mentions if m.type == "PER"]
    assert mention.text == "Angela Merkel Brandhorst"
