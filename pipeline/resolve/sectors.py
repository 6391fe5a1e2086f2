"""In which sector an actor acts: a body by the words of its name, a person by the offices that articles give him.

What an office or a word says is data (`languages/shared/office_sectors.tsv`, `body_sectors.tsv`). A person who changed offices has the
sector of the latest: all offices of the last year in which he is seen, the most frequent sector first. Who held what when stands in
`entity_roles`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from pipeline.languages import languages, pack, shared
from pipeline.resolve.frames import rows
from pipeline.text import fold

_LATEST = timedelta(days=365)
_ALWAYS, _ALONE = "always", "alone"


@dataclass(frozen=True, slots=True)
class _Office:
    rule: str  # always, body, alone
    sector: str | None
    stems: tuple[str, ...]  # of words that must be among those of the office; none: any


def _stems(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(stem) for lang in languages() for stem in row.get(lang, "").split("|") if stem))


@lru_cache(maxsize=1)
def _offices() -> dict[str, list[_Office]]:
    found: dict[str, list[_Office]] = defaultdict(list)
    for row in shared().table("office_sectors"):
        found[row["office"]].append(_Office(row["rule"], row["sector"] or None, _stems(row)))
    return dict(found)


@lru_cache(maxsize=1)
def _bodies() -> list[tuple[str, tuple[str, ...]]]:
    return [(row["sector"], _stems(row)) for row in shared().table("body_sectors")]


@lru_cache(maxsize=1)
def _fronts() -> tuple[str, ...]:
    """What may be written on a word: nothing, or an article, with and without the preposition that swallows its first letter."""
    settings = [pack(lang).settings for lang in languages()]
    articles = [(str(s["article"]), str(s.get("swallowing", ""))) for s in settings if s.get("article")]
    return ("", *(front for article, taken in articles for front in (article, taken + article[1:] if taken else article)))


@lru_cache(maxsize=4096)
def _begins_with(stems: tuple[str, ...]) -> re.Pattern[str]:
    """A word that begins with one of the stems, or is one that ends in a full stop, with or without an article written on it."""
    bare = [re.escape(stem.rstrip(".").replace("-", " ")) + (" " if stem.endswith(".") else "") for stem in stems]
    return re.compile(f" (?:{'|'.join(map(re.escape, _fronts()))})(?:{'|'.join(bare)})")


def _has(text: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of the folded text begins with one of the stems."""
    return _begins_with(stems).search(f" {text} ".replace("'", " ").replace("-", " ")) is not None


def of_body(name: str) -> str | None:
    """The sector that the words of a body's name say; None where they say nothing."""
    text = fold(name)
    return next((sector for sector, stems in _bodies() if _has(text, stems)), None)


def of_office(office: str, text: str, country: str | None, body_sector: str | None) -> str | None:
    """The sector of somebody who holds the office; `text` are its words as written, `body_sector` that of the body it belongs to."""
    words = fold(text)
    row = next((r for r in _offices().get(office, ()) if not r.stems or _has(words, r.stems)), None)
    if row is None:
        return None
    if row.rule == _ALWAYS:
        return row.sector
    return body_sector or (row.sector if row.rule == _ALONE or country else None)


def of_bodies(bodies: pd.DataFrame) -> pd.DataFrame:
    """entity_id, sector of the bodies (entity_id, name) whose name says it."""
    found = [(entity, sector) for entity, name in rows(bodies, "entity_id", "name") if (sector := of_body(name)) is not None]
    return pd.DataFrame(found, columns=["entity_id", "sector"]).astype("str")


def of_persons(roles: pd.DataFrame) -> pd.DataFrame:
    """entity_id, sector of persons. roles: entity_id, office, text, lang, country, body_sector, published_on."""
    said: dict[str, list[tuple[date | None, str]]] = defaultdict(list)
    columns = ("entity_id", "office", "text", "country", "body_sector", "published_on")
    for entity, office, text, country, body, day in rows(roles, *columns):
        sector = of_office(office, text, country, body)
        if sector is not None:
            said[entity].append((day, sector))
    found = []
    for entity, seen in sorted(said.items()):
        last = max((day for day, _ in seen if day is not None), default=None)
        count = Counter(sector for day, sector in seen if last is None or (day is not None and last - day <= _LATEST))
        found.append((entity, min(count, key=lambda sector: (-count[sector], sector))))
    return pd.DataFrame(found, columns=["entity_id", "sector"]).astype("str")
