"""Organisations by their head noun: ministries, councils, parties, forces that no list could hold.

A name grows from its head ("Council", `ministère`, وزارة) over complements: the adjective of a country, a field of work, a known name, a word with a capital.
Heads and complements are data (`languages/<lang>/org_heads.toml`). Kinds: `state` is a name only with its country (`Iraqi parliament`), `topic`
with its field (`Ministry of Defence`), `proper` with a word of its own. Names that the lexicon knows come from `gazetteer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.annotate.names import Found
from pipeline.annotate.reading import CLOSING_QUOTES, Reading
from pipeline.annotate.roles import Span
from pipeline.languages import pack
from pipeline.languages.phrases import Phrasebook
from pipeline.text import Tokens, fold

_LONGEST = 16  # tokens behind the head


@dataclass(frozen=True)
class Heads:
    book: Phrasebook[str]  # kind
    grows_left: bool
    links: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    adjectives: frozenset[str]
    topics: frozenset[str]
    named: frozenset[str]
    nouns: frozenset[str]  # heads of one word
    genitive: frozenset[str]
    of_office: frozenset[str]
    inside: frozenset[str]  # words before the country in which a mission works


@lru_cache(maxsize=16)
def heads(lang: str) -> Heads:
    p = pack(lang)
    data = p.toml("org_heads")
    book: Phrasebook[str] = Phrasebook({}, p.words("elisions"), p.words("proclitics"))
    for kind in ("state", "topic", "proper"):
        for head in data.get(kind, ()):
            book.add(head, kind)

    def get(key: str) -> frozenset[str]:
        return frozenset(fold(x) for x in data.get(key, ()))

    nouns = frozenset(fold(x) for kind in ("state", "topic", "proper") for x in data.get(kind, ()) if " " not in x)
    return Heads(
        book,
        bool(data.get("grows_left")),
        get("links"),
        get("articles"),
        get("and"),
        get("adjectives"),
        get("topics"),
        get("named"),
        nouns,
        get("genitive"),
        get("of_office"),
        get("inside"),
    )


@dataclass
class _Growth:
    """What the name has taken in so far, beyond its head."""

    last: int
    country: str | None = None
    parent: str | None = None
    topics: int = 0
    adjectives: int = 0
    proper: int = 0
    links: list[int] = field(default_factory=list)


def find(reading: Reading, known: dict[int, Found], roles: list[Span]) -> list[Found]:
    """Organisations by head noun; `known` are the names of the lexicon by first token (the longest each), `roles` the office phrases."""
    t, w = reading.tokens, reading.words
    h = heads(w.lang)
    role_at = {r.first: r for r in roles}
    matched: dict[int, list[tuple[int, int, str]]] = {}
    for m in h.book.matches(t):
        matched.setdefault(m.first, []).append((m.last, m.offset, m.value))
    inside = {i for r in roles for i in range(r.first + 1, r.core + 1)}
    out = list(_events(reading, known))
    for first in sorted(matched):
        if first in inside:
            continue  # the foreign minister is not the foreign ministry
        options = matched[first]
        longest = max(last for last, _, _ in options)
        for kind in ("state", "topic", "proper"):
            offsets = [o for last, o, k in options if k == kind and last == longest]
            if not offsets:
                continue
            f = _body(reading, h, kind, first, longest, min(offsets), known, role_at, matched)
            if f is not None:
                out.append(f)
    return out


def _events(reading: Reading, known: dict[int, Found]) -> Iterator[Found]:
    """Meetings and texts named after a place or a body: `sommet de Washington`, قمة الناتو في واشنطن."""
    t, w = reading.tokens, reading.words
    for i in range(len(t) - 1):
        if not any(t.fold[i][k:] in w.place_events for k in ((0,) if w.latin else (0, 1))):
            continue
        offset = 0 if t.fold[i] in w.place_events else 1
        j = i + 1
        if w.latin:
            if t.fold[j] not in w.of or t.fold[j] in w.about:
                continue
            while j + 1 < len(t) and (t.fold[j] in w.of or t.fold[j] in w.articles):
                j += 1
        f = known.get(j)
        if f is None or not reading.same_sentence(i, j) or f.form == "demonym" or f.offset:
            continue
        if f.rule == "lexicon.city":
            yield Found(i, f.last, "MISC", "event.place", 0.7, offset, weight=16)
        elif f.type == "ORG" and not w.latin:
            k = f.last + 1
            g = known.get(k + 1)
            if (
                k < len(t)
                and t.fold[k] in heads(w.lang).inside
                and g is not None
                and g.rule == "lexicon.city"
                and reading.same_sentence(i, k + 1)
            ):
                yield Found(i, g.last, "MISC", "event.place", 0.7, offset, weight=16)


def _body(
    reading: Reading,
    h: Heads,
    kind: str,
    first: int,
    head: int,
    offset: int,
    known: dict[int, Found],
    role_at: dict[int, Span],
    matched: dict[int, list[tuple[int, int, str]]],
) -> Found | None:
    t, w = reading.tokens, reading.words
    latin = w.latin
    upper = reading.capital[first] and not (reading.initial[first] or reading.loud[first])
    upper_word = reading.capital[first]
    g = _grow(reading, h, kind, head, known, role_at, upper_word or not latin, matched)
    start, front_country, front_parent, front = first, None, None, 0
    if h.grows_left:
        start, front_country, front_parent, front = _front(reading, h, kind, first, known)
    country = g.country or front_country
    parent = g.parent or front_parent
    extra = g.topics + g.proper + g.adjectives + front
    if kind == "state":
        if latin:
            ok = country is not None and (bool(g.country) or front_country is not None)
        else:
            ok = country is not None or (g.topics > 0 and len(t.text[first]) > 4 and False)
    elif kind == "topic":
        ok = g.topics > 0 or parent is not None or (front > 0 and upper_word) or (g.proper > 0 and upper_word)
        if latin and not upper_word and g.topics == 0 and g.parent is None:
            ok = False
    elif latin:
        ok = upper_word and (
            g.proper > 0 or front > 0 or g.topics > 0 or g.adjectives > 0 or parent is not None or country is not None
        )
        ok = ok and (upper or extra + (country is not None) > 0)
        if not upper_word:
            ok = (g.topics > 0 and g.adjectives > 0 and country is not None) or (
                g.proper > 0 and g.links == [] and False
            )
    else:
        ok = extra > 0 or (parent is not None) or (country is not None and head > first)
    if not ok:
        return None
    if start == first and g.last == head and latin:
        return None
    sure = country is not None or parent is not None or g.topics > 0 or kind != "proper"
    return Found(
        start, g.last, "ORG", f"body.{kind}", 0.85 if sure else 0.75, 0 if start < first else offset, "name", None, country, parent, weight=15
    )  # fmt: skip


def _front(
    reading: Reading, h: Heads, kind: str, first: int, known: dict[int, Found]
) -> tuple[int, str | None, str | None, int]:
    """English grows to the left: capitals, a country's adjective, adjectives of the list; (first token, country, parent, words taken)."""
    t = reading.tokens
    ends = {f.last: f for f in known.values()}
    start, country, parent, words = first, None, None, 0
    i = first - 1
    while i >= 0 and reading.same_sentence(i, first) and first - i <= 6:
        f = ends.get(i)
        if f is not None:
            if f.form == "demonym" or (f.type == "GPE" and (reading.capital[first] or f.form == "acronym")):
                country = country or f.country
                parent = parent or (f.key if f.type == "ORG" else None)
            elif f.type == "ORG" and (reading.capital[first] or kind == "topic"):
                parent = parent or f.key
                words += 1
            elif not reading.capital[first]:
                break
            start = f.first
            if f.form == "demonym" or f.type == "GPE":
                return start, country, parent, words + (1 if reading.capital[first] else 0)
            i = f.first - 1
            continue
        if t.fold[i] == "'s" and i - 1 in ends and ends[i - 1].type in ("ORG", "GPE"):
            f = ends[i - 1]
            country = country or f.country
            if f.type == "ORG" and reading.capital[first]:
                return f.first, country, parent or f.key, words + 1
            return start, country, parent, words
        if t.kind[i] != "w" or reading.dated[i]:
            if t.text[i] == "&" and i and reading.capital[i - 1]:
                i -= 1
                continue
            break
        if t.fold[i] in h.adjectives and (not reading.capital[first] or reading.capital[i]):
            if not reading.capital[i] and reading.capital[first]:
                break
            i -= 1
            continue
        if (
            reading.capital[i]
            and reading.capital[first]
            and not (reading.initial[i] and reading.is_opener(i))
            and not reading.loud[i]
        ):
            if t.fold[i] in reading.words.openers and t.fold[i] not in h.adjectives and reading.initial[i]:
                break
            words += 1
            start = i
            i -= 1
            continue
        break
    if words and start < first:
        return start, country, parent, words
    # adjectives count only where something before them does ("Iraqi security forces"), or with capitals ("Supreme Court")
    if reading.capital[first]:
        while (
            start - 1 >= 0
            and reading.capital[start - 1]
            and t.fold[start - 1] in h.adjectives
            and reading.same_sentence(start - 1, first)
        ):
            if reading.initial[start - 1] and False:
                break
            start -= 1
            words += 1
    return start, country, parent, words


def _bare(word: str, listed: frozenset[str], proclitics: tuple[str, ...]) -> bool:
    """Whether the word, or what remains of it without a proclitic, is listed."""
    return word in listed or any(word.startswith(p) and word[len(p) :] in listed for p in proclitics)


def _recurs(t: Tokens, first: int, last: int) -> bool:
    """Whether these words stand together elsewhere in the document too (the first one perhaps behind a proclitic)."""
    rest = t.fold[first + 1 : last + 1]
    n = len(rest)
    return (
        sum(
            t.fold[k + 1 : k + 1 + n] == rest
            and (t.fold[k].endswith(t.fold[first]) or t.fold[first].endswith(t.fold[k]))
            for k in range(len(t) - n)
        )
        > 1
    )


def _grow(
    reading: Reading,
    h: Heads,
    kind: str,
    head: int,
    known: dict[int, Found],
    role_at: dict[int, Span],
    upper: bool,
    matched: dict[int, list[tuple[int, int, str]]],
) -> _Growth:
    t, w = reading.tokens, reading.words
    g = _Growth(head)
    named = not w.latin and _bare(t.fold[head], h.named, w.proclitics)
    i = head + 1
    while i < len(t) and reading.same_sentence(i, head) and i - head <= _LONGEST:
        f = known.get(i)
        if t.text[i] == "(" and g.last == i - 1 and f is None:
            inner = known.get(i + 1)
            close = inner.last + 1 if inner else i + 2
            if (
                inner is not None
                and inner.form == "acronym"
                and reading.same_sentence(close, head)
                and t.text[close] == ")"
                and g.parent == inner.key
            ):
                i = close + 1  # the acronym of a body inside the name: mission of the Organisation (ORG) in Iraq
                nxt = known.get(i + 1) if i < len(t) and t.fold[i] in h.links | h.inside else None
                if nxt is None or nxt.type != "GPE":
                    return g
                continue
            return g
        if t.kind[i] != "w":
            return g
        if f is not None and f.form == "demonym":
            if w.latin and reading.capital[i] and not upper:
                return g
            if not w.latin and f.offset:
                return g
            g.country = g.country or f.country
            i = g.last = f.last + 1
            g.last -= 1
            continue
        if (
            f is not None
            and (not w.latin or f.type == "ORG" or reading.capital[head])
            and not (f.offset and not t.fold[i].startswith("ل"))
        ):
            if f.type in ("GPE", "LOC"):
                if w.latin and not upper:
                    return g
                g.country = g.country or f.country
                g.proper += kind != "state"
            elif f.type == "ORG":
                if g.parent is not None and w.latin:
                    return g
                g.parent = g.parent or f.key
                g.country = g.country or f.country
            g.last = f.last
            i = f.last + 1
            if kind == "state" or (f.type != "ORG" and not w.latin):
                return g
            continue
        if t.fold[i] in h.adjectives and (w.latin or not t.fold[i].startswith("و")):
            if w.latin and reading.capital[i] and reading.initial[i]:
                return g
            g.adjectives += 1
            g.last = i
            i += 1
            continue
        bare = t.fold[i][1:] if not w.latin and t.fold[i].startswith("و") and g.topics else t.fold[i]
        if not w.latin and bare in h.topics and kind != "state":
            g.topics += 1
            g.last = i
            i += 1
            continue
        if (
            not w.latin
            and i in role_at
            and role_at[i].first == i
            and g.last == head
            and _bare(t.fold[head], h.of_office, w.proclitics)
        ):
            g.topics += 1
            g.last = role_at[i].last
            return g
        if not w.latin:
            if (
                named
                and i <= head + 2
                and not g.topics
                and not g.country
                and f is None
                and t.fold[i] not in w.stops
                and t.fold[i] not in w.speech
            ):
                if (
                    i in matched
                    or i in role_at
                    or (g.proper and not t.fold[i].startswith(w.article) and not _recurs(t, head, i))
                ):
                    return g
                if t.fold[i] in w.verbs or t.text[i][-1] in "ةا" and i not in known:
                    return g  # an adjective without the article: "a banned group"
                g.proper += 1
                g.last = i
                i += 1
                continue
            if (
                t.fold[i] == "في"
                and i + 1 in known
                and known[i + 1].type == "GPE"
                and g.parent
                and not known[i + 1].offset
            ):
                g.country = known[i + 1].country or g.country
                g.last = known[i + 1].last
                return g
            return g
        # Latin: direct capitals behind a French or Spanish head, then links
        if upper and reading.capital[i] and not h.grows_left and not reading.dated[i] and i not in role_at:
            g.proper += 1
            g.last = i
            i += 1
            continue
        if t.fold[i] in h.links or t.fold[i] in h.conjunctions:
            j = i + 1
            while j < len(t) and reading.same_sentence(j, head) and t.fold[j] in h.articles:
                j += 1
            if not reading.same_sentence(j, head) or t.kind[j] != "w":
                return g
            target = known.get(j)
            joins = t.fold[i] in h.conjunctions
            if kind == "state" and t.fold[i] not in h.genitive:
                return g
            if target is not None and target.form != "demonym" and not joins:
                if target.type == "ORG":
                    if g.parent is not None:
                        return g
                    if h.grows_left and not upper and kind != "topic":
                        return g
                    g.parent = target.key
                    g.country = g.country or target.country
                elif target.type in ("GPE", "LOC"):
                    if kind == "proper" and not upper:
                        return g
                    if h.grows_left and t.fold[i] in ("in", "to", "on", "against") and not (g.parent or g.topics):
                        return g
                    if not h.grows_left and t.fold[i] in ("a", "en", "aux", "sur", "au") and not g.parent:
                        return g
                    g.country = target.country or g.country
                    g.proper += kind != "state"
                g.last = target.last
                i = target.last + 1
                if target.type in ("GPE", "LOC"):
                    return g
                continue
            own = (
                upper
                and not reading.initial[head]
                and kind == "proper"
                and t.fold[i] in h.genitive
                and not h.grows_left
            )
            if (
                target is None
                and own
                and not g.topics
                and not reading.capital[j]
                and len(t.text[j]) > 3
                and not reading.is_stop(j)
            ):
                g.topics += 1  # Front du renouveau: with a capital of its own the head may take any noun
                g.last = j
                i = j + 1
                continue
            if t.fold[j] in h.topics and (not joins or g.topics):
                g.topics += 1
                g.last = j
                i = j + 1
                continue
            if (
                upper
                and reading.capital[j]
                and target is None
                and not reading.dated[j]
                and kind != "state"
                and j not in role_at
            ):
                if joins and (not (g.proper or g.topics) or j in matched):
                    return g
                if h.grows_left and t.fold[i] not in ("of", "for", "on", "and", "&"):
                    return g
                last = j
                while (
                    reading.same_sentence(last + 1, j)
                    and reading.capital[last + 1]
                    and last + 1 not in known
                    and last + 1 not in role_at
                ):
                    last += 1
                g.proper += 1
                g.last = last
                i = last + 1
                continue
            return g
        if h.grows_left and upper and reading.capital[i] and g.last == i - 1 and (g.proper or g.topics or g.adjectives):
            g.last = i
            i += 1
            continue
        return g
    return g


def acronyms(t: Tokens, found: list[Found]) -> list[Found]:
    """Acronyms in brackets behind a name: `Real Estate Council of Ontario (RECO)`; each carries the name's tokens as its `parent` (`@first`)."""
    out = []
    for f in found:
        i = f.last + 1
        while i < len(t) and t.text[i] in CLOSING_QUOTES:
            i += 1
        if f.type == "ORG" and i + 2 < len(t) and t.text[i] == "(" and t.text[i + 2] == ")" and t.kind[i + 1] == "w":
            word = t.text[i + 1]
            if any(g.first == i + 1 and g.key and g.key in (f.parent, f.key) for g in found):
                continue
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
