"""From one article to what it says: dates, names, roles, quotes, events. Pure: it sees no other document, no clock, no storage.

`annotate` runs the steps in order; each gets what came before as values. What the document cannot settle leaves as evidence (see `pipeline.model`).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pipeline.annotate import mentions
from pipeline.languages import pack
from pipeline.model import Annotations, Article, DateMention, EventMention, Quote


def _step(name: str, function: str) -> Any:
    """For the days in which the rooms are being built: a step that does not exist yet finds nothing."""
    if find_spec(f"pipeline.annotate.{name}") is None:
        return lambda *_: ()
    return getattr(import_module(f"pipeline.annotate.{name}"), function)


def annotate(article: Article) -> Annotations:
    """All that the kept lines of one article say. Deterministic: the same article gives the same annotations."""
    spans = tuple((line.start, line.end) for line in article.lines if line.kept)
    tokens = pack(article.lang).tokenise(article.text, spans)
    dates: tuple[DateMention, ...] = _step("dates", "date_mentions")(article, tokens)
    names = mentions.find(article, tokens, dates)
    quotes: tuple[Quote, ...] = _step("quotes", "find")(article, tokens, names)
    events: tuple[EventMention, ...] = _step("events", "find")(article, tokens, names, dates, quotes)
    return Annotations(article.document.article_id, names.entities, names.mentions, names.roles, dates, quotes, events)
