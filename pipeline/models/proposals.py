"""What the models say of an article: proposed, verified, counted.

This is what engines call before a floor does its work; loaded models stay in the process (`backends.opened`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.model import Article, ModelCount
from pipeline.models.backends import opened
from pipeline.models.spans import UNAVAILABLE, Anchored, AnchoredQuote, Proposals, Silence, UnansweredError
from pipeline.models.verify import verify
from pipeline.models.verify_quotes import verify_quotes
from pipeline.models.weights import Model


def propose(article: Article, models: Sequence[Model]) -> Proposals:
    """What the models that read the article's language say of it. A model that does not answer is noted as silent and says nothing at all;
    any other error of a model is the caller's to deal with. Raises ModelError where the user must mend something."""
    spans: list[Anchored] = []
    quotes: list[AnchoredQuote] = []
    silent: list[Silence] = []
    dropped: list[ModelCount] = []
    base = article.lang.split("-", maxsplit=1)[0].lower()
    for model in models:
        if model.languages and base not in model.languages:
            continue
        choice = model.choice
        try:
            proposed = opened(model).propose(article)
        except UnansweredError as error:
            silent.append(Silence(model.name, choice.floor, str(error)))
            dropped.append(ModelCount(model.name, choice.floor, UNAVAILABLE, 1))
            continue
        if choice.endpoint is None:
            found = verify(article, choice.floor, proposed, model.kinds, score=choice.score, min_score=choice.min_score)
            spans += found.spans
            dropped += counted(model.name, choice.floor, found.dropped)
        else:
            told = verify_quotes(article, choice.floor, proposed, score=choice.score, min_score=choice.min_score)
            quotes += told.quotes
            dropped += counted(model.name, choice.floor, told.dropped)
    return Proposals(tuple(spans), tuple(dropped), tuple(quotes), tuple(silent))


def counted(model: str, floor: str, outcomes: Counter[str]) -> list[ModelCount]:
    """Counts as rows, by outcome."""
    return [ModelCount(model, floor, outcome, n) for outcome, n in sorted(outcomes.items())]
