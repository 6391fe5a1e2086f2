"""From one article to what it says: dates, names, roles, quotes, events. Pure: it sees no other document, no clock, no storage.

`annotate` runs the steps in order; each gets what came before as values. What the document cannot settle leaves as evidence
(see `pipeline.model`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pipeline.annotate import dates, events, mentions, quotes, spoken
from pipeline.annotate.coding import seats
from pipeline.languages import pack
from pipeline.model import Annotations, Article
from pipeline.models.spans import NO_PROPOSALS, NO_RULINGS, Proposals, Rulings

__all__ = ["Draft", "annotate", "draft", "settled"]


class Draft(NamedTuple):
    """What an article says before anybody has ruled on its events: all that rules have coded, and behind the first `n_named` entities the
    cities that no mention names, whether an event takes place there or not."""

    annotations: Annotations
    n_named: int


def annotate(article: Article, proposals: Proposals = NO_PROPOSALS) -> Annotations:
    """All that the kept lines of one article say. Deterministic: the same article gives the same annotations, with the same
    `proposals` of models where there are any."""
    return settled(draft(article, proposals))


def settled(told: Draft, rulings: Rulings = NO_RULINGS) -> Annotations:
    """The annotations without the events that a model has dropped, and without the cities that nothing is left to happen in."""
    found = told.annotations
    events = tuple(event for n, event in enumerate(found.events) if n not in rulings.dropped)
    entities, events = seats.kept(found.entities[: told.n_named], found.entities, events)
    return replace(found, entities=entities, events=events, model_counts=(*found.model_counts, *rulings.counts))


def draft(article: Article, proposals: Proposals = NO_PROPOSALS) -> Draft:
    """What `annotate` settles; whoever lets models judge events does so in between."""
    spans = tuple((line.start, line.end) for line in article.lines if line.kept)
    tokens = pack(article.lang).tokenise(article.text, spans)
    found_dates = dates.date_mentions(article, tokens)
    names = mentions.find(article, tokens, found_dates, proposals)
    found_quotes, quote_counts = quotes.proposed_too(article, tokens, names, proposals)
    names = replace(names, entities=spoken.confirmed(names.entities, found_quotes))
    seated = replace(names, entities=seats.offered(names.entities, article.lang))
    found_events = events.find(article, tokens, seated, found_dates, found_quotes)
    found = Annotations(
        article.document.article_id,
        seated.entities,
        names.mentions,
        names.roles,
        found_dates,
        found_quotes,
        found_events,
        (*names.model_counts, *quote_counts),
    )
    return Draft(found, len(names.entities))
