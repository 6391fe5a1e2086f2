"""What can be seen of a line by itself, for many lines at once: length, words, how it ends, what signs it holds.

A batch of lines becomes a `Measures`: one array a measure, one place a line. All of it is free of language, so weights
learnt on English pages serve others. Lengths are counted in Latin letters: a Chinese or Korean character says as much as two
of them. Which words lines share is in `overlap`, what stands around a line in `surroundings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.clean import chars
from pipeline.clean.chars import COLON, COMMA, DIGIT, LETTER, LOWER, N_KINDS, QUOTE, SEPARATOR, SIGN, STOP, UPPER, WIDE

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_HEAD, _TAIL = 1000, 80  # characters of a long line that are looked at
_FIRST_WORDS = 40  # characters within which a colon makes a label
_BEGINNING = 24  # characters of a line that begins like another
_LONGEST_CLOSING = 6  # closing signs behind the last character that counts
# What a line says of itself, as the odds see it; 0 is a line that says nothing. The last ones are signs, no verdicts.
SETTLED: tuple[str, ...] = (
    "share", "navigation", "advert", "comment", "notice", "caption", "credit", "related_headline", "date_stamp", "dateline",
    "other", "byline", "caption_shape",
)  # fmt: skip
CODES: dict[str, int] = {role: i for i, role in enumerate(SETTLED, 1)}


@dataclass(frozen=True, slots=True)
class Measures:
    """Lines of a batch of documents, none blank, in order. Arrays have one place a line unless said otherwise."""

    document: Ints  # number of the line's document, ascending
    settled: Ints  # 0, or the place in SETTLED + 1
    size: Floats  # length in Latin letters
    n_words: Floats
    is_wide: Bools  # CJK, kana or Hangul for the most part
    is_sentence: Bools  # ends like a sentence and is long enough to be one
    is_headline: Bools  # long enough for a headline, and ends in no stop
    ends_in_stop: Bools
    columns: dict[str, Floats]  # the measures that the odds see
    codes: npt.NDArray[np.uint32]  # characters of all lines that were looked at, U+000A behind each line
    kinds: npt.NDArray[np.uint8]  # of `codes`
    starts: Ints  # first character of each line in `codes`
    line_of: Ints  # line of each character


def measure(lines: Sequence[str], document: Sequence[int], settled: Sequence[int]) -> Measures:
    """Measures of lines: stripped, not blank. `document`: number of each line's document; `settled`: a code of CODES or 0."""
    n = len(lines)
    looked_at = [x if len(x) <= _HEAD + _TAIL else x[:_HEAD] + x[-_TAIL:] for x in lines]
    lengths = np.fromiter(map(len, lines), np.float32, n)
    sizes = np.fromiter(map(len, looked_at), np.int64, n)
    codes = chars.code_points(looked_at)[: int(sizes.sum()) + n]
    table = chars.tables()
    kinds = table.kind[codes]
    ends = np.cumsum(sizes + 1) - 1
    starts = ends - sizes
    line_of = np.repeat(np.arange(n), sizes + 1)
    counts = np.bincount(line_of * N_KINDS + kinds, minlength=n * N_KINDS).reshape(n, N_KINDS).astype(np.float32)

    letters = counts[:, UPPER] + counts[:, LOWER] + counts[:, LETTER] + counts[:, WIDE]
    is_letter = (kinds >= UPPER) & (kinds <= WIDE)
    begins = is_letter.copy()
    begins[1:] &= ~is_letter[:-1]
    first_letters = np.flatnonzero(begins)
    n_words = np.bincount(line_of[first_letters], minlength=n).astype(np.float32)
    n_capitals = np.bincount(line_of[first_letters[kinds[first_letters] == UPPER]], minlength=n).astype(np.float32)

    last = _last_solid(codes, starts, ends, table.flags)
    last_kind, last_flags, end_flags = kinds[last], table.flags[codes[last]], table.flags[codes[np.maximum(ends - 1, 0)]]
    first_kind, first_flags = kinds[starts], table.flags[codes[starts]]
    three_dots = (codes[last] == ord(".")) & (last - starts >= 2) & (codes[last - 1] == ord(".")) & (codes[last - 2] == ord("."))
    ellipsis = three_dots | ((last_flags & chars.DOTS) != 0)
    stop = (last_kind == STOP) & ~ellipsis
    stops = np.flatnonzero(kinds == STOP)
    stops = stops[(kinds[stops + 1] == chars.SPACE) | (kinds[stops + 1] == WIDE)]
    colons = np.flatnonzero(kinds == COLON)
    labels = colons[colons - starts[line_of[colons]] < _FIRST_WORDS]

    looked = np.maximum(sizes, 1).astype(np.float32)
    is_wide = counts[:, WIDE] > letters / 2
    size = lengths + np.float32(1.2) * counts[:, WIDE] * (lengths / looked)
    is_sentence = (stop | ellipsis) & (size >= 40) & ((n_words >= 5) | is_wide)
    colon, comma = last_kind == COLON, last_kind == COMMA
    is_headline = ~stop & ~colon & ~comma & (size >= 25) & (size <= 150) & ((n_words >= 4) | is_wide)
    some_letters, some_words = np.maximum(letters, 1), np.maximum(n_words, 1)
    upper_share = np.where(is_wide, 0, counts[:, UPPER] / some_letters)
    has_address = np.fromiter(("http" in x or "www." in x for x in looked_at), np.bool_, n) if _has_address(looked_at) else np.zeros(n)
    columns = {
        "size": np.minimum(size, 2000), "words": np.minimum(n_words, 100),
        "word_length": np.where(is_wide, 0, letters / some_words), "sentence": is_sentence, "headline": is_headline,
        "stop": stop, "asks": (last_flags & chars.ASKS) != 0, "colon": colon, "comma": comma, "ellipsis": ellipsis,
        "stops": np.minimum(np.bincount(line_of[stops], minlength=n), 8), "commas": np.minimum(counts[:, COMMA], 10),
        "digits": counts[:, DIGIT] / looked, "upper": upper_share, "all_capitals": upper_share > 0.8,
        "capitals": np.where(is_wide, 0, n_capitals / some_words), "separator": counts[:, SEPARATOR] > 0,
        "quotes": np.minimum(counts[:, QUOTE], 4), "opens_quote": (first_flags & chars.OPENS_QUOTE) != 0,
        "closes_quote": kinds[np.maximum(ends - 1, 0)] == QUOTE, "starts_lower": first_kind == LOWER,
        "bullet": (first_flags & chars.BULLET) != 0, "digit_first": first_kind == DIGIT, "wide": is_wide,
        "bracket": (end_flags & chars.BRACKET) != 0, "sign": counts[:, SIGN] > 0, "address": has_address,
        "label": np.bincount(line_of[labels], minlength=n) > 0,
    }  # fmt: skip
    numbers, found = np.asarray(document, np.int64).reshape(n), np.asarray(settled, np.int64).reshape(n)
    columns["repeated"], columns["alike"] = _repeated(lines, numbers)
    for role, code in CODES.items():
        columns[f"is_{role}"] = found == code
    return Measures(
        document=numbers,
        settled=found,
        size=size,
        n_words=n_words,
        is_wide=is_wide,
        is_sentence=is_sentence,
        is_headline=is_headline,
        ends_in_stop=stop | ellipsis,
        columns={name: np.asarray(value, np.float32) for name, value in columns.items()},
        codes=codes,
        kinds=kinds,
        starts=starts,
        line_of=line_of,
    )


def _last_solid(codes: npt.NDArray[np.uint32], starts: Ints, ends: Ints, flags: npt.NDArray[np.uint8]) -> Ints:
    """Place of each line's last character that is no closing sign; of the first of them where there is nothing else."""
    last = np.maximum(ends - 1, starts)
    for _ in range(_LONGEST_CLOSING):
        steps = ((flags[codes[last]] & chars.CLOSER) != 0) & (last > starts)
        if not steps.any():
            break
        last = last - steps
    return last


def _repeated(lines: Sequence[str], document: Ints) -> tuple[Floats, Floats]:
    """How often each line stands in its document, and how many other lines begin as it does: a caption is often said twice, the
    second time with who took the picture. At most four times each."""
    keys = list(zip(document.tolist(), [line[:200].lower() for line in lines], strict=True))
    seen = Counter(keys)
    repeated = np.minimum(np.fromiter(map(seen.__getitem__, keys), np.float32, len(keys)), np.float32(4))
    beginnings = [(d, text[:_BEGINNING]) for d, text in seen if len(text) >= _BEGINNING]
    begun = Counter(beginnings)
    if len(begun) == len(beginnings):  # no two begin alike, as on most pages
        return repeated, np.zeros(len(keys), np.float32)
    alike = np.fromiter((begun[d, text[:_BEGINNING]] for d, text in keys), np.float32, len(keys))
    return repeated, np.clip(alike - 1, 0, 4).astype(np.float32)


def _has_address(lines: Sequence[str]) -> bool:
    """Does any of them? Few pages have one, and one long text is searched in a tenth of the time of its lines."""
    text = "\n".join(lines)
    return "http" in text or "www." in text
