"""A row that somebody wants to correct: what stands in the text, what is held of it, and what may be said; and what was said so far."""

from __future__ import annotations

from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.forms import forms_for
from pipeline.warehouse.desk import Desk, Row

_MOST = 40  # rows to choose from


def judge(desk: Desk, query: Query, links: Links, key: str) -> dict[str, Any] | None:
    """The row with this id; with `line` in the query, that line of an article."""
    line = query.number("line", 1, 10_000_000)
    if key.startswith("ent_"):
        entity = desk.first("entity", entity_id=key)
        if entity is None:
            return None
        rows = {"mentions": desk.ask("judge_mentions", entity_id=key, most=_MOST)}
        return {
            "row": {"kind": "entity", "id": key, "title": entity["name"], "held": [], "line": None}, "entity": entity,
            "back": links.to("entity", key), "rows": rows, "forms": forms_for("entity", rows),
            "judged": desk.ask("judged", entity_ids=[key]),
        }  # fmt: skip
    found = desk.first("judge_row", id=key, line=line)
    if found is None:
        return None
    rows = _rows(desk, found)
    return {
        "row": {**found, "line": line}, "entity": None, "back": _place(links, found), "rows": rows, "forms": forms_for(found["kind"], rows),
        "judged": desk.ask("judged_item", article_id=found["article_id"], item=str(line) if line else found["id"]),
    }  # fmt: skip


def _place(links: Links, row: Row) -> str:
    if row["kind"] == "article":
        return links.to("article", row["article_id"])
    return links.to("article", row["article_id"], from_=row["start_char"], to_=row["end_char"])


def _rows(desk: Desk, row: Row) -> dict[str, list[Row]]:
    """What may be chosen: of an event its other reports, and other events; of a quote the others of its statement, and other statements."""
    if row["kind"] == "quote":
        near = desk.ask("judge_statements", quote_id=row["id"], most=_MOST)
        return {"quotes": [r for r in near if r["is_one"]], "statements": [r for r in near if not r["is_one"]]}
    if row["kind"] != "event":
        return {}
    reports = desk.ask("explain/event_reports", event_id=row["event_id"]) if row["event_id"] else []
    others = [r for r in reports if r["event_mention_id"] != row["id"]][:_MOST]
    return {"reports": others, "events": desk.ask("judge_events", event_mention_id=row["id"], most=_MOST)}
