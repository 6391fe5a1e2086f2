"""Offices and functions: the words that name one, what they are of, and who holds them.

`spans` finds the phrases before names are known, because a title is the best evidence that a name follows; `holders` joins them to persons
once the document's entities are known. Offices are data (`languages/<lang>/offices.tsv`); a person's name is found in `persons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.languages import pack, shared
from pipeline.languages.phrases import Phrasebook

TITLE = "honorific"
_LONGEST = 9  # words that a complement ("for Political Affairs and Security Policy") may have


@dataclass(frozen=True, slots=True)
class Office:
    key: str
    gender: Literal["m", "f"] | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words that name an office: tokens first … last without `offset` characters of the first; `core` is the last token of the office itself."""

    first: int
    last: int
    core: int
    offset: int
    office: Office
    country: str | None = None
    body: str | None = None  # lexicon id or folded name of the organisation it belongs to
    body_first: int | None = None  # first token of that organisation


@lru_cache(maxsize=16)
def offices(lang: str) -> Phrasebook[Office]:
    """The offices of a language. Before "of" (de, du …) an adjective may slip in: `ministre français des Affaires étrangères`."""
    p = pack(lang)
    book: Phrasebook[Office] = Phrasebook(p.verbs, p.words("elisions"), p.words("proclitics"))
    links = {"de", "du", "des", "d'", "a", "aux", "au"} if p.settings.get("script") == "Latn" else set()
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
    for m in offices(reading.words.lang).matches(reading.tokens):
        span = Span(m.first, m.last, m.last, m.offset, m.value)
        known = out.get(m.first)
        if known is None or (span.last, -span.offset, span.office.key != TITLE) > (
            known.last,
            -known.offset,
            known.office.key != TITLE,
        ):
            out[m.first] = span
    return out


def spans(reading: Reading, best: dict[int, Span], found: dict[int, Found]) -> list[Span]:
    """Office phrases with their complements, in text order, not overlapping. `best` are the offices by first token (`cores`), `found` the known names."""
    out: list[Span] = []
    i, n = 0, len(reading.tokens)
    while i < n:
        span = best.get(i)
        if span is None or (i in found and found[i].last >= span.last and found[i].form != "demonym"):
            i = (found[i].last if span is None and i in found and found[i].form != "demonym" else i) + 1
            continue
        span = _grown(reading, _inner(reading, span, found), best, found)
        out.append(span)
        i = span.last + 1
    return [_with_front(reading, s, found) for s in out]


def _inner(reading: Reading, span: Span, found: dict[int, Found]) -> Span:
    """A country adjective that slipped into the office itself."""
    for i in range(span.first + 1, span.last + 1):
        if i in found and found[i].form == "demonym":
            return replace(span, country=found[i].country)
    return span


def _take(span: Span, f: Found) -> Span:
    span = replace(span, last=max(span.last, f.last))
    if f.type == "ORG":
        if span.body_first is not None:
            return span
        # a mission of an alliance in a country does not make its chief a man of that country
        country = None if f.parent and f.parent.startswith("org:") else f.country
        return replace(span, body=f.key, body_first=f.first, country=span.country or country)
    return replace(span, country=span.country or f.country)


def _grown(reading: Reading, span: Span, best: dict[int, Span], found: dict[int, Found]) -> Span:
    t, w = reading.tokens, reading.words
    while True:
        i = span.last + 1
        if not reading.same_sentence(i, span.first) or t.kind[i] == "p":
            possessive = reading.same_sentence(i, span.first) and t.fold[i] == "'s"
            if not possessive:
                return span
        f = found.get(i)
        if f is not None and (f.form == "demonym" or not w.latin) and f.type != "PER":
            if f.offset and f.form != "demonym" and not t.fold[i].startswith(("ل", "ب")):
                return span  # "and X", not "of X"
            if f.form == "demonym" and w.latin and reading.capital[i] and span.country:
                return span
            span = _take(span, f)
            continue
        if t.fold[i] == "'s" and i + 1 in best:  # the Secretary General's Special Representative
            inner = best[i + 1]
            span = replace(span, last=inner.last, core=inner.last, office=inner.office)
            continue
        if (w.latin and t.fold[i].rstrip("'") in w.of | w.about) or (w.latin and t.fold[i] in w.of):
            j = i + 1
            while reading.same_sentence(j, i) and t.fold[j] in w.articles:
                j += 1
            if t.fold[i] in w.place_before and span.office.key not in listed("abroad"):
                return span
            if j in found and found[j].type != "PER" and found[j].form != "demonym":
                inner = _office_of(reading, found[j], best)
                span = _take(span, found[j])
                if inner is not None:  # of the NATO Secretary General
                    span = replace(span, last=inner.last)
                continue
            if j in best and best[j].office.key != TITLE and t.fold[i] not in ("for", "pour", "in", "on", "en"):
                span = replace(span, last=best[j].last)
                continue
            if t.fold[i] in w.about and (
                j > i + 1 or reading.capital[j if j < len(t) else i] or t.fold[i] not in w.bare_about
            ):
                last = _about(reading, j, best, found)
                if last is not None:
                    span = replace(span, last=last)
                    continue
            return span
        if not w.latin and (t.fold[i] in w.about or t.fold[i].startswith("لل")) and i not in best:
            last = i
            limit = 3 if t.fold[i] in w.about else 0
            while (
                limit and last + 1 < len(t) and reading.same_sentence(last + 1, i) and t.kind[last + 1] == "w"
                and t.fold[last + 1] not in w.stops and t.fold[last + 1] not in w.forenames and last + 1 not in found
                and t.fold[last + 1].startswith(("ال", "وال"))
            ):  # fmt: skip
                last, limit = last + 1, limit - 1
            return replace(span, last=last)
        return span


def _office_of(reading: Reading, f: Found, best: dict[int, Span]) -> Span | None:
    """The office that stands directly behind a body's or a country's name: `the NATO Secretary General`."""
    i = f.last + 1
    if i < len(reading.tokens) and reading.tokens.fold[i] == "'s":
        i += 1
    return best[i] if i in best and reading.same_sentence(i, f.last) and best[i].office.key != TITLE else None


def _about(reading: Reading, first: int, best: dict[int, Span], found: dict[int, Found]) -> int | None:
    """Last token of a field of work that begins here ("Political Affairs and Security Policy"), None where none is."""
    t, w = reading.tokens, reading.words
    last = None
    i = first
    while i < len(t) and reading.same_sentence(i, first) and i - first < _LONGEST:
        if t.kind[i] != "w" or (t.fold[i] in w.stops and t.fold[i] not in w.inner) or reading.dated[i]:
            break
        if (
            (t.fold[i] in w.verbs or t.fold[i] in w.speech)
            and not reading.capital[i]
            and i - first > 0
            and not w.place_before & {t.fold[i - 1]}
        ):
            if t.fold[i - 1] not in w.articles and t.fold[i - 1] not in w.inner:
                break
        if t.fold[i] in w.inner and i > first:
            j = i + 1
            while j < len(t) and reading.same_sentence(j, i) and t.fold[j] in w.articles:
                j += 1
            if j in found and _office_of(reading, found[j], best) is not None:
                break
        if i in best and t.fold[i - 1] in w.inner and (best[i].last > best[i].first or reading.capital[i]):
            break  # "and special representative of …": the next office
        if t.fold[i] not in w.inner and t.fold[i] not in w.articles:
            last = i
        i += 1
    return last


def _with_front(reading: Reading, span: Span, found: dict[int, Found]) -> Span:
    """What stands before the office and belongs to it: `NATO Secretary General`, `Iraqi prime minister`, `Iraq's foreign minister`."""
    t, w = reading.tokens, reading.words
    if not w.latin:
        return span
    ends = {f.last: f for f in found.values()}
    i = span.first - 1
    f = ends.get(i)
    if f is not None and reading.same_sentence(i, span.first) and f.type != "PER" and w.lang.startswith("en"):
        if f.form == "demonym" or f.type == "ORG" or f.form == "acronym":
            return replace(_take(replace(span, first=f.first), f), last=span.last)
        return replace(span, country=span.country or f.country)
    if i >= 1 and t.fold[i] == "'s" and i - 1 in ends and reading.same_sentence(i - 1, span.first):
        f = ends[i - 1]
        if f.type == "ORG":
            return replace(_take(replace(span, first=f.first), f), last=span.last)
        return replace(span, country=span.country or f.country)
    return span


@lru_cache(maxsize=4)
def listed(key: str) -> frozenset[str]:
    """Offices of `shared/roles.toml`: `weak` ones are roles only with a holder or a body, `single` ones have one holder at a time."""
    return frozenset(str(k) for k in shared().toml("roles").get(key, ()))


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
