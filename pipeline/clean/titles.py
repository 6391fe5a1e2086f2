"""Which line is the title: the one that says what the body says, or that the input or the page names as its title.

A headline of another article looks the same; it differs in that its rarer words do not recur in the body (Hearst's
lexical cohesion in its simplest form).
"""

from __future__ import annotations

import difflib

from pipeline.clean.lines import RawLine, folded_letters
from pipeline.clean.shapes import Shape

_STEM = 5


def stem(word: str) -> str:
    """A crude stem, the same for inflected forms of one word: Arabic article off, first five letters."""
    if word.startswith(("وال", "بال", "فال", "كال")) and len(word) > 5:
        word = word[3:]
    elif word.startswith(("ال", "لل")) and len(word) > 4:
        word = word[2:]
    return word[:_STEM]


def content_stems(shape: Shape) -> frozenset[str]:
    """Stems of the words that carry content: four letters and more (three in Arabic, pairs in wide scripts)."""
    if shape.is_wide:
        return shape.words
    return frozenset(stem(w) for w in shape.words if len(w) > 3 or "\u0600" <= w[0] <= "\u06ff")


def cohesion(headline: Shape, body: dict[str, int], lead: frozenset[str]) -> float:
    """How well a line says what the body says, 0 … 1: the weight of its stems that recur in the body, those in the
    first paragraphs (`lead`)
    counted more, against the weight of all of them and a constant, so that a line of one or two words proves little."""
    stems = sorted(content_stems(headline))
    scale = 2.2 if headline.is_wide else 1.0
    weights = [len(s) * scale for s in stems]
    found = sum(w * (1.0 if s in lead else 0.75) for s, w in zip(stems, weights, strict=True) if s in body)
    return found / (sum(weights) + 12)


def same_title(line: str, title: str) -> bool:
    """Is the line this title? Signs, case and a site's name behind the title do not count."""
    a, b = folded_letters(line), folded_letters(title)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) >= 15 and (b.startswith(a + " ") or b.endswith(" " + a)) and len(a) >= 0.5 * len(b):
        return True
    if len(a) < 20 or not 0.8 <= len(a) / len(b) <= 1.25:
        return False
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9


def is_headline(line: RawLine, shape: Shape) -> bool:
    """Could this line be a headline: one to four score words, no sentence end but a question, not all digits."""
    if not 12 <= shape.size <= 260 or shape.digit_share > 0.4:
        return False
    if shape.n_words < 2 and not shape.is_wide:
        return False
    return shape.ends in ("", "ellipsis") or (shape.ends == "stop" and line.text.rstrip("\"'”’» ")[-1:] in "?؟!？！")
