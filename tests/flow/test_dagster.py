"""Dagster's side: what it loads, what the job does, what a failed check prevents, when the sensor starts a run."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipeline.defs.build import build_defs
from pipeline.defs.checks import GATE, OWN
from pipeline.defs.execute import run_reingest
from pipeline.models.choice import read_choices
from pipeline.models.spans import ModelError
from pipeline.settings import Settings
from pipeline.warehouse import dictionary
from pipeline.warehouse.checks import CheckFailedError, check_names
from pipeline.warehouse.connect import build_file

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = """Two dead in ferry fire
A ferry burnt off Mombasa on 3 March 2025, and two people died, the Kenyan coast guard said on Tuesday.
"""


def write(settings: Settings, name: str, text: str) -> None:
    path = settings.raw / "coast-mail" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_table_of_the_contract_is_an_asset_with_its_columns() -> None:
    graph = build_defs().resolve_asset_graph()
    specs = {key.to_user_string(): graph.get(key) for key in graph.get_all_asset_keys()}
    books = {"runs", "run_figures", "_meta", "id_changes"}
    for table in dictionary.tables():
        if table.name in books:
            continue
        schema = specs[table.name].metadata["dagster/column_schema"]
        assert [(c.name, c.description) for c in schema.columns] == [(c.name, c.comment) for c in table.columns]
        assert specs[table.name].group_name in {"ingest", "clean", "annotate", "errors", "resolve"}
        assert all((specs[table.name].kinds, specs[table.name].owners, specs[table.name].description))
    assert {key.name for key in graph.asset_check_keys} == {*check_names(), GATE, OWN}


def test_assets_stand_on_each_other_by_floor() -> None:
    graph = build_defs().resolve_asset_graph()
    floors = ("documents", "article_lines", "quotes", "events", "statements", "warehouse")
    for below, above in pairwise(floors):
        assert dg.AssetKey(below) in graph.get_ancestor_asset_keys(dg.AssetKey(above)), (below, above)


def test_a_run_from_the_shell_is_recorded_and_publishes(settings: Settings, published: Callable[..., list[tuple[object, ...]]]) -> None:
    write(settings, "ferry.txt", ARTICLE)
    result = run_reingest(settings)
    assert (result.counts.n_new, result.failures) == (1, ())
    assert published("SELECT count(*) FROM articles") == [(1,)]
    with dg.DagsterInstance.get() as instance:
        runs = instance.get_runs()
        assert [(r.job_name, r.status.value) for r in runs] == [("reingest", "SUCCESS")]
        event = instance.get_latest_materialization_event(dg.AssetKey("articles"))
        assert event is not None
        assert event.asset_materialization is not None
        assert event.asset_materialization.metadata["dagster/row_count"].value == 1
        numbers = _numbers(instance, "articles")
        assert (numbers["n_without_body"], numbers["share_without_body"]) == (0, 0.0)
        assert {"share_without_title", "share_undated", "share_of_unknown_language"} <= set(numbers)
        numbers = _numbers(instance, "article_lines")
        counts = published("SELECT if(kept, 'kept_', 'dropped_') || role, count(*) FROM article_lines GROUP BY ALL")
        assert {name: n for name, n in numbers.items() if name.startswith(("kept_", "dropped_"))} == dict(counts)
        assert numbers["n_kept"] + numbers["n_dropped"] == sum(int(str(n)) for _, n in counts)
        assert 0 < numbers["share_of_characters_kept"] <= 1


def _numbers(instance: dg.DagsterInstance, asset: str) -> dict[str, float]:
    """The numeric metadata of the asset's last materialization: what the pages plot."""
    event = instance.get_latest_materialization_event(dg.AssetKey(asset))
    assert event is not None
    assert event.asset_materialization is not None
    metadata = event.asset_materialization.metadata
    return {k: v.value for k, v in metadata.items() if isinstance(v, dg.IntMetadataValue | dg.FloatMetadataValue) and v.value is not None}


def test_a_failed_check_leaves_the_published_file(settings: Settings, published: Callable[..., list[tuple[object, ...]]]) -> None:
    write(settings, "ferry.txt", ARTICLE)
    run_reingest(settings)
    before = settings.warehouse.read_bytes()
    con = duckdb.connect(str(build_file(settings.home)))
    con.execute("UPDATE main.article_lines SET end_char = end_char + 1 WHERE line_no = 1")
    con.execute("INSERT INTO state.facts VALUES ('unpublished', 'yes')")
    con.close()
    with pytest.raises(CheckFailedError, match="lines"):
        run_reingest(settings)
    assert settings.warehouse.read_bytes() == before


def test_what_stops_a_stage_comes_out_as_it_is(settings: Settings) -> None:
    write(settings, "ferry.txt", ARTICLE)
    table = {"backend": "openai", "url": "http://127.0.0.1:9/v1", "model": "m", "api_key_env": "NO_SUCH_KEY"}
    choices = read_choices({"quotes": [table]}, "dateline.toml", settings.home)
    with pytest.raises(ModelError, match="The environment variable NO_SUCH_KEY is not set"):
        run_reingest(dataclasses.replace(settings, models=choices))


def test_the_launchpad_can_narrow_a_run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write(settings, "ferry.txt", ARTICLE)
    for key, value in (("HOME", settings.home), ("RAW", settings.raw), ("WAREHOUSE", settings.warehouse)):
        monkeypatch.setenv(f"DATELINE_{key}", str(value))
    job = build_defs().resolve_job_def("reingest")
    config = {
        "resources": {"run": {"config": {"stages": ["documents", "clean"]}}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    assert job.execute_in_process(run_config=config).success
    assert not settings.warehouse.exists()
    con = duckdb.connect(str(build_file(settings.home)), read_only=True)
    assert con.execute("SELECT count(*) FROM evidence.articles").fetchall() == [(1,)]
    con.close()


def test_bare_dg_loads_the_project_from_the_root(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    env["DAGSTER_HOME"] = str(tmp_path)
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    dg_command = Path(sys.executable).with_name("dg")
    done = subprocess.run([dg_command, "check", "defs"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "loaded successfully" in done.stdout + done.stderr
