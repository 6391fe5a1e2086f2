"""The lists: articles, quotes, timeline, entities, stories. Each is narrowed by the query; fifty rows a page, without a count of all."""

from __future__ import annotations

from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import ROWS, Query
from pipeline.explorer.charts import bars
from pipeline.explorer.world import country_name
from pipeline.warehouse.desk import Desk, Row

CUES = ("say", "claim", "deny", "ask", "promise", "warn", "accuse", "praise", "according_to")
CERTAINTIES = ("reported", "claimed", "disputed", "denied", "planned")
Shown = dict[str, Any]


def _list(rows: list[Row], query: Query, **more: Any) -> Shown:
    """What every list shows: its rows, the page before and behind, what it is narrowed by."""
    asked = {name: value for name, value in query.values.items() if name != "page" and value}
    following = query.page + 1 if len(rows) > ROWS else None
    return {"rows": rows[:ROWS], "page": query.page, "following": following, "asked": asked, **more}


def _choices(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {"source": [], "lang": []}
    for row in desk.ask("choices"):
        found[row["what"]].append((row["value"], row["label"]))
    return found


def articles(desk: Desk, query: Query, _links: Links) -> Shown:
    rows = desk.ask(
        "articles", lang=query.text("lang"), source=query.text("source"), words=query.text("words"), **query.period, **query.window
    )
    return _list(rows, query, choices=_choices(desk))


def quotes(desk: Desk, query: Query, _links: Links) -> Shown:
    speaker = query.text("speaker")
    rows = desk.ask(
        "quotes", speaker=speaker, name=query.text("name"), words=query.text("words"), lang=query.text("lang"), source=query.text("source"),
        kind=query.text("kind"), cue=query.text("cue"), langs=query.number("langs", 1, 99), relayed=query.text("relayed"),
        **query.period, **query.window,
    )  # fmt: skip
    who = desk.first("entity", entity_id=speaker) if speaker else None
    return _list(rows, query, choices=_choices(desk), cue_choices=[(cue, cue.replace("_", " ")) for cue in CUES], who=who)


def timeline(desk: Desk, query: Query, _links: Links) -> Shown:
    entity, place = query.text("entity"), query.text("place")
    rows = desk.ask(
        "timeline", type=query.text("type"), certainty=query.text("certainty"), country=query.text("country"), entity=entity, place=place,
        outlets=query.number("outlets", 1, 999), **query.period, **query.window,
    )  # fmt: skip
    choices: dict[str, list[str]] = {"type": [], "country": []}
    for row in desk.ask("event_choices"):
        choices[row["what"]].append(row["value"])
    who = desk.first("entity", entity_id=entity or place) if entity or place else None
    return _list(
        rows, query, who=who, chart=bars(rows[:ROWS]), type_choices=[(v, v.lower()) for v in choices["type"]],
        certainty_choices=[(v, v) for v in CERTAINTIES],
        country_choices=sorted(((v, country_name(v)) for v in choices["country"]), key=lambda c: c[1]),
    )  # fmt: skip


def entities(desk: Desk, query: Query, _links: Links) -> Shown:
    rows = desk.ask("entities", type=query.text("type"), country=query.text("country"), name=query.text("name"), **query.window)
    return _list(rows, query)


def stories(desk: Desk, query: Query, _links: Links) -> Shown:
    rows = desk.ask(
        "stories", words=query.text("words"), outlets=query.number("outlets", 1, 999), langs=query.number("langs", 1, 99), **query.period,
        **query.window,
    )  # fmt: skip
    return _list(rows, query)
