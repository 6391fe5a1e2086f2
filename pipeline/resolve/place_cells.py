"""The cells of rows about one place of a document: which columns each kind has, what may stand in them, and how a day or period is read.

Files and all other columns are `judgement_files.py`'s; what such a row means in the corpus is found by `placed.py`.
"""

from __future__ import annotations

import difflib
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from pipeline.annotate.coding import ontology
from pipeline.model import LineRole, ParticipantRole, Precision, QuoteKind, Realis
from pipeline.resolve.judgements import NONE, SPAN_KINDS

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
    **dict.fromkeys(("same_statement", "different_statement"), _AT | _SIDE - {"value_country", "value_type"}),
    **dict.fromkeys(("quote_span", "name_span"), _AT | {"value_start", "value_end"}),
    **dict.fromkeys(("event_span", "event_trigger"), _AT | {"type", "value_start", "value_end"}),
    "quote_kind": _AT,
    "event_type": _AT | {"type"},
}
_TWO = ("document", "value_document")
MUST: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("line", "speaker", "date", "realis", "quote_kind", "event_type", *SPAN_KINDS), ("document",)),
    "participant": ("document", "role"),
    "same_event": _TWO,
    "different_event": _TWO,
    "same_statement": _TWO,
    "different_statement": _TWO,
}
VALUE_IS: Mapping[str, str] = {
    "line": "the role of the line, such as navigation or body",
    "speaker": f"the speaker's name, or `{NONE}`",
    "date": f"the day or period, as 2025-03-04, 2025-03, 2025 or 2025-03-04/2025-03-09, or `{NONE}`",
    "realis": f"one of {', '.join(get_args(Realis))}",
    "participant": f"the participant's name, or `{NONE}`",
    "same_event": "the words that report the other",
    "different_event": "the words that report the other",
    "same_statement": "the words of the other quotation",
    "different_statement": "the words of the other quotation",
    "quote_span": f"the right words, as they stand in the document, or `{NONE}` where they are nobody's",
    "event_span": "the right words of the clause, as they stand in the document",
    "event_trigger": "the word or words of the clause that tell the act",
    "name_span": f"the right words of the name, as they stand in the document, or `{NONE}` where there is no name",
    "quote_kind": f"one of {', '.join(get_args(QuoteKind))}",
    "event_type": f"the right type, as CONSULT or CONSULT/visit, or `{NONE}` where no act is told",
}
MISSING: Mapping[str, str] = {
    "document": "is empty. Such a row is about one place: say in which document, by its outlet (`source`) and its id, url, hash or path.",
    "value_document": (
        "is empty. Say in which document the other report or quotation stands, by `value_source` and its id, url, hash or path."
    ),
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


def gives_words(kind: str, value: str) -> bool:
    """Whether the row's value is words of the row's own document."""
    return kind in SPAN_KINDS and not (value == NONE and kind in ("quote_span", "name_span"))


def event_type(value: str) -> ontology.EventType | None:
    """The row of the table of types that `TYPE` or `TYPE/mode` means, letters' case aside; None where the table has none."""
    name, _, mode = value.strip().partition("/")
    try:
        return ontology.event_type(name.lower() if name.lower().startswith(ontology.OWN_PREFIX) else name.upper(), mode.lower())
    except KeyError:
        return None


def check(kind: str, cells: Mapping[str, str], complain: Callable[[str, str], None]) -> None:
    """Complain (column, what is wrong) of values that the kind has not."""
    value, role = cells["value"], cells.get("role", "").lower()
    if kind == "line" and value and value not in get_args(LineRole):
        complain("value", f"{value!r:.40} is no role of a line. Write {', '.join(get_args(LineRole))}.")
    if kind == "realis" and value and value not in get_args(Realis):
        complain("value", f"{value!r:.40} is no realis. Write {', '.join(get_args(Realis))}.")
    if kind == "participant" and role and role not in get_args(ParticipantRole):
        complain("role", f"{role!r:.40} is no role. Write {', '.join(get_args(ParticipantRole))}.")
    if kind == "quote_kind" and value and value not in get_args(QuoteKind):
        complain("value", f"{value!r:.40} is no kind of a quotation. Write {', '.join(get_args(QuoteKind))}.")
    if kind in ("event_span", "event_trigger") and value == NONE:
        complain("value", f"a report has words. Is there none, write a row of the kind `event_type` with the value `{NONE}`.")
    if kind == "event_type" and value not in ("", NONE) and event_type(value) is None and not _is_own(value):
        complain("value", f"{value!r:.40} is no type of events. {_near_type(value)}")
    if kind == "date" and value and value != NONE:
        found = period(value)
        if found is None:
            complain("value", f"{value!r:.40} is no day or period. Write 2025-03-04, 2025-03, 2025, 2025-03-04/2025-03-09, or `{NONE}`.")
        elif not cells["name"] and "/" in value:
            complain("value", "a document is published on one day. Write it, or its month or year, or quote the words that this dates.")
    if cells.get("start") and not cells["name"]:
        complain("start", "says nothing without the words that stand there. Write them into `name`.")


def _is_own(value: str) -> bool:
    """Whether the type or mode is a user's own: those are known where the user's lexicon is."""
    return any(part.lower().startswith(ontology.OWN_PREFIX) for part in value.split("/")) and EVENT_TYPE.match(value) is not None


def _near_type(value: str) -> str:
    name = value.partition("/")[0].strip().upper()
    if name in ontology.types():
        return f"{name} has the modes {', '.join(ontology.modes(name))}: write {name} or {name}/mode."
    near = difflib.get_close_matches(name, ontology.types(), n=1)
    return f"{f'Did you mean `{near[0]}`? ' if near else ''}Write {', '.join(ontology.types())}, with /mode where you know it, or `{NONE}`."
