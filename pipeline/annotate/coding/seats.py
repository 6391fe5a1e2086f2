"""Where bodies have their headquarters, as local entities of an article that names the body but not the city.

`offered` puts the cities behind the article's own entities before events are read; `kept` drops those that no event takes place in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.languages import shared
from pipeline.model import EventMention, LocalEntity
from pipeline.text import script_of


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


def offered(entities: Sequence[LocalEntity], lang: str) -> tuple[LocalEntity, ...]:
    """The entities, and behind them the seats of their bodies as far as they are not among them."""
    known = {e.lexicon_id for e in entities if e.lexicon_id}
    out = list(entities)
    for entity in entities:
        city = seats().get(entity.lexicon_id or "") if entity.type == "ORG" else None
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
