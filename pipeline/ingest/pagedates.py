"""When a page says it was published: its statements read, weighed against each other, and never more precise than they are.

Single values are read in `pagetimes.py`. Of `05/11/2024` day and month are told apart only where something else decides: a part
above twelve, another number of the page in the same form, the day in the address, or the region that the page names;
else it says nothing. A day without an hour stays a day, and midnight is how systems write one.

What is decided here comes out as ISO 8601 text with the precision that it has; which statements a page makes is gathered
in `pagemeta.py`, and what the input states about a document outranks all of it (`metadata.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from pipeline.ingest.pagetimes import Order, day_of_url, page_time
from pipeline.model import PageMeta

_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:[.,]0+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_NUMBERS = re.compile(r"\d[./-]\d{1,2}[./-]\d{4}")
_IN_LINE = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
# Regions that write the month first; in the others of which the languages are known, the day stands first.
_MONTH_FIRST = frozenset(("US", "PH", "PR", "GU", "PW", "FM", "MH", "AS", "VI"))
_UNSURE = frozenset(("CA", "ZA", "KE", "PA"))  # both are in use
_MAX_LINE = 60  # characters of a visible line that may be a stamp
_MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page states about its day: values as they stand, each list in the order of how far they are trusted."""

    published: Sequence[object] = ()  # JSON-LD of this article, then named meta tags, then microdata
    elements: Sequence[str] = ()  # `<time>` elements that may be this article's
    updated: Sequence[object] = ()
    urls: Sequence[str] = ()  # addresses of this page
    others: Sequence[str] = ()  # other times in its markup: they tell the order of numbers
    lines: Sequence[str] = ()  # what it shows
    lang: str | None = None  # BCP 47


def decide(stated: Statements) -> tuple[str | None, str | None]:
    """(published, updated) as ISO 8601 text, each as precise as it is known; None where the page does not tell.

    The first statement counts, unless it stands alone against two others that agree on another day. Of a day and the same
    day with its hour, the hour says more. An update before the publication is none.
    """
    order = _order(stated) if any(map(_is_ambiguous, (*stated.published, *stated.elements, *stated.updated))) else None
    address = next((day for url in stated.urls if (day := day_of_url(url)) is not None), None)
    values = [time for value in stated.published if (time := page_time(value, order)) is not None]
    values += [time for value in stated.elements if (time := page_time(value, order)) is not None]
    values = _as_days(values)
    published = _chosen([_unswapped(value, address) for value in values], address)
    updated = next((time for value in stated.updated if (time := page_time(value, order)) is not None), None)
    if updated is not None and published is not None and _day(updated) and _day(published) and _day(updated) < _day(published):
        updated = None
    return published, updated


def own_article(nodes: Sequence[Mapping[str, object]], urls: Sequence[str], titles: Sequence[str]) -> Mapping[str, object]:
    """Of several articles in a page's JSON-LD the one that is this page's: by its address, else by its headline, else the
    first one, where there is nothing to tell by; an empty one where there is none."""
    if len(nodes) < 2:
        return nodes[0] if nodes else {}
    own = {key for url in urls if (key := _url_key(url))}
    for node in nodes:
        addresses = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
        addresses += [value.get("@id") for value in addresses if isinstance(value, dict)]
        if own & {_url_key(value) for value in addresses if isinstance(value, str)}:
            return node
    keys = [_letters(title) for title in titles if len(_letters(title)) >= 8]
    for node in nodes:
        headline = node.get("headline")
        if isinstance(headline, str) and len(key := _letters(headline[:1000])) >= 8 and any(title.startswith(key) for title in keys):
            return node
    return nodes[0]


def settled(meta: PageMeta, url: str | None, fetched_at: str | None) -> tuple[PageMeta, str | None]:
    """The metadata in the light of what the input states: the address may tell the day, and nothing is published after it
    was fetched. Returns what was refused as well."""
    published = meta.published_at or (day_of_url(url) if url else None)
    refused = None
    days = _day(published or ""), _day(fetched_at or "")
    if all(days) and days[0] > days[1] and not _is_near(*days):
        refused, published = published, None
    return (meta if published == meta.published_at else replace(meta, published_at=published)), refused


# ------------------------------------------------------------------ weighing
def _as_days(values: Sequence[str]) -> list[str]:
    """Midnight is how systems write a day without an hour; the same moment in another offset is no hour either."""
    cut = {value: match[1] for value in values if (match := _MIDNIGHT.fullmatch(value))}
    moments = {moment: day for value, day in cut.items() if (moment := _moment(value)) is not None}
    return [cut.get(value) or next((day for moment, day in moments.items() if moment == _moment(value)), value) for value in values]


def _moment(value: str) -> datetime | None:
    """The moment in UTC; None where no offset or no hour is known."""
    if len(value) <= 10:
        return None
    moment = datetime.fromisoformat(value.replace(",", "."))
    return moment.astimezone(UTC) if moment.tzinfo is not None else None


def _day(value: str) -> str:
    """The calendar day, empty where the value is less precise."""
    return value[:10] if len(value) >= 10 else ""


def _unswapped(value: str, address: str | None) -> str:
    """A day whose day and month were changed over somewhere on the way: the address has them in their places."""
    year, month, day = value[:4], value[5:7], value[8:10]
    if address is not None and len(value) >= 10 and address != value[:10] and address == f"{year}-{day}-{month}":
        return address + value[10:]
    return value


def _chosen(values: Sequence[str], address: str | None) -> str | None:
    if not values:
        return address
    first = values[0]
    days = [_day(value) for value in values if _day(value)]
    voices = [*days, *([address] if address else [])]
    if _day(first) and not any(_is_near(_day(first), day) for day in voices[1:]):
        # Alone against two others that agree: the day of the template, of the last build, of another article.
        other = next((day for day in voices[1:] if sum(_is_near(day, voice) for voice in voices[1:]) >= 2), None)
        if other is not None:
            first = next((value for value in values if _day(value) == other), other)
    # Of a day and the same day with its hour, the hour says more.
    return next((value for value in values if len(value) > 10 and value[:10] == first[:10]), first) if len(first) == 10 else first


def _is_near(one: str, other: str) -> bool:
    """The same day, or the next one: an offset lies between them."""
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=1)


def _order(stated: Statements) -> Order | None:
    """Which of two small numbers is the day, as far as anything on the page tells."""
    votes = {"day": 0, "month": 0}
    ambiguous: list[tuple[int, int, str]] = []
    for text in _texts(stated):
        for match in _IN_LINE.finditer(text):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                votes["day"] += 1
            elif second > 12 >= first:
                votes["month"] += 1
            elif first != second and max(first, second) <= 12:
                ambiguous.append((first, second, match[4]))
    known = [time[:10] for value in (*stated.published, *stated.elements, *stated.updated, *stated.others) if (time := page_time(value))]
    known += [day for url in stated.urls if (day := day_of_url(url))]
    for first, second, year in ambiguous:
        as_day, as_month = f"{year}-{second:02}-{first:02}" in known, f"{year}-{first:02}-{second:02}" in known
        if as_day != as_month:
            votes["day" if as_day else "month"] += 1
    if votes["day"] != votes["month"] and 0 in votes.values():
        return "day" if votes["day"] else "month"
    return None if votes["day"] or votes["month"] else _order_of_region(stated.lang)


def _is_ambiguous(value: object) -> bool:
    """Whether it hangs on the order of numbers what a value says; asking the page for that order costs more than all else."""
    return isinstance(value, str) and _NUMBERS.search(value) is not None


def _texts(stated: Statements) -> Iterable[str]:
    values = (*stated.published, *stated.elements, *stated.updated, *stated.others)
    yield from (value for value in values if isinstance(value, str) and len(value) <= _MAX_LINE)
    yield from (line for line in stated.lines[:_MAX_LINES] if len(line) <= _MAX_LINE)


def _order_of_region(lang: str | None) -> Order | None:
    """By the region of the language tag; English without one says nothing, other languages put the day first."""
    if lang is None:
        return None
    language, *rest = lang.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), None)
    if region in _MONTH_FIRST:
        return "month"
    if region in _UNSURE or (region is None and language.lower() == "en"):
        return None
    # Where the year stands first in writing, a number that ends in the year is foreign: nothing is known of its order.
    return None if language.lower() in ("zh", "ja", "ko", "hu", "lt", "mn") else "day"


def _url_key(url: str) -> str:
    """What two spellings of one address share: no scheme, no `www.`, no query, no slash at the end."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{(parts.netloc.lower()).removeprefix('www.').removeprefix('m.')}{path}" if path else ""


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
