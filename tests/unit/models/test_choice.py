"""The table `[models]` of dateline.toml: what may stand there, and what is said where something else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.models.choice import floors

QUOTES = '[[models.quotes]]\nbackend = "openai"\n'
DESK = QUOTES + 'url = "http://127.0.0.1:8000/v1"\nmodel = "desk-7b"\n'
HEAD = '[[models.mentions]]\nbackend = "spacy"\n'


def test_a_model_is_read_with_its_path_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "dateline.toml").write_text(
        'raw = "news"\n'
        + HEAD
        + 'path = "weights/a"\nlanguages = ["fr", "en-GB"]\nmin_score = 0.25\nlabels = { Militia = "ORG", ORG = "" }\n'
        '[[models.mentions]]\nbackend = "gliner"\npath = "/srv/b"\nname = "b"\n'
    )
    below = tmp_path / "a"
    below.mkdir()
    found = settings.load({}, environ={}, cwd=below)
    first, second = found.models
    assert (first.floor, first.backend, first.path, first.package) == ("mentions", "spacy", tmp_path / "weights/a", None)
    assert (first.languages, first.min_score, first.labels) == (("en", "fr"), 0.25, (("Militia", "ORG"), ("ORG", "")))
    assert (second.path, second.languages, second.min_score, second.name) == (Path("/srv/b"), (), 0.5, "b")
    shown = [(name, value) for name, value, _ in found.explain() if name.startswith("models")]
    assert shown == [("models.mentions", f"spacy {tmp_path}/weights/a (en, fr)"), ("models.mentions", "gliner /srv/b")]


def test_an_endpoint_is_read_and_shown_without_its_key(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text(
        DESK + 'api_key_env = "DESK_KEY"\nlanguages = ["fr"]\nmin_score = 0.3\ntimeout = 90\n'
        + DESK.replace("http://127.0.0.1:8000/v1", "https://example.org/api/chat/completions/")
    )  # fmt: skip
    found = settings.load({}, environ={"DESK_KEY": "sk-very-secret"}, cwd=tmp_path)
    first, second = (choice.endpoint for choice in found.models)
    assert first is not None
    assert (first.url, first.model, first.api_key_env, first.timeout) == ("http://127.0.0.1:8000/v1", "desk-7b", "DESK_KEY", 90)
    assert (first.retries, first.max_tokens, first.window, first.seed) == (3, 2048, 6000, 0)
    assert second is not None
    assert (second.url, second.api_key_env) == ("https://example.org/api", None)
    assert (found.models[0].floor, found.models[0].path, found.models[0].languages, found.models[0].min_score) == (
        "quotes",
        None,
        ("fr",),
        0.3,
    )
    shown = [(name, value) for name, value, _ in found.explain() if name.startswith("models")]
    assert shown == [
        ("models.quotes", "openai desk-7b at http://127.0.0.1:8000/v1, key in DESK_KEY (fr)"),
        ("models.quotes", "openai desk-7b at https://example.org/api"),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (QUOTES, "An endpoint has `url` and `model`"), (QUOTES + 'url = "http://127.0.0.1/v1"', "An endpoint has `url` and `model`"),
        (DESK.replace("http:", "ftp:"), "not the address of an endpoint"),
        (DESK.replace("8000", "800000"), "not the address of an endpoint"),
        (DESK.replace("127.0.0.1:8000", ""), "not the address of an endpoint"), (DESK.replace("/v1", "/v1?key=x"), "not the address of an"),
        (DESK.replace("127", "desk:secret@127"), "holds a user or a password"),
        (DESK + 'api_key_env = "sk-very-secret"', "not the name of an"),
        (DESK + 'api_key = "sk-very-secret"', "Did you mean `api_key_env`"), (DESK + "timeout = 0", "whole number from 1 to 3600"),
        (DESK + "retries = true", "whole number from 0 to 10"), (DESK + 'window = "all"', "whole number from 500"),
        (DESK + 'path = "weights"', "There is no `path` of such a model"), (DESK + "temperature = 1", "There is no `temperature`"),
        (DESK + "labels = {}", "There is no `labels`"), (DESK.replace("openai", "spacy"), "Write one of openai"),
        (DESK.replace("quotes", "mentions"), "There is no `url` of such a model"),
        (DESK + "min_score = 0.9", "no span would be left"),
    ],
)  # fmt: skip
def test_what_no_endpoint_can_be_is_told_without_secrets(tmp_path: Path, lines: str, words: str) -> None:
    (tmp_path / "dateline.toml").write_text(lines)
    with pytest.raises(settings.SettingsError) as caught:
        settings.load({}, environ={}, cwd=tmp_path)
    assert words in str(caught.value)
    assert "dateline.toml" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_models_that_judge_events_are_read(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text(
        DESK.replace("quotes", "events") + "min_score = 0.9\n"
        + HEAD.replace("mentions", "events") + 'path = "weights"\nlabels = { EVENT = "keep", NONE = "drop", ODD = "" }\n'
    )  # fmt: skip
    found = settings.load({}, environ={}, cwd=tmp_path)
    first, second = found.models
    assert (first.floor, first.backend, first.min_score) == ("events", "openai", 0.9)
    assert first.endpoint is not None
    assert (second.floor, second.backend, second.min_score) == ("events", "spacy", 0.5)
    assert second.labels == (("EVENT", "keep"), ("NONE", "drop"), ("ODD", ""))
    shown = [(name, value) for name, value, _ in found.explain() if name.startswith("models")]
    assert shown == [("models.events", "openai desk-7b at http://127.0.0.1:8000/v1"), ("models.events", f"spacy {tmp_path}/weights")]


def test_no_model_is_the_default(tmp_path: Path) -> None:
    assert settings.load({}, environ={}, cwd=tmp_path).models == ()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("models = 3", "not a table"), ('[models]\nmentions = "en"', "not a list of tables"),
        ("[[models.nouns]]", "No floor `models.nouns`"),
        ('[[models.mentions]]\nbackend = "bert"', "Write one of gliner, spacy"), (HEAD, "one of `path` and `package`"),
        (HEAD + 'path = "a"\npackage = "b"', "one of `path` and `package`"),
        (HEAD + 'path = "a"\nlanguage = "en"', "Did you mean `languages`"),
        (HEAD + 'path = "a"\nlanguages = "en"', "not a list of languages"), (HEAD + 'path = "a"\nmin_score = 50', "from 0 to 1"),
        (HEAD + 'path = "a"\nmin_score = true', "from 0 to 1"), (HEAD + 'path = "a"\nmin_score = 0.9', "no span would be left"),
        (HEAD + 'path = "a"\nlabels = { CHIEF = "BOSS" }', "Write one of PER, ORG"), (HEAD + "path = 3", "not a text"),
        (HEAD + 'package = "not a name"', "not the name of a package"),
        ('[[models.mentions]]\nbackend = "gliner"\npackage = "x"', "Weights of gliner are no package"),
        (HEAD.replace("mentions", "events").replace("spacy", "gliner"), "Write one of openai, spacy"),
        (HEAD.replace("mentions", "events") + 'path = "a"\nscore = 0.5', "There is no `score` of such a model"),
        (HEAD.replace("mentions", "events") + 'path = "a"\nlabels = { EVENT = "yes" }', "Write one of keep, drop"),
        (DESK.replace("quotes", "events") + 'labels = { EVENT = "keep" }', "There is no `labels` of such a model"),
        (DESK.replace("quotes", "events") + "min_score = 2", "not a number from 0 to 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_place(tmp_path: Path, lines: str, words: str) -> None:
    (tmp_path / "dateline.toml").write_text(lines)
    with pytest.raises(settings.SettingsError) as caught:
        settings.load({}, environ={}, cwd=tmp_path)
    assert words in str(caught.value)
    assert "dateline.toml" in str(caught.value)


def test_every_label_leads_to_a_kind_of_its_floor() -> None:
    for floor in floors().values():
        assert set(floor.labels.values()) <= {*floor.kinds, ""}
        assert {floor.labels[label.upper()] for label in floor.asked} <= set(floor.kinds)
        assert all(floor.labels[label.upper()] == kind for label, kind in floor.asked.items())
