"""Characters, folds and tokens: what every floor that reads text agrees on.

Here stand the fold (the form under which words are compared), the tokeniser and the cut into sentences. They know scripts,
not languages: what a language adds (elisions, abbreviations, proclitics) comes in as data from its pack. No lexicon
look-up belongs here (`languages/phrases.py`), no decision about a line or a name.

Python's `\\w` lacks the vowel marks of Arabic and the vowel signs of Indic scripts, so a word is letters, marks and digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

# Letters that NFKD leaves whole but that readers and keyboards exchange.
_SPECIAL = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'", "ʼ": "'", "‘": "'",
    "ـ": "", "ى": "ي", "ة": "ه", "ٱ": "ا", "ی": "ي", "ک": "ك", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "",
    "\u202a": "", "\u202b": "", "\u202c": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "", "\ufeff": "", "\u00ad": "",
}  # fmt: skip
_HAS_SPECIAL = re.compile(f"[{''.join(_SPECIAL)}]")
_MAY_COMBINE = re.compile(r"[^\w\x00-\x7f]")  # no combining mark is a word character to Python


def _exchanged(text: str) -> str:
    """The letters of `_SPECIAL` exchanged: `str.translate` asks for each character and takes ten times as long."""
    if _HAS_SPECIAL.search(text) is None:
        return text
    for letter, other in _SPECIAL.items():  # no letter is the other of one
        if letter in text:
            text = text.replace(letter, other)
    return text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form under which words are compared: no case, no accents, no vowel marks, one form of alef, ya and ta marbuta.

    The length may change, so offsets are never taken from a folded string.
    """
    return fold_line(text)


def fold_line(text: str) -> str:
    """As `fold`, of a text that will hardly come again: what `fold` remembers are words."""
    if text.isascii():
        return text.lower()
    # Decomposition may give capitals (mathematical letters), so case is folded again behind it.
    decomposed = unicodedata.normalize("NFKD", _exchanged(text.casefold())).casefold()
    for sign in filter(unicodedata.combining, set(_MAY_COMBINE.findall(decomposed))):  # few different ones, of many letters
        decomposed = decomposed.replace(sign, "")
    return _exchanged(decomposed)


def script_of(text: str) -> str:
    """ISO 15924 code of the first letter's script: Latn, Arab, Cyrl, Grek, Hebr, Hani …; Zyyy where there is no letter."""
    for c in text:
        if c.isalpha():
            return _script_of_letter(c)
    return "Zyyy"


_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "CJK": "Hani", "HIRAGANA": "Hira",
    "KATAKANA": "Kana", "HANGUL": "Hang", "DEVANAGARI": "Deva", "THAI": "Thai", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "BENGALI": "Beng", "TAMIL": "Taml", "ETHIOPIC": "Ethi",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "Zzzz")


# A word: letters, digits and the marks that belong to them (Arabic vowels, Indic signs), with apostrophes inside; or one other sign.
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0591-\u05c7"
    "\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e\u200c\u200d\u00ad"
)
# A number keeps its separators (3.5, 1,000), a dotted acronym its stops (U.S.).
_WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)+|(?:[^\W\d_a-zà-ÿ]\.){{2,}}|[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’ʼ][^\W_](?:[^\W_]|[{_MARKS}])*)*|\S")
_APOSTROPHES = "'’ʼ"
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as parallel tuples; the i-th token is `text[start[i]:end[i]]`.

    `kind[i]` is "w" (word), "n" (number, or a word with a digit first), "p" (any other sign). `joined[i]` says that a hyphen or an
    apostrophe ties word i to the word before it (Moyen-Orient, l'Irak); the hyphen itself is no token there.
    `sentence[i]` is the number of its sentence, from 0. A line break always ends a sentence.
    """

    text: tuple[str, ...]
    fold: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    kind: tuple[str, ...]
    joined: tuple[bool, ...]
    sentence: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, offset: int) -> int:
        """Number of the token that covers the offset, else of the first one behind it (may be len(self))."""
        i = bisect_right(self.start, offset) - 1
        return i if i >= 0 and self.end[i] > offset else i + 1

    def sentence_bounds(self, number: int) -> tuple[int, int]:
        """First token of the sentence and the token behind its last one."""
        low = _first(self.sentence, number)
        return low, _first(self.sentence, number + 1)


def _first(values: tuple[int, ...], wanted: int) -> int:
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@lru_cache(maxsize=65_536)
def _pieces(word: str, elisions: frozenset[str]) -> tuple[tuple[int, str, str, str], ...]:
    """A word cut at apostrophes that divide words: an elided article stays with its apostrophe, a possessive with its own.
    Each piece with its offset, its text, its fold and its kind."""
    cuts = [0]
    for i, c in enumerate(word):
        if c not in _APOSTROPHES:
            continue
        before, after = fold(word[cuts[-1] : i]), fold(word[i + 1 :])
        if before in elisions:
            cuts.append(i + 1)
        elif after == "s":
            cuts.append(i)
    return tuple((a, word[a:b], fold(word[a:b]), _kind(word[a:b])) for a, b in zip(cuts, [*cuts[1:], len(word)], strict=True) if b > a)


def _kind(piece: str) -> str:
    if not (piece[0].isalnum() or (len(piece) > 1 and piece[0] in _APOSTROPHES)):
        return "p"
    return "n" if piece[0].isdigit() else "w"


def tokenise(
    text: str,
    elisions: frozenset[str] = frozenset(),
    abbreviations: frozenset[str] = frozenset(),
    spans: tuple[tuple[int, int], ...] | None = None,
) -> Tokens:
    """Tokens of the text, or of those spans of it (in order, not overlapping; each begins a new sentence).

    `elisions` are the folded words that end at an apostrophe (l, d, qu, jusqu), `abbreviations` the folded words behind
    which a full stop ends no sentence.
    """
    texts: list[str] = []
    folds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    joined: list[bool] = []
    for low, high in spans if spans is not None else ((0, len(text)),):
        for match in _WORD.finditer(text, low, high):
            at = match.start()
            for a, piece, folded, kind in _pieces(match[0], elisions):
                tied = a > 0
                if not tied and kind != "p" and texts and texts[-1] in _HYPHENS and len(starts) >= 2 and kinds[-2] != "p":
                    tied = starts[-1] == ends[-2] and at + a == ends[-1]
                    if tied:  # the hyphen between two words is no token of its own
                        for column in (texts, folds, starts, ends, kinds, joined):
                            column.pop()
                texts.append(piece)
                folds.append(folded)
                starts.append(at + a)
                ends.append(at + a + len(piece))
                kinds.append(kind)
                joined.append(tied)
    sentence = _sentences(text, texts, folds, starts, ends, kinds, abbreviations, spans)
    return Tokens(tuple(texts), tuple(folds), tuple(starts), tuple(ends), tuple(kinds), tuple(joined), tuple(sentence))


_STOPS = frozenset(".!?؟۔。！？…")
_CLOSERS = frozenset("\"'”’»)]）」』")
_ENDING = _STOPS | _CLOSERS
_OPENERS = frozenset("\"'“‘«([（「『¿¡–—-•")


def _sentences(
    text: str,
    texts: list[str],
    folds: list[str],
    starts: list[int],
    ends: list[int],
    kinds: list[str],
    abbreviations: frozenset[str],
    spans: tuple[tuple[int, int], ...] | None,
) -> list[int]:
    """A sentence ends at a line break, at the end of a span, or at a stop that no abbreviation or initial explains and that a capital,
    a mark, a digit or a letter without case follows."""
    out: list[int] = []
    number = 0
    breaks = {a for a, _ in spans or ()}
    for low, high in spans if spans is not None else ((0, len(text)),):
        at = text.find("\n", low, high)
        while at >= 0:  # the token behind a line break begins a sentence
            i = bisect_right(starts, at)
            if i < len(starts):
                breaks.add(starts[i])
            at = text.find("\n", at + 1, high)
    before = ""
    for i, start in enumerate(starts):
        if i and (start in breaks or (before in _ENDING and _ends_before(i, texts, folds, starts, ends, kinds, abbreviations))):
            number += 1
        out.append(number)
        before = texts[i]
    return out


def _ends_before(
    i: int,
    texts: list[str],
    folds: list[str],
    starts: list[int],
    ends: list[int],
    kinds: list[str],
    abbreviations: frozenset[str],
) -> bool:
    j = i - 1
    while j > max(0, i - 5) and texts[j] in _CLOSERS and (starts[j] == ends[j - 1] or texts[j] == "»"):
        j -= 1
    if texts[j] not in _STOPS or starts[i] == ends[i - 1]:
        return False
    if texts[j] == "." and j and ends[j - 1] == starts[j]:
        before = texts[j - 1]
        if folds[j - 1] in abbreviations or (len(before) == 1 and before.isupper()):
            return False
    if texts[i] in _CLOSERS and texts[i] not in _OPENERS:
        return False
    return kinds[i] != "w" or not texts[i][0].islower()
