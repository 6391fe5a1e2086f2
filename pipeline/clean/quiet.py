"""Which lines of a batch may say something of themselves. Most say nothing, and need none of the rooms that would look closer.

All lines are taken through tables at once: their folded words, and what signs and digits they hold. A line without a sign that
phrases, captions or addresses have, whose first word begins no phrase, whose last word ends none, and that holds no word of those
that stand anywhere, is passed over. Never wrong about a no: what the rooms would find, they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.clean import asks as rooms
from pipeline.clean import bylines, captions, chrome, furniture, stamps
from pipeline.clean.words import DIGIT, EDGE, HARD, LETTER, MARK, PARTS, WHOLE, Words, edge_words, is_narrow, kind_of, whole_words, words_of
from pipeline.languages.shelf import kept
from pipeline.text import fold_line

_SIZE = 0x10000
_ABOVE = _SIZE - 1  # stands for code points above the plane, and for what only `words_of` can tell
_LINE, _SPACE = ord("\n"), ord(" ")
_SIGNS = {rooms.SHAPE: furniture.SIGNS, rooms.TAIL: chrome.TAIL_MARKS, rooms.CAPTION: captions.SIGNS, rooms.BYLINE: bylines.SIGNS}
_WRITTEN_TOGETHER = ((0x3400, 0xA000), (0xAC00, 0xD7A4))  # Han, and Hangul, which is several letters in folded form
_NO_CHARACTERS = (0xD800, 0xF900)  # surrogates, private use
_HAS_DIGIT, IS_HARD, _HAS_SEVERAL = 16, 32, 64  # traits beside the bits of `_SIGNS`; only `words_of` can tell the words of a hard line
_SEVERAL = 2  # letters that a letter may be in folded form: œ
CUT = re.compile(r"\d+|[^\d ]+")  # of folded words: 12Comments
_ANY_SIGN = re.compile(f"[{re.escape(''.join(_SIGNS.values()))}]")


Heard = tuple[str, Words, int]  # a line that may say something, its words, and the bits of the rooms that are to be asked


@dataclass(frozen=True, slots=True)
class _Tables:
    spelling: npt.NDArray[np.uint32]  # the folded letter or digit, a space for what parts words
    traits: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint8]
    several: dict[int, str]  # letters that are several in folded form: œ


@lru_cache(maxsize=1)
@kept
def _tables() -> _Tables:
    spelling = np.full(_SIZE, _SPACE, np.uint32)
    kind = np.full(_SIZE, PARTS, np.uint8)
    several: dict[int, str] = {}
    for low, high in _WRITTEN_TOGETHER:
        kind[low:high], spelling[low:high] = HARD, _ABOVE
    at = _LINE + 1  # what stands before are controls
    chars: list[str] = []
    for low, high in (*_WRITTEN_TOGETHER, _NO_CHARACTERS, (_SIZE, _SIZE)):
        chars += map(chr, range(at, low))
        at = high
    for char, folded in zip(chars, fold_line("\n".join(chars)).split("\n"), strict=True):
        code = ord(char)
        kind[code] = own = kind_of(char, folded)
        if own in (LETTER, DIGIT):
            spelling[code] = ord(folded)
        elif own == HARD and char.isalpha() and len(folded) == _SEVERAL and folded.isascii() and folded.isalpha():
            kind[code], spelling[code] = LETTER, code
            several[code] = folded
        elif own == HARD:
            spelling[code] = _ABOVE
    spelling[_LINE], spelling[_ABOVE], kind[_ABOVE] = _LINE, _ABOVE, HARD
    traits = np.zeros(_SIZE, np.uint8)
    traits[kind == DIGIT] |= _HAS_DIGIT
    traits[kind == HARD] |= IS_HARD
    for bit, signs in _SIGNS.items():
        traits[[ord(c) for c in signs]] |= bit
    traits[list(several)] |= _HAS_SEVERAL
    return _Tables(spelling, traits, kind, several)


def spelled(parts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Of each part, none with a line break, its folded words with spaces between them (of one that only `words_of` can tell,
    anything), and its traits."""
    if not parts:
        return [], []
    t = _tables()
    codes = np.frombuffer(("\n".join(parts) + "\n").encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
    codes = np.minimum(codes, _ABOVE)
    traits = t.traits[codes]
    kind = t.kind[codes]
    marks = np.flatnonzero(kind == MARK)
    spelling = t.spelling[codes]
    if len(marks):
        before = kind[np.maximum(marks - 1, 0)]
        traits[marks[(before != LETTER) & (before != MARK)]] |= IS_HARD  # a mark behind a digit parts it from the next one
        spelling = np.delete(spelling, marks)
    sizes = np.fromiter(map(len, parts), np.int64, len(parts))
    starts = np.cumsum(sizes + 1) - sizes - 1
    text = spelling.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for letter in set(codes[np.flatnonzero(traits & _HAS_SEVERAL)].tolist()):
        text = text.replace(chr(letter), t.several[letter])
    return text.split("\n")[:-1], np.bitwise_or.reduceat(traits, starts).tolist()


@dataclass(frozen=True, slots=True)
class _Edges:
    """Words of which one must stand somewhere in a line that says something, by the place where it must stand."""

    openers: dict[str, int]  # … and which rooms ask for it
    closers: dict[str, int]
    anywhere: frozenset[str]
    days: frozenset[str]


@lru_cache(maxsize=64)
def _edges(lang: str) -> _Edges:
    openers, closers = chrome.openers(), chrome.closers()
    for words, own in ((openers, bylines.openers()), (closers, bylines.closers())):
        words.update({word: words.get(word, 0) | rooms.BYLINE for word in own})
    return _Edges(openers, closers, chrome.anywhere(), stamps.day_words(lang))


def heard(texts: Sequence[str], lang: str) -> list[Heard]:
    """Of lines of at most MAX characters, neither blank nor with a line break, those that may say something. `lang`: that of their
    documents."""
    edges = _edges(lang)
    short = [text for text in texts if len(text) <= WHOLE]
    out = list(_short(short, edges))
    long = [text for text in texts if len(text) > WHOLE]
    parts, traits = spelled([part for text in long for part in (text[:EDGE], text[-EDGE:])])
    for i, text in enumerate(long):
        asked = _long(text, parts[2 * i : 2 * i + 2], traits[2 * i] | traits[2 * i + 1], edges)
        if asked is not None:
            out.append(asked)
    return out


def _short(texts: Sequence[str], edges: _Edges) -> Iterator[Heard]:
    """Lines whose words are all looked at. Every line of a corpus passes here: what most of them need stands in the loop."""
    opens, closes, anywhere, days = edges.openers.get, edges.closers.get, edges.anywhere.isdisjoint, edges.days.isdisjoint
    for text, line, own in zip(texts, *spelled(texts), strict=True):
        if own & (_HAS_DIGIT | IS_HARD):
            yield (text, words_of(text), rooms.ALL) if own & IS_HARD else _numbered(text, line, own, edges)
            continue
        asks, words = own & rooms.BY_SIGN, line.split()
        if words:
            asks |= opens(words[0], 0) | closes(words[-1], 0)
            if not anywhere(words):
                asks |= rooms.ANYWHERE
            if not days(words):
                asks |= rooms.STAMP
            if len(words) <= chrome.FEW and chrome.may_be_joined(text):
                asks |= rooms.WHOLE
        if asks:
            found = tuple(words)
            yield text, Words(found, found, found), asks


def _numbered(text: str, line: str, traits: int, edges: _Edges) -> Heard:
    """A line with digits: it may be a stamp, and phrases overlook them."""
    words = whole_words(tuple(CUT.findall(line)))
    asks = traits & rooms.BY_SIGN | rooms.STAMP | edges.openers.get(words.all[0], 0) | edges.closers.get(words.all[-1], 0)
    return text, words, asks | _asks(text, words.bare, edges)


def _asks(text: str, bare: Sequence[str], edges: _Edges) -> int:
    if not bare:
        return 0
    asks = edges.openers.get(bare[0], 0) | edges.closers.get(bare[-1], 0)
    if not edges.anywhere.isdisjoint(bare):
        asks |= rooms.ANYWHERE
    return asks | rooms.WHOLE if len(bare) <= chrome.FEW and chrome.may_be_joined(text) else asks


def _long(text: str, parts: Sequence[str], traits: int, edges: _Edges) -> Heard | None:
    """A line of which the ends are looked at: too long for stamps and bylines."""
    if traits & IS_HARD or not is_narrow(text):
        return text, words_of(text), rooms.PHRASE | rooms.CAPTION
    head, tail = (tuple(CUT.findall(part)) for part in parts)
    words = edge_words(head, tail)
    asks = rooms.BY_SIGN if _ANY_SIGN.search(text) is not None else 0
    if words.all:
        asks |= edges.openers.get(words.all[0], 0)
    asks |= _asks(text, words.last, edges)
    return (text, words, asks) if asks else None
