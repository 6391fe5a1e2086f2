"""What warns: each check fires on rows that are damaged so, and only then. Headers of files, floors, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from pipeline.warehouse import check_files, checks, dictionary, floors
from pipeline.warehouse.check_files import CheckFileError
from pipeline.warehouse.floors import Floor, FloorsError
from pipeline.warehouse.store import create_public, sql_text

RUN = "run_5"
# Two outlets with 30 articles each, in one language; every article has four lines, two quotes, one event and two names, as below.
ROWS = """
INSERT INTO articles BY NAME SELECT source || number AS article_id, source AS source_id, source || number AS uri,
    'text/plain' AS media_type, 'utf-8' AS encoding, '0' AS raw_sha256, '' AS text, '' AS text_sha256, '' AS renderer_version, 'en' AS lang,
    DATE '2025-03-03' AS published_on, 'text' AS published_basis, 'day' AS published_precision,
    TIMESTAMP '2025-03-04' AS ingested_at, true AS is_current
    FROM unnest(['coast', 'hills']) AS s(source), range(30) AS n(number);
INSERT INTO sources BY NAME SELECT source_id, false AS may_publish_text, count(*) AS n_articles FROM articles GROUP BY source_id;
INSERT INTO article_lines BY NAME SELECT article_id, no AS line_no, no * 100 - 100 AS start_char, no * 100 - 1 AS end_char, no <= 2 AS kept,
    ['title', 'body', 'share', 'share'][no] AS role, 'r' AS reason, 0.9 AS score, 'r' AS rule_id FROM articles, range(1, 5) AS n(no);
INSERT INTO quotes BY NAME SELECT article_id || '-' || no AS quote_id, article_id, article_id || '-' || no AS utterance_id, 1 AS segment_no,
    100 AS start_char, 120 AS end_char, 'w' AS text, 'direct' AS kind, 'en' AS lang, false AS in_title, if(no = 1, 'e1', NULL) AS
    speaker_entity_id, 'r' AS rule_id, 0.9 AS score, 'v' AS extractor_version FROM articles, range(1, 3) AS n(no);
INSERT INTO event_mentions BY NAME SELECT 'evm-' || article_id AS event_mention_id, article_id, 100 AS start_char, 120 AS end_char,
    'w' AS text, 'w' AS trigger_text, 100 AS trigger_start_char, 105 AS trigger_end_char, 'AGREE' AS event_type, 1 AS quad_class, 1 AS
    intensity, [] AS contexts, 'actual' AS realis, 'narrator' AS attribution, DATE '2025-03-03' AS date_start, date_start AS date_end,
    'day' AS date_precision, 'article' AS date_basis, 'city' AS place_precision, 'e2' AS place_entity_id, false AS in_title, 'r' AS rule_id,
    0.9 AS score, 'v' AS extractor_version FROM articles;
INSERT INTO entity_mentions BY NAME SELECT article_id || '-' || no AS mention_id, article_id, 'e1' AS entity_id, no AS start_char,
    no + 1 AS end_char, 'w' AS text, 'PER' AS type, 'r' AS rule_id, 0.9 AS score, 'v' AS extractor_version FROM articles, range(2) AS n(no);
INSERT INTO _meta VALUES ('run_id', 'run_5');
"""
ONE = "article_id IN (SELECT article_id FROM articles WHERE source_id = 'coast')"
HALF = f"{ONE} AND article_id[-1:]::INTEGER % 2 = 0"

# Check → what damages the rows that it is about, and the (what, id) of what it then finds. History is measured before the damage.
DAMAGES: dict[str, tuple[tuple[str, tuple[str, str]], ...]] = {
    "countries_and_degrees": (
        ("UPDATE sources SET country = 'Kenya' WHERE source_id = 'coast'", ("sources.country", "coast")),
        (
            ("INSERT INTO entities BY NAME SELECT 'e1' AS entity_id, 'GPE' AS type, 'x' AS name, 'lexicon' AS source, 0 AS n_mentions,"
            " 0 AS n_articles, 0 AS n_langs, 91 AS latitude, 0 AS longitude"),
            ("entities.latitude", "e1"),
        ),
    ),
    "little_is_kept": (
        (f"UPDATE article_lines SET kept = false WHERE {ONE}", ("article_lines.kept_char_share", "coast en")),
    ),
    "empty_articles": (
        (f"UPDATE article_lines SET kept = false WHERE role = 'body' AND {HALF}", ("articles.empty_article_share", "coast en")),
    ),
    "undated_articles": ((f"UPDATE articles SET published_on = NULL WHERE {ONE}", ("articles.undated_article_share", "coast en")),),
    "unknown_language": ((f"UPDATE articles SET lang = 'und' WHERE {HALF}", ("articles.lang", "coast")),),
    "unresolved_speakers": ((f"UPDATE quotes SET speaker_entity_id = NULL WHERE {ONE}", ("quotes.unresolved_speaker_share", "coast en")),),
    "undated_events": ((f"UPDATE event_mentions SET date_start = NULL WHERE {ONE}", ("event_mentions.undated_event_share", "coast en")),),
    "unplaced_events": (
        (
            f"UPDATE event_mentions SET place_precision = NULL, place_entity_id = NULL WHERE {ONE}",
            ("event_mentions.unplaced_event_share", "coast en"),
        ),
    ),
    "nothing_in_a_language": (
        ("DELETE FROM quotes", ("quotes", "en")),
        ("DELETE FROM event_mentions", ("event_mentions", "en")),
        ("DELETE FROM entity_mentions", ("entity_mentions", "en")),
    ),
    "many_errors": (
        (
            ("INSERT INTO ingest_errors BY NAME SELECT 'coast/' || n AS uri, 'coast' AS source_id, 'read' AS stage, 'binary' AS error_code,"
            " 'm' AS message, 'h' AS hint, now()::TIMESTAMP AS first_seen_at, now()::TIMESTAMP AS last_seen_at, false AS is_resolved"
            " FROM range(10) AS t(n)"),
            ("ingest_errors", "coast"),
        ),
    ),
    "sudden_errors": (
        (
            ("INSERT INTO ingest_errors BY NAME SELECT 'coast/' || n AS uri, 'coast' AS source_id, 'read' AS stage, 'binary' AS error_code,"
            " 'm' AS message, 'h' AS hint, now()::TIMESTAMP AS first_seen_at, now()::TIMESTAMP AS last_seen_at, false AS is_resolved"
            " FROM range(5) AS t(n)"),
            ("ingest_errors", "coast"),
        ),
    ),
    "lost_articles": (
        ("DELETE FROM articles WHERE source_id = 'coast' AND uri NOT LIKE '%0'", ("sources.n_articles", "coast")),
        ("DELETE FROM articles WHERE source_id = 'coast'", ("sources.n_articles", "coast")),
    ),
    "sudden_drop_in_text": (
        (f"UPDATE article_lines SET kept = false WHERE line_no = 1 AND {ONE}", ("article_lines.kept_char_share", "coast en")),
        (f"UPDATE article_lines SET kept = false WHERE line_no = 1 AND {ONE}", ("article_lines.kept_line_share", "coast en")),
        (f"UPDATE articles SET published_on = NULL WHERE {HALF}", ("articles.undated_article_share", "coast en")),
        (f"UPDATE article_lines SET kept = false WHERE line_no = 2 AND {HALF}", ("articles.empty_article_share", "coast en")),
        ("UPDATE article_lines SET kept = false WHERE line_no = 1", ("article_lines.kept_char_share", "en")),  # of the whole language
    ),
    "sudden_drop_in_names": ((f"DELETE FROM entity_mentions WHERE {ONE}", ("entity_mentions.mentions_per_article", "coast en")),),
    "sudden_drop_in_quotes": (
        (f"DELETE FROM quotes WHERE {ONE} AND quote_id LIKE '%-1'", ("quotes.unresolved_speaker_share", "coast en")),
        (f"DELETE FROM quotes WHERE {ONE}", ("quotes.quotes_per_article", "coast en")),
    ),
    "sudden_drop_in_events": (
        (f"DELETE FROM event_mentions WHERE {ONE}", ("event_mentions.events_per_article", "coast en")),
        (f"UPDATE event_mentions SET date_start = NULL WHERE {HALF}", ("event_mentions.undated_event_share", "coast en")),
        (
            f"UPDATE event_mentions SET place_precision = NULL, place_entity_id = NULL WHERE {HALF}",
            ("event_mentions.unplaced_event_share", "coast en"),
        ),
    ),
    "new_articles_differ": (
        (
            ("INSERT INTO articles SELECT * REPLACE ('new' || article_id AS article_id, TIMESTAMP '2025-03-05' AS ingested_at)"
            " FROM articles WHERE source_id = 'coast' LIMIT 20"),
            ("article_lines.kept_char_share", "coast en"),
        ),
        (
            ("INSERT INTO articles SELECT * REPLACE ('new' || article_id AS article_id, TIMESTAMP '2025-03-05' AS ingested_at, NULL AS"
            " published_on) FROM articles WHERE source_id = 'coast' LIMIT 20"),
            ("articles.undated_article_share", "coast en"),
        ),
    ),
}  # fmt: skip


def measure(con: duckdb.DuckDBPyConnection, run: str) -> None:
    con.execute("DELETE FROM run_figures WHERE run_id = ?", [run])
    con.execute(f"INSERT INTO run_figures BY NAME {sql_text('report/run_figures.sql')}", {"run_id": run})


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Rows as above, measured by five runs."""
    con = duckdb.connect()
    create_public(con, "main", dictionary.tables())
    create_public(con, "history", dictionary.per_article_tables())
    con.execute(ROWS)
    for number in range(1, 6):
        measure(con, f"run_{number}")
    yield con
    con.close()


def found(con: duckdb.DuckDBPyConnection, name: str, own: Sequence[Floor] = ()) -> list[tuple[str, str]]:
    """What a check finds after this run, as (what, id)."""
    measure(con, RUN)
    result = checks.run_check(con, name, checks.Given(floors=tuple(own), rows=100))
    assert len(result.examples) == result.n_offending
    return [example[:2] for example in result.examples]


WARNINGS = [check.name for check in check_files.project_checks() if check.severity == "warning"]


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_given_for_damaged_rows_only(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert found(con, name) == []
    for damage, expected in DAMAGES[name]:
        con.execute("BEGIN TRANSACTION")
        con.execute(damage)
        assert expected in found(con, name), damage
        if "coast" in damage:
            assert "hills" not in str(found(con, name)), damage
        con.execute("ROLLBACK")


def test_every_warning_has_a_damage() -> None:
    assert set(DAMAGES) == set(WARNINGS)


DROPS = [name for name in WARNINGS if name.startswith(("sudden", "lost", "new"))]


@pytest.mark.parametrize("name", DROPS)
def test_nothing_drops_in_a_first_run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    for damage, _ in DAMAGES[name]:
        con.execute("BEGIN TRANSACTION")
        con.execute("DELETE FROM run_figures")
        con.execute(damage)
        con.execute("UPDATE articles SET ingested_at = TIMESTAMP '2025-03-05'")
        assert found(con, name) == [], damage
        con.execute("ROLLBACK")


@pytest.mark.parametrize("name", DROPS)
def test_few_articles_prove_nothing(con: duckdb.DuckDBPyConnection, name: str) -> None:
    few = Floor("min_articles", 100)
    for damage, _ in DAMAGES[name]:
        con.execute("BEGIN TRANSACTION")
        con.execute(damage)
        assert found(con, name, [few]) == [], damage
        con.execute("ROLLBACK")


def test_a_source_that_grows_beyond_comparison_has_not_dropped(con: duckdb.DuckDBPyConnection) -> None:
    """Three times as many articles, other ones: what was said of the few is no measure of them."""
    con.execute(
        "INSERT INTO articles SELECT a.* REPLACE (n || article_id AS article_id) FROM articles AS a, range(2) AS t(n)"
        " WHERE source_id = 'coast'"
    )
    assert found(con, "sudden_drop_in_quotes") == [("quotes.quotes_per_article", "en")]  # the language has not outgrown its past
    con.execute("DELETE FROM articles WHERE source_id = 'hills'")
    assert found(con, "sudden_drop_in_quotes") == []


def test_one_odd_run_among_ten_does_not_shift_what_is_usual(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE run_figures SET value = 0 WHERE run_id = 'run_4' AND measure = 'quotes_per_article'")
    con.execute(f"DELETE FROM quotes WHERE {ONE}")
    assert ("quotes.quotes_per_article", "coast en") in found(con, "sudden_drop_in_quotes")
    con.execute("UPDATE run_figures SET value = 0 WHERE measure = 'quotes_per_article'")
    assert found(con, "sudden_drop_in_quotes") == []


def test_what_chance_does_is_no_drop(con: duckdb.DuckDBPyConnection) -> None:
    """Among 30 articles of which 6 are undated, 10 may be."""
    con.execute("UPDATE run_figures SET value = 0.2 WHERE measure = 'undated_article_share'")
    con.execute("UPDATE articles SET published_on = NULL WHERE source_id = 'coast' AND uri IN (SELECT 'coast' || n FROM range(10) AS t(n))")
    assert found(con, "sudden_drop_in_text") == []
    assert found(con, "sudden_drop_in_text", [Floor("drop_noise", 0)]) == [("articles.undated_article_share", "coast en")]


def test_a_floor_of_a_source_goes_before_that_of_its_language_and_that_before_all(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE articles SET published_on = NULL")
    both = [("articles.undated_article_share", f"{source} en") for source in ("coast", "hills")]
    assert found(con, "undated_articles") == both
    assert found(con, "undated_articles", [Floor("max_undated_article_share", 1)]) == []
    assert found(con, "undated_articles", [Floor("max_undated_article_share", 1, lang="fr")]) == both
    lax = Floor("max_undated_article_share", 1, lang="en")
    assert found(con, "undated_articles", [lax]) == []
    assert found(con, "undated_articles", [lax, Floor("max_undated_article_share", 0.3, source_id="hills")]) == both[1:]


def test_figures_are_what_there_is(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE articles SET published_on = NULL WHERE article_id = 'coast1'")
    measure(con, RUN)
    rows = con.execute(
        "SELECT lang, measure, value, n FROM run_figures WHERE run_id = ? AND source_id = 'coast' ORDER BY 2", [RUN]
    ).fetchall()
    assert rows == [
        ("en", "empty_article_share", 0.0, 30), ("en", "events_per_article", 1.0, 30), ("en", "kept_char_share", 0.5, 30 * 4 * 99),
        ("en", "kept_line_share", 0.5, 120), ("en", "mentions_per_article", 2.0, 30), ("en", "n_articles", 30.0, 30),
        (None, "n_errors", 0.0, 30), ("en", "quotes_per_article", 2.0, 30), ("en", "undated_article_share", 0.0333, 30),
        ("en", "undated_event_share", 0.0, 30), ("en", "unplaced_event_share", 0.0, 30), ("en", "unresolved_speaker_share", 0.5, 60),
    ]  # fmt: skip
    measures = {row[0] for row in con.execute("SELECT DISTINCT measure FROM run_figures").fetchall()}
    assert measures == set(next(c for c in dictionary.table("run_figures").columns if c.name == "measure").values)


def test_every_check_of_the_project_says_its_table_and_what_holds() -> None:
    for check in check_files.project_checks():
        assert check.table is not None, check.name
        assert check.description.endswith((".", ")")), check.name
        assert "table:" not in check.description
        assert "Written by" not in check.description


def test_a_header_is_read() -> None:
    check = check_files.parse(
        "x", "-- No lies.\n--\n-- severity: warning\n--table: quotes\n-- Not one.\nSELECT 1 -- table: none\n", "x.sql"
    )
    assert (check.severity, check.table, check.description) == ("warning", "quotes", "No lies. Not one.")
    plain = check_files.parse("x", "SELECT 1", "x.sql")
    assert (plain.severity, plain.table, plain.description) == ("error", None, "")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("-- severity: Warning", r"x\.sql, line 1: the severity is 'Warning'\. Write error or warning\."),
        ("-- severity:", r"the severity is ''"),
        ("-- No lies.\n-- tabel: quotes", r"x\.sql, line 2: there is no header `tabel`\. Known are table\."),
        ("-- table: quots", r"there is no table 'quots'"),
        ("-- table: quotes\n-- table: events", r"`table` is said twice"),
    ],
)
def test_a_header_that_says_something_else_is_refused(header: str, said: str) -> None:
    with pytest.raises(CheckFileError, match=said):
        check_files.parse("x", f"{header}\nSELECT 1", "x.sql")


def test_floors_are_read() -> None:
    table = {"min_articles": 5, "lang": {"ar": {"max_unplaced_event_share": 1}}, "source": {"coast-mail": {"min_rows": 2}}}
    read = floors.read_floors(table, "dateline.toml")
    assert read == (
        Floor("min_articles", 5), Floor("max_unplaced_event_share", 1, lang="ar"), Floor("min_rows", 2, source_id="coast-mail"),
    )  # fmt: skip
    assert [floor.shown for floor in read] == [
        ("floors.min_articles", "5"), ("floors.lang.ar.max_unplaced_event_share", "1"), ("floors.source.coast-mail.min_rows", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (3, r"`floors` is 3, not a table"),
        ({"min_article": 5}, r"There is no floor `min_article`, found in \[floors\] of dateline\.toml\. Did you mean `min_articles`\?"),
        ({"min_articles": True}, r"`min_articles` is True, which it cannot be .*Write a number from 1 to 1e\+06"),
        ({"max_empty_share": 1.5}, r"from 0 to 1\."),
        ({"max_empty_share": "0.1"}, r"is '0\.1', which it cannot be"),
        ({"lang": {"ar": 3}}, r"`floors\.lang\.ar` is 3, not a table"),
        ({"source": {"x": {"nope": 3}}}, r"no floor `nope`, found in \[floors\.source\.x\] of dateline\.toml"),
    ],
)
def test_a_floor_that_cannot_be_used_says_what_to_write(table: object, said: str) -> None:
    with pytest.raises(FloorsError, match=said):
        floors.read_floors(table, "dateline.toml")


def test_every_floor_is_used_by_a_check() -> None:
    text = "".join(check.text for check in check_files.project_checks()) + sql_text("report/figure_changes.sql")
    assert [floor.name for floor in floors.defaults() if f"'{floor.name}'" not in text] == []
