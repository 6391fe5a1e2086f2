"""What a temporal expression says, before anybody asks which day that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.values import swift

Op = Literal[
    "date", "offset", "unit", "weekday", "quarter", "half", "months", "week_of", "season", "decade", "range", "window", "night", "told",
    "after", "hijri", "open",
]  # fmt: skip
Tense = Literal["past", "future"]


@swift
@dataclass(frozen=True, slots=True)
class Expression:
    """One expression. `start`, `end`: code points of the text that was searched; fields that the words do not state
    are None.

    `op` says how the fields are read: `date` (calendar fields), `offset` (`n` units of `unit` from the anchor, signed), `unit` (the day,
    week, month … `shift` away from the anchor's), `weekday`, `quarter` (`n`), `decade` (from `year`), `range` (to `until_*`), `night`
    (to the next morning: the first day counts), `half` (the `n`th of a month or year), `week_of` (the `n`th week of a month, or the
    last), `months` (the first or, where `n` is below 0, last `n` of a year), `season` (`n` from 1 for spring), `window` (`n` units that
    end with the anchor's day, or begin with it), `told` (`n` units from what was told last), `after` (as `told` in what was, as
    `offset` in what will be), `hijri` (not converted), `open` (says no more than "in the coming days").
    `direction`: last and next exclude the anchor's day, past and future include it.
    """

    start: int
    end: int
    rule_id: str
    op: Op
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    until_weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    utc_offset: str | None = None
    until_year: int | None = None
    until_month: int | None = None
    until_day: int | None = None
    n: int | None = None
    unit: str | None = None  # minute hour day week weekend month quarter year decade
    shift: int | None = None
    direction: Literal["last", "next", "past", "future"] | None = None
    tense: Tense | None = None  # of the clause around it
    is_planned: bool = False  # stands with an invitation, a deadline: ahead, unless it names a day of the week
    swapped: tuple[int, int] | None = None  # (month, day) of the other reading of 03/04/2024
    has_article: bool = False
