"""What can be seen of a line without knowing its language: length, words, how it ends, what signs it holds.

Lengths are counted in Latin letters: a Chinese or Korean character says as much as two of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.clean.lines import RawLine
from pipeline.model import LineHint
from pipeline.text import fold

_FINAL = frozenset(".!?…。！？؟۔।")
_CLOSERS = "\"'”’»)]）」』›* \u200f\u200e"
_SEPARATORS = frozenset("|•·»›>/—–")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters of a line that are looked at


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one line. Shares are 0 … 1."""

    size: float  # length in Latin letters
    n_words: int
    ends: str  # "stop", "colon", "comma", "ellipsis" or "" for none
    n_stops: int  # sentence ends inside
    n_commas: int
    digit_share: float
    upper_share: float  # of letters that are capitals
    capital_words: float  # share of words that begin with a capital
    has_separator: bool
    has_quote: bool
    starts_lower: bool
    starts_bullet: bool
    is_wide: bool  # CJK or Hangul
    words: frozenset[str]  # folded, of three letters and more (wide scripts: pairs of characters)
    hint: LineHint | None = None

    @property
    def is_sentence(self) -> bool:
        """Ends like a sentence and is long enough to be one."""
        return self.ends in ("stop", "ellipsis") and self.size >= 40 and (self.n_words >= 5 or self.is_wide)


def shape_of(line: RawLine, hint: LineHint | None = None) -> Shape:
    """Measures a line; a blank one measures nothing."""
    text = line.text[:_SAMPLE]
    wide = len(_WIDE.findall(text))
    raw_words = _WORD.findall(text)
    letters = sum(map(len, raw_words))
    stripped = line.text[-12:].rstrip(_CLOSERS)
    last = stripped[-1:] or line.text[-1:]
    if last == "…" or stripped.endswith("..."):
        ends = "ellipsis"
    elif last in _FINAL and last:
        ends = "stop"
    elif last in (":", "："):
        ends = "colon"
    else:
        ends = "comma" if last in (",", ";", "،", "؛", "，") and last else ""
    n_stops = len(re.findall(r"[.!?…؟۔]\s|[。！？]", text[:-1]))
    if wide > letters / 2:
        folded = "".join(raw_words)
        words = frozenset(folded[i : i + 2] for i in range(len(folded) - 1))
    else:
        words = frozenset(f for w in raw_words if len(w) > 2 and len(f := fold(w)) > 2)
    return Shape(
        size=len(line.text) + 1.2 * wide * (len(line.text) / max(1, len(text))),
        n_words=len(raw_words),
        ends=ends,
        n_stops=n_stops,
        n_commas=len(re.findall(r"[,،，、;؛]", text)),
        digit_share=sum(map(str.isdigit, text)) / max(1, len(text)),
        upper_share=sum(map(str.isupper, text)) / max(1, letters),
        capital_words=sum(w[0].isupper() for w in raw_words) / max(1, len(raw_words)),
        has_separator=any(c in _SEPARATORS for c in text),
        has_quote=any(c in '"“”«»„「」' for c in text),
        starts_lower=text[:1].islower(),
        starts_bullet=text[:1] in ("•", "-", "–", "—", "*", "·", "▪", ">", "»", "›", "→", "►", "▶"),
        is_wide=wide > letters / 2,
        words=words,
        hint=hint,
    )
