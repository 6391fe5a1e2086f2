"""Days, languages and outlets as press databases write them in words, as values that a document may state.

`lundi 3 mars 2025`, `March 3, 2025 Monday 09:14 GMT`, `٣ آذار ٢٠٢٥`; `ENGLISH`, `français`. Names of months and languages are the CLDR's,
in the languages below. What could be two things is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.ingest.metadata import iso_time
from pipeline.ingest.pagetimes import page_time
from pipeline.ingest.sources import LANGUAGE_TAG
from pipeline.model import Source

_LOCALES = ("en", "fr", "ar", "ar_LB", "ar_DZ", "ar_MA", "es", "de", "it", "pt", "nl", "tr", "ru", "fa")
_SHOWN_IN = ("en", "fr", "ar", "es", "de")
_LONGEST = 120  # characters of a value that is looked at
_WORD = re.compile(r"[^\W\d_]{3,20}|\d{1,4}")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:h](\d{2})(?::\d{2})?(?!\d) ?(?:([AaPp])\.?[Mm]\b)?")
_ZONE = re.compile(r"(?:GMT|UTC)\b|[+-]\d{2}:?\d{2}\b")
_SLASHES = re.compile(r"[/\\#\x00-\x1f]")


def day_of(value: str) -> str | None:
    """A day, with its hour where that stands beside it, as ISO 8601 text; None where it is none, or could be two."""
    value = " ".join(value.split())[:_LONGEST]
    words = [word.lower() for word in _WORD.findall(_CLOCK.sub(" ", value))]
    named = [(at, months()[word]) for at, word in enumerate(words) if word in months()]
    if len({month for _, month in named}) != 1:
        return page_time(value) if not named else None
    at, month = named[0]
    years = {word for word in words if word.isdigit() and len(word) == 4}
    beside = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    days = [word for word in beside if word.isdigit() and len(word) < 3] or _before_particle(words, at)
    if len(years) != 1 or len(days) > 1:
        return None
    year = int(years.pop())
    if not days:
        return iso_time(f"{year:04}-{month:02}")
    day = f"{year:04}-{month:02}-{int(days[0]):02}"
    return _with_hour(day, value)


def _before_particle(words: list[str], at: int) -> list[str]:
    """`3 de marzo`, `3 of March`: the day stands before a short word."""
    return [words[at - 2]] if at > 1 and not words[at - 1].isdigit() and words[at - 2].isdigit() and len(words[at - 2]) < 3 else []


def _with_hour(day: str, value: str) -> str | None:
    clocks = _CLOCK.findall(value)
    if len(clocks) != 1:
        return iso_time(day)
    hour, minute, half = int(clocks[0][0]), clocks[0][1], clocks[0][2].lower()
    if half:
        if not 1 <= hour <= 12:
            return iso_time(day)
        hour = hour % 12 + (12 if half == "p" else 0)
    found = _ZONE.search(_CLOCK.sub(" ", value))
    zone = "" if found is None else found[0].replace("GMT", "Z").replace("UTC", "Z")
    return iso_time(f"{day}T{hour:02}:{int(minute):02}{zone}") or iso_time(day)


def language_of(value: str) -> str | None:
    """The BCP 47 tag of a language that is written as a tag or by its name; of several the first. None where it is not known."""
    first = re.split(r"[;,/|]", value.strip()[:_LONGEST], maxsplit=1)[0].strip()
    known = _languages().get(first.casefold())
    if known is None and len(first) in (2, 5) and LANGUAGE_TAG.fullmatch(first.replace("_", "-")):
        known = first.replace("_", "-")
    return known


def outlet_of(value: str, sources: Mapping[str, Source]) -> str:
    """The id of the source that an outlet's name means: that of the folder whose `name` it is, else the name itself."""
    name = " ".join(value.split())
    found = next((key for key, source in sources.items() if source.name and source.name.casefold() == name.casefold()), name)
    return _SLASHES.sub("-", found)[:200]


@cache
def months() -> Mapping[str, int]:
    """Names of months, in lower case, to their numbers; those that mean two months in two languages are left out."""
    from babel import Locale  # noqa: PLC0415 (CLDR: only where a part states a day)

    found: dict[str, set[int]] = {}
    for locale in _LOCALES:
        for shapes in Locale.parse(locale).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in shapes[width].items():
                    plain = name.lower().rstrip(".")
                    if len(plain) >= 3:
                        found.setdefault(plain, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@cache
def _languages() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415

    found: dict[str, str] = {}
    for shown in _SHOWN_IN:
        for code, name in Locale.parse(shown).languages.items():
            if len(code) == 2:
                found.setdefault(name.casefold(), code)
    return found
