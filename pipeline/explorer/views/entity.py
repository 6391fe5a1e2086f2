"""A person, body or place: names by script and why they are one, offices over time, quotes by and about, events, neighbours."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.charts import bars
from pipeline.explorer.network import HEIGHT, WIDTH, around
from pipeline.warehouse.desk import Desk, Row

_SHOWN = 15  # of each kind of row


def entity(desk: Desk, _query: Query, _links: Links, key: str) -> dict[str, Any] | None:
    found = desk.first("entity", entity_id=key)
    if found is None:
        return None
    nothing = dict.fromkeys(
        (
            "name",
            "words",
            "lang",
            "source",
            "kind",
            "cue",
            "langs",
            "relayed",
            "since",
            "until",
            "type",
            "certainty",
            "country",
            "outlets",
            "place",
        )
    )
    of_quotes = {n: nothing[n] for n in ("name", "words", "lang", "source", "kind", "cue", "langs", "relayed", "since", "until")}
    of_events = {n: nothing[n] for n in ("type", "certainty", "country", "outlets", "place", "since", "until")}
    said = desk.ask("quotes", speaker=key, most=_SHOWN + 1, skip=0, **of_quotes)
    events = desk.ask("timeline", entity=key, most=_SHOWN + 1, skip=0, **of_events)
    aliases = desk.ask("entity_aliases", entity_id=key)
    body_of = found["code"] if found["type"] == "GPE" and found["code"] else None
    return {
        "entity": found,
        "scripts": [(script, list(rows)) for script, rows in groupby(aliases, key=lambda row: row["script"] or "Zyyy")],
        "identifiers": desk.ask("entity_identifiers", entity_id=key),
        "offices": _offices(desk.ask("entity_roles", entity_id=key)),
        "holders": desk.ask("entity_holders", entity_id=key, country=body_of) if found["type"] in ("ORG", "GPE") else [],
        "said": said[:_SHOWN],
        "more_said": len(said) > _SHOWN,
        "about": desk.ask("quotes_about", entity_id=key, most=_SHOWN),
        "events": events[:_SHOWN],
        "more_events": len(events) > _SHOWN,
        "chart": bars(events[:_SHOWN]),
        "nodes": around(desk.ask("neighbours", entity_id=key)),
        "width": WIDTH,
        "height": HEIGHT,
        "judged": desk.ask("judged", entity_ids=[key]),
    }


def _offices(rows: list[Row]) -> list[dict[str, Any]]:
    """One row an office: from which to which day articles say so, and the passages."""
    offices: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["role"], row["country"] or "", row["organisation_entity_id"] or "")
        offices.setdefault(key, {**row, "passages": []})["passages"].append(row)
    for office in offices.values():
        days = sorted(p["published_on"] for p in office["passages"] if p["published_on"])
        office["first_on"], office["last_on"] = (days[0], days[-1]) if days else (None, None)
    return sorted(offices.values(), key=lambda office: (office["first_on"] is None, str(office["first_on"]), office["role"]))
