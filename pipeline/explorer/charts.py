"""The timeline's bars: each event's time on a common axis, as wide as its date is uncertain. Pure; what is drawn are shares of the axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

EXACT = frozenset({"minute", "hour", "day"})
_WIDE = frozenset({"year", "decade"})  # these do not stretch the axis


@dataclass(frozen=True, slots=True)
class Bar:
    """`left` and `width` in thousandths of the axis; whether the time goes on beyond it on either side."""

    left: float
    width: float
    before: bool
    behind: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis, in thousandths."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar (None: the event has no date) for each row, in their order, and the axis."""

    bars: tuple[Bar | None, ...]
    ticks: tuple[Tick, ...]
    start: date
    end: date


def bars(rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The chart of rows with `date_start`, `date_end` (inclusive) and `date_precision`; None where none has a date. The axis covers what is
    known to the quarter or better; what is known to the year alone is drawn as far as it goes."""
    dated = [row for row in rows if row["date_start"] is not None]
    if not dated:
        return None
    sure = [row for row in dated if row["date_precision"] not in _WIDE] or dated
    start, end = min(row["date_start"] for row in sure), max(row["date_end"] for row in sure)
    margin = timedelta(max(1, (end - start).days // 40))
    start, end = _moved(start, -margin), _moved(end, margin)
    days = (end - start).days + 1

    def place(row: Mapping[str, Any]) -> Bar | None:
        if row["date_start"] is None:
            return None
        low, high = max(row["date_start"], start), min(row["date_end"], end)
        if low > high:  # beside the axis altogether
            low = high = start if row["date_end"] < start else end
        left, width = (low - start).days / days * 1000, ((high - low).days + 1) / days * 1000
        return Bar(round(left, 1), round(width, 1), row["date_start"] < start, row["date_end"] > end, row["date_precision"] in EXACT)

    return Chart(tuple(map(place, rows)), _ticks(start, end, days), start, end)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _ticks(start: date, end: date, days: int) -> tuple[Tick, ...]:
    """Some four to six marks: days, months, quarters, years or more, by how long the axis is."""
    if days <= 62:
        step = max(1, -(-days // 5))
        at = [start + timedelta(i) for i in range(0, days, step)]
        labels = [f"{d.day} {d:%b}" for d in at]
    elif days <= 365 * 8:
        step = max(1, round(days / 30 / 5))
        months = range(start.year * 12 + start.month, end.year * 12 + end.month)
        at = [date(m // 12, m % 12 + 1, 1) for m in months][::step]
        labels = [f"{d:%b %Y}" for d in at]
    else:
        step = max(1, round(days / 365 / 6))
        at = [date(y, 1, 1) for y in range(start.year + 1, end.year + 1, step)]
        labels = [str(d.year) for d in at]
    return tuple(Tick(round((d - start).days / days * 1000, 1), label) for d, label in zip(at, labels, strict=True))
