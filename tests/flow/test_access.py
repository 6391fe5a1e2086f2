"""Analysts' access: questions are answered; nothing else can be done through the connection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.warehouse.run import RunResult

Runner = Callable[..., RunResult]

_REFUSED = [
    "SELECT * FROM read_csv('{secret}')", "SELECT * FROM read_text('{secret}')", "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_json_objects('{secret}')", "SELECT * FROM sniff_csv('{secret}')", "SELECT * FROM '{secret}'",
    "FROM glob('{folder}/*')", "COPY articles TO '{folder}/out.csv'", "COPY (SELECT 1) TO '{folder}/out.parquet'",
    "EXPORT DATABASE '{folder}/out'", "IMPORT DATABASE '{folder}'", "ATTACH '{folder}/other.duckdb'",
    "ATTACH '{folder}/other.duckdb' (READ_ONLY)",
    "SET enable_external_access = true", "SET threads = 1", "RESET lock_configuration", "SET lock_configuration = false",
    "PRAGMA temp_directory='{folder}'", "INSTALL httpfs", "LOAD httpfs", "CREATE SECRET s (TYPE s3)",
    "INSERT INTO sources (source_id, n_articles) VALUES ('x', 1)", "DELETE FROM articles", "UPDATE articles SET text = ''",
    "DROP TABLE articles", "CREATE TABLE t (a INTEGER)", "CREATE VIEW v AS SELECT 1", "ALTER TABLE articles ADD COLUMN x INTEGER",
    "COMMENT ON TABLE articles IS 'mine'",
]  # fmt: skip


@pytest.mark.parametrize("how", ["connect", "query"])
def test_all_but_questions_is_refused(
    how: str, corpus: dict[str, str], dateline: Runner, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dateline()
    before = settings.warehouse.read_bytes()
    secret = tmp_path / "secret.csv"
    secret.write_text("token\nswordfish\n")
    there = sorted(tmp_path.rglob("*"))
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    for statement in _REFUSED:
        sql = statement.format(secret=secret, folder=tmp_path)
        if how == "connect":
            with pipeline.connect(settings.warehouse) as con, pytest.raises(duckdb.Error):
                con.execute(sql).fetchall()
        else:
            done = CliRunner().invoke(app, ["query", sql])
            assert done.exit_code == 2, sql
            assert "swordfish" not in done.output
    assert settings.warehouse.read_bytes() == before
    assert sorted(tmp_path.rglob("*")) == there


def test_what_analysts_do_is_not(corpus: dict[str, str], dateline: Runner, settings: Settings, tmp_path: Path) -> None:
    dateline()
    with pipeline.connect(settings.warehouse) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(9,)]
        assert con.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]
        con.execute("CREATE TEMP TABLE mine AS SELECT article_id FROM articles LIMIT 3")
        con.register("wanted", pd.DataFrame({"source_id": ["wire"]}))
        frame = con.execute("SELECT a.uri FROM articles AS a JOIN wanted USING (source_id) ORDER BY 1").df()
        assert list(frame["uri"]) == ["wire/notes.jsonl#1", "wire/notes.jsonl#2"]
        assert con.sql("FROM quotes").to_arrow_table().num_rows > 0
        quispe = con.execute("FROM quotes_by(?)", ["توماس كيسبي"]).df()
        assert set(quispe["lang"]) >= {"fr", "ar"}
        assert [str(quispe[c].dtype) for c in ("published_on", "start_char", "in_title", "text")] == [
            "datetime64[us]",
            "Int64",
            "boolean",
            "str",
        ]
