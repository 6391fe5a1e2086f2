"""What macros and views answer, on a warehouse whose rows are known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.languages import shared
from pipeline.warehouse import marts
from pipeline.warehouse.paths import sql_files

Con = duckdb.DuckDBPyConnection
MACROS = sql_files("marts/macros")
# Names of columns as their owners publish them.
_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_COUNTS = "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone"
GDELT_EVENTS = [
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"), *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    *re.split(" ", _COUNTS), *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO), "DATEADDED", "SOURCEURL",
]  # fmt: skip
GDELT_MENTIONS = re.split(
    r"\s+",
    """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
    Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""",
)
POLECAT = re.split(
    r",\s+",
    """Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW,
    Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW,
    Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District,
    Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People,
    Story Organizations, Story Locations, Language, Version""",
)


def values(con: Con, sql: str, *parameters: object) -> list[Any]:
    return [row[0] for row in con.execute(sql, list(parameters)).fetchall()]


def records(con: Con, sql: str) -> list[dict[str, Any]]:
    cursor = con.execute(sql)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("who", ["Nadia al-Sahli", "NADIA AL SAHLI", "Nadia Es-Sahli", "نادية الساحلي", "ent_nadia", "ent_old"])
def test_any_spelling_and_any_id_mean_the_entity(news: Con, who: str) -> None:
    assert values(news, "SELECT entity_id_of(?)", who) == ["ent_nadia"]
    assert values(news, "SELECT quote_id FROM quotes_by(?)", who) == ["quo_1", "quo_2"]
    assert values(news, "SELECT count(*) FROM mentions_of(?)", who) == [4]


def test_a_code_means_its_entity_and_nobody_means_none(news: Con) -> None:
    assert values(news, "SELECT entity_id_of(x) FROM (VALUES ('tun'), ('AU'), ('Tunisie'), ('nobody'), ('')) AS t(x)") == [
        "ent_tun", "ent_au", "ent_tun", None, None,
    ]  # fmt: skip


def test_of_namesakes_the_one_most_mentioned_is_meant_and_the_others_can_be_seen(news: Con) -> None:
    assert values(news, "SELECT entity_id_of('Al-Sahli')") == ["ent_nadia"]
    assert values(news, "SELECT entity_id FROM name_keys WHERE name_key = 'al sahli' ORDER BY rank") == ["ent_nadia", "ent_karim"]
    assert values(news, "SELECT entity_id_of(name) = entity_id FROM entities") == [True] * 5


@pytest.mark.parametrize(("what", "quotes"), [("Sfax", ["quo_2"]), ("PORT waits", ["quo_2"]), ("stay", ["quo_1"]), ("Nadia al-Sahli", []),
                                              ("xyzzy", [])])  # fmt: skip
def test_quotes_about(news: Con, what: str, quotes: list[str]) -> None:
    assert values(news, "SELECT quote_id FROM quotes_about(?)", what) == quotes


def test_events_by_who_takes_part(news: Con) -> None:
    assert [(r["event_id"], r["roles"], r["actors"], r["recipients"]) for r in records(news, "FROM events_of('Nadia Es-Sahli')")] == [
        ("evt_0123456789abcdef", ["actor"], ["Nadia al-Sahli", "Tunisia"], ["African Union"])
    ]
    assert values(news, "SELECT event_id FROM events_between('TUN', 'AU')") == ["evt_0123456789abcdef"]
    assert values(news, "SELECT event_id FROM events_between('TUN', 'Sfax')") == []
    assert values(news, "SELECT event_id FROM events_between('TUN', 'TUN')") == []
    assert [(str(r["day"]), r["kind"]) for r in records(news, "FROM timeline('Nadia al-Sahli')")] == [
        ("2025-03-01", "statement"), ("2025-03-01", "statement"), ("2025-03-02", "event"),
    ]  # fmt: skip


def test_who_stands_together(news: Con) -> None:
    assert [
        (r["name"], r["n_articles"], r["n_originals"], r["share_of_articles"]) for r in records(news, "FROM cooccurs_with('Sfax')")
    ] == [("Nadia al-Sahli", 2, 1, 1.0)]
    assert records(news, "FROM cooccurs_with('Nadia al-Sahli', 0)") == []
    pairs = values(news, "SELECT name || ' ' || other_name || ' ' || n_articles FROM v_cooccurrence ORDER BY 1")
    assert pairs == ["Nadia al-Sahli Sfax 2", "Sfax Nadia al-Sahli 2"]


def test_coverage_has_days_without_articles_and_what_could_not_be_read(news: Con) -> None:
    rows = {(s, str(d), lang): (n, o, f) for s, d, lang, n, o, f in news.execute("FROM coverage").fetchall()}
    assert rows == {
        ("post", "2025-03-01", "en"): (1, 1, 0), ("post", "2025-03-02", "en"): (0, 0, 0), ("post", "2025-03-03", "en"): (1, 0, 0),
        ("post", "2025-03-04", "en"): (0, 0, 0), ("presse", "2025-03-03", "fr"): (1, 1, 0), ("presse", "2025-03-04", "fr"): (0, 0, 0),
        ("sahifa", "2025-03-04", "ar"): (1, 1, 0), ("sahifa", "None", "ar"): (1, 1, 0), ("presse", "2025-03-05", None): (0, 0, 1),
    }  # fmt: skip


def test_shares_count_what_was_published_at_all(news: Con) -> None:
    rows = records(news, "FROM share_of_coverage('Sfax', 'day')")
    assert [(str(r["begins_on"]), r["n_naming"], r["n_articles"], r["share"]) for r in rows] == [
        ("2025-03-01", 1, 1, 1.0), ("2025-03-02", 0, 0, None), ("2025-03-03", 1, 2, 0.5), ("2025-03-04", 0, 1, 0.0),
        ("2025-03-05", 0, 0, None),
    ]  # fmt: skip
    (year,) = records(news, "FROM share_of_coverage('ent_sfax', 'year')")
    assert (year["n_naming"], year["n_articles"], year["n_originals_naming"], year["n_originals"]) == (2, 4, 1, 3)


def test_articles_by_any_of_their_names(news: Con) -> None:
    assert values(news, "SELECT article_id_of(x) FROM (VALUES ('art_1'), ('post/art_1.txt'), ('none')) AS t(x)") == ["art_1", "art_1", None]
    assert [r["is_itself"] for r in records(news, "FROM same_story('presse/art_3.txt')")].count(True) == 1
    assert len(records(news, "FROM same_story('art_3')")) == 5


def test_context_marks_the_span_and_stops_at_the_ends(news: Con) -> None:
    assert values(news, "SELECT context('art_1', 0, 6, 3)") == ["⟦Strike⟧ at"]
    assert values(news, "SELECT context('art_1', 7, 9, 4)") == ["ike ⟦at⟧ the"]
    assert values(news, "SELECT context(article_id, start_char, end_char, 0) FROM quotes ORDER BY quote_id") == [
        "⟦We stay open⟧", "⟦The port of Sfax waits⟧",
    ]  # fmt: skip


def test_a_line_is_explained(news: Con) -> None:
    (line,) = records(news, "FROM explain_line('post/art_1.txt', 3)")
    assert (line["text"], line["kept"], line["role"], line["reason"], line["n_other_articles"]) == ("Share", False, "share", "Because.", 1)
    assert records(news, "FROM explain_line('post/art_1.txt', 99)") == []


def test_views_have_one_row_a_thing(news: Con) -> None:
    for view, table in (("v_articles", "articles"), ("v_quotes", "quotes"), ("v_events", "events"), ("v_differences", "event_differences")):
        assert values(news, f"SELECT count(*) FROM {view}") == values(news, f"SELECT count(*) FROM {table}"), view
    (copy,) = records(news, "FROM v_duplicates")
    assert (copy["article_id"], copy["original_article_id"], copy["n_days_later"], copy["is_same_source"]) == ("art_2", "art_1", 2, True)
    activity = records(news, "FROM v_entity_activity WHERE entity_id = 'ent_nadia' ORDER BY day")
    assert [(str(r["day"]), r["n_mentions"], r["n_articles"], r["n_quotes"], r["n_events"]) for r in activity] == [
        ("2025-03-01", 1, 1, 2, 1), ("2025-03-03", 2, 2, 0, 0), ("2025-03-04", 1, 1, 0, 0),
    ]  # fmt: skip
    quality = {r["source_id"]: r for r in records(news, "FROM v_quality_by_source")}
    assert (quality["presse"]["n_errors"], quality["sahifa"]["undated_article_share"], quality["post"]["quotes_per_article"]) == (
        1,
        0.5,
        1.0,
    )
    (share,) = records(news, "FROM v_chrome_audit WHERE NOT kept")
    assert (share["source_id"], share["role"], share["n_lines"], share["n_articles"], share["n_chars"]) == ("post", "share", 2, 2, 10)


@pytest.mark.parametrize(
    ("view", "columns"), [("gdelt_events", GDELT_EVENTS), ("gdelt_mentions", GDELT_MENTIONS), ("polecat_events", POLECAT)]
)
def test_compat_has_the_columns_of_the_others_in_their_order(small: Con, view: str, columns: list[str]) -> None:
    assert len(columns) == {"gdelt_events": 61, "gdelt_mentions": 16, "polecat_events": 40}[view]
    assert [d[0] for d in small.execute(f"FROM compat.{view}").description] == columns


def test_an_event_as_gdelt_has_it(news: Con) -> None:
    (event,) = records(news, "FROM compat.gdelt_events")  # the planned one is left out
    wanted = {
        "GLOBALEVENTID": 0x0123456789ABCDE, "SQLDATE": 20250302, "MonthYear": 202503, "Year": 2025, "Actor1Name": "TUNISIA",
        "Actor1Code": "TUN", "Actor1CountryCode": "TUN", "Actor2Name": "AFRICAN UNION", "Actor2Code": "IGOAFRAFU",
        "Actor2KnownGroupCode": "AFU", "Actor2Type1Code": "IGO", "IsRootEvent": 1, "EventCode": "0356", "EventBaseCode": "035",
        "EventRootCode": "03", "QuadClass": 1, "GoldsteinScale": 7.0, "ActionGeo_FullName": "Sfax", "ActionGeo_CountryCode": "TS",
        "DATEADDED": 20250305100000, "SOURCEURL": "post/art_1.txt",
    }  # fmt: skip
    assert {name: event[name] for name in wanted} == wanted
    (mention,) = records(news, "FROM compat.gdelt_mentions")
    assert (mention["GLOBALEVENTID"], mention["MentionType"], mention["Confidence"]) == (event["GLOBALEVENTID"], 2, 90)
    (row,) = records(news, "FROM compat.polecat_events")
    assert (row["Actor Name"], row["Recipient Name"], row["Quad Code"]) == (
        "Nadia al-Sahli; Tunisia",
        "African Union",
        "VERBAL COOPERATION",
    )


def test_cameo_codes_belong_to_the_roots_of_the_ontology(small: Con) -> None:
    known = {(r["type"], r["mode"] or None): r["cameo_root"] or None for r in shared().table("event_types")}
    coded = {
        (t, m): root for t, m, root in small.execute("SELECT event_type, event_mode, event_root_code FROM compat.cameo_codes").fetchall()
    }
    assert coded == {key: root for key, root in known.items() if root}


def test_fips_codes_are_codes_of_countries_that_are_known(small: Con) -> None:
    known = {row["code"] for row in shared().table("countries")}
    codes = dict(small.execute("FROM compat.fips_codes").fetchall())
    assert set(codes) <= known
    assert len(set(codes.values())) == len(codes) > 240
    assert (codes["TCD"], codes["IRQ"], codes["DEU"], codes["RUS"], codes["SSD"]) == ("CD", "IZ", "GM", "RS", "OD")


def test_files_stand_behind_those_whose_objects_they_mention(tmp_path: Path) -> None:
    for name, text in {"a": "SELECT * FROM c -- not b", "b": "SELECT 'a', x FROM a", "c": "SELECT 1"}.items():
        (tmp_path / f"{name}.sql").write_text(text)
    assert [p.stem for p in marts.in_order(list(tmp_path.glob("*.sql")))] == ["c", "a", "b"]


@pytest.mark.parametrize("path", [*sql_files("marts"), *MACROS, *sql_files("marts/compat")], ids=lambda p: p.stem)
def test_an_object_has_a_file_of_its_own_name(path: Path) -> None:
    made = re.findall(r"CREATE OR REPLACE (?:VIEW|MACRO) (?:compat\.)?(\w+)", path.read_text(encoding="utf-8"))
    assert made == [path.stem]


@pytest.mark.parametrize("name", [p.stem for p in MACROS if "AS TABLE" in p.read_text(encoding="utf-8")])
def test_macros_take_hostile_names(news: Con, name: str) -> None:
    (parameters,) = values(news, "SELECT parameters FROM duckdb_functions() WHERE function_name = ?", name)
    for given in ("", "'; DROP TABLE articles; --", "%", "\u200f\u202e", "x" * 10_000):
        slots = ["1" if p in ("n", "line") else "'month'" if p == "period" else "?" for p in parameters]
        news.execute(f"FROM {name}({', '.join(slots)})", [given] * slots.count("?")).fetchall()
    assert values(news, "SELECT count(*) FROM articles") == [5]


def test_tables_are_the_same_whatever_the_order_of_rows(own_news: Con) -> None:
    def told() -> dict[str, list[tuple[Any, ...]]]:
        return {
            t: own_news.execute(f"FROM {t}").fetchall()
            for t in ("coverage", "event_parties", "name_keys", "repeated_lines", "search_articles", "search_tokens")
        }

    before = told()
    for table in (
        "articles",
        "article_lines",
        "entities",
        "entity_aliases",
        "entity_mentions",
        "event_participants",
        "event_mentions",
        "events",
    ):
        own_news.execute(f"CREATE TEMP TABLE turned AS SELECT * FROM {table} ORDER BY hash({table}::VARCHAR)")
        own_news.execute(f"DELETE FROM {table}")
        own_news.execute(f"INSERT INTO {table} FROM turned")
        own_news.execute("DROP TABLE turned")
    for table in (*before, "letter_folds"):
        own_news.execute(f"DELETE FROM {table}")
    marts.fill(own_news)
    assert told() == before
