"""Counts that belong to an event: killed, injured, detained, displaced, participants, money, votes, in three bounds.

`numbers.toml` of a pack: `units` (number words), `scales` (thousand, million), `vague` (a dozen, dozens: low, best, high),
`qualifiers` (words → low, high or about), `measures` (words → measure), `currencies`, `not_people` (units of time, space and
things), `part` (words before a number that is part of another one), `ranges` (words between two ends), `rest` (others). A pack
without the file counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

from pipeline.languages import pack
from pipeline.model import EventNumber
from pipeline.text import Tokens, fold
from pipeline.values import swift

Measure = Literal["killed", "injured", "detained", "displaced", "participants", "money", "votes", "other"]
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SUFFERED = frozenset({"killed", "injured", "detained", "displaced"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True)
class Words:
    units: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, tuple[float, float | None, float | None]]
    qualifiers: tuple[tuple[tuple[str, ...], str], ...]
    measures: dict[str, str]
    people: frozenset[str]
    currencies: dict[str, str]
    joiners: frozenset[str]
    not_people: frozenset[str]
    part: frozenset[str]
    ranges: frozenset[str]
    rest: frozenset[str]
    decimal_comma: bool


@lru_cache(maxsize=64)
def words(lang: str) -> Words:
    data = pack(lang).toml("numbers")
    return Words(
        {fold(k): float(v) for k, v in data.get("units", {}).items()},
        {fold(k): float(v) for k, v in data.get("scales", {}).items()},
        {fold(k): (float(v[0]), _known(v[1]), _known(v[2])) for k, v in data.get("vague", {}).items()},
        tuple(
            sorted(
                ((tuple(fold(w) for w in phrase.split()), kind) for kind, found in data.get("qualifiers", {}).items() for phrase in found),
                key=lambda q: (-len(q[0]), q),
            )
        ),
        {fold(w): measure for measure, found in data.get("measures", {}).items() for w in found},
        frozenset(fold(w) for w in data.get("people", ())),
        {fold(k): str(v) for k, v in data.get("currencies", {}).items()},
        _class(data, "joiners"),
        _class(data, "not_people"),
        _class(data, "part"),
        _class(data, "ranges"),
        _class(data, "rest"),
        bool(data.get("decimal_comma", False)),
    )


def _class(data: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in data.get(name, ()))


def _known(value: float) -> float | None:
    return float(value) if value >= 0 else None


def parse(text: str, decimal_comma: bool) -> float | None:
    """The value of a written number (1,000 · 1.000 · 3,5 · ٢٠), None where the text is none. Three digits behind the only
    separator are thousands."""
    plain = text.translate(_DIGITS).replace("٫", ".").replace("٬", "")
    if not plain or not (plain[0].isdecimal() and all(c.isdecimal() or c in ".," for c in plain)):
        return None
    parts = plain.replace(",", ".").split(".")
    if len(parts) == 1:
        return float(parts[0]) if len(plain) <= 15 else None
    if all(len(p) == 3 for p in parts[1:]) and parts[0] != "0":
        return float("".join(parts))
    if len(parts) == 2 and parts[1] and ("," not in plain or decimal_comma):
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts)) if parts[-1] else None


@swift
@dataclass(frozen=True, slots=True)
class Window:
    """Where an event's numbers stand: tokens low … high - 1. `default` is the measure of people where no word says it, of numbers
    before token `until` (the next act); `taken` are tokens of dates."""

    low: int
    high: int
    until: int
    default: str | None
    taken: frozenset[int]


def find(tokens: Tokens, text: str, lang: str, window: Window) -> tuple[EventNumber, ...]:
    """Numbers in the window that count people, money or votes."""
    known = words(lang)
    if not known.units:
        return ()
    out: list[EventNumber] = []
    i = window.low
    while i < window.high:
        found = _number(tokens, known, i, window.high, window.taken)
        if found is None:
            i += 1
            continue
        end, bounds = found
        row = _row(tokens, text, known, (i, end), window, bounds)
        if row is not None:
            out.append(row)
        i = end
    return tuple(out)


def is_number(tokens: Tokens, lang: str, i: int) -> bool:
    """Whether token i is a number, or a word for one."""
    known = words(lang)
    return tokens.kind[i] == "n" or tokens.fold[i] in known.units or tokens.fold[i] in known.vague or tokens.fold[i] in known.scales


def _number(
    tokens: Tokens, known: Words, i: int, high: int, taken: frozenset[int]
) -> tuple[int, tuple[float, float | None, float | None]] | None:
    if i in taken:
        return None
    word = tokens.fold[i]
    if word in known.vague:
        low, best, top = known.vague[word]
        j = i + 1
        while j < high and (tokens.fold[j] in known.scales or tokens.fold[j] in known.joiners) and j not in taken:
            if tokens.fold[j] in known.scales:
                factor = known.scales[tokens.fold[j]]
                low, best, top = low * factor, best * factor if best else None, top * factor if top else None
            elif j + 1 >= high or tokens.fold[j + 1] not in known.scales:
                break
            j += 1
        return j, (low, best, top)
    total = 0.0
    group: float | None = None
    j = i
    while j < high and j not in taken and j - i < 8:
        word = tokens.fold[j]
        value = parse(tokens.text[j], known.decimal_comma) if tokens.kind[j] == "n" else known.units.get(word)
        if group is not None and value is not None and _goes_on(tokens, known, i, j):
            group = group * 1000 + value
            j += 1
            continue
        if value is not None and (group is None or tokens.kind[j] != "n"):
            group = value if group is None else group + value
        elif word in known.scales and (group is not None or j == i):
            factor = known.scales[word]
            if factor == 100.0:
                group = (group or 1.0) * factor
            else:
                total += (group or 1.0) * factor
                group = None
        elif not (
            word in known.joiners and j + 1 < high and (tokens.fold[j + 1] in known.units or tokens.fold[j + 1] in known.scales) and j > i
        ):
            break
        j += 1
    if j == i:
        return None
    value = total + (group or 0.0)
    return j, (value, value, value)


def _goes_on(tokens: Tokens, known: Words, first: int, j: int) -> bool:
    """Whether digits at j are the next three of a number written with spaces (86 000)."""
    if not known.decimal_comma or any(tokens.kind[k] != "n" for k in range(first, j + 1)) or len(tokens.text[first]) > 3:
        return False
    return len(tokens.text[j]) == 3 and tokens.text[j].isdigit() and tokens.start[j] - tokens.end[j - 1] == 1


def _row(
    tokens: Tokens,
    text: str,
    known: Words,
    at: tuple[int, int],
    window: Window,
    bounds: tuple[float, float | None, float | None],
) -> EventNumber | None:
    first, end = at
    start = first
    kind: str | None = None
    qualifier: str | None = None
    for words_before, name in known.qualifiers:
        n = len(words_before)
        if first - n >= window.low and tuple(tokens.fold[first - n : first]) == words_before:
            start, kind = first - n, name
            qualifier = text[tokens.start[start] : tokens.end[first - 1]]
            break
    measure, unit = _measure(tokens, known, at, window)
    if measure is None:
        return None
    low, best, high = bounds[0], bounds[1], bounds[2]
    if kind == "low":
        high = None
    elif kind == "high":
        low = 0.0
    elif kind == "about":
        low, high = float(round(bounds[0] * 0.9)), float(round((bounds[2] or bounds[0]) * 1.1))
    a, b = tokens.start[start], tokens.end[end - 1]
    if first > window.low and tokens.text[first - 1] in _SIGNS:
        a = min(a, tokens.start[first - 1])
    score = 0.8 if kind is None else 0.75
    return EventNumber(cast(Measure, measure), low, best, high, unit, qualifier, text[a:b], a, b, f"number.{measure}", score)


def _measure(  # noqa: C901 -- a decision list, in order
    tokens: Tokens, known: Words, at: tuple[int, int], window: Window
) -> tuple[str | None, str | None]:
    """What a number counts, and the currency of money: a word right before ("wounding two") or behind it, else the event's own measure."""
    first, end = at
    if first > window.low and tokens.text[first - 1] in _SIGNS:
        return "money", _SIGNS[tokens.text[first - 1]]
    if _counts_nobody(tokens, known, at, window):
        return None, None
    default = window.default if first < window.until else None
    is_near = first - window.low <= 6
    for j in range(first - 1, max(window.low - 1, first - 4), -1):
        if known.measures.get(tokens.fold[j]) in _SUFFERED:
            default, is_near = known.measures[tokens.fold[j]], True
            break
        if tokens.kind[j] == "n":
            break
    is_person = False
    for j in range(end, min(window.high, end + 4)):
        word = tokens.fold[j]
        if tokens.text[j] in _SIGNS:
            return "money", _SIGNS[tokens.text[j]]
        if word in known.currencies:
            return "money", known.currencies[word]
        if word[:1] == "و" and word[1:] in known.measures:
            break  # the next conjunct's verb
        if known.measures.get(word) == "participants" and default in _SUFFERED:
            is_person = True  # "arrested 14 demonstrators"
            continue
        if word in known.measures and not (is_person and j >= window.until and not _is_behind(tokens, known, j)):
            return known.measures[word], None
        if word in known.people:
            is_person = True
        elif tokens.kind[j] == "n" or (tokens.kind[j] == "p" and j > end) or word in known.units or (word in known.joiners and j > end):
            break
    if default is not None and (is_person or (default in _SUFFERED and is_near)):
        return default, None
    return None, None


def _counts_nobody(tokens: Tokens, known: Words, at: tuple[int, int], window: Window) -> bool:
    """Whether the number is part of one told before ("including three officers"), or counts years, miles or houses."""
    first, end = at
    if any(tokens.fold[j] in known.part for j in range(max(window.low, first - 2), first)):
        return True
    if end + 2 < window.high and tokens.fold[end] in known.ranges and tokens.kind[end + 1] == "n":
        end += 2  # "23 to 51 years"
    return end < len(tokens) and tokens.fold[end] in known.not_people


def _is_behind(tokens: Tokens, known: Words, j: int) -> bool:
    """Whether a participle ends the phrase of those it counts ("une quinzaine d'autres blessées", "eleven others injured.")."""
    if tokens.fold[j - 1] not in known.people or known.measures[tokens.fold[j]] not in _SUFFERED:
        return False
    return known.decimal_comma or tokens.fold[j - 1] in known.rest or j + 1 >= len(tokens) or tokens.kind[j + 1] == "p"
