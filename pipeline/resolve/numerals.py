"""Numbers of a text, written in digits or in words: what is counted is the same in every language.

Here stands the reading of runs of tokens as one value (twelve million, 12 مليون, quatre-vingt-six, خمسة وعشرون). The words stand in
`numbers.toml` of the packs: `units`, `scales`, and `phrases`, two words that are one number. What is counted belongs to `annotate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline.annotate.coding.numbers import parse, words
from pipeline.languages import pack
from pipeline.text import Tokens, fold

_LONGEST = 8  # tokens of one number
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬")


@lru_cache(maxsize=16)
def _phrases(lang: str) -> Mapping[tuple[str, str], float]:
    found = {}
    for phrase, value in pack(lang).toml("numbers").get("phrases", {}).items():
        first, second = map(fold, phrase.split(" "))
        found[first, second] = float(value)
    return found


@lru_cache(maxsize=16)
def _openers(lang: str) -> frozenset[str]:
    """Words that a number may begin with."""
    known = words(lang)
    return frozenset((*known.units, *known.scales, *(first for first, _ in _phrases(lang))))


@lru_cache(maxsize=200_000)
def _form(word: str, lang: str, bare: Callable[[str, str], str]) -> tuple[str, bool]:
    """A word as numbers know it, and whether one may begin with it. A scale that another word than "and" is joined to belongs to no
    number: 12 percent are not twelve hundred. Words recur, and few are numbers."""
    known = words(lang)
    plain = word if word in known.units else bare(word, lang)
    if plain in known.scales and plain != word and not any(word == joiner + plain for joiner in known.joiners):
        plain = word
    return plain, plain in _openers(lang)


def find(tokens: Tokens, lang: str, bare: Callable[[str, str], str]) -> Mapping[int, tuple[int, float]]:
    """First token → (the token behind the number, its value). `bare`: a folded word of a language without what is written together with
    it; a function of a module, for what it says of a word is remembered."""
    known, phrases = words(lang), _phrases(lang)
    if not known.units:
        return {i: (i + 1, value) for i in range(len(tokens)) if (value := _digits(tokens, i, decimal_comma=True)) is not None}
    openers = _openers(lang)
    read = [
        _form(f, lang, bare) if kind == "w" else (f, kind == "n" or f in openers) for f, kind in zip(tokens.fold, tokens.kind, strict=True)
    ]
    forms = [form for form, _ in read]
    lists = known.units, known.scales, phrases, known.joiners
    out: dict[int, tuple[int, float]] = {}
    behind = 0
    for i, (_, opens) in enumerate(read):
        if opens and i >= behind:
            behind, value = _run(tokens, forms, i, lists, known.decimal_comma)
            if value is not None:
                out[i] = behind, value
    return out


def _digits(tokens: Tokens, i: int, decimal_comma: bool) -> float | None:
    return parse(tokens.text[i].translate(_EASTERN), decimal_comma) if tokens.kind[i] == "n" else None


_Lists = tuple[Mapping[str, float], Mapping[str, float], Mapping[tuple[str, str], float], frozenset[str]]


def _run(tokens: Tokens, forms: list[str], first: int, lists: _Lists, decimal_comma: bool) -> tuple[int, float | None]:
    """The number that begins with token `first`; None where none does, or only a scale (millions of people)."""
    units, scales, phrases, joiners = lists
    total, group, j = 0.0, None, first
    high = min(len(tokens), first + _LONGEST)
    while j < high:
        pair = phrases.get((forms[j], forms[j + 1])) if j + 1 < high else None
        value = _digits(tokens, j, decimal_comma)
        if value is not None and group is not None:
            if not (decimal_comma and _is_next_three(tokens, j)):
                break
            group = group * 1000 + value
        elif value is not None or pair is not None:
            group = (group or 0.0) + (value if value is not None else pair or 0.0)
            j += 0 if pair is None else 1
        elif forms[j] in units:
            group = (group or 0.0) + units[forms[j]]
        elif forms[j] in scales and (group is not None or j == first):
            if j == first and scales[forms[j]] > 1000:
                return first, None
            total, group = _scaled(total, group, scales[forms[j]])
        elif not (forms[j] in joiners and j > first and j + 1 < high and forms[j + 1] in units and tokens.kind[j - 1] == "w"):
            break
        j += 1
    return (j, total + (group or 0.0)) if j > first else (first, None)


def _scaled(total: float, group: float | None, factor: float) -> tuple[float, float | None]:
    if factor == 100.0:
        return total, (group or 1.0) * factor
    return total + (group or 1.0) * factor, None


def _is_next_three(tokens: Tokens, j: int) -> bool:
    """Whether digits at j are the next three of a number written with spaces (86 000)."""
    return tokens.kind[j - 1] == "n" and len(tokens.text[j]) == 3 and tokens.text[j].isdigit() and tokens.start[j] - tokens.end[j - 1] == 1
