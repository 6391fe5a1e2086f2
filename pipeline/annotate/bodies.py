"""Organisations by their head noun: ministries, councils, parties, forces that no list could hold.

A name grows from its head ("Council", `ministère`, وزارة) over complements (`growth`). Kinds of heads: `state` is a name only with its
country (`Iraqi parliament`), `topic` with its field (`Ministry of Defence`), `proper` with a word of its own. Names that the
lexicon knows come from `gazetteer`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.annotate.complements import Span
from pipeline.annotate.frontwards import Left
from pipeline.annotate.growth import Growth, Right, Surroundings
from pipeline.annotate.heads import KINDS, heads
from pipeline.annotate.names import Found
from pipeline.annotate.reading import CLOSING_QUOTES, Reading
from pipeline.text import Tokens


def find(reading: Reading, known: dict[int, Found], roles: list[Span]) -> list[Found]:
    """Organisations by head noun; `known` are the names of the lexicon by first token (the longest each), `roles` the office phrases."""
    h = heads(reading.words.lang)
    matched: dict[int, list[tuple[int, int, str]]] = {}
    for m in h.book.matches(reading.tokens):
        matched.setdefault(m.first, []).append((m.last, m.offset, m.value))
    around = Surroundings(reading, h, known, {r.first: r for r in roles}, frozenset(matched))
    inside = {i for r in roles for i in range(r.first + 1, r.core + 1)}
    out = list(_events(reading, known))
    for first in sorted(matched):
        if first in inside:
            continue  # the foreign minister is not the foreign ministry
        for kind in KINDS:
            options = [(-last, offset) for last, offset, k in matched[first] if k == kind]
            if options:
                back, offset = min(options)
                f = _body(around, kind, first, -back, offset)
                if f is not None:
                    out.append(f)
    return out


def _body(around: Surroundings, kind: str, first: int, head: int, offset: int) -> Found | None:
    g = Right(around, kind, first, head).grow()
    if around.heads.grows_left:
        g = Left(around, kind, g).grow()
    latin = around.reading.words.latin
    listed = around.known.get(g.first)
    if listed is not None and listed.type == "ORG" and head <= listed.last < g.last:
        behind = around.reading.tokens.fold[listed.last + 1]
        if latin and behind in around.heads.links and behind not in around.heads.genitive:
            return None  # the African Union for …: the name that everybody knows ends before
    alone = latin and g.first == first and g.last == head
    if alone and kind == "state" and head > first and g.country is not None:
        alone = False  # Iraq's defence ministry
    if alone or not _is_name(around, kind, first, head, g):
        return None
    sure = g.country is not None or g.parent is not None or g.topics > 0 or kind != "proper"
    score = 0.85 if sure else 0.75
    return Found(
        g.first, g.last, "ORG", f"body.{kind}", score, 0 if g.first < first else offset, "name", None, g.country, g.parent, weight=15
    )  # fmt: skip


def _is_name(around: Surroundings, kind: str, first: int, head: int, g: Growth) -> bool:
    """Whether a head with what it has taken in names one body."""
    latin, capital = around.reading.words.latin, around.reading.capital[first]
    whose = g.country is not None or g.parent is not None
    if kind == "state":
        return g.country is not None
    if kind == "topic":
        if latin and not capital:
            return g.topics > 0 or g.parent is not None
        return g.topics > 0 or g.parent is not None or ((g.front > 0 or g.proper > 0) and capital)
    words = g.topics + g.proper + g.adjectives + g.front
    if not latin:
        return words > 0 or g.parent is not None or (g.country is not None and head > first)
    if not capital:
        return g.topics > 0 and g.adjectives > 0 and g.country is not None
    return words > 0 or whose


def _events(reading: Reading, known: dict[int, Found]) -> Iterator[Found]:
    """Meetings and texts named after a place, in French and Arabic: `sommet de Washington`, قمة الناتو في واشنطن."""
    t, w = reading.tokens, reading.words
    events = w.place_events
    at = [(i, 0 if f in events else 1) for i, f in enumerate(t.fold[:-1]) if f in events or (not w.latin and f[1:] in events)]
    for i, offset in at:
        j = i + 1
        if w.latin:
            if t.fold[j] not in heads(w.lang).genitive:
                continue
            while j + 1 < len(t) and (t.fold[j] in w.of or t.fold[j] in w.articles):
                j += 1
        f = known.get(j)
        if f is None or not reading.same_sentence(i, j) or f.form == "demonym" or f.offset:
            continue
        if f.type == "ORG" and not w.latin and t.fold[min(f.last + 1, len(t) - 1)] in heads(w.lang).inside:
            f = known.get(f.last + 2)
        if f is not None and f.rule == "lexicon.city" and reading.same_sentence(i, f.last):
            yield Found(i, f.last, "MISC", "event.place", 0.7, offset, weight=16)


def acronyms(t: Tokens, found: list[Found]) -> list[Found]:
    """Acronyms in brackets behind a name: `Estate Council of Ontario (ECO)`; the `parent` of each is the name's first token (`@7`)."""
    out = []
    keys = {f.first: f.key for f in found if f.key}
    for f in found:
        i = f.last + 1
        while i < len(t) and t.text[i] in CLOSING_QUOTES:
            i += 1
        if f.type != "ORG" or i + 2 >= len(t) or t.text[i] != "(" or t.text[i + 2] != ")" or t.kind[i + 1] != "w":
            continue
        if keys.get(i + 1) in (f.parent, f.key) and i + 1 in keys:
            continue  # known already
        word = t.text[i + 1]
        if 2 <= len(word) <= 10 and sum(c.isupper() for c in word) >= 2:
            out.append(
                Found(
                    i + 1,
                    i + 1,
                    "ORG",
                    "acronym.bracket",
                    0.9,
                    0,
                    "acronym",
                    f.key,
                    f.country,
                    f"@{f.first}",
                    word,
                    weight=40,
                )
            )
    return out
