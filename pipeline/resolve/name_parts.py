"""The parts of a person's name: given name, patronymics, family name, initials, particles.

Here stands how a written name is taken apart, for Latin and Arabic script, by `languages/shared/name_particles.tsv`. Whether two names
are one person's is decided in `names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import shared
from pipeline.resolve.sounds import known_name
from pipeline.text import fold, script_of

MAX_PARTS = 8
_WORD = re.compile(r"[^\s\-‐‑–—,،.()«»\"“”]+(?:\.(?=\s|$))?")
_CAMEL = re.compile(r"\b([AE]l)([A-Z])")  # ElBaradei
_ARTICLE_GLUED = "ال"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name. `kind`: name, servant (Abd al-…), kunya (Abu …), initial, rank. `word` is folded, without article."""

    word: str
    kind: str
    is_patronymic: bool = False
    glued: str = ""  # with its particle, as one word (Benomar for ben Omar)


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    script: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=1)
def _particles() -> Mapping[str, str]:
    return {fold(row["word"]): row["kind"] for row in shared().table("name_particles")}


@lru_cache(maxsize=1)
def _servant_prefixes() -> tuple[str, ...]:
    return tuple(sorted((w for w, k in _particles().items() if k == "servant"), key=lambda w: (-len(w), w)))


def _without_article(word: str) -> str:
    """The folded word without the glued Arabic article; a given name that begins with its letters (إلياس) keeps them."""
    if word.startswith(_ARTICLE_GLUED) and len(word) > 4 and known_name(word) is None:
        return word[2:]
    return word


def _split_servant(word: str) -> str | None:
    """Abdelhamid, Abderrahmane, عبدالفتاح → what stands behind the servant's word; None for other words."""
    for prefix, kind in _particles().items():
        if kind == "assimilated" and word.startswith(prefix + prefix[-1]):
            return word[len(prefix) :]
    for prefix in _servant_prefixes():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            if prefix in ("abd", "abed", "abid") and not rest.startswith(("al", "el", "ul", "ol", "r", "ou")):
                continue
            return _without_article(rest)
    return None


@lru_cache(maxsize=100_000)
def parse(text: str) -> Name:
    """The parts of a person's name as written, in order. Never fails; a text without a word has no parts."""
    particles = _particles()
    plain = _CAMEL.sub(r"\1 \2", text[:200].replace("’", "'"))
    words = [fold(m.group()) for m in _WORD.finditer(plain)][: 2 * MAX_PARTS]
    parts: list[Part] = []
    pending: str | None = None  # servant or kunya that waits for its name
    patronymic = False
    before = ""  # the particle just read
    for i, raw in enumerate(words):
        word = raw.rstrip(".")
        kind = particles.get(word)
        first, last = not parts and pending is None, i == len(words) - 1
        if pending is not None and kind in ("article", "house") and not last:
            continue
        if pending is not None:
            parts.append(Part(_without_article(word), pending, patronymic, before + word))
            pending, patronymic, before = None, False, ""
            continue
        if kind in ("servant", "kunya") and not last:
            pending, before = kind, word
            continue
        if kind == "rank" and not first:
            parts.append(Part(word, "rank"))
            continue
        if kind == "patronymic" and not last:
            patronymic, before = True, word
            continue
        if kind in ("article", "house", "linker", "honorific") and not last and (kind != "linker" or not first or len(words) > 2):
            continue
        if (raw.endswith(".") and len(word) == 1) or (len(word) == 1 and word.isascii()):
            parts.append(Part(word, "initial"))
            continue
        if kind == "joined" and not last:
            words[i + 1] = word + words[i + 1]
            continue
        if "'" in word:  # O'Brien, d'Estaing
            head, _, tail = word.rpartition("'")
            word = tail if head in ("d", "l", "al", "el") and tail else head + tail
        rest = _split_servant(word)
        if rest is not None:
            parts.append(Part(rest, "servant", patronymic))
        elif word:
            parts.append(Part(_without_article(word), "name", patronymic, before + word if before else ""))
        patronymic, before = False, ""
    return Name(text, script_of(text), tuple(parts[:MAX_PARTS]))
