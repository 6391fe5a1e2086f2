"""The patterns of a language, compiled: `dates.toml` of its pack and of `languages/shared/`.

A pattern is words and classes: `il y a [environ] {n} {unit}`; `[…]` may be left out, `(a|b)` is a choice, `<…>` must
stand there and is no part
of the expression. Classes are the numeric shapes ({iso} {numdate} {daymonth} {time} {day} {year} {n} {number2}), the
names ({month} {weekday}
{hijri} …), and every list under `[words]` and `[numbers]`, `[units]` of the file. Patterns are expanded and stand in one trie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.languages import pack, shared
from pipeline.temporal.gate import Gate, gate_of
from pipeline.temporal.names import Names, names_of
from pipeline.temporal.reach import reach_of
from pipeline.temporal.tense import TenseWords, tense_words
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


_PIECE = re.compile(r"\{[a-z_0-9]+\}|[\[\]()|<>]|[^\s\[\]()|<>{}]+")


def expand(pattern: str) -> list[tuple[str, ...]]:
    """All sequences of edges that a pattern stands for; ValueError where its brackets do not match."""
    pieces = _PIECE.findall(pattern)
    sequences, at = _alternatives(pieces, 0, "")
    if at != len(pieces):
        raise ValueError(f"unbalanced bracket in the date pattern {pattern!r}; close or remove it")
    return list(dict.fromkeys(sequences))


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


def _insert(root: Node, pattern: str, rule: Rule, phrases: Phrases, longest: int) -> None:
    for sequence in expand(pattern):
        node = root
        for edge in _joined(sequence, phrases, longest):
            node = node.edges.setdefault(edge, Node())
        if all(r.rule_id != rule.rule_id for r in node.rules):
            node.rules.append(rule)


def _joined(sequence: tuple[str, ...], phrases: Phrases, longest: int) -> Iterator[str]:
    """The edges of a sequence, words of a known phrase as one: a text's are joined before it is walked."""
    i = 0
    while i < len(sequence):
        for n in range(min(longest, len(sequence) - i), 1, -1):
            part = tuple(edge.removeprefix("<") if len(edge) > 1 else edge for edge in sequence[i : i + n])
            if part in phrases:
                yield ("<" if sequence[i].startswith("<") else "") + " ".join(part)
                i += n
                break
        else:
            yield sequence[i]
            i += 1


def _finish(root: Node) -> Node:
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


@lru_cache(maxsize=64)
def grammar_of(lang: str) -> Grammar:
    """The grammar of a language; for one without a pack, the shared patterns with CLDR's names."""
    own, common = pack(lang).toml("dates"), shared().toml("dates")
    names = names_of(lang)
    root, after, before = Node(), Node(), Node()
    rows = [*own.get("rule", ()), *common.get("rule", ())]
    words, phrases = _classes(own, common, names)
    longest = max(map(len, phrases), default=1)
    for order, row in enumerate(rows):
        rule = Rule(
            row["id"], row["op"], order, row.get("unit"), row.get("n"), row.get("shift"), row.get("sign", 1),
            row.get("direction"), row.get("needs"), row.get("tense"), row.get("month"), row.get("year"),
        )  # fmt: skip
        for pattern in row["patterns"]:
            _insert(root, pattern, rule, phrases, longest)
    for data in (own, common):
        for pattern in data.get("clock", {}).get("after", ()):
            _insert(after, pattern, Rule("clock", "clock", 0), phrases, longest)
        for pattern in data.get("clock", {}).get("before", ()):
            _insert(before, pattern, Rule("clock", "clock", 0), phrases, longest)
    core = _core_of(rows, words, phrases, _folded(own.get("frequent", ())))
    months, needs_number = _words_of(_MONTH_CLASSES, words, phrases), _needs_number(rows, core)
    clitics = tuple(sorted(pack(lang).words("proclitics"), key=lambda c: (-len(c), c)))
    clock = [[x.removeprefix("<") for x in e] for data in (own, common) for p in (*_clock(data, "after"), *_clock(data, "before")) for e in expand(p)]
    numeric = _LONG_CLASSES if needs_number else _DIGIT_CLASSES
    reach = reach_of(_sequences(rows), clock, lambda edge: _is_gated([edge], core, _CORE_CLASSES | numeric), words, phrases, numeric)
    _finish(root), _finish(after), _finish(before)
    firsts = frozenset(p[0] for p in phrases)
    known = {word: _known(classes) for word, classes in words.items()}
    for word, (_, keys) in list(known.items()):
        known[word] = (known[word][0], (word, *keys))
    small = {
        word: (kept, (word, *keys))
        for word, classes in words.items()
        for kept, keys in [_known({name: value for name, value in classes.items() if name not in _NAMES})]
    }
    return Grammar(
        root, after, before, names, words, phrases, pack(lang).words("proclitics"),
        capitalised=own.get("names_capitalised", False),
        future_is_marked=own.get("future_is_marked", False),
        numeric_order=own.get("numeric_order", "dmy"),
        tense=tense_words(lang, own.get("tense", {})),
        stop_words=_folded(own.get("stop_words", ())),
        whole=_folded(own.get("whole", ())),
        core=core,
        months=months,
        needs_number=needs_number,
        gate=gate_of(core, months, clitics, _words_of(frozenset({"hour_word"}), words, phrases), reach, needs_number=needs_number),
        starts=root.begins | before.begins,
        known=known,
        known_small=small,
        strip=lru_cache(maxsize=16384)(_Strip(clitics, _folded(own.get("whole", ())), frozenset(words) | root.begins | before.begins | firsts)),
        longest_phrase=longest,
        phrase_starts=firsts,
        clitics=clitics,
    )  # fmt: skip


def _clock(data: dict[str, Any], side: str) -> list[str]:
    return list(data.get("clock", {}).get(side, ()))


def _known(classes: dict[str, int]) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    return {name: (value,) for name, value in classes.items()}, tuple("{" + name + "}" for name in classes)


@dataclass(frozen=True, slots=True)
class _Strip:
    """What a word may be without a proclitic, of the words that some pattern or table knows, and how many letters are cut off."""

    clitics: tuple[str, ...]
    whole: frozenset[str]
    wanted: frozenset[str]

    def __call__(self, word: str) -> tuple[tuple[str, int], ...]:
        if word in self.whole or not word.startswith(self.clitics):
            return ()
        out: list[tuple[str, int]] = []
        for clitic in self.clitics:
            if word.startswith(clitic) and len(word) > len(clitic) + 1:
                rest, cut = word[len(clitic) :], len(clitic)
                if clitic.endswith("ل"):
                    if rest.startswith("ل") and "ا" + rest in self.wanted:
                        out.append(("ا" + rest, cut - 1))
                    elif "ال" + rest in self.wanted:  # للعام is ل + العام
                        out.append(("ال" + rest, cut - 1))
                if rest in self.wanted:
                    out.append((rest, cut))
        return tuple(out)


def core_words(lang: str) -> frozenset[str]:
    """Folded words without one of which, or a digit, a line holds no expression of the language."""
    return grammar_of(lang).core


@lru_cache(maxsize=64)
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


def _folded(words: Any) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def _classes(
    own: dict[str, Any], common: dict[str, Any], names: Names
) -> tuple[dict[str, dict[str, int]], dict[tuple[str, ...], dict[str, int]]]:
    words: dict[str, dict[str, int]] = {}
    phrases: dict[tuple[str, ...], dict[str, int]] = {}

    def put(sequence: tuple[str, ...], name: str, value: int) -> None:
        if len(sequence) == 1:
            words.setdefault(sequence[0], {}).setdefault(name, value)
        elif sequence:
            phrases.setdefault(sequence, {}).setdefault(name, value)

    for known, name in (
        (names.months, "month"), (names.weekdays, "weekday"), (names.short_months, "short_month"),
        (names.short_weekdays, "short_weekday"), (names.hijri, "hijri"),
    ):  # fmt: skip
        for sequence, number in known.items():
            put(sequence, name, number)
            put(sequence, f"any_{name.removeprefix('short_')}", number)
    for data in (own, common):
        for table, name in _NUMBERED:
            for value, forms in data.get(table, {}).items():
                for form in forms:
                    put(_split(form), name, int(value))
        for table, name in (("units", "unit"), ("units_the", "plural_the"), ("unit_the", "the_unit")):
            for unit, forms in data.get(table, {}).items():
                for form in forms:
                    put(_split(form), name, UNITS.index(unit))
        for name, forms in data.get("words", {}).items():
            for form in forms:
                put(_split(form), name, 0)
    _join(words, own)
    return words, phrases


def _join(words: dict[str, dict[str, int]], own: dict[str, Any]) -> None:
    """Words behind `joiner` (and) and `with` in one piece: {and_month}, {and_weekday}, {with_n}."""
    made = (("joiner", "month", "and_month"), ("joiner", "weekday", "and_weekday"), ("with", "n", "with_n"))
    for key, name, joined in made:
        prefix = own.get(key)
        for word, classes in list(words.items()) if prefix else ():
            if name in classes:
                words.setdefault(prefix + word, {}).setdefault(joined, classes[name])


def _split(form: str) -> tuple[str, ...]:
    return tuple(w for w in re.split(r"[\s'’-]+", fold(form)) if w)


UNITS = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade")


# Tables of words that stand for a number, and their class. A holiday is its month times a hundred plus its day, a zone minutes east of UTC.
_NUMBERED = (
    ("numbers", "n"), ("ordinals", "ordinal"), ("decades", "decade_word"), ("seasons", "season"), ("holidays", "holiday"),
    ("feasts", "feast"), ("hours", "hour_word"), ("zones", "zone"),
)  # fmt: skip
_NAMES = frozenset({"month", "short_month", "any_month", "weekday", "short_weekday", "any_weekday"})  # capitals in some languages
_CORE_CLASSES = frozenset({
    "month", "short_month", "any_month", "weekday", "short_weekday", "any_weekday", "hijri", "unit", "plural_unit", "plural_the", "weekend", "decade_word", "season", "holiday", "feast",
})  # fmt: skip
_DIGIT_CLASSES = frozenset({
    "iso", "numdate", "daymonth", "time", "hhmm", "day", "year", "number2", "month_number", "hijri_year", "decade", "decade2",
    "quarter_sign",
})  # fmt: skip
_MONTH_CLASSES = frozenset({"month", "any_month", "month_number"})
_LONG_CLASSES = frozenset({"iso", "numdate", "daymonth", "hhmm", "year", "hijri_year", "decade", "decade2", "quarter_sign"})


def _core_of(
    rows: list[dict[str, Any]],
    words: dict[str, dict[str, int]],
    phrases: dict[tuple[str, ...], dict[str, int]],
    frequent: frozenset[str],
) -> frozenset[str]:
    """Words one of which (or a digit) stands in every sentence that a pattern matches: the gate before the trie."""
    core = set(_words_of(_CORE_CLASSES, words, phrases))
    for edges in _sequences(rows):
        if not _is_gated(edges, core, _CORE_CLASSES | _DIGIT_CLASSES):
            core.add(max((e for e in edges if not e.startswith("{")), key=lambda e: (e not in frequent, len(e)), default=""))
    return frozenset(core - {""})


def _words_of(chosen: frozenset[str], words: dict[str, dict[str, int]], phrases: dict[tuple[str, ...], dict[str, int]]) -> frozenset[str]:
    """The words of these classes, and the first words of phrases of them."""
    found = {word for word, classes in words.items() if chosen & classes.keys()}
    begun = {sequence for sequence, classes in phrases.items() if chosen & classes.keys() and found.isdisjoint(sequence[1:])}
    return frozenset(found | {sequence[0] for sequence in begun})


def _needs_number(rows: list[dict[str, Any]], core: frozenset[str]) -> bool:
    """Does every pattern that holds no core word hold a number of four digits or one with a sign inside?"""
    return all(_is_gated(edges, core, _CORE_CLASSES | _LONG_CLASSES) for edges in _sequences(rows))


def _sequences(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    for row in rows:
        for pattern in row["patterns"]:
            for sequence in expand(pattern):
                yield [edge.removeprefix("<") for edge in sequence]


def _is_gated(edges: list[str], core: Set[str], classes: frozenset[str]) -> bool:
    return any(e in core or (e.startswith("{") and e[1:-1] in classes) for e in edges)
