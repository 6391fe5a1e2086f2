"""Places where a verb of saying belongs: beside a statement in marks, or before a that-clause, with somebody who speaks.

Only the place and the shape of the word are judged here, whatever the lexicon knows of it; that is asked in `unheard`. Narrow
on purpose: a word that is no verb costs a reader of the list more than a verb that shows in another sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.annotate.quoting import subjects, vacancies_vso, verbs
from pipeline.annotate.quoting.scene import COMMAS, DASHES, STOPS, Scene
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.annotate.quoting.vacant import TAIL, Vacancy, names_somebody, shaped, speaks, statement


def find(s: Scene, unit: Unit, claimed: set[int]) -> Iterator[Vacancy]:
    """The vacancies of a unit; `claimed`: items of quotations whose cue is known."""
    spots = [q for q, i in enumerate(unit.items) if i < 0 and i not in claimed and statement(s, i)]
    if s.grammar.order == "vso":
        yield from vacancies_vso.find(s, unit, spots)
        return
    for q in spots:
        place = _inverted(s, unit, q) or _subject_behind(s, unit, q) or _subject_ahead(s, unit, q)
        if place is not None:
            yield place
    for p in range(2, len(unit) - 1):
        if s.grammar.has("complementisers", unit.words[p]):
            place = _with_clause(s, unit, p)
            if place is not None:
                yield place


@dataclass(frozen=True, slots=True)
class _Group:
    v: int
    helped: bool  # an auxiliary stands before it
    reflexive: bool
    clitic: bool  # a-t-il martelé


def _finite(s: Scene) -> tuple[str, ...]:
    g = s.grammar
    return (*g.past_endings, *((g.third_person,) if g.third_person else ()))


def _perfect(s: Scene, unit: Unit, p: int) -> bool:
    i = unit.items[p]
    return i >= 0 and s.grammar.has("perfect", unit.words[p]) and s.tokens.text[i].lower() in s.grammar.auxiliaries


def _group(s: Scene, unit: Unit, p: int) -> _Group | None:
    """The verb group that begins at p: s'est-il emporté, a hier encore martelé, lui lance."""
    g, words, end = s.grammar, unit.words, len(unit)
    reflexive = helped = clitic = False
    while p < end and (g.has("reflexive", words[p]) or (g.has("object_clitics", words[p]) and not g.has("determiners", words[p]))):
        reflexive = reflexive or g.has("reflexive", words[p])
        p += 1
    if p < end and (_perfect(s, unit, p) or (reflexive and g.has("passive", words[p]))):
        helped = True
        p += 1
        while p < end and (words[p] == "t" or (words[p] in g.pronouns and s.tokens.joined[max(unit.items[p], 0)])):
            clitic = clitic or words[p] != "t"
            p += 1
        stop = p + 4
        while p < min(stop, end) and g.has_any(("adverbs", "fillers", "time"), words[p]):
            p += 1
    return _Group(p, helped, reflexive, clitic) if p < end else None


def _tight(s: Scene, unit: Unit, q: int) -> tuple[int, bool]:
    """(item behind the quotation and its comma, whether there is a comma, or a stop that may stand for it)."""
    p = q + 1
    if p < len(unit) and unit.words[p] in COMMAS | DASHES:
        return p + 1, True
    return p, s.text[s.marked[-unit.items[q] - 1].end - 1] in ",،!?؟…"


def _inverted(s: Scene, unit: Unit, q: int) -> Vacancy | None:
    """ "…," deadpanned Smith; « … », a martelé hier Jeanne Morel; « … », martèle-t-elle."""
    p, tight = _tight(s, unit, q)
    return inverted(s, unit, p, tight=tight)


def inverted(s: Scene, unit: Unit, p: int, *, tight: bool) -> Vacancy | None:
    """A verb group at p with the speaker behind it. `tight`: a comma or a stop before it shows that it closes a statement."""
    g, words = s.grammar, unit.words
    group = _group(s, unit, p)
    if group is None:
        return None
    v = group.v
    loose = not shaped(s, unit, v, () if group.helped else _finite(s))
    if loose and (not tight or not shaped(s, unit, v)):
        return None
    if group.clitic or verbs.inverted(g, s.tokens, unit, v) is not None:
        return Vacancy(v, "d", group.reflexive)
    a, particle = _particle(s, unit, v)
    if not group.helped and a < len(unit) and words[a] in g.pronouns and g.pronouns[words[a]].kind == "subject":
        return Vacancy(v, "d", group.reflexive, particle) if tight and _ends(s, unit, a + 1) else None
    skipped = a
    while skipped < len(unit) and skipped < a + 3 and (g.has("time", words[skipped]) or g.has("adverbs", words[skipped])):
        skipped += 1
    source = subjects.after(s, unit, skipped, len(unit))
    if not speaks(s, unit, source, v) or source is None or source.end is None or source.type == "pronoun":
        return None
    if loose and not (g.third_person and source.local_no is not None and _stops(unit, s.behind(unit, source.end, v))):
        return None  # "…," spat Smith. but not: "…," farmer Smith, 50, …
    return Vacancy(v, "d", group.reflexive, particle)


def _particle(s: Scene, unit: Unit, v: int) -> tuple[int, str]:
    if v + 1 < len(unit) and s.grammar.has("particles", unit.words[v + 1]):
        return v + 2, unit.words[v + 1]
    return v + 1, ""


def _stops(unit: Unit, p: int) -> bool:
    return p >= len(unit) or unit.words[p] in STOPS


def _ends(s: Scene, unit: Unit, p: int) -> bool:
    """Whether nothing that a verb may have for its object begins at p."""
    g, words = s.grammar, unit.words
    if _stops(unit, p) or words[p] in COMMAS | DASHES or words[p] in (":", QUOTE, "("):
        return True
    if g.has("determiners", words[p]) and not g.has("prepositions", words[p]):
        return False
    return g.has_any(("prepositions", "time", "adverbs", "coordinators", "subordinators", "hearers"), words[p])


def _opens(s: Scene, unit: Unit, v: int) -> tuple[int, _Group] | None:
    """(first item, verb group) of what ends at v, its subject before it."""
    g, words = s.grammar, unit.words
    start, helped, reflexive = v, False, False
    while start > 0 and v - start < 5:
        word = words[start - 1]
        if _perfect(s, unit, start - 1) or (g.has("passive", word) and start > 1 and g.has("reflexive", words[start - 2])):
            helped = True
        elif g.has("reflexive", word):
            reflexive = True
        elif g.has("negation_clitics", word) or g.has("negations", word):
            return None
        elif not (g.has("adverbs", word) or (g.has("object_clitics", word) and not g.has("determiners", word))):
            break
        start -= 1
    return start, _Group(v, helped, reflexive, clitic=False)


def _subject_behind(s: Scene, unit: Unit, q: int) -> Vacancy | None:
    """ "…," Smith deadpanned; "…," the mayor of Leeds, Ann Smith, has deadpanned."""
    g = s.grammar
    p, tight = _tight(s, unit, q)
    if not tight:
        return None
    for v in range(p + 1, min(p + 16, len(unit))):
        if not shaped(s, unit, v):
            continue
        opened = _opens(s, unit, v)
        if opened is None or not names_somebody(s, unit, opened[0] - 1):
            continue
        start, group = opened
        if any(g.has(name, w) for w in unit.words[p:start] for name in ("finite", "modals", "relatives", "subordinators")):
            return None
        source = subjects.before(s, unit, p, start)
        a, particle = _particle(s, unit, v)
        if not speaks(s, unit, source, v) or not (_ends(s, unit, a) or (particle and _ends(s, unit, v + 1))):
            return None
        finite = group.helped or shaped(s, unit, v, _finite(s))
        i = unit.items[start - 1]
        m = s.mention(i)
        person = m.type == "PER" if m is not None else s.role(i) is None
        return Vacancy(v, "d", group.reflexive, particle) if finite or (start == v and person) else None
    return None


def _subject_ahead(s: Scene, unit: Unit, q: int) -> Vacancy | None:
    """Smith deadpanned: "…"; She deadpanned to reporters, "…"; Jeanne Morel a martelé : « … »."""
    g, words = s.grammar, unit.words
    e = q - 1
    if e < 2 or words[e] not in (":", ","):
        return None
    if words[e] == "," and not s.text[s.marked[-unit.items[q] - 1].start].isupper():
        return None
    for v in range(e - 1, max(e - 2 - TAIL, 0), -1):
        tail = words[v + 1 : e]
        beside = all(g.has("adverbs", w) or g.has("time", w) or g.has("particles", w) for w in tail)
        heard = bool(tail) and g.has("hearers", tail[-1]) and (g.has("prepositions", tail[0]) or len(tail) == 1)
        if not (beside or heard) or not shaped(s, unit, v):
            continue
        opened = _opens(s, unit, v)
        if opened is None or not names_somebody(s, unit, opened[0] - 1):
            continue
        start, group = opened
        if any(g.has("subordinators", w) or g.has("relatives", w) for w in words[:start]):
            return None
        if not (group.helped or shaped(s, unit, v, _finite(s)) or (words[e] == ":" and not tail)):
            return None
        particle = tail[0] if tail and g.has("particles", tail[0]) and not heard else ""
        return Vacancy(v, "d", group.reflexive, particle) if speaks(s, unit, subjects.before(s, unit, 0, start), v) else None
    return None


def _with_clause(s: Scene, unit: Unit, k: int) -> Vacancy | None:
    """Smith deadpanned that the boat had sunk; Jeanne Morel a martelé que le pont tiendrait."""
    g, words = s.grammar, unit.words
    v = k - 1
    if not shaped(s, unit, v) or g.has("not_after", words[v]):
        return None
    opened = _opens(s, unit, v)
    if opened is None:
        return None
    start, group = opened
    i = unit.items[start - 1] if start else -1
    m = s.mention(i) if i >= 0 else None
    if not ((m is not None and m.type in ("PER", "ORG")) or (i >= 0 and s.role(i) is not None)):
        return None
    if not group.helped:
        if not shaped(s, unit, v, _finite(s)):
            return None
        plural = g.third_person and not unit.words[v].endswith(g.past_endings)  # Boeing planes that crashed
        if plural and not (m is not None and m.type == "PER" and g.has("determiners", words[k + 1])):
            return None
    return Vacancy(v, "t", group.reflexive) if speaks(s, unit, subjects.before(s, unit, 0, start), v) else None
