"""How much two texts share: the score of a pair of wordings.

Here stand how rare words weigh more, and the matching of two texts' items one to one. What a text is made of is `wording.py`; which pairs
are compared at all is a join in SQL and a bound (`bounds.py`); what follows from a score belongs to quotes and events.

Method: weighted one-to-one matching of items and Dice's coefficient, rarer items weighing more; a word that no lexicon knows weighs little
where the other text is in another language, because its absence there says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from pipeline.resolve.sounds import word_similarity
from pipeline.resolve.wording import Item, Positions, Wording

AMBIGUOUS = 0.7  # how alike two words are of whose many meanings hardly any is shared
LEARNT = 0.5  # weight of a word that the corpus explains and the lexicon does not


def rarity(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Weight by stem or concept, .4 to 1: what many texts of the set say distinguishes none of them."""
    return weighed(*spread_of(wordings))


def spread_of(wordings: Iterable[Wording]) -> tuple[Counter[str], int]:
    """(in how many of the texts each stem or concept stands, how many texts there are)."""
    spread: Counter[str] = Counter()
    n = 0
    for wording in wordings:
        n += 1
        spread.update({key for item in wording.items for key in item.concepts or (item.stem,)})
    return spread, n


def weighed(spread: Mapping[str, int], n: int) -> Mapping[str, float]:
    """The weights of `rarity` from what `spread_of` counted."""
    whole = log(1 + n)
    return {key: max(0.4, log(1 + n / count) / whole) for key, count in spread.items()} if n > 3 else {}


@lru_cache(maxsize=200_000)
def cognates(a: str, b: str) -> bool:
    """Two words of one script in two languages that begin alike: six letters, or all but their endings."""
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size >= 6 or (size >= 4 and size >= max(len(a), len(b)) - 3)


class Overlap(NamedTuple):
    """What two texts share: Dice's coefficient, and how much of each is found in the other, all 0 to 1; `n` items were matched,
    learnt ones left out. `pairs` are the matched items: (of a, of b, how alike)."""

    dice: float
    of_a: float
    of_b: float
    n: int
    pairs: Sequence[tuple[int, int, float]] = ()


class Weights:
    """What the items of texts weigh beside texts of the same language, the same script or another, worked out once a text."""

    def __init__(self, rare: Mapping[str, float]) -> None:
        self._rare = rare
        self._known: dict[tuple[int, float], tuple[Wording, tuple[tuple[float, ...], float]]] = {}

    def of(self, wording: Wording, unknown: float) -> tuple[tuple[float, ...], float]:
        """(weight of each item, their sum); `unknown`: what a word weighs that no lexicon knows."""
        known = self._known.get((id(wording), unknown))
        if known is None:
            found = tuple([self._weigh(item, unknown) for item in wording.items])
            known = self._known[id(wording), unknown] = wording, (found, sum(found))  # the text is held, so that its id stays its own
        return known[1]

    def _weigh(self, item: Item, unknown: float) -> float:
        if item.concepts:
            return item.weight * min([self._rare.get(concept, 1.0) for concept in item.concepts])
        least = LEARNT if item.learnt else 0.6 if item.is_name else 0.0
        return item.weight * max(unknown, least) * self._rare.get(item.stem, 1.0)


def unknown_weight(a: Wording, b: Wording) -> float:
    """What a word weighs that no lexicon knows: little where the other text cannot have it as it is."""
    return 1.0 if a.lang == b.lang else 0.6 if a.script == b.script else 0.3


def overlap(a: Wording, b: Wording, rare: Mapping[str, float] | Weights | None = None) -> Overlap:
    """Compare two texts. `rare`: weights from `rarity`. Symmetric but for the two shares."""
    weights = rare if isinstance(rare, Weights) else Weights(rare or {})
    one_language = a.lang == b.lang
    pairs = _matches(a, b, one_language, one_language or a.script == b.script)
    if not pairs:
        return Overlap(0.0, 0.0, 0.0, 0)
    unknown = unknown_weight(a, b)
    (of_a, total_a), (of_b, total_b) = weights.of(a, unknown), weights.of(b, unknown)
    # a match counts the full weight of the heavier word, known to the lexicon or not
    met = sum([alike * max(of_a[i], of_b[j]) for i, j, alike in pairs])
    share_a, share_b = min(1.0, met / total_a), min(1.0, met / total_b)
    dice = 2 * share_a * share_b / (share_a + share_b) if share_a + share_b else 0.0
    n = sum([not (a.items[i].learnt and _is_learnt(a.items[i], b.items[j])) for i, j, _ in pairs])
    return Overlap(round(dice, 4), round(share_a, 4), round(share_b, 4), n, pairs)


class _Met:
    """Items of two texts matched one to one so far."""

    __slots__ = ("pairs", "used_a", "used_b")

    def __init__(self) -> None:
        self.pairs: list[tuple[int, int, float]] = []
        self.used_a: set[int] = set()
        self.used_b: set[int] = set()

    def tie(self, left: Positions, right: Positions, alike: float) -> None:
        """Match what has a key in common, in the order of the text that has fewer of them."""
        if left.keys().isdisjoint(right.keys()):
            return  # most pairs of texts
        small, large = (left, right) if len(left) <= len(right) else (right, left)
        for key in [key for key in small if key in large]:
            of_a, of_b = left[key], right[key]
            if len(of_a) > 1 or len(of_b) > 1:
                of_a, of_b = [i for i in of_a if i not in self.used_a], [j for j in of_b if j not in self.used_b]
            for i, j in zip(of_a, of_b, strict=False):
                if i not in self.used_a and j not in self.used_b:
                    self.add(i, j, alike)

    def add(self, i: int, j: int, alike: float) -> None:
        self.used_a.add(i)
        self.used_b.add(j)
        self.pairs.append((i, j, alike))


def _matches(a: Wording, b: Wording, one_language: bool, one_script: bool) -> list[tuple[int, int, float]]:
    """Items of the two texts one to one, by the strongest tie first: (i, j, how alike)."""
    met = _Met()
    met.tie(a.by_concept, b.by_concept, 1.0)
    if one_language:
        met.tie(a.by_word, b.by_word, 1.0)
        met.tie(a.by_stem, b.by_stem, 0.9)
        return met.pairs
    met.pairs[:] = [(i, j, _agreed(a.items[i].concepts, b.items[j].concepts)) for i, j, _ in met.pairs]
    _near(a, b, one_script, met)
    met.tie(a.by_link, b.by_link, LEARNT)
    return met.pairs


def _near(a: Wording, b: Wording, one_script: bool, met: _Met) -> None:
    """Cognates and names among the items that are left."""
    near = a.by_opening if one_script else a.by_sound
    far = b.by_opening if one_script else b.by_sound
    if near.keys().isdisjoint(far.keys()):
        return
    for key, left in near.items():
        right = far.get(key)
        if right is None:
            continue
        for i in left:
            if i in met.used_a:
                continue
            for j in right:
                if j not in met.used_b and _tied(a.items[i], b.items[j], one_script):
                    met.add(i, j, 0.9)
                    break


def _agreed(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How alike two words are that share a meaning: less where either may mean much else."""
    return AMBIGUOUS + (1 - AMBIGUOUS) * len(set(a) & set(b)) / min(len(a), len(b))


def _is_learnt(a: Item, b: Item) -> bool:
    """Whether two matched words have nothing in common but what was learnt."""
    return not set(a.learnt).isdisjoint(b.learnt) and set(a.concepts).isdisjoint(b.concepts)


def left_over(a: Wording, b: Wording) -> tuple[list[Item], list[Item]]:
    """The words of two texts that nothing of the other explains; entities and numbers left out."""
    pairs = _matches(a, b, a.lang == b.lang, a.lang == b.lang or a.script == b.script)
    met_a, met_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}

    def rest(wording: Wording, met: set[int]) -> list[Item]:
        return [item for i, item in enumerate(wording.items) if i not in met and (item.concept or "b")[0] not in "en"]

    return rest(a, met_a), rest(b, met_b)


def common_words(a: Wording, b: Wording) -> list[tuple[str, str]]:
    """The matched words of two texts, in the order of the first."""
    pairs = _matches(a, b, a.lang == b.lang, a.lang == b.lang or a.script == b.script)
    return [(a.items[i].word, b.items[j].word) for i, j, _ in sorted(pairs)]


def _is_induced(item: Item) -> bool:
    """A name that no lexicon has: one in each language may be the same."""
    return (item.concept or "").startswith("e~")


def _tied(a: Item, b: Item, one_script: bool) -> bool:
    """Two words of two languages, not both known to the lexicon: cognates, or one name in two scripts."""
    if a.concepts and b.concepts and not (_is_induced(a) and _is_induced(b)):
        return False
    if one_script:
        return cognates(min(a.word, b.word), max(a.word, b.word))
    if a.concepts or b.concepts or not (a.is_name or b.is_name) or min(len(a.word), len(b.word)) < 3:
        return False
    return word_similarity(min(a.word, b.word), max(a.word, b.word)) >= 0.8


def _is_word(item: Item) -> bool:
    """A word of meaning: no name, no number."""
    return item.concepts[0][0] not in "en" if item.concepts else not item.is_name


def n_words(a: Wording, b: Wording, pairs: Sequence[tuple[int, int, float]]) -> int:
    """Words of meaning among the matched items of two texts (`Overlap.pairs`)."""
    return sum([_is_word(a.items[i]) and _is_word(b.items[j]) for i, j, _ in pairs])


def shared_words(a: Wording, b: Wording) -> tuple[int, float]:
    """Words of meaning that two texts share, names and numbers left out: how many, and as a share of the smaller text's."""
    n = n_words(a, b, _matches(a, b, a.lang == b.lang, a.lang == b.lang or a.script == b.script))
    small = min(sum(map(_is_word, a.items)), sum(map(_is_word, b.items)))
    return n, n / small if small else 0.0
