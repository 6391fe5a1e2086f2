"""Readable labels of events: a sentence from type, parties, place and day (`languages/shared/event_labels.tsv`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from pipeline.languages import shared

_MOST = 3  # names on one side before the rest is counted


@lru_cache(maxsize=512)
def _sentences(event_type: str, mode: str | None, realis: str) -> tuple[str, str]:
    fits = [
        row
        for row in shared().table("event_labels")
        if row["type"] == event_type and row["mode"] in ("", mode or "") and row["realis"] in ("", realis)
    ]
    if not fits:
        return "{a} – {r}: " + event_type.lower(), "{p}: " + event_type.lower()
    best = max(fits, key=lambda row: (row["realis"] != "", row["mode"] != ""))
    return best["sentence"], best["one"]


def _join(names: Sequence[str]) -> str:
    shown = list(names[:_MOST])
    if len(names) > _MOST:
        shown.append(f"{len(names) - _MOST} more")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def day_text(start: date | None, end: date | None, precision: str | None) -> str:
    """A period in ISO 8601, cut to its precision; empty where it is unknown."""
    if start is None:
        return ""
    if precision in ("year", "decade"):
        return f"{start:%Y}" if end is None or end.year == start.year else f"{start:%Y}–{end:%Y}"
    if precision in ("month", "quarter"):
        return f"{start:%Y-%m}" if end is None or (end.year, end.month) == (start.year, start.month) else f"{start:%Y-%m}–{end:%Y-%m}"
    return start.isoformat() if end is None or end == start else f"{start.isoformat()}–{end.isoformat()}"


def label(
    event_type: str,
    mode: str | None,
    realis: str,
    actors: Sequence[str],
    recipients: Sequence[str],
    place: str | None,
    day: str,
) -> str:
    """One line about an event: who did what to whom, where and when. `actors`: the parties of a joint event too."""
    both, one = _sentences(event_type, mode, realis)
    if "{a} and {r}" in both and len(actors) + len(recipients) >= 2:
        # what parties do together has no sides: "A, B and C meet"
        first, _, last = _join([*actors, *recipients]).rpartition(" and ")
        text = both.format(a=first, r=last, p="")
    elif actors and recipients:
        text = both.format(a=_join(actors), r=_join(recipients), p="")
    elif actors or recipients:
        text = one.format(p=_join(actors or recipients), a="", r="")
    else:
        text = one.format(p="", a="", r="").lstrip(": ").strip()
    text = text[:1].upper() + text[1:]
    return text + (f", {place}" if place else "") + (f" ({day})" if day else "") + (" [denied]" if realis == "denied" else "")
