"""The user's own five documents: what must come out of them, by general rules.

They are not part of this repository. Where the folder `../shared/seeds` stands beside a checkout these tests run, else they skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seed documents (../shared/seeds) are not beside this checkout")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("seeds")
    folder = home / "raw" / "seeds"
    folder.mkdir(parents=True)
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, folder / path.name)
    env = dict(os.environ, DATELINE_RAW=str(home / "raw"), DATELINE_HOME=str(home / "var"), DATELINE_WAREHOUSE=str(home / "w.duckdb"))
    done = subprocess.run([sys.executable, "-m", "pipeline.cli", "run"], env=env, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    con = duckdb.connect(str(home / "w.duckdb"), read_only=True)
    con.execute("SET TimeZone = 'UTC'")
    con.execute("CREATE TEMP MACRO doc(uri) AS regexp_extract(uri, '([0-9]{3})_[0-9a-f]+', 1)")
    con.execute("CREATE TEMP TABLE d AS SELECT *, doc(uri) AS doc FROM articles")
    yield con
    con.close()


def rows(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return con.execute(sql, list(values)).fetchall()


def strings(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows(con, sql, *values)]


def dropped(con: duckdb.DuckDBPyConnection, doc: str) -> list[tuple[int, str]]:
    return rows(
        con,
        "SELECT line_no, role FROM article_lines JOIN d USING (article_id) WHERE doc = ? AND NOT kept AND role <> 'blank' ORDER BY 1",
        doc,
    )


def test_exactly_the_title_and_the_body_are_kept(seeds: duckdb.DuckDBPyConnection) -> None:
    assert dropped(seeds, "000") == []
    assert [n for n, _ in dropped(seeds, "001")] == [1, 2, 3, 4, 13]
    assert [n for n, _ in dropped(seeds, "002")] == [15, 17, 18]
    assert [n for n, _ in dropped(seeds, "003")] == [3, 4, 35]
    assert [n for n, _ in dropped(seeds, "004")] == [1, *range(8, 21)]


def test_dropped_lines_say_what_they_are_and_why(seeds: duckdb.DuckDBPyConnection) -> None:
    assert [r for _, r in dropped(seeds, "001")] == ["related_headline", "date_stamp", "related_headline", "date_stamp", "credit"]
    assert [r for _, r in dropped(seeds, "003")] == ["date_stamp", "repeated_title", "share"]
    assert dict(dropped(seeds, "002"))[17] == "share"
    assert dict(dropped(seeds, "004"))[1] == "date_stamp"
    assert {r for n, r in dropped(seeds, "004") if n not in (1, 16)} == {"related_headline"}
    assert rows(seeds, "SELECT count(*) FROM article_lines WHERE reason IS NULL OR rule_id IS NULL OR score NOT BETWEEN 0 AND 1") == [(0,)]


def test_title_credit_language(seeds: duckdb.DuckDBPyConnection) -> None:
    assert strings(seeds, "SELECT doc, lang, coalesce(credit, ''), title IS NOT NULL FROM d ORDER BY doc") == [
        ("000", "fr", "", "True"),
        ("001", "fr", "AA", "False"),
        ("002", "en", "", "False"),
        ("003", "ar", "", "True"),
        ("004", "fr", "", "False"),
    ]


def test_publication_dates_and_their_basis(seeds: duckdb.DuckDBPyConnection) -> None:
    assert strings(seeds, "SELECT doc, published_on, published_precision, published_basis FROM d ORDER BY doc") == [
        ("000", "2024-11-19", "day", "story"),
        ("001", "2024-11-19", "day", "text"),
        ("002", "2024-11-19", "day", "story"),
        ("003", "", "", "none"),
        ("004", "2021-12-27", "minute", "text"),
    ]
    assert strings(seeds, "SELECT published_at FROM d WHERE doc = '004'") == [("2021-12-27 09:08:00",)]


def test_three_statements_are_three_groups_with_their_speakers(seeds: duckdb.DuckDBPyConnection) -> None:
    found = strings(
        seeds,
        """SELECT e.name, g.n_articles, g.n_langs, string_agg(DISTINCT d.doc, ' ' ORDER BY d.doc)
        FROM quote_groups g JOIN quotes q USING (quote_group_id) JOIN d USING (article_id)
        JOIN entities e ON e.entity_id = g.speaker_entity_id
        WHERE g.n_articles > 1 GROUP BY ALL ORDER BY 1""",
    )
    assert found == [
        ("Javier Colomina", "2", "2", "000 002"),
        ("Qasim al-Araji", "2", "2", "000 002"),
        ("Tom Goffus", "2", "2", "000 002"),
    ]


@pytest.mark.parametrize(
    ("spellings", "docs"),
    [
        (("Qasim al-Araji", "Qasim Al-Araji", "al-Araji"), "000 001 002 004"),
        (("Tom Goffus",), "000 001 002"),
        (("Javier Colomina",), "000 001 002"),
        (("NATO", "OTAN", "الناتو", "حلف شمال الأطلسي"), "000 001 002 003 004"),
        (("Iraq", "Irak", "العراق"), "000 001 002 003 004"),
    ],
)
def test_one_entity_in_every_spelling(seeds: duckdb.DuckDBPyConnection, spellings: tuple[str, ...], docs: str) -> None:
    found = rows(
        seeds,
        """SELECT m.entity_id, list_sort(list(DISTINCT m.text)), string_agg(DISTINCT d.doc, ' ' ORDER BY d.doc)
        FROM entity_mentions m JOIN d USING (article_id) WHERE m.text IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL""",
        list(spellings),
    )
    assert found == [(found[0][0], sorted(spellings), docs)]


def events(con: duckdb.DuckDBPyConnection, condition: str) -> list[tuple[str, ...]]:
    """(reporting documents) of each event for which the condition holds of one of its mentions."""
    return strings(
        con,
        f"""SELECT string_agg(DISTINCT d.doc, ' ' ORDER BY d.doc) FROM event_mentions m JOIN d USING (article_id)
        WHERE event_id IN (SELECT event_id FROM event_mentions m JOIN d USING (article_id) WHERE {condition})
        GROUP BY event_id ORDER BY 1""",
    )


def test_the_meeting_in_brussels_is_one_event_of_three_reports(seeds: duckdb.DuckDBPyConnection) -> None:
    meeting = events(seeds, "doc = '001' AND m.event_type = 'CONSULT' AND m.attribution = 'narrator' AND m.date_basis = 'relative'")
    assert meeting == [("000 001 002",)]
    place = strings(
        seeds,
        """SELECT DISTINCT e.date_start, e.date_precision, p.name
        FROM events e JOIN event_mentions m USING (event_id) JOIN d USING (article_id)
        LEFT JOIN entities p ON p.entity_id = e.place_entity_id
        WHERE doc = '001' AND e.event_type = 'CONSULT' AND m.attribution = 'narrator' AND m.date_basis = 'relative'""",
    )
    assert place == [("2024-11-19", "day", "Brussels")]


def test_the_creation_of_the_mission_is_one_event_and_the_request_for_it_another(seeds: duckdb.DuckDBPyConnection) -> None:
    assert events(seeds, "doc = '003' AND m.event_type = 'COOPERATE' AND m.date_start = DATE '2018-01-01'") == [("001 003",)]
    assert events(seeds, "doc = '003' AND m.event_type = 'REQUEST' AND m.date_start = DATE '2018-01-01'") == [("000 001 002 003",)]


def test_the_resolution_of_the_parliament_is_dated(seeds: duckdb.DuckDBPyConnection) -> None:
    found = strings(
        seeds,
        """SELECT DISTINCT m.date_start, m.date_end, m.date_precision, m.date_basis FROM event_mentions m JOIN d USING (article_id)
        WHERE doc = '004' AND m.event_type IN ('REQUEST', 'SANCTION', 'REJECT') AND m.date_basis = 'explicit'""",
    )
    assert found == [("2020-01-05", "2020-01-05", "day", "explicit")]


def test_the_second_session_is_planned_and_the_invitation_given(seeds: duckdb.DuckDBPyConnection) -> None:
    found = strings(
        seeds,
        """SELECT m.realis, m.date_start, m.date_precision FROM event_mentions m JOIN d USING (article_id)
        WHERE doc = '001' AND m.event_type = 'AGREE' AND (m.realis = 'planned' OR m.trigger_text ILIKE '%invitation officielle%')
        ORDER BY 1""",
    )
    assert ("planned", "2025-01-01", "year") in found
    assert [r for r, *_ in found].count("actual") == 1


def test_nothing_comes_out_of_chrome(seeds: duckdb.DuckDBPyConnection) -> None:
    assert rows(seeds, "SELECT name FROM entities WHERE name IN ('Hamas', 'Airbus', 'China', 'Qatar', 'Shanghai', 'WeChat')") == []
    for table in ("entity_mentions", "quotes", "event_mentions"):
        assert (
            rows(
                seeds,
                f"""SELECT t.text FROM {table} t JOIN article_lines l USING (article_id)
            WHERE NOT l.kept AND t.start_char < l.end_char AND t.end_char > l.start_char""",
            )
            == []
        ), table
