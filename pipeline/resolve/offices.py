"""Who is meant by an office that names nobody: through other articles near its day, else through the table of office holders.

The articles outrank the table: where one of them names a holder of that office near that day, the table is only asked between several.
Holders seen on both sides of a day must agree, or one must be much nearer; else the role stays open. The table
(languages/shared/persons.tsv, office_holders.tsv, and what a user adds) answers only where its dates leave no doubt.

A row is a role of an article, `(article_id, no)` its key. Frames in, frames out.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from pipeline.languages import shared
from pipeline.resolve.frames import rows
from pipeline.resolve.ids import row_id

_NEAR = 548  # days: a year and a half, well below a term
_MUCH_NEARER = 3
_NOW = ("role.beside", "role.same_office", "role.country_of_article")  # rules by which a text says who holds it now
_OPEN = "role.open"

Key = tuple[str, str, str]  # office, country, body
Sighting = tuple[date | None, str]  # day, holder


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in an office: sure after `after` and before `before`, both exclusive."""

    person: str  # lexicon id
    after: date
    before: date


def period(text: str) -> tuple[date, date]:
    """First and last day of `2017`, `2017-05` or `2017-05-14`. Raises ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    if not 1 <= len(parts) <= 3:
        raise ValueError(f"{text!r} is no day, month or year; write 2017-05-14, 2017-05 or 2017")
    year, month, day = (*parts, 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    return first, last


def tenure(person: str, start: str, end: str) -> Tenure:
    """A row of the table. `end` empty: goes on; `>2025-06`: goes on at least until the end of that month. Raises ValueError."""
    after = period(start)[1] if start else date.min
    if not end:
        return Tenure(person, after, date.max)
    if end.startswith(">"):
        return Tenure(person, after, period(end[1:])[1])
    return Tenure(person, after, period(end)[0])


@lru_cache(maxsize=1)
def tenures() -> Mapping[Key, Sequence[Tenure]]:
    """The table by office, country and body."""
    found: dict[Key, list[Tenure]] = defaultdict(list)
    for row in shared().table("office_holders"):
        found[row["office"], row["country"], row["body"]].append(tenure(row["person"], row["from"], row["to"]))
    return found


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """(offices of a state, words for the head of a body)."""
    roles = shared().toml("roles")
    return frozenset(roles.get("of_state", ())), frozenset(roles.get("heads_of_body", ()))


def listed_holder(office: str, country: str, body: str, day: date) -> str | None:
    """The person (lexicon id) whom the table knows in that office on that day; None where it knows nobody for sure, or two."""
    wanted = [(office, "", body)] if body else [(office, country, "")]
    if body and office in _words()[1]:
        wanted += [key for key in tenures() if key[2] == body and key != wanted[0]]
    found = {t.person for key in wanted for t in tenures().get(key, ()) if t.after < day < t.before}
    return next(iter(found)) if len(found) == 1 else None


def settle(roles: pd.DataFrame) -> pd.DataFrame:
    """Whom each role means.

    roles: article_id, no, office, country, organisation_id, body (lexicon id of the organisation), holder_id, is_plural, rule_id,
    published_on. Returns article_id, role_no, entity_id, basis (`document`, `role_corpus`, `role_table`), anchor (the lexicon id of a
    person of the table); roles that nobody is known for are missing.
    """
    columns = ("article_id", "no", "office", "country", "organisation_id", "body", "holder_id", "is_plural", "rule_id", "published_on")
    known: dict[Key, list[Sighting]] = defaultdict(list)
    out: list[tuple[str, int, str, str, str | None]] = []
    open_roles: list[tuple[str, int, Key, str, date | None]] = []
    for article, no, office, country, organisation, body, holder, is_plural, rule, day in rows(roles, *columns):
        if holder is not None:
            out.append((article, int(no), holder, "document", None))
        key = _key(office, country, organisation)
        if key is None or is_plural:
            continue
        if holder is not None and rule in _NOW:
            known[key].append((day, holder))
        elif holder is None and rule == _OPEN:
            open_roles.append((article, int(no), key, body or "", day))
    ordered = {key: _Sightings(seen) for key, seen in known.items()}
    for article, no, key, body, day in open_roles:
        entity, candidates = ordered[key].at(day) if key in ordered else (None, frozenset[str]())
        anchor = None
        if entity is not None:
            out.append((article, no, entity, "role_corpus", None))
            continue
        if day is not None:
            anchor = listed_holder(key[0], key[1], "" if key[1] and not key[2] else body, day)
        entity = row_id("ent", anchor) if anchor is not None else None
        if entity is not None and (not candidates or entity in candidates):
            out.append((article, no, entity, "role_table", anchor))
    out.sort(key=lambda found: found[:2])
    frame = pd.DataFrame(out, columns=["article_id", "role_no", "entity_id", "basis", "anchor"])
    return frame.astype({"article_id": "str", "role_no": "int64", "entity_id": "str", "basis": "str", "anchor": "str"})


def _key(office: str | None, country: str | None, organisation: str | None) -> Key | None:
    """The office of a state is one, whichever of its bodies stands beside it."""
    if office is None or (country is None and organisation is None):
        return None
    return (office, country or "", "" if country and office in _words()[0] else organisation or "")


class _Sightings:
    """Who held one office, where the articles say so, by day."""

    def __init__(self, seen: Sequence[Sighting]) -> None:
        self._all = frozenset(holder for _, holder in seen)
        self._of_day: dict[date, set[str]] = defaultdict(set)
        for day, holder in seen:
            if day is not None:
                self._of_day[day].add(holder)
        self._days = sorted(self._of_day)

    def at(self, day: date | None) -> tuple[str | None, frozenset[str]]:
        """(the holder, all who come into question) on a day; nobody comes into question where nobody is seen near it."""
        if day is None or not self._days:
            return _only(self._all), self._all
        before, after = bisect_right(self._days, day) - 1, bisect_left(self._days, day)
        near = [d for i in {before, after} if 0 <= i < len(self._days) and abs((d := self._days[i]) - day).days <= _NEAR]
        near.sort(key=lambda d: (abs((d - day).days), d))
        candidates = frozenset().union(*(self._of_day[d] for d in near)) if near else frozenset[str]()
        if not near:
            return None, candidates
        here = self._of_day[near[0]]
        if len(near) == 2 and here != self._of_day[near[1]]:
            distances = [abs((d - day).days) for d in near]
            if distances[1] < _MUCH_NEARER * max(distances[0], 1):
                return _only(candidates), candidates
        return _only(here), candidates


def _only(holders: frozenset[str] | set[str]) -> str | None:
    return next(iter(holders)) if len(holders) == 1 else None
