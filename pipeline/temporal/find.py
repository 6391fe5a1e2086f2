"""Finds the temporal expressions of one line: classes for its tokens, one walk of the trie from each, the longest
match wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.temporal.characters import Token, tokens_of
from pipeline.temporal.expression import Expression
from pipeline.temporal.gate import has_core, may_name_month_of_year, promising
from pipeline.temporal.grammar import Grammar, Node, grammar_of
from pipeline.temporal.read import Captured, read
from pipeline.temporal.tense import Sign, tense_at

_MAX_LINE = 20_000  # characters of one line that are searched: what is longer is no prose
_YEARS = (1000, 2100)
_SHAPES = frozenset({"iso", "numdate", "time", "hhmm", "daymonth", "decade", "decade2"})
_NAMES = frozenset({"month", "short_month", "any_month", "weekday", "short_weekday", "any_weekday"})
_DAYS = frozenset({"day", "nth", "ordinal", "n", "iso", "numdate", "daymonth", "holiday", "feast"})
_TWICE = frozenset("/(")  # one of them stands between a month's two names


def find(line: str, lang: str, start: int = 0) -> tuple[Expression, ...]:
    """The expressions of one line in order, not overlapping. `start` is the line's offset, added to theirs."""
    return found_where(line, grammar_of(lang), start, has_core)


def find_months(line: str, lang: str) -> tuple[Expression, ...]:
    """As `find`, at least those that name a month and its year: of sentences that hold no such, there may be none."""
    return found_where(line, grammar_of(lang), 0, may_name_month_of_year)


def found_where(line: str, grammar: Grammar, start: int, may_hold: Callable[[str, Grammar], bool]) -> tuple[Expression, ...]:
    """The expressions of those sentences of a line that `may_hold` one."""
    found: list[Expression] = []
    for low, high in promising(line[:_MAX_LINE], grammar, may_hold):
        found += _find_in(line[low:high], grammar, start + low)
    return tuple(found)


def _find_in(sentence: str, grammar: Grammar, start: int) -> list[Expression]:
    tokens = _classified(tokens_of(sentence), grammar)
    found: list[Expression] = []
    at = 0
    while at < len(tokens):
        match = _best(tokens, at, grammar)
        expression = read(match, sentence, tokens, grammar) if match is not None else None
        if match is None or expression is None:
            at += 1
            continue
        changed: dict[str, Any] = {"start": expression.start + start, "end": expression.end + start} if start else {}
        wanted = match.rule.tense if match.rule is not None else None
        if expression.direction is None or expression.op == "date" or wanted is not None:
            tense = tense_at(tokens, match.first, match.end, grammar.tense)
            if wanted is not None and not _is_wanted(tense, wanted):
                at += 1
                continue
            if tense is not None:
                changed |= {"is_planned": True} if tense == "planned" else {"tense": tense}
        if changed:
            expression = replace(expression, **changed)
        found.append(expression)
        at = max(match.end, at + 1)
    return found


def _is_wanted(tense: Sign | None, wanted: str) -> bool:
    """Whether a clause has the tense that a rule asks for: past, future, or marked as either."""
    return tense == wanted or (tense is not None and wanted == "marked") or (tense == "planned" and wanted == "future")


def _classified(tokens: list[Token], grammar: Grammar) -> list[Token]:
    tokens = _merged(tokens, grammar)
    for i, token in enumerate(tokens):
        previous = tokens[i - 1] if i else None
        if token.kind in ("word", "sign"):
            _classify_word(token, grammar)
        elif token.kind in ("number", "ordinal"):
            if previous is not None and token.is_glued and previous.kind == "word" and previous.word.isascii():
                continue
            _classify_number(token)
        elif token.kind == "quarter":
            token.classes["quarter_sign"] = (int(token.word[1]),)
        elif token.kind in _SHAPES:
            token.classes[token.kind] = ()
    return [t for i, t in enumerate(tokens) if not (t.word == "." and i and _is_abbreviation(tokens[i - 1]))]


def _is_abbreviation(token: Token) -> bool:
    return "short_month" in token.classes or "short_weekday" in token.classes


def _classify_word(token: Token, grammar: Grammar) -> None:
    known = grammar.words.get(token.word)
    for name, value in known.items() if known else ():
        if grammar.capitalised and not token.is_capital and name in _NAMES:
            continue
        token.classes[name] = (value,)


def _classify_number(token: Token) -> None:
    digits = token.word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if len(token.word) > 6 or not digits.isdecimal():
        return
    value = int(digits)
    if token.kind == "ordinal":
        token.classes["ordinal"] = token.classes["nth"] = (value,)
        if 1 <= value <= 31:
            token.classes["day"] = (value,)
        return
    if 1 <= value <= 31 and len(token.word) <= 2:
        token.classes["day"] = (value,)
    if 1 <= value <= 12 and len(token.word) <= 2:
        token.classes["month_number"] = (value,)
    if _YEARS[0] <= value <= _YEARS[1] and len(token.word) == 4:
        token.classes["year"] = (value,)
    if len(token.word) == 3 and value >= 100:
        token.classes["short_year"] = (value,)
    if 1300 <= value <= 1500 and len(token.word) == 4:
        token.classes["hijri_year"] = (value,)
    if len(token.word) <= 2 and value < 24:
        token.classes["hour"] = (value,)
    if len(token.word) == 2 and value < 60:
        token.classes["sixty"] = (value,)
    if len(token.word) == 2:
        token.classes["number2"] = (value,)
    if value <= 999:
        token.classes["n"] = (value,)


def _merged(tokens: list[Token], grammar: Grammar) -> list[Token]:
    """Names of several words become one token, and a month told twice (نوفمبر/تشرين الثاني) one month."""
    longest, firsts = grammar.longest_phrase, grammar.phrase_starts
    if not grammar.clitics and firsts.isdisjoint([token.word for token in tokens]):
        return _twice(tokens, grammar)
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        bare = _bare(token, firsts, grammar) if token.kind == "word" else None
        if bare is not None:
            for length in range(min(longest, len(tokens) - i), 1, -1):
                known = grammar.phrases.get((bare.word, *(t.word for t in tokens[i + 1 : i + length])))
                if known is not None:
                    token = replace(
                        bare,
                        end=tokens[i + length - 1].end,
                        kind="phrase",
                        classes={name: (value,) for name, value in known.items()},
                    )
                    i += length - 1
                    break
        out.append(token)
        i += 1
    return _twice(out, grammar)


def _bare(token: Token, firsts: frozenset[str], grammar: Grammar) -> Token | None:
    """The token, or the token without its proclitic, where a name of several words may begin with it."""
    if token.word in firsts:
        return token
    return next((_changed(token, word, start) for word, start in _stripped(token, grammar) if word in firsts), None)


def _changed(token: Token, word: str, start: int) -> Token:
    return Token(word, start, token.end, token.kind, {}, token.is_capital, token.is_glued, token.raw)


def _stripped(token: Token, grammar: Grammar) -> list[tuple[str, int]]:
    """Word and start of the token without a proclitic, for each that it may begin with; the start moves only where each letter
    is one character.
    """
    if token.bare is not None:
        return token.bare
    out: list[tuple[str, int]] = []
    token.bare = out
    if token.word in grammar.whole or not token.word.startswith(grammar.clitics):
        return out
    for clitic in grammar.clitics:
        if token.word.startswith(clitic) and len(token.word) > len(clitic) + 1:
            rest = token.word[len(clitic) :]
            shift = len(clitic) if token.end - token.start >= len(token.word) else 0
            if rest.startswith("ل") and clitic.endswith("ل") and "ا" + rest in grammar.words:
                out.append(("ا" + rest, token.start + shift - 1))
            elif clitic.endswith("ل") and "ال" + rest in grammar.words:  # للعام is ل + العام
                out.append(("ال" + rest, token.start + shift - 1))
            out.append((rest, token.start + shift))
    return out


def _twice(tokens: list[Token], grammar: Grammar) -> list[Token]:
    if not grammar.clitics and _TWICE.isdisjoint([token.word for token in tokens]):
        return tokens

    def month(token: Token) -> int | None:
        value = token.classes.get("month") or ((grammar.words.get(token.word, {}).get("month"),) if token.kind == "word" else None)
        return value[0] if value else None

    out: list[Token] = []
    i = 0
    while i < len(tokens):
        here = month(tokens[i])
        sign = tokens[i + 1].word if here is not None and i + 2 < len(tokens) else ""
        if here is not None and grammar.clitics and i + 1 < len(tokens) and month(tokens[i + 1]) == here:  # كانون الثاني يناير
            out.append(replace(tokens[i], end=tokens[i + 1].end, kind="phrase", classes={"month": (here,), "any_month": (here,)}))
            i += 2
            continue
        if here is not None and sign in ("/", "(") and month(tokens[i + 2]) == here:
            last = i + 2
            if sign == "(" and last + 1 < len(tokens) and tokens[last + 1].word == ")":
                last += 1
            out.append(replace(tokens[i], end=tokens[last].end, kind="phrase", classes={"month": (here,), "any_month": (here,)}))
            i = last + 1
            continue
        out.append(tokens[i])
        i += 1
    return out


def _best(tokens: list[Token], at: int, grammar: Grammar) -> Captured | None:
    """The longest match from a token on, clock times around it included."""
    token = tokens[at]
    steps, words = grammar.root.steps, grammar.words
    stripped = _stripped(token, grammar) if token.kind == "word" and grammar.clitics else ()
    options = [_changed(token, word, start) for word, start in stripped if word in steps or word in words]
    if not options and not _begins(grammar.root, token) and not _begins(grammar.before, token):
        return None  # most words begin nothing
    options.insert(0, tokens[at])
    for option in options:
        if option is not tokens[at]:
            _classify_word(option, grammar)
        whole, tokens[at] = tokens[at], option
        match, lead = _walk(tokens, at, grammar.root), _walk(tokens, at, grammar.before)
        tokens[at] = whole
        if match is not None and match.first > at:  # what needs a word before it may be the start of something longer
            inner = _walk(tokens, match.first, grammar.root)
            if inner is not None and inner.end > match.end:
                match = inner
        if lead is not None:
            behind = _walk(tokens, lead.end, grammar.root)
            if behind is not None and _has_day(behind):
                return Captured(lead.first, behind.end, behind.rule, lead.values + behind.values, lead.first_token or option)
        if match is not None:
            if _has_day(match):
                tail = _walk(tokens, match.end, grammar.after)
                if tail is not None:
                    match = Captured(match.first, tail.end, match.rule, match.values + tail.values, match.first_token)
            return match
    return None


def _has_day(match: Captured) -> bool:
    """Whether a clock time may stand beside it."""
    rule = match.rule
    if rule is None or rule.op not in ("date", "unit", "weekday", "night"):
        return False
    return rule.op in ("weekday", "night") or rule.unit == "day" or any(name in _DAYS for name, _ in match.values)


def _walk(tokens: list[Token], at: int, root: Node) -> Captured | None:
    """Depth first over the trie; the longest match, among equals the earliest rule."""
    n = len(tokens)
    if at >= n or not _begins(root, tokens[at]):
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
        for key in token.keys or _keys(token):
            for child, is_context, name in steps.get(key, ()):
                captured = values if name is None else (*values, (name, token))
                stack.append((child, i + 1, captured, first if is_context or first is not None else i))
    return best


def _begins(root: Node, token: Token) -> bool:
    steps = root.steps
    for key in token.keys or _keys(token):  # noqa: SIM110 — asked of every word, and a generator takes three times as long
        if key in steps:
            return True
    return False


def _keys(token: Token) -> tuple[str, ...]:
    """The steps of the trie that a token may take."""
    classes = ["{" + name + "}" for name in token.classes]
    token.keys = keys = tuple(classes) if token.kind == "phrase" else (token.word, *classes)
    return keys
