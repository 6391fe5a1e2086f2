"""Lines behind the body that name its source: "With Agency", "Outlet staff and agencies", "Source: Agency". The words are
data, `chrome.toml` of each pack.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.languages import languages, pack
from pipeline.text import fold

_LABELLED = re.compile(r"^[^:：]{2,30}[:：]\s*(\S.{0,78}\S|\S)\s*$")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MAX_SIZE, _MAX_WORDS = 60, 6


@lru_cache(maxsize=4)
def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    found = {tuple(fold(p).split()) for lang in languages() for p in pack(lang).toml("chrome").get(key, ())}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


def is_credit(text: str) -> bool:
    """A lead word and names, or names and a tail; the names have capitals, or a script without them."""
    if len(text) > _MAX_SIZE or text.rstrip()[-1:] in ".!?؟…:":
        return False
    return _after_lead(text) is not None or _before_tail(text)


def credited(text: str) -> str | None:
    """The source that a credit names, None where it names none."""
    match = _LABELLED.match(text)
    return match.group(1).strip(" .") if match else _after_lead(text)


def _after_lead(text: str) -> str | None:
    words = list(_WORDS.finditer(text))
    folded = [fold(w.group()) for w in words]
    for lead in _phrases("credit_leads"):
        rest = words[len(lead) :]
        if tuple(folded[: len(lead)]) == lead and words[0].start() <= 1 and _are_names(rest):
            return text[rest[0].start() : rest[-1].end()]
    return None


def _before_tail(text: str) -> bool:
    words = list(_WORDS.finditer(text))
    folded = [fold(w.group()) for w in words]
    return any(tuple(folded[-len(tail) :]) == tail and _are_names(words[: -len(tail)]) for tail in _phrases("credit_tails"))


def _are_names(words: list[re.Match[str]]) -> bool:
    long = [w.group() for w in words if len(w.group()) > 3]
    return 0 < len(words) <= _MAX_WORDS and bool(long) and all(w[0].upper() == w[0] for w in long)
