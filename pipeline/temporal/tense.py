"""Does the clause around an expression speak of what was or of what will be? Marked forms, listed in `dates.toml`, and
the past forms of the pack's verbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipeline.languages import pack
from pipeline.text import fold

if TYPE_CHECKING:
    from pipeline.temporal.characters import Token

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


def tense_at(tokens: list[Token], first: int, end: int, words: TenseWords) -> Sign | None:
    """The nearest marked form before the expression within its sentence; where the expression opens the sentence,
    the first behind it. What may come true under a condition lies ahead.
    """
    i = first - 1
    if words.reporting:
        near = next((t for t in reversed(tokens[max(0, first - 3) : first]) if not _stands_in(t, words.joining)), None)
        if near is not None and _stands_in(near, words.reporting):
            return "past"
    while i >= 0 and i >= first - _REACH and tokens[i].word not in _STOPS:
        sign = _sign_at(tokens, i, words)
        if sign is not None:
            is_open = sign == "past" and not _stands_in(tokens[i], words.strong)
            return "future" if is_open and _is_conditional(tokens, first, words) else sign
        i -= 1
    if _is_conditional(tokens, first, words):
        return "future"
    if i >= 0 and tokens[i].word not in _STOPS:
        return None
    if first - 1 - i > 3:
        return None
    for j in range(end, min(end + _REACH, len(tokens))):
        if tokens[j].word in _STOPS:
            return None
        sign = _sign_at(tokens, j, words)
        if sign is not None:
            return sign
    return None


def _is_conditional(tokens: list[Token], first: int, words: TenseWords) -> bool:
    """Does the clause that the expression closes begin with if?"""
    for i in range(first - 1, max(first - _REACH, 0) - 1, -1):
        if tokens[i].word in _BREAKS:
            return False
        for size in (1, 2, 3):
            if i + size <= first and tuple(map(_as_listed, tokens[i : i + size])) in words.conditionals:
                return i == 0 or tokens[i - 1].word not in words.not_conditional
    return False


def _sign_at(tokens: list[Token], i: int, words: TenseWords) -> Sign | None:
    token = tokens[i]
    listed = _as_listed(token)
    for phrase, sign in (words.phrases or {}).get(listed, ()):
        if i + 1 >= len(phrase) and tuple(map(_as_listed, tokens[i + 1 - len(phrase) : i + 1])) == phrase:
            return sign
    if token.kind != "word" or token.word in words.neither:
        return None
    previous = tokens[i - 1] if i else None
    return _listed_sign(token, listed, previous, words) or _sign_of_ending(token, previous, words)


def _listed_sign(token: Token, listed: str, previous: Token | None, words: TenseWords) -> Sign | None:
    if listed in words.future:
        return "future"
    if listed in words.planned:
        return "planned"
    is_past = listed in words.past or (token.word in words.past_verbs and not token.is_capital)
    if not is_past and token.word not in words.invariable:
        return None
    if previous is not None and _stands_in(previous, words.before_participle):
        return None
    return "past" if is_past or previous is None or not _stands_in(previous, words.before_infinitive) else None


def _sign_of_ending(token: Token, previous: Token | None, words: TenseWords) -> Sign | None:
    word = token.word
    if token.is_capital or len(word) < _SHORTEST:
        return None
    if word.startswith(words.future_prefixes):
        return "future"
    if len(word) == _SHORTEST:
        return None
    if word.endswith(words.future_suffixes):
        return "future"
    is_participle = previous is not None and _stands_in(previous, words.before_participle)
    is_past = word.endswith(words.past_suffixes) and not word.endswith(words.not_past_suffixes)
    return "past" if is_past and not is_participle else None


def _stands_in(token: Token, words: frozenset[str]) -> bool:
    return _as_listed(token) in words


def _as_listed(token: Token) -> str:
    return token.raw if token.word.isascii() else token.word
