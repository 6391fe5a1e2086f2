"""Bodies that most countries have: what kind of one a name says, and which entity the one of a country is.

Read from `languages/shared/institutions.tsv`. A kind and a country make one body in every language: that of `orgs.tsv` which says so in
its column `body` (the German parliament is the Bundestag), else one with an id of its own, `org:irq-ministry-defence`. How the
words of a name are read is the matter of `bodies.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.languages import shared

# a country has one of each, so that what stands behind "and" in a longer name of it is no other body
WIDE = frozenset({"ministry-defence", "ministry-foreign", "ministry-interior", "ministry-justice", "ministry-health"})


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, dict[str, str]]:
    return {row["kind"]: row for row in shared().table("institutions")}


@lru_cache(maxsize=1)
def _listed() -> Mapping[tuple[str, str], str]:
    """(kind, country) → the organisation of the lexicon that it is."""
    found: dict[tuple[str, str], str] = {}
    for row in shared().table("orgs"):
        for kind in filter(None, (row.get("body") or "").split("|")):
            found.setdefault((one_of(kind, row["country"]), row["country"]), row["id"])
    return found


@lru_cache(maxsize=1)
def _merged() -> Mapping[str, frozenset[str]]:
    return {key: frozenset(countries) for key, countries in shared().toml("institutions").items()}


def names(lang: str) -> tuple[tuple[str, str], ...]:
    """(name without its country, kind) of a language, in the order of the table."""
    return tuple((name, kind) for kind, row in _kinds().items() for name in filter(None, row.get(lang, "").split("|")))


def one_of(kind: str, country: str) -> str:
    """The kind under which a country has it: the chamber of deputies of a state with one house is its parliament."""
    together = _kinds()[kind].get("one", "")
    return "parliament" if together and country in _merged().get(together, ()) else kind


def anchor(kind: str, country: str) -> str:
    """The lexicon id of the body of that kind of a country (alpha-3)."""
    kind = one_of(kind, country)
    return _listed().get((kind, country)) or f"org:{country.lower()}-{kind}"


def parse(lexicon_id: str) -> tuple[str, str] | None:
    """Country and sector of an id made by `anchor`; None of any other."""
    prefix, _, kind = lexicon_id.partition("-")
    row = _kinds().get(kind)
    if row is None or not prefix.startswith("org:") or len(prefix) != len("org:irq"):
        return None
    return prefix.removeprefix("org:").upper(), row["sector"]
