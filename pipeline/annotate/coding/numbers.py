"""Counts that belong to an event: killed, injured, detained, displaced, participants, money, votes, in three bounds.

`numbers.toml` of a pack: `units` (number words), `scales` (thousand, million), `vague` (a dozen, dozens: low, best, high),
`qualifiers` (words → low, high or about), `measures` (words → measure) and `currencies`. A pack without the file counts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from pipeline.languages import pack
from pipeline.model import EventNumber
from pipeline.text import Tokens, fold

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
    decimal_comma: bool


@lru_cache(maxsize=64)
def words(lang: str) -> Words:
    data = pack(lang).toml("numbers")
    return Words(
        {fold(k): float(v) for k, v in data.get("units", {}).items()},
        {fold(k): float(v) for k, v in data.get("scales", {}).items()},
        {
            fold(k): (float(v[0]), _known(v[1]), _known(v[2])) for k, v in data.get("vague", {}).items()},
        tuple(
            sorted(
                (
                    (tuple(fold(w) for w in phrase.split()), kind)
                    for kind, found in data.get("qualifiers", {}).items()
                    for phrase in found
                ),
                key=lambda q: (-len(q[0]), q),
            )
        ),
        {fold(w): measure for measure, found in data.get("measures", {}).items() for w in found},
        frozenset(fold(w) for w in data.get("people", ())),
        {fold(k): str(v) for k, v in data.get("currencies", {}).items()},
        frozenset(fold(w) for w in data.get("joiners", ())),
        bool(data.get("decimal_comma", False)),
    )


def _known(value: float) -> float | None:
    return float(value) if value >= 0 else None


def parse(text: str, decimal_comma: bool) -> float | None:
    """The value of a written number (1,000 · 1.000 · 3,5 · ٢٠), None where the text is none. Three digits behind the only
    separator are thousands."""
    plain = text.translate(_DIGITS).replace("٫", ".").replace("٬", "")
    if not plain or not (plain[0].isdigit() and all(c.isdigit() or c in ".," for c in plain)):
        return None
    parts = plain.replace(",", ".").split(".")
    if len(parts) == 1:
        return float(parts[0]) if len(plain) <= 15 else None
    if all(len(p) == 3 for p in parts[1:]) and parts[0] != "0":
        return float("".join(parts))
    if len(parts) == 2 and parts[1] and ("," not in plain or decimal_comma):
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts)) if parts[-1] else None


def find(
    tokens: Tokens, text: str, lang: str, low: int, high: int, default: str | None, taken: frozenset[int]
) -> tuple[EventNumber, ...]:
    """Numbers among tokens low … high - 1 outside `taken` (tokens of dates). `default`: the measure of people where no word says it."""
    known = words(lang)
    if not known.units:
        return ()
    out: list[EventNumber] = []
    i = low
    while i < high:
        found = _number(tokens, known, i, high, taken)
        if found is None:
            i += 1
            continue
        end, bounds = found
        row = _row(tokens, text, known, i, end, low, high, bounds, default)
        if row is not None:
            out.append(row)
        i = end
    return tuple(out)


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
            word in known.joiners
            and j + 1 < high
            and (tokens.fold[j + 1] in known.units or tokens.fold[j + 1] in known.scales)
            and j > i
        ):
            break
        j += 1
    if j == i:
        return None
    value = total + (group or 0.0)
    return j, (value, value, value)


def _row(
    tokens: Tokens,
    text: str,
    known: Words,
    first: int,
    end: int,
    low: int,
    high: int,
    bounds: tuple[float, float | None, float | None],
    default: str | None,
) -> EventNumber | None:
    start = first
    kind: str | None = None
    qualifier: str | None = None
    for phrase, name in known.qualifiers:
        n = len(phrase)
        if first - n >= low and tuple(tokens.fold[first - n : first]) == phrase:
            start, kind = first - n, name
            qualifier = text[tokens.start[start] : tokens.end[first - 1]]
            break
    measure, unit = _measure(tokens, known, first, end, low, high, default)
    if measure is None:
        return None
    least, best, most = bounds[0], bounds[1], bounds[2]
    if kind == "low":
        most = None
    elif kind == "high":
        least, most = 0.0, bounds[2]
    elif kind == "about":
        least, most = round(bounds[0] * 0.9), round((bounds[2] or bounds[0]) * 1.1)
    a, b = tokens.start[start], tokens.end[end - 1]
    if measure == "money" and first > low and tokens.text[first - 1] in _SIGNS:
        a = min(a, tokens.start[first - 1])
    return EventNumber(
        cast(Measure, measure),
        least,
        best,
        most,
        unit,
        qualifier,
        text[a:b],
        a,
        b,
        f"number.{measure}",
        0.8 if kind is None else 0.75,
    )


def _measure(
    tokens: Tokens, known: Words, first: int, end: int, low: int, high: int, default: str | None
) -> tuple[str | None, str | None]:
    if first > low and tokens.text[first - 1] in _SIGNS:
        return "money", _SIGNS[tokens.text[first - 1]]
    for j in range(first - 1, max(low - 1, first - 4), -1):  # "wounding two"
        if tokens.fold[j] in known.measures and known.measures[tokens.fold[j]] in _SUFFERED:
            default, low = known.measures[tokens.fold[j]], first
            break
        if tokens.kind[j] == "n":
            break
    is_person = False
    for j in range(end, min(high, end + 4)):
        word = tokens.fold[j]
        if tokens.text[j] in _SIGNS:
            return "money", _SIGNS[tokens.text[j]]
        if word in known.currencies:
            return "money", known.currencies[word]
        if word in known.measures:
            return known.measures[word], None
        if word in known.people:
            is_person = True
        elif tokens.kind[j] == "n" or (tokens.kind[j] == "p" and j > end) or word in known.units:
            break
    if default is not None and (is_person or (default in _SUFFERED and first - low <= 6)):
        return default, None
    return None, None
