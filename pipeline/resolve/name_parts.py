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
from pipeline.resolve.known_names import names_of
from pipeline.text import fold, script_of

MAX_PARTS = 8
_VOWELS = tuple("aeiouy")
_WORD = re.compile(r"[^\s\-‐‑–—,،.()«»\"“”]+(?:\.(?=\s|$))?")
_CAMEL = re.compile(r"\b([AE]l)([A-Z])")  # ElBaradei
_ARTICLE_GLUED = "ال"
_TA_MARBUTA = fold("ة")
_TAIL_KINDS = ("din", "god", "son")
_ORDINALS = frozenset("IVX")  # alone behind a name: the fifth


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name. `kind`: name, servant (Abd al-…), kunya (Abu …), din, god and son (Salah al-Din, Nasrallah,
    Davutoğlu: the word is what stands before), initial, rank. `word` is folded, without article."""

    word: str
    kind: str
    is_patronymic: bool = False
    glued: str = ""  # with its particle or article, as one word (Benomar for ben Omar)

    @property
    def has_article(self) -> bool:
        """Whether it is written with the Arabic article, in Arabic letters."""
        return self.glued == _ARTICLE_GLUED + self.word


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


@lru_cache(maxsize=1)
def _assimilated() -> tuple[str, ...]:
    return tuple(w for w, k in _particles().items() if k == "assimilated")


@lru_cache(maxsize=1)
def _servant_openings() -> frozenset[str]:
    return frozenset(word[:2] for word in (*_assimilated(), *_servant_prefixes()))


@lru_cache(maxsize=1)
def _tails() -> tuple[tuple[str, str], ...]:
    """(ending, kind) of given names of two words written as one, longest first: Salaheddine, Nasrallah."""
    rows = ((fold(row["word"]), row["kind"]) for row in shared().table("name_particles") if row["kind"] in _TAIL_KINDS)
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r)))


def _without_article(word: str) -> str:
    """The folded word without the glued Arabic article; a given name that begins with its letters (إلياس) keeps them."""
    if word.startswith(_ARTICLE_GLUED) and len(word) > 4 and not names_of(word):
        return word[2:]
    return word


def _split_tail(word: str) -> tuple[str, str] | None:
    """What stands before the second half of a given name of two words, and its kind; None for other words."""
    for ending, kind in _tails():
        if word.endswith(ending) and len(word) - len(ending) >= 2 and len(ending) >= (5 if kind == "din" else 4):
            return word[: -len(ending)], kind
    return None


def _in_order(text: str) -> str:
    """`Benali, Karim` as Karim Benali."""
    head, comma, tail = text.partition(",")
    if comma and "," not in tail and tail.strip() and _particles().get(fold(tail.strip().rstrip("."))) != "rank":
        return f"{tail.strip()} {head.strip()}"
    return text


def _split_servant(word: str) -> str | None:
    """Abdelhamid, Abderrahmane, عبدالفتاح → what stands behind the servant's word; None for other words."""
    if word[:2] not in _servant_openings():
        return None
    for prefix in _assimilated():
        if word.startswith(prefix):
            rest = word[len(prefix) :]
            if rest.startswith(prefix[-1]):
                return rest
            if rest[:1] in _VOWELS and len(rest) > 3:
                return prefix[-1] + rest  # Abdesalam
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
    plain = _CAMEL.sub(r"\1 \2", _in_order(text[:200].replace("’", "'").replace("،", ",")))
    written = [m.group() for m in _WORD.finditer(plain)][: 2 * MAX_PARTS]
    words = [fold(word) for word in written]
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
        if kind in _TAIL_KINDS and parts and parts[-1].kind == "name":
            stem = parts[-1].word
            if kind == "god" and stem.endswith(_TA_MARBUTA):
                stem = stem[:-1] + "ت"  # spoken before the second half: هبة الله, Hibatullah
            parts[-1] = Part(stem, kind, parts[-1].is_patronymic)
            continue
        if kind in ("servant", "kunya") and not last and not written[i].startswith("آ"):  # Abiy is no father
            pending, before = kind, word
            continue
        if (kind == "rank" or (last and written[i] in _ORDINALS)) and not first:
            parts.append(Part(word, "rank"))
            continue
        if len(word) == 1 and (raw.endswith(".") or (word.isascii() and written[i].isupper())):
            parts.append(Part(word, "initial"))
            continue
        if kind == "patronymic" and not last:
            patronymic, before = True, word
            continue
        if kind in ("article", "house", "linker", "honorific") and not last and (kind != "linker" or not first or len(words) > 2):
            continue
        if kind == "joined" and not last:
            words[i + 1] = word + words[i + 1]
            continue
        parts.append(_one_word(word, before, patronymic))
        patronymic, before = False, ""
    return Name(text, script_of(text), tuple(parts[:MAX_PARTS]))


def _one_word(word: str, before: str, patronymic: bool) -> Part:
    """A word that is a name by itself; `before`: the particle in front of it."""
    glued = before + word if before else ""
    if "'" in word:  # O'Brien, d'Estaing
        head, _, tail = word.rpartition("'")
        bare = tail if head in ("d", "l", "al", "el") and tail else head + tail
        word, glued = bare, glued or (head + tail if bare == tail else "")
    rest = _split_servant(word)
    if rest is None and word[:3] in _particles() and _particles()[word[:3]] == "patronymic":  # Benabderrahmane
        rest = _split_servant(word[3:])
        patronymic = patronymic or rest is not None
    if rest is not None:
        return Part(rest, "servant", patronymic)
    compound = _split_tail(word)
    if compound is not None:
        return Part(_without_article(compound[0]), compound[1], patronymic)
    bare = _without_article(word)
    return Part(bare, "name", patronymic, glued or (word if bare != word else ""))
