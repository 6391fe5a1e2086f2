"""The warehouse as Parquet with views: the same rows and answers as the published file, and no door to anything else."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from published import public
from test_access import _REFUSED

import pipeline
from pipeline.settings import Settings
from pipeline.warehouse.checks import errors_of, run_checks
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.export import ExportError, Request, export
from pipeline.warehouse.paths import sql_directory, sql_files
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace

SAMPLES = Path(__file__).parent.parent.parent / "raw"
Ready = tuple[Settings, Path]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """The samples, published, and their lake."""
    from pipeline import settings as settings_module  # noqa: PLC0415

    place = tmp_path_factory.mktemp("lake")
    settings = settings_module.load({"raw": SAMPLES}, environ={"DATELINE_HOME": str(place / "home")}, cwd=place)
    with open_workspace(settings) as ws:
        run(ws)
    export(settings, Request("lake", with_text=True), place / "lake")
    return settings, place / "lake" / "warehouse.duckdb"


def answers(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    con = published_connection(warehouse)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def test_digests_are_those_of_the_published_file(ready: Ready) -> None:
    settings, lake = ready
    assert public(replace(settings, warehouse=lake)) == public(settings)


def test_checks_hold(ready: Ready) -> None:
    con = published_connection(ready[1])
    try:
        assert errors_of(run_checks(con)) == []
    finally:
        con.close()


@pytest.mark.parametrize("file", sql_files("queries"), ids=lambda file: file.stem)
def test_questions_have_the_same_answers(file: Path, ready: Ready) -> None:
    settings, lake = ready
    sql = file.read_text(encoding="utf-8")
    assert sorted(map(repr, answers(lake, sql))) == sorted(map(repr, answers(settings.warehouse, sql)))


def test_every_view_and_macro_is_there_with_its_comment(ready: Ready) -> None:
    settings, lake = ready
    for kind, name in (("duckdb_views()", "view_name"), ("duckdb_functions()", "function_name")):
        sql = f"SELECT schema_name, {name}, comment FROM {kind} WHERE NOT internal AND database_name = current_database()"
        there = {row for row in answers(settings.warehouse, sql) if row[0] in ("main", "compat")}
        assert there <= set(answers(lake, sql))
    columns = "SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal"
    assert set(answers(lake, columns)) == set(answers(settings.warehouse, columns))
    assert sql_directory().is_dir()


def test_files_lie_by_outlet_and_month(ready: Ready) -> None:
    folder = ready[1].parent
    months = {path.parent.name for path in (folder / "main" / "articles" / "outlet=carthage-herald").glob("month=*/*.parquet")}
    told = (
        "SELECT DISTINCT 'month=' || coalesce(strftime(published_on, '%Y-%m'), 'undated') FROM articles WHERE source_id = 'carthage-herald'"
    )
    assert months == {month for (month,) in answers(ready[1], told)}
    with duckdb.connect() as con:  # any reader, without Dateline
        n = con.execute(f"SELECT count(*) FROM read_parquet('{folder}/main/articles/**/*.parquet', hive_partitioning = true)").fetchone()
    assert n == (26,)


def test_all_but_questions_is_refused(ready: Ready, tmp_path: Path) -> None:
    lake = ready[1]
    secret = tmp_path / "secret.csv"
    secret.write_text("token\nswordfish\n")
    file = next((lake.parent / "main" / "articles").rglob("*.parquet"))
    before = {path: path.read_bytes() for path in lake.parent.rglob("*") if path.is_file()}
    own = [
        f"COPY (SELECT 1) TO '{file}' (FORMAT parquet)", f"COPY (SELECT 1) TO '{file.parent}/more.parquet'",
        f"FROM glob('{lake.parent}/**')", "SET GLOBAL allowed_paths = []",
        "SET allowed_directories = ['/']",
    ]  # fmt: skip
    for statement in [*_REFUSED, *own]:
        sql = statement.format(secret=secret, folder=tmp_path)
        with pipeline.connect(lake) as con, pytest.raises(duckdb.Error):
            con.execute(sql).fetchall()
    assert {path: path.read_bytes() for path in lake.parent.rglob("*") if path.is_file()} == before
    # To DuckDB a file that may be read may be written, if it is not by way of another one: its mode stands against that.
    assert {path.stat().st_mode & 0o222 for path in before if path.suffix == ".parquet"} == {0}
    if os.geteuid():
        with pipeline.connect(lake) as con, pytest.raises(duckdb.Error):
            con.execute(f"COPY (SELECT 1) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)")


def test_a_manifest_opens_nothing_outside_of_the_folder(ready: Ready, tmp_path: Path) -> None:
    outside = tmp_path / "outside.parquet"
    shutil.copyfile(next((ready[1].parent / "main" / "entities").rglob("*.parquet")), outside)
    shutil.copytree(ready[1].parent, tmp_path / "copy")
    manifest = tmp_path / "copy" / "dateline-export.json"
    said = json.loads(manifest.read_text())
    said["files"] |= {"../outside.parquet": "", str(outside): ""}
    manifest.write_text(json.dumps(said))
    with pipeline.connect(tmp_path / "copy" / "warehouse.duckdb") as con, pytest.raises(duckdb.PermissionException):
        con.execute(f"FROM '{outside}'").fetchall()


def test_a_second_export_takes_the_place_of_the_first(ready: Ready, tmp_path: Path) -> None:
    settings, _ = ready
    for _time in range(2):
        done = export(settings, Request("lake", with_text=True), tmp_path / "lake")
    assert "warehouse.duckdb" in done.files
    assert public(replace(settings, warehouse=tmp_path / "lake" / "warehouse.duckdb")) == public(settings)


def test_whole_texts_must_be_asked_for(ready: Ready, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="--with-text"):
        export(ready[0], Request("lake"), tmp_path / "lake")
    assert not (tmp_path / "lake").exists()
