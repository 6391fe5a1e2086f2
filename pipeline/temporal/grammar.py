"""The patterns of a language, compiled: `dates.toml` of its pack and of `languages/shared/`.

A pattern is words and classes: `il y a [environ] {n} {unit}`; `[…]` may be left out, `(a|b)` is a choice, `<…>` must
stand there and is no part
of the expression. Classes are the numeric shapes ({iso} {numdate} {daymonth} {time} {day} {year} {n} {number2}), the
names ({month} {weekday}
{hijri} …), and every list under `[words]` and `[numbers]`, `[units]` of the file. Patterns are expanded and stand in one trie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.languages import pack, shared
from pipeline.languages.shelf import kept
from pipeline.temporal.gate import Gate, gate_of
from pipeline.temporal.lexis import (
    CORE_CLASSES,
    DIGIT_CLASSES,
    LONG_CLASSES,
    MONTH_CLASSES,
    NAMES,
    Strip,
    classes_of,
    folded_words,
    with_keys,
    words_of,
)
from pipeline.temporal.names import Names, names_of
from pipeline.temporal.patterns import Node, Rule, expand, finish, insert
from pipeline.temporal.reach import hints_of, reach_of
from pipeline.temporal.tense import TenseWords, tense_words


@dataclass(frozen=True)
class Grammar:
    """All that the finder knows of one language."""

    root: Node
    after: Node  # clock times behind a day
    before: Node  # clock times in front of a day
    names: Names
    words: dict[str, dict[str, int]]  # word → class → value
    phrases: dict[tuple[str, ...], dict[str, int]]  # names and words of several tokens
    proclitics: frozenset[str]
    capitalised: bool
    future_is_marked: bool
    numeric_order: str
    tense: TenseWords
    stop_words: frozenset[str]
    whole: frozenset[str]  # words that begin with no proclitic, though they look like it
    core: frozenset[str]  # words without one of which, or a digit, nothing can match
    months: frozenset[str]  # those of them that are names of months, or begin one
    needs_number: bool  # without one of them not any digit is enough: a number of four is needed, or one with a sign inside
    gate: Gate
    starts: frozenset[str]  # words and classes with which something begins
    known: dict[str, tuple[dict[str, tuple[int, ...]], tuple[str, ...]]]  # word → classes and keys
    known_small: dict[str, tuple[dict[str, tuple[int, ...]], tuple[str, ...]]]  # the same of words without a capital
    strip: Callable[[str], tuple[tuple[str, int], ...]]  # what a word may be without a proclitic, and how much is cut off
    longest_phrase: int  # words of the longest of `phrases`
    phrase_starts: frozenset[str]  # their first words
    clitics: tuple[str, ...]  # the proclitics, the longer first


@lru_cache(maxsize=64)
def grammar_of(lang: str) -> Grammar:
    """The grammar of a language; for one without a pack, the shared patterns with CLDR's names."""
    compiled = _compiled(lang)
    return replace(compiled, strip=lru_cache(maxsize=16384)(compiled.strip))


@kept
def _compiled(lang: str) -> Grammar:
    own, common = pack(lang).toml("dates"), shared().toml("dates")
    names = names_of(lang)
    root, after, before = Node(), Node(), Node()
    rows = [*own.get("rule", ()), *common.get("rule", ())]
    words, phrases = classes_of(own, common, names)
    longest = max(map(len, phrases), default=1)
    for order, row in enumerate(rows):
        rule = Rule(
            row["id"], row["op"], order, row.get("unit"), row.get("n"), row.get("shift"), row.get("sign", 1),
            row.get("direction"), row.get("needs"), row.get("tense"), row.get("month"), row.get("year"),
        )  # fmt: skip
        for pattern in row["patterns"]:
            insert(root, pattern, rule, phrases, longest)
    for side, pattern in _clock(own, common):
        insert(after if side == "after" else before, pattern, Rule("clock", "clock", 0), phrases, longest)
    core = _core_of(rows, words, phrases, folded_words(own.get("frequent", ())))
    months, needs_number = words_of(MONTH_CLASSES, words, phrases), _needs_number(rows, core)
    clitics = tuple(sorted(pack(lang).words("proclitics"), key=lambda c: (-len(c), c)))
    clock = [[edge.removeprefix("<") for edge in edges] for _, pattern in _clock(own, common) for edges in expand(pattern)]
    numeric = LONG_CLASSES if needs_number else DIGIT_CLASSES
    reach = reach_of(_sequences(rows), clock, lambda edge: _is_gated([edge], core, CORE_CLASSES | numeric), words, phrases, numeric)
    for trie in (root, after, before):
        finish(trie)
    firsts = frozenset(p[0] for p in phrases)
    article, swallowing = (str(pack(lang).settings.get(key, absent)) for key, absent in (("article", ""), ("swallowing", "\0")))
    strip = Strip(clitics, article, swallowing, folded_words(own.get("whole", ())), frozenset(words) | root.begins | before.begins | firsts)
    return Grammar(
        root, after, before, names, words, phrases, pack(lang).words("proclitics"),
        capitalised=own.get("names_capitalised", False),
        future_is_marked=own.get("future_is_marked", False),
        numeric_order=own.get("numeric_order", "dmy"),
        tense=tense_words(lang, own.get("tense", {})),
        stop_words=folded_words(own.get("stop_words", ())),
        whole=folded_words(own.get("whole", ())),
        core=core,
        months=months,
        needs_number=needs_number,
        gate=gate_of(core, months, clitics, article, hints_of(clock, words, phrases), reach, needs_number=needs_number),
        starts=root.begins | before.begins,
        known={word: with_keys(word, classes) for word, classes in words.items()},
        known_small={word: with_keys(word, classes, without=NAMES) for word, classes in words.items()},
        strip=strip,
        longest_phrase=longest,
        phrase_starts=firsts,
        clitics=clitics,
    )  # fmt: skip


def _clock(*tables: dict[str, Any]) -> list[tuple[str, str]]:
    """Patterns of times of day, each with its side."""
    return [(side, pattern) for data in tables for side, patterns in data.get("clock", {}).items() for pattern in patterns]


def core_words(lang: str) -> frozenset[str]:
    """Folded words without one of which, or a digit, a line holds no expression of the language."""
    return grammar_of(lang).core


@lru_cache(maxsize=64)
@kept
def vocabulary(lang: str) -> frozenset[str]:
    """Every folded word that an expression of the language may hold, its context left out: a line without one and
    without a digit holds no expression.
    """
    grammar = grammar_of(lang)
    out = {"am", "pm", "a", "p", "m", "h", "t", "z"}
    out |= {"st", "nd", "rd", "th", "er", "eme", "e", "s"}  # of ordinals and decades
    classes: set[str] = set()
    stack, seen = [grammar.root, grammar.after, grammar.before], set()
    while stack:
        node = stack.pop()
        for edge, child in node.edges.items():
            if not edge.lstrip("<").startswith("{"):
                out.update(edge.lstrip("<").split())
            elif not edge.startswith("<"):
                classes.add(edge[1:-1])
            if id(child) not in seen:
                seen.add(id(child))
                stack.append(child)
    out |= {word for word, known in grammar.words.items() if classes & known.keys()}
    out |= {word for sequence, known in grammar.phrases.items() if classes & known.keys() for word in sequence}
    return frozenset(word for word in out if word.isalpha())


def _core_of(
    rows: list[dict[str, Any]],
    words: dict[str, dict[str, int]],
    phrases: dict[tuple[str, ...], dict[str, int]],
    frequent: frozenset[str],
) -> frozenset[str]:
    """Words one of which (or a digit) stands in every sentence that a pattern matches: the gate before the trie."""
    core = set(words_of(CORE_CLASSES, words, phrases))
    for edges in _sequences(rows):
        if not _is_gated(edges, core, CORE_CLASSES | DIGIT_CLASSES):
            core.add(max((e for e in edges if not e.startswith("{")), key=lambda e: (e not in frequent, len(e)), default=""))
    return frozenset(core - {""})


def _needs_number(rows: list[dict[str, Any]], core: frozenset[str]) -> bool:
    """Does every pattern that holds no core word hold a number of four digits or one with a sign inside?"""
    return all(_is_gated(edges, core, CORE_CLASSES | LONG_CLASSES) for edges in _sequences(rows))


def _sequences(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    for row in rows:
        for pattern in row["patterns"]:
            for sequence in expand(pattern):
                yield [edge.removeprefix("<") for edge in sequence]


def _is_gated(edges: list[str], core: Set[str], classes: frozenset[str]) -> bool:
    return any(e in core or (e.startswith("{") and e[1:-1] in classes) for e in edges)
