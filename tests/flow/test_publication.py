"""What readers get: one file, replaced in one step, commented, checked, readable by older DuckDB releases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.settings import Settings
from pipeline.warehouse import check_files, checks, dictionary, publish, search
from pipeline.warehouse.connect import WarehouseError, published_connection
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]


def test_everything_in_the_published_file_has_a_comment(corpus: dict[str, str], dateline: Runner, published: Ask) -> None:
    dateline()
    assert published("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL") == []
    assert published("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL") == []
    assert published("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL") == []
    assert (
        published("SELECT function_name FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro%' AND comment IS NULL")
        == []
    )


def test_the_published_file_holds_the_contract_and_nothing_private(corpus: dict[str, str], dateline: Runner, published: Ask) -> None:
    dateline()
    tables = {(schema, name) for schema, name in published("SELECT schema_name, table_name FROM duckdb_tables()")}
    assert tables == {("main", t.name) for t in dictionary.published()} | {("history", t.name) for t in dictionary.per_article_tables()}


def test_no_view_or_macro_names_its_catalog(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    con = duckdb.connect()
    con.execute(f"ATTACH '{settings.warehouse}' AS elsewhere (READ_ONLY)")
    views = "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE database_name = 'elsewhere' AND NOT internal"
    names = [name for (name,) in con.execute(views).fetchall()]
    assert len(names) > 15
    for name in names:
        con.execute(f"SELECT * FROM elsewhere.{name}").fetchall()
    con.execute("USE elsewhere")
    row = con.execute("SELECT text, passage(text, 5, 9, 2) AS p, span(text, 5, 9) AS s FROM articles ORDER BY 1 LIMIT 1").fetchall()[0]
    assert (row[1], row[2]) == (row[0][3:11], row[0][5:9])
    con.close()


def test_it_is_written_in_the_storage_version_of_older_releases(corpus: dict[str, str], dateline: Runner, published: Ask) -> None:
    dateline()
    ((tags,),) = published("SELECT tags FROM duckdb_databases() WHERE NOT internal")
    assert tags["storage_version"].startswith(publish.STORAGE_VERSION)


def test_duckdb_1_4_reads_it(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    folder = os.environ.get("DATELINE_DUCKDB14", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no DuckDB 1.4 at hand: `make test` installs one and names it in DATELINE_DUCKDB14")
    dateline()
    code = (
        "import duckdb, sys; print(duckdb.__version__); con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "names = con.execute('SELECT table_schema, table_name FROM information_schema.tables').fetchall()\n"
        "[con.execute(f'SELECT * FROM {s}.{n}').fetchall() for s, n in names]\n"
        "macros = 'SELECT function_name, parameters FROM duckdb_functions() WHERE NOT internal AND function_type = ?'\n"
        "macros = con.execute(macros, ['table_macro']).fetchall()\n"
        "slot = {'n': '5', 'line': '1', 'period': chr(39) + 'month' + chr(39)}\n"
        "peru = chr(39) + 'Peru' + chr(39)\n"
        "[con.execute(f'FROM {m}({chr(44).join(slot.get(p, peru) for p in ps)})').fetchall() for m, ps in macros]\n"
        "values = 'SELECT entity_id_of($x), fold($x), context(article_id, 0, 3, 2), article_id_of($x) FROM articles'\n"
        "con.execute(values, {'x': 'Pérou'}).fetchall()\n"
        "print(con.execute('SELECT count(*), min(passage(text, 0, 3)) FROM articles').fetchall()[0][0], len(macros))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(settings.warehouse)],
        env={**os.environ, "PYTHONPATH": folder}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    version, count, n_macros = done.stdout.split()
    assert version.startswith("1.4")
    assert int(count) == 9
    assert int(n_macros) > 10


def test_a_reader_does_not_hold_up_a_run_and_sees_the_new_file_next_time(
    corpus: dict[str, str], dateline: Runner, lay: Lay, settings: Settings
) -> None:
    dateline()
    code = (
        "import sys, duckdb; con = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True)\n"
        "sys.stdin.read(); print(con.execute('SELECT count(*) FROM articles').fetchall()[0][0])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(settings.warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        lay("wire/new.txt", "The port of Valparaiso reopened on Friday, 5 July 2024.")
        dateline()
        assert reader.communicate("")[0] == "9\n"
    con = published_connection(settings.warehouse)
    assert con.execute("SELECT count(*) FROM articles").fetchall() == [(10,)]
    con.close()


def test_a_failed_check_leaves_the_published_file(
    corpus: dict[str, str], dateline: Runner, lay: Lay, settings: Settings, published: Ask, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    dateline()
    before = settings.warehouse.read_bytes()
    check = tmp_path / "too_many.sql"
    check.write_text("-- At most nine.\nSELECT 'articles' AS what, 'x' AS id, 'too many' AS detail FROM articles OFFSET 9;")
    monkeypatch.setattr(check_files, "sql_files", lambda _folder: [check])
    lay("wire/new.txt", "The port of Valparaiso reopened on Friday, 5 July 2024.")
    with pytest.raises(checks.CheckFailedError, match=r"too_many.*articles at x: too many"):
        dateline()
    assert settings.warehouse.read_bytes() == before
    monkeypatch.undo()
    result = dateline()  # nothing is to be read again, but it is published
    assert (result.did_nothing, result.n_cleaned) == (False, 0)
    assert published("SELECT count(*) FROM articles") == [(10,)]


def test_the_last_versions_are_kept(dateline: Runner, lay: Lay, settings: Settings) -> None:
    for number in range(settings.keep_versions + 2):
        lay("wire/a.txt", f"The ferry to Bari carried {number} passengers on Monday.")
        dateline()
    kept = publish.versions(settings.home)
    assert len(kept) == settings.keep_versions
    assert kept[0].read_bytes() == settings.warehouse.read_bytes()
    con = published_connection(kept[-1])
    assert con.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    con.close()


def test_a_lost_published_file_is_published_again(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    settings.warehouse.unlink()
    with pytest.raises(WarehouseError, match="dateline run"):
        published_connection(settings.warehouse)
    result = dateline()
    assert (result.did_nothing, result.n_cleaned) == (False, 0)
    assert settings.warehouse.is_file()


def test_a_write_ahead_log_of_another_program_does_not_spoil_the_new_file(
    corpus: dict[str, str], dateline: Runner, lay: Lay, settings: Settings, published: Ask
) -> None:
    dateline()
    wal = settings.warehouse.with_name("warehouse.duckdb.wal")
    wal.write_bytes(b"left behind")
    lay("wire/new.txt", "The port of Valparaiso reopened on Friday, 5 July 2024.")
    dateline()
    assert not wal.exists()
    assert published("SELECT count(*) FROM articles") == [(10,)]


def test_words_of_articles_that_are_as_they_were_come_from_the_version_before(
    corpus: dict[str, str], dateline: Runner, settings: Settings, published: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = (
        "SELECT article_id, n_tokens, list((token, n_times) ORDER BY token) FROM search_articles LEFT JOIN search_tokens USING (article_no)"
        " GROUP BY ALL ORDER BY ALL"
    )
    first, second, *_ = corpus
    (settings.raw / first).unlink()
    dateline()
    texts: list[str] = []
    original = search.words
    monkeypatch.setattr(search, "words", lambda text: texts.append(text) or original(text))
    (settings.raw / first).write_text(corpus[first])
    (settings.raw / second).write_text(corpus[second] + "\n\nThe heron came back in the evening, said the keeper of the lighthouse.\n")
    dateline()
    assert sum("\n" in text for text in texts) < len(corpus) - 1  # names have words too, but no lines
    assert any("heron" in text for text in texts)
    found, folds = published(held), published("FROM letter_folds ORDER BY ALL")
    for kept in (settings.home / publish.VERSIONS).glob("*.duckdb"):
        kept.unlink()
    settings.warehouse.unlink()
    dateline()
    assert published(held) == found
    assert published("FROM letter_folds ORDER BY ALL") == folds
