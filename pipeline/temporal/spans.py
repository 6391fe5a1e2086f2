"""Resolves stretches of several days: nights, windows, ranges, and parts of months and years."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.model import Precision
from pipeline.temporal.days import choose, date_of, unit_of, weekday_of
from pipeline.temporal.expression import Expression
from pipeline.temporal.periods import CLOCK, DAYS, MONTHS, PRECISIONS, Anchor, Meaning, month_of, period, quarter_of

_TWENTIES = 20  # the twenties, les années 20: of the last century


def window_of(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    """The last or the next `n` units, up to the anchor's day or from it on, to the day; the precision is the unit's."""
    n, unit = e.n or 0, e.unit or "day"
    precision: Precision = "week" if unit == "week" else PRECISIONS[unit]
    if anchor is None or (unit in CLOCK and anchor.at is None):
        return Meaning(None, None, precision, "none")
    if unit in CLOCK:
        assert anchor.at is not None
        other = (anchor.at + timedelta(**{unit + "s": n})).date()
    elif unit in DAYS:
        other = anchor.day + timedelta(days=n * DAYS[unit])
    else:
        first, last = period(anchor.day, "month", n * MONTHS[unit])
        other = first.replace(day=min(anchor.day.day, last.day))
    return Meaning(min(other, anchor.day), max(other, anchor.day), precision, "relative")


def night_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The night from one day to the next is the first of them."""
    if e.month is None:
        return weekday_of(e, anchor, future_is_marked)
    span = range_of(e, anchor, future_is_marked) if e.until_day is not None else date_of(e, anchor, future_is_marked)
    return Meaning(span.start, span.start, span.precision, span.basis)


def quarter(e: Expression, anchor: Anchor | None, _: bool) -> Meaning:
    if e.n is None or not 1 <= e.n <= 4:
        return Meaning(None, None, "quarter", "none")
    if e.year is not None:
        return Meaning(*quarter_of(e.year, e.n), "quarter", "explicit")
    if anchor is None:
        return Meaning(None, None, "quarter", "none")
    if e.shift is not None:
        return Meaning(*quarter_of(anchor.day.year + e.shift, e.n), "quarter", "relative")
    options = [quarter_of(anchor.day.year + shift, e.n) for shift in (-1, 0, 1)]
    span = choose(options, e, anchor.day, future_is_marked=True)
    return Meaning(span[0], span[1], "quarter", "relative") if span else Meaning(None, None, "quarter", "none")


def half_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The first or second half of a month (its first fifteen days, or the rest) or of a year."""
    is_counted = e.month is None and e.year is None
    whole = (unit_of if is_counted else date_of)(e, anchor, future_is_marked)
    if is_counted and anchor is not None and whole.precision not in ("month", "year"):  # "the second semester": of this year
        whole = Meaning(*period(anchor.day, "year", 0), "year", "relative")
    if whole.start is None or whole.end is None or e.n not in (1, 2):
        return Meaning(None, None, whole.precision, "none")
    first_end = whole.start.replace(day=15) if whole.precision == "month" else date(whole.start.year, 6, 30)
    if e.n == 1:
        return Meaning(whole.start, first_end, whole.precision, whole.basis)
    return Meaning(first_end + timedelta(days=1), whole.end, whole.precision, whole.basis)


def season_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
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
    span = choose(options, e, anchor.day, future_is_marked)
    return Meaning(span[0], span[1], "quarter", "relative") if span else Meaning(None, None, "quarter", "none")


def week_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    """The nth seven days of a month, or the last, for an `n` below 0."""
    n = e.n or 0
    whole = date_of(e, anchor, future_is_marked)
    if whole.start is None or whole.end is None or not (1 <= n <= 4 or n == -1):
        return Meaning(None, None, "week", "none")
    start = whole.start + timedelta(weeks=n - 1) if n > 0 else whole.end - timedelta(days=6)
    return Meaning(start, start + timedelta(days=6), "week", whole.basis)


def months_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
    n = e.n or 0
    whole = (unit_of if e.year is None else date_of)(e, anchor, future_is_marked)
    if whole.start is None or whole.end is None or not 1 <= abs(n) < 12:
        return Meaning(None, None, "month", "none")
    year = whole.start.year
    start, end = (whole.start, month_of(year, n)[1]) if n > 0 else (date(year, 13 + n, 1), whole.end)
    return Meaning(start, end, "month", whole.basis)


def decade_of(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    year = e.year or 0
    first = (year if year > 99 else year + (1900 if year >= _TWENTIES else 2000)) // 10 * 10
    return Meaning(date(first, 1, 1), date(first + 9, 12, 31), "decade", "explicit")


def range_of(e: Expression, anchor: Anchor | None, future_is_marked: bool) -> Meaning:
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
        span = date_of(probe, anchor, future_is_marked)
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
