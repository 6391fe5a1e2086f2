"""From a match of the grammar to an `Expression`: which captured number is the day, which the year, and whether the
words around it allow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.temporal.characters import Token
from pipeline.temporal.grammar import UNITS, Grammar, Rule


@dataclass(slots=True)
class Captured:
    """A match: tokens first … end-1, the rule, and the classes met on the way with their tokens."""

    first: int
    end: int
    rule: Rule | None
    values: tuple[tuple[str, Token], ...]
    first_token: Token | None = None


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
    if rule.needs is not None and not _allowed(rule.needs, match, tokens, grammar):
        return None
    if rule.unit is not None:
        values["unit"] = rule.unit
    if rule.op in _MEASURED and "unit" not in values:
        named = [t.classes[name][0] for t in tokens[match.first : match.end] for name in ("unit", "plural_the", "the_unit") if name in t.classes]
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
    return {"start": start, "end": end, "rule_id": rule.rule_id, "op": rule.op, **values}


_DAY = UNITS.index("day")
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


def _allowed(need: str, match: Captured, tokens: list[Token], grammar: Grammar) -> bool:
    """What a rule demands of the words around it, by the name in its `needs`."""
    before = tokens[match.first - 1] if match.first > 0 else None
    after = tokens[match.end] if match.end < len(tokens) else None
    if need == "year":
        years = [t.classes["year"][0] for name, t in match.values if name == "year"]
        return min(years, default=0) >= 1700 and _stands_alone(min(years), before, after, grammar)
    if need == "round_year":
        return all(t.classes.get(name, (0,))[0] % 10 == 0 for name, t in match.values if name == "year")
    if need == "single_unit":  # قبل أسبوع, but not قبل سنوات, قبل عام 2018, قبل يوم الأحد
        if any("plural_unit" in token.classes for _, token in match.values):
            return False
        return after is None or not {"year", "month", "weekday", "n"} & after.classes.keys()
    if need == "not_from":  # the last two years of his life, بعد ثلاثة أيام من الهجوم
        return after is None or "of_word" not in after.classes
    if need == "no_score":  # 30s/100
        return after is None or after.word not in "/%"
    if need == "no_number_head":  # version 3.4.12
        return before is None or "number_head" not in before.classes
    if need == "ahead":  # "in a day", "in 30 minutes" are mostly how long, not when
        units = [(t.classes["n"][0], other.classes["unit"][0]) for (a, t), (b, other) in pairwise(match.values) if (a, b) == ("n", "unit")]
        is_far = all(n > 1 and unit >= _DAY for n, unit in units)
        return is_far and (after is None or "of_word" not in after.classes)
    if need == "no_head":  # Black Friday, the Sunday Times
        if before is not None and "day_head" in before.classes:
            return False
        return after is None or not (after.is_capital and "name_tail" in after.classes)
    if need == "not_name":  # USA Today, la planète Mars, جريدة الغد
        if before is not None and "name_head" in before.classes:
            return False
        last = tokens[match.end - 1]
        if grammar.capitalised:
            first = tokens[match.first]
            is_named = before is not None and before.kind == "word" and before.is_capital and before.word not in grammar.stop_words
            return not (first.is_capital and is_named)
        return not (last.is_capital and match.first > 0)
    # la veille de Noël, the day before the vote: told by what follows
    return need != "not_of" or after is None or after.kind != "word" or "goes_on" in after.classes


def _stands_alone(year: int, before: Token | None, after: Token | None, grammar: Grammar) -> bool:
    """A year that stands alone is not followed by a thing that is counted (2000 people), nor beside the sign of a
    unit or currency. A round number counts unknown things, another one only those that are listed.
    """
    if before is not None and before.word in ("$", "€", "£", "#", "+", "≈", "~"):
        return False
    if after is None:
        return True
    if after.word in ("%", "$", "€", "£", "°", "+", "×", "x"):
        return False
    if after.kind != "word" or after.is_capital or after.word in grammar.stop_words:
        return True
    return year % 100 != 0 and 1900 <= year < 2100 and "counted" not in after.classes
