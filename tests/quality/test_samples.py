"""The sample corpus, end to end: one run over raw/, every floor scored against the answer key (tests/flow/samples.md).

Shares and F1 have floors in floors.toml. What must hold exactly is asserted exactly.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import report
import sample_gold
from sample_scores import Figure, Samples

from pipeline.warehouse import explain_event
from pipeline.warehouse.explain import ExplainError, unpainted

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
FACTS = sample_gold.read("facts")
QUERIES = sorted((report.ROOT / "sql" / "queries").glob("*.sql"))
CHROME = re.findall(  # words that stand in dropped lines only
    r"\w+",
    """Basket Moundou Sarh Giza Misrata Lagos Gênes Kivu Rwanda Namibia Dakar Suez Alexandria Djibouti Kenya Uganda Cotonou Abéché Chagoua
    Kairouan Bizerte Tozeur Gabès Marsa Kerkennah Sursock Chypre Barcelone Ombrie Alger Mali Marseille Facebook WhatsApp Twitter Léré
    نزوى أبوظبي باماكو السنغال ازويرات أغاديز صيدا وهران سرسق فيسبوك واتساب تويتر الديربي""",
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str], bool]:
    """The warehouse of the first run, what a second run says right after it, and whether that left the file alone."""
    folder = tmp_path_factory.mktemp("samples")
    first = report.run(folder)
    assert first.returncode == 0, first.stderr[-2000:]
    warehouse = folder / "w.duckdb"
    before = warehouse.stat().st_mtime_ns
    second = report.run(folder)
    return warehouse, second, warehouse.stat().st_mtime_ns == before


@pytest.fixture(scope="module")
def scored(runs: tuple[Path, subprocess.CompletedProcess[str], bool]) -> Iterator[tuple[Samples, dict[str, Figure]]]:
    samples, figures = report.scored(runs[0])
    yield samples, figures
    samples.con.close()


@pytest.fixture(scope="module")
def con(scored: tuple[Samples, dict[str, Figure]]) -> duckdb.DuckDBPyConnection:
    return scored[0].con


@pytest.mark.parametrize("name", sorted(FLOORS["floors"]))
def test_a_floor_is_reached(scored: tuple[Samples, dict[str, Figure]], name: str) -> None:
    figure, (least, n) = scored[1][name], FLOORS["floors"][name]
    found = "\n".join(
        [f"{name} {figure.value:.3f} < {least}", *(f"missed {x}" for x in figure.missed), *(f"false  {x}" for x in figure.false)]
    )
    assert figure.n >= n, f"{name} was measured on {figure.n} items of the key, not {n}"
    assert figure.value >= least, found


def test_every_figure_has_a_floor_that_can_be_missed(scored: tuple[Samples, dict[str, Figure]]) -> None:
    assert set(scored[1]) == set(FLOORS["floors"]) | set(FLOORS["no_floor_yet"])
    assert all(least > 0 and n > 0 for least, n in FLOORS["floors"].values())


@pytest.mark.parametrize("name", FLOORS["facts"])
def test_a_fact_holds(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert con.execute(FACTS[name]["sql"]).fetchall() == [(True,)]


def test_facts_that_do_not_hold_yet_are_questions_that_run(con: duckdb.DuckDBPyConnection) -> None:
    answers = {name: con.execute(fact["sql"]).fetchall() for name, fact in FACTS.items()}
    now_true = [name for name, rows in answers.items() if rows == [(True,)] and name not in FLOORS["facts"]]
    assert all(len(rows) == 1 and len(rows[0]) == 1 for rows in answers.values())
    if now_true:
        print("hold now, add them to floors.toml:", ", ".join(now_true))


def test_all_documents_are_published_and_none_is_rejected(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("SELECT count(*), count(DISTINCT source_id) FROM articles").fetchall() == [(26, 10)]
    assert con.execute("SELECT count(*) FROM ingest_errors").fetchall() == [(0,)]


SPANS = {  # table and prefix of its span -> the least rows that must carry one
    "entity_mentions.": 400, "date_mentions.": 80, "quotes.": 110, "quotes.cue_": 90, "quotes.speaker_": 90, "event_mentions.": 80,
    "event_mentions.trigger_": 80, "event_participants.": 100, "event_numbers.": 10, "entity_roles.": 20,
}  # fmt: skip


@pytest.mark.parametrize("name", SPANS)
def test_offsets_point_at_their_text(con: duckdb.DuckDBPyConnection, name: str) -> None:
    table, _, prefix = name.partition(".")
    event = "JOIN event_mentions AS m USING (event_mention_id)" if table in ("event_participants", "event_numbers") else ""
    sql = f"""SELECT count(*), count(*) FILTER (substr(a.text, t.{prefix}start_char + 1, t.{prefix}end_char - t.{prefix}start_char)
            IS DISTINCT FROM t.{prefix}text)
        FROM {table} AS t {event} JOIN articles AS a USING (article_id) WHERE t.{prefix}start_char IS NOT NULL"""
    n, wrong = con.execute(sql).fetchall()[0]
    assert n >= SPANS[name]
    assert wrong == 0


def test_chrome_yields_nothing(scored: tuple[Samples, dict[str, Figure]]) -> None:
    """Words that the key has in dropped lines only name no entity, no alias that is used, and stand in no quotation or event."""
    samples, _ = scored
    kept = " ".join(a.text[lo:hi] for a in samples.gold.values() for lo, hi in a.kept_spans)
    everything = " ".join(a.text for a in samples.gold.values())
    words = [w for w in CHROME if re.search(rf"\b{w}\b", everything)]
    assert len(words) >= 35
    assert not [w for w in words if re.search(rf"\b{w}\b", kept)]
    told = samples.rows("""SELECT name AS text FROM entities UNION ALL SELECT text FROM entity_mentions UNION ALL SELECT text FROM quotes
        UNION ALL SELECT text FROM event_mentions UNION ALL SELECT label FROM events UNION ALL SELECT label FROM stories""")
    assert [(w, r["text"]) for r in told for w in words if re.search(rf"\b{w}\b", r["text"] or "")] == []


def test_nothing_stands_in_a_dropped_line(con: duckdb.DuckDBPyConnection) -> None:
    for table in ("entity_mentions", "quotes", "event_mentions"):
        sql = f"""SELECT count(*) FROM {table} AS t JOIN article_lines AS l
            ON l.article_id = t.article_id AND NOT l.kept AND t.start_char < l.end_char AND t.end_char > l.start_char"""
        assert con.execute(sql).fetchall() == [(0,)], table


@pytest.mark.parametrize("path", QUERIES, ids=[p.stem for p in QUERIES])
def test_a_question_is_answered(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    cursor = con.execute(path.read_text(encoding="utf-8"))
    columns = [d[0] for d in cursor.description]
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", c) for c in columns), columns
    assert len(set(columns)) == len(columns)
    rows = [{c: "NULL" if cell is None else str(cell) for c, cell in zip(columns, row, strict=True)} for row in cursor.fetchall()]
    answers = re.findall(r"^-- On the samples: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert answers, "a question says what the answer on the samples is"
    for answer in answers:
        wanted = dict(re.findall(r"([A-Za-z0-9_]+) = (.+?)(?:; (?=[A-Za-z0-9_]+ = )|$)", answer))
        assert any(all(row.get(c) == value for c, value in wanted.items()) for row in rows), f"{answer}\nnot in\n" + "\n".join(
            map(str, rows[:40])
        )


def test_there_are_questions_enough_and_each_begins_with_one() -> None:
    assert len(QUERIES) >= 15
    for path in QUERIES:
        assert "?" in path.read_text(encoding="utf-8").splitlines()[0], path.name


def test_each_family_of_identifiers_joins_what_others_call_a_country(con: duckdb.DuckDBPyConnection) -> None:
    """A table of somebody else's, with one key of each family, finds our events."""
    keys = {"iso2": "TD", "iso3": "TCD", "wikidata": "Q657", "geonames": "2434508", "gwno": "483", "cow": "483", "cameo": "TCD"}
    values = ", ".join(f"('{scheme}', '{value}', 'Tchad')" for scheme, value in keys.items())
    found = con.execute(
        f"SELECT theirs.scheme, count(DISTINCT m.event_id) AS n FROM (VALUES {values}) AS theirs(scheme, value, label)"
        " JOIN entity_identifiers AS i USING (scheme, value) JOIN event_participants AS p USING (entity_id)"
        " JOIN event_mentions AS m USING (event_mention_id) GROUP BY ALL"
    ).fetchall()
    assert {scheme for scheme, _ in found} == set(keys)
    assert len({n for _, n in found}) == 1
    assert found[0][1] >= 30


def test_a_second_run_finds_nothing_new(runs: tuple[Path, subprocess.CompletedProcess[str], bool]) -> None:
    _, second, untouched = runs
    assert second.returncode == 0, second.stderr[-2000:]
    assert "Nothing is new" in second.stdout + second.stderr
    assert untouched


def test_the_page_of_an_event_shows_its_reports_their_ties_and_what_differs(con: duckdb.DuckDBPyConnection) -> None:
    ((event, n_mentions),) = con.execute(
        "SELECT event_id, n_mentions FROM events JOIN event_differences USING (event_id) WHERE field = 'place'"
        " GROUP BY ALL ORDER BY n_mentions DESC, event_id LIMIT 1"
    ).fetchall()
    explained = explain_event.explain(con, f"event:{event}")
    page = explain_event.as_text(explained, 120, unpainted)
    assert len(explained.reports) == n_mentions == len(explained.links) + 1
    assert all(f"“{r['trigger_text']}” [{r['rule_id']}]" in page for r in explained.reports)
    assert page.count("one with ") == len(explained.links)
    differing = page.split("what they say differently")[1]
    assert len(explained.differences) >= 2
    assert all(f"{d['value']}: {', '.join(d['source_ids'])}" in differing for d in explained.differences)
    assert explain_event.explain(con, explained.reports[-1]["event_mention_id"]).event["event_id"] == event
    assert json.loads(explain_event.as_json(explained))["differences"]


def test_no_event_or_several_is_said(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ExplainError, match="No event_id begins with `evt_zz`"):
        explain_event.explain(con, "event:evt_zz")
    with pytest.raises(ExplainError, match="Several events begin"):
        explain_event.explain(con, "event:evt_")
