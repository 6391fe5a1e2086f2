"""Checks end to end: each finds what is wrong, errors keep it unpublished, warnings are told; drops come from pages that change."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.defs.build import build_defs
from pipeline.defs.checks import GATE, LAST, OWN
from pipeline.defs.execute import run_reingest
from pipeline.settings import Settings
from pipeline.warehouse import check_files, checks, figures
from pipeline.warehouse.connect import build_connection, published_connection
from pipeline.warehouse.floors import Floor
from pipeline.warehouse.run import RunResult
from pipeline.warehouse.summary import report

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]

# What each error finds: a damage of every part of its query.
DAMAGES: dict[str, tuple[str, ...]] = {
    "articles_lie_somewhere": (
        "DELETE FROM article_locations WHERE article_id = (SELECT min(article_id) FROM articles)",
        "UPDATE articles SET uri = uri || 'x'",
        "UPDATE articles SET source_id = 'harbour-post', external_id = 'n1'",
    ),
    "certainty_follows_reports": (
        "UPDATE events SET n_narrated = n_narrated + 1",
        "UPDATE events SET certainty = 'denied'",
        "UPDATE events SET certainty = 'disputed'",
        "UPDATE events SET certainty = 'planned' WHERE realis = 'actual'",
        "UPDATE events SET certainty = 'claimed' WHERE n_narrated > 0",
        "DELETE FROM event_mentions",
    ),
    "copies_have_an_original": ("UPDATE articles SET duplicate_of = article_id",),
    "counts_agree": (
        "UPDATE sources SET n_articles = n_articles + 1",
        "UPDATE stories SET n_langs = n_langs + 1",
        "UPDATE quote_groups SET n_articles = n_articles + 1",
        "UPDATE events SET n_sources = n_sources + 1",
        "UPDATE entities SET n_mentions = n_mentions + 1 WHERE n_mentions > 0",
        "UPDATE entities SET n_mentions = 0",
    ),
    "dates_are_ordered": (
        (
            "INSERT INTO stories (story_id, n_articles, n_sources, n_langs, date_start, date_end)"
            " VALUES ('s', 1, 1, 1, '2024-05-02', '2024-05-01')"
        ),
        "UPDATE date_mentions SET date_end = NULL",
        "UPDATE entities SET first_seen_on = '2024-05-02', last_seen_on = '2024-05-01'",
        "UPDATE entity_identifiers SET valid_from = '2024-05-02', valid_to = '2024-05-01'",
    ),
    "dates_have_a_basis": (
        "UPDATE event_mentions SET date_basis = 'none'",
        "UPDATE events SET date_precision = NULL",
        "UPDATE articles SET published_on = NULL",
        "UPDATE date_mentions SET precision = NULL",
        "UPDATE articles SET published_at = NULL",
    ),
    "events_follow_plans": (
        "UPDATE events SET parent_event_id = event_id",
        "UPDATE events SET fulfils_event_id = (SELECT min(event_id) FROM events WHERE realis = 'actual')",
    ),
    "events_in_quotes": (
        "UPDATE event_mentions SET attribution = 'quoted', quote_id = NULL",
        "UPDATE event_mentions SET attribution = 'narrator', quote_id = (SELECT min(quote_id) FROM quotes)",
        "UPDATE event_mentions SET attribution = 'quoted', quote_id = (SELECT min(quote_id) FROM quotes)",
    ),
    "history_is_whole": (
        "INSERT INTO history.article_lines SELECT * FROM main.article_lines LIMIT 1",
        "INSERT INTO history.quotes SELECT * FROM main.quotes LIMIT 1",
        "INSERT INTO history.event_mentions SELECT * FROM main.event_mentions LIMIT 1",
        "INSERT INTO history.entity_mentions SELECT * FROM main.entity_mentions LIMIT 1",
        "INSERT INTO history.event_participants SELECT * FROM main.event_participants LIMIT 1",
        "INSERT INTO history.event_numbers SELECT * FROM main.event_numbers LIMIT 1",
    ),
    "lines_are_text": (
        "UPDATE article_lines SET end_char = end_char - 1 WHERE line_no = 1",
        "DELETE FROM article_lines WHERE line_no = 2",
        "UPDATE article_lines SET kept = NOT kept WHERE line_no = 1",
    ),
    "links_make_trees": (
        "UPDATE event_mentions SET event_id = (SELECT min(event_id) FROM events)",
        (
            "INSERT INTO event_links BY NAME SELECT event_id, event_mention_id, event_mention_id AS other_event_mention_id,"
            " 'likeness' AS basis, 0.9 AS score, [] AS parties, [] AS company, 'same' AS date_relation,"
            " 'same' AS place_relation, 'same' AS number_relation"
            " FROM event_mentions"
        ),
    ),
    "mentions_are_flat": (
        (
            "INSERT INTO entity_mentions BY NAME SELECT 'm' || i AS mention_id, article_id, i AS start_char,"
            " 4 AS end_char, substr(text, 1 + i, 4 - i) AS text, 'PER' AS type, 'r' AS rule_id, 0.5 AS score, 'v' AS extractor_version"
            " FROM (FROM articles ORDER BY article_id LIMIT 1), range(2) AS t(i)"
        ),
    ),
    "nothing_from_dropped_lines": (
        (
            "INSERT INTO entity_roles BY NAME SELECT 'mayor' AS role, l.article_id, l.start_char,"
            " l.start_char AS end_char, '' AS text FROM article_lines AS l WHERE NOT kept LIMIT 1"
        ),
    ),
    "only_current": (
        "UPDATE articles SET is_current = false",
        "INSERT INTO history.articles SELECT * REPLACE (false AS is_current) FROM main.articles LIMIT 1",
    ),
    "parts_are_in_order": (
        "UPDATE quotes SET segment_no = segment_no + 1",
        "UPDATE event_participants SET ord = ord + 1",
        "UPDATE event_mentions SET trigger_start_char = start_char - 1",
        "UPDATE quotes SET speaker_text = NULL",
        "UPDATE quotes SET cue_end_char = NULL",
        "UPDATE event_participants SET start_char = NULL",
    ),
    "references": ("UPDATE articles SET story_id = 'nothing'", "UPDATE run_figures SET run_id = 'nothing'"),
    "spans": (
        (
            "INSERT INTO date_mentions BY NAME SELECT 'd1' AS date_mention_id, article_id, 0 AS start_char, 4 AS end_char,"
            " 'nowhere' AS text, 'none' AS basis, 'r' AS rule_id FROM articles LIMIT 1"
        ),
        "UPDATE quotes SET speaker_start_char = speaker_start_char + 1",
    ),
    "texts_are_whole": ("UPDATE articles SET text = text || ' '",),
    "unique_keys": ("INSERT INTO articles SELECT * FROM articles LIMIT 1",),
    "values": ("UPDATE article_lines SET role = 'poem' WHERE line_no = 1",),
}


def test_each_error_finds_what_is_wrong_and_nothing_else(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    assert set(DAMAGES) == {check.name for check in check_files.project_checks() if check.severity == "error"}
    with build_connection(settings.home) as con:
        assert [r for r in checks.run_checks(con) if not r.passed] == []
        for name, damages in DAMAGES.items():
            for damage in damages:
                con.execute("BEGIN TRANSACTION")
                con.execute(damage)
                found = checks.run_check(con, name)
                con.execute("ROLLBACK")
                assert not found.passed, (name, damage)
                assert found.blocks
                assert all("None" not in cells for cells in found.examples), found.examples
            assert checks.run_check(con, name).passed


def test_the_checks_run_on_the_published_file(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    con = published_connection(settings.warehouse)
    try:
        assert [r for r in checks.run_checks(con) if not r.passed] == []
    finally:
        con.close()


TOWNS = ("Mombasa", "Kisumu", "Nakuru", "Eldoret", "Malindi", "Garissa", "Kitale", "Nyeri", "Meru", "Thika", "Lamu", "Voi")
STALE = ("Offers of the week", "Your account", "Weather in your town", "Cookies and you", "All newsletters", "Games and puzzles")


def page(number: int, *, broken: bool = False) -> str:
    """An article of a council in one of twelve towns; where the site has been rebuilt, one line of it within what stands on every page."""
    town = TOWNS[number % len(TOWNS)]
    head = f"Council of {town} votes on road number {number}\n3 March 2025, 18:00\n\n"
    head += f"{town.upper()} - The council of {town} voted on Monday, 3 March 2025.\n"
    if broken:
        return head + "".join(f"{line} {n} - read more, subscribe, share with your friends\n" for n in range(9) for line in STALE)
    return head + (
        f'"We shall mend road number {number} before the rains begin", said Wanjiru Odhiambo, the mayor of {town}.\n'
        f"Hundreds of traders protested in {town} on Sunday, 2 March 2025, because road number {number} has been closed to lorries.\n"
        "Share this article\n"
    )


def lay_pages(lay: Lay, numbers: range, *, broken: bool = False) -> None:
    for number in numbers:
        lay(f"coast-mail/{number:02}.txt", page(number, broken=broken))


def told(result: RunResult) -> dict[str, checks.CheckResult]:
    return {warned.name: warned for warned in result.warnings}


def test_a_site_that_changes_its_pages_is_told_and_one_that_grows_is_not(
    dateline: Runner, lay: Lay, settings: Settings, published: Ask
) -> None:
    lay_pages(lay, range(14))
    assert told(dateline()) == {}  # a first run has nothing to compare with
    lay_pages(lay, range(14, 28))
    assert told(dateline()) == {}
    lay_pages(lay, range(28, 30))
    assert told(dateline()) == {}
    lay_pages(lay, range(30), broken=True)
    result = dateline()
    found = told(result)
    assert {"sudden_drop_in_text", "sudden_drop_in_quotes"} <= set(found)
    measures = [(what, key) for what, key, _ in found["sudden_drop_in_text"].examples]
    assert ("article_lines.kept_char_share", "coast-mail en") in measures
    assert "in 30 articles" in found["sudden_drop_in_text"].first
    assert "in the 2 runs before" in found["sudden_drop_in_text"].first  # the first one had less than half as many articles
    # it is published all the same, and the screen says one line for each
    assert published("SELECT value FROM _meta WHERE key = 'run_id'") == [(result.run_id,)]
    con = published_connection(settings.warehouse)
    lines = report(con, settings, result).splitlines()
    con.close()
    assert sum(line.startswith("warning sudden_drop_in_text: ") for line in lines) == 1
    lay_pages(lay, range(30))
    assert told(dateline()) == {}  # mended


def test_new_pages_that_differ_are_told_among_many_old_ones(dateline: Runner, lay: Lay) -> None:
    lay_pages(lay, range(60))
    assert told(dateline()) == {}
    lay_pages(lay, range(60, 80), broken=True)
    found = told(dateline())
    assert ("article_lines.kept_char_share", "coast-mail en") in [row[:2] for row in found["new_articles_differ"].examples]


def test_articles_that_go_and_errors_that_come_are_told(dateline: Runner, lay: Lay, settings: Settings) -> None:
    lay_pages(lay, range(24))
    dateline()
    for number in range(16):
        (settings.raw / f"coast-mail/{number:02}.txt").write_bytes(b"")
    found = told(dateline())
    assert [row[:2] for row in found["lost_articles"].examples] == [("sources.n_articles", "coast-mail")]
    assert "16 errors among 24 documents" in found["many_errors"].first
    assert "was 0" in found["sudden_errors"].first


def test_figures_are_those_of_the_last_published_runs(
    dateline: Runner, lay: Lay, settings: Settings, published: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "KEPT_RUNS", 3)
    runs = []
    for number in range(4):
        lay_pages(lay, range(number, number + 1))
        runs.append(dateline().run_id)
    kept = "SELECT DISTINCT run_id FROM run_figures ORDER BY 1"
    assert published(kept) == [(run,) for run in runs[1:]]
    settings.checks.mkdir()
    own = settings.checks / "nothing.sql"
    own.write_text("-- severity: error\nSELECT 'articles' AS what, article_id AS id, 'x' AS detail FROM articles")
    lay_pages(lay, range(4, 5))
    with pytest.raises(checks.CheckFailedError):
        dateline()
    own.unlink()
    last = dateline().run_id  # the one that failed published nothing, and counts for nothing
    assert published(kept) == [(runs[2],), (runs[3],), (last,)]
    measured = "SELECT value, n FROM run_figures WHERE measure = 'n_articles' AND run_id = ?"
    assert published(measured, [last]) == [(5.0, 5)]
    assert dateline().did_nothing


def test_a_check_of_the_user_warns_or_blocks(dateline: Runner, lay: Lay, settings: Settings, published: Ask) -> None:
    settings.checks.mkdir()
    own = settings.checks / "headlines_are_short.sql"
    query = "SELECT 'articles.title' AS what, article_id AS id, title AS detail FROM articles WHERE length(title) > 20; -- long\n"
    own.write_text(f"-- A headline fits into twenty characters.\n-- table: articles\n{query}")
    lay_pages(lay, range(2))
    found = told(dateline())["headlines_are_short"]
    assert (found.n_offending, found.severity, found.table, found.is_own) == (2, "warning", "articles", True)
    own.write_text(f"-- A headline fits into twenty characters.\n-- severity: error\n{query}")
    lay_pages(lay, range(2, 3))
    with pytest.raises(checks.CheckFailedError, match=r"headlines_are_short.* found 3 rows.*Mend the documents or the check"):
        dateline()
    assert published("SELECT count(*) FROM articles") == [(2,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DELETE FROM articles", "not one SELECT"),
        ("SELECT 1 AS what, 2 AS id, 3 AS detail WHERE false; DELETE FROM articles", "not one SELECT"),
        ("SELECT 1) ; DROP TABLE quotes ; (SELECT 1", "cannot be run"),
        ("ATTACH 'x.duckdb' AS x", "not one SELECT"),
        ("WITH gone AS (DELETE FROM articles RETURNING *) SELECT article_id AS what, 1 AS id, 2 AS detail FROM gone", "cannot be run"),
        ("SELECT nothing FROM articles", "cannot be run"),
        ("SELECT 1 AS what, 2 AS id", "no column `detail`"),
        ("", "not one SELECT"),
        ("-- severity: eror\nSELECT 1", "line 1: the severity is 'eror'. Write error or warning"),
        ("-- severty: error\nSELECT 1", "no header `severty`. Known are severity"),
        (b"SELECT '\xff'", "not UTF-8"),
    ],
)
def test_a_check_of_the_user_that_cannot_be_run_says_so_and_changes_nothing(
    dateline: Runner, lay: Lay, settings: Settings, tmp_path: Path, text: str | bytes, said: str
) -> None:
    lay_pages(lay, range(1))
    dateline()
    settings.checks.mkdir()
    (settings.checks / "mine.sql").write_bytes(text if isinstance(text, bytes) else text.encode())
    with build_connection(settings.home) as con:
        given = checks.given_by(settings)
        found = checks.run_check(con, "mine", given)
        assert (found.passed, found.n_offending) == (False, 1)
        assert said in found.first
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
        others = [r for r in checks.run_checks(con, given) if r.name != "mine"]
    assert all(r.passed for r in others)
    assert len(others) == len(checks.check_names())


def test_a_check_of_the_user_does_not_stand_in_for_one_of_the_project(dateline: Runner, lay: Lay, settings: Settings) -> None:
    lay_pages(lay, range(1))
    settings.checks.mkdir()
    (settings.checks / "spans.sql").write_text("SELECT 'x' AS what, 'y' AS id, 'z' AS detail WHERE false")
    with pytest.raises(checks.CheckFailedError, match="another check is called `spans`"):
        dateline()


def evaluation(instance: dg.DagsterInstance, asset: str, name: str) -> dg.AssetCheckEvaluation:
    """The last result of a check, as the pages show it."""
    key = dg.AssetCheckKey(dg.AssetKey(asset), name)
    (record,) = instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
    assert record.event is not None
    found = record.event.dagster_event.asset_check_evaluation_data  # type: ignore[union-attr]
    assert isinstance(found, dg.AssetCheckEvaluation)
    return found


def test_dagster_shows_each_check_on_its_table_with_its_severity(lay: Lay, settings: Settings, published: Ask) -> None:
    graph = build_defs().resolve_asset_graph()
    tables = {key.name: key.asset_key.to_user_string() for key in graph.asset_check_keys}
    assert tables == {check.name: check.table for check in check_files.project_checks()} | {GATE: LAST, OWN: LAST}
    assert {key.name for key in graph.asset_check_keys if graph.get(key).blocking} == {GATE}

    strict = dataclasses.replace(settings, floors=(Floor("min_articles", 1), Floor("min_kept_char_share", 1)))
    lay_pages(lay, range(2))
    result = run_reingest(strict)
    assert [(w.name, w.n_offending) for w in result.warnings] == [("little_is_kept", 1)]
    assert published("SELECT count(*) FROM articles") == [(2,)]
    with dg.DagsterInstance.get() as instance:
        warned = evaluation(instance, "article_lines", "little_is_kept")
        assert (warned.passed, warned.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert warned.metadata["n_offending"].value == 1
        held = evaluation(instance, "articles", "spans")
        assert (held.passed, held.severity) == (True, dg.AssetCheckSeverity.ERROR)
        assert evaluation(instance, LAST, GATE).passed

        settings.checks.mkdir()
        (settings.checks / "mine.sql").write_text("-- severity: error\nSELECT 'articles' AS what, 'a' AS id, 'no' AS detail")
        lay_pages(lay, range(2, 3))
        with pytest.raises(checks.CheckFailedError, match="mine"):
            run_reingest(settings)
        assert published("SELECT count(*) FROM articles") == [(2,)]  # the gate stands in front of `warehouse`
        for name in (OWN, GATE):
            failed = evaluation(instance, LAST, name)
            assert (failed.passed, failed.severity) == (False, dg.AssetCheckSeverity.ERROR)
        event = instance.get_latest_materialization_event(dg.AssetKey("warehouse"))
        assert event is not None
        assert event.run_id != instance.get_runs(limit=1)[0].run_id


def test_the_command_lists_checks_and_rows(
    dateline: Runner, lay: Lay, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_pages(lay, range(7))
    dateline()
    settings.checks.mkdir()
    own = settings.checks / "titles.sql"
    rows = "SELECT 'articles.title' AS what, uri AS id, title || chr(27) || '[31m' AS detail FROM articles"
    own.write_text(f"-- There are no headlines.\n{rows}")
    environment = {"DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw)}

    def command(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["check", *words], env=environment)
        return done.exit_code, done.output

    code, shown = command()
    assert code == 0
    table = [line.split() for line in shown.splitlines()]
    assert ["titles", "warning", "7"] in table
    assert ["spans", "error", "ok"] in table
    assert "warning titles: There are no headlines." in shown
    assert shown.count("articles.title  coast-mail/") == 5
    assert "and 2 more: dateline check titles --rows 7" in shown
    assert "\x1b" not in shown
    assert command("titles", "--rows", "7")[1].count("articles.title  coast-mail/") == 7
    assert command("--strict")[0] == 1
    assert command("spans") == (0, "check  severity  found\n─────  ────────  ─────\nspans  error     ok\n")
    code, shown = command("spns")
    assert code == 2
    assert "There is no check `spns`. Did you mean `spans`?" in shown
    own.write_text(f"-- severity: error\n{rows}")
    code, shown = command("--json", "--rows", "2")
    assert code == 1
    listed = {row["check"]: row for row in json.loads(shown)}
    assert set(listed) == {*checks.check_names(), "titles"}
    assert (listed["titles"]["n_offending"], len(listed["titles"]["rows"]), listed["titles"]["passed"]) == (7, 2, False)
    assert listed["titles"]["rows"][0]["id"] == "coast-mail/00.txt"
    (tmp_path / "dateline.toml").write_text("[floors]\nmin_articles = 1\nmin_kept_char_share = 1\n")
    own.unlink()
    code, shown = command("--strict")
    assert (code, "warning little_is_kept: " in shown) == (1, True)
