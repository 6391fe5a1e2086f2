"""Bodies that no lexicon lists: which local entities of all documents and languages are one body.

What a name says is read in `bodies.py`. Here is decided what follows:
a body of a country is its country and what it is; a name with a proper word in it (a region, a town) is one body in every
language; a bare name (Constitutional Court, Patriotic Union) is one body only in articles that are mostly about one country or are in the
same rare company; an acronym and a name that was cut are the one longer name of the corpus that they fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product

from pipeline.resolve import institutions
from pipeline.resolve.bodies import Reading, is_translation, listed, read_body, word_keys
from pipeline.resolve.groups import components
from pipeline.resolve.local import LEXICON, Local, Unit
from pipeline.text import script_of

_ACRONYM = 6  # letters at most


def group(bodies: Sequence[Local], main_country: Mapping[str, str], company: Mapping[str, frozenset[str]]) -> dict[Unit, str]:
    """Local entities of type ORG without a lexicon id → the key of their body, `lexicon:` and an id where it has one after all.

    main_country: article → the country that it is mostly about. company: article → the rarer settled entities in it.
    """
    readings = {u.unit: read_body(u.name, u.lang, u.country) for u in bodies}
    base = {u.unit: _base(u, readings[u.unit]) for u in bodies}
    pairs = [(base[u.unit], tie) for u in bodies for tie in _ties(u, readings[u.unit], main_country, company)]
    pairs += _translations(bodies, readings, base)
    of = components([*base.values(), *(tie for _, tie in pairs)], pairs)
    found = {unit: of[key] for unit, key in base.items()}
    anchors = _anchors(bodies, readings, found, main_country)
    found = {unit: anchors.get(key, key) for unit, key in found.items()}
    short = _short_forms(bodies, readings, found, main_country, company)
    return {unit: short.get(key, key) for unit, key in found.items()}


def _is_bare(reading: Reading) -> bool:
    return reading.kind is not None or (bool(reading.concepts) and not reading.proper)


def _said(reading: Reading, country: str | None) -> str:
    """What a bare name says: the kind under which its country has it, else the concepts."""
    if reading.kind is None:
        return "+".join(reading.concepts)
    return f"is {institutions.one_of(reading.kind, country) if country else reading.kind}"


def _anchors(
    bodies: Sequence[Local], readings: Mapping[Unit, Reading], found: Mapping[Unit, str], main_country: Mapping[str, str]
) -> dict[str, str]:
    """Key of a body → `lexicon:` and the id of the institution of a country that it is, where it is one and no other."""
    named: dict[str, set[str]] = defaultdict(set)
    for u in bodies:
        country = u.country or main_country.get(u.unit[0])
        kind = readings[u.unit].kind
        if kind is not None and country is not None:
            named[found[u.unit]].add(institutions.anchor(kind, country))
    return {key: f"{LEXICON}{next(iter(ids))}" for key, ids in named.items() if len(ids) == 1}


def _base(u: Local, reading: Reading) -> str:
    """What is one body without further proof: one kind of one country; one name with a proper word; a bare name in one article."""
    if reading.kind is None and (known := listed(u.name, u.lang, u.country)) is not None:
        return f"{LEXICON}{known}"
    if not _is_bare(reading):
        return f"ORG:{u.folded}:{u.country or ''}"
    said = _said(reading, u.country)
    return f"ORG:{said}:{u.country}" if u.country else f"ORG:{said}::{u.unit[0]}"


def _ties(u: Local, reading: Reading, main_country: Mapping[str, str], company: Mapping[str, frozenset[str]]) -> list[str]:
    """What a bare name is one with: the same kind in articles about its country, and, where no country has its own, in its company."""
    if not _is_bare(reading) or u.country is not None:
        return []
    country = main_country.get(u.unit[0])
    said = _said(reading, country)
    ties = [f"ORG:{said}:{country}"] if country is not None else []
    if country is None or not reading.is_state:
        ties += [f"ORG:{said}:with:{key}" for key in sorted(company.get(u.unit[0], ()))]
    return ties or [f"ORG:{said}:"]


def _translations(bodies: Sequence[Local], readings: Mapping[Unit, Reading], base: Mapping[Unit, str]) -> list[tuple[str, str]]:
    """Names with a proper word that say the same, in one language or two."""
    blocks: dict[tuple[tuple[str, ...], int], dict[str, Local]] = defaultdict(dict)
    for u in bodies:
        reading = readings[u.unit]
        if not reading.proper or reading.kind is not None or base[u.unit].startswith(LEXICON):
            continue
        if reading.concepts or len(reading.proper) > 1:
            blocks[reading.concepts, len(reading.proper)].setdefault(base[u.unit], u)
    out = []
    for members in blocks.values():
        for key, other in sorted(_meet({key: readings[u.unit].proper for key, u in sorted(members.items())})):
            a, b = members[key], members[other]
            if a.country and b.country and a.country != b.country:
                continue
            if is_translation(readings[a.unit], readings[b.unit]):
                out.append((key, other))
    return out


def _meet(proper: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """Pairs of bodies a proper word of which begins alike, or in two scripts sounds alike at its beginning: the others are not compared."""
    begin: dict[tuple[str, str], list[str]] = defaultdict(list)
    sound: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, words in proper.items():
        for word in words:
            opening, marks = word_keys(word)
            begin[script_of(word), opening].append(key)
            for mark in marks:
                sound[mark][script_of(word)].append(key)
    met = [pair for keys in begin.values() for pair in combinations(keys, 2)]
    met += [pair for scripts in sound.values() for x, y in combinations(scripts.values(), 2) for pair in product(x, y)]
    return {(min(pair), max(pair)) for pair in met if pair[0] != pair[1]}


def _short_forms(
    bodies: Sequence[Local],
    readings: Mapping[Unit, Reading],
    found: Mapping[Unit, str],
    main_country: Mapping[str, str],
    company: Mapping[str, frozenset[str]],
) -> dict[str, str]:
    """Body known by its acronym or by the first words of its name only → the one body that these fit, met in the same company."""
    by_code: dict[str, set[str]] = defaultdict(set)
    by_opening: dict[tuple[str, str], set[str]] = defaultdict(set)
    articles: dict[str, set[str]] = defaultdict(set)
    for u in bodies:
        key = found[u.unit]
        articles[key].add(u.unit[0])
        if u.code and " " in u.folded:
            by_code[u.code].add(key)
        words = u.folded.split(" ")
        proper = words[0] in readings[u.unit].proper  # one word is enough where it is a name itself: Kestavar, of Kestavar Institute
        for n in range(1 if proper else 2, len(words)):
            by_opening[u.lang, " ".join(words[:n])].add(key)

    def meet(a: str, b: str) -> bool:
        about = [{main_country.get(x) for x in articles[key]} - {None} for key in (a, b)]
        around = [frozenset().union(*(company.get(x, frozenset()) for x in sorted(articles[key]))) for key in (a, b)]
        return bool(about[0] & about[1]) or bool(around[0] & around[1])

    out: dict[str, str] = {}
    for u in bodies:
        key = found[u.unit]
        if key in out or key.startswith(LEXICON):
            continue
        is_acronym = u.name.isupper() and " " not in u.name and len(u.name) <= _ACRONYM and script_of(u.name) == "Latn"
        wanted = by_code.get(u.name, set()) if is_acronym else by_opening.get((u.lang, u.folded), set())
        fits = sorted(k for k in wanted if k != key and meet(key, k))
        if len(fits) == 1 and fits[0] not in out:
            out[key] = fits[0]
    while any(target in out for target in out.values()):
        out = {key: out.get(target, target) for key, target in out.items()}
    return out
