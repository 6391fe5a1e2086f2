"""What the warnings go by: the project's floors (floors.tsv), and what a user says otherwise in `[floors]` of `dateline.toml`.

    [floors]
    min_kept_char_share = 0.1               # for all

    [floors.lang.ar]
    max_unplaced_event_share = 1            # for a language

    [floors.source.harbour-post]
    max_undated_article_share = 0.9         # for a source: counts before the language

No DuckDB is imported here: every command reads its settings.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCOPES = ("lang", "source")


class FloorsError(Exception):
    """A floor that cannot be used; the message says what is wrong, where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One value. Without source and language it counts for all."""

    name: str
    value: float
    source_id: str | None = None
    lang: str | None = None

    @property
    def shown(self) -> tuple[str, str]:
        """(name, value) for `dateline config`."""
        scope = f"lang.{self.lang}." if self.lang is not None else f"source.{self.source_id}." if self.source_id is not None else ""
        return f"floors.{scope}{self.name}", f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class _Known:
    default: float
    low: float
    high: float


@cache
def _known() -> dict[str, _Known]:
    lines = Path(__file__).with_name("floors.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader([line for line in lines if line and not line.startswith("#")], delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: _Known(float(row["default"]), float(row["low"]), float(row["high"])) for row in rows}


def defaults() -> tuple[Floor, ...]:
    """The project's floors."""
    return tuple(Floor(name, known.default) for name, known in _known().items())


def read_floors(table: object, where: str) -> tuple[Floor, ...]:
    """The user's floors from the table `[floors]`. Raises FloorsError."""
    return tuple(_read(table, where))


def _read(table: object, where: str) -> Iterator[Floor]:
    for key, value in _table(table, "floors", where).items():
        if key not in SCOPES:
            yield Floor(key, _number(key, value, f"[floors] of {where}"))
            continue
        for whom, own in _table(value, f"floors.{key}", where).items():
            for name, number in _table(own, f"floors.{key}.{whom}", where).items():
                checked = _number(name, number, f"[floors.{key}.{whom}] of {where}")
                yield Floor(name, checked, lang=whom) if key == "lang" else Floor(name, checked, source_id=whom)


def _table(value: object, name: str, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise FloorsError(f"`{name}` is {value!r:.40}, not a table ({where}). Write [{name}] and below it lines such as: min_articles = 20")
    return value


def _number(name: str, value: object, where: str) -> float:
    known = _known().get(name)
    if known is None:
        near = difflib.get_close_matches(name, [*_known(), *SCOPES], n=1)
        advice = f"Did you mean `{near[0]}`? " if near else ""
        raise FloorsError(f"There is no floor `{name}`, found in {where}. {advice}Known are {', '.join(_known())}.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not known.low <= value <= known.high:
        raise FloorsError(
            f"The floor `{name}` is {value!r:.40}, which it cannot be ({where}). Write a number from {known.low:g} to {known.high:g}."
        )
    return float(value)
