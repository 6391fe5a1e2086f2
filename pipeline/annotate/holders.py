"""Who holds which office: from office phrases and mentions to roles.

A name stands beside its office (`the minister, X`; `X, minister of …`; المبعوث فلان); several offices in a row share it; the same
office of the same country or body elsewhere in the document has the same holder. An office that stays without a holder is a row too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotate.names import Found, Names
from pipeline.annotate.reading import Reading
from pipeline.annotate.roles import TITLE, Span, apposed, weak
from pipeline.model import Article, LocalEntity, Mention, Role

_JOINS = frozenset({"and", "et", "و", "as", "ainsi", "que"})


def assign(
    article: Article,
    reading: Reading,
    finds: Sequence[Found],
    mentions: list[Mention],
    entities: list[LocalEntity],
    spans: list[Span],
    keys: dict[str | None, int],
    rank: dict[int, int],
    number: dict[Found, int],
) -> Names:
    """Names with roles; persons get the country of their office, mentions the words beside them."""
    t = reading.tokens
    people = [(f, k) for k, f in enumerate(finds) if mentions[k].type == "PER"]
    starts = {f.first: k for f, k in people}
    ends = {f.last: k for f, k in people}
    spans = [s for s in spans if not any(f.first <= s.first and s.last <= f.last and f.type == "ORG" for f in finds)]
    held: list[int | None] = []  # mention of the holder beside the office
    for s in spans:
        held.append(_beside(reading, s, starts, ends))
    _chain(reading, spans, held)
    beside = {}
    roles: list[Role] = []
    offices: dict[tuple[str, str | None, str | None], list[tuple[int, int]]] = {}
    kept = []
    for s, h in zip(spans, held, strict=True):
        text = article.text[t.start[s.first] + s.offset : t.end[s.last]]
        if h is not None and not s.office.plural:
            beside.setdefault(h, text)
        if s.office.key == TITLE or (s.office.key in weak() and h is None and s.body is None and s.country is None):
            if s.office.key == TITLE and h is not None:
                _mark(entities, mentions[h].local_no, s, None)
            continue
        holder = mentions[h].local_no if h is not None and not s.office.plural else None
        kept.append((s, text, holder))
        if holder is not None:
            offices.setdefault((s.office.key, s.country, s.body), []).append((s.first, holder))
            _mark(entities, holder, s, s.country)
    for s, text, holder in kept:
        rule, score = "role.beside", 0.9
        if holder is None:
            holder = None if s.office.plural else _elsewhere(s, offices)
            rule, score = ("role.same_office", 0.7) if holder is not None else ("role.open", 0.8)
        body = keys.get(s.body) if s.body else None
        if body is None and s.body_first is not None:
            body = next(
                (
                    m.local_no
                    for f, m in zip(finds, mentions, strict=True)
                    if f.first == s.body_first and f.type == "ORG"
                ),
                None,
            )
        start = t.start[s.first] + s.offset
        roles.append(
            Role(
                start,
                t.end[s.last],
                text,
                s.office.key,
                s.country,
                body,
                holder,
                s.office.gender,
                s.office.plural,
                rule,
                score,
            )
        )
    done = [replace(m, role_text=beside[k]) if k in beside else m for k, m in enumerate(mentions)]
    return Names(tuple(entities), tuple(done), tuple(roles))


def _mark(entities: list[LocalEntity], no: int, s: Span, country: str | None) -> None:
    e = entities[no]
    if e.type == "PER":
        entities[no] = replace(e, gender=e.gender or s.office.gender, country=e.country or country)


def _beside(reading: Reading, s: Span, starts: dict[int, int], ends: dict[int, int]) -> int | None:
    """The mention of a person that stands directly behind or before the office."""
    t, w = reading.tokens, reading.words
    for i in apposed(reading, s):
        j = i + 1 if i < len(t) and t.text[i] == "." else i  # Gen. Smith
        if j in starts and reading.same_sentence(j, s.last):
            return starts[j]
    i = s.first - 1
    steps = 0
    while (
        i >= 0
        and steps < 3
        and reading.same_sentence(i, s.first)
        and (
            t.fold[i] in w.articles
            or (
                t.kind[i] == "w"
                and not reading.capital[i]
                and t.fold[i] not in w.stops
                and w.latin
                and t.fold[i] not in _JOINS
                and steps < 2
            )
        )
    ):
        i -= 1
        steps += 1
    if i >= 1 and reading.same_sentence(i, s.first) and t.text[i] in {",", "،", "(", "–"}:
        k = i - 1
        while k >= 1 and k not in ends and t.text[k] in {")", "»", '"', "”"}:
            k -= 1
        return ends.get(k)
    return None


def _chain(reading: Reading, spans: list[Span], held: list[int | None]) -> None:
    """Offices in a row: `X, director of A and adviser of B`; `the director of A, the adviser of B, X`."""
    t, w = reading.tokens, reading.words

    def gap(a: Span, b: Span) -> str | None:
        words = [t.fold[i] for i in range(a.last + 1, b.first)]
        if not reading.same_sentence(a.last, b.first) or len(words) > 3:
            return None
        rest = [x for x in words if x not in w.articles]
        if rest == [","] or rest == ["،"]:
            return ","
        if rest and all(x in _JOINS for x in rest):
            return "and"
        return "and" if not rest and b.offset else None

    for k in range(1, len(spans)):
        if (
            held[k] is None
            and held[k - 1] is not None
            and not spans[k].office.plural
            and TITLE not in (spans[k].office.key, spans[k - 1].office.key)
        ):
            joined = gap(spans[k - 1], spans[k])
            # only where the holder stands before the first office
            if joined is not None:
                held[k] = held[k - 1]
    for k in range(len(spans) - 2, -1, -1):
        if (
            held[k] is None
            and held[k + 1] is not None
            and gap(spans[k], spans[k + 1]) == ","
            and not spans[k].office.plural
        ):
            held[k] = held[k + 1]


def _elsewhere(s: Span, offices: dict[tuple[str, str | None, str | None], list[tuple[int, int]]]) -> int | None:
    """The one person who holds this office somewhere in the document; None where the words fit two."""
    fits: dict[int, int] = {}
    for (key, country, body), held in offices.items():
        if key != s.office.key:
            continue
        if s.country and country and s.country != country:
            continue
        if s.body and body and s.body != body:
            continue
        if (s.body or s.country) and not (body or country):
            continue
        for first, holder in held:
            fits.setdefault(holder, first)
    if len(fits) == 1:
        return next(iter(fits))
    exact = {
        h
        for (key, country, body), held in offices.items()
        if (key, country, body) == (s.office.key, s.country, s.body)
        for _, h in held
    }
    return next(iter(exact)) if len(exact) == 1 and (s.country or s.body) else None
