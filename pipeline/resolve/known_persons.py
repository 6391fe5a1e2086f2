"""Persons whom the lexicon knows by all their spellings: which persons of the corpus they are.

What is one person was decided by the names that the articles write (`entities.py`); here such a person gets the lexicon's id, and two
of them that are one listed person become one. A full name must be spelt as the list spells it, and the articles must speak for it: name the
person's country, or an office or a body that the list gives him. Where more of them speak of another country than of his, he is
somebody else. A surname alone is a listed person in an office that the list gives him on that day, or where it is the name by which
all the world's news calls him (`short`), around the time of his offices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from pipeline.languages import languages, shared
from pipeline.languages.shelf import kept
from pipeline.resolve import names
from pipeline.resolve.frames import rows
from pipeline.resolve.ids import row_id
from pipeline.resolve.local import Local, Unit, read_locals
from pipeline.resolve.offices import Tenure, tenures
from pipeline.text import fold

_ERA = timedelta(days=15 * 365)  # before a person's first office and behind his last, in which news names him by his short name
_LETTERS = 3  # of a name's end, by which it is looked up
_LEEWAY = timedelta(days=90)  # "President-elect X", and the weeks in which papers still call him so


@dataclass(frozen=True, slots=True)
class Listed:
    """A person of the list. `homes`: the countries and bodies (lexicon ids) that speak for him; `shorts`: names by which alone the news
    of the world means him."""

    id: str
    spellings: tuple[str, ...]
    homes: frozenset[str]
    tenures: tuple[tuple[str, str, Tenure], ...]  # office, country or body, when
    shorts: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def listed() -> Mapping[str, Listed]:
    """The persons of the lexicon by id."""
    held: dict[str, list[tuple[str, str, Tenure]]] = defaultdict(list)
    for (office, country, body), times in tenures().items():
        for t in times:
            held[t.person].append((office, country or body, t))
    out = {}
    for row in shared().table("persons"):
        spellings = [name.strip() for lang in languages() for name in row.get(lang, "").split("|") if name.strip()]
        mine = tuple(held.get(row["id"], ()))
        homes = frozenset(filter(None, (row["country"], *(scope for _, scope, _ in mine))))
        shorts = [name.strip() for names_ in row.get("short", "").split("/") for name in names_.split("|") if name.strip()]
        out[row["id"]] = Listed(row["id"], tuple(dict.fromkeys(spellings)), homes, mine, tuple(dict.fromkeys(shorts)))
    return out


@lru_cache(maxsize=1)
def _by_ending() -> Mapping[str, Sequence[tuple[str, str]]]:
    """The last letters of a name → (name, person): a cheap key, since most names of the list never meet one of the corpus."""
    out: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for person in listed().values():
        for name in person.spellings:
            out[_ending(name)].append((name, person.id))
    return out


def _ending(name: str) -> str:
    return fold(name)[-_LETTERS:]


@lru_cache(maxsize=65_536)
def _spelt_so(name: str) -> frozenset[str]:
    """The persons whom the list spells so, particles aside."""
    words = _words(name)
    return frozenset(person for known, person in _by_ending().get(_ending(name), ()) if _words(known) == words)


@lru_cache(maxsize=1)
def _by_office() -> Mapping[tuple[str, str], frozenset[str]]:
    """(office, country or body) → who is known to have held it."""
    out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in listed().values():
        for office, scope, _ in person.tenures:
            out[office, scope].add(person.id)
    return {key: frozenset(found) for key, found in out.items()}


@lru_cache(maxsize=1)
@kept
def _by_short() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Words of a short name → the persons whom it means."""
    out: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for person in listed().values():
        for name in person.shorts:
            out[_words(name)].add(person.id)
    return {words: frozenset(found) for words, found in out.items()}


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(part.word for part in names.parse(name).parts)


def settle(
    resolved: pd.DataFrame,
    units: pd.DataFrame,
    roles: pd.DataFrame,
    apart: Sequence[tuple[Collection[Unit], Collection[Unit]]] = (),
) -> pd.DataFrame:
    """`resolved` (see `entities.cluster`) with the ids and anchors of listed persons; `units` and `roles` are those that it was made of.
    `apart`: local entities that a user calls different; a listed person whom two such would become is neither.

    Rows keep their order, key, basis and score.
    """
    if not listed():
        return resolved
    local = {u.unit: u for u in read_locals(units, roles)}
    members: dict[str, list[Local]] = defaultdict(list)
    for article, no, entity, anchor in rows(resolved, "article_id", "no", "entity_id", "anchor"):
        u = local[article, int(no)]
        if anchor is None and u.type == "PER":
            members[entity].append(u)
    around = _Company(local.values())
    found = {entity: person for entity, people in members.items() if (person := _who(people, around)) is not None}
    if apart and found:
        of_unit = {(a, int(n)): e for a, n, e in rows(resolved, "article_id", "no", "entity_id")}
        pairs = {(of_unit[x], of_unit[y]) for one, other in apart for x in one for y in other if x in of_unit and y in of_unit}
        torn = {found[a] for a, b in pairs if a != b and a in found and found[a] == found.get(b)}
        found = {entity: person for entity, person in found.items() if person not in torn}
    if not found:
        return resolved
    anchors = resolved["entity_id"].map(found)
    ids = anchors.map({person: row_id("ent", person) for person in found.values()}, na_action="ignore")
    return resolved.assign(
        entity_id=ids.where(anchors.notna(), resolved["entity_id"]), anchor=anchors.where(anchors.notna(), resolved["anchor"])
    )


class _Company:
    """Which countries and bodies an article names."""

    def __init__(self, local: Iterable[Local]) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        for u in local:
            if u.type == "GPE" and u.country is not None:
                self._of[u.unit[0]].add(u.country)
            elif u.type == "ORG" and u.lexicon_id is not None:
                self._of[u.unit[0]].add(u.lexicon_id)

    def of(self, unit: Unit) -> set[str]:
        return self._of.get(unit[0], set())


def _who(people: Sequence[Local], around: _Company) -> str | None:
    """The listed person that these local entities of one person are; None where nobody, or two, fit."""
    spelt = sorted({u.name for u in people})
    candidates = {person for name in spelt for person in _spelt_so(name)}
    if candidates:
        votes = sorted(((_votes(listed()[c], people, around), c) for c in candidates), reverse=True)
        (best, _), person = votes[0]
        if best <= 0 or (len(votes) > 1 and votes[1][0] == votes[0][0]):
            return None
        return person
    famous = {person for name in spelt for person in _by_short().get(_words(name), ())}
    alive = [person for person in sorted(famous) if all(_is_of_the_time(listed()[person], u) for u in people)]
    if len(alive) == 1 and all(_words(name) in _short_words(listed()[alive[0]]) for name in spelt):
        return alive[0]
    if any(names.n_parts(name) > 1 for name in spelt):
        return None
    near = {person for u in people for office in u.offices for person in _by_office().get(office, ())}
    fits = [person for person in sorted(near) if all(_holds(listed()[person], u) for u in people)]
    return fits[0] if len(fits) == 1 else None


def _short_words(person: Listed) -> set[tuple[str, ...]]:
    return {_words(name) for name in person.shorts}


def _is_of_the_time(person: Listed, u: Local) -> bool:
    """Whether an article of this day can mean the person by his short name: nobody of another country, and around his offices."""
    if u.country is not None and u.country not in person.homes:
        return False
    held = {(office, scope) for office, scope, _ in person.tenures}
    if not held.isdisjoint(u.offices) and not _holds(person, u):
        return False  # somebody else has the office now
    if u.published_on is None or not person.tenures:
        return True
    first, last = min(t.after for _, _, t in person.tenures), max(t.before for _, _, t in person.tenures)
    return (first == date.min or u.published_on >= first - _ERA) and (last == date.max or u.published_on <= last + _ERA)


def _votes(person: Listed, people: Sequence[Local], around: _Company) -> tuple[int, int]:
    """(articles for less articles against, articles for)."""
    pro = con = 0
    for u in people:
        stated = {scope for _, scope in u.offices if scope} | ({u.country} if u.country else set())
        if stated & person.homes:
            pro += 1
        elif u.country is not None:
            con += 1
        elif around.of(u.unit) & person.homes or person.shorts:
            pro += 1  # whom all the world knows needs nobody to speak for him
    return (pro - con if pro else 0), pro


def _holds(person: Listed, u: Local) -> bool:
    """Whether a surname stands in an office that this person held on that day."""
    for office, scope, t in person.tenures:
        if (office, scope) not in u.offices:
            continue
        if u.published_on is not None and not _during(t, u.published_on):
            continue
        if max(names.surname_similarity(u.name, name) for name in person.spellings) >= 0.9:
            return True
    return False


def _during(t: Tenure, day: date) -> bool:
    return (t.after == date.min or day > t.after - _LEEWAY) and (t.before == date.max or day < t.before + _LEEWAY)
