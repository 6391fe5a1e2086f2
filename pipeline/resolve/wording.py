"""Is it the same wording, or its translation? Texts as bags of meaning.

Here stand the reading of a short text (a statement, a clause) into items that can be compared across languages: numbers,
entities, stems of a small bilingual lexicon (`languages/shared/bilingual.tsv`). How much two texts share is `likeness.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import pack, shared
from pipeline.resolve.sounds import coarse
from pipeline.text import fold, script_of

MAX_ITEMS = 400
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")


@dataclass(frozen=True, slots=True)
class Item:
    """One word of a text. `concept`: key of the bilingual lexicon, number or entity that it stands for, None where nothing is known."""

    word: str  # folded, without proclitic
    stem: str
    concept: str | None
    weight: float
    is_name: bool


@dataclass(frozen=True, slots=True)
class Wording:
    text: str
    lang: str
    folded: str  # the words, one space between: equal where only marks and case differ
    items: tuple[Item, ...]
    script: str
    # positions of the items by what they may be matched on
    by_concept: Mapping[str, tuple[int, ...]]
    by_word: Mapping[str, tuple[int, ...]]
    by_stem: Mapping[str, tuple[int, ...]]
    by_opening: Mapping[str, tuple[int, ...]]  # first four letters
    by_sound: Mapping[str, tuple[int, ...]]  # first consonant, for words that may be names


def _index(items: Sequence[Item], key: Callable[[Item], str | None]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        value = key(item)
        if value is not None:
            found[value].append(i)
    return {k: tuple(v) for k, v in found.items()}


def _wording(text: str, lang: str, folded: str, items: tuple[Item, ...]) -> Wording:
    return Wording(
        text,
        lang,
        folded,
        items,
        script_of(text),
        _index(items, lambda x: x.concept),
        _index(items, lambda x: x.word),
        _index(items, lambda x: x.stem),
        _index(items, lambda x: x.word[:4] if len(x.word) >= 4 else None),
        _index(items, lambda x: coarse(x.word)[:1] if x.concept is None else None),
    )


@lru_cache(maxsize=16)
def _stems(lang: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """First three letters → (stem, concept), longest stems first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, row in enumerate(shared().table("bilingual")):
        for stem in filter(None, (row.get(lang) or "").split("|")):
            folded = fold(stem)
            found[folded[:3]].append((folded, f"b{number}"))
    return {key: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for key, rows in found.items()}


@lru_cache(maxsize=200_000)
def concept_of(word: str, lang: str) -> str | None:
    """The concept of the longest stem that the word begins with; a stem that ends in `.` is the whole word."""
    for size in (3, 2):
        for stem, concept in _stems(lang).get(word[:size], ()):
            if stem.endswith("."):
                if word == stem[:-1]:
                    return concept
            elif len(stem) >= 3 and word.startswith(stem) and len(word) - len(stem) <= 6:
                return concept
    return None


@lru_cache(maxsize=200_000)
def _behind_prefix(word: str, lang: str) -> str | None:
    """The concept of a verb form behind the prefix of its person."""
    for prefix in pack(lang).toml("stemming").get("prefixes", ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            concept = concept_of(word[len(prefix) :], lang)
            if concept is not None:
                return concept
    return None


@lru_cache(maxsize=16)
def empty_words(lang: str) -> frozenset[str]:
    """Folded words of a language that say nothing by themselves."""
    return frozenset(fold(row["word"]) for row in pack(lang).table("empty_words"))


@lru_cache(maxsize=16)
def _proclitics(lang: str) -> tuple[str, ...]:
    found = (fold(p) for p in pack(lang).toml("stemming").get("proclitics", ()))
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


@lru_cache(maxsize=16)
def _endings(lang: str) -> tuple[str, ...]:
    found = (fold(p) for p in pack(lang).toml("stemming").get("endings", ()))
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> tuple[str, str]:
    """A folded word without its proclitics, and that without its ending: (bare, stem). Three letters always stay."""
    bare = word
    for proclitic in _proclitics(lang):
        if bare.startswith(proclitic) and len(bare) - len(proclitic) >= 3:
            bare = bare[len(proclitic) :]
            break
    for ending in _endings(lang):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare, bare[: -len(ending)]
    return bare, bare


def _number(text: str) -> str | None:
    """A number as a concept, whatever its digits and separators; None for a single digit, which says little."""
    digits = text.translate(_EASTERN)
    if not _DIGITS.fullmatch(digits):
        return None
    plain = digits.replace(",", "").replace(".", "")
    return f"n{plain}" if len(plain) >= 2 else None


def read(text: str, lang: str, entities: Sequence[tuple[int, int, str]] = ()) -> Wording:
    """A text as comparable items. `entities`: (start, end, entity id) of mentions, offsets in the text."""
    tokens = pack(lang).tokenise(text)
    empty = empty_words(lang)
    items: list[Item] = []
    taken: set[str] = set()
    marks = sorted(entities)
    words = [f for f, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p"]
    for i in range(min(len(tokens), 4 * MAX_ITEMS)):
        kind, folded = tokens.kind[i], tokens.fold[i]
        inside = next((e for s, t, e in marks if s <= tokens.start[i] < t), None)
        if inside is not None:
            if inside not in taken:
                taken.add(inside)
                items.append(Item(folded, folded, f"e{inside}", 1.5, False))
            continue
        if kind == "p":
            continue
        if kind == "n":
            number = _number(tokens.text[i])
            if number is not None:
                items.append(Item(folded, folded, number, 2.0, False))
            continue
        if folded in empty or len(folded) < 2:
            continue
        bare, root = stem(folded, lang)
        if bare in empty:
            continue
        concept = concept_of(folded, lang) or concept_of(bare, lang) or _behind_prefix(bare, lang)
        is_name = tokens.text[i][0].isupper() and i > 0 and tokens.sentence[i] == tokens.sentence[i - 1]
        items.append(Item(bare, root, concept, 1.0, is_name))
    return _wording(text, lang, " ".join(words), tuple(items[:MAX_ITEMS]))
