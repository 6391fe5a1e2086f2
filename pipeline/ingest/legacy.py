"""Which legacy encoding: judged by the shape of the words that each one makes of the bytes.

Windows-1252 and Windows-1256 share most of their French letters, and statistics of letters alone need more text than a
headline has. What tells them apart in any text is orthography: a wrong encoding puts two scripts into one word, a capital
behind a small letter, a closing quote before a word. Each candidate is scored by that and by the share of its letters
that a language written in it uses: `encodings.tsv` for alphabets, the level-1 rows of the national standards (the
characters in common use) for the multi-byte encodings of East Asia.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

MIN_SCORE = 0.5  # mean over the non-ASCII characters: right encodings reach .7 and more, wrong ones stay below .4
_HANDICAP = 0.08  # of encodings that the web hardly uses: a mark or two must not speak for them
_MAX_HIGH = 1500  # non-ASCII bytes looked at
_LONG_ASCII = re.compile(rb"([\x00-\x7f]{8})[\x00-\x7f]+([\x00-\x7f]{8})")
_HIGH = re.compile(rb"[\x80-\xff]")
# Lead bytes of the rows that hold punctuation and kana, then those of the level-1 characters; all trail bytes.
_EAST_ASIAN = {
    "cp949": ((0xA1, 0xA3), (0xB0, 0xC8)),  # KS X 1001: Hangul; first, for all of it is GB 2312 level 1 as well
    "gb18030": ((0xA1, 0xA3), (0xB0, 0xD7)),  # GB 2312
    "big5": ((0xA1, 0xA3), (0xA4, 0xC6)),
    "cp932": ((0x81, 0x83), (0x88, 0x97)),  # JIS X 0208 as Shift_JIS
    "euc-jp": ((0xA1, 0xA5), (0xB0, 0xCF)),
}
_OPENING = frozenset("«“‘„‹¿¡")
_CLOSING = frozenset("»”’›")
_LOOSE = frozenset("–—…•\u00a0،؛؟·°€£×±©®™§№“‘\u00ad")
_VOWELS = frozenset("aeiouyAEIOUYæøÆØ")
_FINAL = frozenset("ةςךםןףץ")  # letters that stand at the end of a word only


def detect(payload: bytes) -> str | None:
    """The codec that makes words of `payload` (which is no UTF-8), or None where none does."""
    end = next((match.end() for n, match in enumerate(_HIGH.finditer(payload), 1) if n == _MAX_HIGH), len(payload))
    sample = _LONG_ASCII.sub(rb"\1 \n \2", payload[: end + 8])
    best, best_score = None, MIN_SCORE
    for codec, languages in _candidates().items():
        score = _score(sample.decode(codec, "replace"), languages)
        if not codec.startswith("windows-") and codec not in _EAST_ASIAN:
            score -= _HANDICAP
        if score > best_score + 1e-9:
            best, best_score = codec, score
    return best


def _score(text: str, languages: tuple[frozenset[str], ...]) -> float:
    """Mean plausibility of the non-ASCII characters of `text`: 1 all in their place, below 0 nonsense."""
    letters: Counter[str] = Counter()
    total = 0.0
    n_high = 0
    before = " "
    for char, after in zip(text, text[1:] + " ", strict=True):
        is_high = char > "\x7f"
        is_letter = char.isalpha()
        if is_high:
            n_high += 1
            if is_letter or unicodedata.category(char) == "Mn" or ord(char) >= 0x3000:
                letters[char] += 1
            else:
                total += _punctuation(before, char, after)
        if is_letter and before.isalpha() and (is_high or before > "\x7f"):
            if _script(char) != _script(before):
                total -= 2.0
            elif (char.isupper() and before.islower()) or before in _FINAL:
                total -= 1.5
        if is_high and is_letter and not before.isalpha() and not after.isalpha():
            # A letter alone: some are words ("à", "в", "و"), a Latin consonant or one beside a digit is none.
            is_consonant = _script(char) == "LATIN" and unicodedata.normalize("NFD", char)[0] not in _VOWELS
            total -= 1.5 if is_consonant or before.isdigit() or after.isdigit() else 0.3
        if is_high and char.isupper():
            total -= 0.15  # between two encodings that swap the cases, small letters are the likelier text
        before = char
    best = max(sum(n if char in known else -0.5 * n for char, n in letters.items()) for known in languages)
    return (total + best) / n_high if n_high else 0.0


def _punctuation(before: str, char: str, after: str) -> float:
    """How well a mark stands between its neighbours: 1 as orthography has it, -1.5 as it never does."""
    follows, precedes = not before.isspace() and before not in "([", not after.isspace() and after not in ".,;:!?)]"
    if char == "’" and follows:  # an apostrophe inside a word or at its end
        return 1.0
    if char in _OPENING and not (before.isalnum() and after.isalnum()) and (precedes or after == "\u00a0"):
        return 1.0
    if char in _CLOSING and not (before.isalnum() and after.isalnum()) and (follows or before == "\u00a0"):
        return 1.0
    if char in _LOOSE:
        return 0.9 if char in "–—\u00a0\u00ad·" or not (before.isalpha() and after.isalpha()) else -1.0
    return 0.3 if char in "«»‹›" and not (before.isalpha() and after.isalpha()) else -1.5


@cache
def _script(char: str) -> str:
    name = unicodedata.name(char, "?").split(" ", 1)[0]
    # Kana, Hangul and ideographs make words with each other.
    return "CJK" if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC")) else name


@cache
def _candidates() -> dict[str, tuple[frozenset[str], ...]]:
    """codec → sets of letters, one a language, in the order of the table; the multi-byte encodings last."""
    rows = files("pipeline.ingest").joinpath("encodings.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, tuple[frozenset[str], ...]] = {}
    for row in [row for row in rows if row and not row.startswith("#")][1:]:
        codec, _language, letters = row.split("\t")
        table[codec] = (*table.get(codec, ()), frozenset(letters) | frozenset(letters.upper()))
    for codec, ranges in _EAST_ASIAN.items():
        pairs = (bytes((lead, trail)) for low, high in ranges for lead in range(low, high + 1) for trail in range(0x40, 0xFF))
        decoded = (pair.decode(codec, "ignore") for pair in pairs)
        table[codec] = (frozenset(char for char in decoded if len(char) == 1 and char > "\x7f"),)
    return table
