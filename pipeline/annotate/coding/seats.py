"""Cities in which events take place although no mention names them: where a body has its headquarters, and after which a summit is called.

`offered` puts the cities behind the article's own entities before events are read; `kept` drops those that no event takes place in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.languages import shared
from pipeline.model import EventMention, LocalEntity
from pipeline.text import fold, script_of

_WORD = re.compile(r"\w[\w'’-]*")
_LONGEST = 3  # words of a city's name in that of a summit


@dataclass(frozen=True, slots=True)
class City:
    id: str
    country: str
    names: dict[str, str]  # by language


@lru_cache(maxsize=1)
def seats() -> dict[str, City]:
    """Body → city of its headquarters, by lexicon id (`languages/shared/seats.tsv`). Raises KeyError for a city that no table has."""
    rows = {row["id"]: row for row in shared().table("cities")}
    out: dict[str, City] = {}
    for seat in shared().table("seats"):
        row = rows[seat["city"]]
        names = {lang: (row.get(lang) or row["en"]).split("|")[0] for lang in ("en", "fr", "ar")}
        out[seat["body"]] = City(row["id"], row["country"], names)
    return out


@lru_cache(maxsize=16)
def _cities(lang: str) -> dict[str, City]:
    """Folded name in a language → the largest city that bears it."""
    out: dict[str, City] = {}
    for row in sorted(shared().table("cities"), key=lambda row: -int(row["population"] or 0)):
        city = City(row["id"], row["country"], {name: (row.get(name) or row["en"]).split("|")[0] for name in ("en", "fr", "ar")})
        for name in (row.get(lang) or row["en"]).split("|"):
            out.setdefault(fold(name), city)
    return out


@lru_cache(maxsize=4096)
def city_in(name: str, lang: str) -> tuple[City, int, int] | None:
    """The city at the end or the beginning of a happening's name ("sommet de Washington", "Washington Summit"), and the characters of the
    name that say it."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(name)]
    for n in range(min(_LONGEST, len(words) - 1), 0, -1):
        for start, end in ((words[-n][0], words[-1][1]), (words[0][0], words[n - 1][1])):
            city = _cities(lang).get(fold(name[start:end]))
            if city is not None:
                return city, start, end
    return None


def offered(entities: Sequence[LocalEntity], lang: str) -> tuple[LocalEntity, ...]:
    """The entities, and behind them the seats of their bodies, and the cities of their summits, as far as they are not among them."""
    known = {e.lexicon_id for e in entities if e.lexicon_id}
    out = list(entities)
    for entity in entities:
        inside = city_in(entity.name, lang) if entity.type == "MISC" else None
        city = seats().get(entity.lexicon_id or "") if entity.type == "ORG" else inside[0] if inside else None
        if city is None or city.id in known:
            continue
        known.add(city.id)
        name = city.names.get(lang) or city.names["en"]
        out.append(LocalEntity("GPE", name, lang, script_of(name), city.id, city.country))
    return tuple(out)


def kept(
    entities: Sequence[LocalEntity], extended: Sequence[LocalEntity], events: Sequence[EventMention]
) -> tuple[tuple[LocalEntity, ...], tuple[EventMention, ...]]:
    """The article's entities with those of the offered cities where an event takes place; events with the numbers that this gives."""
    first = len(entities)
    used = sorted({e.place_no for e in events if e.place_no is not None and e.place_no >= first})
    number = {old: first + n for n, old in enumerate(used)}
    moved = tuple(replace(e, place_no=number[e.place_no]) if e.place_no is not None and e.place_no >= first else e for e in events)
    return (*entities, *(extended[n] for n in used)), moved
