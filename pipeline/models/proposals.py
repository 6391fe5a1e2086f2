"""What the models say of each article of a batch: proposed, verified, counted.

This is what engines call before a floor does its work; loaded models stay in the process (`backends.opened`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.model import Article, ModelCount
from pipeline.models.backends import opened
from pipeline.models.spans import Anchored, Proposals
from pipeline.models.verify import verify
from pipeline.models.weights import Model


def propose(article: Article, models: Sequence[Model]) -> Proposals:
    """What the models that read the article's language say of it. An error of a model is the caller's to deal with."""
    spans: list[Anchored] = []
    dropped: list[ModelCount] = []
    base = article.lang.split("-", maxsplit=1)[0].lower()
    for model in models:
        if model.languages and base not in model.languages:
            continue
        choice = model.choice
        proposed = opened(model).propose(article)
        found = verify(article, choice.floor, proposed, model.kinds, score=choice.score, min_score=choice.min_score)
        spans += found.spans
        dropped += counted(model.name, choice.floor, found.dropped)
    return Proposals(tuple(spans), tuple(dropped))


def counted(model: str, floor: str, outcomes: Counter[str]) -> list[ModelCount]:
    """Counts as rows, by outcome."""
    return [ModelCount(model, floor, outcome, n) for outcome, n in sorted(outcomes.items())]
