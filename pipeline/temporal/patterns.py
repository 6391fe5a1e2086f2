"""Patterns of temporal expressions: expanded, and put into a trie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.text import fold

Phrases = dict[tuple[str, ...], dict[str, int]]  # words and names of several tokens: class → value


@dataclass(frozen=True, slots=True)
class Rule:
    """How a pattern is read. `order` breaks ties between matches of the same length: the earlier rule wins."""

    rule_id: str
    op: str
    order: int
    unit: str | None = None
    n: int | None = None
    shift: int | None = None
    sign: int = 1
    direction: str | None = None
    needs: str | None = None  # a condition on what stands around it, by name
    tense: str | None = None  # that the clause around it must have
    month: int | None = None
    year: int | None = None  # of a day that is known by its month and number: the attacks of 11 September


@dataclass(slots=True)
class Node:
    """A step of the trie: edges by word or `{class}`; an edge that starts with `<` adds no text to the expression. `steps` and
    `rule` are the same for the walk, made when the trie is whole: by word or `{class}`, the nodes behind it, whether the edge
    adds no text, and the class that is captured; the earliest of the rules."""

    edges: dict[str, Node] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    steps: dict[str, tuple[tuple[Node, bool, str | None], ...]] = field(default_factory=dict)
    rule: Rule | None = None
    begins: frozenset[str] = frozenset()  # of the root: its steps


_PIECE = re.compile(r"\{[a-z_0-9]+\}|[\[\]()|<>]|[^\s\[\]()|<>{}]+")


@lru_cache(maxsize=4096)
def expand(pattern: str) -> tuple[tuple[str, ...], ...]:
    """All sequences of edges that a pattern stands for; ValueError where its brackets do not match. Three tables are made of them."""
    pieces = _PIECE.findall(pattern)
    sequences, at = _alternatives(pieces, 0, "")
    if at != len(pieces):
        raise ValueError(f"unbalanced bracket in the date pattern {pattern!r}; close or remove it")
    return tuple(dict.fromkeys(sequences))


def _alternatives(pieces: list[str], at: int, closer: str) -> tuple[list[tuple[str, ...]], int]:
    done: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(pieces) and pieces[at] != closer:
        piece = pieces[at]
        if piece == "|":
            done += current
            current = [()]
            at += 1
            continue
        if piece in "[(<":
            inner, at = _alternatives(pieces, at + 1, {"[": "]", "(": ")", "<": ">"}[piece])
            if piece == "<":
                inner = [tuple("<" + x for x in sequence) for sequence in inner]
            if piece == "[":
                inner = [(), *inner]
            current = [a + b for a in current for b in inner]
            at += 1
            continue
        if piece in "])>":
            raise ValueError(f"unexpected {piece!r} in the date pattern {' '.join(pieces)!r}; remove it or open it first")
        words = [piece] if piece.startswith("{") else [fold(w) for w in re.split(r"['’-]", piece) if w] or [piece]
        current = [(*sequence, *words) for sequence in current]
        at += 1
    return done + current, at


def insert(root: Node, pattern: str, rule: Rule, phrases: Phrases, longest: int) -> None:
    for sequence in expand(pattern):
        node = root
        for edge in _joined(sequence, phrases, longest):
            node = node.edges.setdefault(edge, Node())
        if all(r.rule_id != rule.rule_id for r in node.rules):
            node.rules.append(rule)


def _joined(sequence: tuple[str, ...], phrases: Phrases, longest: int) -> Iterator[str]:
    """The edges of a sequence, words of a known phrase as one: a text's are joined before it is walked."""
    words = tuple(edge.removeprefix("<") if len(edge) > 1 else edge for edge in sequence)
    i = 0
    while i < len(sequence):
        for n in range(min(longest, len(sequence) - i), 1, -1):
            part = words[i : i + n]
            if part in phrases:
                yield ("<" if sequence[i].startswith("<") else "") + " ".join(part)
                i += n
                break
        else:
            yield sequence[i]
            i += 1


def finish(root: Node) -> Node:
    """Fill `steps` and `rule` of all nodes below."""
    stack = [root]
    while stack:
        node = stack.pop()
        node.rule = min(node.rules, key=lambda r: r.order, default=None)
        for edge, child in node.edges.items():
            stack.append(child)
            is_context = edge[0] == "<" and len(edge) > 1
            word = edge[1:] if is_context else edge
            step = (child, is_context, word[1:-1] if word[0] == "{" and len(word) > 2 else None)
            known = node.steps.get(word, ())
            node.steps[word] = (*known, step) if is_context else (step, *known)
    root.begins = frozenset(root.steps)
    return root
