"""What a rule demands of the words around its match, by the name in its `needs`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.temporal.characters import Token
from pipeline.temporal.grammar import Grammar
from pipeline.temporal.lexis import UNITS
from pipeline.temporal.patterns import Rule


@dataclass(slots=True)
class Captured:
    """A match: tokens first … end-1, the rule, and the classes met on the way with their tokens."""

    first: int
    end: int
    rule: Rule | None
    values: tuple[tuple[str, Token], ...]
    first_token: Token | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A match with the tokens beside it."""

    match: Captured
    first: Token
    last: Token
    before: Token | None
    after: Token | None
    grammar: Grammar


def is_allowed(need: str, match: Captured, tokens: list[Token], grammar: Grammar) -> bool:
    """Whether the words around a match fulfil a condition; KeyError where there is none of that name."""
    before = tokens[match.first - 1] if match.first > 0 else None
    after = tokens[match.end] if match.end < len(tokens) else None
    return _CONDITIONS[need](_Place(match, tokens[match.first], tokens[match.end - 1], before, after, grammar))


def _is_year(p: _Place) -> bool:
    years = [t.classes["year"][0] for name, t in p.match.values if name == "year"]
    return min(years, default=0) >= _OLDEST and _stands_alone(min(years), p.before, p.after, p.grammar)


def _is_round_year(p: _Place) -> bool:
    return all(t.classes.get(name, (0,))[0] % 10 == 0 for name, t in p.match.values if name == "year")


def _is_single_unit(p: _Place) -> bool:
    """قبل أسبوع, but not قبل سنوات, قبل عام 2018, قبل يوم الأحد."""
    if any("plural_unit" in token.classes for _, token in p.match.values):
        return False
    return p.after is None or not {"year", "month", "weekday", "n"} & p.after.classes.keys()


def _is_not_from(p: _Place) -> bool:
    """Not the last two years of his life, بعد ثلاثة أيام من الهجوم."""
    return p.after is None or "of_word" not in p.after.classes


def _is_no_score(p: _Place) -> bool:
    """Not 30s/100."""
    return p.after is None or p.after.word not in "/%"


def _has_no_number_head(p: _Place) -> bool:
    """Not version 3.4.12."""
    return p.before is None or "number_head" not in p.before.classes


def _is_ahead(p: _Place) -> bool:
    """ "In a day", "in 30 minutes" are mostly how long, not when."""
    pairs = [(t.classes["n"][0], o.classes["unit"][0]) for (a, t), (b, o) in pairwise(p.match.values) if (a, b) == ("n", "unit")]
    return all(n > 1 and unit >= _DAY for n, unit in pairs) and _is_not_from(p)


def _has_no_head(p: _Place) -> bool:
    """Not Black Friday, the Sunday Times."""
    if p.before is not None and "day_head" in p.before.classes:
        return False
    return p.after is None or not (p.after.is_capital and "name_tail" in p.after.classes)


def _is_no_name(p: _Place) -> bool:
    """Not USA Today, la planète Mars, جريدة الغد."""
    if p.before is not None and "name_head" in p.before.classes:
        return False
    if p.grammar.capitalised:
        before = p.before
        is_named = before is not None and before.kind == "word" and before.is_capital and before.word not in p.grammar.stop_words
        return not (p.first.is_capital and is_named)
    return not (p.last.is_capital and p.match.first > 0)


def _is_not_of(p: _Place) -> bool:
    """Not la veille du scrutin, the day before the vote: told by what follows."""
    return p.after is None or p.after.kind != "word" or "goes_on" in p.after.classes


_OLDEST = 1700  # of years that stand alone
_DAY = UNITS.index("day")
_CONDITIONS: dict[str, Callable[[_Place], bool]] = {
    "year": _is_year, "round_year": _is_round_year, "single_unit": _is_single_unit, "not_from": _is_not_from, "no_score": _is_no_score,
    "no_number_head": _has_no_number_head, "ahead": _is_ahead, "no_head": _has_no_head, "not_name": _is_no_name, "not_of": _is_not_of,
}  # fmt: skip


def _stands_alone(year: int, before: Token | None, after: Token | None, grammar: Grammar) -> bool:
    """A year that stands alone is not followed by a thing that is counted (2000 people), nor beside the sign of a
    unit or currency. A round number counts unknown things, another one only those that are listed.
    """
    if before is not None and before.word in _UNLIKE_BEFORE:
        return False
    if after is None:
        return True
    if after.word in _UNLIKE_BEHIND:
        return False
    if after.kind != "word" or after.is_capital or after.word in grammar.stop_words:
        return True
    return year % 100 != 0 and _MODERN[0] <= year < _MODERN[1] and "counted" not in after.classes


_MODERN = (1900, 2100)
_UNLIKE_BEFORE = frozenset(("$", "€", "£", "#", "+", "≈", "~"))
_UNLIKE_BEHIND = frozenset(("%", "$", "€", "£", "°", "+", "×", "x"))
