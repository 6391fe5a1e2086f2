"""Is it the same wording, or its translation? Texts as bags of meaning.

Here stand the reading of a short text (a statement, a clause) into items that can be compared across languages: numbers
(`numerals.py`), entities, stems of a bilingual lexicon (`languages/shared/bilingual.tsv`). How much two texts share is `likeness.py`.

A word belongs to a row when it begins with one of its stems, the longest stem of all rows that it begins with, or with a shorter one
behind which only an inflection stands. Where several rows have a stem, the word may mean any of them. Behind a short stem nothing may
stand but an inflection or a common suffix (`stemming.toml`), so that `car` is no part of `carnival`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from pipeline.languages import pack, shared
from pipeline.languages.shelf import kept
from pipeline.resolve import numerals
from pipeline.resolve.sounds import coarse
from pipeline.text import Tokens, fold, script_of

MAX_ITEMS = 400
SHORT = 4  # letters of a stem behind which only an inflection may stand
Positions = Mapping[str, Sequence[int]]
_SIGNS = {"%": "percent", "٪": "percent", "$": "dollar", "€": "euro", "£": "pound"}


class Item(NamedTuple):
    """One word of a text. `concepts`: keys of the bilingual lexicon, number or entity that it may stand for, the likeliest first, none
    where nothing is known; `learnt`: links to words of other languages that the corpus taught (`learnt.py`)."""

    word: str  # folded, without proclitic
    stem: str
    concepts: tuple[str, ...]
    weight: float
    is_name: bool
    learnt: tuple[str, ...] = ()

    @property
    def concept(self) -> str | None:
        """What the word stands for, None where nothing is known."""
        return self.concepts[0] if self.concepts else None


@dataclass(frozen=True, eq=False)
class Wording:
    """A text as comparable items. What these may be matched on is worked out when a text is first compared: most never are."""

    text: str
    lang: str
    folded: str  # the words, one space between: equal where only marks and case differ
    items: tuple[Item, ...]

    @cached_property
    def script(self) -> str:
        """The script of the text."""
        return script_of(self.text)

    @cached_property
    def by_concept(self) -> Positions:
        """Positions of the items by what they may mean."""
        return _positions((key, i) for i, item in enumerate(self.items) for key in item.concepts)

    @cached_property
    def by_word(self) -> Positions:
        """By word."""
        return _positions((item.word, i) for i, item in enumerate(self.items))

    @cached_property
    def by_stem(self) -> Positions:
        """By stem."""
        return _positions((item.stem, i) for i, item in enumerate(self.items))

    @cached_property
    def by_opening(self) -> Positions:
        """By the first four letters."""
        return _positions((item.word[:4], i) for i, item in enumerate(self.items) if len(item.word) >= 4)

    @cached_property
    def by_sound(self) -> Positions:
        """Words that may be names by their first consonant."""
        return _positions((coarse(item.word)[:1], i) for i, item in enumerate(self.items) if not item.concepts)

    @cached_property
    def by_link(self) -> Positions:
        """By what was learnt."""
        return _positions((key, i) for i, item in enumerate(self.items) for key in item.learnt)


def _positions(found: Iterable[tuple[str, int]]) -> Positions:
    out: dict[str, list[int]] = {}
    for key, i in found:
        if key in out:
            out[key].append(i)
        else:
            out[key] = [i]
    return out


def with_items(wording: Wording, items: tuple[Item, ...]) -> Wording:
    """The text with other items."""
    return Wording(wording.text, wording.lang, wording.folded, items)


@lru_cache(maxsize=16)
@kept
def _stems(lang: str) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """First letters (three, or two of a stem that has no more) → (stem, concepts in the order of the rows), longest stems first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(shared().table("bilingual")):
        for stem in dict.fromkeys(filter(None, map(fold, (row.get(lang) or "").split("|")))):
            found[stem.rstrip(".")[:3]][stem].append(f"b{number}")
    return {key: tuple((s, tuple(rows[s])) for s in sorted(rows, key=lambda s: (-len(s), s))) for key, rows in found.items()}


@lru_cache(maxsize=16)
def _behind(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What may stand behind a stem as its inflection, and what else may stand behind a short one; None: nothing is known."""
    data = pack(lang).toml("stemming")
    if "inflection" not in data:
        return None
    return re.compile(data["inflection"]), re.compile(f"{data['inflection']}|{data.get('derivation', data['inflection'])}")


def _is_whole(rest: str, lang: str) -> bool:
    behind = _behind(lang)
    return behind is not None and behind[0].fullmatch(rest) is not None


def _has(word: str, stem: str, lang: str) -> bool:
    if stem.endswith("."):
        return word == stem[:-1]
    rest = word[len(stem) :]
    if len(stem) < 3 or len(rest) > 6 or not word.startswith(stem):
        return False
    # letters of Arabic roots say more than letters of Latin words
    behind = _behind(lang) if len(stem) <= (SHORT if stem[0].isascii() else SHORT - 1) else None
    return behind is None or not rest or behind[1].fullmatch(rest) is not None


@lru_cache(maxsize=200_000)
def _look_up(word: str, lang: str) -> tuple[int, tuple[str, ...]]:
    """(letters of the longest stem that the word begins with, its concepts and those of shorter ones behind which only an inflection
    is left); a stem that ends in `.` is the whole word."""
    longest = 0
    found: dict[str, None] = {}
    for size in (3, 2):
        for stem, concepts in _stems(lang).get(word[:size], ()):
            letters = len(stem.rstrip("."))
            if (not found or _is_whole(word[letters:], lang)) and _has(word, stem, lang):
                found.update(dict.fromkeys(concepts))
                longest = max(longest, letters)
    return longest, tuple(found)


def concepts_of(word: str, lang: str) -> tuple[str, ...]:
    """What a word may mean as it stands."""
    return _look_up(word, lang)[1]


def concept_of(word: str, lang: str) -> str | None:
    """Of what a word may mean, the row that stands first in the lexicon: the same one for words that share several."""
    return min(concepts_of(word, lang), key=lambda concept: int(concept[1:]), default=None)


def _behind_prefix(word: str, lang: str) -> tuple[int, tuple[str, ...]]:
    """As `_look_up`, of a verb form behind the prefix of its person, which may have taken the place of the stem's own first letter."""
    data = pack(lang).toml("stemming")
    for prefix in data.get("prefixes", ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            for lost in ("", *data.get("lost", ())):
                letters, concepts = _look_up(lost + word[len(prefix) :], lang)
                if concepts:
                    return len(prefix) + letters - len(lost), concepts
    return 0, ()


@lru_cache(maxsize=200_000)
def meanings(word: str, bare: str, lang: str) -> tuple[str, ...]:
    """The concepts of a word as it stands, without its proclitics, or without the prefix of a verb form, where most of its letters are
    explained, the first of these if two explain as much; and, where an article leaves two letters, what these may mean."""
    ahead = len(word) - len(bare)
    letters, found = _look_up(word, lang)
    for part, concepts in (_look_up(bare, lang), _behind_prefix(bare, lang)):
        if concepts and ahead + part > letters:
            letters, found = ahead + part, concepts
    for proclitic in _proclitics(lang):
        if len(proclitic) > 1 and len(word) - len(proclitic) == 2 and word.startswith(proclitic):
            return tuple(dict.fromkeys((*concepts_of(word[-2:], lang), *found)))
    return found


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


def _bare(word: str, lang: str) -> str:
    return stem(word, lang)[0]


def _told_by(tokens: Tokens, first: int, end: int) -> str:
    """The longest word of a name that runs up to an offset: Celtique for « la mer Celtique »."""
    words = [tokens.fold[i] for i in range(first, len(tokens)) if tokens.start[i] < end and tokens.kind[i] != "p"]
    return max(words, key=len, default=tokens.fold[first])


@lru_cache(maxsize=200_000)
def _word(folded: str, lang: str, is_name: bool) -> Item | None:
    """A word of a text as an item, None where it says nothing by itself. Words recur: one value stands for all."""
    empty = empty_words(lang)
    whole = folded.rstrip("'")
    if whole in empty or len(whole) < 2:
        return None
    bare, root = stem(folded, lang)
    return None if bare in empty else Item(bare, root, meanings(folded, bare, lang), 1.0, is_name)


@lru_cache(maxsize=50_000)
def _named(name: str, entity: str) -> Item:
    return Item(name, name, (f"e{entity}",), 1.5, False)


@lru_cache(maxsize=50_000)
def _number(folded: str, value: float) -> Item:
    return Item(folded, folded, (f"n{value:g}",), 2.0 if value >= 10 else 1.0, False)


@lru_cache(maxsize=16)
def _sign(sign: str) -> Item:
    return Item(sign, sign, concepts_of(_SIGNS[sign], "en") or (f"p{sign}",), 1.0, False)


def read(text: str, lang: str, entities: Sequence[tuple[int, int, str]] = ()) -> Wording:
    """A text as comparable items. `entities`: (start, end, entity id) of mentions, offsets in the text."""
    tokens = pack(lang).tokenise(text)
    items: list[Item] = []
    taken: set[str] = set()
    marks = sorted(entities)
    numbers = numerals.find(tokens, lang, _bare)
    behind = 0  # the last number
    for i in range(min(len(tokens), 4 * MAX_ITEMS)):
        inside = next(((e, t) for s, t, e in marks if s <= tokens.start[i] < t), None) if marks else None
        if inside is not None:
            entity, end = inside
            if entity not in taken:
                taken.add(entity)
                items.append(_named(_told_by(tokens, i, end), entity))
            continue
        kind, folded = tokens.kind[i], tokens.fold[i]
        if i in numbers and i >= behind:
            behind, value = numbers[i]
            if value >= 3:  # one and two are words of grammar
                items.append(_number(folded, value))
        if i < behind:
            continue
        if kind == "p" and folded in _SIGNS:
            items.append(_sign(folded))
        if kind == "w":
            is_name = tokens.text[i][0].isupper() and i > 0 and tokens.sentence[i] == tokens.sentence[i - 1]
            item = _word(folded, lang, is_name)
            if item is not None:
                items.append(item)
    words = [f for f, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p"]
    return Wording(text, lang, " ".join(words), tuple(items[:MAX_ITEMS]))
