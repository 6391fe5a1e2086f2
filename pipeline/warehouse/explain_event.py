"""One event of the published file: its reports with triggers, parties and dates, why they are one event, and what they say differently.

For `dateline explain event:ID`. Nothing is judged here: the page tells what the rows of `events`, `event_mentions`, `event_links` and
`event_differences` say; beside two reports in one event, which words they have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.resolve.likeness import common_words
from pipeline.resolve.wording import read
from pipeline.screen import printable
from pipeline.warehouse import labels
from pipeline.warehouse.explain import Paint, by_id, rows_of, shortened
from pipeline.warehouse.explain_judged import decided
from pipeline.warehouse.explain_judged import lines as judged_lines
from pipeline.warehouse.query import as_json_text, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PREFIX = "event:"
_REPORTS = 12  # reports on the screen


@dataclass(frozen=True, slots=True)
class ExplainedEvent:
    """A row of `events` with names, its reports, the ties between them, what they say differently, and what belongs to it."""

    event: dict[str, Any]
    reports: tuple[dict[str, Any], ...]
    links: tuple[dict[str, Any], ...]
    differences: tuple[dict[str, Any], ...]
    parts: tuple[dict[str, Any], ...]
    decided: tuple[dict[str, Any], ...] = ()  # by hand, of its reports


def explain(con: DuckDBPyConnection, wanted: str) -> ExplainedEvent:
    """The event whose id, or one of whose reports' ids, begins with `wanted`, with or without `event:` before it. Raises ExplainError
    where none or several do."""
    event = by_id(con, "event", wanted, ("event_id", "label"))
    reports, links, differences, parts = (
        tuple(rows_of(con, f"event_{what}", event_id=event["event_id"])) for what in ("reports", "links", "differences", "parts")
    )
    said = decided(con, items=[report["event_mention_id"] for report in reports])
    return ExplainedEvent(event, reports, links, differences, parts, said)


def as_json(explained: ExplainedEvent) -> str:
    """Everything, for programs."""
    record = {name: plain(value) for name, value in explained.event.items()}
    for what in ("reports", "links", "differences", "parts", "decided"):
        record[what] = [{name: plain(value) for name, value in row.items()} for row in getattr(explained, what)]
    return as_json_text(record)


def as_text(explained: ExplainedEvent, columns: int, paint: Paint) -> str:
    """A page for a screen of that many columns."""
    e = explained.event
    kind = " ".join(x for x in (e["event_type"], e["event_mode"]) if x)
    voices = f"{e['n_narrated']} in an outlet's own voice, {e['n_attributed']} in somebody's words, {e['n_denied']} deny it"
    out = [
        paint(shortened(printable(e["label"] or kind), max(20, columns)), "strong"),
        paint(f"{e['event_id']} · {kind} · quad class {e['quad_class']} · CAMEO {e['cameo_root'] or 'none'}", "faint"),
        "",
        f"when      {_when(e)}",
        f"where     {printable(e['place'] or 'nobody says where')}" + (f", {e['country']}" if e["country"] else ""),
        f"certainty {e['certainty']}: {labels.CERTAINTY.get(e['certainty'], '')} ({voices})",
        *([f"part of   {printable(e['parent_label'] or '')} · {e['parent_event_id']}"] if e["parent_event_id"] else []),
        *([f"fulfils   {printable(e['fulfils_label'] or '')} · {e['fulfils_event_id']}"] if e["fulfils_event_id"] else []),
        *(
            f"{'has part' if p['relation'] == 'part' else 'done by ':8}  {printable(p['label'] or '')} · {p['event_id']}"
            for p in explained.parts
        ),
        "",
        paint(f"{e['n_mentions']} reports in {e['n_articles']} articles of {e['n_sources']} outlets", "strong"),
    ]
    for number, report in enumerate(explained.reports[:_REPORTS], 1):
        out += _report(number, report, explained, columns, paint)
    out += judged_lines(explained.decided)
    if len(explained.reports) > _REPORTS:
        out.append(f"  … and {len(explained.reports) - _REPORTS} more")
    return "\n".join([*out, *_differences(explained, paint)]) + "\n"


def _when(row: dict[str, Any]) -> str:
    if row["date_start"] is None:
        return labels.DATE["none"]
    days = str(row["date_start"]) if row["date_start"] == row["date_end"] else f"{row['date_start']} to {row['date_end']}"
    return f"{days} ({row['date_precision']}; {labels.DATE.get(row['date_basis'], row['date_basis'])})"


def _report(number: int, r: dict[str, Any], explained: ExplainedEvent, columns: int, paint: Paint) -> list[str]:
    """The lines of one report: where it stands, its clause, trigger, parties, day and place, and the report it was joined to."""
    copy = ", a copy" if r["duplicate_of"] else ""
    head = (
        f"{number:>3}  {r['published_on'] or 'undated'}  {r['source_id']}  {r['lang']}{copy}  {r['uri']} {r['start_char']}–{r['end_char']}"
    )
    out = [paint(printable(head), "kept"), "     " + shortened(printable(r["text"]), max(20, columns - 5))]
    told = f"{r['realis']}, {labels.ATTRIBUTION.get(r['attribution'], r['attribution'])}"
    out.append(f"     trigger “{printable(r['trigger_text'])}” [{r['rule_id']}] score {r['score']:.2f}; {told} · {r['event_mention_id']}")
    for p in r["parties"] or ():
        words = f" “{printable(p['text'])}”" if p["text"] else ""
        bears = " ".join(x for x in (p["code"], p["sector"]) if x)
        who = printable(p["name"] or p["code"] or "somebody")
        out.append(f"     {p['role']:<11} {who}{f' ({bears})' if bears else ''}{words}: {labels.PARTY.get(p['basis'], p['basis'])}")
    words = f" “{printable(r['date_text'])}”" if r["date_text"] else ""
    out.append(f"     when        {_when(r)}{words}")
    if r["place"]:
        words = f"“{printable(r['place_text'])}”" if r["place_text"] else "lent by another report of the article"
        out.append(f"     where       {printable(r['place'])} ({r['place_precision'] or 'precision unknown'}): {words}")
    out += [f"     {n['measure']:<11} {_span(n)} “{printable(n['text'])}”" for n in r["numbers"] or ()]
    return out + _tie(r, explained, columns)


def _span(number: dict[str, Any]) -> str:
    low, high = (None if x is None else f"{x:,.0f}" if x == int(x) else f"{x:,}" for x in (number["low"], number["high"]))
    if low == high:
        return low or "?"
    return f"{low} or more" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _tie(report: dict[str, Any], explained: ExplainedEvent, columns: int) -> list[str]:
    """Why this report is of the event: the older one that it is most like, and what agrees."""
    link = next((x for x in explained.links if x["event_mention_id"] == report["event_mention_id"]), None)
    if link is None:
        return []
    numbers = {r["event_mention_id"]: n for n, r in enumerate(explained.reports, 1)}
    other = next(r for r in explained.reports if r["event_mention_id"] == link["other_event_mention_id"])
    why = [f"parties {', '.join(map(printable, link['parties']))}"] if link["parties"] else []
    why += [
        x
        for x in (
            labels.DATE_RELATION[link["date_relation"]],
            labels.PLACE_RELATION[link["place_relation"]],
            labels.NUMBER_RELATION[link["number_relation"]],
        )
        if x
    ]
    words = [
        printable(a if a == b else f"{a} = {b}")
        for a, b in common_words(read(report["text"], report["lang"]), read(other["text"], other["lang"]))
    ]
    why += [f"words {', '.join(words[:8])}"] if words else []
    why += [f"named around both {', '.join(map(printable, link['company'][:6]))}"] if link["company"] else []
    how = f"likeness {link['score']:.2f}" if link["basis"] == "likeness" else labels.TIE.get(link["basis"], link["basis"])
    lines = f"     one with {numbers[other['event_mention_id']]:<2} {how}: {'; '.join(why)}"
    return [shortened(lines, max(40, 2 * columns))]


def _differences(explained: ExplainedEvent, paint: Paint) -> list[str]:
    if not explained.differences:
        return []
    out = ["", paint("what they say differently", "strong")]
    before = None
    for d in explained.differences:
        name = "" if d["field"] == before else labels.DIFFERENCE.get(d["field"], d["field"])
        out.append(f"  {name:<9} {printable(d['value'])}: {', '.join(d['source_ids'])}")
        before = d["field"]
    return out
