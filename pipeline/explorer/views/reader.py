"""The article reader: the raw text, line by line, with what was found in it as layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.spans import Segment, Span, parts, segments
from pipeline.warehouse.desk import Desk, Row

PART = 60_000  # characters on one page
_FAR = 100_000_000  # an offset that no text reaches


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A line, or the piece of it on this page, with its verdict and its segments."""

    row: Row
    segments: list[Segment]


def article(desk: Desk, query: Query, links: Links, key: str, *, is_whole: bool = False) -> dict[str, Any] | None:
    """An article. `is_whole`: all of its text on one page, as among files."""
    found = desk.first("article", article_id=key)
    if found is None:
        return None
    text = found["text"]
    lines = desk.ask("article_lines", article_id=key)
    shown = [(0, len(text))] if is_whole or len(text) <= PART else parts([(x["start_char"], x["end_char"]) for x in lines], PART)
    mark = _marked(query, len(text))
    number = min(query.number("part", 1, 100_000) or _part_of(mark, shown), len(shown))
    low, high = shown[number - 1]
    names, quotes = desk.ask("article_mentions", article_id=key), desk.ask("article_quotes", article_id=key)
    events, dates = desk.ask("article_events", article_id=key), desk.ask("article_dates", article_id=key)
    spans = [*_names(names, links), *_quotes(quotes), *_events(events), *_dates(dates)]
    if mark:
        spans.append(Span(*mark, "mark", "mark"))
    siblings = desk.ask("article_siblings", story_id=found["story_id"], article_id=key) if found["story_id"] else []
    entities: dict[str, Row] = {}
    for name in names:
        if name["entity_id"]:
            entities.setdefault(name["entity_id"], {**name, "n": 0})["n"] += 1
    return {
        "article": found,
        "text": text,
        "lines": _lines(lines, low, high, spans),
        "part": number,
        "n_parts": len(shown),
        "mark": mark,
        "quotes": quotes,
        "events": events,
        "dates": dates,
        "siblings": siblings,
        "entities": sorted(entities.values(), key=lambda row: (-row["n"], row["start_char"])),
        "n_kept": sum(line["kept"] for line in lines),
        "n_dropped": sum(not line["kept"] and line["role"] != "blank" for line in lines),
        "n_lines": len(lines),
    }


def _marked(query: Query, length: int) -> tuple[int, int] | None:
    """The range that the address highlights, cut to the text."""
    start, end = query.number("from", 0, _FAR), query.number("to", 0, _FAR)
    if start is None or start >= length:
        return None
    return start, min(max(end or 0, start + 1), length)


def _part_of(mark: tuple[int, int] | None, shown: list[tuple[int, int]]) -> int:
    if mark is None:
        return 1
    return next((number for number, (_, high) in enumerate(shown, 1) if mark[0] < high), len(shown))


def _lines(lines: list[Row], low: int, high: int, spans: list[Span]) -> list[ReaderLine]:
    """The lines of a stretch, each cut into segments. Spans are handed to lines in order: a long text costs no more than its size."""
    waiting = sorted(spans, key=lambda span: (span.start, span.end))
    out, at, open_spans = [], 0, list[Span]()
    for row in lines:
        start, end = max(row["start_char"], low), min(row["end_char"], high)
        if end < low or start > high or (start >= end and row["start_char"] != row["end_char"]):
            continue
        while at < len(waiting) and waiting[at].start < end:
            open_spans.append(waiting[at])
            at += 1
        open_spans = [span for span in open_spans if span.end > start]
        out.append(ReaderLine(row, segments(start, end, open_spans)))
    return out


def _names(rows: list[Row], links: Links) -> list[Span]:
    out = []
    for r in rows:
        title = f"{r['type']} · {r['name'] or r['text']} · score {r['score']:.2f} · {r['rule_id']}"
        href = links.to("entity", r["entity_id"]) if r["entity_id"] else ""
        out.append(Span(r["start_char"], r["end_char"], "name", r["entity_id"] or "", title, href))
    return out


def _quotes(rows: list[Row]) -> list[Span]:
    out = []
    for number, r in enumerate(rows, 1):
        who = r["speaker"] or r["speaker_text"] or "nobody named"
        out.append(Span(r["start_char"], r["end_char"], "quote", f"q{number}", f"{r['kind']} quote · {who} · score {r['score']:.2f}"))
        if r["cue_start_char"] is not None:
            out.append(Span(r["cue_start_char"], r["cue_end_char"], "cue", f"q{number}", f"cue of quote {number}"))
        if r["speaker_start_char"] is not None:
            out.append(Span(r["speaker_start_char"], r["speaker_end_char"], "speaker", f"q{number}", f"speaker of quote {number}: {who}"))
    return out


def _events(rows: list[Row]) -> list[Span]:
    out = []
    for number, r in enumerate(rows, 1):
        title = f"{r['event_type']} · {r['label'] or ''} · {r['realis']} · score {r['score']:.2f}"
        out.append(Span(r["start_char"], r["end_char"], "event", f"e{number}", title))
        out.append(Span(r["trigger_start_char"], r["trigger_end_char"], "trigger", f"e{number}", title))
    return out


def _dates(rows: list[Row]) -> list[Span]:
    def meaning(r: Row) -> str:
        if r["date_start"] is None:
            return "a time that cannot be told"
        days = str(r["date_start"]) if r["date_start"] == r["date_end"] else f"{r['date_start']} to {r['date_end']}"
        return f"{days} · {r['precision']} · {r['basis']}"

    return [Span(r["start_char"], r["end_char"], "date", "", meaning(r)) for r in rows]
