"""`dateline explain`: which article is meant, and what the page says of it. Articles are invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse import dictionary, store
from pipeline.warehouse.explain import (
    ExplainError,
    as_json,
    as_text,
    explain,
    painted,
    shortened,
    unpainted,
)
from pipeline.warehouse.query import width

TEXT = "Home | Port\nFerry to Suva resumes\n\nThe ferry to Suva resumed on Monday.\x1b[2J\nالعبارة تعود إلى سوفا"
VERDICTS = (
    (False, "navigation", "The same line stands on 12 other articles of this source.", 0.97, "source_profile"),
    (True, "title", "A headline above the body whose words recur in it.", 0.85, "title_cohesion"),
    (False, "blank", "The line is empty.", 1.0, "blank"),
    (True, "body", "The line is prose within the body.", 0.9, "prose_in"),
    (False, "related_headline", "A headline below the body.", 0.7, "short_out"),
)


def put(con: duckdb.DuckDBPyConnection, article_id: str, uri: str, *, schema: str = "main", **given: object) -> None:
    row = {
        "article_id": article_id, "source_id": "s", "uri": uri, "media_type": "text/plain", "encoding": "utf-8", "raw_sha256": "0",
        "text": TEXT, "text_sha256": "0", "renderer_version": "", "title": "Ferry to Suva resumes", "lang": "en", "lang_score": 0.98,
        "published_on": "2024-05-06", "published_precision": "day", "published_basis": "text", "ingested_at": "2025-01-01",
        "is_current": schema == "main", **given,
    }  # fmt: skip
    con.execute(f"INSERT INTO {schema}.articles ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    start = 0
    for number, (line, verdict) in enumerate(zip(TEXT.split("\n"), VERDICTS, strict=True), 1):
        kept, role, reason, score, rule = verdict
        con.execute(
            f"INSERT INTO {schema}.article_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [article_id, number, start, start + len(line), kept, role, reason, score, rule],
        )
        start += len(line) + 1


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    store.create_public(con, "main", dictionary.tables())
    store.create_public(con, "history", dictionary.per_article_tables())
    put(con, "art_aa11", "port-news/2024/ferry.txt", url="https://port.example/ferry")
    put(con, "art_aa22", "port-news/feed.jsonl#1", external_id="f1")
    put(con, "art_ab33", "port-news/feed.jsonl#2", external_id="f2")
    put(con, "art_0old", "port-news/2024/ferry.txt", schema="history")
    put(con, "art_1old", "port-news/gone.txt", schema="history")
    con.execute("INSERT INTO main.article_locations VALUES ('art_aa11', 'mirror/ferry-copy.txt', NULL, '2025-01-01', '2025-01-01', true)")
    con.execute(
        "INSERT INTO main.ingest_errors BY NAME SELECT 'port-news/empty.txt' AS uri, 'port-news' AS source_id, 'read' AS stage,"
        " 'empty_file' AS error_code, 'port-news/empty.txt is empty.' AS message, 'Delete it.' AS hint, TIMESTAMP '2025-01-01' AS"
        " first_seen_at, TIMESTAMP '2025-01-01' AS last_seen_at, false AS is_resolved"
    )
    yield con
    con.close()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for name in ("port-news/2024/ferry.txt", "port-news/feed.jsonl", "mirror/ferry-copy.txt"):
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).write_text("x")
    return tmp_path / "raw"


@pytest.mark.parametrize(
    ("wanted", "article_id"),
    [
        ("art_aa11", "art_aa11"),
        ("art_ab", "art_ab33"),
        ("port-news/2024/ferry.txt", "art_aa11"),
        ("raw/port-news/2024/ferry.txt", "art_aa11"),
        ("ferry.txt", "art_aa11"),
        ("mirror/ferry-copy.txt", "art_aa11"),
        ("port-news/feed.jsonl#2", "art_ab33"),
        ("feed.jsonl#2", "art_ab33"),
        ("f1", "art_aa22"),
        (" https://port.example/ferry ", "art_aa11"),
        ("art_0old", "art_0old"),
        ("port-news/gone.txt", "art_1old"),
    ],
)
def test_an_article_is_found_by_what_a_user_has_at_hand(con: duckdb.DuckDBPyConnection, raw: Path, wanted: str, article_id: str) -> None:
    assert explain(con, wanted, raw).article["article_id"] == article_id


def test_a_path_from_here_is_found(con: duckdb.DuckDBPyConnection, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(raw / "port-news")
    assert explain(con, "2024/ferry.txt", raw).article["article_id"] == "art_aa11"
    assert explain(con, "feed.jsonl#1", raw).article["article_id"] == "art_aa22"
    assert explain(con, str(raw / "mirror" / "ferry-copy.txt"), raw).article["article_id"] == "art_aa11"


@pytest.mark.parametrize(
    ("wanted", "history", "listed"),
    [
        ("art_a", False, ["art_aa11", "art_aa22", "art_ab33"]),
        ("port-news/feed.jsonl", False, ["art_aa22", "art_ab33"]),
        ("port-news", False, ["art_aa11", "art_aa22", "art_ab33"]),
        ("port-news/2024/ferry.txt", True, ["art_aa11", "art_0old"]),
    ],
)
def test_several_articles_are_listed(con: duckdb.DuckDBPyConnection, raw: Path, wanted: str, history: bool, listed: list[str]) -> None:
    with pytest.raises(ExplainError) as caught:
        explain(con, wanted, raw, history=history)
    rows = str(caught.value).splitlines()
    assert [row.split()[0] for row in rows[1:]] == listed
    assert rows[0].startswith(f"{len(listed)} articles")
    assert ("superseded" in rows[-1]) == history


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("ferry to suva", "Did you mean port-news/2024/ferry.txt or"),
        ("nothing-like-it", "See what there is"),
        ("port-news/empty.txt", "port-news/empty.txt is empty. Delete it."),
        ("", "No article_id"),
        ("%", "No article_id"),
    ],
)
def test_what_is_not_there_is_explained_too(con: duckdb.DuckDBPyConnection, raw: Path, wanted: str, said: str) -> None:
    with pytest.raises(ExplainError, match=r".") as caught:
        explain(con, wanted, raw)
    assert said in str(caught.value)


def test_the_page_has_every_line_with_its_verdict(con: duckdb.DuckDBPyConnection, raw: Path) -> None:
    found = explain(con, "art_aa11", raw)
    page = as_text(found, found.lines, 60, unpainted)
    assert "\x1b" not in page
    rows = page.splitlines()
    assert rows[0] == "Ferry to Suva resumes"
    assert "published 2024-05-06 (day; found in the text) · language en (0.98)" in rows
    assert [row.split()[:3] for row in rows if row[:1].isdigit()] == [
        ["1", "dropped", "navigation"], ["2", "kept", "title"], ["3", "dropped", "blank"], ["4", "kept", "body"],
        ["5", "dropped", "related_headline"],
    ]  # fmt: skip
    assert "   The same line stands on 12 other articles of this source. [source_profile]" in rows
    assert any(row.endswith("العبارة تعود إلى سوفا") for row in rows)
    assert all(width(row) <= 60 for row in rows if row[:1].isdigit())
    assert rows[-1] == "kept 2 of 5 lines, 61 of 93 characters, 66%"


def test_colours_are_around_the_words_only(con: duckdb.DuckDBPyConnection, raw: Path) -> None:
    found = explain(con, "art_aa11", raw)
    page = as_text(found, found.lines, 80, painted)
    assert page.count("\x1b[0m") == page.count("\x1b[") // 2 > 0
    assert "\x1b[2J" not in page


def test_programs_get_all_of_it(con: duckdb.DuckDBPyConnection, raw: Path) -> None:
    found = explain(con, "art_0old", raw)
    record = json.loads(as_json(found, [line for line in found.lines if line.kept]))
    assert (record["article_id"], record["is_current"], record["n_lines"], record["n_kept"]) == ("art_0old", False, 5, 2)
    assert [line["line_no"] for line in record["lines"]] == [2, 4]
    assert record["lines"][0] == {
        "line_no": 2, "start_char": 12, "end_char": 33, "kept": True, "role": "title", "score": 0.85, "rule_id": "title_cohesion",
        "reason": "A headline above the body whose words recur in it.", "text": "Ferry to Suva resumes",
    }  # fmt: skip


def test_a_text_is_cut_by_the_columns_it_takes() -> None:
    assert shortened("Suva", 4) == "Suva"
    assert shortened("Suva resumes", 6) == "Suva …"
    assert width(shortened("渡轮恢复通航", 7)) <= 7
    assert shortened("渡轮恢复通航", 7).endswith("…")
