"""Is it the same wording, or its translation? Texts as bags of meaning, and how much two of them share.

Here stand the reading of a short text (a statement, a clause) into items that can be compared across languages: numbers,
entities, stems of a small bilingual lexicon (`languages/shared/bilingual.tsv`), cognates and transcribed names, and the
score of a pair. Which texts are compared, and what follows from a score, belongs to quotes, stories and events.

Method: weighted one-to-one matching of items and Dice's coefficient, rarer items weighing more; a word that no lexicon
knows weighs little where the other text is in another language, because its absence there says little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from pipeline.languages import pack, shared
from pipeline.resolve.sounds import coarse, word_similarity
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


def rarity(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Weight by stem or concept, .4 to 1: what many texts of the set say distinguishes none of them."""
    spread: Counter[str] = Counter()
    n = 0
    for wording in wordings:
        n += 1
        spread.update({item.concept or item.stem for item in wording.items})
    return {key: max(0.4, log(1 + n / count) / log(1 + n)) for key, count in spread.items()} if n > 3 else {}


@lru_cache(maxsize=200_000)
def cognates(a: str, b: str) -> bool:
    """Two words of one script in two languages that begin alike: six letters, or all but their endings."""
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size >= 6 or (size >= 4 and size >= max(len(a), len(b)) - 3)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: Dice's coefficient, and how much of each is found in the other, all 0 to 1; `n` items were matched."""

    dice: float
    of_a: float
    of_b: float
    n: int


def overlap(a: Wording, b: Wording, rare: Mapping[str, float] | None = None) -> Overlap:
    """Compare two texts. `rare`: weights from `rarity`. Symmetric but for the two shares."""
    rare = rare or {}
    one_language = a.lang == b.lang
    one_script = one_language or a.script == b.script
    unknown = 1.0 if one_language else 0.6 if one_script else 0.3

    def weigh(item: Item) -> float:
        if item.concept is not None:
            return item.weight * rare.get(item.concept, 1.0)
        return item.weight * (max(unknown, 0.6) if item.is_name else unknown) * rare.get(item.stem, 1.0)

    pairs = _matches(a, b, one_language, one_script)
    if not pairs:
        return Overlap(0.0, 0.0, 0.0, 0)
    total_a, total_b = sum(map(weigh, a.items)), sum(map(weigh, b.items))
    # a match counts the full weight of the heavier word, known to the lexicon or not
    met = sum(alike * max(weigh(a.items[i]), weigh(b.items[j])) for i, j, alike in pairs)
    share_a, share_b = min(1.0, met / total_a), min(1.0, met / total_b)
    dice = 2 * share_a * share_b / (share_a + share_b) if share_a + share_b else 0.0
    return Overlap(round(dice, 4), round(share_a, 4), round(share_b, 4), len(pairs))


def _matches(a: Wording, b: Wording, one_language: bool, one_script: bool) -> list[tuple[int, int, float]]:
    """Items of the two texts one to one, by the strongest tie first: (i, j, how alike)."""
    out: list[tuple[int, int, float]] = []
    free_a, free_b = set(range(len(a.items))), set(range(len(b.items)))

    def tie(left: Mapping[str, Sequence[int]], right: Mapping[str, Sequence[int]], alike: float) -> None:
        small, large = (left, right) if len(left) <= len(right) else (right, left)
        for key in small:
            if key not in large:
                continue
            for i, j in zip([i for i in left[key] if i in free_a], [j for j in right[key] if j in free_b], strict=False):
                free_a.discard(i)
                free_b.discard(j)
                out.append((i, j, alike))

    tie(a.by_concept, b.by_concept, 1.0)
    if one_language:
        tie(a.by_word, b.by_word, 1.0)
        tie(a.by_stem, b.by_stem, 0.9)
        return out
    near = a.by_opening if one_script else a.by_sound
    far = b.by_opening if one_script else b.by_sound
    for key, left in near.items():
        for i in left:
            if i not in free_a:
                continue
            for j in far.get(key, ()):
                if j in free_b and _tied(a.items[i], b.items[j], one_script):
                    free_a.discard(i)
                    free_b.discard(j)
                    out.append((i, j, 0.9))
                    break
    return out


def _tied(a: Item, b: Item, one_script: bool) -> bool:
    """Two words of two languages, not both known to the lexicon: cognates, or one name in two scripts."""
    if a.concept is not None and b.concept is not None:
        return False
    if one_script:
        return cognates(min(a.word, b.word), max(a.word, b.word))
    if a.concept is not None or b.concept is not None or not (a.is_name or b.is_name) or min(len(a.word), len(b.word)) < 3:
        return False
    return word_similarity(min(a.word, b.word), max(a.word, b.word)) >= 0.8


def shared_words(a: Wording, b: Wording) -> tuple[int, float]:
    """Words of meaning that two texts share, names and numbers left out: how many, and as a share of the smaller text's."""

    def is_word(item: Item) -> bool:
        return not item.is_name if item.concept is None else item.concept[0] not in "en"

    pairs = _matches(a, b, a.lang == b.lang, a.lang == b.lang or a.script == b.script)
    n = sum(is_word(a.items[i]) and is_word(b.items[j]) for i, j, _ in pairs)
    small = min(sum(map(is_word, a.items)), sum(map(is_word, b.items)))
    return n, n / small if small else 0.0
