"""Who holds which office: from office phrases and mentions to roles.

A name stands beside its office (`the minister, X`; `X, minister of …`; المبعوث فلان); several offices in a row share it; the same
office of the same country or body elsewhere in the document has the same holder. An office that stays without a holder is a row too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.annotate.complements import TITLE, Span, listed
from pipeline.annotate.homeland import lend
from pipeline.annotate.names import Found, Names
from pipeline.annotate.reading import Reading
from pipeline.annotate.roles import apposed, shorter
from pipeline.languages import pack
from pipeline.model import Article, LocalEntity, Mention, Role
from pipeline.text import fold

_LATEST = 64  # of the holders of one office, those that are looked at
Held = dict[
    tuple[str, str | None, int | None], list[tuple[int, frozenset[str], int]]
]  # office, country, body -> holders, words of the phrase


def assign(
    article: Article,
    reading: Reading,
    finds: Sequence[Found],
    mentions: list[Mention],
    entities: list[LocalEntity],
    spans: list[Span],
    keys: dict[str, int],
) -> Names:
    """Names with roles; persons get the country of their office, mentions the words beside them."""
    t = reading.tokens
    people = [(f, k) for k, f in enumerate(finds) if mentions[k].type == "PER"]
    starts = {f.first: k for f, k in people}
    ends = {f.last: k for f, k in people}
    bodies_at = {i: f for f in finds if f.type == "ORG" for i in range(f.first, f.last + 1)}
    spans = [s for s in spans if s.first not in bodies_at or bodies_at[s.first].last < s.last]
    held = [_beside(reading, s, starts, ends) for s in spans]  # mention of the holder beside the office
    _chain(reading, spans, held)
    beside: dict[int, str] = {}
    offices: Held = {}
    kept: list[tuple[Span, str, int | None, int | None]] = []
    bodies = {f.first: m.local_no for f, m in zip(finds, mentions, strict=True) if f.type == "ORG"}
    for s, h in zip(spans, held, strict=True):
        text = article.text[t.start[s.first] + s.offset : t.end[s.last]]
        holder = mentions[h].local_no if h is not None and not s.office.plural else None
        if h is not None and holder is not None:
            beside.setdefault(h, text)
            _mark(entities, holder, s)
        bare = holder is None and s.body_first is None and s.country is None
        if s.office.key == TITLE or (bare and (s.office.key in listed("weak") or _no_one(reading, s))):
            continue
        body = bodies.get(s.body_first) if s.body_first is not None else None
        if body is None and s.body:
            body = keys.get(s.body)
        kept.append((s, text, holder, body))
        if holder is not None:
            offices.setdefault((s.office.key, s.country, body), []).append((holder, _content(reading, s), s.first))
    roles: list[Role] = []
    for s, text, beside_it, body in kept:
        rule, score, holder = "role.beside", 0.9, beside_it
        if holder is None:
            holder = None if s.office.plural else _elsewhere(reading, s, body, offices)
            rule, score = ("role.same_office", 0.7) if holder is not None else ("role.open", 0.8)
        if rule != "role.same_office" and not _is_present(reading, s, holder is not None):
            rule = "role.former" if holder is not None else "role.any"
        roles.append(
            Role(
                t.start[s.first] + s.offset,
                t.end[s.last],
                text,
                "chair" if s.office.key == "head_of_state" and body is not None else s.office.key,
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
    return Names(tuple(entities), tuple(done), lend(article.text, reading, roles, done, entities))


@lru_cache(maxsize=16)
def _not_now(lang: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Folded words: beside an office of somebody who holds it no longer, not yet or for another; before anybody's; of a possessor."""
    quotes = pack(lang).toml("quotes")
    other = (*quotes.get("former", ()), *quotes.get("not_in_office", ()))
    found = [frozenset(fold(w) for w in some) for some in (other, quotes.get("indefinite", ()), quotes.get("possessives", ()))]
    return found[0], found[1], found[2]


def _is_present(reading: Reading, s: Span, has_holder: bool) -> bool:
    """Whether the words mean the one who holds the office now: neither a former or acting one nor (where nobody is named) any at all."""
    t = reading.tokens
    other, indefinite, possessive = _not_now(reading.words.lang)
    around = [i for i in (s.first - 1, *range(s.first, s.last + 1), s.last + 1) if reading.same_sentence(i, s.first)]
    if s.last + 1 in around and reading.word(s.last + 1) and reading.same_sentence(s.last + 2, s.first):
        around.append(s.last + 2)  # par intérim
    if any(t.fold[i] in other for i in around):
        return False
    if s.last > s.core and s.last + 1 in around and t.fold[s.last + 1] in possessive:
        return has_holder  # the president of Egypt's canal authority
    return has_holder or s.first - 1 not in around or t.fold[s.first - 1] not in indefinite


def _mark(entities: list[LocalEntity], no: int, s: Span) -> None:
    e = entities[no]
    if e.type == "PER":
        entities[no] = replace(e, gender=e.gender or s.office.gender, country=e.country or s.country)


def _no_one(reading: Reading, s: Span) -> bool:
    """`the rank of ambassador`, `de conseiller`: an office named without anybody in it."""
    t, w = reading.tokens, reading.words
    i = s.first - 1
    return w.latin and s.first == s.last and not s.office.plural and reading.same_sentence(i, s.first) and t.fold[i] in w.of


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
                and t.fold[i] not in w.joins
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
        if rest in ([","], ["،"]):
            return ","
        if rest and all(x in w.joins for x in rest):
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
        if held[k] is None and held[k + 1] is not None and gap(spans[k], spans[k + 1]) == "," and not spans[k].office.plural:
            held[k] = held[k + 1]


def _content(reading: Reading, s: Span) -> frozenset[str]:
    t, w = reading.tokens, reading.words
    return frozenset(t.fold[i] for i in range(s.first, s.last + 1) if t.fold[i] not in w.inner and t.kind[i] == "w")


def _elsewhere(reading: Reading, s: Span, body: int | None, offices: Held) -> int | None:
    """The person who holds this office elsewhere in the document: the only one whose office fits, or, for bare words ("the minister"),
    the one named last before; None where the words fit nobody or two."""
    if s.office.key not in listed("single"):
        return None
    bare = body is None and not s.country
    content = _content(reading, s)
    fits: dict[int, int] = {}  # holder -> words that both phrases share
    latest = (-1, -1)  # where the last one named before stands, and who it is
    for (key, country, other), holders in offices.items():
        if key != s.office.key and not (bare and s.first == s.last and key in shorter(s.office.key)):
            continue
        if (s.country and country and s.country != country) or (body != other and None not in (body, other)):
            continue
        if not bare and other is None and not country:
            continue
        for holder, words, first in holders[-_LATEST:]:
            fits[holder] = max(fits.get(holder, 0), len(content & words))
            if first < s.first:
                latest = max(latest, (first, holder))
    best = [holder for holder, shared in fits.items() if shared == max(fits.values())]
    if len(best) == 1:
        return best[0]
    return latest[1] if bare and latest[1] in best else None
