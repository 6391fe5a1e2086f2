"""GLiNER behind the seam, with a model of one layer drawn at random: its spans mean nothing, but they come as a large one's do."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from test_weights import digest_of
from tiny_models import article, needs, tiny_gliner

from pipeline.models.backends import opened
from pipeline.models.choice import read_choices
from pipeline.models.proposals import propose
from pipeline.models.spans import ModelError
from pipeline.models.weights import Model, locate

WORDS = ["Ilse", "Verbruggen", "met", "Tomas", "Quispe", "in", "the", "port", "person", "organization", "country", "city", "location", "."]
pytestmark = pytest.mark.filterwarnings("default")  # PyTorch and transformers warn of one another


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("gliner")
    return tiny_gliner(tmp_path_factory.mktemp("gliner"), WORDS)


def model(folder: Path, **fields: object) -> Model:
    table = {"backend": "gliner", "path": str(folder), "min_score": 0.3, **fields}
    return locate(read_choices({"mentions": [table]}, "dateline.toml", folder)[0], digest_of)


LINE = "Ilse Verbruggen met Tomas Quispe in the port ."
ARTICLE = article(("Ilse | Home", False), (LINE, True), (" ", True), ("Tomas Quispe met Ilse in the port .", True))


def test_spans_are_anchored_with_scores_of_their_own(weights: Path) -> None:
    tiny = model(weights, name="tiny")
    proposed = opened(tiny).propose(ARTICLE)
    assert proposed
    assert all(ARTICLE.text[s.start : s.end] == s.text and s.label in tiny.asked and s.score is not None for s in proposed)
    found = propose(ARTICLE, [tiny])
    assert len(found.spans) + sum(c.n for c in found.dropped) == len(proposed)
    assert {s.rule_id for s in found.spans} == {"model.gliner:tiny"}
    assert all(s.start >= len("Ilse | Home\n") and 0.3 <= s.score <= 1 for s in found.spans)


def test_what_is_proposed_depends_on_the_article_alone(weights: Path) -> None:
    tiny = model(weights)
    before = opened(tiny).propose(ARTICLE)
    opened(tiny).propose(article(*[(f"{LINE} {LINE}", True)] * 30))
    assert opened(tiny).propose(ARTICLE) == before
    opened.cache_clear()
    assert opened(tiny).propose(ARTICLE) == before
    assert opened(tiny).propose(article(("   ", True), ("Home", False))) == []


def test_a_long_line_is_read_to_its_end(weights: Path) -> None:
    long = article((" ".join([LINE] * 40), True))
    spans = opened(model(weights)).propose(long)
    assert max(s.end for s in spans) > 0.9 * len(long.text)


def test_own_labels_are_asked_for(weights: Path) -> None:
    spans = opened(model(weights, labels={"port": "LOC", "person": "", "organization": "", "country": "", "city": ""})).propose(ARTICLE)
    assert {s.label for s in spans} <= {"port", "location"}


def test_a_folder_without_its_tokenizer_is_told_and_nothing_is_fetched(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(model(weights))
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("gliner_config.json", "pytorch_model.bin"):
        (bare / name).write_bytes((weights / name).read_bytes())
    config = json.loads((bare / "gliner_config.json").read_text())
    (bare / "gliner_config.json").write_text(json.dumps({**config, "model_name": "somebody/some-encoder"}))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(ModelError) as caught:
        opened(model(bare))
    assert "is not whole" in str(caught.value)
    assert "save_pretrained" in str(caught.value)


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    needs("gliner")
    (tmp_path / "gliner_config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"model\.safetensors or pytorch_model\.bin is missing"):
        model(tmp_path)
