"""Who "the winger" is where no words say so beside a name: the person, or the body, of whom the sentences before speak.

A definite phrase without a complement, whose noun is one of persons (or of bodies), means whoever spoke last or is named last, if the
article says nothing else of what he is, and nobody else is called so; a noun that anybody may be called by ("the defendant",
« l'intéressé », "the 34-year-old") whatever it says. What lies further back than two sentences is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.annotate.guesses import cues
from pipeline.annotate.quoting import descriptions
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.units import Unit
from pipeline.languages import pack
from pipeline.text import fold

REACH = 2  # sentences
_LONGEST = 4  # words of the phrase
_CHUNKS = 3  # stretches between commas in which the subject is looked for
_WORTH = 2  # votes by which a noun is one of persons rather than of bodies


@lru_cache(maxsize=16)
def _nouns(lang: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Nouns of persons that the language lists, those that its cues for names have besides, nouns of bodies, and the ones that anybody
    may be called by."""
    described = pack(lang).toml("descriptions")
    known = cues(lang)
    persons = {w for rows in (known.apposed, known.kinds) for w, (per, org, loc) in rows.items() if per >= max(org, loc) + _WORTH}
    bodies = {w for w, (per, org, loc) in known.kinds.items() if org >= max(per, loc) + _WORTH}
    anybody = {fold(w) for w in described.get("anybody", ())}
    listed = {fold(w) for w in described.get("persons", ())}
    return frozenset(listed), frozenset(persons | listed), frozenset(bodies), frozenset(anybody)


def bearer(s: Scene, source: Source, near: Iterator[int | None]) -> int | None:
    """The entity that the phrase of a source takes up; `near`: who spoke or is named before, the nearest first, None where that is
    somebody whom nothing identifies."""
    if source.start is None or source.end is None or source.number == "p" or not _is_bare(s, source):
        return None
    head = _head(s, source)
    listed, persons, bodies, anybody = _nouns(s.grammar.lang)
    loose = head in anybody
    nouns = listed if source.role_no is not None else persons | (s.grammar.hyponyms.keys() - bodies)  # an office is mostly somebody's
    kind = "PER" if loose or head in nouns else "ORG"
    if kind == "ORG" and (head not in bodies or source.role_no is not None):
        return None
    who = next(near, None)
    if who is None or s.entities[who].type != kind or not _agrees(s, who, source):
        return None
    return who if _is_free(s, head, who, loose=loose) else None


def _is_bare(s: Scene, source: Source) -> bool:
    """The article or a demonstrative stands before the phrase, and nothing behind its noun says whose or of what."""
    assert source.start is not None
    assert source.end is not None
    g, t = s.grammar, s.tokens
    first, last = t.at(source.start), t.at(source.end - 1)
    inside = t.fold[first : last + 1]
    if len(inside) > _LONGEST or any(i in s.mention_at for i in range(first, last + 1)) or g.among("former", inside):
        return False
    if any(g.has("prepositions", w) or g.has("relatives", w) for w in inside):
        return False
    following = t.fold[last + 1] if last + 1 < len(t) and t.sentence[last + 1] == t.sentence[last] else ""
    if g.has_any(("object_prepositions", "partitives"), following.rstrip("'’")):
        return False
    if g.order == "vso":
        return inside[0].startswith(g.article_prefixes[:1]) and len(inside) <= 2
    before = t.fold[first - 1] if first and t.sentence[first - 1] == t.sentence[first] else ""
    return any(g.has("definite", w) for w in (before, before.rstrip("'’"), inside[0]))


def _head(s: Scene, source: Source) -> str:
    assert source.start is not None
    assert source.end is not None
    g, t = s.grammar, s.tokens
    words = [w for w in t.fold[t.at(source.start) : t.at(source.end - 1) + 1] if not g.has_any(("determiners", "definite"), w)]
    if not words:
        return ""
    if g.third_person:
        while len(words) > 1 and (g.has("adverbs", words[-1]) or words[-1].endswith(g.adverb_endings or ("\0",))):
            words.pop()
        return words[-1]
    return descriptions.without_article(s, words[0])


def _agrees(s: Scene, who: int, source: Source) -> bool:
    gender = s.entities[who].gender or ""
    return not (gender and source.gender and gender != source.gender)


def _is_free(s: Scene, head: str, who: int, *, loose: bool) -> bool:
    """Nobody else is described by the noun; and of whom it is said here, nothing is said that he is otherwise."""
    own = False
    for m in s.mentions[:200]:
        for d in descriptions.described(s, m):
            if d.local_no != who and head in d.heads:
                return False
            own = own or (d.local_no == who and m.type == "PER")
    for r in s.roles:
        if r.holder_no is not None and r.holder_no != who and head in fold(r.text).split():
            return False
        own = own or r.holder_no == who
    return loose or not own


def nearest(unit: Unit) -> range:
    """The numbers of the sentences that are looked at, the nearest first."""
    return range(unit.number, max(unit.number - REACH - 1, -1), -1)


def somebody_new(s: Scene, unit: Unit, gender: str) -> bool:
    """A sentence whose subject is a person without a name: "An old man rose", « À l'heure des adieux, un vieil homme s'est levé »."""
    g = s.grammar
    _, persons, _, anybody = _nouns(g.lang)
    people = persons | anybody | g.classes["people"]
    starts = [0, *(p + 1 for p, w in enumerate(unit.words[:-3]) if w in COMMAS)]
    for p in starts[:_CHUNKS]:
        if not g.has("indefinite", unit.words[p]):
            continue
        noun = next((q for q in range(p + 1, min(p + _LONGEST, len(unit))) if unit.words[q] in people), None)
        if noun is None or any(s.mention(i) is not None for i in unit.items[p : noun + 2]):
            return False
        told = "f" if g.has("feminine_determiners", unit.words[p]) else "m" if g.has("masculine_determiners", unit.words[p]) else ""
        behind = noun + 1 < len(unit) and unit.words[noun + 1] not in COMMAS
        return behind and not (told and gender and told != gender)
    return False
