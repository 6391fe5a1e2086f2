"""A user's lexicon, all the way: rows of one's own are found, published and tracked; offices find their holders."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import languages
from pipeline.languages import LexiconError
from pipeline.settings import Settings
from pipeline.warehouse.models import code_version
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str], Path]
Run = Callable[..., RunResult]

GUILD = (
    "Fishermen and the guild\n\nMOMBASA - The members of Jahazi Pamoja told reporters on 4 March 2024 that the harbour of Kilindi Ndogo"
    " stays closed.\nThe police of Kenya made no comment.\n"
)
FRENCH = "La guilde\n\nMOMBASA - Les pêcheurs de Jahazi Pamoja ont annoncé le 5 mars 2024 la fermeture du port de Kilindi Ndogo.\n"
ORGS = "type\tcountry\tsector\ten\tfr\nORG\tKEN\tCIV\tJahazi Pamoja\tJahazi Pamoja\n"
PLACES = "id\ttype\tcountry\ten\tfr\ngpe:user-kilindi\tGPE\tKEN\tKilindi Ndogo\tKilindi Ndogo\n"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    languages.use(languages.Extension())


def put(settings: Settings, name: str, text: str) -> None:
    path = settings.lexicon / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_rows_of_ones_own_are_found_in_every_language(settings: Settings, lay: Lay, dateline: Run, published: Ask) -> None:
    lay("harbour-post/guild.txt", GUILD)
    lay("courrier/guilde.txt", FRENCH)
    dateline()
    bare = code_version()
    assert published("SELECT count(*) FROM entities WHERE source = 'lexicon' AND name IN ('Jahazi Pamoja', 'Kilindi Ndogo')") == [(0,)]

    put(settings, "orgs.tsv", ORGS)
    put(settings, "regions.tsv", PLACES)
    result = dateline()
    assert not result.did_nothing
    assert code_version() != bare
    rows = published(
        "SELECT name, type, country, sector, source, n_langs FROM entities WHERE name IN ('Jahazi Pamoja', 'Kilindi Ndogo') ORDER BY 1"
    )
    assert rows == [("Jahazi Pamoja", "ORG", "KEN", "CIV", "lexicon", 2), ("Kilindi Ndogo", "GPE", "KEN", None, "lexicon", 2)]
    assert dateline().did_nothing

    for name in ("orgs.tsv", "regions.tsv"):
        (settings.lexicon / name).unlink()
    assert not dateline().did_nothing
    assert code_version() == bare
    assert published("SELECT count(*) FROM entities WHERE source = 'lexicon' AND name = 'Jahazi Pamoja'") == [(0,)]


def test_a_person_of_ones_own_is_known_in_every_spelling(settings: Settings, lay: Lay, dateline: Run, published: Ask) -> None:
    lay("post/a.txt", "A visit\n\nNAIROBI - Kenya welcomed Zuhura Mwandawiro on 4 March 2024. Mwandawiro said the harbour would open.\n")
    lay("courrier/b.txt", "Une visite\n\nNAIROBI - Le Kenya a accueilli Zouhoura Mouandaouiro le 4 mars 2024.\n")
    lay("jarida/c.txt", "زيارة\n\nنيروبي - استقبلت كينيا زهرة مونداويرو يوم 4 مارس 2024.\n")
    put(
        settings, "persons.tsv", "id\tcountry\ten\tfr\tar\nper:user-zuhura\tKEN\tZuhura Mwandawiro\tZouhoura Mouandaouiro\tزهرة مونداويرو\n"
    )
    dateline()
    assert published("SELECT name, source, country, n_articles, n_langs FROM entities WHERE type = 'PER'") == [
        ("Zuhura Mwandawiro", "lexicon", "KEN", 3, 3)
    ]


def test_another_man_of_that_name_stays_another(settings: Settings, lay: Lay, dateline: Run, published: Ask) -> None:
    lay("post/a.txt", "A choir\n\nLIMA - Zuhura Mwandawiro, the mayor of Callao in Peru, opened the concert on 4 March 2024.\n")
    put(settings, "persons.tsv", "id\tcountry\ten\nper:user-zuhura\tKEN\tZuhura Mwandawiro\n")
    dateline()
    assert published("SELECT source FROM entities WHERE type = 'PER' AND name = 'Zuhura Mwandawiro'") == [("induced",)]


@pytest.fixture
def tell(lay: Lay) -> Callable[[str, str, str], None]:
    """An article of a day."""

    def put_dated(name: str, day: str, text: str) -> None:
        lay(name, text.replace("Talks", f"Talks of {name}"))  # the same words on two days would be one article
        lay(f"{name}.meta.json", json.dumps({"published_at": day}))

    return put_dated


SPOKE = 'Talks\n\n{where} - "The border will stay open", the {country} president said.\n'
SPEAKERS = (
    "SELECT a.uri, e.name, q.speaker_basis, e.source, e.sector FROM quotes AS q JOIN articles AS a USING (article_id)"
    " LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id ORDER BY 1"
)
Tell = Callable[[str, str, str], None]


def test_an_office_finds_its_holder_near_that_day(tell: Tell, dateline: Run, published: Ask) -> None:
    tell("post/old.txt", "2013-05-03", "Oath\n\nLUSAKA - The president of Zambia, Mutale Chanda, took the oath.\n")
    tell("post/new.txt", "2019-05-07", "Oath\n\nLUSAKA - The president of Zambia, Bwalya Tembo, took the oath.\n")
    for n, day in enumerate(("2013-06-05", "2019-06-09", "2030-02-01", "1962-05-05")):
        tell(f"wire/{n}.txt", day, SPOKE.format(where="LUSAKA", country="Zambian"))
    dateline()
    assert [row[:3] for row in published(SPEAKERS)] == [
        ("wire/0.txt", "Mutale Chanda", "role_corpus"),
        ("wire/1.txt", "Bwalya Tembo", "role_corpus"),
        ("wire/2.txt", None, "role"),
        ("wire/3.txt", None, "role"),
    ]


def test_the_table_answers_where_no_article_does(tell: Tell, dateline: Run, published: Ask) -> None:
    tell("post/a.txt", "2013-06-05", SPOKE.format(where="PARIS", country="French"))
    tell("post/b.txt", "2019-06-05", SPOKE.format(where="PARIS", country="French"))
    tell("post/c.txt", "2020-06-05", SPOKE.format(where="PARIS", country="former French"))
    tell("post/d.txt", "2024-06-05", SPOKE.format(where="NAIROBI", country="Kenyan"))
    tell("post/e.txt", "2024-06-02", "Visit\n\nNAIROBI - The president of Kenya, Mutua Njeri, met the crews.\n")
    tell("sahifa/f.txt", "2019-06-05", "محادثات في العاصمة\n\nباريس - قال الرئيس الفرنسي إن الحدود ستبقى مفتوحة أمام التجار والمسافرين.\n")
    tell("post/g.txt", "2017-05-14", SPOKE.format(where="PARIS", country="French"))
    dateline()
    assert published(SPEAKERS) == [
        ("post/a.txt", "François Hollande", "role_table", "lexicon", "GOV"),
        ("post/b.txt", "Emmanuel Macron", "role_table", "lexicon", "GOV"),
        ("post/c.txt", None, "role", None, None),
        ("post/d.txt", "Mutua Njeri", "role_corpus", "induced", "GOV"),  # what articles say outranks the table
        ("post/g.txt", None, "role", None, None),  # the day of the change
        ("sahifa/f.txt", "Emmanuel Macron", "role_table", "lexicon", "GOV"),
    ]
    assert published("SELECT count(*) FROM entities WHERE name = 'William Ruto'") == [(0,)]


def test_the_table_can_be_extended(settings: Settings, tell: Tell, dateline: Run, published: Ask) -> None:
    tell("post/a.txt", "2031-06-05", 'Talks\n\nLUSAKA - "The mill stays open", the Zambian foreign minister said.\n')
    put(settings, "persons.tsv", "id\tcountry\ten\nper:user-tembo\tZMB\tBwalya Tembo\n")
    put(settings, "office_holders.tsv", "office\tcountry\tperson\tfrom\tto\nforeign_minister\tZMB\tper:user-tembo\t2029-03\t\n")
    dateline()
    assert published(SPEAKERS) == [("post/a.txt", "Bwalya Tembo", "role_table", "lexicon", "GOV")]


def test_a_language_of_ones_own(settings: Settings, lay: Lay, dateline: Run, published: Ask) -> None:
    lay(
        "zeitung/a.txt",
        "Hafen\n\nMOMBASA - Die Gilde Jahazi Pamoja und die Vereinten Nationen sprachen in Mombasa über den Hafen in Kenia.\n",
    )
    put(settings, "de/pack.toml", 'name = "Deutsch"\nscript = "Latn"\nelisions = []\nabbreviations = []\nproclitics = []\n')
    put(settings, "orgs.tsv", "id\tde\norg:un\tVereinte Nationen|Vereinten Nationen\n")
    dateline()
    assert published("SELECT lang FROM articles") == [("de",)]
    assert published("SELECT name FROM entities WHERE code = 'UN'") == [("United Nations",)]


TYPES = (
    "type\tmode\tquad_class\tcameo_root\tintensity\tmeaning\nx-water\tx-ration\t0\t\t-2\tWater is rationed\n"
    "PROTEST\tx-die-in\t4\t14\t-6.5\tPeople lie down\n"
)
TRIGGERS = (
    "pattern\ttype\tmode\tframe\trealis\tcontexts\texample\n"
    "{ration} ~3 water\tx-water\tx-ration\tsvo\t\tx-climate\tKenya rationed drinking water in Nairobi.\n"
    "({stage}|{hold}) ~2 die-in\tPROTEST\tx-die-in\tsv\t\tprotest\tStudents staged a die-in in Lima.\n"
)


def test_a_codebook_of_ones_own_is_data_alone(settings: Settings, lay: Lay, dateline: Run, published: Ask) -> None:
    lay(
        "water-desk/one.txt",
        "ACCRA - Ghana rationed drinking water in Kumasi on Monday, 4 March 2024.\n\nStudents staged a die-in in Accra.\n",
    )
    put(settings, "event_types.tsv", TYPES)
    put(settings, "event_contexts.tsv", "context\tmeaning\nx-climate\tWhat the weather does to people\n")
    put(settings, "en/triggers.tsv", TRIGGERS)
    put(settings, "en/verbs_events.tsv", "lemma\tparadigm\tstems\tforms\nration\tregular\t\t\n")
    dateline()
    rows = published("SELECT event_type, event_mode, quad_class, cameo_root, contexts FROM event_mentions ORDER BY trigger_start_char")
    assert rows == [("x-water", "x-ration", 0, None, ["x-climate"]), ("PROTEST", "x-die-in", 4, "14", ["protest"])]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("en/triggers.tsv", TRIGGERS, "event type 'x-water' with mode 'x-ration' is not in"),
        ("shared/event_types.tsv", TYPES, "stand in .* itself"),
    ],
)
def test_a_codebook_that_cannot_be_used_is_said_before_the_first_document(
    settings: Settings, lay: Lay, dateline: Run, name: str, text: str, message: str
) -> None:
    lay("water-desk/one.txt", "ACCRA - Ghana rationed drinking water in Kumasi on Monday, 4 March 2024.\n")
    put(settings, name, text)
    with pytest.raises(LexiconError, match=message):
        dateline()
