"""A classifier of texts behind the seam, trained here: what it makes of the sentences of events."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_weights import digest_of
from tiny_models import article, needs, tiny_spacy, tiny_textcat

from pipeline.annotate import draft
from pipeline.model import ModelCount
from pipeline.models.backends import opened
from pipeline.models.candidates import candidates
from pipeline.models.choice import read_choices
from pipeline.models.proposals import judge, propose
from pipeline.models.spacy_backend import SpacyJudge
from pipeline.models.spans import ModelError, Rulings
from pipeline.models.weights import Model, locate

NAME = "spacy:en_judge-0.0.0"
LABELS = {"EVENT": "keep", "NONE": "drop"}
ARTICLE = article(
    ("Norway attacked Ghana.", True), ("Norway invaded Ghana in the game in Accra.", True), ("Norway attacked Kenya in the game.", True)
)
TOLD = draft(ARTICLE).annotations


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("spacy")
    return tiny_textcat(tmp_path_factory.mktemp("textcat") / "judge")


def model(folder: Path, **fields: object) -> Model:
    table = {"backend": "spacy", "path": str(folder), "labels": LABELS, **fields}
    return locate(read_choices({"events": [table]}, "dateline.toml", folder)[0], digest_of)


def scores(one: Model) -> list[object]:
    told = opened(one)
    assert isinstance(told, SpacyJudge)
    return [v.score for v in told.judge("en", candidates(ARTICLE, TOLD))]  # type: ignore[union-attr]


def counts(**outcomes: int) -> tuple[ModelCount, ...]:
    return tuple(ModelCount(NAME, "events", outcome, n) for outcome, n in outcomes.items())


def test_events_whose_sentence_is_none_are_dropped(weights: Path) -> None:
    assert [e.trigger_text for e in TOLD.events] == ["attacked", "invaded", "attacked"]
    attack, game, both = scores(model(weights))
    assert attack > 0.5 > game  # type: ignore[operator]
    assert attack > both > game  # type: ignore[operator]
    low = frozenset({1, 2} if both < 0.5 else {1})  # type: ignore[operator]
    assert judge(ARTICLE, TOLD, [model(weights)]) == Rulings(low, counts(dropped=len(low), kept=3 - len(low)))
    assert judge(ARTICLE, TOLD, [model(weights, min_score=1.0)]) == Rulings(frozenset({0, 1, 2}), counts(dropped=3))
    assert judge(ARTICLE, TOLD, [model(weights, min_score=0.0)]) == Rulings(frozenset(), counts(kept=3))


def test_labels_mean_what_the_user_says(weights: Path) -> None:
    plain = scores(model(weights))
    turned = scores(model(weights, labels={"none": "keep", "EVENT": "drop"}))
    assert [round(a + b, 2) for a, b in zip(plain, turned, strict=True)] == [1.0, 1.0, 1.0]  # type: ignore[operator]
    assert scores(model(weights, labels={"EVENT": "keep", "NONE": "keep"})) == pytest.approx([1.0] * 3, abs=0.002)


def test_labels_that_may_stand_together_do_not_add_up(tmp_path: Path) -> None:
    needs("spacy")
    folder = tiny_textcat(tmp_path / "many", factory="textcat_multilabel")
    both = scores(model(folder, labels={"EVENT": "keep", "NONE": "keep"}))
    singles = zip(scores(model(folder)), scores(model(folder, labels={"NONE": "keep"})), strict=True)
    assert both == [max(pair) for pair in singles]  # type: ignore[type-var]


def test_a_model_that_judges_proposes_nothing_and_sees_its_languages_alone(weights: Path) -> None:
    judged = model(weights)
    assert propose(ARTICLE, [judged]).dropped == ()
    french = article(("La Norvège a condamné le Tchad lundi.", True), lang="fr")
    told = draft(french).annotations
    assert told.events
    assert judge(french, told, [judged]) == Rulings()
    assert judge(article(("It rained.", True)), draft(article(("It rained.", True))).annotations, [judged]) == Rulings()


def test_what_it_says_depends_on_the_article_alone(weights: Path) -> None:
    before = scores(model(weights))
    opened.cache_clear()
    assert scores(model(weights)) == before


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({"EVENTS": "keep", "NONE": "drop"}, r"has no label 'EVENTS': it has EVENT, NONE .*\[\[models.events\]\] number 1 in"),
        ({"EVENT": "drop", "NONE": "drop"}, r'No label of the model .* keeps an event: it has EVENT, NONE .* labels = { EVENT = "keep" }'),
        ({}, r'No label of the model .* keeps an event: it has EVENT, NONE .* labels = { EVENT = "keep" }'),
    ],
)
def test_labels_that_do_not_fit_are_told(weights: Path, labels: dict[str, str], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        opened(model(weights, labels=labels))


def test_a_model_that_classifies_no_texts_is_told(tmp_path: Path) -> None:
    needs("spacy")
    with pytest.raises(ModelError) as caught:
        opened(model(tiny_spacy(tmp_path / "names")))
    assert "classifies no texts: it has ner, and none of it says what a text is" in str(caught.value)
    assert "a component such as textcat" in str(caught.value)


def test_components_that_texts_do_not_need_are_not_run(tmp_path: Path) -> None:
    spacy = needs("spacy")
    nlp = spacy.load(tiny_textcat(tmp_path / "plain"))
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Norway"}])
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "more")
    assert opened(model(tmp_path / "more"))._nlp.pipe_names == ["textcat", "sentencizer"]  # type: ignore[attr-defined]
