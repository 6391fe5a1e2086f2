"""Days, months, quarters and what an expression means in terms of them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from pipeline.model import Precision
from pipeline.temporal.expression import Expression
from pipeline.values import swift

CLOCK = frozenset({"minute", "hour"})
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
PRECISIONS: dict[str, Precision] = {
    "minute": "hour", "hour": "hour", "day": "day", "week": "week", "weekend": "day", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade",
}  # fmt: skip


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


@swift
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


def clock_precision(e: Expression, otherwise: Precision = "day") -> Precision:
    if e.minute is not None:
        return "minute"
    return "hour" if e.hour is not None else otherwise
