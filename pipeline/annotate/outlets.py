"""The outlet that an article comes from, where the article names it: a body whose name is known without any lexicon.

"… the minister told Meridian Wire", "a message that the Observer has heard". The name is that of the source (`source.toml`), else the words
of its folder's name; short, behind an article, its last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.languages import pack
from pipeline.model import Source

_SCORE, _SHORT = 0.85, 0.7
_WEIGHT = 24
_APART = re.compile(r"[-_\s]+")


def find(reading: Reading, source: Source) -> Iterator[Found]:
    """Every place where the text names its own outlet with a capital (in scripts that have them). Names of one word are not looked for."""
    t, r, name = reading.tokens, reading, _name(source.name or source.source_id, bool(source.name), reading.words.lang)
    if len(name) < 2:
        return
    for first in r.places(name[0]):
        last = first + len(name) - 1
        if t.fold[first : last + 1] == name and r.same_sentence(first, last) and _is_name(r, first, last):
            yield Found(first, last, "ORG", "source.name", _SCORE, weight=_WEIGHT)
    for i in r.places(name[-1]):
        if r.words.latin and r.capital[i] and not r.initial[i] and t.fold[i - 1] in r.words.articles and not _goes_on(r, i):
            yield Found(i, i, "ORG", "source.short", _SHORT, form="short_name", weight=_WEIGHT)


@lru_cache(maxsize=256)
def _name(name: str, is_stated: bool, lang: str) -> tuple[str, ...]:
    """The folded words of the outlet's name, as it is stated or as its folder's name tells it."""
    tokens = pack(lang).tokenise(name if is_stated else _APART.sub(" ", name))
    return tuple(f for f, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p")


def _is_name(r: Reading, first: int, last: int) -> bool:
    return not r.words.latin or (r.capital[first] and r.capital[last])


def _goes_on(r: Reading, i: int) -> bool:
    """Whether another capital follows: the Observer Group is somebody else."""
    return r.same_sentence(i + 1, i) and r.capital[i + 1]
