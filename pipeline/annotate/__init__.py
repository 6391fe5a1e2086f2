"""From one article to what it says: dates, names, roles, quotes, events. Pure: it sees no other document, no clock, no storage.

`annotate` runs the steps in order; each gets what came before as values. What the document cannot settle leaves as evidence
(see `pipeline.model`).
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate import dates, events, mentions, quotes, spoken
from pipeline.annotate.coding import seats
from pipeline.languages import pack
from pipeline.model import Annotations, Article
from pipeline.models.spans import NO_PROPOSALS, Proposals

__all__ = ["annotate"]


def annotate(article: Article, proposals: Proposals = NO_PROPOSALS) -> Annotations:
    """All that the kept lines of one article say. Deterministic: the same article gives the same annotations, with the same
    `proposals` of models where there are any."""
    spans = tuple((line.start, line.end) for line in article.lines if line.kept)
    tokens = pack(article.lang).tokenise(article.text, spans)
    found_dates = dates.date_mentions(article, tokens)
    names = mentions.find(article, tokens, found_dates, proposals)
    found_quotes, quote_counts = quotes.proposed_too(article, tokens, names, proposals)
    names = replace(names, entities=spoken.confirmed(names.entities, found_quotes))
    seated = replace(names, entities=seats.offered(names.entities, article.lang))
    found_events = events.find(article, tokens, seated, found_dates, found_quotes)
    entities, found_events = seats.kept(names.entities, seated.entities, found_events)
    return Annotations(
        article.document.article_id,
        entities,
        names.mentions,
        names.roles,
        found_dates,
        found_quotes,
        found_events,
        (*names.model_counts, *quote_counts),
    )
