"""Lines behind the body that name its source: "With Agency", "Outlet staff and agencies", "Source: Agency". The words are
data, `chrome.toml` of each language's folder.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.clean.words import Words, words_of
from pipeline.languages import Pack, holding
from pipeline.text import fold

_LABELLED = re.compile(r"^[^:：]{2,30}[:：]\s*(\S.{0,78}\S|\S)\s*$")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MAX_SIZE, _MAX_WORDS = 60, 6
_STOPS = ".!?؟…。:："

Table = dict[str, list[tuple[str, ...]]]


@lru_cache(maxsize=4)
def _phrases(key: str) -> Table:
    """First word (`credit_tails`: the last) → phrases, the longer first."""
    found = {
        tuple(fold(w) for w in _WORDS.findall(phrase)) for lang in holding("chrome") for phrase in Pack(lang).toml("chrome").get(key, ())
    }
    out: Table = {}
    for phrase in sorted(found, key=lambda p: (-len(p), p)):
        out.setdefault(phrase[-1 if key == "credit_tails" else 0], []).append(phrase)
    return out


def is_credit(text: str, words: Words | None = None) -> bool:
    """A lead word and names, or names and a tail; the names have capitals, or a script without them. `words` are those of the
    line, where they are known: they spare most lines a look.
    """
    if len(text) > _MAX_SIZE or text.rstrip()[-1:] in _STOPS:
        return False
    folded = (words or words_of(text)).all
    if not folded or (folded[0] not in _firsts() and folded[-1] not in _lasts()):
        return False
    return _after_lead(text) is not None or _before_tail(text)


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(words_of(first).all[0] for first in _phrases("credit_leads"))


@lru_cache(maxsize=1)
def _lasts() -> frozenset[str]:
    return frozenset(words_of(last).all[-1] for last in _phrases("credit_tails"))


def credited(text: str) -> str | None:
    """The source that a credit names, None where it names none."""
    match = _LABELLED.match(text[:200])
    return match.group(1).strip(" .") if match else _after_lead(text[:200])


def _after_lead(text: str) -> str | None:
    words = list(_WORDS.finditer(text))
    folded = tuple(fold(w.group()) for w in words)
    for lead in _phrases("credit_leads").get(folded[0], ()) if folded else ():
        rest = words[len(lead) :]
        if folded[: len(lead)] == lead and words[0].start() <= 1 and _are_names(rest):
            return text[rest[0].start() : rest[-1].end()]
    return None


def _before_tail(text: str) -> bool:
    words = list(_WORDS.finditer(text))
    folded = tuple(fold(w.group()) for w in words)
    tails = _phrases("credit_tails").get(folded[-1], ()) if folded else ()
    return any(folded[-len(tail) :] == tail and _are_names(words[: -len(tail)]) for tail in tails)


def _are_names(words: list[re.Match[str]]) -> bool:
    long = [w.group() for w in words if len(w.group()) > 3]
    return 0 < len(words) <= _MAX_WORDS and bool(long) and all(w[0].upper() == w[0] for w in long)
