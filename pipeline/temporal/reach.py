"""How far a pattern reaches around the words that it cannot do without, counted in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

# A token of these shapes holds blanks.
_BLANKS = {"time": 3, "iso": 4}
_MARGIN = 2  # a token that a condition looks at beside a match, and the blank behind it
Reach = tuple[int, int]
Classes = Mapping[str, Iterable[str]]
PhraseClasses = Mapping[tuple[str, ...], Iterable[str]]


def reach_of(
    rows: Iterable[list[str]],
    clock: Iterable[list[str]],
    is_gate: Callable[[str], bool],
    words: Classes,
    phrases: PhraseClasses,
    numeric: frozenset[str],
) -> tuple[Callable[[str], Reach], Reach, int]:
    """How many words of a pattern may stand before a core word that is the first of its pattern, and from it up to the next or the end;
    the same of numbers (which need no core word); and how many more may belong to a time of day. `is_gate`: of an edge, whether no
    pattern with it needs another; `numeric`: the classes of numbers among them."""
    longest: dict[str, int] = dict(_BLANKS)
    for sequence, classes in phrases.items():
        for name in classes:
            longest[name] = max(longest.get(name, 1), len(sequence))

    def weight(edge: str) -> int:
        return longest.get(edge[1:-1], 1) if edge.startswith("{") else 1

    around = max((sum(map(weight, edges)) for edges in clock), default=0)
    found: dict[str, list[int]] = {}
    for edges in rows:
        at = [i for i, edge in enumerate(edges) if is_gate(edge)]
        for i, j in pairwise([*at, len(edges)]):
            known = found.setdefault(edges[i], [0, 0])
            if i == at[0]:
                known[0] = max(known[0], sum(map(weight, edges[: i + 1])) - 1)
            known[1] = max(known[1], sum(map(weight, edges[i:j])) - 1)
    spread: dict[str, list[tuple[str, int]]] = {}  # of a word of a phrase: the class, and how long the phrase is
    for sequence, classes in phrases.items():
        for word in sequence:
            spread.setdefault(word, []).extend((name, len(sequence)) for name in classes)

    def of_word(word: str) -> Reach:
        before, after = found.get(word, (0, 0))
        of_classes = [(name, 0) for name in words.get(word, ())] + spread.get(word, [])
        for name, more in of_classes:
            first, last = found.get("{" + name + "}", (0, 0))
            before, after = max(before, first + more), max(after, last + more)
        return before + _MARGIN, after + _MARGIN

    numbers = [known for edge, known in found.items() if edge[1:-1] in numeric]
    number = max((k[0] for k in numbers), default=0) + _MARGIN, max((k[1] for k in numbers), default=0) + _MARGIN
    return of_word, number, around


def hints_of(clock: Iterable[list[str]], words: Classes, phrases: PhraseClasses) -> frozenset[str]:
    """Words one of which, or a digit, stands in every time of day: of its classes, else the longest of its own."""
    out: set[str] = set()
    for edges in clock:
        names = {edge[1:-1] for edge in edges if edge.startswith("{")}
        if names & _DIGITS:
            continue
        if "hour_word" in names:
            out |= {word for word, classes in words.items() if "hour_word" in classes}
            out |= {sequence[0] for sequence, classes in phrases.items() if "hour_word" in classes}
        else:
            out.add(max((edge for edge in edges if not edge.startswith("{")), key=len))
    return frozenset(out)


_DIGITS = frozenset({"time", "hhmm", "hour"})
