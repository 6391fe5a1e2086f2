"""Bodies that no lexicon lists, in names of several languages. Names and happenings are invented."""

from __future__ import annotations

import pytest

from pipeline.resolve import bodies, unlisted
from pipeline.resolve.local import Local, main_countries
from pipeline.text import fold

SAME = [
    (("Movement for the Salvation of Aïr", "en"), ("Mouvement pour le salut de l’Aïr", "fr")),
    (("Darfur Liberation Movement", "en"), ("حركة تحرير دارفور", "ar")),
    (("United Nations Regional Office for West Africa", "en"), ("Bureau régional des Nations unies pour l’Afrique de l’Ouest", "fr")),
    (("Ministry of National Defence", "en"), ("وزارة الدفاع", "ar")),
    (("ministère des Affaires étrangères", "fr"), ("وزارة الخارجية", "ar")),
    (("Ennedi Workers' League", "en"), ("Ligue des travailleurs de l’Ennedi", "fr")),
    (("Democratic Rally", "en"), ("Rassemblement démocratique", "fr")),
    (("Supreme Court", "en"), ("المحكمة العليا", "ar")),
    (("Delmora Freight", "en"), ("ديلمورا فريت", "ar")),
    (("Kestavar Institute", "en"), ("معهد كيستافار", "ar")),
]  # fmt: skip
OTHER = [
    (("Movement for the Salvation of Aïr", "en"), ("Mouvement pour la libération de l’Aïr", "fr")),
    (("Darfur Liberation Movement", "en"), ("Mouvement de libération du Kordofan", "fr")),
    (("Ministry of Health", "en"), ("ministère de l’Intérieur", "fr")),
    (("Supreme Court", "en"), ("Cour constitutionnelle", "fr")),
    (("Kanuri Youth Union", "en"), ("Union de la jeunesse zaghawa", "fr")),
    (("Delmora Freight", "en"), ("Delmora Transit", "en")),
    (("Delmora Freight", "en"), ("فالمارا فريت", "ar")),
    (("Delmora Freight", "en"), ("فريت ديلمورا", "ar")),
    (("Kestavar", "en"), ("كيستافار", "ar")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_body_reads_alike_in_two_languages(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert bodies.is_translation(bodies.read_body(*a, None), bodies.read_body(*b, None))


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_another_body_does_not(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert not bodies.is_translation(bodies.read_body(*a, None), bodies.read_body(*b, None))


def _local(article: str, no: int, name: str, lang: str = "en", country: str | None = None, code: str | None = None) -> Local:
    return Local((article, no), "ORG", name, lang, fold(name), None, country, code, True, None, 1, frozenset())


def _country(article: str, country: str) -> Local:
    return Local((article, 0), "GPE", country, "en", country.lower(), "gpe:x", country, None, True, None, 3, frozenset())  # fmt: skip


def test_a_bare_name_is_one_body_within_its_country() -> None:
    about = main_countries([_country("a", "NER"), _country("b", "NER"), _country("c", "KEN")])
    found = unlisted.group(
        [
            _local("a", 1, "Constitutional Court"),
            _local("b", 1, "Cour constitutionnelle", "fr"),
            _local("c", 1, "Constitutional Court"),
            _local("d", 1, "المحكمة الدستورية", "ar", "KEN"),
        ],
        about,
        {},
    )
    assert found["a", 1] == found["b", 1] != found["c", 1] == found["d", 1]


def test_an_acronym_and_a_cut_name_are_the_one_body_that_they_fit() -> None:
    company = {article: frozenset({"person:Oumar Djibrine"}) for article in "abc"}
    mine = [
        _local("a", 1, "Ennedi Shepherds League", code="ESL"),
        _local("b", 1, "ESL"),
        _local("c", 1, "Ennedi Shepherds"),
    ]
    found = unlisted.group(mine, {}, company)
    assert found["a", 1] == found["b", 1] == found["c", 1]
    strangers = unlisted.group(mine, {}, {})
    assert strangers["a", 1] not in (strangers["b", 1], strangers["c", 1])
    rival = unlisted.group([*mine, _local("a", 2, "Eastern Sailors' Lodge", code="ESL")], {}, company)
    assert rival["b", 1] not in (rival["a", 1], rival["a", 2])
