"""Names of months and weekdays of a language: CLDR's (babel) for its locales, and what its `dates.toml` adds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from pipeline.languages import pack
from pipeline.text import fold

Words = tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Folded word sequences → number. Months from 1, weekdays from 0 (Monday). `short` are abbreviations, which
    need company.
    """

    months: dict[Words, int]
    short_months: dict[Words, int]
    weekdays: dict[Words, int]
    short_weekdays: dict[Words, int]
    hijri: dict[Words, int]


def _words(name: str) -> Words:
    return tuple(fold(name).replace(".", " ").replace("-", " ").replace("'", " ").split())


@lru_cache(maxsize=64)
def names_of(lang: str) -> Names:
    """Names in the language; those of no language (empty) where CLDR does not know it."""
    data = pack(lang).toml("dates")
    out = Names({}, {}, {}, {}, {})
    for tag in data.get("locales", [lang]):
        try:
            locale = Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            _add(out.months, locale.months[context]["wide"], 0)
            _add(out.short_months, locale.months[context]["abbreviated"], 0)
            _add(out.weekdays, locale.days[context]["wide"], 0)
            _add(out.short_weekdays, locale.days[context]["abbreviated"], 0)
    for table, key in ((out.months, "months"), (out.weekdays, "weekdays"), (out.hijri, "hijri_months")):
        for number, words in data.get(key, {}).items():
            table.update({_words(word): int(number) for word in words})
    for table, key in ((out.short_months, "short_months"), (out.short_weekdays, "short_weekdays")):
        for number, words in data.get(key, {}).items():
            table.update({_words(word): int(number) for word in words})
    return out


def _add(table: dict[Words, int], names: Any, shift: int) -> None:
    for number, name in names.items():
        words = _words(str(name))
        if words and not any(w.isdigit() for w in words):
            table.setdefault(words, int(number) + shift)
