"""One walk of the trie from one token: the longest match, clock times around it included."""

from __future__ import annotations

from pipeline.temporal.characters import Token
from pipeline.temporal.classes import changed, classify
from pipeline.temporal.conditions import Captured
from pipeline.temporal.grammar import Grammar
from pipeline.temporal.patterns import Node

_DAYS = frozenset({"day", "nth", "ordinal", "n", "iso", "numdate", "daymonth", "holiday", "feast"})


def best(tokens: list[Token], at: int, grammar: Grammar) -> Captured | None:
    """The longest match from a token on."""
    token = tokens[at]
    if grammar.clitics and token.kind == "word":
        stripped = grammar.strip(token.word)
        if stripped:
            return _best_of_forms(tokens, at, grammar, stripped)
    if grammar.starts.isdisjoint(token.keys):
        return None  # most words begin nothing
    return _best(tokens, at, grammar)


def _best_of_forms(tokens: list[Token], at: int, grammar: Grammar, stripped: tuple[tuple[str, int], ...]) -> Captured | None:
    """Of the whole word, else of what stands behind a proclitic."""
    whole = tokens[at]
    match = None if grammar.starts.isdisjoint(whole.keys) else _best(tokens, at, grammar)
    for word, cut in stripped if match is None else ():
        option = changed(whole, word, cut)
        classify(option, grammar)
        if grammar.starts.isdisjoint(option.keys):
            continue
        tokens[at] = option
        match = _best(tokens, at, grammar)
        tokens[at] = whole
        if match is not None:
            return match
    return match


def _best(tokens: list[Token], at: int, grammar: Grammar) -> Captured | None:
    option = tokens[at]
    match, lead = _walk(tokens, at, grammar.root), _walk(tokens, at, grammar.before)
    if match is not None and match.first > at:  # what needs a word before it may be the start of something longer
        inner = _walk(tokens, match.first, grammar.root)
        if inner is not None and inner.end > match.end:
            match = inner
    if lead is not None:
        behind = _walk(tokens, lead.end, grammar.root)
        if behind is not None and _has_day(behind):
            return Captured(lead.first, behind.end, behind.rule, lead.values + behind.values, lead.first_token or option)
    if match is not None and _has_day(match):
        tail = _walk(tokens, match.end, grammar.after)
        if tail is not None:
            return Captured(match.first, tail.end, match.rule, match.values + tail.values, match.first_token)
    return match


def _has_day(match: Captured) -> bool:
    """Whether a clock time may stand beside it."""
    rule = match.rule
    if rule is None or rule.op not in ("date", "unit", "weekday", "night"):
        return False
    return rule.op in ("weekday", "night") or rule.unit == "day" or any(name in _DAYS for name, _ in match.values)


def _walk(tokens: list[Token], at: int, root: Node) -> Captured | None:
    """Depth first over the trie; the longest match, among equals the earliest rule."""
    n = len(tokens)
    if at >= n or root.begins.isdisjoint(tokens[at].keys):
        return None
    best: Captured | None = None
    best_rank: tuple[int, int] = (0, 0)
    stack: list[tuple[Node, int, tuple[tuple[str, Token], ...], int | None]] = [(root, at, (), None)]
    while stack:
        node, i, values, first = stack.pop()
        rule = node.rule
        if rule is not None and first is not None:
            rank = (i, -rule.order)
            if best is None or rank > best_rank:
                best, best_rank = Captured(first, i, rule, values, tokens[first]), rank
        steps = node.steps
        if i >= n or not steps:
            continue
        token = tokens[i]
        for key in token.keys:
            for child, is_context, name in steps.get(key, ()):
                captured = values if name is None else (*values, (name, token))
                stack.append((child, i + 1, captured, first if is_context or first is not None else i))
    return best
