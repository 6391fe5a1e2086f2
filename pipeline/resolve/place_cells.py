"""The cells of rows about one place of a document: which columns each kind has, what may stand in them, and how a day or period is read.

Files and all other columns are `judgement_files.py`'s; what such a row means in the corpus is found by `placed.py`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from pipeline.model import LineRole, ParticipantRole, Precision, Realis
from pipeline.resolve.judgements import NONE

_AT = {"source", "document", "start", "end"}
_SIDE = {f"value_{column}" for column in (*_AT, "type", "country")}
MAY: Mapping[str, set[str]] = {
    "line": _AT,
    "speaker": _AT | _SIDE,
    "date": _AT | {"type"},
    "realis": _AT | {"type"},
    "participant": _AT | {"type", "role"} | _SIDE,
    "same_event": _AT | {"type"} | _SIDE - {"value_country"},
    "different_event": _AT | {"type"} | _SIDE - {"value_country"},
}
_TWO = ("document", "value_document")
MUST: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("line", "speaker", "date", "realis"), ("document",)),
    "participant": ("document", "role"),
    "same_event": _TWO,
    "different_event": _TWO,
}
VALUE_IS: Mapping[str, str] = {
    "line": "the role of the line, such as navigation or body",
    "speaker": f"the speaker's name, or `{NONE}`",
    "date": f"the day or period, as 2025-03-04, 2025-03, 2025 or 2025-03-04/2025-03-09, or `{NONE}`",
    "realis": f"one of {', '.join(get_args(Realis))}",
    "participant": f"the participant's name, or `{NONE}`",
    "same_event": "the words that report the other",
    "different_event": "the words that report the other",
}
MISSING: Mapping[str, str] = {
    "document": "is empty. Such a row is about one place: say in which document, by its outlet (`source`) and its id, url, hash or path.",
    "value_document": "is empty. Say in which document the other report stands, by `value_source` and its id, url, hash or path.",
    "role": f"is empty. Say in which role somebody takes part: {', '.join(get_args(ParticipantRole))}.",
}
EVENT_TYPE = re.compile(r"[A-Z]{3,20}|x-[a-z0-9_-]{1,40}", re.IGNORECASE)
_SPANS: tuple[tuple[int, Precision], ...] = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both inclusive, and the precision that says so; of a range the finest one that is no finer than the range is long."""

    start: date
    end: date
    precision: Precision


def period(value: str) -> Period | None:
    """The day, month, year or range (`first/last`) that an ISO 8601 text means; None where it is none."""
    first, mark, last = value.partition("/")
    start, end = _read(first), _read(last) if mark else _read(first)
    if start is None or end is None or end.end < start.start:
        return None
    if not mark:
        return start
    days = (end.end - start.start).days + 1
    return Period(start.start, end.end, next((name for most, name in _SPANS if days <= most), "decade"))


def _read(text: str) -> Period | None:
    match = _DAY.fullmatch(text.strip())
    if match is None or not text.isascii():
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if match[3]:
            return Period(date(year, month, day), date(year, month, day), "day")
        if match[2]:
            return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    except ValueError:
        return None


def names_somebody(kind: str, value: str) -> bool:
    """Whether the row's value is the name of somebody."""
    return kind in ("speaker", "participant") and value != NONE


def check(kind: str, cells: Mapping[str, str], complain: Callable[[str, str], None]) -> None:
    """Complain (column, what is wrong) of values that the kind has not."""
    value, role = cells["value"], cells.get("role", "").lower()
    if kind == "line" and value and value not in get_args(LineRole):
        complain("value", f"{value!r:.40} is no role of a line. Write {', '.join(get_args(LineRole))}.")
    if kind == "realis" and value and value not in get_args(Realis):
        complain("value", f"{value!r:.40} is no realis. Write {', '.join(get_args(Realis))}.")
    if kind == "participant" and role and role not in get_args(ParticipantRole):
        complain("role", f"{role!r:.40} is no role. Write {', '.join(get_args(ParticipantRole))}.")
    if kind == "date" and value and value != NONE:
        found = period(value)
        if found is None:
            complain("value", f"{value!r:.40} is no day or period. Write 2025-03-04, 2025-03, 2025, 2025-03-04/2025-03-09, or `{NONE}`.")
        elif not cells["name"] and "/" in value:
            complain("value", "a document is published on one day. Write it, or its month or year, or quote the words that this dates.")
    if cells.get("start") and not cells["name"]:
        complain("start", "says nothing without the words that stand there. Write them into `name`.")
