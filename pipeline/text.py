"""Characters, folds and tokens: what every floor that reads text agrees on.

Here stand the fold (the form under which words are compared), the tokeniser and the cut into sentences. They know scripts,
not languages: what a language adds (elisions, abbreviations, proclitics) comes in as data from its pack. No lexicon
look-up belongs here (`languages/phrases.py`), no decision about a line or a name.

Python's `\\w` lacks the vowel marks of Arabic and the vowel signs of Indic scripts, so a word is letters, marks and digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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


JOINED_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai", "Zzzz"})  # write words, or words and endings, together


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "Zzzz")


# A word: letters, digits and the marks that belong to them (Arabic vowels, Indic signs), with apostrophes inside; or one other sign.
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0591-\u05c7"
    "\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e\u200c\u200d\u00ad"
)
# A number keeps its separators (3.5, 1,000), a dotted acronym its stops (U.S.).
_TAIL = rf"(?:[{_MARKS}]++[^\W_]*+)*+"  # possessive: letters and marks have nothing in common
_COMMON = "a-zA-ZÀ-ÖØ-öø-ÿ\u0621-\u063a\u0641-\u064a"  # letters that are looked up in a bitmap, where others are asked for
_LETTERS = rf"(?:[{_COMMON}]++[^\W_]*+|[^\W_]++){_TAIL}"
# Most words begin with a small letter, and no number or acronym does: they stand first.
_WORD = re.compile(
    rf"[a-zà-öø-ÿ][{_COMMON}]*+[^\W_]*+{_TAIL}(?:['’ʼ]{_LETTERS})*+"
    rf"|\d+(?:[.,٫٬]\d+)+|(?:[^\W\d_a-zà-ÿ]\.){{2,}}|{_LETTERS}(?:['’ʼ]{_LETTERS})*+|\S"
)
_APOSTROPHES = "'’ʼ"
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True)
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

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Each folded word with the tokens that are it, in order."""
        out: dict[str, list[int]] = {}
        for i, folded in enumerate(self.fold):
            if folded in out:
                out[folded].append(i)
            else:
                out[folded] = [i]
        return out

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The folded words, each once: what a lexicon is asked about first, for most of its words stand in no text."""
        return frozenset(self.places)

    def at(self, offset: int) -> int:
        """Number of the token that covers the offset, else of the first one behind it (may be len(self))."""
        i = bisect_right(self.start, offset) - 1
        return i if i >= 0 and self.end[i] > offset else i + 1

    def sentence_bounds(self, number: int) -> tuple[int, int]:
        """First token of the sentence and the token behind its last one."""
        low = bisect_left(self.sentence, number)
        return low, bisect_left(self.sentence, number + 1, low)


_Pieces = Sequence[tuple[int, str, str, str]]
_REMEMBERED = 65_536
_LONGEST_SENTENCE = 400  # tokens: sentences of news have 25, the longest of any novelist's some hundreds


@lru_cache(maxsize=64)
def _known_pieces(_elisions: frozenset[str]) -> dict[str, _Pieces]:
    """What `_pieces` gave for words with these elisions so far: words recur."""
    return {}


def _pieces(word: str, elisions: frozenset[str]) -> _Pieces:
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
    rows: list[tuple[str, str, int, int, str, bool]] = []
    known = _known_pieces(elisions)
    behind_hyphen = False
    parts = spans if spans is not None else ((0, len(text)),)
    for low, high in parts:
        for match in _WORD.finditer(text, low, high):
            word, at = match[0], match.start()
            pieces = known.get(word)
            if pieces is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                pieces = known[word] = _pieces(word, elisions)
            if behind_hyphen and pieces[0][3] != "p" and len(rows) > 1:
                before, hyphen = rows[-2:]
                if before[4] != "p" and before[3] == hyphen[2] and hyphen[3] == at:  # between two words it is no token of its own
                    rows[-1:] = []
                    (_, piece, folded, kind), *pieces = pieces
                    rows.append((piece, folded, at, at + len(piece), kind, True))
            for a, piece, folded, kind in pieces:
                rows.append((piece, folded, at + a, at + a + len(piece), kind, a > 0))
            behind_hyphen = word in _HYPHENS
    if not rows:
        return Tokens((), (), (), (), (), (), ())
    texts, folds, starts, ends, kinds, joined = zip(*rows, strict=True)
    sentence = _sentences(text, texts, folds, starts, ends, kinds, abbreviations, parts)
    return Tokens(texts, folds, starts, ends, kinds, joined, sentence)


_STOPS = frozenset(".!?؟۔。！？…")
_CLOSERS = frozenset("\"'”’»)]）」』")
_ENDING = _STOPS | _CLOSERS
_OPENERS = frozenset("\"'“‘«([（「『¿¡–—-•")


def _sentences(
    text: str,
    texts: Sequence[str],
    folds: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    kinds: Sequence[str],
    abbreviations: frozenset[str],
    spans: Iterable[tuple[int, int]],
) -> tuple[int, ...]:
    """A sentence ends at a line break, at the end of a span, or at a stop that no abbreviation or initial explains and that a capital,
    a mark, a digit or a letter without case follows."""
    firsts = {
        i
        for i, before in enumerate(texts[:-1], 1)
        if before in _ENDING and _ends_before(i, texts, folds, starts, ends, kinds, abbreviations)
    }
    for low, high in spans:
        firsts.add(bisect_left(starts, low))
        at = text.find("\n", low, high)
        while at >= 0:  # the token behind a line break begins a sentence
            firsts.add(bisect_right(starts, at))
            at = text.find("\n", at + 1, high)
    out: list[int] = []
    for number, i in enumerate(_bounded(sorted(firsts - {0, len(texts)}), len(texts))):
        out += [number] * (i - len(out))
    return (*out, *[out[-1] + 1 if out else 0] * (len(texts) - len(out)))


def _bounded(firsts: list[int], n: int) -> list[int]:
    """The beginnings of sentences, with others between them where one would be too long: what is looked for within a sentence costs
    time by the square of its length, and a text without full stops must not cost more than another."""
    out: list[int] = []
    before = 0
    for first in (*firsts, n):
        out += range(before + _LONGEST_SENTENCE, first, _LONGEST_SENTENCE)
        if first < n:
            out.append(first)
        before = first
    return out


def _ends_before(
    i: int,
    texts: Sequence[str],
    folds: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    kinds: Sequence[str],
    abbreviations: frozenset[str],
) -> bool:
    j = i - 1
    while j > max(0, i - 5) and texts[j] in _CLOSERS and (starts[j] == ends[j - 1] or texts[j] == "»"):
        j -= 1
    if texts[j] not in _STOPS or starts[i] == ends[i - 1]:
        return False
    if texts[j] == "." and j and ends[j - 1] == starts[j]:
        before = texts[j - 1]
        measure = len(before) == 1 and before.islower() and j > 1 and kinds[j - 2] == "n"  # « large de 30 m. »: no "monsieur"
        if (folds[j - 1] in abbreviations and not measure) or (len(before) == 1 and before.isupper()):
            return False
    if texts[i] in _CLOSERS and texts[i] not in _OPENERS:
        return False
    return kinds[i] != "w" or not texts[i][0].islower()
