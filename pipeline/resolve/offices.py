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
from pipeline.text import fold

_NEAR = 548  # days: a year and a half, well below a term
_MUCH_NEARER = 3
_NOW = ("role.beside", "role.same_office", "role.country_of_article")  # rules by which a text says who holds it now
_OPEN = "role.open"

Key = tuple[str, str, str]  # office, country, body
Held = tuple[str, str, str, str]  # the same, and the words where they say which of several it is
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


@lru_cache(maxsize=8)
def _offices(key: str) -> frozenset[str]:
    """A list of offices in roles.toml."""
    return frozenset(shared().toml("roles").get(key, ()))


@lru_cache(maxsize=1)
def _only() -> tuple[tuple[str, str], ...]:
    """(words of an office, the country in which alone the table means it)."""
    return tuple((fold(words), country) for country, listed in shared().toml("roles").get("only", {}).items() for words in listed)


def listed_holder(office: str, country: str, body: str, day: date) -> str | None:
    """The person (lexicon id) whom the table knows in that office on that day; None where it knows nobody for sure, or two."""
    wanted = [(office, "", body)] if body else [(office, country, "")]
    if body and office in _offices("heads_of_body"):
        wanted += [key for key in tenures() if key[2] == body and key != wanted[0]]
    found = {t.person for key in wanted for t in tenures().get(key, ()) if t.after < day < t.before}
    return next(iter(found)) if len(found) == 1 else None


def settle(roles: pd.DataFrame) -> pd.DataFrame:
    """Whom each role means.

    roles: article_id, no, office, text, country, organisation_id, body (lexicon id of the organisation), holder_id, is_plural, is_local
    (of a region or town), rule_id, published_on. Returns article_id, role_no, entity_id, basis (`document`, `role_corpus`, `role_table`),
    anchor (the lexicon id of a person of the table); roles that nobody is known for are missing.
    """
    known: dict[Held, list[Sighting]] = defaultdict(list)
    out: list[tuple[str, int, str, str, str | None]] = []
    open_roles: list[tuple[str, int, Held, str | None, date | None]] = []
    keys = ("article_id", "no", "holder_id", "is_plural", "rule_id", "published_on", "body")
    words = ("office", "text", "country", "organisation_id", "is_local")
    for (article, no, holder, is_plural, rule, day, body), said in zip(rows(roles, *keys), rows(roles, *words), strict=True):
        if holder is not None:
            out.append((article, int(no), holder, "document", None))
        key = _key(*said)
        if key is None or is_plural:
            continue
        if holder is not None and rule in _NOW:
            known[key].append((day, holder))
        elif holder is None and rule == _OPEN:
            open_roles.append((article, int(no), key, _in_table(key, said[1], body), day))
    ordered = {key: _Sightings(seen) for key, seen in known.items()}
    for article, no, key, scope, day in open_roles:
        entity, candidates = ordered[key].at(day) if key in ordered else (None, frozenset[str]())
        if entity is not None:
            out.append((article, no, entity, "role_corpus", None))
            continue
        anchor = None
        if day is not None and scope is not None:
            anchor = listed_holder(key[0], *(("", scope) if key[2] else (scope, "")), day)
        if anchor is not None and (not candidates or row_id("ent", anchor) in candidates):
            out.append((article, no, row_id("ent", anchor), "role_table", anchor))
    out.sort(key=lambda found: found[:2])
    frame = pd.DataFrame(out, columns=["article_id", "role_no", "entity_id", "basis", "anchor"])
    return frame.astype({"article_id": "str", "role_no": "int64", "entity_id": "str", "basis": "str", "anchor": "str"})


def _key(office: str | None, text: str, country: str | None, organisation: str | None, is_local: bool) -> Held | None:
    """What two roles must share to be one office. One of a state is the same whichever of its bodies stands beside it."""
    if office is None or (country is None and organisation is None):
        return None
    words = " ".join(fold(text).split())
    if is_local:
        return (office, country or "", organisation or "", words)
    if country is not None and office in _offices("one_of_state"):
        return (office, country, "", "")
    return (office, country or "", organisation or "", "" if organisation and office in _offices("one_of_body") else words)


def _in_table(key: Held, text: str, body: str | None) -> str | None:
    """The country or body (lexicon id) under which the table is asked; None where it is not."""
    _, country, organisation, words = key
    if words:
        return None
    if organisation:
        return body
    folded = fold(text)
    elsewhere = any(said in folded and country != only for said, only in _only())
    return None if elsewhere else country


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
            return _one(self._all), self._all
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
                return _one(candidates), candidates
        return _one(here), candidates


def _one(holders: frozenset[str] | set[str]) -> str | None:
    return next(iter(holders)) if len(holders) == 1 else None
