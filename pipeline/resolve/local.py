"""Local entities as resolution sees them: plain values from the rows of sql/corpus/local_entities.sql and held_offices.sql."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.text import fold

LEXICON = "lexicon:"  # begins the key of a group that a lexicon settles
Unit = tuple[str, int]  # article_id, no
_LAST = date.max


@dataclass(frozen=True, slots=True)
class Local:
    """What one document says of one person, body or place. `offices`: (office, country or body) that it holds there."""

    unit: Unit
    type: str
    name: str
    lang: str
    folded: str
    lexicon_id: str | None
    country: str | None
    code: str | None
    is_confirmed: bool
    published_on: date | None
    n_mentions: int
    offices: frozenset[tuple[str, str]]

    @property
    def age(self) -> tuple[date, str, int]:
        return (self.published_on or _LAST, *self.unit)


def fold_name(name: str) -> str:
    """The form under which a name of several words is compared: folded, one space between words."""
    return fold(" ".join(name.split()))


def read_locals(units: pd.DataFrame, roles: pd.DataFrame) -> list[Local]:
    """The local entities in the order of their keys; the columns are those of `entities.cluster`."""
    offices: dict[Unit, set[tuple[str, str]]] = defaultdict(set)
    for article, holder, office, country, body in rows(roles, "article_id", "holder_no", "office", "country", "body"):
        offices[article, int(holder)].add((office, country or body or ""))
    columns = (
        "article_id", "no", "type", "name", "lang", "lexicon_id", "country", "code", "is_confirmed", "published_on", "n_mentions",
    )  # fmt: skip
    out = []
    folds: dict[str, str] = {}
    for article, no, kind, name, lang, lexicon_id, country, code, confirmed, day, n in rows(units, *columns):
        unit = (article, int(no))
        if name not in folds:
            folds[name] = fold_name(name)
        held = frozenset(offices.get(unit, ()))
        out.append(Local(unit, kind, name, lang, folds[name], lexicon_id, country, code, bool(confirmed), day, int(n), held))
    return sorted(out, key=lambda u: u.unit)


def main_countries(local: Iterable[Local]) -> dict[str, str]:
    """Article → the country that it names most, where one is named more than any other."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for u in local:
        if u.type == "GPE" and u.country is not None:
            counts[u.unit[0]][u.country] += u.n_mentions
    out = {}
    for article, named in counts.items():
        most = max(named.values())
        first = [country for country, n in named.items() if n == most]
        if len(first) == 1:
            out[article] = first[0]
    return out
