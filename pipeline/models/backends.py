"""Models, loaded: once a process, checked for what only loading can tell.

A backend is a class with `propose(article)` (class `Proposer`) or, on a floor that lets models judge, with `judge` (class `Judge`), and a
way to load it; its library is imported there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from pipeline.model import Article
from pipeline.models.spans import Candidate, Claim, Fault, ModelError, Span, Verdict
from pipeline.models.weights import Model


class Backend(Protocol):
    """A loaded model. What it says depends on what it is shown of an article and on nothing else: not on what it saw before, nor on
    chance."""

    labels: tuple[str, ...]  # as it calls them; empty where it takes any


class Proposer(Backend, Protocol):
    """One that finds something in an article."""

    def propose(self, article: Article) -> list[Span] | list[Claim | Fault]:
        """What it says of the kept lines, unchecked: spans with label, score (None where it gives none) and name of the model, or claims
        in words. Raises UnansweredError where it does not answer."""
        ...


class Judge(Backend, Protocol):
    """One that keeps or drops what rules have found."""

    def judge(self, lang: str, candidates: Sequence[Candidate]) -> list[Verdict | Fault]:
        """What it says of the candidates of one article, unchecked. Raises UnansweredError where it does not answer."""
        ...


@lru_cache(maxsize=8)
def opened(model: Model) -> Backend:
    """The model, loaded into this process. Raises ModelError where it cannot be, or has nothing to say that the floor wants."""
    try:
        backend = _load(model)
    except ModelError:
        raise
    except Exception as error:  # whatever a library makes of weights that it does not understand
        said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise ModelError(
            f"The model in {model.folder} cannot be loaded: {said} ({model.choice.origin}). "
            f"Was it made for another version of {model.choice.backend}, or is it cut short?"
        ) from error
    if backend.labels and not any(model.kinds.get(label.upper()) for label in backend.labels):
        raise ModelError(
            f"The model in {model.folder} has no label that `{model.choice.floor}` takes: it has {', '.join(backend.labels)[:200]} "
            f'({model.choice.origin}). Say what they are: labels = {{ {backend.labels[0]} = "…" }}.'
        )
    return backend


def _load(model: Model) -> Backend:
    if model.choice.backend == "spacy":
        from pipeline.models.spacy_backend import load_spacy, load_spacy_judge  # noqa: PLC0415

        return load_spacy_judge(model) if model.judges else load_spacy(model)
    if model.choice.endpoint is not None:
        from pipeline.models.openai_backend import OpenAIJudge, OpenAIModel  # noqa: PLC0415

        return OpenAIJudge(model) if model.judges else OpenAIModel(model)
    from pipeline.models.gliner_backend import load_gliner  # noqa: PLC0415

    return load_gliner(model)
