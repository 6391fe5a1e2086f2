"""The dateline before the first sentence of a report, which nobody says: `TUNIS, 3 May (Agency) - `, `كمبالا - الوكالة: `."""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting.scene import COMMAS, Scene
from pipeline.annotate.quoting.units import DOT, Unit

REACH = 16  # items: city, country, day and month, agency in brackets
_DASHES = frozenset({"-", "–", "—", "―", "--", "ـ"})
_LONG = frozenset({"–", "—"})
_SHORT = 4  # words of a city or an agency


def past(s: Scene, unit: Unit) -> Unit:
    """The unit without its dateline; the unit itself where it has none."""
    end = _end(s, unit)
    if end == 0 or end >= len(unit):
        return unit
    return replace(unit, items=unit.items[end:], words=unit.words[end:], start=s.start(unit.items[end]))


def _end(s: Scene, unit: Unit) -> int:
    words = unit.words
    first = words.index(")") + 1 if words[0] == "(" and ")" in words[:_SHORT] else 0  # (APK) Douala, 6 May - …
    if first and first < len(unit) and (rest := _end(s, replace(unit, items=unit.items[first:], words=words[first:]))):
        return first + rest
    if unit.items[0] < 0 or s.tokens.kind[unit.items[0]] != "w":
        return 0
    if _DASHES.isdisjoint(words[1:REACH]):
        return 0
    dash = next((p for p in range(1, min(REACH, len(unit))) if words[p] in _DASHES or unit.items[p] < 0), None)
    if dash is None or unit.items[dash] < 0:
        return 0
    head = range(dash)
    closed = words[dash - 1] == ")" and "(" in words[:dash]
    city = next((p for p in head if words[p] in COMMAS or words[p] in ("(", "/")), dash)
    if city > _SHORT or not all(_named(s, unit, p) for p in range(city)):
        return 0
    if s.grammar.order == "vso":
        if closed:
            return dash + 1
        colon = next((p for p in range(dash + 1, min(dash + 2 + _SHORT, len(unit))) if words[p] == ":"), None)
        return 0 if colon is None else colon + 1
    letters = [s.tokens.text[unit.items[p]] for p in range(city) if s.tokens.kind[unit.items[p]] == "w"]
    capitals = all(x.isupper() for x in letters) and any(len(x) > 1 for x in letters)  # not "Q. — Why?"
    place = (m := s.mention(unit.items[0])) is not None and m.type in ("GPE", "LOC") and s.end(unit.items[city - 1]) <= m.end
    alone = place and city == dash and words[dash] in _LONG and dash + 1 < len(unit) and _begins(s, unit, dash + 1)
    return dash + 1 if closed or capitals or alone or (place and city < dash and dash - city <= 5) else 0


def _begins(s: Scene, unit: Unit, p: int) -> bool:
    """A sentence begins behind the dash, and no second dash ends an aside: "Lagos – Three banks …", not "Lagos – the largest city – is"."""
    i = unit.items[p]
    return i >= 0 and s.tokens.text[i][:1].isupper() and not any(w in _LONG for w in unit.words[p:])


def _named(s: Scene, unit: Unit, p: int) -> bool:
    """A word of a city's name: capitals, a mention, in scripts without capitals any word."""
    i = unit.items[p]
    if s.tokens.kind[i] != "w":
        return unit.words[p] in ("'", "’", DOT, ".")
    return s.grammar.order == "vso" or s.tokens.text[i][:1].isupper() or s.mention(i) is not None or unit.words[p].endswith("'")
