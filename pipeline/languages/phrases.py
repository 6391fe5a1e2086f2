"""Phrases over tokens, found in one pass: the automaton behind every lexicon.

A `Phrasebook` holds phrases of folded words with a payload each and finds all of them in a token sequence by walking one trie.
Where an entry starts is decided by a dictionary look-up of one word, so the cost of a text does not grow with the size of the lexicon.
The trie of plain phrases, which are nearly all, is one dictionary from their beginnings ("united", "united nations") to what they mean:
it is filled and walked several times as fast as nodes are. Phrases with gaps or exact words have a trie of nodes beside it.

Pattern language (words are separated by spaces):

    word            this word, folded (accents, case, Arabic marks do not matter)
    (a|b c|d)       alternatives, of one or several words
    [a|b]           the same, optional
    {lemma}         any form of the verb `lemma` in the pack
    {lemma:past,pp} only these tags
    ~3              up to three words (of any kind but sentence ends) between
    =word           this word exactly as it is written (case and accents count): acronyms such as =US

Matches never cross the end of a sentence. In languages with proclitics the first word of a phrase is also tried without them
(`Match.offset` characters into its token), later words never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.languages.inflect import Forms
from pipeline.text import Tokens, fold, tokenise
from pipeline.values import swift

T = TypeVar("T")
_ATOM = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}|~(\d+)|=(\S+)|([^\s()\[\]{}]+)")
_PLAIN = re.compile(r"[^()\[\]{}~=|]+")
_MAX_EXPANSIONS = 20_000
_REMEMBERED = 50_000

Step = str | int  # a folded word; "=Word" for an exact one; an int is a gap of up to that many words


@swift
@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens first … last (inclusive) match; `offset` characters of the first token are proclitics that are left out."""

    first: int
    last: int
    offset: int
    value: T

    def start(self, tokens: Tokens) -> int:
        return tokens.start[self.first] + self.offset

    def end(self, tokens: Tokens) -> int:
        return tokens.end[self.last]


class _Node:
    """A place in the trie of phrases with gaps or exact words."""

    __slots__ = ("exact", "gap", "gap_node", "values", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.exact: dict[str, _Node] = {}
        self.gap = 0
        self.gap_node: _Node | None = None
        self.values: tuple[object, ...] = ()


def atoms(pattern: str) -> Iterator[tuple[str, str]]:
    """The parts of a pattern: (gap, words), (group, alternatives divided by |) or (optional, the same). Raises ValueError where there is
    something else."""
    position = 0
    for atom in _ATOM.finditer(pattern):
        if pattern[position : atom.start()].strip():
            raise ValueError(f"pattern {pattern!r}: {pattern[position : atom.start()]!r} cannot be read; see languages/phrases.py")
        position = atom.end()
        group, optional, lemma, gap, exact, word = atom.groups()
        if gap is not None:
            yield "gap", gap
        elif optional is not None:
            yield "optional", optional
        elif lemma is not None:
            yield "group", f"{{{lemma}}}"
        else:
            yield "group", group if group is not None else word if exact is None else f"={exact}"
    if pattern[position:].strip():
        raise ValueError(f"pattern {pattern!r}: {pattern[position:]!r} cannot be read; see languages/phrases.py")


class Phrasebook(Generic[T]):
    """Phrases with payloads. `proclitics` are the folded prefixes that a first word may carry (longest first is not needed)."""

    def __init__(
        self,
        verbs: dict[str, Forms] | None = None,
        elisions: frozenset[str] = frozenset(),
        proclitics: Iterable[str] = (),
    ) -> None:
        self._plain: dict[str, tuple[T, ...]] = {}  # every beginning of a plain phrase, its words joined by a space
        self._root = _Node()
        self._memo: dict[str, tuple[tuple[int, str], ...]] = {}
        self._verbs = verbs or {}
        self._elisions = elisions
        self._proclitics = tuple(sorted({p for p in proclitics if p}, key=lambda p: (-len(p), p)))
        self.size = 0

    def add(self, pattern: str, value: T) -> None:
        """Adds every expansion of the pattern.

        Raises ValueError where the pattern is malformed, names an unknown lemma or expands too far.
        """
        for steps in self.expand(pattern):
            self.put(steps, value)

    def put(self, steps: Sequence[Step], value: T) -> None:
        """Adds one sequence of folded words as the tokeniser gives them: what `add` makes of a pattern, without reading one."""
        if self._memo:
            self._memo.clear()
        self.size += 1
        try:
            key = " ".join(steps)  # type: ignore[arg-type]  # a gap is a number
        except TypeError:
            return self._put_node(steps, value)
        if "=" in key and any(step[:1] == "=" and len(step) > 1 for step in steps if isinstance(step, str)):
            return self._put_node(steps, value)
        plain = self._plain
        values = plain.get(key)
        if not values:
            plain[key] = (value,)
        elif value not in values:
            plain[key] = (*values, value)
        if values is None:  # so far not even the beginning of a longer one
            at = key.rfind(" ")
            while at > 0 and (key := key[:at]) not in plain:
                plain[key] = ()
                at = key.rfind(" ")
        return None

    def _put_node(self, steps: Sequence[Step], value: T) -> None:
        node = self._root
        for step in steps:
            if isinstance(step, int):
                node.gap = max(node.gap, step)
                node.gap_node = node.gap_node or _Node()
                node = node.gap_node
            elif step.startswith("=") and len(step) > 1:
                node = node.exact.setdefault(step[1:], _Node())
            else:
                node = node.words.setdefault(step, _Node())
        if value not in node.values:
            node.values = (*node.values, value)

    def expand(self, pattern: str) -> list[tuple[Step, ...]]:
        """The word sequences that a pattern stands for."""
        if _PLAIN.fullmatch(pattern):  # most entries of a gazetteer
            steps = tuple(step for part in pattern.split() for step in _folded(part, self._elisions))
            return [steps] if steps else []
        out: list[tuple[Step, ...]] = [()]
        for kind, text in atoms(pattern):
            choices: list[tuple[Step, ...]]
            if kind == "gap":
                choices = [(int(text),)]
            else:
                choices = [c for alternative in text.split("|") for c in self._alternative(pattern, alternative)]
                if kind == "optional":
                    choices.append(())
            out = [left + right for left in out for right in choices]
            if len(out) > _MAX_EXPANSIONS:
                raise ValueError(f"pattern {pattern!r} stands for more than {_MAX_EXPANSIONS} phrases; split it")
        return [steps for steps in dict.fromkeys(out) if steps and not isinstance(steps[0], int)]

    def _alternative(self, pattern: str, text: str) -> list[tuple[Step, ...]]:
        """One alternative of a group: words, exact words and lemmas."""
        out: list[tuple[Step, ...]] = [()]
        for part in text.split():
            choices: list[tuple[Step, ...]]
            if part.startswith("=") and len(part) > 1:
                choices = [(part,)]
            elif part.startswith("~") and part[1:].isdigit():
                choices = [(int(part[1:]),)]
            else:
                choices = list(self.words_of(pattern, part))
            out = [left + right for left in out for right in choices]
        return out

    def words_of(self, pattern: str, part: str) -> list[tuple[str, ...]]:
        """What one part of a pattern, a word or a lemma in braces, stands for: folded words. Raises ValueError for an unknown lemma."""
        if part.startswith("{") and part.endswith("}"):
            return [tuple(form.split()) for form in self._forms(pattern, part[1:-1])]
        return [_folded(part, self._elisions)]

    def _forms(self, pattern: str, lemma: str) -> list[str]:
        name, _, wanted = lemma.partition(":")
        forms = self._verbs.get(" ".join(tokenise(name.replace("_", " "), self._elisions).fold))
        if forms is None:
            raise ValueError(f"pattern {pattern!r}: the verb {name!r} is not in verbs.tsv; add a row there")
        tags = wanted.split(",") if wanted else list(forms)
        return list(dict.fromkeys(" ".join(_words(f, self._elisions)) for tag in tags for f in forms.get(tag, ())))

    def variants(self, folded: str) -> list[tuple[int, str]]:
        """The word and what remains of it without proclitics: (characters left out, word).

        Arabic ل + ال is written لل: both readings are given.
        """
        out = [(0, folded)]
        for p in self._proclitics:
            if folded.startswith(p) and len(folded) - len(p) >= 2:
                rest = folded[len(p) :]
                out.append((len(p), rest))
                if p.endswith("ل") and rest.startswith("ل"):
                    out.append((len(p), "ا" + rest))
        return out

    def _starts(self, folded: str, is_sign: bool) -> tuple[tuple[int, str], ...]:
        """The words with which a phrase may begin here, with the characters left out; remembered, for words recur."""
        known = self._memo.get(folded)
        if known is None:
            readings = self.variants(folded) if self._proclitics and not is_sign else [(0, folded)]
            known = tuple((offset, word) for offset, word in readings if word in self._plain or word in self._root.words)
            if len(self._memo) > _REMEMBERED:
                self._memo.clear()
            self._memo[folded] = known
        return known

    def matches(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Match[T]]:
        """Every match that lies within tokens first … last - 1, by first token, then length; overlapping ones included."""
        high = len(tokens) if last is None else last
        folds, sentences, plain, nodes, exacts = tokens.fold, tokens.sentence, self._plain, self._root.words, self._root.exact
        known = list(map(self._memo.get, folds[first:high]))  # most words begin no phrase: asked in one pass
        at = [first + i for i, starts in enumerate(known) if starts is None or starts]
        if exacts and not exacts.keys().isdisjoint(tokens.text):
            at = sorted({*at, *(i for i in range(first, high) if tokens.text[i] in exacts)})
        for i in at:
            starts = known[i - first]
            if starts is None:
                starts = self._starts(folds[i], tokens.kind[i] == "p")
            exact = exacts.get(tokens.text[i]) if exacts else None
            if not starts and exact is None:
                continue
            sentence = sentences[i]
            found: list[Match[T]] = []
            if exact is not None and (tokens.kind[i] != "p" or folds[i] in plain or folds[i] in nodes):
                self._walk(exact, tokens, i, 0, i + 1, high, sentence, found)
            for left_out, word in starts:
                # marks are not in the fold, so the offset into the token is counted over its visible letters
                offset = visible(tokens.text[i], left_out) if left_out else 0
                values, key, j = plain.get(word), word, i + 1
                while values is not None:
                    for value in values:
                        found.append(Match(i, j - 1, offset, value))  # noqa: PERF401
                    if j >= high or sentences[j] != sentence:
                        break
                    key = f"{key} {folds[j]}"
                    values = plain.get(key)
                    j += 1
                if word in nodes:
                    self._walk(nodes[word], tokens, i, offset, i + 1, high, sentence, found)
            if len(found) > 1:
                found.sort(key=lambda m: (m.last, m.offset))
            yield from found

    def _walk(
        self,
        node: _Node,
        tokens: Tokens,
        first: int,
        offset: int,
        i: int,
        high: int,
        sentence: int,
        found: list[Match[T]],
    ) -> None:
        for value in node.values:
            found.append(Match(first, i - 1, offset, value))  # type: ignore[arg-type]  # noqa: PERF401
        if i < high and tokens.sentence[i] == sentence:
            following = node.words.get(tokens.fold[i])
            if following is not None:
                self._walk(following, tokens, first, offset, i + 1, high, sentence, found)
            if node.exact:
                following = node.exact.get(tokens.text[i])
                if following is not None:
                    self._walk(following, tokens, first, offset, i + 1, high, sentence, found)
        if node.gap_node is not None:
            for j in range(i, min(i + node.gap, high - 1) + 1):
                if j >= high or tokens.sentence[j] != sentence:
                    break
                following = node.gap_node.words.get(tokens.fold[j])
                if following is not None:
                    self._walk(following, tokens, first, offset, j + 1, high, sentence, found)

    def longest(self, tokens: Tokens, first: int = 0, last: int | None = None) -> list[Match[T]]:
        """Matches that do not overlap: leftmost first, of those the longest, of those the one with the fewest proclitics."""
        out: list[Match[T]] = []
        free = first
        best: Match[T] | None = None
        for m in self.matches(tokens, first, last):
            if best is not None and m.first != best.first:
                out.append(best)
                free, best = best.last + 1, None
            if m.first >= free and (best is None or m.last > best.last):
                best = m
        if best is not None:
            out.append(best)
        return out


@lru_cache(maxsize=65_536)
def _words(text: str, elisions: frozenset[str]) -> tuple[str, ...]:
    """The folded words of a text as the tokeniser gives them."""
    return (fold(text),) if text.isalpha() else tuple(tokenise(text, elisions).fold)


@lru_cache(maxsize=65_536)
def _folded(word: str, elisions: frozenset[str]) -> tuple[str, ...]:
    """A word of a pattern as the tokeniser gives it in running text, where an elided word keeps its apostrophe (`d'`)."""
    if len(word) > 1 and word[-1] in "'’" and fold(word[:-1]) in elisions:
        return (fold(word),)
    return _words(word, elisions)


def visible(text: str, letters: int) -> int:
    """Characters of `text` that its first so many letters take, with the marks behind each of them."""
    if not letters:
        return 0
    seen = 0
    for k, c in enumerate(text):
        if c.isalnum():
            if seen == letters:
                return k
            seen += 1
    return len(text)
