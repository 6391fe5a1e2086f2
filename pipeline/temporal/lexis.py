"""The words of a language by grammar class: names, numbers, units and the lists of its `dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.temporal.names import Names
from pipeline.text import fold

UNITS = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade")
# Tables of words that stand for a number, and their class. A holiday is its month times a hundred plus its day, a zone minutes east of UTC.
_NUMBERED = (
    ("numbers", "n"), ("ordinals", "ordinal"), ("decades", "decade_word"), ("seasons", "season"), ("holidays", "holiday"),
    ("feasts", "feast"), ("hours", "hour_word"), ("zones", "zone"),
)  # fmt: skip
NAMES = frozenset({"month", "short_month", "any_month", "weekday", "short_weekday", "any_weekday"})  # capitals in some languages
CORE_CLASSES = frozenset({
    "month", "short_month", "any_month", "weekday", "short_weekday", "any_weekday", "hijri", "unit", "plural_unit", "plural_the",
    "weekend", "decade_word", "season", "holiday", "feast",
})  # fmt: skip
DIGIT_CLASSES = frozenset({
    "iso", "numdate", "daymonth", "time", "hhmm", "day", "year", "number2", "month_number", "hijri_year", "decade", "decade2",
    "quarter_sign",
})  # fmt: skip
MONTH_CLASSES = frozenset({"month", "any_month", "month_number"})
LONG_CLASSES = frozenset({"iso", "numdate", "daymonth", "hhmm", "year", "hijri_year", "decade", "decade2", "quarter_sign"})


def classes_of(
    own: dict[str, Any], common: dict[str, Any], names: Names
) -> tuple[dict[str, dict[str, int]], dict[tuple[str, ...], dict[str, int]]]:
    """Words, and phrases of several, with their classes and the value of each: the language's own before those of all."""
    words: dict[str, dict[str, int]] = {}
    phrases: dict[tuple[str, ...], dict[str, int]] = {}
    for sequence, name, value in chain(_named(names), _listed(own), _listed(common)):
        if len(sequence) == 1:
            words.setdefault(sequence[0], {}).setdefault(name, value)
        elif sequence:
            phrases.setdefault(sequence, {}).setdefault(name, value)
    _join(words, own)
    return words, phrases


def _named(names: Names) -> Iterator[tuple[tuple[str, ...], str, int]]:
    for known, name, wider in (
        (names.months, "month", "any_month"), (names.weekdays, "weekday", "any_weekday"),
        (names.short_months, "short_month", "any_month"), (names.short_weekdays, "short_weekday", "any_weekday"),
        (names.hijri, "hijri", None),
    ):  # fmt: skip
        for sequence, number in known.items():
            yield sequence, name, number
            if wider is not None:
                yield sequence, wider, number


def _listed(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str, int]]:
    for table, name in _NUMBERED:
        for value, forms in data.get(table, {}).items():
            yield from ((_split(form), name, int(value)) for form in forms)
    for table, name in (("units", "unit"), ("units_the", "plural_the"), ("unit_the", "the_unit")):
        for unit, forms in data.get(table, {}).items():
            yield from ((_split(form), name, UNITS.index(unit)) for form in forms)
    for name, forms in data.get("words", {}).items():
        yield from ((_split(form), name, 0) for form in forms)


def _join(words: dict[str, dict[str, int]], own: dict[str, Any]) -> None:
    """Words behind `joiner` (and) and `with` in one piece: {and_month}, {and_weekday}, {with_n}."""
    made = (("joiner", "month", "and_month"), ("joiner", "weekday", "and_weekday"), ("with", "n", "with_n"))
    for key, name, joined in made:
        prefix: str = own.get(key, "")
        for word, classes in list(words.items()) if prefix else ():
            if name in classes:
                words.setdefault(prefix + word, {}).setdefault(joined, classes[name])


def _split(form: str) -> tuple[str, ...]:
    return tuple(w for w in re.split(r"[\s'’-]+", fold(form)) if w)


def folded_words(words: Any) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def with_keys(
    word: str, classes: dict[str, int], without: frozenset[str] = frozenset()
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """The classes of a word, as a token has them, and the steps of the trie that it may take."""
    kept: dict[str, tuple[int, ...]] = {name: (value,) for name, value in classes.items() if name not in without}
    return kept, (word, *("{" + name + "}" for name in kept))


@dataclass(frozen=True, slots=True)
class Strip:
    """What a word may be without a proclitic, of the words that some pattern or table knows, and how many letters are cut off."""

    clitics: tuple[str, ...]
    article: str
    swallowing: str  # the preposition behind which the article loses its first letter; "\0" where a language has none
    whole: frozenset[str]
    wanted: frozenset[str]

    def __call__(self, word: str) -> tuple[tuple[str, int], ...]:
        if word in self.whole or not word.startswith(self.clitics):
            return ()
        out: list[tuple[str, int]] = []
        for clitic in self.clitics:
            if word.startswith(clitic) and len(word) > len(clitic) + 1:
                rest, cut = word[len(clitic) :], len(clitic)
                if clitic.endswith(self.swallowing):
                    first, later = self.article[:1], self.article[1:]
                    if rest.startswith(later) and first + rest in self.wanted:
                        out.append((first + rest, cut - 1))
                    elif self.article + rest in self.wanted:  # للعام is ل + العام
                        out.append((self.article + rest, cut - 1))
                if rest in self.wanted:
                    out.append((rest, cut))
        return tuple(out)


def words_of(chosen: frozenset[str], words: dict[str, dict[str, int]], phrases: dict[tuple[str, ...], dict[str, int]]) -> frozenset[str]:
    """The words of these classes, and the first words of phrases of them."""
    found = {word for word, classes in words.items() if chosen & classes.keys()}
    begun = {sequence for sequence, classes in phrases.items() if chosen & classes.keys() and found.isdisjoint(sequence[1:])}
    return frozenset(found | {sequence[0] for sequence in begun})
