"""When a line is the title that the input or the page names."""

from __future__ import annotations

import difflib
from collections import Counter
from functools import lru_cache

from pipeline.clean.lines import folded_letters


def same_title(line: str, title: str) -> bool:
    """Is the line this title? Signs, case and a site's name behind the title do not count."""
    if len(line) > 3 * len(title) + 20:
        return False
    b = _folded(title)
    if line.isascii() and len(line) < 0.5 * len(b):  # folding makes nothing of ASCII longer
        return False
    a = folded_letters(line)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) >= 15 and (b.startswith(a + " ") or b.endswith(" " + a)) and len(a) >= 0.5 * len(b):
        return True
    if len(a) < 20 or not 0.8 <= len(a) / len(b) <= 1.25:
        return False
    # Letters in common, whatever their order, bound the ratio at a fraction of its cost.
    if 2 * (Counter(a) & _letters(b)).total() < 0.9 * (len(a) + len(b)):
        return False
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9


@lru_cache(maxsize=64)
def _letters(title: str) -> Counter[str]:
    return Counter(title)


@lru_cache(maxsize=64)
def _folded(title: str) -> str:
    """A title is compared with all lines of its document: it is folded once."""
    return folded_letters(title)
