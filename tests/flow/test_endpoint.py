"""An endpoint of the OpenAI protocol takes part in a run: what stands in the text enters, its answers are kept, and when it is away
nothing is lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_endpoint import NAME, Endpoint, Reply, endpoint, item, said, text_of

from pipeline import settings as settings_module
from pipeline.models import backends
from pipeline.models.spans import ModelError
from pipeline.settings import Settings
from pipeline.warehouse import explain_quote
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.explain import unpainted
from pipeline.warehouse.models import annotate_version
from pipeline.warehouse.report import figures
from pipeline.warehouse.run import RunResult, nothing_to_do, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

__all__ = ["endpoint"]
TALKS = (
    "Home | World | Sport\nTalks at the port fail\n\n"
    "ROTTERDAM - The owners of the port were, in the eyes of Tomas Quispe, not to be trusted with a single crane.\n"
    '"We have an agreement", Ilse Verbruggen told reporters in Rotterdam on 3 March 2025.\nShare this article\n'
)
BRIDGE = (
    "Home | World | Sport\nPeru and Bolivia open a bridge\n\n"
    "LIMA - Peru and Bolivia opened a bridge over the Desaguadero river on 12 May 2024.\n"
    "To Sigrid Aasland, who had come from Oslo, the bridge was long overdue.\nShare this article\n"
)
GOOD = item("not to be trusted with a single crane", "Tomas Quispe", cue="in the eyes of", paragraph=2)
KNOWN = item("We have an agreement", "Ilse Verbruggen", kind="direct", paragraph=3)
OTHER = item("the bridge was long overdue", "Sigrid Aasland")
BY_MODEL = "SELECT text, speaker_text, speaker_basis, score FROM quotes WHERE rule_id LIKE 'model.%' ORDER BY text"
Go = Callable[..., RunResult]
Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def asked(settings: Settings, tmp_path: Path) -> Callable[[str], Settings]:
    """The settings with what dateline.toml says of models."""

    def read(toml: str) -> Settings:
        (tmp_path / "dateline.toml").write_text(toml)
        return dataclasses.replace(settings, models=settings_module.load({}, environ={}, cwd=tmp_path).models)

    return read


@pytest.fixture
def go(asked: Callable[[str], Settings], lay: Callable[[str, str], Path]) -> Go:
    """Run with what dateline.toml says of models, on two invented articles; a new run knows nothing of the last one."""
    lay("harbour-post/talks.txt", TALKS)
    lay("harbour-post/bridge.txt", BRIDGE)

    def run_with(toml: str = "", **options: object) -> RunResult:
        backends.opened.cache_clear()
        with open_workspace(asked(toml), RunOptions(**options)) as ws:  # type: ignore[arg-type]
            return run(ws)  # the blocking checks are a part of it

    return run_with


def test_what_stands_in_the_text_enters_and_what_does_not_is_counted(
    settings: Settings, go: Go, endpoint: Endpoint, published: Ask, rows: Callable[[], dict[str, str]]
) -> None:
    plain = go()
    ids = published("SELECT quote_id FROM quotes ORDER BY ALL")
    endpoint.says_of({
        "Quispe": [GOOD, KNOWN, item("the port will be sold", "Tomas Quispe"), item("The owners of the port", "Nobody Atall"),
                   item("Share this article", "Tomas Quispe"), item("crane", None)],
        "Aasland": [OTHER],
    })  # fmt: skip
    done = go(endpoint.toml())
    assert (plain.models, done.n_cleaned, done.n_annotated, done.failures) == ((), 0, 2, ())
    assert published(BY_MODEL) == [
        ("not to be trusted with a single crane", "Tomas Quispe", "model", 0.8),
        ("the bridge was long overdue", "Sigrid Aasland", "model", 0.8),
    ]
    assert set(ids) < set(published("SELECT quote_id FROM quotes"))
    assert published("SELECT e.name, q.cue_text, q.kind FROM quotes AS q JOIN entities AS e ON e.entity_id = q.speaker_entity_id"
                     " WHERE q.text LIKE '%crane'") == [("Tomas Quispe", "in the eyes of", "indirect")]  # fmt: skip
    assert done.models == (
        f"model {NAME}, quotes: 7 quotes proposed: 2 new, 1 known; dropped: 1 dropped line, 1 no speaker, 1 other speaker, 1 other text",
    )
    with open_workspace(settings) as ws:
        shown = figures(ws.con, "annotate")
    assert shown["quotes"] == {"n_model_new": 2, "n_model_known": 1, "n_model_dropped_line": 1, "n_model_no_speaker": 1,
                               "n_model_other_speaker": 1, "n_model_other_text": 1}  # fmt: skip
    con = published_connection(settings.warehouse)
    try:
        ((quote_id,),) = con.execute("SELECT quote_id FROM quotes WHERE text LIKE '%crane'").fetchall()
        page = explain_quote.as_text(explain_quote.explain(con, f"quote:{quote_id}"), 200, unpainted)
    finally:
        con.close()
    assert f"rule model.{NAME}, score 0.80" in page
    assert f"proposed by {NAME}" in page
    assert "a model says so; the words stand in the article" in page

    # It is asked once: neither doing everything anew nor another address is a new question.
    with_model = rows()
    endpoint.says(said())  # another mind now
    moved = endpoint.toml("retries = 1").replace(endpoint.url, "http://127.0.0.1:9/v1").replace("timeout = 5", "timeout = 6")
    assert go(moved).did_nothing
    assert go(moved, full=True, batch_size=1).n_annotated == 2
    assert rows() == with_model
    assert len(endpoint.asked) == 2


def test_articles_keep_their_rows_while_it_is_away_and_are_asked_about_when_it_is_back(
    go: Go, asked: Callable[[str], Settings], endpoint: Endpoint, published: Ask
) -> None:
    away = endpoint.toml("retries = 0").replace(endpoint.url, "http://127.0.0.1:9/v1")
    first = go(away)
    without = annotate_version((), "en")
    assert published("SELECT text, extractor_version FROM quotes") == [("We have an agreement", without)]
    assert first.models == (f"model {NAME}, quotes: 0 quotes proposed: none; dropped: none; no answer on 2 articles",)
    errors = "SELECT uri, stage, error_code, is_resolved FROM ingest_errors ORDER BY uri"
    wanted = [(f"harbour-post/{name}.txt", "annotate", "model_unavailable", False) for name in ("bridge", "talks")]
    assert published(errors) == wanted
    assert len(first.failures) == 2
    _, message, hint = first.failures[1]
    assert message == (
        f"harbour-post/talks.txt was annotated without the model {NAME}: http://127.0.0.1:9/v1 cannot be reached: Connection refused."
    )
    assert "next run asks again" in hint
    assert not nothing_to_do(asked(away))
    taken_out = go()
    assert (taken_out.did_nothing, taken_out.n_annotated) == (False, 0)
    assert [row[3] for row in published(errors)] == [True, True]
    assert go().did_nothing
    # it answers on one of them only
    endpoint.answer = lambda body, _n: said(GOOD) if "Quispe" in text_of(body) else Reply(b"", 503)
    second = go(endpoint.toml("retries = 0"))
    assert (second.n_annotated, [uri for uri, _, _ in second.failures]) == (2, ["harbour-post/bridge.txt"])
    assert published(BY_MODEL) == [("not to be trusted with a single crane", "Tomas Quispe", "model", 0.8)]
    endpoint.says(said(OTHER))
    third = go(endpoint.toml())
    assert (third.n_annotated, third.failures) == (1, ())
    assert len(published(BY_MODEL)) == 2
    assert [row[3] for row in published(errors)] == [True, True]
    assert nothing_to_do(asked(endpoint.toml()))


def test_what_only_the_user_can_mend_stops_the_run(
    settings: Settings, go: Go, endpoint: Endpoint, published: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = endpoint.toml('api_key_env = "DESK_KEY"')
    with pytest.raises(ModelError, match=r"variable DESK_KEY is not set, \[\[models.quotes\]\] number 1 in .* Set it to the key"):
        go(toml)
    assert not settings.warehouse.exists()  # before the first document
    monkeypatch.setenv("DESK_KEY", "sk-very-secret")
    endpoint.says(Reply({"error": {"message": "bad key sk-very-secret"}}, 401))
    with pytest.raises(ModelError, match=r"refuses the key in DESK_KEY: it answered 401, \[\[models.quotes\]\] number 1 in") as caught:
        go(toml)
    assert "secret" not in str(caught.value)
    assert len(endpoint.asked) == 1
    endpoint.says_of({"Quispe": [GOOD]})
    go(toml)
    assert len(published(BY_MODEL)) == 1
    assert not [f for f in settings.home.rglob("*") if f.is_file() and b"very-secret" in f.read_bytes()]
