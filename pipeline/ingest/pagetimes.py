"""One value with which a page states a time, read as ISO 8601 text of its own precision, or not at all.

Read are ISO 8601, RFC 2822 and its relaxed forms, the written forms of numbers (`19.11.2024`, `2024/11/19`,
`20241119083000`), seconds since 1970, and the day in an address. A value that could be two days is none, unless the caller
knows which number stands first. Which of several values counts is decided in `pagedates.py`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
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
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=$|[^\d])")
_EPOCHS = frozenset(("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1969-12-31", "1970-01-01", "1970-01-02", "1980-01-01"))
_LAST_YEAR = "2100"


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
        parsed = parsedate_to_datetime(text if ":" in text else f"{text} 00:00:00")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if ":" not in text:
        return iso_time(parsed.date().isoformat())
    if half is not None:
        if not 1 <= parsed.hour <= 12:
            return iso_time(parsed.date().isoformat())
        parsed = parsed.replace(hour=parsed.hour % 12 + (12 if half[1] in "Pp" else 0))
    return iso_time(parsed.isoformat())
