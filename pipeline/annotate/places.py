"""Which of several towns of one name an article means: Tripoli of the Lebanon that it names, not the larger one. And whose National
Assembly: a name that bodies of many countries bear is that of the lexicon only where its country is named, or none is.

One name means one town all over an article. A division that stands right beside the name decides (Springfield, Illinois), then a
country that stands near it, then the country that the article names anywhere; where it names several or none, the largest town.
Which words are names of towns is the gazetteer's matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.annotate.gazetteer import Entry
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.languages import shared
from pipeline.text import Tokens, fold

_NEAR = 6  # tokens between a town and its country
_DWARFED = 10  # a town so many times smaller than its namesake is meant only where its country stands directly beside it


def choose(reading: Reading, pairs: Sequence[tuple[Found, Entry]]) -> list[Found]:
    """The finds of the gazetteer without those of other towns of the same name, and of other countries' bodies."""
    tokens = reading.tokens
    pairs = _own(reading, pairs)
    groups: dict[tuple[str, ...], dict[str, Entry]] = defaultdict(dict)
    stands: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    spots = Counter((f.first, f.last, f.offset) for f, e in pairs if e.kind == "city")
    if not any(n > 1 for n in spots.values()):
        return [f for f, _ in pairs]
    for f, e in pairs:
        if e.kind == "city" and spots[f.first, f.last, f.offset] > 1:
            name = _name(tokens, f)
            groups[name].setdefault(e.id, e)
            stands[name].append(f)
    countries = [f for f, e in pairs if e.kind == "country" and f.country]
    units = [(f, str(e.admin1)) for f, e in pairs if e.kind == "region" and e.admin1]
    told = frozenset(str(f.country) for f in countries)
    meant = {name: _meant(reading, list(towns.values()), stands[name], countries, units, told) for name, towns in groups.items()}
    return [
        f for f, e in pairs if e.kind != "city" or e.id == meant.get(_name(tokens, f), e.id)
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _bare_names() -> Mapping[str, frozenset[str]]:
    """Lexicon id → those of its names, folded, that bodies of other countries bear too."""
    rows = shared().table("orgs")
    return {row["id"]: frozenset(fold(name) for name in row["bare"].split("|")) for row in rows if row.get("bare")}


def _own(reading: Reading, pairs: Sequence[tuple[Found, Entry]]) -> Sequence[tuple[Found, Entry]]:
    """Without `Assemblée nationale` of France in an article that names countries, and not France; without the company in a
    person's name, `Walt Disney`."""
    bare, tokens = _bare_names(), reading.tokens
    foreign = [e.id in bare and " ".join(_name(tokens, f)) in bare[e.id] for f, e in pairs]
    if any(foreign):
        told = {f.country for (f, e), is_foreign in zip(pairs, foreign, strict=True) if f.country and e.type == "GPE"}
        foreign = [is_foreign and bool(told) and e.country not in told for (_, e), is_foreign in zip(pairs, foreign, strict=True)]
    ends = {f.last for f, _ in pairs}
    return [
        (f, e)
        for (f, e), is_foreign in zip(pairs, foreign, strict=True)
        if not is_foreign and not (e.kind == "org" and f.form == "name" and f.length == 1 and _is_surname(reading, f, ends))
    ]


def _is_surname(reading: Reading, f: Found, ends: set[int]) -> bool:
    """Whether a given name stands directly before a name of one word (with capitals: باسم is a given name and "in the name of")."""
    i, t, w = f.first - 1, reading.tokens, reading.words
    if not w.latin or i < 0 or not reading.same_sentence(i, f.first) or i in ends:
        return False
    return reading.capital[i] and t.fold[i] in w.forenames and t.fold[i] not in w.weak_forenames


def _name(tokens: Tokens, f: Found) -> tuple[str, ...]:
    words = tokens.fold[f.first : f.last + 1]
    return (words[0][f.offset :], *words[1:])


def _meant(
    reading: Reading,
    towns: Sequence[Entry],
    stands: Sequence[Found],
    countries: Sequence[Found],
    units: Sequence[tuple[Found, str]],
    told: frozenset[str],
) -> str:
    near, close, unit = Counter[str](), Counter[str](), Counter[str]()
    for first, last in sorted({(f.first, f.last) for f in stands}):
        unit.update({code for f, code in units if f.first > last and f.first - last - 1 <= 1 and reading.same_sentence(first, f.first)})
        gaps = [
            (max(first - c.last, c.first - last) - 1, str(c.country))
            for c in countries
            if reading.same_sentence(first, c.first) and _is_one_phrase(reading, (first, last), c)
        ]
        gap, country = min((g for g in gaps if 0 <= g[0] <= _NEAR), default=(_NEAR, ""))
        near[country] += 1
        close[country] += gap <= 1
    largest = max(e.population for e in towns)

    def rank(e: Entry) -> tuple[int, int, bool, int, str]:
        country = str(e.country)
        small = e.population * _DWARFED < largest
        return unit[e.admin1 or ""], close[country] if small else near[country], country in told and not small, e.population, e.id

    return max(towns, key=rank).id


def _is_one_phrase(reading: Reading, at: tuple[int, int], c: Found) -> bool:
    """Whether nothing stands between that would part a town from its country: no verb, no "and"."""
    t, w = reading.tokens, reading.words
    between = range(min(at[1], c.last) + 1, max(at[0], c.first))
    if c.first > at[1] and c.offset and not w.latin:
        return False
    return not any((t.fold[i] in w.verbs and not reading.is_stop(i)) or t.fold[i] in w.speech or t.fold[i] in w.both for i in between)
