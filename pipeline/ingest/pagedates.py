"""When a page says it was published: its statements read, weighed against each other, and never more precise than they are.

Read are ISO 8601, RFC 2822, the written forms of numbers (`19.11.2024`, `2024/11/19`, `20241119083000`), seconds since 1970,
and addresses with a day in them. Of `05/11/2024` day and month are told apart only where something else decides: a part
above twelve, another number of the page in the same form, the day in the address, or the region that the page names;
else it says nothing. A day without an hour stays a day, and midnight is how systems write one.

What is decided here comes out as ISO 8601 text with the precision that it has; which statements a page makes is gathered
in `pagemeta.py`, and what the input states about a document outranks all of it (`metadata.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

from pipeline.ingest.metadata import iso_time

Order = Literal["day", "month"]  # which of the two stands first in 05/11/2024

_KEPT = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[T-]?(\d\d)(\d\d)(\d\d)?")  # 20241119083000
_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]{1,2}(\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?) ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?(?: ?\(?[A-Za-z/_]{1,30}\)?)?"
)
_SECONDS = re.compile(r"(\d{10})(\d{3})?")
_CLOCK = r"(?:[T,]? {0,3}(?:[-–|] {0,3})?(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}){_CLOCK}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([./])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_LETTERS = re.compile(r"[A-Za-z]{3}")
_HALF = re.compile(r" ?\b([AaPp])\.?[Mm]\b\.?")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:[.,]0+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=$|[^\d])")
_IN_LINE = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
# Regions that write the month first; in the others of which the languages are known, the day stands first.
_MONTH_FIRST = frozenset(("US", "PH", "PR", "GU", "PW", "FM", "MH", "AS", "VI"))
_UNSURE = frozenset(("CA", "ZA", "KE", "PA"))  # both are in use
_EPOCHS = frozenset(("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1969-12-31", "1970-01-01", "1970-01-02", "1980-01-01"))
_LAST_YEAR = "2100"
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
    order = _order(stated)
    address = next((day for url in stated.urls if (day := day_of_url(url)) is not None), None)
    values = [time for value in stated.published if (time := page_time(value, order)) is not None]
    values += [time for value in stated.elements if (time := page_time(value, order)) is not None]
    values = [_as_day(value) for value in values]
    published = _chosen([_unswapped(value, address) for value in values], address)
    updated = next((time for value in stated.updated if (time := page_time(value, order)) is not None), None)
    if updated is not None and published is not None and _day(updated) and _day(published) and _day(updated) < _day(published):
        updated = None
    return published, updated


def page_time(value: object, order: Order | None = None) -> str | None:
    """A time as pages write it as ISO 8601 text of its own precision; None where it is none, or could be two.

    `order`: which number stands first where both could be a month.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not 4 <= len(text := value.strip()) <= 64:
        return None
    found = _iso(text) or _from_numbers(text, order) or _written(text)
    if found is None or found[:10] in _EPOCHS or not "1600" <= found[:4] <= _LAST_YEAR:
        return None
    return found


def day_of_url(url: str) -> str | None:
    """The day that an address carries in its path (`/2024/11/19/slug`, `/20241119-slug`), as ISO 8601; None where there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for match in _IN_URL.finditer(path[:1000]):
        year, _, month, day = match.groups()
        if year >= "1990" and (found := iso_time(f"{year}-{month}-{day}")):
            return found
    return None


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


# ------------------------------------------------------------------ reading a value
def _iso(text: str) -> str | None:
    if match := _SECONDS.fullmatch(text):
        # Above the bound it is a day and an hour without a mark between them (2024111908).
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        return moment.isoformat().replace("+00:00", "Z") if 1990 <= moment.year < 2033 else None
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = match.groups()
        return iso_time(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}")
    if text.isdigit() and len(text) == 8 and text[:2] not in ("19", "20"):
        return None
    if (known := iso_time(text)) is not None:
        return known if _KEPT.fullmatch(known) else _canonical(known)
    if match := _SPACED.fullmatch(text):
        zone = {"UTC": "Z", "GMT": "Z", None: ""}.get(match[3], match[3])
        return iso_time(f"{match[1]}T{match[2][:15]}{zone}")
    return None


def _canonical(text: str) -> str:
    """Basic and week forms in the one that all rooms read."""
    moment = datetime.fromisoformat(text)
    return moment.date().isoformat() if len(text) <= 10 and "T" not in text else moment.isoformat()


def _from_numbers(text: str, order: Order | None) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day, hour, minute, half = match.groups()
        return _assembled(int(year), int(month), int(day), (hour, minute, half))
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, mark, second, year, *clock = match.groups()
    found = _day_and_month(int(first), int(second), mark, order)
    return None if found is None else _assembled(int(year), found[1], found[0], (clock[0], clock[1], clock[2]))


def _day_and_month(first: int, second: int, mark: str, order: Order | None) -> tuple[int, int] | None:
    if first > 12 or first == second or mark == ".":  # nobody writes the month first with full stops
        return first, second
    if second > 12:
        return second, first
    if order is None:
        return None
    return (first, second) if order == "day" else (second, first)


def _assembled(year: int, month: int, day: int, clock: tuple[str | None, str | None, str | None]) -> str | None:
    hour, minute, half = clock
    text = f"{year:04}-{month:02}-{day:02}"
    if hour is None or minute is None:
        return iso_time(text)
    hours = int(hour)
    if half is not None:
        if not 1 <= hours <= 12:
            return iso_time(text)
        hours = hours % 12 + (12 if half in "Pp" else 0)
    return iso_time(f"{text}T{hours:02}:{minute}") or iso_time(text)


def _written(text: str) -> str | None:
    """RFC 2822 and its relaxed forms: day, name of the month, year, in either order."""
    if not _LETTERS.search(text):
        return None
    half = _HALF.search(text)
    if half is not None:
        text = text[: half.start()] + text[half.end() :]
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if ":" not in text:
        return iso_time(parsed.date().isoformat())
    if half is not None:
        if not 1 <= parsed.hour <= 12:
            return iso_time(parsed.date().isoformat())
        parsed = parsed.replace(hour=parsed.hour % 12 + (12 if half[1] in "Pp" else 0))
    return iso_time(parsed.isoformat())


# ------------------------------------------------------------------ weighing
def _as_day(value: str) -> str:
    """Midnight is how systems write a day without an hour."""
    match = _MIDNIGHT.fullmatch(value)
    return match[1] if match else value


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
