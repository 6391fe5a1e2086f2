"""Resolves dates, days of the week, and what counts from the anchor, one day or unit at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.model import Precision
from pipeline.temporal.expression import Expression
from pipeline.temporal.periods import CLOCK, PRECISIONS, Anchor, Meaning, clock_precision, month_of, period

_SATURDAY = 5
_NEAR = 190  # days: a day of the month and of the week meet every half year at least


def date_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    if e.year is not None and (e.month is not None or e.day is None):
        if e.month is None:
            return Meaning(date(e.year, 1, 1), date(e.year, 12, 31), "year", "explicit")
        if e.day is None:
            return Meaning(*month_of(e.year, e.month), "month", "explicit")
        day = _reading(e, anchor)
        return Meaning(day, day, clock_precision(e), "explicit" if day is not None else "none")
    if e.month is None:
        return _day_alone(e, anchor)
    if e.unit == "year" and anchor is not None:  # in March of last year
        return replace(date_of(replace(e, year=anchor.day.year + (e.shift or 0)), anchor, future_is_marked), basis="relative")
    precision: Precision = clock_precision(e) if e.day is not None else "month"
    if anchor is None:
        return Meaning(None, None, precision, "none")
    options = [
        span
        for y in (-8, -4, -1, 0, 1, 4)
        if (span := _in_year(e, anchor.day.year + y)) is not None and (abs(y) <= 1 or (e.month, e.day) == (2, 29))
    ]
    if e.weekday is not None:
        options = [span for span in options if span[0].weekday() == e.weekday] or options
    span = choose(options, e, anchor.day, future_is_marked)
    return Meaning(span[0], span[1], precision, "relative") if span else Meaning(None, None, precision, "none")


def _day_alone(e: Expression, anchor: Anchor | None) -> Meaning:
    """The 15th of this month, Tuesday the 4th: a day of a month that its distance or its day of the week tells."""
    precision = clock_precision(e)
    if anchor is None or e.day is None:
        return Meaning(None, None, precision, "none")
    if e.unit == "month":
        day = period(anchor.day, "month", e.shift or 0)[0].replace(day=e.day)
        return Meaning(day, day, precision, "relative")
    if e.weekday is None:
        return Meaning(None, None, precision, "none")
    near = [anchor.day + timedelta(days=i) for i in range(-_NEAR, _NEAR + 1)]
    fitting = [(d, d) for d in near if d.day == e.day and d.weekday() == e.weekday]
    span = choose(fitting, e, anchor.day, future_is_marked=True)
    return Meaning(span[0], span[1], precision, "relative") if span else Meaning(None, None, precision, "none")


def _reading(e: Expression, anchor: Anchor | None) -> date | None:
    """The day of a full date; of two readings (03/04/2024) the one not after the anchor, then the nearer; None
    where nothing tells.
    """
    assert e.year is not None
    assert e.month is not None
    assert e.day is not None
    day = date(e.year, e.month, e.day)
    if e.swapped is None:
        return day
    other = date(e.year, *e.swapped)
    if e.weekday is not None:
        return day if day.weekday() == e.weekday else other
    if anchor is None:
        return None
    return min(day, other, key=lambda d: (d > anchor.day, abs((d - anchor.day).days), d))


def _in_year(e: Expression, year: int) -> tuple[date, date] | None:
    assert e.month is not None
    if e.day is None:
        return month_of(year, e.month)
    try:
        day = date(year, e.month, e.day)
    except ValueError:
        return None
    return day, day


def choose(options: list[tuple[date, date]], e: Expression, day: date, future_is_marked: bool) -> tuple[date, date] | None:
    past = [s for s in options if s[0] <= day]
    ahead = [s for s in options if s[1] >= day]
    direction = e.direction or e.tense or ("future" if e.is_planned else None)
    if direction in ("last", "past"):
        wanted = [s for s in past if s[1] < day] if direction == "last" else past
        return max(wanted, default=None)
    if direction in ("next", "future"):
        wanted = [s for s in ahead if s[0] > day] if direction == "next" else ahead
        return min(wanted, default=None)
    latest, first = max(past, default=None), min(ahead, default=None)
    if latest is None or first is None or future_is_marked:
        return latest or first
    return first if (first[0] - day).days < (day - latest[1]).days else latest


def offset_of(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    n, unit = e.n or 0, e.unit or "day"
    precision = "day" if unit == "week" else PRECISIONS[unit]
    fixed = n * 7 if unit == "week" else n if unit == "day" else None
    if unit in CLOCK:
        if anchor is None or anchor.at is None:
            return Meaning(None, None, "hour", "none")
        day = (anchor.at + timedelta(**{unit + "s": n})).date()
        return Meaning(day, day, "hour" if unit == "hour" else "minute", "relative")
    if anchor is None:
        return Meaning(None, None, precision, "none", fixed)
    if fixed is not None:
        return Meaning(*period(anchor.day, "day", fixed), precision, "relative", fixed)
    return Meaning(*period(anchor.day, unit, n), precision, "relative")


def unit_of(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    unit, shift = e.unit or "day", e.shift or 0
    precision = clock_precision(e) if unit == "day" else PRECISIONS[unit]
    fixed = shift if unit == "day" else None
    if anchor is not None and unit == "weekend" and shift == 0 and e.tense == "past" and anchor.day.weekday() < _SATURDAY:
        shift = -1  # they met this weekend, said on a Monday
    if anchor is None:
        return Meaning(None, None, precision, "none", fixed)
    return Meaning(*period(anchor.day, unit, shift), precision, "relative", fixed)


def weekday_of(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    precision = clock_precision(e)
    if anchor is None or e.weekday is None:
        return Meaning(None, None, precision, "none")
    back = (anchor.day.weekday() - e.weekday) % 7
    direction = e.direction or e.tense or "past"
    if direction == "last":
        shift = -(back or 7)
    elif direction == "next":
        shift = 7 - back
    elif direction == "future":
        shift = (7 - back) % 7
    else:
        shift = -back
    return Meaning(*period(anchor.day, "day", shift + 7 * (e.n or 0)), precision, "relative")
