"""Words that the corpus itself shows to be translations of each other, beyond the lexicon.

Here stands what accepted translations teach: two words of two languages that stand in the same statements, are explained by nothing else
there, and have no better partner. Recomputed from the texts each time, so that the same corpus gives the same statements. What a learnt
word weighs is `likeness.py`: half of a word that the lexicon knows, and no pair rests on learnt words alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from pipeline.resolve.likeness import left_over
from pipeline.resolve.wording import Wording, with_items

SUPPORT = 3  # statements that two words must share
ALIKE = 0.6  # Dice of the statements that have them
MOST = 20_000  # pairs of texts that are learnt from
_WORDS = 30  # of a text, left unexplained
Link = tuple[str, str, str, str]  # language and stem, twice
K = TypeVar("K")


def learn(pairs: Iterable[tuple[str, Wording, Wording]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(language, stem) → the links it is part of. pairs: the statement, and two of its texts in two languages; a statement counts once for
    each link, in however many articles it stands."""
    seen: dict[Link, set[str]] = defaultdict(set)
    alone: dict[tuple[str, str, str], set[str]] = defaultdict(set)  # language, stem, other language
    for n, (statement, first, second) in enumerate(pairs):
        if n >= MOST:
            break
        a, b = (first, second) if first.lang <= second.lang else (second, first)
        of_a, of_b = ([*dict.fromkeys(item.stem for item in items)][:_WORDS] for items in left_over(a, b))
        for s in of_a:
            alone[a.lang, s, b.lang].add(statement)
        for t in of_b:
            alone[b.lang, t, a.lang].add(statement)
        for s, t in product(of_a, of_b):
            seen[a.lang, s, b.lang, t].add(statement)
    dice: dict[Link, float] = {}
    for (x, s, y, t), statements in seen.items():
        if len(statements) >= SUPPORT:
            dice[x, s, y, t] = 2 * len(statements) / (len(alone[x, s, y]) + len(alone[y, t, x]))
    return _exclusive({link: value for link, value in dice.items() if value >= ALIKE})


def _exclusive(dice: Mapping[Link, float]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The links whose words have no other partner as good in the other's language."""
    best: dict[tuple[str, str, str], float] = defaultdict(float)
    times: Counter[tuple[str, str, str, float]] = Counter()
    for (x, s, y, t), value in dice.items():
        for key in ((x, s, y), (y, t, x)):
            best[key] = max(best[key], value)
            times[(*key, value)] += 1
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (x, s, y, t), value in sorted(dice.items()):
        if all(best[key] == value and times[(*key, value)] == 1 for key in ((x, s, y), (y, t, x))):
            link = f"l{x}:{s}={y}:{t}"
            out[x, s].append(link)
            out[y, t].append(link)
    return {word: tuple(links) for word, links in out.items()}


def taught(wordings: Mapping[K, Wording], links: Mapping[tuple[str, str], Sequence[str]]) -> dict[K, Wording]:
    """The texts in which a word has a link, with it; the others are left out."""
    out = {}
    for key, wording in wordings.items():
        found = [tuple(links.get((wording.lang, item.stem), ())) for item in wording.items]
        if any(found):
            items = tuple(item._replace(learnt=new) if new else item for item, new in zip(wording.items, found, strict=True))
            out[key] = with_items(wording, items)
    return out
