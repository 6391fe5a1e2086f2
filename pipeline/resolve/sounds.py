"""How names sound: letters of any script to one alphabet of sounds, and what it costs to hear one for another.

Here stand the reading of a word into sounds and the weighted edit distance between two words; both are driven by
`languages/shared/name_sounds.tsv` and `name_costs.tsv`. What a name is made of (particles, given name, initials) and
whether two names are one person's belongs to `names.py`.

Method: a skeleton of consonant classes with cheap vowels, as in the transliteration literature (Freeman, Condon & Ackerman,
"Cross linguistic name matching in English and Arabic", NAACL 2006), compared by dynamic programming.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from pipeline.languages import shared
from pipeline.text import fold, script_of

WEAK = frozenset("awyc")  # vowels and ayn
MAX_WORD = 24  # letters of a word that are read: names are short, hostile text is not
_FLOOR = 0.12  # no pair of sounds that are written differently is free within one script


@lru_cache(maxsize=1)
def _graphemes() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    """script → grapheme → ((where, sounds), …), the rows with a condition first."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in shared().table("name_sounds"):
        found[row["script"]][row["grapheme"]].append((row["where"], row["sounds"]))
    return {
        script: {g: tuple(sorted(rows, key=lambda r: (r[0] == "", r[0]))) for g, rows in table.items()} for script, table in found.items()
    }


def _fits(where: str, word: str, start: int, end: int) -> bool:
    if where == "":
        return True
    if where == "start":
        return start == 0
    if where == "end":
        return end == len(word)
    kind, _, letters = where.partition(":")
    if kind == "before":
        return end < len(word) and word[end] in letters
    if kind == "after":
        return start > 0 and word[start - 1] in letters
    raise ValueError(f"name_sounds.tsv: unknown condition {where!r}; use start, end, before:<letters> or after:<letters>")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> str:
    """The sounds of one folded word; equal neighbours once. Letters of an unknown script stand for themselves."""
    table = _graphemes().get(script_of(word), {})
    word = word[:MAX_WORD]
    out: list[str] = []
    i = 0
    while i < len(word):
        for size in (5, 4, 3, 2, 1):
            piece = word[i : i + size]
            if len(piece) < size:
                continue
            hit = next((s for where, s in table.get(piece, ()) if _fits(where, word, i, i + size)), None)
            if hit is not None:
                out.extend(s for s in hit if not (out and out[-1] == s))
                i += size
                break
        else:
            if word[i].isalnum() and (not out or out[-1] != word[i]):
                out.append(word[i])
            i += 1
    return "".join(out)


_COARSE = str.maketrans({
    **dict.fromkeys("bp", "b"), **dict.fromkeys("fv", "f"), **dict.fromkeys("td867szZS", "t"), **dict.fromkeys("jgGkqx", "k"), "m": "n",
    **dict.fromkeys("awych", None),
})  # fmt: skip


@lru_cache(maxsize=200_000)
def coarse(word: str) -> str:
    """The consonants of a folded word in six classes that hold whatever a scribe may confuse: a key for blocking."""
    out: list[str] = []
    for sound in sounds(word).translate(_COARSE):
        if not out or out[-1] != sound:
            out.append(sound)
    return "".join(out)


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Costs of substitution by pair, and of omission by (sound, where)."""
    swap: dict[tuple[str, str], float] = {}
    omit: dict[tuple[str, str], float] = {}
    for row in shared().table("name_costs"):
        cost = float(row["cost"])
        if row["b"] == "-":
            omit[row["a"], row["where"]] = cost
        else:
            swap[row["a"], row["b"]] = swap[row["b"], row["a"]] = cost
    return swap, omit


def _omission(sound: str, at_end: bool, factor: float) -> float:
    omit = _costs()[1]
    cost = omit.get((sound, "any"), 1.0)
    if at_end:
        cost = omit.get((sound, "end"), cost)
    return min(1.0, cost * factor)


def weight(sound: str) -> float:
    """How much of a name's identity a sound carries: a consonant 1, a long vowel .35, a short one .15."""
    return {"a": 0.15, "c": 0.2, "y": 0.35, "w": 0.35, "h": 0.7}.get(sound, 1.0)


@lru_cache(maxsize=200_000)
def _omissions(word: str, factor: float) -> tuple[float, ...]:
    """What leaving out each sound of a word costs."""
    last = len(word) - 1
    return tuple(_omission(sound, i == last, factor) for i, sound in enumerate(word))


@lru_cache(maxsize=8)
def _swaps(factor: float) -> dict[str, float]:
    """What putting one sound for another costs, by the two of them in a row; pairs that are not in it cost 1."""
    return {x + y: min(1.0, cost * factor) for (x, y), cost in _costs()[0].items()}


@lru_cache(maxsize=500_000)
def distance(a: str, b: str, factor: float = 1.0) -> float:
    """Cost of the cheapest alignment of two strings of sounds. `factor` > 1 reads strictly: two spellings of one script."""
    swap = _swaps(factor)
    added = _omissions(b, factor)
    row = [0.0]
    for cost in added:
        row.append(row[-1] + cost)
    for x, gone in zip(a, _omissions(a, factor), strict=True):
        before = row[0]
        best = before + gone
        fresh = [best]
        for j, y in enumerate(b, 1):
            change = before if x == y else before + swap.get(x + y, 1.0)
            before = row[j]
            best += added[j - 1]
            if change < best:  # noqa: PLR1730 — a comparison costs a third of a call of min
                best = change
            if before + gone < best:  # noqa: PLR1730
                best = before + gone
            fresh.append(best)
        row = fresh
    return row[-1]


@lru_cache(maxsize=1)
def _spelling_keys() -> Mapping[str, str]:
    """Spelling of a given name → the name it stands for; spellings of several names are left out."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row in shared().table("given_names"):
        for column, cell in row.items():
            if column != "key":
                for spelling in filter(None, cell.split("|")):
                    seen[fold(spelling)].add(row["key"])
    return {spelling: next(iter(keys)) for spelling, keys in seen.items() if len(keys) == 1}


def known_name(word: str) -> str | None:
    """The key of a given name whose spelling this folded word is, where it stands for one name only."""
    return _spelling_keys().get(word)


@lru_cache(maxsize=500_000)
def word_similarity(a: str, b: str) -> float:
    """How alike two folded words sound, 0 to 1. Known given names decide: one name 1, two names at most .4."""
    if a == b:
        return 1.0
    key_a, key_b = known_name(a), known_name(b)
    if key_a is not None and key_a == key_b:
        return 1.0
    x, y = sounds(a), sounds(b)
    if not x or not y:
        return 0.0
    # Arabic writes its consonants exactly, so two Arabic spellings differ by more than an ear's error.
    factor = 2.0 if script_of(a) == script_of(b) == "Arab" else 1.0
    total = (sum(map(weight, x)) + sum(map(weight, y))) / 2
    alike = max(0.0, 1.0 - distance(min(x, y), max(x, y), factor) / max(total, 1.0))
    if key_a is not None and key_b is not None:
        return min(alike, 0.4)
    return alike
