"""When a document was published: what the input gives, else what the page states, else the stamps in its chrome.

A stamp without a year gets one only where the body tells it: it falls within a year behind the latest date of the
body that names month and year, and a
weekday that must be its own or
the day before. What cannot be inferred stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.clean.stamps import Stamp
from pipeline.model import Document, Precision, Published
from pipeline.temporal import Expression, resolve

_ISO = re.compile(
    r"\s*+(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r"\s*+(Z|z|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?\s*+$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as a text gives it, with what is known of the hour. `offset` is minutes east of UTC; of a time in UTC whose place is not told
    (Z, RFC 9557 section 2) it is 0 and `is_placeless`.
    """

    day: date
    clock: time | None
    offset: int | None
    precision: Precision
    is_placeless: bool = False


def parse_iso(text: str | None) -> Moment | None:
    """ISO 8601 text of any precision from the year on; None where it is none."""
    match = _ISO.match(text or "")
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        when = date(int(year), int(month or 1), int(day or 1))
        clock = time(int(hour), int(minute or 0), int(second or 0)) if hour else None
    except ValueError:
        return None
    precision: Precision = (
        "year" if month is None else "month" if day is None else "day" if hour is None else "minute" if minute else "hour"
    )
    return Moment(when, clock, _minutes(zone), precision, zone in ("Z", "z", "-00:00", "-0000", "-00"))


def _minutes(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone in "Zz":
        return 0
    digits = zone[1:].replace(":", "")
    value = int(digits[:2]) * 60 + int(digits[2:4] or 0)
    return None if value > 14 * 60 else -value if zone[0] == "-" else value


def published_from(moment: Moment | None, zone: str | None, basis: Literal["given", "metadata", "text"]) -> Published | None:
    """The moment as `Published`; the hour counts in its own offset, else in the source's zone, else in UTC. A time in UTC that does not
    tell where it was is read on the clocks of the source."""
    if moment is None:
        return None
    if moment.clock is None:
        return Published(moment.day, None, None, None, moment.precision, basis)
    local = datetime.combine(moment.day, moment.clock)
    tz_basis: Literal["given", "source", "assumed"] = "given"
    here = _zone(zone) if moment.is_placeless else None
    if here is not None:
        aware, tz_basis = local.replace(tzinfo=UTC).astimezone(here), "source"
    elif moment.offset is not None:
        aware = local.replace(tzinfo=timezone(timedelta(minutes=moment.offset)))
    else:
        info = _zone(zone)
        tz_basis = "assumed" if info is None else "source"
        aware = local.replace(tzinfo=info or UTC)
    offset = aware.strftime("%z")
    try:
        at = aware.astimezone(UTC)
    except OverflowError:
        return Published(moment.day, None, None, None, "day", basis)
    return Published(aware.date(), at, f"{offset[:3]}:{offset[3:5]}", tz_basis, moment.precision, basis)


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


# The expressions of the body, found only where a stamp without a year asks for them; True asks at least for those that name a
# month and its year, which stand in few sentences.
Body = Callable[[bool], Sequence[Expression]]
_TWO_DIGITS = re.compile(r"\d\d")


def may_name_year(text: str) -> bool:
    """A day with its year is written with two digits at least, in every grammar."""
    return _TWO_DIGITS.search(text) is not None


@dataclass(frozen=True, slots=True)
class TextDates:
    """What the text itself offers for dating it: stamps above and below the body, and the expressions of the body
    in order.
    """

    above: Sequence[Stamp]
    below: Sequence[Stamp]
    body: Body
    has_own_title: bool  # the headline above the body is the article's
    dateline: Expression | None = None  # the day with which the report opens


def published_of(document: Document, text: TextDates) -> tuple[Published, datetime | None]:
    """Publication and update time of a document. An update stamp serves as publication where nothing better stands."""
    zone = document.source.timezone
    page = document.page
    updated = published_from(parse_iso(document.given.updated_at), zone, "given") or published_from(
        parse_iso(page.updated_at if page else None), zone, "metadata"
    )
    found = published_from(parse_iso(document.given.published_at), zone, "given") or published_from(
        parse_iso(page.published_at if page else None), zone, "metadata"
    )
    fetched = parse_iso(document.given.fetched_at)
    stamped, stamp_update = _from_stamps(text, fetched.day if fetched else None)
    from_text = published_from(stamped, zone, "text")
    update_text = published_from(stamp_update, zone, "text")
    updated_at = (updated.at if updated else None) or (update_text.at if update_text else None)
    return found or from_text or updated or update_text or Published(), updated_at


def _from_stamps(text: TextDates, fetched: date | None) -> tuple[Moment | None, Moment | None]:
    """(publication, update) as the stamps tell them."""
    published: list[Moment] = []
    updated: list[Moment] = []
    labelled: list[Moment] = []
    for stamp in text.above:
        for expression in stamp.expressions:
            moment = _moment(expression, text.body, fetched)
            if moment is None:
                continue
            (updated if stamp.is_update else published).append(moment)
            if stamp.is_labelled and not stamp.is_update:
                labelled.append(moment)
    below = [
        (stamp.is_update, moment)
        for stamp in text.below
        if stamp.is_labelled
        for e in stamp.expressions
        if (moment := _moment(e, text.body, fetched)) is not None
    ]
    own = labelled or published
    if own and len({m.day for m in own}) > 1 and not (labelled or text.has_own_title):
        own = []  # the dates of several headlines
    choice = own[0] if own else next((m for is_update, m in below if not is_update), None)
    if choice is None and text.dateline is not None:
        choice = _moment(text.dateline, text.body, fetched)
    update = updated[0] if updated else next((m for is_update, m in below if is_update), None)
    return choice, update


def _moment(e: Expression, body: Body, fetched: date | None) -> Moment | None:
    if e.op != "date" or e.day is None or e.month is None:
        return None
    if e.year is None:
        year = _year_of(e, body, fetched)
        if year is None:
            return None
        day: date | None = date(year, e.month, e.day)
    else:
        day = resolve(e, None).start
    if day is None:
        return None
    clock = time(e.hour, e.minute or 0) if e.hour is not None else None
    offset = _minutes(e.utc_offset)
    return Moment(day, clock, offset, "day" if clock is None else "minute" if e.minute is not None else "hour")


def _year_of(e: Expression, body: Body, fetched: date | None) -> int | None:
    """The year of a stamp that names none, inferred from the body; None where it cannot be told."""

    def on(year: int) -> date | None:
        try:
            return date(year, e.month or 1, e.day or 1)
        except ValueError:
            return None

    if fetched is not None:
        years = [y for y in (fetched.year, fetched.year - 1) if (d := on(y)) is not None and d <= fetched]
        return years[0] if years else None
    past = [
        meaning.start
        for x in body(True)
        if x.op in ("date", "range") and x.year is not None and x.month is not None and x.tense != "future"
        if (meaning := resolve(x, None)).start is not None
    ]
    if not past:
        return None
    weekdays = (
        [e.weekday]
        if e.weekday is not None
        else [x.weekday for x in body(False) if x.op == "weekday" and x.direction is None and x.tense != "future"]
    )
    if not weekdays or weekdays[0] is None:
        return None
    latest = max(past)
    day = next((d for year in (latest.year, latest.year + 1) if (d := on(year)) is not None and d >= latest), None)
    reach = 0 if e.weekday is not None else 1
    return day.year if day is not None and (day.weekday() - weekdays[0]) % 7 <= reach else None
