"""A model takes part in a run: its names stand in the published rows under its own name, the ledger sees it, and it leaves no trace."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import needs, tiny_spacy

from pipeline import settings as settings_module
from pipeline.defs.execute import run_reingest
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.models import annotate_version
from pipeline.warehouse.report import figures
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

NAME = "spacy:en_desk-0.0.0"
TEXT = (
    "Home | World | Sport\nTalks at the port fail\n\n"
    "ROTTERDAM - The owners of Delmora Freight have refused the offer, said Ilse Verbruggen, spokeswoman of the union, on 3 March 2025.\n"
    "The rebels of Ansar Qarnoub had no answer. Nobody had asked Ansar Qarnoub about wages.\nShare this article\n"
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("spacy")
    return tiny_spacy(tmp_path_factory.mktemp("weights") / "desk", name="desk", patterns={"Ansar Qarnoub": "ORG", "Sport": "ORG"})


@pytest.fixture
def go(settings: Settings, tmp_path: Path, corpus: dict[str, str], lay: Callable[[str, str], Path]) -> Callable[..., RunResult]:
    """Run with what dateline.toml says of models, on the invented articles and one more."""
    lay("harbour-post/talks.txt", TEXT)

    def run_with(models: str = "", **options: object) -> RunResult:
        (tmp_path / "dateline.toml").write_text(models)
        read = settings_module.load({}, environ={}, cwd=tmp_path).models
        with open_workspace(dataclasses.replace(settings, models=read), RunOptions(**options)) as ws:  # type: ignore[arg-type]
            return run(ws)

    return run_with


def named(weights: Path, more: str = "") -> str:
    more = more or "score = 0.9"
    return f'[[models.mentions]]\nbackend = "spacy"\npath = "{weights}"\n{more}\n'


def rows(settings: Settings) -> dict[str, str]:
    con = published_connection(settings.warehouse)
    try:
        return {name: str(value) for name, value in digests(con).items()}
    finally:
        con.close()


def test_rows_name_the_model_that_found_them(
    settings: Settings, go: Callable[..., RunResult], weights: Path, published: Callable[..., list[tuple[object, ...]]]
) -> None:
    plain = go()
    assert plain.models == ()
    assert published("SELECT count(*) FROM entity_mentions WHERE rule_id LIKE 'model.%'") == [(0,)]
    result = go(named(weights, "score = 0.9"))  # above what rules give their guesses
    found = published(
        "SELECT m.text, m.type, m.rule_id, m.score, e.name, e.source FROM entity_mentions AS m JOIN entities AS e USING (entity_id)"
        " WHERE m.rule_id LIKE 'model.%' ORDER BY m.start_char"
    )
    assert ("Ansar Qarnoub", "ORG", f"model.{NAME}", 0.9, "Ansar Qarnoub", "induced") in found
    assert [row[0] for row in found].count("Ansar Qarnoub") == 2
    assert published("SELECT count(*) FROM entity_mentions WHERE text = 'Sport'") == [(0,)]
    assert published("SELECT DISTINCT rule_id FROM entity_mentions WHERE text = 'Rotterdam' OR text = 'ROTTERDAM'") == [("lexicon.city",)]
    assert len(result.models) == 1
    assert result.models[0].startswith(f"model {NAME}, mentions: ")
    with open_workspace(settings) as ws:
        shown = figures(ws.con, "annotate")["entity_mentions"]
    assert shown.get("n_model_confirmed", 0) + shown.get("n_model_new", 0) >= 2
    assert sum(shown.values()) == int(result.models[0].split(": ")[1].split(" spans")[0])


def test_switched_on_exchanged_and_off_again(settings: Settings, go: Callable[..., RunResult], weights: Path, tmp_path: Path) -> None:
    first = go()
    assert first.n_annotated == 9 + 1
    before = rows(settings)
    on = go(named(weights))
    assert (on.n_cleaned, on.n_annotated) == (0, 10)
    with_model = rows(settings)
    assert with_model["entity_mentions"] != before["entity_mentions"]
    assert go(named(weights)).did_nothing

    moved = tmp_path / "moved"
    shutil.copytree(weights, moved)
    assert go(named(moved)).did_nothing, "the same weights elsewhere are the same model"
    other = tiny_spacy(tmp_path / "other", name="desk", patterns={"Ansar Qarnoub": "ORG", "Sport": "ORG", "wages": "ORG"})
    assert go(named(other)).n_annotated == 10
    assert go(named(other, "score = 0.7")).n_annotated == 10
    assert go(named(weights)).n_annotated == 10
    assert rows(settings) == with_model

    off = go()
    assert off.n_annotated == 10
    assert rows(settings) == before
    assert go().did_nothing


def test_neither_batches_nor_order_change_what_a_model_says(settings: Settings, go: Callable[..., RunResult], weights: Path) -> None:
    go(named(weights))
    once = rows(settings)
    again = go(named(weights), full=True, batch_size=1)
    assert again.n_annotated == 10
    assert rows(settings) == once


def test_the_ledger_sees_library_code_and_weights(settings: Settings, weights: Path, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text(named(weights))
    read = settings_module.load({}, environ={}, cwd=tmp_path).models
    with open_workspace(dataclasses.replace(settings, models=read)) as ws:
        version, model = annotate_version(ws.models), ws.models[0]
    assert version not in {annotate_version(()), annotate_version([dataclasses.replace(model, digest="other")])}
    assert version != annotate_version([dataclasses.replace(model, libraries=("spacy", "pytest"))])
    assert version != annotate_version([model, model])


@pytest.mark.filterwarnings("default")  # of Dagster's own imports
def test_the_command_runs_it_and_says_what_became_of_its_spans(settings: Settings, lay: Callable[[str, str], Path], weights: Path) -> None:
    lay("harbour-post/talks.txt", TEXT)
    project = settings.home.parent
    (project / "dateline.toml").write_text(named(weights))
    read = settings_module.load({}, environ={}, cwd=project).models
    result = run_reingest(dataclasses.replace(settings, models=read))
    assert result.failures == ()
    assert len(result.models) == 1
    assert "unused" not in result.models[0]
    assert "spans proposed" in result.models[0]
