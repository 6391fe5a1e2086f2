"""Stories and events: their reports side by side, and what differs."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.resolve.likeness import common_words
from pipeline.resolve.wording import read
from pipeline.warehouse.desk import Desk, Row

_REPORTS = 40  # shown side by side
_COLUMNS = 12  # articles of a table


def story(desk: Desk, _query: Query, _links: Links, key: str) -> dict[str, Any] | None:
    found = desk.first("story", story_id=key)
    if found is None:
        return None
    articles = desk.ask("story_articles", story_id=key)
    for row in articles:
        row["opening"] = " ".join((row["opening"] or "").split())
    return {
        "story": found,
        "articles": articles,
        "columns": articles[:_COLUMNS],
        "events": _by(desk.ask("story_events", story_id=key), "event_id"),
        "statements": _by(desk.ask("story_statements", story_id=key), "quote_group_id"),
        "differences": differences(desk.ask("story_differences", story_id=key)),
    }


def _by(rows: list[Row], key: str) -> list[tuple[Row, dict[str, Row]]]:
    """One row a thing, with what each article has of it; what several articles have first."""
    things: dict[str, tuple[Row, dict[str, Row]]] = {}
    for row in rows:
        things.setdefault(row[key], (row, {}))[1][row["article_id"]] = row
    return sorted(things.values(), key=lambda thing: -len(thing[1]))[:40]


def differences(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """What is said differently, field by field: (the event and field, the values with who gives each)."""
    return [(next(iter(values)), values) for values in (list(g) for _, g in groupby(rows, key=lambda r: (r.get("event_id"), r["field"])))]


def event(desk: Desk, _query: Query, _links: Links, key: str) -> dict[str, Any] | None:
    found = desk.first("event", event_id=key)
    if found is None:
        return None
    reports = desk.ask("explain/event_reports", event_id=key)
    numbers = {report["event_mention_id"]: number for number, report in enumerate(reports, 1)}
    by_id = {report["event_mention_id"]: report for report in reports}
    ties = {}
    for link in desk.ask("explain/event_links", event_id=key)[:_REPORTS]:
        here, other = by_id.get(link["event_mention_id"]), by_id.get(link["other_event_mention_id"])
        if here and other:
            words = common_words(read(here["text"], here["lang"]), read(other["text"], other["lang"]))
            ties[link["event_mention_id"]] = {**link, "number": numbers[link["other_event_mention_id"]], "words": words[:8]}
    for report in reports:
        parties: dict[str, list[Row]] = defaultdict(list)
        for party in report["parties"] or ():
            parties[party["role"]].append(party)
        report["by_role"] = parties
    return {
        "event": found,
        "reports": reports[:_REPORTS],
        "n_more": max(0, len(reports) - _REPORTS),
        "ties": ties,
        "differences": differences(desk.ask("explain/event_differences", event_id=key)),
        "parts_of": desk.ask("explain/event_parts", event_id=key),
    }
