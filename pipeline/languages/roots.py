"""Words of a language that builds them from roots: whether a word is one of them, told from roots, shapes and affixes.

A word is taken apart as conjunction + what stands before + shape of a root + ending, all of them data (`morphology.toml`, `roots.tsv`,
`loanwords.tsv` of the pack). A root with a weak letter has several faces (قول: قال, يقول, قيل, قلت), which are made once. Nothing here
knows what a word means or where it stands; that a word is taken for a name because no reading of it exists is decided in `annotate`.

Method: McCarthy (1981), prosodic morphology: root and template apart; look-ups as in Buckwalter's three tables (prefixes, stems,
suffixes), with stems looked up by template instead of listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Any

from pipeline.languages import pack
from pipeline.text import fold

PLAIN, WEAK, COSTLY = 0, 1, 2
NOUN, PAST, PRESENT = 1, 2, 4  # kinds of words, as bits
_REMEMBERED = 100_000
# places of the root's letters, of the shape's own letters, and of letters that must be equal (اهتمام) → which letters its own
# are (of pairs: with the kinds of roots)
_Places = tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...]]
_Slots = dict[_Places, frozenset[str]]
_PairSlots = dict[_Places, dict[str, frozenset[str]]]
_KINDS = {"noun": NOUN, "past": PAST, "present": PRESENT}


class Roots:
    """The words that the pack's roots and listed words may build. Empty (knows no word) where the pack has no `roots.tsv`."""

    def __init__(self, rules: dict[str, Any], roots: Iterable[str], listed: Iterable[str]) -> None:
        self._joins = tuple(fold(c) for c in rules.get("conjunctions", ("",)))
        self._faces, self._pairs = _faces(rules.get("weak", {}), rules.get("falling", {}), roots)
        self._parts = [_Part(rules[k], bit) for k, bit in _KINDS.items() if k in rules]
        self._name_shapes = _Part(rules["name"], NOUN) if "name" in rules else None
        self._listed = frozenset(form for word in listed for form in _cited(word, str(rules.get("changing_end", "\0"))))
        remembered = lru_cache(_REMEMBERED)  # words recur
        self.cost, self.kinds, self.bearable = remembered(self._cost), remembered(self._kinds), remembered(self._bearable)

    def _kinds(self, word: str) -> int:
        """What a folded word may be (NOUN, PAST, PRESENT as bits) by readings without rare affixes; 0 where it has none."""
        found = 0
        for join in self._joins:
            if word.startswith(join) and len(word) - len(join) > 1:
                for part in self._parts:
                    if any(c < COSTLY and self._stem(part, stem) is not None for c, stem in part.stems(word[len(join) :])):
                        found |= part.kind
        return found

    def _bearable(self, word: str) -> bool:
        """Whether a folded word (without article) has the build of names that are words too (قاسم, حمدان, منصور), or no reading at all."""
        shapes = self._name_shapes
        if shapes is None or self.cost(word) is None:
            return True
        return any(self._stem(shapes, stem) is not None for _, stem in shapes.stems(word))

    def _cost(self, word: str) -> int | None:
        """Of the cheapest reading of a folded word: PLAIN (a root whose letters all show, or a listed word), WEAK (a root with letters that
        change or fall), COSTLY (only with rare affixes), None where it has none."""
        if not self._faces and not self._listed:
            return None
        best: int | None = None
        for join in self._joins:
            if not word.startswith(join) or len(word) - len(join) < 2:
                continue
            rest = word[len(join) :]
            for part in self._parts:
                for cost, stem in part.stems(rest):
                    if best is not None and cost >= best:
                        continue
                    found = self._stem(part, stem)
                    if found is not None and (best is None or max(cost, found) < best):
                        best = max(cost, found)
                        if best == PLAIN:
                            return PLAIN
        return best

    def _stem(self, part: _Part, stem: str) -> int | None:
        """PLAIN or WEAK for a stem that some root builds, None for others."""
        if part.lists and stem in self._listed:
            return PLAIN
        found = None
        for (root_at, own_at, same), own in part.slots.get(len(stem), _NONE).items():
            if (not own_at or "".join([stem[i] for i in own_at]) in own) and _equal(stem, same):
                face = self._faces.get("".join([stem[i] for i in root_at]))
                if face == PLAIN:
                    return PLAIN
                found = face if found is None else found
        if found is not None:
            return found
        for (root_at, own_at, same), own_kinds in part.pair_slots.get(len(stem), _NO_PAIRS).items():
            kinds = own_kinds.get("".join([stem[i] for i in own_at]))
            if kinds and _equal(stem, same) and kinds & self._pairs.get("".join([stem[i] for i in root_at]), _NOTHING):
                return WEAK
        return None


_NONE: _Slots = {}
_NO_PAIRS: _PairSlots = {}
_NOTHING: frozenset[str] = frozenset()


class _Part:
    """One kind of word (noun, past, present): what may stand before and behind its stem, and the shapes of the stem."""

    def __init__(self, rules: dict[str, Any], kind: int) -> None:
        self.kind = kind
        self.lists = bool(rules.get("lists"))  # listed words are of this kind
        fronts = {fold(x): PLAIN for x in rules["before"]} | {fold(x): COSTLY for x in rules.get("before_costly", ())}
        self._before = tuple(sorted(fronts.items(), key=lambda x: (len(x[0]), x[0])))
        endings = {fold(x): COSTLY for x in rules.get("behind_costly", ())}
        endings.update({fold(x): PLAIN for x in rules["behind"]})
        self._endings: dict[str, int] = endings
        self._prepositions = frozenset(fold(x) for x in rules.get("prepositions", ()))
        self._never = frozenset(fold(x) for x in rules.get("not_behind_prepositions", ()))
        self._longest = max(map(len, endings))
        shapes: dict[int, dict[_Places, set[str]]] = {}
        for shape in (*rules.get("shapes", ()), *rules.get("four", ())):
            at, own, same, letters = _cut(shape)
            shapes.setdefault(len(shape), {}).setdefault((at, own, same), set()).add(letters)
        self.slots: dict[int, _Slots] = {n: {k: frozenset(v) for k, v in found.items()} for n, found in shapes.items()}
        self.pair_slots: dict[int, _PairSlots] = {}
        for row in rules.get("pairs", ()):
            kinds, shape = row.split()
            at, own, same, letters = _cut(shape)
            slot = self.pair_slots.setdefault(len(shape), {}).setdefault((at, own, same), {})
            slot[letters] = slot.get(letters, _NOTHING) | frozenset(kinds)

    def stems(self, word: str) -> Iterator[tuple[int, str]]:
        """What remains of the word when something is taken from both ends, with the cost of what was taken."""
        for before, price in self._before:
            if not word.startswith(before):
                continue
            rest = word[len(before) :]
            for n in range(min(self._longest, len(rest) - 2) + 1):
                ending = rest[len(rest) - n :] if n else ""
                cost = self._endings.get(ending)
                if cost is not None and not (before in self._prepositions and ending in self._never):
                    yield max(cost, price), rest[: len(rest) - n] if n else rest


def _cited(word: str, changing: str) -> tuple[str, ...]:
    """The folded word, and without the ending that changes before others (سيمفونية: سيمفونيته)."""
    folded = fold(word)
    return (folded, folded[: -len(changing)]) if word.endswith(changing) and len(folded) > 4 else (folded,)


def _equal(stem: str, same: tuple[tuple[int, int], ...]) -> bool:
    return all(stem[i] == stem[j] for i, j in same) if same else True


def _cut(shape: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...], str]:
    """Places of the root's letters in their order, places of the shape's own letters, pairs of places that hold one letter, own letters."""
    at = tuple(shape.index(str(n)) for n in range(1, 5) if str(n) in shape)
    own = tuple(i for i, c in enumerate(shape) if not c.isdigit())
    same = tuple((shape.index(c), i) for i, c in enumerate(shape) if c.isdigit() and shape.index(c) < i)
    return at, own, same, fold("".join(shape[i] for i in own))


def _faces(
    weak: dict[str, dict[str, list[str]]], falling: dict[str, dict[str, str]], roots: Iterable[str]
) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    """How roots look where a letter of theirs is weak: with all their letters, and with two (by the kind of the root)."""
    full: dict[str, int] = {}
    pairs: dict[str, set[str]] = {}
    for root in roots:
        places = ("first", *("middle",) * (len(root) - 2), "last")
        options = [weak.get(place, {}).get(letter, [letter]) for place, letter in zip(places, root, strict=True)]
        changes = WEAK if any(len(option) > 1 for option in options) else PLAIN
        for face in map(fold, map("".join, product(*options))):
            full[face] = min(full.get(face, WEAK), changes)
        for kind, letters in _shorter(root, options, falling):
            pairs.setdefault(fold(letters), set()).add(kind)
    return full, {k: frozenset(v) for k, v in pairs.items()}


def _shorter(root: str, options: list[list[str]], falling: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Kind of the root and two letters of it, where one falls (`falling`: by place, the kind and its letters) or two are one (m)."""
    if len(root) != 3:
        return
    a, b, c = tuple(root)
    first, middle, last = options
    if b == c:
        yield from (("m", x + b) for x in first)
    for place, letter, left, right in (("middle", b, first, last), ("last", c, first, middle), ("first", a, middle, last)):
        if letter in falling.get(place, {}).get("letters", ""):
            yield from ((falling[place]["kind"], x + y) for x in left for y in right)


@lru_cache(maxsize=16)
def roots(lang: str) -> Roots:
    """The words of a language; knows none where its pack has no roots."""
    p = pack(lang)
    return Roots(p.toml("morphology"), (row["root"] for row in p.table("roots")), (row["word"] for row in p.table("loanwords")))
