"""Pages about the whole: home, search, data quality, dictionary."""

from __future__ import annotations

from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.warehouse.desk import Desk, TooSlowError

_HITS = 12


def home(desk: Desk, _query: Query, _links: Links) -> dict[str, Any]:
    return {
        "counts": desk.first("counts"),
        "stories": desk.ask("home_stories"),
        "statements": desk.ask("home_statements"),
        "speakers": desk.ask("home_speakers"),
    }


def search(desk: Desk, query: Query, _links: Links) -> dict[str, Any]:
    """Names, headlines, statements, events, and texts, ranked."""
    words = query.text("q")
    if words is None or len(words) < 2:
        return {"words": words, "hits": None, "texts": []}
    hits = {kind: desk.ask(f"search_{kind}", words=words, most=_HITS) for kind in ("entities", "articles", "quotes", "events")}
    capital = words[0].swapcase() + words[1:]
    try:
        texts = desk.ask("search_texts", words=words, capital=capital, first=words.split()[0], most=_HITS)
    except TooSlowError:
        texts = []
    return {"words": words, "hits": hits, "texts": texts, "n": sum(map(len, hits.values())) + len(texts)}


def quality(desk: Desk, _query: Query, _links: Links) -> dict[str, Any]:
    names = ("figures", "errors", "error_counts", "runs", "line_roles", "bases", "judgement_counts")
    return {name: desk.ask(name) for name in names}


def dictionary(desk: Desk, _query: Query, _links: Links) -> dict[str, Any]:
    return {"things": desk.ask("dictionary")}


def table(desk: Desk, _query: Query, _links: Links, key: str) -> dict[str, Any] | None:
    columns = desk.ask("columns", name=key)
    thing = next((thing for thing in desk.ask("dictionary") if thing["name"] == key), None)
    return {"thing": thing, "columns": columns} if thing and columns else None
