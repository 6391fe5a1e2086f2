"""Does the clause around an expression speak of what was or of what will be? Marked forms, listed in `dates.toml`, and
the past forms of the pack's verbs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.languages import pack
from pipeline.temporal.characters import WORD
from pipeline.text import fold

# Words, numbers and signs, without hyphens, apostrophes and the points of abbreviations before a number (Jan. 5).
_WORD = re.compile(rf"{WORD}|\d+(?:[.,:/]\d+)*|(?!\.\s?\d)[^\s\w'’‐‑-]")
_REACH = 20  # words looked at on each side
_STOPS = frozenset(".!?؟…؛;")
_BREAKS = _STOPS | frozenset(',،:«»“”"')

Sign = Literal["past", "future", "planned"]


@dataclass(frozen=True)
class TenseWords:
    """Forms that mark a tense in one language. `neither` wins over endings and lists. `strong` past forms stay past
    behind if; `conditionals` turn others into what may come, unless a word of `not_conditional` stands before.
    """

    future: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    past_verbs: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    neither: frozenset[str] = frozenset()
    invariable: frozenset[str] = frozenset()  # set, cut, hit: past unless they are infinitives
    before_infinitive: frozenset[str] = frozenset()
    before_participle: frozenset[str] = frozenset()  # be held, is held: no past
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Sign], ...]] | None = None  # by their last word
    conditionals: frozenset[tuple[str, ...]] = frozenset()
    conditional_starts: frozenset[str] = frozenset()  # their first words, folded
    not_conditional: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()  # said Monday: past where the expression stands right behind, else no sign
    joining: frozenset[str] = frozenset()  # what may stand between them
    future_suffixes: tuple[str, ...] = ()
    future_prefixes: tuple[str, ...] = ()
    past_suffixes: tuple[str, ...] = ()
    not_past_suffixes: tuple[str, ...] = ()


# Tags of forms that are past and nothing else, and of those that must not be taken for them.
_PAST_TAGS = ("past", "imp", "perf")
_OTHER_TAGS = ("inf", "pres", "fut", "cond", "subj", "prp", "impf", "masdar", "part")
_SHORTEST = 4  # letters of a verb form that is told from a noun without its neighbours


def tense_words(lang: str, data: Mapping[str, Any]) -> TenseWords:
    """The `[tense]` table of a `dates.toml`, with the past forms of the language's verbs."""
    past: set[str] = set()
    other: set[str] = set()
    for forms in pack(lang).verbs.values():
        for tag, values in forms.items():
            (past if tag in _PAST_TAGS else other if tag in _OTHER_TAGS else set()).update(values)
    phrases: dict[str, list[tuple[tuple[str, ...], Sign]]] = {}
    signs: tuple[tuple[str, Sign], ...] = (("future", "future"), ("planned", "planned"), ("past", "past"))
    for key, sign in signs:
        for phrase in data.get(f"{key}_phrases", ()):
            words = _words(phrase)
            phrases.setdefault(words[-1], []).append((words, sign))
    return TenseWords(
        future=_lowered(data.get("future", ())),
        planned=_lowered(data.get("planned", ())),
        past=_lowered(data.get("past", ())),
        past_verbs=frozenset(form for form in past - other if len(form) >= _SHORTEST and " " not in form),
        strong=_lowered(data.get("strong_past", ())),
        invariable=_lowered(data.get("invariable", ())),
        before_participle=_lowered(data.get("before_participle", ())),
        before_infinitive=_lowered(data.get("before_infinitive", ())),
        neither=frozenset(fold(w) for w in data.get("neither", ())),
        phrases={word: tuple(found) for word, found in phrases.items()},
        conditionals=frozenset(_words(w) for w in data.get("conditionals", ())),
        conditional_starts=frozenset(fold(_words(w)[0]) for w in data.get("conditionals", ())),
        not_conditional=frozenset(fold(w) for w in data.get("not_conditional", ())),
        reporting=_lowered(data.get("reporting", ())),
        joining=_lowered(data.get("joining", ())),
        future_suffixes=tuple(data.get("future_suffixes", ())),
        future_prefixes=tuple(data.get("future_prefixes", ())),
        past_suffixes=tuple(data.get("past_suffixes", ())),
        not_past_suffixes=tuple(data.get("not_past_suffixes", ())),
    )


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(_lower(w) for w in phrase.replace("'", " ").replace("-", " ").split())


def _lower(word: str) -> str:
    """Latin words with their accents (`à` is no `a`), others folded."""
    return word.lower() if fold(word).isascii() else fold(word)


def _lowered(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_lower, words))


class Words:
    """The words and signs of one sentence (low, high) of a folded line, for whoever asks for the tense around an expression; `offsets`
    lead back into the line, as do `starts` and `ends`."""

    __slots__ = ("ends", "line", "listed", "starts", "word")

    def __init__(self, folded: str, line: str, offsets: Sequence[int], low: int, high: int) -> None:
        found = [match.span() for match in _WORD.finditer(folded, low, high)]
        self.word = [folded[start:end] for start, end in found]
        self.starts = [offsets[start] for start, _ in found]
        self.ends = [offsets[end - 1] + 1 for _, end in found]
        self.line = line
        self.listed: list[str | None] = [None] * len(found)

    def as_listed(self, i: int) -> str:
        """As the lists have it: Latin words with their accents."""
        listed = self.listed[i]
        if listed is None:
            word = self.word[i]
            is_latin = word.isascii() and not self.line.isascii()
            listed = self.line[self.starts[i] : self.ends[i]].lower() if is_latin else word
            self.listed[i] = listed
        return listed

    def is_capital(self, i: int) -> bool:
        """Does it begin with a capital?"""
        return self.line[self.starts[i]].isupper()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First and behind the last of those between two places of the line."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def tense_at(w: Words, first: int, end: int, words: TenseWords) -> Sign | None:
    """The nearest marked form before the expression (the words first … end-1) within its sentence; where the expression opens the
    sentence, the first behind it. What may come true under a condition lies ahead.
    """
    if words.reporting:
        near = next((t for i in range(first - 1, max(first - 4, -1), -1) if (t := w.as_listed(i)) not in words.joining), None)
        if near in words.reporting:
            return "past"
    i = first - 1
    while i >= 0 and i >= first - _REACH and w.word[i] not in _STOPS:
        sign = _sign_at(w, i, words)
        if sign is not None:
            is_open = sign == "past" and w.as_listed(i) not in words.strong
            return "future" if is_open and _is_conditional(w, first, words) else sign
        i -= 1
    if _is_conditional(w, first, words):
        return "future"
    if i >= 0 and w.word[i] not in _STOPS:
        return None
    if first - 1 - i > 3:
        return None
    for j in range(end, min(end + _REACH, len(w.word))):
        if w.word[j] in _STOPS:
            return None
        sign = _sign_at(w, j, words)
        if sign is not None:
            return sign
    return None


def _is_conditional(w: Words, first: int, words: TenseWords) -> bool:
    """Does the clause that the expression closes begin with if?"""
    low = first
    while low > 0 and low > first - _REACH and w.word[low - 1] not in _BREAKS:
        low -= 1
    if words.conditional_starts.isdisjoint(w.word[low:first]):
        return False
    for i in range(first - 1, low - 1, -1):
        for size in (1, 2, 3):
            if i + size <= first and tuple(map(w.as_listed, range(i, i + size))) in words.conditionals:
                return i == 0 or w.word[i - 1] not in words.not_conditional
    return False


def _sign_at(w: Words, i: int, words: TenseWords) -> Sign | None:
    word = w.word[i]
    listed = w.as_listed(i)
    for phrase, sign in (words.phrases or {}).get(listed, ()):
        if i + 1 >= len(phrase) and tuple(map(w.as_listed, range(i + 1 - len(phrase), i + 1))) == phrase:
            return sign
    if word in words.neither or not word[0].isalpha():
        return None
    if listed in words.future:
        return "future"
    if listed in words.planned:
        return "planned"
    is_past = listed in words.past or (word in words.past_verbs and not w.is_capital(i))
    if not is_past and word not in words.invariable:
        return _sign_of_ending(w, i, words)
    previous = w.as_listed(i - 1) if i else None
    if previous in words.before_participle:
        return None
    return "past" if is_past or previous not in words.before_infinitive else None


def _sign_of_ending(w: Words, i: int, words: TenseWords) -> Sign | None:
    word = w.word[i]
    if len(word) < _SHORTEST or w.is_capital(i):
        return None
    if word.startswith(words.future_prefixes):
        return "future"
    if len(word) == _SHORTEST:
        return None
    if word.endswith(words.future_suffixes):
        return "future"
    is_past = word.endswith(words.past_suffixes) and not word.endswith(words.not_past_suffixes)
    return "past" if is_past and (i == 0 or w.as_listed(i - 1) not in words.before_participle) else None
