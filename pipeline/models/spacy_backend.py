"""spaCy models. For names: the spans that any of their components writes to `doc.ents` (ner, entity rulers, transformers). For events: what
a classifier of texts (textcat) makes of the sentences in which they stand.

Components that the floor does not need are not run. The texts of an article are one batch of `nlp.pipe`; no batch holds two articles, since
the last digits of a product of matrices depend on their shape.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.model import Article
from pipeline.models.spans import Candidate, Fault, ModelError, Span, Verdict
from pipeline.models.stretches import stretches
from pipeline.models.weights import Model

_MAX_WORDS = 2000
_AT_ONCE = 64  # texts in one batch
_NAMES = frozenset({"ner", "beam_ner"})
_TEXTS = frozenset({"textcat", "textcat_multilabel"})
# Components that neither statistical names nor texts listen to.
_GRAMMAR = frozenset(
    {"tagger", "morphologizer", "parser", "senter", "lemmatizer", "trainable_lemmatizer", "attribute_ruler", "entity_linker"}
)


class _Wanted(NamedTuple):
    """What a floor wants of a pipeline: components that write to `attribute`; where all are of `statistical`, `idle` ones are not run.
    `lacks`, `no_such`, `such`: what is said where there are none."""

    attribute: str
    statistical: frozenset[str]
    idle: frozenset[str]
    lacks: str
    no_such: str
    such: str


_ENTITIES = _Wanted("doc.ents", _NAMES, _GRAMMAR | _TEXTS, "finds no names", "writes entities", "ner")
_CATEGORIES = _Wanted("doc.cats", _TEXTS, _GRAMMAR | _NAMES | {"entity_ruler"}, "classifies no texts", "says what a text is", "textcat")


class SpacyModel:
    """A loaded pipeline that finds names."""

    def __init__(self, nlp: Any, model: Model, labels: tuple[str, ...]) -> None:
        self._nlp = nlp
        self._model = model
        self.labels = labels

    def propose(self, article: Article) -> list[Span]:
        parts = list(stretches(article, _MAX_WORDS))
        floor, name = self._model.choice.floor, self._model.name
        found: list[Span] = []
        with self._nlp.memory_zone():  # words that only this article has are forgotten behind it
            docs = self._nlp.pipe([part.text for part in parts], batch_size=_AT_ONCE, n_process=1)
            for part, doc in zip(parts, docs, strict=True):
                found += [Span(part.start + e.start_char, part.start + e.end_char, e.text, e.label_, None, floor, name) for e in doc.ents]
        return found


class SpacyJudge:
    """A loaded pipeline that says what a text is. `keeping`: for each component that does, its labels that mean keep, and whether one text
    has one label of them alone, so that their scores add up."""

    def __init__(self, nlp: Any, model: Model, labels: tuple[str, ...], keeping: Sequence[tuple[tuple[str, ...], bool]]) -> None:
        self._nlp = nlp
        self._model = model
        self.labels = labels
        self._keeping = keeping

    def judge(self, _lang: str, candidates: Sequence[Candidate]) -> list[Verdict | Fault]:
        """A score for each sentence; candidates of one sentence share it."""
        texts = list(dict.fromkeys(" ".join(candidate.sentence.split()) for candidate in candidates))
        with self._nlp.memory_zone():
            scores = {text: self._score(doc.cats) for text, doc in zip(texts, self._nlp.pipe(texts, batch_size=_AT_ONCE), strict=True)}
        floor, name = self._model.choice.floor, self._model.name
        return [Verdict(c.number, True, scores[" ".join(c.sentence.split())], floor, name) for c in candidates]

    def _score(self, cats: dict[str, float]) -> float:
        found = [sum(cats[x] for x in labels) if is_one else max(cats[x] for x in labels) for labels, is_one in self._keeping]
        return round(min(max(found), 1.0), 3)


def load_spacy(model: Model) -> SpacyModel:
    """Raises ModelError where no component gives entities."""
    nlp, makers = _loaded(model, _ENTITIES)
    return SpacyModel(nlp, model, _labels(nlp, makers))


def load_spacy_judge(model: Model) -> SpacyJudge:
    """Raises ModelError where no component classifies texts, where it does not know a label that the user has told, or where none of its
    labels means keep."""
    nlp, makers = _loaded(model, _CATEGORIES)
    labels = _labels(nlp, makers)
    has = ", ".join(labels)[:200] or "none"
    known = {label.upper() for label in labels}
    if unknown := [label for label, _ in model.choice.labels if label.upper() not in known]:
        raise ModelError(
            f"The model in {model.folder} has no label {unknown[0]!r:.40}: it has {has} ({model.choice.origin}). "
            "Write its labels as it calls them."
        )
    keeping = []
    for maker in makers:
        mine = tuple(label for label in _labels(nlp, [maker]) if model.kinds.get(label.upper()) == "keep")
        if mine:
            keeping.append((mine, nlp.get_pipe_meta(maker).factory == "textcat"))
    if not keeping:
        raise ModelError(
            f"No label of the model in {model.folder} keeps an event: it has {has} ({model.choice.origin}). "
            f'Say which do: labels = {{ {labels[0] if labels else "EVENT"} = "keep" }}.'
        )
    return SpacyJudge(nlp, model, labels, keeping)


def _loaded(model: Model, wanted: _Wanted) -> tuple[Any, list[str]]:
    """The pipeline, from the folder, or as the package where the user named one (its own code registers what it needs), and its components
    that give what is wanted."""
    import spacy  # noqa: PLC0415

    spacy.require_cpu()
    spacy.util.fix_random_seed(0)
    nlp = spacy.load(model.choice.package or model.folder)
    makers = [name for name in nlp.pipe_names if wanted.attribute in nlp.get_pipe_meta(name).assigns]
    if not makers:
        has = ", ".join(nlp.pipe_names) or "nothing"
        raise ModelError(
            f"The model in {model.folder} {wanted.lacks}: it has {has}, and none of it {wanted.no_such} ({model.choice.origin}). "
            f"Name a model with a component such as {wanted.such}."
        )
    factories = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if all(factories[name] in wanted.statistical for name in makers):
        nlp.select_pipes(disable=[name for name, factory in factories.items() if factory in wanted.idle])
    if (torch := sys.modules.get("torch")) is not None:  # a pipeline with a transformer
        torch.set_num_threads(1)
    return nlp, makers


def _labels(nlp: Any, makers: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({label for name in makers for label in getattr(nlp.get_pipe(name), "labels", ())}))
