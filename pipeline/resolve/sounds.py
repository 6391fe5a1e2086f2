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
from pipeline.resolve.known_names import names_of
from pipeline.text import script_of

FAR_IN_SCRIPT, FAR = 0.85, 1.3  # costs that no two spellings of one name reach, in one script and in two
_NISBA = ("i", "y", "ي")  # endings of "he of …"
ENDS = ("aw", "wa", "yw", "wy")  # vowels that are not confused at the end of a word: Herrera, Herrero
_WEAK = "aewyc"  # vowels and ayn
MAX_WORD = 24  # letters of a word that are read: names are short, hostile text is not


@lru_cache(maxsize=1)
def _graphemes() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    """script → grapheme → ((where, sounds), …), the rows with a condition first."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in shared().table("name_sounds"):
        found[row["script"]][row["grapheme"]].append((row["where"], row["sounds"]))
    return {
        script: {g: tuple(sorted(rows, key=lambda r: (r[0] == "", r[0]))) for g, rows in table.items()} for script, table in found.items()
    }


@lru_cache(maxsize=1)
def _sizes() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    """script → letter → how many letters the graphemes have that begin with it, the longest first."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for script, table in _graphemes().items():
        for grapheme in table:
            found[script][grapheme[0]].add(len(grapheme))
    return {script: {letter: tuple(sorted(n, reverse=True)) for letter, n in table.items()} for script, table in found.items()}


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
    script = script_of(word)
    table, sizes, is_arabic = _graphemes().get(script, {}), _sizes().get(script, {}), script == "Arab"
    word = word[:MAX_WORD]
    out: list[str] = []
    i = 0
    while i < len(word):
        hit = None
        for size in sizes.get(word[i], ()):
            rows = table.get(word[i : i + size]) if i + size <= len(word) else None
            if rows is not None:
                hit = next((s for where, s in rows if not where or _fits(where, word, i, i + size)), None)
                if hit is not None:
                    break
        else:
            size, hit = 1, word[i] if word[i].isalnum() else ""
        for s in hit or "":
            # between two equal letters of Arabic a vowel is spoken: Tatar
            if not out or out[-1] != s or (is_arabic and s not in _WEAK):
                out.append(s)
        i += size
    return "".join(out)


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, str], ...]:
    return shared().table("name_readings")


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[str, ...]:
    """The folded word, and what it may be read as besides: letters that languages speak differently exchanged."""
    script = script_of(word)
    out = [word]
    for row in _readings():
        grapheme, at = row["grapheme"], -1
        if row["script"] != script or grapheme not in word:
            continue
        read, done = "", 0
        while (at := word.find(grapheme, done)) >= 0:
            whole = grapheme != "c" or word[at + 1 : at + 2] not in ("h", "k", "z")
            fits = whole and _fits(row["where"], word, at, at + len(grapheme))
            read += word[done:at] + (row["instead"] if fits else grapheme)
            done = at + len(grapheme)
        out.append(read + word[done:])
    return tuple(dict.fromkeys(out))


_COARSE = str.maketrans({
    **dict.fromkeys("bp", "b"), **dict.fromkeys("fv", "f"), **dict.fromkeys("td867szZS", "t"), **dict.fromkeys("jgGkqx", "k"), "m": "n",
    **dict.fromkeys("aewych", None),
})  # fmt: skip


@lru_cache(maxsize=200_000)
def coarse(word: str) -> str:
    """The consonants of a folded word in six classes that hold whatever a scribe may confuse: a key for blocking."""
    out: list[str] = []
    for sound in sounds(word).translate(_COARSE):
        if not out or out[-1] != sound:
            out.append(sound)
    return "".join(out)


@lru_cache(maxsize=2)
def _costs(one_script: bool) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Costs of substitution by pair, and of omission by (sound, where). `one_script`: rows for two spellings of one script outrank."""
    swap: dict[tuple[str, str], float] = {}
    omit: dict[tuple[str, str], float] = {}
    for row in sorted(shared().table("name_costs"), key=lambda row: row["script"]):
        if row["script"] == "one" and not one_script:
            continue
        cost = float(row["cost"])
        if row["b"] == "-":
            omit[row["a"], row["where"]] = cost
        else:
            swap[row["a"], row["b"]] = swap[row["b"], row["a"]] = cost
    return swap, omit


def _omission(sound: str, at_end: bool, factor: float, one_script: bool) -> float:
    omit = _costs(one_script)[1]
    cost = omit.get((sound, "any"), 1.0)
    if at_end:
        cost = omit.get((sound, "end"), cost)
    return min(1.0, cost * factor)


def weight(sound: str) -> float:
    """How much of a name's identity a sound carries: a consonant 1, a long vowel .35, a short one .15."""
    return {"a": 0.15, "e": 0.15, "c": 0.2, "y": 0.35, "w": 0.35, "h": 0.7}.get(sound, 1.0)


@lru_cache(maxsize=200_000)
def weights(word: str) -> tuple[float, ...]:
    """The weight of each sound of a word."""
    return tuple(map(weight, word))


def nisba_stem(word: str) -> str:
    """The word without the ending of "he of …", empty where it has none."""
    return word[:-1] if word[-1:] in _NISBA else ""


@lru_cache(maxsize=200_000)
def omissions(word: str, factor: float, one_script: bool) -> tuple[float, ...]:
    """What leaving out each sound of a word costs."""
    last = len(word) - 1
    return tuple(_omission(sound, i == last, factor, one_script) for i, sound in enumerate(word))


@lru_cache(maxsize=8)
def swaps(factor: float, one_script: bool) -> dict[str, float]:
    """What putting one sound for another costs, by the two of them in a row; pairs that are not in it cost 1."""
    return {x + y: min(1.0, cost * factor) for (x, y), cost in _costs(one_script)[0].items()}


@lru_cache(maxsize=500_000)
def distance(a: str, b: str, factor: float = 1.0, one_script: bool = False) -> float:
    """Cost of the cheapest alignment of two strings of sounds. `factor` > 1 reads strictly; `one_script`: both are in Latin letters."""
    swap = swaps(factor, one_script)
    added = omissions(b, factor, one_script)
    row = [0.0]
    for cost in added:
        row.append(row[-1] + cost)
    for x, gone in zip(a, omissions(a, factor, one_script), strict=True):
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


@lru_cache(maxsize=500_000)
def word_similarity(a: str, b: str) -> float:
    """How alike two folded words sound, 0 to 1. Known given names decide: one name 1, two names at most .4."""
    if a == b:
        return 1.0
    latin, arabic = (script_of(a) == script_of(b) == script for script in ("Latn", "Arab"))
    keys_a, keys_b = names_of(a), names_of(b)
    if not (keys_a and keys_b) and nisba_stem(a) and nisba_stem(b):
        keys_a, keys_b = names_of(nisba_stem(a)), names_of(nisba_stem(b))  # of Hasan's people, of Husayn's
        if keys_a == keys_b:
            keys_a = keys_b = frozenset()
    if keys_a and keys_a == keys_b:
        return 1.0
    if script_of(a) != script_of(b):
        alike = max(_sound_similarity(x, y, latin, arabic) for x in readings(a) for y in readings(b))
    else:
        alike = _sound_similarity(a, b, latin, arabic)
    if keys_a and keys_b:  # one of two names that a spelling may be is enough in another script only: Hamid is حامد, not Hamed
        return max(alike, 0.8) if keys_a & keys_b and not latin else min(alike, 0.4)
    return alike


def _sound_similarity(a: str, b: str, latin: bool, arabic: bool) -> float:
    """How alike two readings sound; `latin`, `arabic`: both are written in that script."""
    # Arabic writes its consonants exactly, so two Arabic spellings differ by more than an ear's error.
    alike, apart = likeness(a, b, 2.0 if arabic else 1.0, latin)
    if apart > (FAR_IN_SCRIPT if latin or arabic else FAR):  # a long word has room for a consonant more: Richards, Richardson
        alike = min(alike, 0.5)
    ends = sounds(a)[-1:] + sounds(b)[-1:]
    if latin and ends[:1] != ends[1:] and ends in ENDS:
        alike = min(alike, 0.5)
    return alike


def likeness(a: str, b: str, factor: float = 1.0, one_script: bool = False) -> tuple[float, float]:
    """How alike two folded words sound, 0 to 1, and their distance, without the strictness that names of persons need."""
    x, y = sounds(a), sounds(b)
    if not x or not y:
        return 0.0, 0.0
    apart = distance(min(x, y), max(x, y), factor, one_script)
    return max(0.0, 1.0 - apart / max((sum(weights(x)) + sum(weights(y))) / 2, 1.0)), apart
