"""What the models say of an article: proposed or judged, verified, counted.

This is what engines call: `propose` before rules read the article, `judge` when they have found events in it. Each model speaks on its own
floor alone; loaded ones stay in the process (`backends.opened`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar, cast

from pipeline.model import Annotations, Article, ModelCount
from pipeline.models.backends import Judge, Proposer, opened
from pipeline.models.candidates import candidates
from pipeline.models.spans import NO_RULINGS, UNAVAILABLE, Anchored, AnchoredQuote, Proposals, Rulings, Silence, UnansweredError
from pipeline.models.verify import verify
from pipeline.models.verify_events import verify_verdicts
from pipeline.models.verify_quotes import verify_quotes
from pipeline.models.weights import Model

_Said = TypeVar("_Said")


def propose(article: Article, models: Sequence[Model]) -> Proposals:
    """What the models that read the article's language say of it. A model that does not answer is noted as silent and says nothing at all;
    any other error of a model is the caller's to deal with. Raises ModelError where the user must mend something."""
    spans: list[Anchored] = []
    quotes: list[AnchoredQuote] = []
    silent: list[Silence] = []
    dropped: list[ModelCount] = []
    for model in models:
        if model.judges or not model.reads(article.lang):
            continue
        choice = model.choice
        proposed = _heard(model, partial(cast(Proposer, opened(model)).propose, article))
        if isinstance(proposed, Silence):
            silent.append(proposed)
            dropped.append(_unavailable(proposed))
        elif choice.endpoint is None:
            found = verify(article, choice.floor, proposed, model.kinds, score=choice.score, min_score=choice.min_score)
            spans += found.spans
            dropped += counted(model.name, choice.floor, found.dropped)
        else:
            told = verify_quotes(article, choice.floor, proposed, score=choice.score, min_score=choice.min_score)
            quotes += told.quotes
            dropped += counted(model.name, choice.floor, told.dropped)
    return Proposals(tuple(spans), tuple(dropped), tuple(quotes), tuple(silent))


def judge(article: Article, told: Annotations, models: Sequence[Model]) -> Rulings:
    """What the models that judge events say of those in `told`. Of several, each is asked about what those before it have left. Raises
    ModelError where the user must mend something."""
    judges = [model for model in models if model.judges and model.reads(article.lang)]
    if not judges or not told.events:
        return NO_RULINGS
    left = candidates(article, told)
    silent: list[Silence] = []
    counts: list[ModelCount] = []
    for model in judges:
        if not left:
            break
        said = _heard(model, partial(cast(Judge, opened(model)).judge, article.lang, left))
        if isinstance(said, Silence):
            silent.append(said)
            counts.append(_unavailable(said))
            continue
        floor = model.choice.floor
        ruled = verify_verdicts([c.number for c in left], floor, said, min_score=model.choice.min_score)
        counts += counted(model.name, floor, ruled.outcomes)
        left = tuple(c for c in left if c.number not in ruled.dropped)
    kept = {c.number - 1 for c in left}
    return Rulings(frozenset(range(len(told.events))) - kept, tuple(counts), tuple(silent))


def _heard(model: Model, ask: Callable[[], _Said]) -> _Said | Silence:
    try:
        return ask()
    except UnansweredError as error:
        return Silence(model.name, model.choice.floor, str(error))


def _unavailable(silence: Silence) -> ModelCount:
    return ModelCount(silence.model, silence.floor, UNAVAILABLE, 1)


def counted(model: str, floor: str, outcomes: Counter[str]) -> list[ModelCount]:
    """Counts as rows, by outcome."""
    return [ModelCount(model, floor, outcome, n) for outcome, n in sorted(outcomes.items())]
