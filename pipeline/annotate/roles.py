"""Offices and functions: the words that name one, what they are of, and who holds them.

`spans` finds the phrases before names are known, because a title is the best evidence that a name follows; `holders` joins them to persons
once the document's entities are known. Offices are data (`languages/<lang>/offices.tsv`); a person's name is found in `persons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pipeline.annotate.complements import TITLE, Complements, Office, Span
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading, words
from pipeline.languages import pack, shared
from pipeline.languages.phrases import Phrasebook
from pipeline.languages.shelf import kept


@lru_cache(maxsize=16)
@kept
def offices(lang: str) -> Phrasebook[Office]:
    """The offices of a language. Before "of" (de, du …) an adjective may slip in: `ministre français des Affaires étrangères`."""
    p = pack(lang)
    book: Phrasebook[Office] = Phrasebook(p.verbs, p.words("elisions"), p.words("proclitics"))
    links = words(lang).of if words(lang).latin else frozenset()
    for row in p.table("offices"):
        gender: Literal["m", "f"] | None = {"m": "m", "f": "f"}.get(row["gender"])  # type: ignore[assignment]
        office = Office(row["office"], gender, row["number"] == "p")
        pattern = row["pattern"].replace("[@dem] ", "")
        book.add(pattern, office)
        for steps in book.expand(pattern):
            at = next((k for k, s in enumerate(steps) if k and str(s) in links), None)
            if at is not None:
                book.add(" ".join([*map(str, steps[:at]), "~1", *map(str, steps[at:])]), office)
    return book


def cores(reading: Reading) -> dict[int, Span]:
    """The longest office that begins at each token; of equal ones that with a gender."""
    out: dict[int, Span] = {}
    found = list(offices(reading.words.lang).matches(reading.tokens))
    surnames = {reading.tokens.fold[m.first] for m in found if m.first == m.last and _is_behind_forename(reading, m.first)}
    for m in found:
        if _is_given_name(reading, m.first, m.last, m.offset) or (m.first == m.last and _is_surname(reading, m.first, surnames)):
            continue
        span = Span(m.first, m.last, m.last, m.offset, m.value)
        known = out.get(m.first)
        if known is None or (span.last, -span.offset, span.office.key != TITLE) > (
            known.last,
            -known.offset,
            known.office.key != TITLE,
        ):
            out[m.first] = span
    return out


def _is_given_name(reading: Reading, first: int, last: int, offset: int) -> bool:
    """`Cheikh Ould …`, where `le cheikh …` has a title; a given name that would be an office without its first letter."""
    t, w = reading.tokens, reading.words
    if not w.latin:
        return first == last and offset > 0 and t.fold[first] in w.forenames and t.fold[first] not in w.weak_forenames  # سامر
    if first != last or t.fold[first] not in w.given_titles or not reading.capital[first]:
        return False
    article = reading.same_sentence(first - 1, first) and t.fold[first - 1] in w.articles
    return not article


def _is_behind_forename(reading: Reading, i: int) -> bool:
    """`Ann King said`: a word with a capital behind a given name, and no capital behind it."""
    t, w = reading.tokens, reading.words
    if not w.latin or not reading.capital[i] or not reading.same_sentence(i - 1, i) or reading.loud[i]:
        return False
    goes_on = reading.same_sentence(i + 1, i) and reading.capital[i + 1]
    return reading.capital[i - 1] and t.fold[i - 1] in w.forenames and t.fold[i - 1] not in w.weak_forenames and not goes_on


def _is_surname(reading: Reading, i: int, surnames: set[str]) -> bool:
    """An office's word that is a surname in this article: `Mr. King` where `Ann King` stands, but `the King`, `King Charles`."""
    t, w = reading.tokens, reading.words
    if t.fold[i] not in surnames or not reading.capital[i]:
        return False
    before = t.fold[i - 1] if reading.same_sentence(i - 1, i) else ""
    named = reading.same_sentence(i + 1, i) and reading.capital[i + 1]
    return before not in w.articles and not named


def spans(reading: Reading, best: dict[int, Span], found: dict[int, Found]) -> list[Span]:
    """Office phrases with their complements, in text order, not overlapping. `best` are the offices
    by first token (`cores`), `found` the known names."""
    out: list[Span] = []
    free = 0  # the first token that no office and no name covers
    for i in sorted(best.keys() | found.keys()):
        if i < free:
            continue
        span, name = best.get(i), found.get(i)
        if name is not None and name.form == "demonym":
            name = None
        if span is not None and (name is None or name.last < span.last):
            span = Complements(reading, best, found, span).grown()
            out.append(span)
            free = span.last + 1
        elif span is None and name is not None:
            free = name.last + 1
    return out


@lru_cache(maxsize=64)
def shorter(office: str) -> frozenset[str]:
    """Offices that the word for this one may also mean: "the minister" of a foreign minister."""
    return frozenset(str(k) for k in shared().toml("roles").get("shorter", {}).get(office, ()))


def apposed(reading: Reading, span: Span) -> Iterator[int]:
    """Tokens at which the name of a holder may begin behind the phrase."""
    t = reading.tokens
    i = span.last + 1
    yield i
    if not reading.same_sentence(i, span.last):
        return
    if t.text[i] in {",", "،", "«", '"'}:
        yield i + 1
    if t.text[i] in {"(", "«", '"', "“"}:  # the secretary general of the alliance (ALLY) X
        for k in range(i + 2, min(i + 5, len(t))):
            if t.text[k] in {")", "»", '"', "”"} and reading.same_sentence(k, i):
                yield k + 1
                if k + 1 < len(t) and t.text[k + 1] in {",", "،"}:
                    yield k + 2
                return
