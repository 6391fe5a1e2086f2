"""Offices: their words, their country or body, their holders."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.annotate.names import Names
from pipeline.annotate.roles import offices
from pipeline.languages import languages, pack, shared

Find = Callable[[str, str], Names]


def holder(found: Names, text: str) -> str | None:
    role = next(r for r in found.roles if r.text == text)
    return found.entities[role.holder_no].name if role.holder_no is not None else None


@pytest.mark.parametrize(
    ("lang", "text", "office", "words", "country", "name"),
    [
        ("en", "Omani Foreign Minister Badr Sulaimi left.", "foreign_minister", "Omani Foreign Minister", "OMN", "Badr Sulaimi"),
        ("en", "Peru's defence minister, Rosa Quispe, left.", "defence_minister", "defence minister", "PER", "Rosa Quispe"),
        ("en", "Ada Lund, the UN envoy to Yemen, left.", "special_representative", "UN envoy to Yemen", None, "Ada Lund"),
        ("fr", "Le ministre malien de la Défense, Ali Bah, dort.", "defence_minister", "ministre malien de la Défense", "MLI", "Ali Bah"),
        ("fr", "Eva Morel, ambassadrice de France au Pérou, dort.", "ambassador", "ambassadrice de France au Pérou", "FRA", "Eva Morel"),
        ("ar", "غادر رئيس الوزراء اليمني أحمد البيضاني العاصمة.", "head_of_government", "رئيس الوزراء اليمني", "YEM", "أحمد البيضاني"),
        ("ar", "غادر وزير خارجية المغرب، يوسف العلوي، العاصمة.", "foreign_minister", "وزير خارجية المغرب", "MAR", "يوسف العلوي"),
    ],
)  # fmt: skip
def test_an_office_its_country_and_its_holder(
    names: Find, lang: str, text: str, office: str, words: str, country: str | None, name: str
) -> None:
    found = names(text, lang)
    role = next(r for r in found.roles if r.office == office)
    assert (role.text, role.country, holder(found, words)) == (words, country, name)


def test_several_offices_of_one_person(names: Find) -> None:
    found = names("“Yes,” said Ida Holm, director of the mint and adviser of the president.", "en")
    assert holder(found, "director") == "Ida Holm"
    before = names("Le directeur de la Ligue arabe, le coordonnateur pour les affaires sociales, Luc Ferrand, est venu.", "fr")
    assert {before.entities[r.holder_no].name for r in before.roles if r.holder_no is not None} == {"Luc Ferrand"}
    assert len([r for r in before.roles if r.holder_no is not None]) == 2


def test_the_same_office_elsewhere_has_the_same_holder(names: Find) -> None:
    found = names("Iraqi Oil Minister Sami Rawi spoke. The minister then left. The Iraqi oil minister returned.", "en")
    assert [r.holder_no for r in found.roles] == [found.roles[0].holder_no] * 3
    assert [r.rule_id for r in found.roles] == ["role.beside", "role.same_office", "role.same_office"]


def test_another_countrys_office_has_not(names: Find) -> None:
    found = names("Iraqi Prime Minister Sami Rawi spoke. The Syrian prime minister did not.", "en")
    assert holder(found, "Syrian prime minister") is None


def test_an_office_without_a_holder_is_a_role_and_a_plural_has_none(names: Find) -> None:
    found = names("The Kenyan ambassador waited. Three ministers, Ruth Akoth said, were late.", "en")
    assert [(r.office, r.is_plural, r.holder_no) for r in found.roles] == [
        ("ambassador", False, None),
        ("minister", True, None),
    ]


def test_a_field_of_work_ends_where_the_sentence_goes_on(names: Find) -> None:
    found = names("NATO's special representative for the southern region will visit Malta.", "en")
    assert found.roles[0].text == "NATO's special representative for the southern region"
    found = names("Le représentant spécial pour les affaires maritimes sera reçu à Malte.", "fr")
    assert found.roles[0].text == "représentant spécial pour les affaires maritimes"


def test_the_words_beside_a_name_stand_on_its_mention(names: Find) -> None:
    found = names("Mme Irène Vasseur a parlé.", "fr")
    assert [(m.text, m.role_text) for m in found.mentions] == [("Irène Vasseur", "Mme")]
    assert found.entities[0].gender == "f"
    assert not found.roles, "a form of address is no office"


def test_offices_are_the_same_keys_in_every_language() -> None:
    keys = {lang: {row["office"] for row in pack(lang).table("offices")} for lang in languages()}
    common = {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "secretary_general",
        "ambassador",
        "spokesperson",
    }
    assert all(common <= found for found in keys.values())
    named = {k for value in shared().toml("roles").values() if isinstance(value, list) for k in value}
    assert named <= set().union(*keys.values()), "roles.toml names an office that no language has"
    assert all(offices(lang).size > 100 for lang in keys)


@pytest.mark.parametrize(
    ("lang", "text", "office"),
    [
        ("fr", "La ministre des Pêches et de l'Économie maritime a parlé.", "ministre des Pêches et de l'Économie maritime"),
        ("fr", "Le ministre du Tourisme et de l'Artisanat a parlé.", "ministre du Tourisme et de l'Artisanat"),
        ("fr", "Le ministre de la Mer Karim Saleh a parlé.", "ministre de la Mer"),
        ("en", "The Minister of Fisheries and the Blue Economy Karim Saleh left.", "Minister of Fisheries and the Blue Economy"),
        ("en", "The Minister of Tourism and Zelmira Kandori met.", "Minister of Tourism"),
        ("en", "The minister and Parliament agreed.", "minister"),
        ("en", "The minister of Karim Saleh spoke.", "minister"),
    ],
)
def test_what_a_ministry_governs_belongs_to_the_office(names: Find, lang: str, text: str, office: str) -> None:
    assert [r.text for r in names(text, lang).roles] == [office]
