"""spaCy behind the seam, with a pipeline trained here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_weights import digest_of
from tiny_models import article, needs, tiny_spacy

from pipeline.models.backends import opened
from pipeline.models.choice import read_choices
from pipeline.models.proposals import propose
from pipeline.models.spans import ModelError
from pipeline.models.weights import Model, locate


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("spacy")
    return tiny_spacy(tmp_path_factory.mktemp("spacy") / "tiny", patterns={"Qarnoub": "GPE", "Harbour Week": "EVENT"})


def model(folder: Path, **fields: object) -> Model:
    return locate(read_choices({"mentions": [{"backend": "spacy", "path": str(folder), **fields}]}, "dateline.toml", folder)[0], digest_of)


ARTICLE = article(
    ("Tomas Quispe | Home", False), ("Ilse Verbruggen met Tomas Quispe in the port of Qarnoub.", True), ("", False),
    ("Workers at Delmora Freight went to Harbour Week.", True),
)  # fmt: skip


def test_spans_of_kept_lines_are_proposed_and_anchored(weights: Path) -> None:
    found = propose(ARTICLE, [model(weights)])
    assert [(ARTICLE.text[s.start : s.end], s.kind, s.score, s.rule_id) for s in found.spans] == [
        ("Ilse Verbruggen", "PER", 0.5, "model.spacy:en_tiny-0.0.0"),
        ("Tomas Quispe", "PER", 0.5, "model.spacy:en_tiny-0.0.0"),
        ("Qarnoub", "GPE", 0.5, "model.spacy:en_tiny-0.0.0"),
        ("Delmora Freight", "ORG", 0.5, "model.spacy:en_tiny-0.0.0"),
    ]
    assert [(c.model, c.floor, c.outcome, c.n) for c in found.dropped] == [("spacy:en_tiny-0.0.0", "mentions", "unused_label", 1)]


def test_the_settings_of_a_model_are_followed(weights: Path) -> None:
    found = propose(ARTICLE, [model(weights, name="desk", score=0.61, labels={"PERSON": "", "EVENT": "MISC"})])
    assert [(ARTICLE.text[s.start : s.end], s.kind, s.score) for s in found.spans] == [
        ("Qarnoub", "GPE", 0.61), ("Delmora Freight", "ORG", 0.61), ("Harbour Week", "MISC", 0.61)
    ]  # fmt: skip
    assert {s.model for s in found.spans} == {"spacy:desk"}


def test_articles_of_other_languages_are_not_shown(weights: Path) -> None:
    french = article(("Ilse Verbruggen a vu Tomas Quispe.", True), lang="fr")
    assert propose(french, [model(weights)]).spans == ()
    assert propose(article(("Ilse Verbruggen met Tomas Quispe.", True), lang="en-GB"), [model(weights)]).spans != ()


def test_what_is_proposed_depends_on_the_article_alone(weights: Path) -> None:
    tiny = model(weights)
    before = opened(tiny).propose(ARTICLE)
    opened(tiny).propose(article(*[(f"Sentence {n} of Delmora Freight and Tomas Quispe.", True) for n in range(90)]))
    assert opened(tiny).propose(ARTICLE) == before
    opened.cache_clear()
    assert opened(tiny).propose(ARTICLE) == before


def test_a_model_is_loaded_once(weights: Path) -> None:
    assert opened(model(weights)) is opened(model(weights))


def test_components_that_names_do_not_need_are_not_run(tmp_path: Path, weights: Path) -> None:
    spacy = needs("spacy")
    folder = tiny_spacy(tmp_path / "plain")
    nlp = spacy.load(folder)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("attribute_ruler")
    nlp.to_disk(folder)
    assert opened(model(folder))._nlp.pipe_names == ["ner", "sentencizer"]  # type: ignore[attr-defined]


def test_a_model_without_names_is_told(tmp_path: Path) -> None:
    spacy = needs("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "blank")
    with pytest.raises(ModelError) as caught:
        opened(model(tmp_path / "blank"))
    assert "finds no names: it has sentencizer" in str(caught.value)
    assert "a component such as ner" in str(caught.value)


def test_a_model_with_labels_that_nobody_takes_is_told(tmp_path: Path) -> None:
    spacy = needs("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GENE", "pattern": "p53"}])
    nlp.to_disk(tmp_path / "genes")
    with pytest.raises(ModelError, match=r'labels = \{ GENE = "…" \}'):
        opened(model(tmp_path / "genes"))
    assert opened(model(tmp_path / "genes", labels={"gene": "MISC"})).labels == ("GENE",)


def test_torn_weights_and_missing_components_are_told(tmp_path: Path) -> None:
    needs("spacy")
    folder = tiny_spacy(tmp_path / "torn")
    (folder / "ner/model").write_bytes(b"torn")
    with pytest.raises(ModelError) as caught:
        opened(model(folder))
    assert "cannot be loaded" in str(caught.value)
    assert "cut short" in str(caught.value)
    folder = tiny_spacy(tmp_path / "alien")
    config = (folder / "config.cfg").read_text().replace('factory = "ner"', 'factory = "no_such_component"')
    (folder / "config.cfg").write_text(config)
    with pytest.raises(ModelError, match="no_such_component"):
        opened(model(folder))


def test_a_library_that_a_model_asks_for_is_part_of_its_version(tmp_path: Path) -> None:
    needs("spacy")
    folder = tiny_spacy(tmp_path / "asks")
    told = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**told, "requirements": ["numpy>=1.0"]}))
    assert model(folder).libraries == ("spacy", "numpy")
