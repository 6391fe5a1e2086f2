"""Which pages there are: the kind in the address, the view that asks, whether it is about one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.explorer.views import entity, happenings, lists, overview, reader, statement, worldmap

View = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page. `label` stands in the navigation; "" for pages that others lead to. `seconds` it may take."""

    kind: str
    view: View
    keyed: bool = False
    label: str = ""
    seconds: float = 15.0


PAGES = {
    page.kind: page
    for page in (
        Page("home", overview.home),
        Page("stories", lists.stories, label="Stories"),
        Page("timeline", lists.timeline, label="Timeline"),
        Page("quotes", lists.quotes, label="Quotes"),
        Page("entities", lists.entities, label="Names"),
        Page("map", worldmap.worldmap, label="Map"),
        Page("articles", lists.articles, label="Articles"),
        Page("quality", overview.quality, label="Quality"),
        Page("dictionary", overview.dictionary, label="Dictionary"),
        Page("search", overview.search, seconds=8.0),
        Page("article", reader.article, keyed=True),
        Page("statement", statement.statement, keyed=True),
        Page("story", happenings.story, keyed=True),
        Page("event", happenings.event, keyed=True),
        Page("entity", entity.entity, keyed=True),
        Page("table", overview.table, keyed=True),
    )
}
# Kinds of ids that a publication may replace, and the pages about them.
CLUSTERS = {"entity": "entity", "quote_group": "statement", "event": "event", "story": "story"}
