"""Bylines: short lines that name the writer ("By …", "Par …", "بقلم …"). The words are data, `chrome.toml` of each
pack.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.languages import languages, pack
from pipeline.text import fold, script_of

_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MAX = 120


@lru_cache(maxsize=1)
def _leads() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    leads: set[tuple[str, ...]] = set()
    roles: set[str] = set()
    for lang in languages():
        data = pack(lang).toml("chrome")
        leads |= {tuple(fold(w).split()) for w in data.get("byline", ())}
        roles |= {fold(w) for w in data.get("byline_roles", ())}
    return tuple(sorted(leads, key=lambda x: (-len(x), x))), frozenset(roles)


def byline_of(text: str) -> str | None:
    """The name in a byline, None where the line is none: a lead word, then one to eight words that are names
    (capitals, or a script without them).
    """
    if not 4 <= len(text) <= _MAX or (text.rstrip()[-1:] in ".!?؟…" and not text.rstrip().endswith("Jr.")):
        return None
    matches = list(_WORDS.finditer(text))
    words = [fold(m.group()) for m in matches]
    leads, roles = _leads()
    for lead in leads:
        n = len(lead)
        if tuple(words[:n]) != lead or len(words) <= n:
            continue
        rest = matches[n:]
        names = [m.group() for m in rest if fold(m.group()) not in roles and len(m.group()) > 2]
        if len(rest) > 10 or not names:
            return None
        if script_of(names[0]) == "Latn" and sum(w[0].isupper() for w in names) < 0.7 * len(names):
            return None
        if script_of(names[0]) != "Latn" and (len(rest) > 5 or (n == 1 and ":" not in text and len(rest) > 4)):
            return None
        return text[rest[0].start() :].strip(" :-–—|,")
    return None
