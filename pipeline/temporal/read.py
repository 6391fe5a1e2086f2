"""From a match of the grammar to an `Expression`: which captured number is the day, which the year, and whether the
words around it allow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.temporal.characters import Token
from pipeline.temporal.conditions import Captured, is_allowed
from pipeline.temporal.grammar import Grammar
from pipeline.temporal.lexis import UNITS
from pipeline.temporal.patterns import Rule


def read(match: Captured, line: str, tokens: list[Token], grammar: Grammar) -> dict[str, Any] | None:
    """The fields of the expression of a match; None where its numbers make no date or its surroundings speak against it."""
    rule = match.rule
    if rule is None:
        return None
    first = match.first_token or tokens[match.first]
    start, end = first.start, tokens[match.end - 1].end
    while end > start + 1 and line[end - 1] in ".,،;–—-|• ":
        end -= 1
    values: dict[str, Any] = {}  # by field of Expression
    if not _fill(values, match.values, grammar):
        return None
    if "until_day" in values and any(name == "hijri" for name, _ in match.values):
        values["day"] = values.pop("until_day")  # the Gregorian date beside a hijri one
    if rule.needs is not None and not is_allowed(rule.needs, match, tokens, grammar):
        return None
    _state(values, rule, tokens[match.first : match.end])
    return {"start": start, "end": end, "rule_id": rule.rule_id, "op": rule.op, **values}


def _state(values: dict[str, Any], rule: Rule, tokens: list[Token]) -> None:
    """What the rule says itself, and the unit that its tokens name."""
    if rule.unit is not None:
        values["unit"] = rule.unit
    if rule.op in _MEASURED and "unit" not in values:
        named = [t.classes[name][0] for t in tokens for name in _UNIT_CLASSES if name in t.classes]
        if named:
            values["unit"] = UNITS[named[-1]]
    if rule.n is not None:
        values.setdefault("n", rule.n)
    if rule.op in _COUNTING:
        values["n"] = rule.sign * values.get("n", 1)
    if rule.op == "date" and "day" not in values and "n" in values:
        values["day"] = values.pop("n")  # the fifth of March
    if rule.year is not None:
        values.setdefault("year", rule.year)
        values.setdefault("month", rule.month)
    if rule.shift is not None:
        values["shift"] = rule.shift
    if rule.direction is not None:
        values["direction"] = rule.direction


_UNIT_CLASSES = ("unit", "plural_the", "the_unit")
_COUNTING = frozenset({"offset", "told", "after", "window", "months"})
_MEASURED = _COUNTING | {"unit", "open"}


def _fill(values: dict[str, Any], captured: tuple[tuple[str, Token], ...], grammar: Grammar) -> bool:
    """Reads the captured tokens into fields; False where they contradict each other or the calendar."""
    for name, token in captured:
        shape = _SHAPES.get(name)
        if shape is not None:
            if not shape(values, token.word, grammar.numeric_order):
                return False
            continue
        numbers = token.classes.get(name, ())
        if numbers and name in _READERS:
            _READERS[name](values, numbers[0])
            continue
        if numbers and name in _FIELDS:
            field, second = _FIELDS[name]
            if field not in values:
                values[field] = numbers[0]
            elif second is not None:
                values.setdefault(second, numbers[0])
        elif numbers and name == "unit":
            values["unit"] = UNITS[numbers[0]]
    return True


# class → field, and the field that a second one of its kind fills (from … to …)
_FIELDS: dict[str, tuple[str, str | None]] = {
    "month": ("month", "until_month"), "any_month": ("month", "until_month"),
    "and_month": ("month", "until_month"), "and_weekday": ("weekday", "until_weekday"), "with_n": ("n", None),
    "month_number": ("month", "until_month"),
    "weekday": ("weekday", "until_weekday"), "any_weekday": ("weekday", "until_weekday"), "day": ("day", "until_day"),
    "year": ("year", "until_year"), "number2": ("year", "until_year"), "decade_word": ("year", None),
    "n": ("n", None), "ordinal": ("n", None), "season": ("n", None), "quarter_sign": ("n", None), "hour_word": ("hour", None),
    "hour": ("hour", None), "sixty": ("minute", None), "nth": ("day", "until_day"), "short_year": ("year", None),
}  # fmt: skip


def _day_month(values: dict[str, Any], word: str, order: str) -> bool:
    day, month = (int(x) for x in word.split("/"))
    if order == "ambiguous" and month > 12 >= day:
        day, month = month, day
    values["day"], values["month"] = day, month
    return 1 <= day <= 31 and 1 <= month <= 12


def _clock(values: dict[str, Any], word: str, _order: str) -> bool:
    clock = clock_of(word)
    if clock is None:
        return False
    values["hour"], minute = clock
    if minute is not None:
        values["minute"] = minute
    return True


def _decade(values: dict[str, Any], word: str, _order: str) -> bool:
    digits = int(re.sub(r"\D", "", word) or 0)
    values["year"] = digits
    return True


def _iso(values: dict[str, Any], word: str, _order: str) -> bool:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]+(\d\d):(\d\d)(?::[\d.]+)? ?(z|[+-]\d\d:?\d\d)?)?", word)
    if match is None:
        return False
    values["year"], values["month"], values["day"] = (int(x) for x in match.group(1, 2, 3))
    if match.group(4):
        values["hour"], values["minute"] = int(match.group(4)), int(match.group(5))
        zone = match.group(6)
        if zone:
            values["utc_offset"] = "+00:00" if zone == "z" else (zone if ":" in zone else zone[:3] + ":" + zone[3:])
    return bool(values["month"] <= 12 and values["day"] <= 31 and values.get("hour", 0) < 24)


def _numeric(values: dict[str, Any], word: str, order: str) -> bool:
    written = re.split(r"[/.-]", word)
    parts = [int(x) for x in written]
    if len(written[0]) == 4:
        year, month, day = parts
    else:
        day, month, year = parts
        if (order == "mdy" and day <= 12) or month > 12 >= day:
            day, month = month, day
        elif order == "ambiguous" and "." not in word and day <= 12 and month <= 12 and day != month:
            values["swapped"] = (day, month)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    values["day"], values["month"] = day, month
    values["year"] = year if year > 99 else (2000 + year if year < 69 else 1900 + year)
    return bool(1800 <= values["year"] <= 2100)


def clock_of(word: str) -> tuple[int, int | None] | None:
    """Hour and minute (None where only the hour stands) of 17:25, 17h25, 09 h 08, 5 pm, 4.34pm; None where it is no
    time of day.
    """
    match = re.match(r"(\d{1,2})(?:[:h. ]{1,3}(\d{2}))?", word)
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2)) if match.group(2) else None
    half = re.search(r"([ap])\.?m", word)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.group(1) == "p" else 0)
    if hour > 23 or (minute or 0) > 59:
        return None
    return hour, minute


def _four_digits(values: dict[str, Any], word: str, _order: str) -> bool:
    values.setdefault("hour", int(word[:2]))
    values.setdefault("minute", int(word[-2:]))
    return int(word[:2]) < 24


def _zone(values: dict[str, Any], minutes: int) -> None:
    values["utc_offset"] = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _afternoon(values: dict[str, Any], _: int) -> None:
    if 1 <= values.get("hour", 0) < 12:
        values["hour"] += 12


def _holiday(values: dict[str, Any], number: int) -> None:
    values["month"], values["day"] = divmod(number, 100)


_SHAPES: dict[str, Callable[[dict[str, Any], str, str], bool]] = {
    "iso": _iso, "numdate": _numeric, "daymonth": _day_month, "time": _clock, "hhmm": _four_digits, "decade": _decade, "decade2": _decade,
}  # fmt: skip
# of words with a value, by class
_READERS: dict[str, Callable[[dict[str, Any], int], None]] = {
    "zone": _zone, "afternoon": _afternoon, "holiday": _holiday, "feast": _holiday,
}  # fmt: skip
