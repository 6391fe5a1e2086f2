"""A model that is not there, or says nonsense: told before any document is touched, or dropped and counted."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_models import article, needs, tiny_spacy
from typer.testing import CliRunner

from pipeline import settings as settings_module
from pipeline.cli import app
from pipeline.engines import work
from pipeline.engines.work import Failure, Unassisted, annotate_batch
from pipeline.model import Annotations, Article
from pipeline.models import backends, proposals
from pipeline.models.choice import read_choices
from pipeline.models.spans import ModelError, Span, Verdict
from pipeline.models.weights import Model
from pipeline.settings import Settings
from pipeline.warehouse.connect import build_file
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace

Outcome = Annotations | Unassisted | Failure


@pytest.fixture
def named(settings: Settings, tmp_path: Path) -> Callable[[str], Settings]:
    def read(lines: str) -> Settings:
        (tmp_path / "dateline.toml").write_text(f'[[models.mentions]]\nbackend = "spacy"\n{lines}\n')
        (settings.raw / "a.txt").write_text("Ilse Verbruggen met Tomas Quispe in the port.\n")
        return dataclasses.replace(settings, models=settings_module.load({}, environ={}, cwd=tmp_path).models)

    return read


def test_without_the_library_nothing_is_touched(named: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = named('path = "weights"')
    monkeypatch.setattr(sys, "path", [])  # nothing is installed
    with pytest.raises(ModelError, match=r"pip install -e '\.\[spacy\]'"), open_workspace(asked):
        pass
    assert not build_file(asked.home).exists()
    assert not asked.warehouse.exists()


@pytest.mark.parametrize(("lines", "words"), [('path = "weights"', "does not exist"), ('package = "en_no_such"', "is not installed")])
def test_without_weights_nothing_is_touched(named: Callable[[str], Settings], lines: str, words: str) -> None:
    needs("spacy")
    asked = named(lines)
    with pytest.raises(ModelError, match=words), open_workspace(asked):
        pass
    assert not build_file(asked.home).exists()


@pytest.mark.parametrize("damage", ["torn", "no ner"])
def test_what_only_loading_tells_stops_the_run_before_the_first_document(
    named: Callable[[str], Settings], tmp_path: Path, damage: str
) -> None:
    spacy = needs("spacy")
    folder = tmp_path / "weights"
    if damage == "torn":
        (tiny_spacy(folder) / "ner/model").write_bytes(b"")
    else:
        spacy.blank("en").to_disk(folder)
    asked = named('path = "weights"')
    with open_workspace(asked) as ws:
        with pytest.raises(ModelError, match="cannot be loaded" if damage == "torn" else "finds no names"):
            run(ws)
        assert ws.con.execute("SELECT count(*) FROM evidence.documents").fetchall() == [(0,)]
    assert not asked.warehouse.exists()


def test_the_command_says_it_in_one_sentence(named: Callable[[str], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("spacy")
    asked = named('path = "weights"')
    asked.home.mkdir()
    build_file(asked.home).parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(asked.home))
    asked.warehouse.write_bytes(b"")  # so that the run is compared with the folder first, without Dagster
    done = CliRunner().invoke(app, ["run", "--raw", str(asked.raw)])
    assert done.exit_code == 2
    assert "weights does not exist, [[models.mentions]] number 1 in" in done.output
    assert "Traceback" not in done.output


class Liar:
    """A backend that says what it is told to say."""

    labels: tuple[str, ...] = ()

    def __init__(self, said: Any) -> None:
        self.said = said

    def propose(self, _article: Article) -> Any:
        if isinstance(self.said, Exception):
            raise self.said
        return self.said

    def judge(self, _lang: str, _candidates: Any) -> Any:
        return self.propose(TWO)


TWO = article(("Home | Rotterdam", False), ("Ilse Verbruggen met Tomas Quispe in Rotterdam.", True))
MODEL = Model(
    read_choices({"mentions": [{"backend": "spacy", "path": "w"}]}, "dateline.toml", Path("/w"))[0], Path("/w"), "spacy:liar", (), "", ()
)
JUDGE = dataclasses.replace(MODEL, choice=read_choices({"events": [{"backend": "spacy", "path": "w"}]}, "dateline.toml", Path("/w"))[0])


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Outcome]]:
    """Annotate with a model that says this."""

    def annotate(said: Any, model: Model = MODEL) -> list[Outcome]:
        def opened(_model: Model) -> Liar:
            return Liar(said)

        monkeypatch.setattr(proposals, "opened", opened)
        monkeypatch.setattr(backends, "opened", opened)
        return annotate_batch([TWO, TWO], [model])

    return annotate


def test_nonsense_is_dropped_and_counted_and_costs_no_row(says: Callable[[Any], list[Outcome]]) -> None:
    plain = annotate_batch([TWO])[0]
    assert isinstance(plain, Annotations)
    good: dict[str, Any] = {"label": "PERSON", "score": 0.9, "floor": "mentions", "model": "spacy:liar"}
    nonsense = [
        None, 7, "Ilse", Span(-5, 3, "x", **good), Span(3, 10**12, "x", **good), Span(0, 4, "Home", **good),
        Span(7, 16, "Rotterdam", **good),        Span(17, 21, "Tomas", **good), Span(12, 40, TWO.text[12:40], **good),
        Span(17, 17, "", **good),
    ]  # fmt: skip
    every: tuple[Any, ...] = (nonsense, None, 3, "spans", [[]], iter(nonsense))
    for said in every:
        found = says(said)[0]
        assert isinstance(found, Annotations)
        assert dataclasses.replace(found, model_counts=()) == plain
        assert {c.model for c in found.model_counts} == {"spacy:liar"}
    found = says(nonsense)[0]
    assert isinstance(found, Annotations)
    assert sum(c.n for c in found.model_counts) == len(nonsense)
    assert {c.outcome for c in found.model_counts} == {"not_a_span", "out_of_range", "dropped_line", "other_text", "across_lines", "empty"}


def test_nonsense_about_events_costs_none(says: Callable[..., list[Outcome]]) -> None:
    plain = annotate_batch([TWO])[0]
    assert isinstance(plain, Annotations)
    n_events = len(plain.events)
    assert n_events > 0
    good: dict[str, Any] = {"floor": "events", "model": "spacy:liar"}
    nonsense = [
        None, 7, "keep: false for all", Verdict(n_events + 1, False, 0.0, **good), Verdict(0, False, 0.0, **good),
        Verdict(1, "false", 0.0, **good), Verdict(1, False, -1, **good), Verdict(1, False, 0.0, "mentions", "spacy:liar"),
        Span(0, 4, "Home", "PERSON", 0.9, **good),
    ]  # fmt: skip
    every: tuple[Any, ...] = (nonsense, None, 3, "drop", [[]], {1: False}, iter(nonsense))
    for said in every:
        found = says(said, JUDGE)[0]
        assert isinstance(found, Annotations)
        assert dataclasses.replace(found, model_counts=()) == plain
        assert {c.outcome: c.n for c in found.model_counts}["unanswered"] == n_events
    outcomes = says(RuntimeError("out of memory"), JUDGE)
    assert [type(outcome) for outcome in outcomes] == [Failure, Failure]


def test_a_model_that_fails_on_a_document_costs_that_document_alone(says: Callable[[Any], list[Outcome]]) -> None:
    outcomes = says(RuntimeError("out of memory"))
    assert [type(outcome) for outcome in outcomes] == [Failure, Failure]
    assert "out of memory" in outcomes[0].message  # type: ignore[union-attr]


def test_a_model_that_cannot_be_loaded_is_no_fault_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_model: Model) -> Liar:
        raise ModelError("gone")

    monkeypatch.setattr(backends, "opened", refuse)
    with pytest.raises(ModelError, match="gone"):
        work.annotate_batch([TWO], [MODEL])
