"""What the tokens of a stretch may be: names of several words joined, proclitics set aside, and for each token the grammar's classes."""

from __future__ import annotations

from pipeline.temporal.characters import Token
from pipeline.temporal.grammar import Grammar

_SHORT = 2  # digits
# of short numbers: from, below, and digits at least; of long ones: from and to
_SHORT_CLASSES = {"day": (1, 32, 1), "month_number": (1, 13, 1), "hour": (0, 24, 1), "sixty": (0, 60, 2), "number2": (0, 100, 2)}
_LONG_CLASSES = {"year": (1000, 2100), "hijri_year": (1300, 1500)}
_SHAPES = frozenset({"iso", "numdate", "time", "hhmm", "daymonth", "decade", "decade2"})
_TWICE = frozenset("/(")  # one of them stands between a month's two names


def classified(tokens: list[Token], grammar: Grammar) -> list[Token]:
    """The tokens with their classes and keys; the points of abbreviated names are left out."""
    tokens = _merged(tokens, grammar)
    has_abbreviation = False
    previous: Token | None = None
    for token in tokens:
        kind = token.kind
        if kind == "word":
            classify(token, grammar)
            if token.classes and ("short_month" in token.classes or "short_weekday" in token.classes):
                has_abbreviation = True
        elif kind == "sign":
            classify(token, grammar)
        elif kind != "phrase":
            if kind in ("number", "ordinal"):
                is_part = previous is not None and previous.end == token.start and previous.kind == "word" and previous.word.isascii()
                token.classes = {} if is_part else _of_number(token)
            elif kind == "quarter":
                token.classes = {"quarter_sign": (int(token.word[1]),)}
            elif kind in _SHAPES:
                token.classes = {kind: ()}
            token.keys = (token.word, *("{" + name + "}" for name in token.classes))
        previous = token
    if not has_abbreviation:
        return tokens
    return [t for i, t in enumerate(tokens) if not (t.word == "." and i and _is_abbreviation(tokens[i - 1]))]


def _is_abbreviation(token: Token) -> bool:
    return "short_month" in token.classes or "short_weekday" in token.classes


def classify(token: Token, grammar: Grammar) -> None:
    """Give a word its classes and keys."""
    known = grammar.known.get(token.word)
    if known is None:
        token.keys = (token.word,)
    else:
        token.classes, token.keys = known if not grammar.capitalised or token.is_capital else grammar.known_small[token.word]


def _of_number(token: Token) -> dict[str, tuple[int, ...]]:
    out: dict[str, tuple[int, ...]] = {}
    word = token.word
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if len(word) > 6 or not digits.isdecimal():
        return out
    value = int(digits)
    if token.kind == "ordinal":
        out["ordinal"] = out["nth"] = (value,)
        if 1 <= value <= 31:
            out["day"] = (value,)
        return out
    if len(word) <= _SHORT:
        out |= {name: (value,) for name, (low, high, size) in _SHORT_CLASSES.items() if low <= value < high and len(word) >= size}
    elif len(word) == 3 and value >= 100:
        out["short_year"] = (value,)
    elif len(word) == 4:
        out |= {name: (value,) for name, (low, high) in _LONG_CLASSES.items() if low <= value <= high}
    if value <= 999:
        out["n"] = (value,)
    return out


def changed(token: Token, word: str, cut: int) -> Token:
    """The token as another word that begins `cut` letters later, where each letter is one character."""
    is_even = token.end - token.start >= len(token.word)
    start = token.start + cut if is_even else token.start
    return Token(word, start, token.end, token.kind, token.line)


def _merged(tokens: list[Token], grammar: Grammar) -> list[Token]:
    """Names of several words become one token, and a month told twice (نوفمبر/تشرين الثاني) one month."""
    longest, firsts = grammar.longest_phrase, grammar.phrase_starts
    if not grammar.clitics and firsts.isdisjoint([token.word for token in tokens]):
        return _twice(tokens, grammar)
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        word, cut = _bare(token, grammar) if token.kind == "word" else ("", 0)
        if word:
            for length in range(min(longest, len(tokens) - i), 1, -1):
                known = grammar.phrases.get((word, *(t.word for t in tokens[i + 1 : i + length])))
                if known is not None:
                    classes: dict[str, tuple[int, ...]] = {name: (value,) for name, value in known.items()}
                    words = (word, *(t.word for t in tokens[i + 1 : i + length]))
                    token = _phrase(changed(token, word, cut), tokens[i + length - 1].end, classes, words)
                    i += length - 1
                    break
        out.append(token)
        i += 1
    return _twice(out, grammar)


def _phrase(token: Token, end: int, classes: dict[str, tuple[int, ...]], words: tuple[str, ...] = ()) -> Token:
    out = Token(token.word, token.start, end, "phrase", token.line)
    out.classes = classes
    out.keys = (" ".join(words), *("{" + name + "}" for name in classes))
    return out


def _bare(token: Token, grammar: Grammar) -> tuple[str, int]:
    """The word of the token, or without its proclitic, with which a name of several words may begin, and what is cut off; else none."""
    if token.word in grammar.phrase_starts:
        return token.word, 0
    if grammar.clitics:
        for word, cut in grammar.strip(token.word):
            if word in grammar.phrase_starts:
                return word, cut
    return "", 0


def _twice(tokens: list[Token], grammar: Grammar) -> list[Token]:
    if not grammar.clitics and _TWICE.isdisjoint([token.word for token in tokens]):
        return tokens
    months = [_month(token, grammar) for token in tokens]
    if not any(months):
        return tokens
    out: list[Token] = []
    i, n = 0, len(tokens)
    while i < n:
        here, last = months[i], i
        if here:
            if grammar.clitics and i + 1 < n and months[i + 1] == here:  # كانون الثاني يناير
                last = i + 1
            elif i + 2 < n and tokens[i + 1].word in _TWICE and months[i + 2] == here:
                is_closed = tokens[i + 1].word == "(" and i + 3 < n and tokens[i + 3].word == ")"
                last = i + 3 if is_closed else i + 2
        out.append(tokens[i] if last == i else _phrase(tokens[i], tokens[last].end, {"month": (here,), "any_month": (here,)}))
        i = last + 1
    return out


def _month(token: Token, grammar: Grammar) -> int:
    """The month that a token names; 0 where it names none."""
    if token.kind == "phrase":
        return token.classes.get("month", (0,))[0]
    return grammar.words.get(token.word, _NOTHING).get("month", 0) if token.kind == "word" else 0


_NOTHING: dict[str, int] = {}
