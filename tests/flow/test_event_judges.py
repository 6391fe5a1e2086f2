"""Models judge the events of a run: what one drops is not in the published rows, nothing is asked twice, and when one is away nothing is
lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_endpoint import NAME, Endpoint, Reply, endpoint, item, said, text_of, verdict
from tiny_models import needs, tiny_textcat

from pipeline import settings as settings_module
from pipeline.models import backends
from pipeline.settings import Settings
from pipeline.warehouse.models import annotate_version
from pipeline.warehouse.report import figures
from pipeline.warehouse.run import RunResult, nothing_to_do, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

__all__ = ["endpoint"]
CLASH = (
    "Home | World | Sport\nA quiet week at the border\n\n"
    "OSLO - Norway attacked Chile in the game on Monday, 3 March 2025.\n"
    "Kenya and Ethiopia held talks on the border in Moyale on 4 March 2025.\nShare this article\n"
)
BRIDGE = (
    "Home | World | Sport\nPeru, Bolivia and a bridge\n\n"
    "LIMA - Peru and Bolivia agreed on 12 May 2024 to share the waters of Lake Titicaca.\n"
    "To Sigrid Aasland, who had come from Oslo, the bridge was long overdue.\nShare this article\n"
)
EVENTS = "SELECT trigger_text FROM event_mentions ORDER BY trigger_text"
Go = Callable[..., RunResult]
Ask = Callable[..., list[tuple[Any, ...]]]
Rows = Callable[[], dict[str, str]]


@pytest.fixture
def go(settings: Settings, tmp_path: Path, lay: Callable[[str, str], Path]) -> Go:
    """Run with what dateline.toml says of models, on two invented articles; a new run knows nothing of the last one."""
    lay("harbour-post/clash.txt", CLASH)
    lay("harbour-post/bridge.txt", BRIDGE)

    def run_with(toml: str = "", **options: object) -> RunResult:
        backends.opened.cache_clear()
        (tmp_path / "dateline.toml").write_text(toml)
        read = settings_module.load({}, environ={}, cwd=tmp_path).models
        with open_workspace(dataclasses.replace(settings, models=read), RunOptions(**options)) as ws:  # type: ignore[arg-type]
            return run(ws)  # the blocking checks are a part of it

    return run_with


def drops(words: str) -> Callable[[dict[str, Any], int], Reply]:
    """Keeps every event but those whose sentence holds these words."""

    def answer(body: dict[str, Any], _n: int) -> Reply:
        parts = text_of(body).split("\n[")[1:]
        told = [verdict(int(part.split("]")[0]), words not in part) for part in parts]
        return said(*told, floor="events") if "candidate" in str(body["messages"][0]) else said()

    return answer


def test_a_dropped_event_is_gone_and_nothing_is_asked_twice(
    settings: Settings, go: Go, endpoint: Endpoint, published: Ask, rows: Rows
) -> None:
    plain = go()
    before, found = rows(), [row[0] for row in published(EVENTS)]
    assert found == ["agreed on", "attacked", "held talks"]
    endpoint.answer = drops("in the game")
    done = go(endpoint.toml(floor="events"))
    assert (plain.models, done.n_cleaned, done.n_annotated, done.failures) == ((), 0, 2, ())
    assert [row[0] for row in published(EVENTS)] == [words for words in found if words != "attacked"]
    assert done.models == (f"model {NAME}, events: 3 candidates: 2 kept, 1 dropped",)
    with open_workspace(settings) as ws:
        assert figures(ws.con, "annotate") == {"event_mentions": {"n_model_kept": 2, "n_model_dropped": 1}}

    # It is asked once: neither doing everything anew, nor another address, nor another bar is a new question.
    judged = rows()
    endpoint.answer = drops("")  # another mind now
    moved = endpoint.toml("retries = 1", floor="events").replace(endpoint.url, "http://127.0.0.1:9/v1")
    assert go(moved).did_nothing
    assert go(moved, full=True, batch_size=1).n_annotated == 2
    assert rows() == judged
    assert go(moved + "min_score = 0.95\n").n_annotated == 2
    assert published(EVENTS) == []
    assert len(endpoint.asked) == 2

    assert go().n_annotated == 2
    assert rows() == before


def test_articles_keep_their_events_while_it_is_away(go: Go, endpoint: Endpoint, published: Ask) -> None:
    go()
    found = published(EVENTS)
    away = endpoint.toml("retries = 0", floor="events").replace(endpoint.url, "http://127.0.0.1:9/v1")
    first = go(away)
    assert published(EVENTS) == found
    assert first.models == (f"model {NAME}, events: 0 candidates: none; no answer on 2 articles",)
    assert [uri for uri, _, _ in first.failures] == ["harbour-post/bridge.txt", "harbour-post/clash.txt"]
    assert f"was annotated without the model {NAME}: http://127.0.0.1:9/v1 cannot be reached" in first.failures[0][1]
    endpoint.answer = drops("in the game")
    second = go(endpoint.toml(floor="events"))
    assert (second.n_annotated, second.failures) == (2, ())
    assert published(EVENTS) == [row for row in found if row != ("attacked",)]
    assert go(endpoint.toml(floor="events")).did_nothing


def test_one_endpoint_on_two_floors_is_away_on_one(settings: Settings, go: Go, endpoint: Endpoint, published: Ask) -> None:
    """The quotes that it gave stand, under the version that they have without its verdicts."""
    quote = item("the bridge was long overdue", "Sigrid Aasland")

    def answer(body: dict[str, Any], _n: int) -> Reply:
        if body["response_format"]["json_schema"]["name"] == "events":
            return Reply(b"", 503)
        return said(*([quote] if "Aasland" in text_of(body) else []))

    endpoint.answer = answer
    both = endpoint.toml("retries = 0") + endpoint.toml("retries = 0", floor="events")
    done = go(both)
    assert len(done.failures) == 2
    assert done.failures[0][1].count(NAME) == 1
    assert published("SELECT count(*) FROM quotes WHERE rule_id LIKE 'model.%'") == [(1,)]
    with open_workspace(dataclasses.replace(settings, models=settings_module.load({}, environ={}, cwd=settings.home.parent).models)) as ws:
        version = annotate_version(ws.models[:1], "en")
    assert published("SELECT DISTINCT extractor_version FROM quotes") == [(version,)]
    assert go(endpoint.toml("retries = 0")).n_annotated == 0  # without the judge that was away, nothing is left to do


def test_a_classifier_of_texts_judges_before_an_endpoint(
    settings: Settings, go: Go, endpoint: Endpoint, published: Ask, rows: Rows, tmp_path: Path
) -> None:
    needs("spacy")
    weights = tiny_textcat(tmp_path / "judge", words=("border", "game"))
    classifier = f'[[models.events]]\nbackend = "spacy"\npath = "{weights}"\nlabels = {{ EVENT = "keep", NONE = "drop" }}\n'
    go()
    found = published(EVENTS)
    endpoint.answer = drops("Titicaca")
    done = go(classifier + endpoint.toml(floor="events"))
    asked = "\n".join(text_of(body) for body in endpoint.asked)
    assert ("held talks",) in published(EVENTS)
    assert ("attacked",) not in published(EVENTS)
    assert "in the game" not in asked
    assert [line.split(": ")[0] for line in done.models] == [f"model {NAME}, events", "model spacy:en_judge-0.0.0, events"]
    assert done.models[1].startswith(f"model spacy:en_judge-0.0.0, events: {len(found)} candidates: ")
    judged = rows()
    assert nothing_to_do(dataclasses.replace(settings, models=settings_module.load({}, environ={}, cwd=tmp_path).models))
    assert go(classifier + endpoint.toml(floor="events"), full=True).n_annotated == 2
    assert rows() == judged
