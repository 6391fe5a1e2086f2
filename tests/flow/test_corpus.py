"""The corpus decides: entities, statements, copies, stories, events and story dates from evidence, on a real DuckDB.

Evidence is written here by hand, so that these facts hold whatever the extractors find. Persons and happenings are invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import permutations
from typing import Any

import duckdb
import pytest

from pipeline import model as m
from pipeline.text import script_of
from pipeline.warehouse import corpus, dictionary, evidence, store

KNOWN = {"Niger": "gpe:ner", "النيجر": "gpe:ner", "Algeria": "gpe:dza", "Algérie": "gpe:dza", "الجزائر": "gpe:dza"}
CODES = {"gpe:ner": "NER", "gpe:dza": "DZA"}


@dataclass
class Paper:
    """One article and what it says, found by its words."""

    article_id: str
    lang: str
    text: str
    published: date | None = None
    source: str = "a"
    names: list[tuple[str, str]] = field(default_factory=list)  # (words in the text, type)
    unconfirmed: tuple[str, ...] = ()
    quotes: list[tuple[str, str]] = field(default_factory=list)  # (words, speaker)
    events: list[dict[str, Any]] = field(default_factory=list)
    dates: list[tuple[str, int | None, date | None]] = field(default_factory=list)  # (words, offset, day)
    title: str | None = None

    def at(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def rows(self) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
        locals_: dict[str, int] = {}
        yield "lines", (self.article_id, 0), m.Line(1, 0, len(self.text), True, "body", "prose", 0.9, "t")
        for no, (words, kind) in enumerate(self.names):
            lexicon = KNOWN.get(words)
            code = CODES.get(lexicon or "")
            locals_[words] = no
            entity = m.LocalEntity(kind, words, self.lang, script_of(words), lexicon, code, code)  # type: ignore[arg-type]
            yield "local_entities", (self.article_id, no), replace(entity, is_confirmed=words not in self.unconfirmed)
            start, end = self.at(words)
            yield "mentions", (self.article_id, no), m.Mention(start, end, words, kind, no, "name", None, "t", 0.9)  # type: ignore[arg-type]
        for no, (words, speaker) in enumerate(self.quotes):
            start, end = self.at(words)
            yield "quotes", (self.article_id, no), m.Quote(
                no, 1, start, end, words, "direct", None, None, None, "say", None, None, None, "name", locals_[speaker], None, "t",
                None, None, False, "t", 0.9,
            )  # fmt: skip
        for no, (words, offset, day) in enumerate(self.dates):
            start, end = self.at(words)
            yield (
                "dates",
                (self.article_id, no),
                m.DateMention(start, end, words, day, day, "day", "relative", offset, "t"),
            )
        for no, event in enumerate(self.events):
            start, end = self.at(event["clause"])
            trigger = self.at(event["trigger"])
            day, last, precision = event.get("day"), event.get("last", event.get("day")), event.get("precision", "day")
            yield "events", (self.article_id, no), m.EventMention(
                start, end, event["clause"], event["trigger"], *trigger, event["type"], None, "04", 1, 1.0, (),
                event.get("realis", "actual"), event.get("attribution", "narrator"), None, day, last, precision if day else None,
                None, event.get("basis", "explicit") if day else "none", event.get("offset"), None, None, None, False, "t", 0.9,
            )  # fmt: skip
            for ord_, words in enumerate(event["parties"]):
                code = CODES.get(KNOWN.get(words, ""))
                yield (
                    "participants",
                    (self.article_id, no, ord_),
                    m.Participant("participant", locals_[words], None, code, None, None, None, None, None, "direct"),
                )
            for ord_, (measure, best) in enumerate(event.get("numbers", ())):
                yield (
                    "numbers",
                    (self.article_id, no, ord_),
                    m.EventNumber(measure, best, best, best, None, None, event["trigger"], *trigger, "t", 0.9),
                )


ENGLISH = Paper(
    "art_en", "en",
    "Niger and Algeria opened talks on water in Agadez on Monday. “The wells of the north belong to the shepherds, and 30 of them "
    "will be dug this year,” said Idrissa Benkacem, who leads the delegation from Algiers, before the doors of the old customs house "
    "closed behind him. The two neighbours founded their water commission in 2019. Clashes near Arlit had killed 12 people in January.",
    date(2025, 2, 10), "a",
    [("Niger", "GPE"), ("Algeria", "GPE"), ("Idrissa Benkacem", "PER")],
    quotes=[("The wells of the north belong to the shepherds, and 30 of them will be dug this year", "Idrissa Benkacem")],
    events=[
        {"clause": "Niger and Algeria opened talks on water in Agadez", "trigger": "opened talks", "type": "CONSULT",
         "parties": ["Niger", "Algeria"], "day": date(2025, 2, 10), "basis": "relative"},
        {"clause": "The two neighbours founded their water commission", "trigger": "founded", "type": "COOPERATE",
         "parties": ["Niger", "Algeria"], "day": date(2019, 1, 1), "last": date(2019, 12, 31), "precision": "year"},
        {"clause": "Clashes near Arlit had killed 12 people", "trigger": "killed", "type": "ASSAULT", "parties": ["Niger"],
         "day": date(2025, 1, 1), "last": date(2025, 1, 31), "precision": "month", "numbers": [("killed", 12.0)]},
    ],
    title="Niger and Algeria talk about water",
)  # fmt: skip
FRENCH = Paper(
    "art_fr", "fr",
    "Le Niger et l'Algérie ont ouvert aujourd'hui à Agadez des pourparlers sur l'eau. « Les puits du nord appartiennent aux bergers, et "
    "30 d'entre eux seront creusés cette année », a dit Idriss Benkassem. Près d'Arlit, des affrontements avaient tué 14 personnes en "
    "janvier 2025.",
    None, "b",
    [("Niger", "GPE"), ("Algérie", "GPE"), ("Idriss Benkassem", "PER")],
    quotes=[("Les puits du nord appartiennent aux bergers, et 30 d'entre eux seront creusés cette année", "Idriss Benkassem")],
    events=[
        {"clause": "Le Niger et l'Algérie ont ouvert aujourd'hui à Agadez des pourparlers sur l'eau", "trigger": "pourparlers",
         "type": "CONSULT", "parties": ["Niger", "Algérie"], "offset": 0},
        {"clause": "des affrontements avaient tué 14 personnes", "trigger": "tué", "type": "ASSAULT", "parties": ["Niger"],
         "day": date(2025, 1, 1), "last": date(2025, 1, 31), "precision": "month", "numbers": [("killed", 14.0)]},
    ],
    dates=[("aujourd'hui", 0, None)],
    title="Le Niger et l'Algérie parlent d'eau",
)  # fmt: skip
ARABIC = Paper(
    "art_ar", "ar",
    "افتتحت النيجر والجزائر أمس في أغاديز محادثات حول المياه. وقال إدريس بن قاسم: «آبار الشمال ملك للرعاة، وسيحفر منها 30 بئرا هذا العام». "
    "وكان البلدان قد أسسا لجنة المياه عام 2019. وتبدأ الجولة الثانية من محادثات المياه في مارس 2025.",
    date(2025, 2, 11), "c",
    [("النيجر", "GPE"), ("الجزائر", "GPE"), ("إدريس بن قاسم", "PER")],
    quotes=[("آبار الشمال ملك للرعاة، وسيحفر منها 30 بئرا هذا العام", "إدريس بن قاسم")],
    events=[
        {"clause": "افتتحت النيجر والجزائر أمس في أغاديز محادثات حول المياه", "trigger": "محادثات", "type": "CONSULT",
         "parties": ["النيجر", "الجزائر"], "day": date(2025, 2, 10), "basis": "relative"},
        {"clause": "أسسا لجنة المياه", "trigger": "أسسا", "type": "COOPERATE", "parties": ["النيجر", "الجزائر"],
         "day": date(2019, 1, 1), "last": date(2019, 12, 31), "precision": "year"},
        {"clause": "وتبدأ الجولة الثانية من محادثات المياه", "trigger": "الجولة", "type": "CONSULT", "realis": "planned",
         "parties": ["النيجر", "الجزائر"], "day": date(2025, 3, 1), "last": date(2025, 3, 31), "precision": "month"},
    ],
    title="النيجر والجزائر تبحثان ملف المياه",
)  # fmt: skip
COPY = replace(ENGLISH, article_id="art_copy", source="d", published=date(2025, 2, 11))
ELSEWHERE = Paper(
    "art_else", "en", "Karim Benkacem opened a bakery in Bilma, and Talba watched.", date(2025, 6, 1), "a",
    [("Karim Benkacem", "PER"), ("Talba", "PER")], unconfirmed=("Talba",), title="A bakery in Bilma",
)  # fmt: skip
LATER = Paper(
    "art_later", "en", "Niger and Algeria held the second round of their water talks in Agadez on 12 March.", date(2025, 3, 13), "a",
    [("Niger", "GPE"), ("Algeria", "GPE")],
    events=[{"clause": "Niger and Algeria held the second round of their water talks", "trigger": "held", "type": "CONSULT",
             "parties": ["Niger", "Algeria"], "day": date(2025, 3, 12)}],
)  # fmt: skip
ALL = (ENGLISH, FRENCH, ARABIC, COPY, ELSEWHERE, LATER)


def resolved(papers: Sequence[Paper]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    store.prepare(con)
    found: dict[str, list[Any]] = {table.name: [] for table in evidence.TABLES}
    for paper in papers:
        con.execute(
            "INSERT INTO main.articles BY NAME SELECT ? AS article_id, ? AS source_id, ? AS uri, 'text/plain' AS media_type,"
            " 'utf-8' AS encoding, '0' AS raw_sha256, ? AS text, sha256(?) AS text_sha256, '' AS renderer_version, ? AS title,"
            " ? AS lang, ?::DATE AS published_on, ? AS published_basis, TIMESTAMP '2025-07-01' AS ingested_at, true AS is_current",
            [paper.article_id, paper.source, paper.article_id, paper.text, paper.article_id, paper.title, paper.lang, paper.published,
             "given" if paper.published else "none"],
        )  # fmt: skip
        for table, keys, value in paper.rows():
            found[table].append((keys, value))
    for table in evidence.TABLES:
        evidence.insert(con, table, found[table.name])
    corpus.resolve(con)
    return con


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    return resolved(ALL)


def one(con: duckdb.DuckDBPyConnection, sql: str, *values: object) -> Any:
    rows = con.execute(sql, list(values)).fetchall()
    assert len(rows) == 1, rows
    return rows[0] if len(rows[0]) > 1 else rows[0][0]


def test_one_man_in_three_spellings_and_two_scripts(con: duckdb.DuckDBPyConnection) -> None:
    assert (
        one(
            con,
            "SELECT count(DISTINCT entity_id) FROM entity_mentions WHERE text IN ('Idrissa Benkacem', 'Idriss Benkassem', 'إدريس بن قاسم')",
        )
        == 1
    )
    assert one(con, "SELECT n_langs FROM entities WHERE type = 'PER' AND n_articles = 4") == 3
    assert one(con, "SELECT name FROM entities WHERE type = 'PER' AND n_articles = 4") == "Idrissa Benkacem"


def test_his_namesake_is_another(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT n_articles FROM entities WHERE name = 'Karim Benkacem'") == 1


def test_a_name_that_nothing_confirms_leaves_no_row(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT count(*) FROM entity_mentions WHERE text = 'Talba'") == 0
    assert one(con, "SELECT count(*) FROM entities WHERE name = 'Talba'") == 0


def test_a_name_confirmed_elsewhere_is_accepted() -> None:
    other = replace(ELSEWHERE, article_id="art_conf", unconfirmed=(), text=ELSEWHERE.text + " Talba Oumarou smiled.",
                    names=[("Karim Benkacem", "PER"), ("Talba Oumarou", "PER")])  # fmt: skip
    with_it = resolved((ELSEWHERE, other))
    assert one(with_it, "SELECT count(DISTINCT entity_id) FROM entity_mentions WHERE text LIKE 'Talba%'") == 1


def test_a_lexicon_settles_countries_across_languages(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT n_langs, source, type FROM entities WHERE code = 'DZA'") == (3, "lexicon", "GPE")


def test_one_statement_in_three_languages(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT n_quotes, n_articles, n_langs, has_speaker_disagreement FROM quote_groups") == (
        4,
        4,
        3,
        False,
    )
    relations = dict(con.execute("SELECT article_id, relation FROM quotes").fetchall())
    assert relations == {
        "art_en": "identical",
        "art_copy": "identical",
        "art_fr": "translation",
        "art_ar": "translation",
    }


def test_a_copy_points_to_the_earlier_article(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("SELECT article_id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL").fetchall() == [
        ("art_copy", "art_en")
    ]


def test_one_happening_is_one_story(con: duckdb.DuckDBPyConnection) -> None:
    stories = dict(con.execute("SELECT article_id, story_id FROM articles").fetchall())
    assert len({stories[a] for a in ("art_en", "art_fr", "art_ar", "art_copy")}) == 1
    assert len({stories[a] for a in ("art_en", "art_else", "art_later")}) == 3
    assert one(con, "SELECT label FROM stories WHERE n_articles = 4") == "Niger and Algeria talk about water"


def test_one_meeting_of_four_reports(con: duckdb.DuckDBPyConnection) -> None:
    event = one(
        con,
        "SELECT n_articles, n_langs, date_start, certainty, realis, n_narrated FROM events WHERE date_start = DATE '2025-02-10'",
    )
    assert event == (4, 3, date(2025, 2, 10), "reported", "actual", 4)


def test_background_of_one_date_is_one_event(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT n_articles FROM events WHERE event_type = 'COOPERATE'") == 3


def test_a_plan_stays_a_plan_and_is_carried_out(con: duckdb.DuckDBPyConnection) -> None:
    plan = one(con, "SELECT event_id FROM events WHERE certainty = 'planned' AND realis = 'planned'")
    assert one(con, "SELECT fulfils_event_id FROM events WHERE date_start = DATE '2025-03-12'") == plan


def test_numbers_that_differ_are_told(con: duckdb.DuckDBPyConnection) -> None:
    told = con.execute("SELECT value, article_ids FROM event_differences WHERE field = 'number' ORDER BY value").fetchall()
    assert told == [("killed: 12", ["art_copy", "art_en"]), ("killed: 14", ["art_fr"])]


def test_an_undated_article_is_dated_by_its_story(con: duckdb.DuckDBPyConnection) -> None:
    assert one(con, "SELECT published_on, published_basis, published_precision FROM articles WHERE article_id = 'art_fr'") == (
        date(2025, 2, 10), "story", "day")  # fmt: skip
    assert one(con, "SELECT date_start, date_end FROM date_mentions") == (date(2025, 2, 10), date(2025, 2, 10))
    assert one(con, "SELECT date_basis FROM event_mentions WHERE article_id = 'art_fr' AND event_type = 'CONSULT'") == "story"


def test_an_undated_article_without_such_a_story_stays_undated() -> None:
    alone = resolved((FRENCH, ELSEWHERE))
    assert one(alone, "SELECT published_on, published_basis FROM articles WHERE article_id = 'art_fr'") == (
        None,
        "none",
    )


def test_what_is_claimed_only_is_claimed() -> None:
    quoted = [replace(ENGLISH, events=[{**ENGLISH.events[0], "attribution": "quoted"}])]
    assert one(resolved(quoted), "SELECT certainty, n_narrated, n_attributed FROM events") == ("claimed", 0, 1)
    denied = [*quoted, replace(ARABIC, events=[{**ARABIC.events[0], "realis": "denied"}])]
    assert one(resolved(denied), "SELECT certainty, n_denied FROM events WHERE n_articles = 2") == ("disputed", 1)


def test_the_order_of_arrival_changes_no_row() -> None:
    tables = [t.name for t in dictionary.tables() if t.name not in {"sources", "article_lines", "articles", "runs", "_meta"}]

    def dump(papers: Sequence[Paper]) -> list[Any]:
        done = resolved(papers)
        columns = "article_id, story_id, duplicate_of, published_on, published_basis"
        return [done.execute(f"SELECT * FROM main.{t} ORDER BY ALL").fetchall() for t in tables] + [
            done.execute(f"SELECT {columns} FROM articles ORDER BY ALL").fetchall()
        ]

    first = dump(ALL)
    for order in list(permutations(ALL))[119::240]:
        assert dump(order) == first


def test_an_empty_corpus_has_no_rows() -> None:
    empty = resolved(())
    assert one(empty, "SELECT count(*) FROM entities") == 0


@pytest.mark.parametrize("name", ["references", "spans", "unique_keys", "values", "mentions_are_flat", "dates_are_ordered"])
def test_the_blocking_checks_hold(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute(
        "INSERT INTO sources BY NAME SELECT DISTINCT source_id, false AS may_publish_text, 1 AS n_articles FROM articles"
        " WHERE NOT EXISTS (SELECT 1 FROM sources)"
    )
    assert con.execute(store.sql_text(f"checks/{name}.sql")).fetchall() == []
