"""A page as HTML: the view's answer in its template, always escaped, with what every page says: data as of when, and the SQL behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.catalogue import PAGES
from pipeline.explorer.marked import between_marks, line_html
from pipeline.explorer.outside import attributes, direction, foreign, shortened, visible, web_address
from pipeline.explorer.world import country_name
from pipeline.warehouse import labels
from pipeline.warehouse.desk import Desk

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_PASSAGE = 280  # characters of a text that may not be published


@dataclass(frozen=True, slots=True)
class Rights:
    """Of which outlets whole texts may be shown; None: of all, as on a server for the reader alone."""

    sources: frozenset[str] | None = None

    def allows(self, source_id: str) -> bool:
        return self.sources is None or source_id in self.sources


@cache
def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {"days": days, "number": _number, "share": _share, "moment": _moment, "words": _words, "short": shortened}
    found.globals |= {
        "foreign": foreign, "visible": visible, "attributes": attributes, "direction": direction, "web_address": web_address,
        "labels": labels, "line_html": line_html, "between_marks": between_marks, "pages": PAGES, "country": country_name,
    }  # fmt: skip
    return found


def page(
    kind: str, desk: Desk, query: Query, links: Links, key: str | None = None, rights: Rights | None = None, **options: Any
) -> str | None:
    """The page as HTML; None where there is no such thing. Raises BadQueryError, and what the desk raises."""
    view = PAGES[kind].view
    shown = view(desk, query, links, *([key] if key is not None else []), **options)
    return None if shown is None else template(kind, desk, query, links, shown, rights)


def template(kind: str, desk: Desk, query: Query, links: Links, shown: Mapping[str, Any], rights: Rights | None = None) -> str:
    """A template with what every page reads."""
    allowed = rights or Rights()

    def passage(text: str | None, lang: str | None, source_id: str, longest: int = 2_000) -> Markup:
        return foreign(text, lang, longest if allowed.allows(source_id) else min(longest, _PASSAGE))

    meta = {row["key"]: row["value"] for row in desk.ask("meta")}
    return environment().get_template(f"{kind}.html").render(
        **shown, kind=kind, to=links.to, asset=links.asset, is_static=links.is_static, query=query, meta=meta, asked_sql=desk.asked,
        passage=passage, may_publish=allowed.allows, may_publish_all=lambda rows: all(allowed.allows(row["source_id"]) for row in rows),
    )  # fmt: skip


def message(links: Links, title: str, said: str, more: Mapping[str, str] | None = None) -> str:
    """A page that says what is wrong and what to do; `more` are links (label → address)."""
    return (
        environment()
        .get_template("message.html")
        .render(
            kind="message",
            to=links.to,
            asset=links.asset,
            is_static=links.is_static,
            title=title,
            said=said,
            more=more or {},
            query=Query(),
        )
    )


def days(row: Mapping[str, Any]) -> str:
    """A period with `date_start` and `date_end`, as short as its precision allows."""
    start, end = row["date_start"], row["date_end"]
    if start is None:
        return ""
    precision = row.get("date_precision") or row.get("precision")
    if precision == "year" and start.year == end.year:
        return str(start.year)
    if precision == "decade":
        return f"{start.year}–{end.year}"
    if precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"{start.day} {start:%b} – {_day(end)}" if start.year == end.year else f"{_day(start)} – {_day(end)}"


def _day(value: date) -> str:
    return f"{value.day} {value:%b} {value.year}"


def _moment(value: Any) -> str:
    """A day, or a moment to the minute in UTC."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return _day(value) if isinstance(value, date) else str(value or "")


def _number(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def _share(value: Any) -> str:
    return "" if value is None else f"{value:.0%}"


def _words(value: Any) -> str:
    """A code of a column as words: `near_duplicate` → near duplicate."""
    return str(value or "").replace("_", " ")
