"""Date stamps: lines that say when an article appeared or changed, and nothing else.

A stamp is a short line made of temporal expressions and of the stamp words of `chrome.toml`, or of a count and words such as
"hours ago", which date nothing. What day the document takes from its stamps is decided in `published`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.chars import ASKING
from pipeline.clean.words import RUN, Words, runs_of, words_of
from pipeline.languages import Pack, holding, languages, shared
from pipeline.temporal import Expression, core_words, find, vocabulary
from pipeline.text import fold

MAX = 140
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:\s?[:h时時点시]\s?\d{2}(?!\d)|\.\d{2}(?!\d)(?=[^\d.]*[^\W\d]))|[^\W\d]\s\d{1,2}\.\d{2}(?![\d.])")
# A day in a calendar or an order that the grammar does not read: 1403/08/29, 19.11.2567
_NUMERIC = re.compile(r"(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2})(?!\d)")
_WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SHORT = 3  # letters of a word that is one of prose in many languages: it counts in its own language only
# Letters that folding leaves out: a word of them alone is none of `words`.
_FAINT = re.compile("[\u0640\ufcf2-\ufcf4\ufe71-\ufe7f\uff9e\uff9f]")
_MAX_PLACE = 3  # words
_REMEMBERED = 50_000  # words
_MAX_NAMES = 5  # words
_SEPARATOR = re.compile(r"[|•·]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The expressions of one line. `rest` counts the letters that neither they nor stamp words explain."""

    line_no: int
    expressions: tuple[Expression, ...]
    is_update: bool
    is_labelled: bool  # says what it is: published, updated
    rest: int
    place: str | None = None  # "Baghdad" in "Baghdad, 19 November 2024"


class _Letters(dict[str, int]):
    """How many letters of a word neither expressions nor stamp words explain, remembered, for words recur."""

    def __init__(self, known: frozenset[str], wide: re.Pattern[str]) -> None:
        self._known, self._wide = known, wide

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = n = _unknown(word, self._known, self._wide)
        return n


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words that may stand in a stamp of one language."""

    known: frozenset[str]
    updates: frozenset[str]  # single words that say that the article was changed
    update_phrases: tuple[str, ...]
    wide_updates: tuple[str, ...]
    labels: frozenset[str]  # words of stamps that are no small words of prose
    wide_labels: tuple[str, ...]
    wide_markers: tuple[str, ...]
    counted: frozenset[str]  # known, and units of time
    markers: frozenset[str]  # ago; months of calendars that are not converted
    letters: _Letters  # beside known words and whatever an expression may hold
    wide: re.Pattern[str]  # known words of scripts without spaces
    days: frozenset[str]  # words one of which stands in every expression without a digit


@lru_cache(maxsize=64)
def _vocabulary(lang: str) -> _Vocabulary:
    own, anywhere = _words("stamp", lang), _words("stamp")
    units, markers = _words("units"), _words("ago") | _words("calendar")
    known = own | {w for w in anywhere if len(w) > _SHORT or _WIDE.match(w)}
    temporal = known | units | markers
    for tag in _tags(lang):
        temporal |= vocabulary(tag)
    found = sorted(filter(_WIDE.match, known | units | markers), key=lambda w: (-len(w), w))
    wide = re.compile("|".join(map(re.escape, found)) or r"(?!)")
    updates = _words("updated")
    labels = frozenset(w for w in known if len(w) > _SHORT or (_WIDE.match(w) and len(w) > 1))
    return _Vocabulary(
        known=known,
        updates=frozenset(w for w in updates if " " not in w),
        update_phrases=tuple(sorted(w for w in updates if " " in w)),
        wide_updates=tuple(sorted(filter(_WIDE.match, updates))),
        labels=labels,
        wide_labels=tuple(sorted(filter(_WIDE.match, labels))),
        wide_markers=tuple(sorted(filter(_WIDE.match, markers))),
        counted=known | units,
        markers=markers,
        letters=_Letters(temporal, wide),
        wide=wide,
        days=frozenset[str]().union(*map(core_words, _tags(lang))),
    )


@lru_cache(maxsize=128)
def _words(key: str, lang: str | None = None) -> frozenset[str]:
    """The folded words of a list of `chrome.toml`, of all languages, or of one with what is of English or none."""
    packs = [Pack(tag) for tag in holding("chrome") if lang is None or tag in (lang.split("-")[0], "en")]
    return frozenset(fold(word) for data in [*packs, shared()] for word in data.toml("chrome").get(key, ()))


@lru_cache(maxsize=64)
def _tags(lang: str) -> tuple[str, ...]:
    """Languages whose grammar is tried on a line, in order."""
    return tuple(dict.fromkeys((lang, "en", *languages())))


def day_words(lang: str) -> frozenset[str]:
    """Words one of which every stamp without a digit holds."""
    return _vocabulary(lang).days


def stamp_of(text: str, line_no: int, lang: str, words: Words | None = None) -> Stamp | None:
    """The line as a stamp, None where it holds no temporal expression or too much else (more than a third of its
    letters). `lang`: the document's language; `words` are those of the line, where they are known: they spare most lines a look.
    """
    if not 3 <= len(text) <= MAX or text[-1] in ASKING:  # “And tomorrow?” is a subhead
        return None
    has_digit = _DIGIT.search(text) is not None
    if not has_digit and _vocabulary(lang).days.isdisjoint((words or words_of(text)).all):
        return None
    is_told = words is not None and not _is_wide(text) and (has_digit or text.isascii() or _FAINT.search(text) is None)
    found = _unsigned(text, line_no, lang, runs_of(words) if words is not None and is_told else None)
    if found is None and has_digit and _SEPARATOR.search(text) is not None:
        bare = _without_names(text)
        return _unsigned(bare, line_no, lang) if bare != text else None
    return found


def _is_wide(text: str) -> bool:
    return not text.isascii() and _WIDE.search(text) is not None


def _without_names(text: str) -> str:
    """The line with blanks for its one part that is names: `Ana Mora | 19 November 2024`."""
    at = 0
    for part in _SEPARATOR.split(text):
        words = RUN.findall(part)
        is_name = 1 < len(words) <= _MAX_NAMES and not _DIGIT.search(part) and all(w[0].isupper() for w in words)
        if is_name:
            return text[:at] + " " * len(part) + text[at + len(part) :]
        at += len(part) + 1
    return text


def _unsigned(text: str, line_no: int, lang: str, runs: Sequence[str] | None = None) -> Stamp | None:
    words = [fold(w) for w in RUN.findall(text)] if runs is None else runs
    vocabulary_ = _vocabulary(lang)
    if not _may_be_stamp(words, vocabulary_):
        return None
    has_digit = _DIGIT.search(text) is not None
    found = _expressions(text, words, lang)
    if not found and not _is_counted(text, words, vocabulary_):
        return None
    remaining = text
    for expression in found:
        remaining = remaining[: expression.start] + " " * (expression.end - expression.start) + remaining[expression.end :]
    left = [fold(w) for w in RUN.findall(remaining)]
    rest = sum(_unknown(w, vocabulary_.known, vocabulary_.wide) for w in left)
    is_labelled = not vocabulary_.labels.isdisjoint(left) or _has_wide(remaining, vocabulary_.wide_labels)
    place = _place(text, found, vocabulary_.known)
    if found and not _tells_a_day(found, is_labelled, has_digit):
        return None
    if found and place is None and rest > max(4, sum(map(str.isalpha, text)) / 3) and not _is_counted(text, words, vocabulary_):
        return None
    return Stamp(line_no, found, _is_update(text, words, vocabulary_), is_labelled, rest, place)


def _is_update(text: str, words: Sequence[str], v: _Vocabulary) -> bool:
    folded = f" {' '.join(words)} "
    return not v.updates.isdisjoint(words) or any(f" {phrase} " in folded for phrase in v.update_phrases) or _has_wide(text, v.wide_updates)


def _may_be_stamp(words: Sequence[str], v: _Vocabulary) -> bool:
    """Could expressions and stamp words explain the line, all but a place before a date? Never wrong about a no."""
    unknown = list(map(v.letters.__getitem__, words))
    most = max(4, sum(map(len, words)) / 3 + 1)
    if sum(unknown[_MAX_PLACE:]) > most:  # prose, most often
        return False
    strangers = 0
    for n in unknown[:_MAX_PLACE]:
        if not n:
            break
        strangers += 1
    rest = sum(unknown[strangers:])
    return rest == 0 or rest + sum(map(len, words[:strangers])) <= most


def _unknown(word: str, known: frozenset[str], wide: re.Pattern[str]) -> int:
    """How many letters of a word are explained by no word of the list."""
    if word in known:
        return 0
    if word.isascii():
        return len(word)
    if _WIDE.match(word):
        return len(wide.sub("", word))
    if "\u0600" <= word[0] <= "\u06ff" and (word[1:] in known or word[2:] in known or "ال" + word[1:] in known or "ال" + word[2:] in known):
        return 0  # a proclitic
    return len(word)


def _has_wide(text: str, words: tuple[str, ...]) -> bool:
    return not text.isascii() and _WIDE.search(text) is not None and any(word in text for word in words)


def _expressions(text: str, words: Sequence[str], lang: str) -> tuple[Expression, ...]:
    """What the first grammar finds that finds a day; those of other languages are asked where a word of theirs stands."""
    best: tuple[Expression, ...] = ()
    for tag in _tags(lang):
        if tag != lang and vocabulary(tag).isdisjoint(words):
            continue
        found = find(text, tag)
        if any(e.op != "date" or e.month is not None for e in found):
            return found
        best = best or found
    return best


def _tells_a_day(found: tuple[Expression, ...], is_labelled: bool, has_digit: bool) -> bool:
    """A month, a year or a day of the week alone may head a part of the text; so may a period."""
    if is_labelled:
        return True
    return any(
        (e.op == "date" and e.day is not None)
        or e.hour is not None
        or (e.op in ("offset", "unit") and e.unit in ("minute", "hour", "day") and (has_digit or e.op == "unit"))
        or (e.op == "offset" and has_digit)
        or (e.op in ("weekday", "hijri") and has_digit)
        for e in found
    )


def _is_counted(text: str, words: Sequence[str], v: _Vocabulary) -> bool:
    """Nothing but stamp words and a clock, a numeric day, or a count of hours that have passed."""
    if _DIGIT.search(text) is None or any(_unknown(w, v.counted, v.wide) for w in words if w not in v.markers):
        return False
    has_marker = not v.markers.isdisjoint(words) or _has_wide(text, v.wide_markers)
    return has_marker or _CLOCK.search(text) is not None or _NUMERIC.search(text) is not None


def _place(text: str, found: tuple[Expression, ...], known: frozenset[str]) -> str | None:
    """One to three capitalised words (or words of a script without capitals) before the only full date of the line,
    and nothing behind it.
    """
    if len(found) != 1 or found[0].day is None or found[0].month is None or any(c.isalnum() for c in text[found[0].end :]):
        return None
    head = text[: found[0].start].strip(" ,،:–—-")
    words = RUN.findall(head)
    if not 1 <= len(words) <= _MAX_PLACE or len(head) > 30 or any(c.isdigit() for c in head):
        return None
    if any(fold(w) in known or not (w[0].isupper() or w[0].lower() == w[0].upper()) for w in words):
        return None
    return head


_DATELINE_MARK = re.compile(r"[)\]:–—-]")  # without one the head is none: most paragraphs are not searched for days
_DATELINE = re.compile(r"\s{0,3}(?:[(\[][^()\[\]]{2,30}[)\]])?\s{0,3}[)\]:–—-]")


def dateline_of(paragraph: str, lang: str) -> Expression | None:
    """The day in the dateline with which a report opens: `BAGHDAD, Nov 19 (Agency) – …`; None where it opens
    otherwise.
    """
    head = paragraph[:100]
    if _DATELINE_MARK.search(head) is None:
        return None
    for found in find(head, lang):
        if found.op != "date" or found.day is None or found.start > 45:
            return None
        words = RUN.findall(head[: found.start])
        is_place = 1 <= len(words) <= 4 and all(w[0].isupper() or w[0].lower() == w[0].upper() for w in words)
        return found if is_place and _DATELINE.match(head, found.end) else None
    return None
