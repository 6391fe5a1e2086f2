"""Is it the same person's name? Names of persons across spellings, languages and scripts.

Here stand the ordered alignment of two names and its vetoes, and the keys under which names are brought together before they
are compared. What a name is made of is `name_parts.py`, how a word sounds `sounds.py`; which local entities become one person
is decided in `entities.py`, which asks here.
Organisations and places are not matched by sound: translations do not sound alike.

Score: 0 to 1; `SAME` is the threshold at which two full names are taken for one person's.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from pipeline.resolve.known_names import gender, is_family_first, is_forename, is_spelt_exactly, names_of
from pipeline.resolve.name_parts import MAX_PARTS, Part, parse
from pipeline.resolve.sounds import coarse, readings, sounds, word_similarity
from pipeline.text import script_of

__all__ = [
    "FITS",
    "MAX_PARTS",
    "SAME",
    "is_turned",
    "keys",
    "n_parts",
    "parse",
    "similarity",
    "surname_keys",
    "surname_similarity",
    "tail",
]

SAME = 0.66
FITS = 0.75  # the threshold for a surname
_VOWELS = "aewyhc"  # sounds behind which a final a is no ending of its own
_UNSOUND = ("initial", "rank")  # parts that carry no name
_Parts = tuple[Part, ...]
_Alignment = tuple[tuple[int, int, float], ...]


def _alike(a: str, b: str) -> float:
    return word_similarity(min(a, b), max(a, b))


def _part_similarity(a: Part, b: Part) -> float:
    if a.kind == "initial" or b.kind == "initial":
        if a.kind == b.kind:
            return 1.0 if a.word == b.word else 0.0
        long, short = (b, a) if a.kind == "initial" else (a, b)
        return 0.8 if script_of(long.word) == script_of(short.word) and long.word[:1] == short.word else 0.0
    if "rank" in (a.kind, b.kind):
        return 1.0 if a.kind == b.kind and a.word == b.word else 0.0
    alike = _alike(a.word, b.word)
    if a.has_article and b.has_article and a.word != b.word and sounds(a.word) != sounds(b.word):
        return min(alike, 0.5)  # الحسني, الحسيني: families of the Arabs, whose long vowels count
    if a.kind != b.kind:
        alike *= 0.6
    if bool(a.glued) != bool(b.glued):
        alike = max(alike, _alike(a.glued or a.word, b.glued or b.word))
    return alike


def _floor(a: Part, b: Part) -> float:
    """Below this two words are two words. Short names carry few consonants, so they must agree better."""
    size = min(len(coarse(a.word)), len(coarse(b.word)))
    return (0.78 if script_of(a.word) == script_of(b.word) else 0.75) if size <= 1 else 0.72 if size == 2 else 0.7


def _align(a: _Parts, b: _Parts) -> _Alignment:
    """The best ordered alignment of words: pairs (i, j, similarity), each above its floor. Where one name has more words than the other,
    two of its words may be one of the other's (Jinping, جين بينغ)."""
    alike = [[_part_similarity(p, q) for q in b] for p in a]
    table: list[list[tuple[float, _Alignment]]] = [[(0.0, ())] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best = table[i + 1][j]
            if table[i][j + 1][0] > best[0]:
                best = table[i][j + 1]
            here = alike[i][j]
            if table[i + 1][j + 1][0] + here > best[0] and here >= _floor(a[i], b[j]):
                total, pairs = table[i + 1][j + 1]
                best = (total + here, ((i, j, here), *pairs))
            di, dj = (1, 2) if len(b) > len(a) else (2, 1)
            if len(a) != len(b) and i + di <= len(a) and j + dj <= len(b):
                joined = _joined(a[i : i + di], b[j : j + dj], max(alike[i + k][j + m] for k in range(di) for m in range(dj)))
                if joined and table[i + di][j + dj][0] + 1 + joined > best[0]:
                    total, pairs = table[i + di][j + dj]
                    best = (total + 1 + joined, ((i, j, joined), (i + di - 1, j + dj - 1, joined), *pairs))
            table[i][j] = best
    return table[0][0][1]


def _joined(a: _Parts, b: _Parts, apart: float) -> float:
    """How alike one word and two that are written as one are; 0 where they are not, or one of the two alone is as near (`apart`)."""
    if apart >= 1.0 or any(p.kind != "name" for p in (*a, *b)):
        return 0.0
    alike = _alike("".join(p.word for p in a), "".join(p.word for p in b))
    return alike if alike > max(0.72, apart) else 0.0  # Min-ho is no spelling of Min


def is_turned(parts: Sequence[Part]) -> bool:
    """Whether a name of two words has the given name behind the family's: Orbán Viktor."""
    return len(parts) == 2 and is_forename(parts[1].word) and not is_forename(parts[0].word)


def _turned(x: _Parts, y: _Parts) -> float:
    """Two words in the one order and in the other, where one of them is a given name and the other is none: Orbán Viktor."""
    if len(x) != 2 or len(y) != 2 or any(p.kind != "name" for p in (*x, *y)):
        return 0.0
    if is_forename(x[0].word) == is_forename(x[1].word) or is_forename(y[0].word) == is_forename(y[1].word):
        return 0.0
    alike = min(_part_similarity(x[0], y[1]), _part_similarity(x[1], y[0]))
    return round(alike * 0.9, 3) if alike >= 0.8 else 0.0


def _is_feminine_of(short: str, long: str) -> bool:
    """Nabil and نبيلة, Petrov and Petrova: the same consonants, and an a behind them. Names of one listed spelling are one."""
    a, b = sounds(short), sounds(long)
    if a[-1:] in _VOWELS or a[-1:] == b[-1:]:
        a, b = b, a
    if b[-1:] != "a" or not a or a[-1] in _VOWELS or names_of(short) & names_of(long):
        return False
    return coarse(short) == coarse(long)


def _differently_spelt(x: _Parts, y: _Parts) -> bool:
    a, b = ("".join(p.word for p in side[1:]) for side in (x, y))
    return a != b and script_of(a) == script_of(b) == "Latn"


@lru_cache(maxsize=300_000)
def similarity(a: str, b: str) -> float:
    """How sure it is that two full names are one person's: 0 to 1, 0 where a veto speaks against it.

    Vetoes: different given names, words on both sides that find no partner (Mohammed bin Salman, Mohammed bin Zayed), different
    generations or initials. A word that only one side has (a middle name, a grandfather) costs a little. Symmetric.
    A name of one word is never the same as a longer one here: see `surname_similarity`.
    """
    x, y = parse(a).parts, parse(b).parts
    if len(x) > len(y) or (len(x) == len(y) and a > b):
        x, y = y, x
    if not x:
        return 0.0
    if x == y:
        return 1.0
    pairs = _align(x, y)
    if len(x) == 1 or len(y) == 1:
        return pairs[0][2] if len(x) == len(y) and pairs else 0.0
    if len(pairs) < 2 or pairs[0][:2] != (0, 0):
        return _turned(x, y)
    met_x, met_y = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    left_x, left_y = ([p for i, p in enumerate(side) if i not in met] for side, met in ((x, met_x), (y, met_y)))
    if _are_two(x, y, pairs) or _leaves_too_much(x, y, left_x, left_y):
        return 0.0
    # the shorter name has found all its words; the last word (the family's) and the first one count double
    total = weight = 0.0
    for i, j, alike in pairs:
        w = 2.0 if i == 0 or i == len(x) - 1 else 1.0
        w *= 0.5 if "initial" in (x[i].kind, y[j].kind) else 1.0
        total, weight = total + w * alike, weight + w
    score = total / weight
    extra = sum(0.03 if p.kind == "initial" else 0.06 for p in left_y + left_x)
    ends_alike = pairs[-1][0] == len(x) - 1 and pairs[-1][1] == len(y) - 1
    if not ends_alike and not y[pairs[-1][1]].is_patronymic:
        extra += 0.08  # Mohamed Ali, Mohamed Ali Hassan
    return max(0.0, round(score - extra, 3))


def _are_two(x: _Parts, y: _Parts, pairs: _Alignment) -> bool:
    """Whether words that sound alike are two persons' all the same: a woman's and a man's name, names written in one way only."""
    if {gender(p.word) for p in (x[0], y[0]) if p.kind == "name"} == {"m", "f"}:
        return True  # François, Françoise; but in Abd al-Malik no word is a name by itself
    ends = [(x[i].word, y[j].word) for i, j, _ in pairs if i in (0, len(x) - 1)]
    if any(_is_feminine_of(*sorted(words, key=len)) for words in ends):
        return True
    return is_spelt_exactly(x[0].word) and is_spelt_exactly(y[0].word) and _differently_spelt(x, y)


def _leaves_too_much(x: _Parts, y: _Parts, left_x: Sequence[Part], left_y: Sequence[Part]) -> bool:
    """Whether the words that found no partner tell the two persons apart."""
    left = (*left_x, *left_y)
    if (left_x and left_y) or any(p.kind == "rank" for p in left):
        return True
    if left and is_family_first(x[0].word) and is_family_first(y[0].word):
        return True  # Li Qiang, Li Keqiang: no syllable is left out
    return any(p.kind == "initial" for p in left) and all(any(p.kind == "initial" for p in side) for side in (x, y))


@lru_cache(maxsize=300_000)
def surname_similarity(short: str, full: str) -> float:
    """How well a short name (al-Araji, bin Salman, K. Araji) fits the end of a full name, 0 to 1; 0 where that has one word only."""
    x, y = parse(short).parts, parse(full).parts
    if len(x) > 1 and x[0].kind == "initial":
        if not y or not _part_similarity(x[0], y[0]):
            return 0.0
        x = x[1:]
    if not x or len(y) <= len(x):
        return 0.0
    worst = 1.0
    for p, q in zip(x, y[-len(x) :], strict=True):
        alike = _part_similarity(p, q)
        if alike < max(FITS, _floor(p, q)):
            worst = 0.0
            break
        worst = min(worst, alike)
    if worst == 0.0 and len(x) == 1 and any(q.is_patronymic for q in y):
        worst = max((0.95 * _part_similarity(x[0], q) for q in y[1:]), default=0.0)
        worst = worst if worst >= FITS else 0.0
    return round(worst, 3)


def tail(full: str) -> _Parts:
    """The words of a full name that a surname may be: two names with one tail fit the same surnames (of one word, without an initial)."""
    parts = parse(full).parts
    return parts[1:] if any(p.is_patronymic for p in parts) else parts[-1:] if len(parts) > 1 else ()


@lru_cache(maxsize=100_000)
def _marks(word: str) -> tuple[str, ...]:
    """The first two consonants of a word, in each of the ways in which it may be read."""
    marks = [coarse(read)[:2] or "-" for read in readings(word)]
    marks += sorted(coarse(key.removeprefix("family:"))[:2] or "-" for key in names_of(word))
    return tuple(dict.fromkeys(marks))


@lru_cache(maxsize=100_000)
def keys(text: str) -> tuple[str, ...]:
    """Blocking keys of a full name: first word with each later one, two consonants of each. Two spellings of one name share a key."""
    parts = [p for p in parse(text).parts if p.kind not in _UNSOUND]
    if not parts:
        return ()
    if len(parts) == 1:
        return tuple(f"1:{mark}" for mark in _part_marks(parts[0]))
    pairs = [(parts[0], p) for p in parts[1:]]
    if is_turned(parts):
        pairs.append((parts[1], parts[0]))
    found = [f"{mark}:{other}" for p, q in pairs for mark in _part_marks(p) for other in _part_marks(q)]
    joined = [p.word + q.word for p, q in itertools.pairwise(parts[1:]) if len(coarse(p.word)) < 3]  # Xiao Ping
    found += [f"{mark}:{other}" for word in joined for mark in _part_marks(parts[0]) for other in _marks(word)]
    return tuple(dict.fromkeys(found))


def _part_marks(part: Part) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_marks(part.word), *(_marks(part.glued) if part.glued else ()))))


@lru_cache(maxsize=100_000)
def surname_keys(text: str) -> tuple[str, ...]:
    """Keys under which a short name and the full names that may end in it meet."""
    parts = [p for p in parse(text).parts if p.kind not in _UNSOUND]
    wanted = parts if len(parts) == 1 else parts[1:]
    return tuple(dict.fromkeys("s:" + mark for p in wanted for mark in _marks(p.word)))


def n_parts(text: str) -> int:
    """Number of words that carry the name: particles and initials left out."""
    return sum(p.kind not in _UNSOUND for p in parse(text).parts)
