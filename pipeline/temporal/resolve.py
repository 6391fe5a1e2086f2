"""What an expression means for a publication day: first and last day, precision, and what remains where the day is
unknown.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from pipeline.model import Precision
from pipeline.temporal.expression import Expression


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publisher's local day, and its local time where that is known (naive)."""

    day: date
    at: datetime | None = None
    is_southern: bool = False  # seasons are those of the southern hemisphere


@dataclass(frozen=True, slots=True)
class Told:
    """What a text told last: a day, and the first day of the month, the year or the day that it named last of all."""

    day: date | None = None
    month: date | None = None
    year: date | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """`start` and `end` are inclusive, None where the expression cannot be resolved; `anchor_offset` as in
    `model.DateMention`.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: Literal["explicit", "relative", "none"]
    anchor_offset: int | None = None


def resolve(expression: Expression, anchor: Anchor | None, future_is_marked: bool = False, told: Told | None = None) -> Meaning:
    """The days an expression means; `told` is what the text told last. An expression whose reading needs an
    unknown anchor, or that is no date of the calendar, stays NULL.
    """
    try:
        if expression.op == "told" or (expression.op == "after" and expression.tense != "future" and not expression.is_planned):
            return _told(expression, told, anchor)
        meaning = _RESOLVERS[expression.op](expression, anchor, future_is_marked)
    except (ValueError, OverflowError):  # 31 February, year 0
        return Meaning(None, None, "day", "none")
    if meaning.start is not None and meaning.end is not None and meaning.end < meaning.start:
        return Meaning(None, None, meaning.precision, "none")  # "from 30 to 2 March": no period
    return meaning


def _clock_precision(e: Expression, otherwise: Precision = "day") -> Precision:
    if e.minute is not None:
        return "minute"
    return "hour" if e.hour is not None else otherwise


def period(day: date, unit: str, shift: int) -> tuple[date, date]:
    """First and last day of the unit `shift` away from the one that holds the day; weeks start on Monday."""
    if unit == "day":
        day += timedelta(days=shift)
        return day, day
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return (monday, monday + timedelta(days=6)) if unit == "week" else (monday + timedelta(days=5), monday + timedelta(days=6))
    if unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        return month_of(months // 12, months % 12 + 1)
    if unit == "quarter":
        quarters = day.year * 4 + (day.month - 1) // 3 + shift
        return quarter_of(quarters // 4, quarters % 4 + 1)
    if unit == "decade":
        first = (day.year // 10 + shift) * 10
        return date(first, 1, 1), date(first + 9, 12, 31)
    return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)


def month_of(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> tuple[date, date]:
    return date(year, quarter * 3 - 2, 1), month_of(year, quarter * 3)[1]


_PRECISIONS: dict[str, Precision] = {
    "minute": "hour", "hour": "hour", "day": "day", "week": "week", "weekend": "day", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade",
}  # fmt: skip


_CLOCK = frozenset({"minute", "hour"})
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_TWENTIES = 20  # the twenties, les années 20: of the last century
_SATURDAY = 5
_NEAR = 190  # days: a day of the month and of the week meet every half year at least


def _date(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    if e.year is not None and (e.month is not None or e.day is None):
        if e.month is None:
            return Meaning(date(e.year, 1, 1), date(e.year, 12, 31), "year", "explicit")
        if e.day is None:
            return Meaning(*month_of(e.year, e.month), "month", "explicit")
        day = _reading(e, anchor)
        return Meaning(day, day, _clock_precision(e), "explicit" if day is not None else "none")
    if e.month is None:
        return _day_alone(e, anchor)
    if e.unit == "year" and anchor is not None:  # in March of last year
        return replace(_date(replace(e, year=anchor.day.year + (e.shift or 0)), anchor, future_is_marked), basis="relative")
    precision: Precision = _clock_precision(e) if e.day is not None else "month"
    if anchor is None:
        return Meaning(None, None, precision, "none")
    options = [
        span
        for y in (-8, -4, -1, 0, 1, 4)
        if (span := _in_year(e, anchor.day.year + y)) is not None and (abs(y) <= 1 or (e.month, e.day) == (2, 29))
    ]
    if e.weekday is not None:
        options = [span for span in options if span[0].weekday() == e.weekday] or options
    span = _choose(options, e, anchor.day, future_is_marked)
    return Meaning(span[0], span[1], precision, "relative") if span else Meaning(None, None, precision, "none")


def _day_alone(e: Expression, anchor: Anchor | None) -> Meaning:
    """The 15th of this month, Tuesday the 4th: a day of a month that its distance or its day of the week tells."""
    precision = _clock_precision(e)
    if anchor is None or e.day is None:
        return Meaning(None, None, precision, "none")
    if e.unit == "month":
        day = period(anchor.day, "month", e.shift or 0)[0].replace(day=e.day)
        return Meaning(day, day, precision, "relative")
    if e.weekday is None:
        return Meaning(None, None, precision, "none")
    near = [anchor.day + timedelta(days=i) for i in range(-_NEAR, _NEAR + 1)]
    fitting = [(d, d) for d in near if d.day == e.day and d.weekday() == e.weekday]
    span = _choose(fitting, e, anchor.day, future_is_marked=True)
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


def _choose(options: list[tuple[date, date]], e: Expression, day: date, future_is_marked: bool) -> tuple[date, date] | None:
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


def _offset(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    n, unit = e.n or 0, e.unit or "day"
    precision = "day" if unit == "week" else _PRECISIONS[unit]
    fixed = n * 7 if unit == "week" else n if unit == "day" else None
    if unit in _CLOCK:
        if anchor is None or anchor.at is None:
            return Meaning(None, None, "hour", "none")
        day = (anchor.at + timedelta(**{unit + "s": n})).date()
        return Meaning(day, day, "hour" if unit == "hour" else "minute", "relative")
    if anchor is None:
        return Meaning(None, None, precision, "none", fixed)
    if fixed is not None:
        return Meaning(*period(anchor.day, "day", fixed), precision, "relative", fixed)
    return Meaning(*period(anchor.day, unit, n), precision, "relative")


def _window(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    """The last or the next `n` units, up to the anchor's day or from it on, to the day; the precision is the unit's."""
    n, unit = e.n or 0, e.unit or "day"
    precision: Precision = "week" if unit == "week" else _PRECISIONS[unit]
    if anchor is None or (unit in _CLOCK and anchor.at is None):
        return Meaning(None, None, precision, "none")
    if unit in _CLOCK:
        assert anchor.at is not None
        other = (anchor.at + timedelta(**{unit + "s": n})).date()
    elif unit in _DAYS:
        other = anchor.day + timedelta(days=n * _DAYS[unit])
    else:
        first, last = period(anchor.day, "month", n * _MONTHS[unit])
        other = first.replace(day=min(anchor.day.day, last.day))
    return Meaning(min(other, anchor.day), max(other, anchor.day), precision, "relative")


def _unit(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    unit, shift = e.unit or "day", e.shift or 0
    precision = _clock_precision(e) if unit == "day" else _PRECISIONS[unit]
    fixed = shift if unit == "day" else None
    if anchor is not None and unit == "weekend" and shift == 0 and e.tense == "past" and anchor.day.weekday() < _SATURDAY:
        shift = -1  # they met this weekend, said on a Monday
    if anchor is None:
        return Meaning(None, None, precision, "none", fixed)
    return Meaning(*period(anchor.day, unit, shift), precision, "relative", fixed)


def _weekday(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    precision = _clock_precision(e)
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


def _night(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The night from one day to the next is the first of them."""
    if e.month is None:
        return _weekday(e, anchor, future_is_marked)
    span = _range(e, anchor, future_is_marked) if e.until_day is not None else _date(e, anchor, future_is_marked)
    return Meaning(span.start, span.start, span.precision, span.basis)


def _quarter(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    if e.n is None or not 1 <= e.n <= 4:
        return Meaning(None, None, "quarter", "none")
    if e.year is not None:
        return Meaning(*quarter_of(e.year, e.n), "quarter", "explicit")
    if anchor is None:
        return Meaning(None, None, "quarter", "none")
    if e.shift is not None:
        return Meaning(*quarter_of(anchor.day.year + e.shift, e.n), "quarter", "relative")
    options = [quarter_of(anchor.day.year + shift, e.n) for shift in (-1, 0, 1)]
    span = _choose(options, e, anchor.day, future_is_marked=True)
    return Meaning(span[0], span[1], "quarter", "relative") if span else Meaning(None, None, "quarter", "none")


def _half(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The first or second half of a month (its first fifteen days, or the rest) or of a year."""
    is_counted = e.month is None and e.year is None
    whole = (_unit if is_counted else _date)(e, anchor, future_is_marked)
    if is_counted and anchor is not None and whole.precision not in ("month", "year"):  # "the second semester": of this year
        whole = Meaning(*period(anchor.day, "year", 0), "year", "relative")
    if whole.start is None or whole.end is None or e.n not in (1, 2):
        return Meaning(None, None, whole.precision, "none")
    first_end = whole.start.replace(day=15) if whole.precision == "month" else date(whole.start.year, 6, 30)
    if e.n == 1:
        return Meaning(whole.start, first_end, whole.precision, whole.basis)
    return Meaning(first_end + timedelta(days=1), whole.end, whole.precision, whole.basis)


def _season(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """Three whole months, from March, June, September, December on; half a year later where the publisher lives in the south."""
    if e.n is None or not 1 <= e.n <= 4 or (anchor is None and e.year is None):
        return Meaning(None, None, "quarter", "none")
    is_southern = anchor is not None and anchor.is_southern
    month = (e.n * 3 + (6 if is_southern else 0) - 1) % 12 + 1

    def of(year: int) -> tuple[date, date]:
        first = date(year, month, 1)
        return first, period(first, "month", 2)[1]

    if e.year is not None:
        return Meaning(*of(e.year), "quarter", "explicit")
    assert anchor is not None
    options = [of(anchor.day.year + shift) for shift in (-2, -1, 0, 1)]
    span = _choose(options, e, anchor.day, future_is_marked)
    return Meaning(span[0], span[1], "quarter", "relative") if span else Meaning(None, None, "quarter", "none")


def _week_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The nth seven days of a month, or the last, for an `n` below 0."""
    n = e.n or 0
    whole = _date(e, anchor, future_is_marked)
    if whole.start is None or whole.end is None or not (1 <= n <= 4 or n == -1):
        return Meaning(None, None, "week", "none")
    start = whole.start + timedelta(weeks=n - 1) if n > 0 else whole.end - timedelta(days=6)
    return Meaning(start, start + timedelta(days=6), "week", whole.basis)


def _months(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    n = e.n or 0
    whole = (_unit if e.year is None else _date)(e, anchor, future_is_marked)
    if whole.start is None or whole.end is None or not 1 <= abs(n) < 12:
        return Meaning(None, None, "month", "none")
    year = whole.start.year
    start, end = (whole.start, month_of(year, n)[1]) if n > 0 else (date(year, 13 + n, 1), whole.end)
    return Meaning(start, end, "month", whole.basis)


def _told(e: Expression, told: Told | None, anchor: Anchor | None) -> Meaning:
    """Days and weeks count from the day told last, months and years from the month or year; backwards, where none was told, from
    the anchor: "up from 3 % a year earlier"."""
    n, unit = e.n or 0, e.unit or "day"
    told = told or Told()
    if e.month is not None:  # in December of the same year
        if told.year is None:
            return Meaning(None, None, "day" if e.day else "month", "none")
        return replace(_date(replace(e, year=told.year.year + (e.shift or 0)), None, False), basis="relative")
    if e.shift is not None:  # the same month, the following week
        start = told.day if unit == "week" else told.month if unit in ("month", "quarter") else told.year
        none = Meaning(None, None, _PRECISIONS[unit], "none")
        return none if start is None else Meaning(*period(start, unit, e.shift), _PRECISIONS[unit], "relative")
    if unit in _DAYS:
        if told.day is None:
            return Meaning(None, None, "day", "none")
        return Meaning(*period(told.day, "day", n * _DAYS[unit]), "day", "relative")
    precision = _PRECISIONS[unit]
    start = told.month if unit in ("month", "quarter") else told.year
    if start is None and n < 0 and anchor is not None:
        start = anchor.day
    if unit in _CLOCK or start is None:
        return Meaning(None, None, precision, "none")
    return Meaning(*period(start, unit, n), precision, "relative")


def _decade(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    year = e.year or 0
    first = (year if year > 99 else year + (1900 if year >= _TWENTIES else 2000)) // 10 * 10
    return Meaning(date(first, 1, 1), date(first + 9, 12, 31), "decade", "explicit")


def _range(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """From one day, month or year to another; the first takes the month and the year of the second where it has
    none.
    """
    if e.weekday is not None and e.until_weekday is not None and e.month is None:
        return _weekdays(e, anchor)
    if e.month is None:
        first, last = e.year or 0, e.until_year or 0
        if last < 100:
            last += first // 100 * 100
        if not 0 < last - first <= 200:
            return Meaning(None, None, "year", "none")
        return Meaning(date(first, 1, 1), date(last, 12, 31), "year", "explicit")
    to_month = e.until_month or e.month
    year, basis = e.year, "explicit"
    if year is None:
        if anchor is None:
            return Meaning(None, None, "day" if e.day else "month", "none")
        basis = "relative"
        probe = Expression(
            e.start,
            e.end,
            e.rule_id,
            "date",
            month=to_month,
            day=e.until_day or e.day,
            direction=e.direction,
            tense=e.tense,
        )
        span = _date(probe, anchor, future_is_marked)
        if span.start is None:
            return Meaning(None, None, "day", "none")
        year = span.start.year
    to_year = e.until_year or year
    from_year = year if e.until_year or to_month >= e.month else year - 1
    if e.day is None:
        return Meaning(month_of(from_year, e.month)[0], month_of(to_year, to_month)[1], "month", basis)  # type: ignore[arg-type]
    start, end = date(from_year, e.month, e.day), date(to_year, to_month, e.until_day or e.day)
    if start > end:
        return Meaning(None, None, "day", "none")
    return Meaning(start, end, "day", basis)  # type: ignore[arg-type]


def _weekdays(e: Expression, anchor: Anchor | None) -> Meaning:
    assert e.weekday is not None
    assert e.until_weekday is not None
    if anchor is None:
        return Meaning(None, None, "day", "none")
    days = (e.until_weekday - e.weekday) % 7
    if "future" in (e.direction, e.tense) or e.is_planned or e.direction == "next":
        start = anchor.day + timedelta(days=(e.weekday - anchor.day.weekday()) % 7)
    else:
        start = anchor.day - timedelta(days=(anchor.day.weekday() - e.until_weekday) % 7 + days)
    return Meaning(start, start + timedelta(days=days), "day", "relative")


def _open(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    return Meaning(None, None, "week" if e.unit == "week" else _PRECISIONS[e.unit or "day"], "none")


def _hijri(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    return Meaning(None, None, "day" if e.day else "month" if e.month else "year", "none")


_RESOLVERS = {
    "date": _date, "offset": _offset, "unit": _unit, "weekday": _weekday, "night": _night, "quarter": _quarter,
    "half": _half, "months": _months, "week_of": _week_of, "season": _season, "decade": _decade,
    "range": _range, "window": _window, "after": _offset, "hijri": _hijri, "open": _open,
}  # fmt: skip
