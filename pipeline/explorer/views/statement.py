"""A statement in all outlets and languages: translations side by side, who passes it on, who left a sentence out, who is silent."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.omissions import Report, compared
from pipeline.warehouse.desk import Desk, Row


def statement(desk: Desk, _query: Query, _links: Links, key: str) -> dict[str, Any] | None:
    found = desk.first("statement", quote_group_id=key)
    if found is None:
        return None
    rows = desk.ask("statement_quotes", quote_group_id=key)
    reports = [_report(list(rows)) for _, rows in groupby(rows, key=lambda row: (row["article_id"], row["utterance_id"]))]
    reports.sort(key=lambda r: (r["lang"] != found["lang"], r["lang"] or ""))  # the statement's own language first; days stay in order
    articles = by_article(reports)
    fullest, sentences = compared([Report(r["article_id"], r["lang"] or "und", r["words"]) for r in articles])
    return {
        "statement": found,
        "reports": reports,
        "languages": [(lang, list(members)) for lang, members in groupby(reports, key=lambda r: r["lang"])],
        "articles": articles,
        "fullest": next((r for r in articles if r["article_id"] == fullest), None),
        "sentences": sentences,
        "relays": [r for r in reports if r["relayed_by_text"] or r["credit"]],
        "silent": desk.ask("statement_silent", quote_group_id=key),
        "speakers": sorted({r["speaker"] or r["speaker_text"] or "nobody named" for r in reports}),
    }


def _report(rows: list[Row]) -> Row:
    """The segments of one utterance as one report of the statement."""
    return {
        **rows[0],
        "segments": rows,
        "words": _joined([row["text"] for row in rows]),
        "relayed_by_text": next((row["relayed_by_text"] for row in rows if row["relayed_by_text"]), None),
    }


def _joined(segments: list[str]) -> str:
    """Segments as one text; one that begins with a capital begins a sentence, whatever the narrator put between."""
    out = segments[0]
    for segment in segments[1:]:
        ends = out.rstrip()[-1:] in ".!?…"
        out += (". " if segment[:1].isupper() and not ends else " ") + segment
    return out


def by_article(reports: list[Row]) -> list[Row]:
    """One row an article: what it carries of the statement in one piece or in several is one report when sentences are compared."""
    found: dict[str, list[Row]] = {}
    for report in reports:
        found.setdefault(report["article_id"], []).append(report)
    out = []
    for members in found.values():
        members.sort(key=lambda r: r["start_char"])
        out.append({**members[0], "words": ". ".join(r["words"].rstrip(".") for r in members)})
    return out
