"""What the names of an element say it is: its classes and id, ARIA role, schema.org property and type, as bits of MARKS.

The names are technical English whatever the language of the page, but for some words that sites leave in their own. Which
name says what stands in `marks.tsv`: `word` is a whole word of a class or id (they are cut at signs, digits and capitals), or
several in a row written as one; `part` a part of one; `role`, `itemprop` and `itemtype` are whole values of these attributes.
What is made of marks is decided in `clean`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.model import MARKS

_FILE = Path(__file__).parent / "marks.tsv"
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+")
_MAX_NAMES = 300  # characters of class and id that are looked at
HIDDEN = 1 << MARKS.index("hidden")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, dict[str, int]], tuple[tuple[str, int], ...]]:
    kinds: dict[str, dict[str, int]] = {kind: {} for kind in ("word", "part", "role", "itemprop", "itemtype")}
    for row in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        kind, word, mark = row.split("\t")
        kinds[kind][word] = kinds[kind].get(word, 0) | 1 << MARKS.index(mark)
    return kinds, tuple(kinds["part"].items())


@lru_cache(maxsize=20_000)
def of_names(names: str) -> int:
    """Marks of the names of an element: `class` and `id`, white space between them."""
    found = 0
    for name in names[:_MAX_NAMES].split():
        found |= _of_name(name)
    return found


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> int:
    words, parts = _table()[0]["word"], _parts()
    found = 0
    cut = [word.lower() for word in _WORD.findall(name)]
    for word in cut:
        found |= words.get(word, 0)
    if len(cut) > 1:
        for first, second in pairwise(cut):
            found |= words.get(first + second, 0)
    joined = "".join(cut)
    if parts.search(joined):
        for part, mark in _table()[1]:
            if part in joined:
                found |= mark
    return found


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(part) for part, _ in _table()[1]))


@lru_cache(maxsize=2_000)
def of_value(kind: str, value: str) -> int:
    """Marks of the value of an attribute: kind is `role`, `itemprop` or `itemtype`."""
    table = _table()[0][kind]
    found = 0
    for word in value[:_MAX_NAMES].lower().split():
        found |= table.get(word.rsplit("/", 1)[-1], 0)
    return found
