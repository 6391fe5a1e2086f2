"""Full names of listed persons: evidence that these words name a person, wherever they stand.

Read from `languages/shared/persons.tsv` and what a user adds to it. Who is meant stays open here: another man may bear the name, and
`resolve` asks what the articles say of him. Names of one word, and Arabic ones made of given names only (which go on into a father's name
as often as not), are left to the finders by shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading, words
from pipeline.languages import Pack, pack, shared
from pipeline.languages.phrases import Phrasebook
from pipeline.languages.shelf import kept
from pipeline.text import fold, script_of

_SCORE = 0.9
_WEIGHT = 31  # above any other find of the same length
_Gender = Literal["m", "f"] | None
_GENDERS: dict[str, _Gender] = {"m": "m", "f": "f"}


@lru_cache(maxsize=16)
@kept
def _book(lang: str) -> Phrasebook[_Gender]:
    """The names of a language; those of English where a list has none of it and its script is Latin."""
    p, w = pack(lang), words(lang)
    book: Phrasebook[_Gender] = Phrasebook({}, p.words("elisions"), p.words("proclitics"))
    for row in shared().table("persons"):
        for name in (row.get(lang) or (row["en"] if w.latin else "")).split("|"):
            folded = _folded(name, p)
            if len(folded) < 2 or (not w.latin and script_of(name) == "Arab" and all(f in w.forenames for f in folded)):
                continue
            book.put(folded, _GENDERS.get(row["gender"]))
    return book


def _folded(name: str, pack_of: Pack) -> tuple[str, ...]:
    """The words of a name as the tokeniser gives them in running text; most names are letters and spaces."""
    if name.replace(" ", "").isalpha():
        return tuple(fold(name).split())
    tokens = pack_of.tokenise(name)
    return tuple(f for f, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p")


def find(reading: Reading) -> Iterator[Found]:
    """Every listed full name in the text, overlapping ones included. In Latin script its first and last word have a capital."""
    t = reading.tokens
    for m in _book(reading.words.lang).matches(t):
        if reading.dated[m.first] or (reading.words.latin and not (_is_capital(reading, m.first) and _is_capital(reading, m.last))):
            continue
        yield Found(m.first, m.last, "PER", "lexicon.person", _SCORE, m.offset, gender=m.value, weight=_WEIGHT)


def _is_capital(reading: Reading, i: int) -> bool:
    t = reading.tokens
    return reading.capital[i] or t.joined[i] or t.fold[i] in reading.words.glued
