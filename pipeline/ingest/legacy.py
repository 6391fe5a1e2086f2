"""Which legacy encoding: judged by the shape of the words that each one makes of the bytes.

Windows-1252 and Windows-1256 share most of their French letters, and statistics of letters alone need more text than a
headline has. What tells them apart in any text is orthography: a wrong encoding puts two scripts into one word, a capital
behind a small letter, a currency sign between letters. Each candidate is scored by that and by the share of its letters
that a language written in it uses (`encodings.tsv`). What no single-byte encoding explains goes to charset-normalizer,
restricted to the multi-byte encodings of East Asia.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

MIN_SCORE = 0.35  # mean over the non-ASCII characters: right encodings reach .6 and more, wrong ones stay below .2
_MAX_WORDS = 300
_EAST_ASIAN = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_WORD_BYTES = re.compile(rb"[A-Za-z]{0,40}[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
_OUTSIDE_WORDS = frozenset("«»“”„‹›–—…€°©®•\u00a0،؛؟¿¡§№")
_INSIDE_WORDS = frozenset("’‘·\u00ad")


def detect(payload: bytes) -> str | None:
    """The codec that makes words of `payload` (which is no UTF-8), or None where none does."""
    words = [match[0] for _, match in zip(range(_MAX_WORDS), _WORD_BYTES.finditer(payload), strict=False)]
    sample = b" ".join(words)
    best, best_score = None, MIN_SCORE
    for codec, languages in _candidates().items():
        score = _score(sample.decode(codec, "replace"), languages)
        if score > best_score + 1e-9:
            best, best_score = codec, score
    return best or _east_asian(payload)


def _score(text: str, languages: tuple[frozenset[str], ...]) -> float:
    """Mean plausibility of the non-ASCII characters of `text`: 1 all letters in their place, below 0 nonsense."""
    letters: Counter[str] = Counter()
    total = 0.0
    n_high = 0
    before = " "
    for position, char in enumerate(text):
        if char > "\x7f":
            n_high += 1
            if char.isalpha() or unicodedata.category(char) == "Mn":
                letters[char] += 1
            elif char in _INSIDE_WORDS:
                total += 0.3
            else:
                after = text[position + 1 : position + 2]
                inside = before.isalpha() and after.isalpha()
                total += 0.2 if char in _OUTSIDE_WORDS and not inside else -1.5
        if before.isalpha() and char.isalpha() and (char > "\x7f" or before > "\x7f"):
            if _script(char) != _script(before):
                total -= 2.0
            elif char.isupper() and before.islower():
                total -= 1.5
        before = char
    best = max(sum(n if char in known else -0.5 * n for char, n in letters.items()) for known in languages)
    return (total + best) / n_high if n_high else 0.0


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0]


@cache
def _candidates() -> dict[str, tuple[frozenset[str], ...]]:
    """codec → sets of letters, one a language, in the order of the table."""
    rows = files("pipeline.ingest").joinpath("encodings.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, tuple[frozenset[str], ...]] = {}
    for row in [row for row in rows if row and not row.startswith("#")][1:]:
        codec, _language, letters = row.split("\t")
        table[codec] = (*table.get(codec, ()), frozenset(letters) | frozenset(letters.upper()))
    return table


def _east_asian(payload: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (50 ms: only for text that nothing else explains)

    found = from_bytes(payload, cp_isolation=_EAST_ASIAN, language_threshold=0.2, enable_fallback=False).best()
    return None if found is None or found.coherence <= 0 else found.encoding.replace("_", "-")
