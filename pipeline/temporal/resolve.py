"""What an expression means for a publication day: first and last day, precision, and what remains where the day is
unknown.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.temporal.days import date_of, offset_of, unit_of, weekday_of
from pipeline.temporal.expression import Expression
from pipeline.temporal.periods import CLOCK, DAYS, PRECISIONS, Anchor, Meaning, Told, period
from pipeline.temporal.spans import decade_of, half_of, months_of, night_of, quarter, range_of, season_of, week_of, window_of


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


def _told(e: Expression, told: Told | None, anchor: Anchor | None) -> Meaning:
    """Days and weeks count from the day told last, months and years from the month or year; backwards, where none was told, from
    the anchor: "up from 3 % a year earlier"."""
    n, unit = e.n or 0, e.unit or "day"
    told = told or Told()
    if e.month is not None:  # in December of the same year
        if told.year is None:
            return Meaning(None, None, "day" if e.day else "month", "none")
        return replace(date_of(replace(e, year=told.year.year + (e.shift or 0)), None, False), basis="relative")
    if e.shift is not None:  # the same month, the following week
        start = told.day if unit == "week" else told.month if unit in ("month", "quarter") else told.year
        none = Meaning(None, None, PRECISIONS[unit], "none")
        return none if start is None else Meaning(*period(start, unit, e.shift), PRECISIONS[unit], "relative")
    if unit in DAYS:
        if told.day is None:
            return Meaning(None, None, "day", "none")
        return Meaning(*period(told.day, "day", n * DAYS[unit]), "day", "relative")
    precision = PRECISIONS[unit]
    start = told.month if unit in ("month", "quarter") else told.year
    if start is None and n < 0 and anchor is not None:
        start = anchor.day
    if unit in CLOCK or start is None:
        return Meaning(None, None, precision, "none")
    return Meaning(*period(start, unit, n), precision, "relative")


def _open(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    return Meaning(None, None, "week" if e.unit == "week" else PRECISIONS[e.unit or "day"], "none")


def _hijri(e: Expression, _a: Anchor | None, _: bool) -> Meaning:
    return Meaning(None, None, "day" if e.day else "month" if e.month else "year", "none")


_RESOLVERS = {
    "date": date_of, "offset": offset_of, "unit": unit_of, "weekday": weekday_of, "night": night_of, "quarter": quarter,
    "half": half_of, "months": months_of, "week_of": week_of, "season": season_of, "decade": decade_of,
    "range": range_of, "window": window_of, "after": offset_of, "hijri": _hijri, "open": _open,
}  # fmt: skip
