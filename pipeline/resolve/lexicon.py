"""What the lexicons know of a settled entity: its names in all languages, code, country, place and keys in other data sets.

Reads the tables of languages/shared (countries, orgs, cities, regions, history, persons, institutions) and the territory names of the
Unicode CLDR. It decides nothing: which mention is which entity was settled by `annotate`, and entities without a lexicon id have their
rows made from evidence.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from babel import Locale

from pipeline.languages import languages, shared
from pipeline.languages.shelf import kept
from pipeline.resolve import institutions
from pipeline.text import fold, script_of
from pipeline.values import swift

_TABLES = ("countries", "orgs", "regions", "history", "cities", "persons")
_KEYS = {"iso2": "iso2", "wikidata": "wikidata", "geonames": "geonames", "gwno": "gwno", "cow": "cow", "cameo": "cameo"}
_NAMES = (
    "name",
    "name_lang",
    "type",
    "code",
    "country",
    "sector",
    "wikidata_id",
    "geonames_id",
    "latitude",
    "longitude",
    "admin1_code",
)


@swift
@dataclass(frozen=True, slots=True)
class Known:
    """One row of a lexicon. `admin1`: the first-order division that a place lies in or is, ISO 3166-2. `names`: (name, language, is an
    acronym), the first one of each language its usual name; none of an institution, which is named as the articles do.
    `identifiers`: (scheme, value, valid from: ISO date or None)."""

    lexicon_id: str
    type: str
    code: str | None
    country: str | None
    sector: str | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    names: tuple[tuple[str, str, bool], ...]
    identifiers: tuple[tuple[str, str, str | None], ...]


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def _type(lexicon_id: str, stated: str) -> str:
    return stated or {"gpe": "GPE", "loc": "LOC", "org": "ORG", "per": "PER"}.get(lexicon_id.split(":", maxsplit=1)[0], "MISC")


def _names(row: Mapping[str, str], table: str) -> Iterator[tuple[str, str, bool]]:
    code = row.get("code", "")
    for lang in languages():
        usual = Locale.parse(lang).territories.get(row.get("iso2", "")) if table == "countries" else None
        if usual:
            yield usual, lang, False
        for cell in (row.get(lang) or "").split("|"):
            name = cell.removeprefix("=").strip()
            if name and name != usual:
                yield name, lang, name == code or (name.isupper() and len(name) <= 6 and script_of(name) == "Latn")


@lru_cache(maxsize=1)
@kept
def _known() -> Mapping[str, Known]:
    found: dict[str, Known] = {}
    for table in _TABLES:
        for row in shared().table(table):
            key = row["id"]
            code = row.get("code") or None
            country = row.get("country") or (code if table == "countries" else None)
            identifiers = [(scheme, *_dated(row[column])) for column, scheme in _KEYS.items() if row.get(column)]
            if table == "countries" and code:
                identifiers.append(("iso3", code, None))
            found[key] = Known(
                key,
                _type(key, row.get("type", "")),
                code,
                country,
                row.get("sector") or None,
                _number(row.get("latitude")),
                _number(row.get("longitude")),
                row.get("admin1") or None,
                tuple(dict.fromkeys(_names(row, table))),
                tuple(sorted(identifiers, key=lambda i: i[:2])),
            )
    return found


def _dated(cell: str) -> tuple[str, str | None]:
    """`255@1990-10-03`: a number that another one preceded, and since when it holds."""
    value, _, since = cell.partition("@")
    return value, since or None


def _find(anchor: str) -> Known | None:
    """The row of an anchor: of a table, or of an institution that a country has as every other one does."""
    known = _known().get(anchor)
    institution = institutions.parse(anchor) if known is None else None
    if institution is not None:
        country, sector = institution
        return Known(anchor, "ORG", None, country, sector, None, None, None, (), ())
    return known


def names_of_country(code: str) -> tuple[str, ...]:
    """The names of a country in all languages, by its alpha-3 code; empty where the lexicon lacks it."""
    known = _known().get(f"gpe:{code.lower()}")
    return tuple(name for name, _, _ in known.names) if known else ()


@lru_cache(maxsize=1)
def _places() -> Mapping[str, str]:
    """Folded names of one word → the place that they name, where they name one only."""
    found: dict[str, set[str]] = {}
    for key, known in _known().items():
        if known.type in ("GPE", "LOC"):
            for name, _, is_acronym in known.names:
                if " " not in name and not is_acronym:
                    found.setdefault(fold(name), set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def place_of_name(word: str) -> str | None:
    """The lexicon id of the one place whose name this folded word is."""
    return _places().get(word)


def describe(anchors: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three frames about those anchors that a lexicon has: the entities (one row an anchor), their names (anchor, alias, lang, script,
    kind) and their identifiers (anchor, scheme, value, valid_from)."""
    entities, aliases, identifiers = [], [], []
    for anchor in sorted(set(anchors)):
        known = _find(anchor)
        if known is None:
            continue
        full = [(n, lang) for n, lang, is_acronym in known.names if not is_acronym] or [(n, lang) for n, lang, _ in known.names]
        name, lang = next(((n, x) for n, x in full if x == "en"), full[0] if full else (None, None))
        ids = {scheme: value for scheme, value, _ in known.identifiers}
        entities.append(
            (anchor, name, lang, known.type, known.code, known.country, known.sector, ids.get("wikidata"), ids.get("geonames"),
             known.latitude, known.longitude, known.admin1)
        )  # fmt: skip
        aliases += [(anchor, n, x, script_of(n), "acronym" if is_acronym else "name") for n, x, is_acronym in known.names]
        identifiers += [(anchor, *identifier) for identifier in known.identifiers]
    return (
        pd.DataFrame(entities, columns=["anchor", *_NAMES]).astype(dict.fromkeys(("latitude", "longitude"), "float64")),
        pd.DataFrame(aliases, columns=["anchor", "alias", "lang", "script", "kind"]),
        pd.DataFrame(identifiers, columns=["anchor", "scheme", "value", "valid_from"]).astype("str"),
    )


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[str, ...]]:
    """Folded names of all languages → the entries that bear them."""
    found: dict[str, set[str]] = {}
    for key, known in _known().items():
        for name, _, _ in known.names:
            found.setdefault(fold(name), set()).add(key)
    return {name: tuple(sorted(keys)) for name, keys in found.items()}


def entries_of_name(folded: str, type_: str = "", country: str = "") -> tuple[str, ...]:
    """The lexicon ids whose name in any language this folded name is, of that type and country where they are said."""
    found = [_known()[key] for key in _by_name().get(folded, ())]
    return tuple(k.lexicon_id for k in found if (not type_ or k.type == type_) and (not country or k.country == country))


@lru_cache(maxsize=1)
def _by_identifier() -> Mapping[tuple[str, str], str]:
    return {(scheme, value): key for key, known in sorted(_known().items(), reverse=True) for scheme, value, _ in known.identifiers}


def entry_of_identifier(scheme: str, value: str) -> str | None:
    """The lexicon id of the entry that has this identifier; the smallest where several share it."""
    return _by_identifier().get((scheme, value))


def is_entry(lexicon_id: str) -> bool:
    """Whether a lexicon has an entry of that id."""
    return lexicon_id in _known()


def near_entries(lexicon_id: str) -> list[str]:
    """Ids of entries that this one may be meant for: whose acronym or code it gives, else those that are written almost like it."""
    prefix, _, code = lexicon_id.partition(":")
    by_code = [key for key, known in _known().items() if known.code == code.upper() and key.startswith(f"{prefix}:")]
    return by_code or difflib.get_close_matches(lexicon_id, _known(), n=2, cutoff=0.75)
