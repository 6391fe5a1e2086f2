"""Patterns over tokens without writing out what they stand for: the automaton behind the triggers of events.

The pattern language is that of `phrases`. There every phrase that a pattern stands for is an entry of its own, which is right for names;
a trigger such as `({give}|{grant}) ~8 (aid|loan|money)` stands for thousands. Here a pattern is a row of steps (a set of words,
alternatives, a gap), found by its first word and walked where that stands, so that a pack takes as much room as it has rows, and every row
keeps its own gaps. A word looks up the lemmas and words that it is a form of, these the patterns that begin with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Generic, TypeVar

from pipeline.languages.inflect import Forms
from pipeline.languages.phrases import Match, Phrasebook, atoms, visible
from pipeline.text import Tokens
from pipeline.values import swift

T = TypeVar("T")
_REMEMBERED = 50_000
_ORDER = itemgetter(0, 1, 2, 3)  # last token, offset, then the order of the patterns' first words


@swift
@dataclass(frozen=True, slots=True)
class Words:
    """One token that is one of these, folded, or one of those exactly as it is written."""

    folded: frozenset[str]
    exact: frozenset[str] = frozenset()


@swift
@dataclass(frozen=True, slots=True)
class Either:
    """One of several rows of steps; an empty one makes the whole optional."""

    rows: tuple[tuple[Step, ...], ...]


@swift
@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many tokens of any kind."""

    most: int


Step = Words | Either | Gap


class _Head(Generic[T]):
    """The patterns that begin with one set of words: the steps behind it and the payload of each. What they ask for next is worked out
    where a text holds such a word, for most heads stand in none: nothing more (`alone`), or a second word, by which they are looked up."""

    __slots__ = ("alone", "exact", "is_open", "reach", "rows", "second")

    def __init__(self) -> None:
        self.rows: list[tuple[tuple[Step, ...], T]] = []
        self._shut()

    def _shut(self) -> None:
        self.is_open = False
        self.alone: list[T] = []
        self.second: dict[str, list[tuple[int, tuple[Step, ...], T]]] = defaultdict(list)
        self.exact: dict[str, list[tuple[int, tuple[Step, ...], T]]] = defaultdict(list)
        self.reach = 0

    def __getstate__(self) -> list[tuple[tuple[Step, ...], T]]:
        return self.rows

    def __setstate__(self, rows: list[tuple[tuple[Step, ...], T]]) -> None:
        self.rows = rows
        self._shut()

    def add(self, rest: tuple[Step, ...], value: T) -> None:
        if self.is_open:
            self._shut()
        self.rows.append((rest, value))

    def opened(self) -> _Head[T]:
        """The head, worked out."""
        if self.is_open:
            return self
        self.is_open = True
        for rest, value in {(rest, id(value)): (rest, value) for rest, value in self.rows}.values():
            for opening in _openings(rest, 0):
                if opening is None:
                    self.alone.append(value)
                    continue
                gap, words, behind = opening
                self.reach = max(self.reach, gap + 1)
                for word in words.folded:
                    self.second[word].append((gap, behind, value))
                for word in words.exact:
                    self.exact[word].append((gap, behind, value))
        return self


_Way = tuple[int, int, tuple[Step, ...], frozenset[str] | None, T]  # number of the head, gap, the steps behind, what they need, payload


class _Start(Generic[T]):
    """All that may begin with one word: its heads together, so that what stands behind is looked up once, whatever their number."""

    __slots__ = ("alone", "exact", "left_out", "reach", "second")

    def __init__(self, left_out: int, heads: Sequence[_Head[T]]) -> None:
        self.left_out = left_out  # characters of a proclitic
        self.alone: list[tuple[int, T]] = [(n, value) for n, head in enumerate(heads) for value in head.alone]
        self.second: dict[str, list[_Way[T]]] = defaultdict(list)
        self.exact: dict[str, list[_Way[T]]] = defaultdict(list)
        self.reach = max(head.reach for head in heads)
        for n, head in enumerate(heads):
            for ways, known in ((self.second, head.second), (self.exact, head.exact)):
                for word, found in known.items():
                    ways[word] += [(n, gap, rest, _needed(rest), value) for gap, rest, value in found]


class Patternbook(Generic[T]):
    """Patterns with payloads; the interface of `Phrasebook` as far as patterns need it."""

    def __init__(
        self, verbs: dict[str, Forms] | None = None, elisions: frozenset[str] = frozenset(), proclitics: Iterable[str] = ()
    ) -> None:
        self._reader: Phrasebook[T] = Phrasebook(verbs, elisions, proclitics)
        self._sets: dict[Words, Words] = {}
        self._choices: dict[str, list[tuple[Step, ...]]] = {}  # a verb stands in many rows
        self._by_head: dict[Words, _Head[T]] = {}
        self._heads: dict[str, list[_Head[T]]] = defaultdict(list)  # folded word -> heads that it is one of
        self._exact: dict[str, list[_Head[T]]] = defaultdict(list)
        self._memo: dict[str, tuple[_Start[T], ...]] = {}
        self._memo_exact: dict[str, _Start[T]] = {}
        self.size = 0

    def __getstate__(self) -> dict[str, object]:
        return {**vars(self), "_choices": {}}  # of use while patterns are added

    def add(self, pattern: str, value: T) -> None:
        """Raises ValueError where the pattern is malformed or names an unknown lemma."""
        steps = self._steps(pattern)
        begun = False
        for words, rest in _begun(steps):
            begun = True
            head = self._by_head.get(words)
            if head is None:
                head = self._by_head[words] = _Head()
                for word in sorted(words.folded):
                    self._heads[word].append(head)
                for word in sorted(words.exact):
                    self._exact[word].append(head)
            head.add(rest, value)
        if not begun:
            raise ValueError(f"pattern {pattern!r} begins with no word")
        self._memo.clear()
        self._memo_exact.clear()
        self.size += 1

    def _steps(self, pattern: str) -> tuple[Step, ...]:
        out: list[Step] = []
        for kind, text in atoms(pattern):
            if kind == "gap":
                out.append(Gap(int(text)))
                continue
            rows = [self._row(pattern, alternative) for alternative in text.split("|")]
            out.append(self._either([row for found in rows for row in found], is_optional=kind == "optional"))
        return tuple(out)

    def _row(self, pattern: str, text: str) -> list[tuple[Step, ...]]:
        """The steps of one alternative; several rows where a verb has forms of several words."""
        rows: list[tuple[Step, ...]] = [()]
        for part in text.split():
            if part.startswith("~") and part[1:].isdigit():
                choices: list[tuple[Step, ...]] = [(Gap(int(part[1:])),)]
            elif part.startswith("=") and len(part) > 1:
                choices = [(self._set(Words(frozenset(), frozenset({part[1:]}))),)]
            else:
                choices = self._choices.get(part) or self._choices.setdefault(part, self._written_as(pattern, part))
            rows = [row + choice for row in rows for choice in choices]
        return rows

    def _written_as(self, pattern: str, part: str) -> list[tuple[Step, ...]]:
        """The steps of a word or a lemma: its forms of one word together, each of the others by itself."""
        sequences = self._reader.words_of(pattern, part)
        single = frozenset(words[0] for words in sequences if len(words) == 1)
        choices: list[tuple[Step, ...]] = [(self._set(Words(single)),)] if single else []
        return choices + [tuple(self._set(Words(frozenset({w}))) for w in words) for words in sequences if len(words) > 1]

    def _either(self, rows: Sequence[tuple[Step, ...]], *, is_optional: bool) -> Step:
        """Rows of one word each together, so that a token is compared with all of them at once."""
        lone = [row[0] for row in rows if len(row) == 1 and isinstance(row[0], Words)]
        longer = [row for row in rows if not (len(row) == 1 and isinstance(row[0], Words))]
        words = self._set(Words(frozenset().union(*(w.folded for w in lone)), frozenset().union(*(w.exact for w in lone))))
        if lone and not longer and not is_optional:
            return words
        kept: list[tuple[Step, ...]] = [*([(words,)] if lone else []), *longer]
        return Either(tuple([*kept, ()] if is_optional else kept))

    def _set(self, words: Words) -> Words:
        return self._sets.setdefault(words, words)

    def matches(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Match[T]]:
        """Every match within tokens first … last - 1, by first token, then length; overlapping ones included."""
        high = len(tokens) if last is None else last
        folds, exacts, memo = tokens.fold, self._exact, self._memo
        number, behind = -1, 0  # of the sentence, and the token behind it
        for i in range(first, high):
            starts = memo.get(folds[i])
            if starts is None:
                starts = self._starts(folds[i], tokens.kind[i] == "p")
            if exacts and tokens.text[i] in exacts:
                starts = (*starts, self._written(tokens.text[i]))
            if not starts:
                continue
            if tokens.sentence[i] != number:
                number = tokens.sentence[i]
                behind = tokens.sentence_bounds(number)[1]
            found: dict[tuple[int, int, int], tuple[int, int, int, int, T]] = {}
            for n, start in enumerate(starts):
                offset = visible(tokens.text[i], start.left_out) if start.left_out else 0
                for head, last_, value in _walked(start, tokens, i, min(high, behind)):
                    found.setdefault((last_, offset, id(value)), (last_, offset, n, head, value))
            if len(found) == 1:
                ((last_, offset, _, _, value),) = found.values()
                yield Match(i, last_, offset, value)
            elif found:
                for last_, offset, _, _, value in sorted(found.values(), key=_ORDER):
                    yield Match(i, last_, offset, value)

    def _starts(self, folded: str, is_sign: bool) -> tuple[_Start[T], ...]:
        """What may begin here, by the characters left out; remembered, for words recur."""
        readings = [(0, folded)] if is_sign else self._reader.variants(folded)
        known = tuple(_Start(left_out, [head.opened() for head in self._heads[word]]) for left_out, word in readings if word in self._heads)
        if len(self._memo) > _REMEMBERED:
            self._memo.clear()
        self._memo[folded] = known
        return known

    def _written(self, text: str) -> _Start[T]:
        """What begins with this word as it is written; remembered."""
        if text not in self._memo_exact:
            self._memo_exact[text] = _Start(0, [head.opened() for head in self._exact[text]])
        return self._memo_exact[text]


def _begun(steps: tuple[Step, ...]) -> Iterator[tuple[Words, tuple[Step, ...]]]:
    """Each way to begin a pattern: its first word, and the steps behind it."""
    if not steps or isinstance(steps[0], Gap):
        return
    head, rest = steps[0], steps[1:]
    if isinstance(head, Words):
        yield head, rest
        return
    for row in head.rows:
        yield from _begun(row + rest)


def _openings(steps: tuple[Step, ...], gap: int) -> Iterator[tuple[int, Words, tuple[Step, ...]] | None]:
    """Each way to go on: (tokens that may lie before the next word, that word, the steps behind it); None where the pattern may end."""
    if not steps:
        yield None
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, Words):
        yield gap, step, rest
    elif isinstance(step, Gap):
        yield from _openings(rest, gap + step.most)
    else:
        for row in step.rows:
            yield from _openings(row + rest, gap)


def _walked(start: _Start[T], tokens: Tokens, i: int, end: int) -> list[tuple[int, int, T]]:
    """Each way to walk a pattern that begins at token i: the number of its head, its last token, its payload."""
    found = [(head, i, value) for head, value in start.alone]
    second, exact, folds = start.second, start.exact, tokens.fold
    ahead = folds[i + 1 : min(end, i + 1 + start.reach)]
    if not exact and second.keys().isdisjoint(ahead):
        return found  # most often
    for j, folded in enumerate(ahead, i + 1):
        ways = second.get(folded)
        if exact and tokens.text[j] in exact:
            ways = [*(ways or ()), *exact[tokens.text[j]]]
        if not ways:
            continue
        behind = folds[j + 1 : end]
        for head, gap, rest, needed, value in ways:
            if j - i - 1 > gap:
                continue
            if not rest:
                found.append((head, j, value))
            elif needed is None or not needed.isdisjoint(behind):
                found += [(head, last - 1, value) for last in _ends(rest, 0, j + 1, end, tokens)]
    return found


def _needed(steps: tuple[Step, ...]) -> frozenset[str] | None:
    """Folded words one of which must stand where these steps are walked: none is there most often, and one look tells. None where that
    is not known."""
    return next((step.folded for step in reversed(steps) if isinstance(step, Words) and not step.exact), None)


def _ends(steps: tuple[Step, ...], n: int, i: int, end: int, tokens: Tokens) -> list[int]:
    """Tokens behind the last one of each way to walk steps n … from token i; none lies behind `end`."""
    folds, texts = tokens.fold, tokens.text
    while n < len(steps):
        step = steps[n]
        if not isinstance(step, Words):
            break
        if i >= end or not (folds[i] in step.folded or (step.exact and texts[i] in step.exact)):
            return []
        n, i = n + 1, i + 1
    else:
        return [i]
    out: list[int] = []
    if isinstance(step, Gap):
        last = min(i + step.most, end)
        following = steps[n + 1] if n + 1 < len(steps) else None
        if not isinstance(following, Words):
            for j in range(i, last + 1):
                out += _ends(steps, n + 1, j, end, tokens)
            return out
        wanted, written = following.folded, following.exact
        for j in range(i, min(last + 1, end)):
            if folds[j] in wanted or (written and texts[j] in written):
                out += _ends(steps, n + 2, j + 1, end, tokens)
        return out
    for row in step.rows:
        for j in _ends(row, 0, i, end, tokens):
            out += _ends(steps, n + 1, j, end, tokens)
    return out
