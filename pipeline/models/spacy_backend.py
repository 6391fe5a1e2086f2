"""spaCy models: the spans that any of their components writes to `doc.ents` (ner, entity rulers, transformers).

Components that names do not need are not run. The lines of an article are one batch of `nlp.pipe`; no batch holds two articles, since
the last digits of a product of matrices depend on their shape.
"""

from __future__ import annotations

import sys
from typing import Any

from pipeline.model import Article
from pipeline.models.spans import ModelError, Span
from pipeline.models.stretches import stretches
from pipeline.models.weights import Model

_MAX_WORDS = 2000
_AT_ONCE = 64  # lines in one batch
# Components that a statistical ner does not listen to.
_NOT_NEEDED = frozenset(
    {"tagger", "morphologizer", "parser", "senter", "lemmatizer", "trainable_lemmatizer", "attribute_ruler", "textcat",
     "textcat_multilabel", "entity_linker"}
)  # fmt: skip
_STATISTICAL = frozenset({"ner", "beam_ner"})


class SpacyModel:
    """A loaded pipeline."""

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


def load_spacy(model: Model) -> SpacyModel:
    """Load from the folder, or as the package where the user named one (its own code registers what it needs). Raises ModelError
    where no component gives entities."""
    import spacy  # noqa: PLC0415

    spacy.require_cpu()
    spacy.util.fix_random_seed(0)
    nlp = spacy.load(model.choice.package or model.folder)
    makers = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    if not makers:
        has = ", ".join(nlp.pipe_names) or "nothing"
        raise ModelError(
            f"The model in {model.folder} finds no names: it has {has}, and none of it writes entities ({model.choice.origin}). "
            "Name a model with a component such as ner."
        )
    factories = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if all(factories[name] in _STATISTICAL for name in makers):
        nlp.select_pipes(disable=[name for name, factory in factories.items() if factory in _NOT_NEEDED])
    if (torch := sys.modules.get("torch")) is not None:  # a pipeline with a transformer
        torch.set_num_threads(1)
    labels = sorted({label for name in makers for label in getattr(nlp.get_pipe(name), "labels", ())})
    return SpacyModel(nlp, model, tuple(labels))
