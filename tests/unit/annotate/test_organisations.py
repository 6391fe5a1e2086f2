"""The pack of organisations: whole, and quiet where a word is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from pipeline.annotate.gazetteer import gazetteer
from pipeline.annotate.names import Names
from pipeline.languages import languages, shared
from pipeline.resolve import institutions
from pipeline.resolve.bodies import read_body
from pipeline.text import fold

ROWS = shared().table("orgs")


def _names(row: dict[str, str], lang: str) -> list[str]:
    return [name for name in row.get(lang, "").split("|") if name]


def test_the_pack_is_large_and_no_name_means_two_organisations() -> None:
    assert len(ROWS) >= 750
    for lang in languages():
        owners: dict[str, set[str]] = defaultdict(set)
        for row in ROWS:
            for name in _names(row, lang):
                owners[name.removeprefix("=")].add(row["id"])
        assert not {name: ids for name, ids in owners.items() if len(ids) > 1}, lang


def test_cells_say_what_they_may() -> None:
    kinds = {row["kind"] for row in shared().table("institutions")}
    seen: set[tuple[str, str]] = set()
    for row in ROWS:
        every = {name.removeprefix("=") for lang in languages() for name in _names(row, lang)}
        assert every, row["id"]
        assert set(filter(None, row.get("bare", "").split("|"))) <= every, row["id"]
        for kind in filter(None, row.get("body", "").split("|")):
            assert kind in kinds, row["id"]
            assert row["country"], row["id"]
            of_country = (institutions.one_of(kind, row["country"]), row["country"])
            assert of_country not in seen or institutions.anchor(*of_country) == row["id"], (row["id"], kind)
            seen.add(of_country)


def test_each_name_of_an_institution_reads_as_its_kind() -> None:
    for lang in languages():
        for name, kind in institutions.names(lang):
            assert read_body(name, lang, None).kind == kind, (lang, name)


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_name_is_known_to_the_gazetteer_of_its_language(lang: str) -> None:
    book = gazetteer(lang)
    assert not [row["id"] for row in ROWS if _names(row, lang) and row["id"] not in book.entries]
    assert not [e.id for e in book.entries.values() if e.kind == "org" and e.name.startswith("=")]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # a word, not a name
        ("en", "Nobody knows who will pay, and how the guardian of the child will react.", []),
        ("en", "The independent commission met at noon; the sun was shining.", []),
        ("en", "He set up a home office and went on a diet.", []),
        ("en", "They cite shape and pace as facts, with care.", []),
        ("fr", "Un homme et une femme ont attendu le soir, face au monde et au point de vue de la croix.", []),
        ("fr", "La libération des otages et les échos de la presse, selon le canard.", []),
        ("fr", "Les républicains espagnols ont perdu la guerre.", []),
        ("ar", "وفا بوعده لأبيه، وكونا فريقا واحدا صونا للحق.", []),
        ("ar", "أوصى المحافظ بإيفاد لجنة، وأفاد بأن هناك مستقبل واعد.", []),
        ("ar", "شهدت البلاد نهضة عمرانية، وزار السياح الأهرام.", []),
        ("ar", "عاش البدو في الجزيرة.", []),
        # a name
        ("en", "The Guardian and the WHO disagree.", ["org:guardian", "org:who"]),
        ("fr", "Le Monde cite l'OMS et la Cédéao.", ["org:le-monde", "org:who", "org:ecowas"]),
        ("fr", "Le quotidien Libération cite l'agence Wafa.", ["org:liberation", "org:wafa"]),
        ("ar", "قال قيادي في فتح لصحيفة الأهرام.", ["org:fatah", "org:al-ahram"]),
        ("ar", "نفى متحدث باسم النهضة.", ["org:ennahdha"]),
        # of one country, where the article names its country or none
        ("fr", "L'Assemblée nationale a voté.", ["org:an-fra"]),
        ("fr", "Au Sénégal, l'Assemblée nationale a voté.", []),
        ("en", "The Labour Party of Malta won.", []),
        # a person's name with the name of a company
        ("fr", "Serge Dassault a reçu Olivier Renault.", []),
        ("en", "Nikola Tesla was born in Croatia.", []),
        # with signs in it
        ("en", "The Kurdistan Workers' Party denied it.", ["org:pkk"]),
        ("en", "Shares of Johnson & Johnson fell.", ["org:johnson-johnson"]),
    ],
)
def test_words_stay_quiet_and_names_speak(names: Callable[[str, str], Names], lang: str, text: str, expected: list[str]) -> None:
    found = names(text, lang)
    ids = [found.entities[m.local_no].lexicon_id for m in found.mentions]
    assert [i for i in ids if i and i.startswith("org:")] == expected


@pytest.mark.parametrize(
    ("lang", "text", "body", "country"),
    [
        ("en", "Iraq's defence ministry denied it.", "defence ministry", "IRQ"),
        ("en", "The Kenyan electoral commission denied it.", "Kenyan electoral commission", "KEN"),
        ("fr", "Les garde-côtes libyens ont nié.", "garde-côtes libyens", "LBY"),
        ("ar", "نفت الخارجية السعودية الخبر.", "الخارجية السعودية", "SAU"),
        ("ar", "نفت وزارة الخارجية المالية الخبر.", "وزارة الخارجية المالية", "MLI"),
        ("ar", "نفت وزارة المالية العراقية الخبر.", "وزارة المالية العراقية", "IRQ"),
        ("ar", "وصل وفد من إيران، ونفت وزارة الدفاع في العراق الخبر.", "وزارة الدفاع", "IRQ"),
        ("en", "The Royal Moroccan Gendarmerie denied it.", "Royal Moroccan Gendarmerie", "MAR"),
    ],
)
def test_bodies_of_a_state_bear_its_country(names: Callable[[str, str], Names], lang: str, text: str, body: str, country: str) -> None:
    found = names(text, lang)
    assert [(m.text, found.entities[m.local_no].country) for m in found.mentions if m.type == "ORG"] == [(body, country)]


def test_a_common_word_alone_is_no_name_of_one_word() -> None:
    """Names in capitals are no words in small letters: `=WHO` and the like are matched as they are written."""
    book = gazetteer("en")
    for word in ("who", "care", "ice", "fact", "wham", "shape", "pace", "un", "bird", "wada"):
        assert not [e for _, e in book.find(book.pack.tokenise(fold(f"they say {word} here"))) if e.kind == "org"], word
