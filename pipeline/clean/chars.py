"""Characters as numbers: what kind of sign each code point is, and which letter it is without case and accents.

Tables for the Basic Multilingual Plane, made once a process; what lies above counts as a sign. The measures of lines take
whole texts through them at once. No word of any language stands here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# The kind of a character: one each.
OTHER, UPPER, LOWER, LETTER, WIDE, DIGIT, SPACE, STOP, COMMA, COLON, QUOTE, SEPARATOR, SIGN, END = range(14)
N_KINDS = 16
# What a character may be besides, at the beginning or end of a line.
CLOSER, ASKS, BRACKET, OPENS_QUOTE, BULLET, DOTS = (1 << k for k in range(6))

STOPS = ".!?…。！？؟۔।"
ASKING = "?؟？"
CLOSERS = "\"'”’»)]）」』›* \u200f\u200e"
_KINDS = {
    STOP: STOPS, COMMA: ",،，、;؛", COLON: ":：", QUOTE: "\"“”«»„「」", SEPARATOR: "|•·›>/—–", SIGN: "©®™@#►▶",
}  # fmt: skip
_FLAGS = {
    CLOSER: CLOSERS, ASKS: ASKING, BRACKET: ")]）】", OPENS_QUOTE: "\"“”«»„「'‘",
    BULLET: "•-–—*·▪>»›→►▶", DOTS: "…",
}  # fmt: skip
_SIZE = 0x10000
_SIGN_ABOVE = 0x25A0  # stands for code points above the plane: emoji, mostly


class Tables(NamedTuple):
    kind: npt.NDArray[np.uint8]
    flags: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint32]  # the first letter of its decomposition, in lower case


def code_points(lines: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The code points of all lines in one array, U+000A behind each."""
    codes = np.frombuffer(("\n".join(lines) + "\n").encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
    return np.where(codes < _SIZE, codes, _SIGN_ABOVE).astype(np.uint32)


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Kind, flags and folded letter by code point."""
    kind = np.zeros(_SIZE, np.uint8)
    flags = np.zeros(_SIZE, np.uint8)
    folded = np.arange(_SIZE, dtype=np.uint32)
    kind[0x3400:0xD7B0] = WIDE  # Han, Yi and Hangul as a whole
    for code in (*range(0x3400), *range(0xF900, _SIZE)):
        char = chr(code)
        if char.isalpha():
            kind[code] = WIDE if _is_wide(code) else UPPER if char.isupper() else LOWER if char.islower() else LETTER
            folded[code] = code if kind[code] == WIDE else ord(unicodedata.normalize("NFKD", char.lower())[:1] or char)
        elif char.isdigit():
            kind[code] = DIGIT
        elif char.isspace():
            kind[code] = SPACE
        elif code >= 0x300 and unicodedata.category(char) in ("Mn", "Mc"):
            kind[code] = LETTER  # a vowel mark is no end of a word
    for value, chars in _KINDS.items():
        kind[[ord(c) for c in chars]] = value
    for flag, chars in _FLAGS.items():
        flags[[ord(c) for c in chars]] |= flag
    kind[ord("\n")] = END
    return Tables(kind, flags, folded)


def _is_wide(code: int) -> bool:
    return 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0xFF00 <= code <= 0xFFEF
