"""Nouns that put a statement into somebody's mouth: "the minister's claim that the road was open", "the claim by the minister that …"."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses, subjects
from pipeline.annotate.quoting.noun_phrases import head, named, role
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_SCORE = 0.7
_OWNER = 10  # items between the noun and its complementiser, where the owner stands there
_REACH = 14  # items before the colon
_CLAUSE = 4  # items of a clause


def stated(s: Scene, unit: Unit) -> Statement | None:
    """The first noun of saying whose owner stands beside it as a name or an office, with the clause behind it."""
    g, words = s.grammar, unit.words
    for p in range(1, len(unit) - 3):
        if not g.has("stated", words[p]):
            continue
        source, that = None, p + 1
        if g.has("possessives", words[p - 1]) and p > 1:
            source = _owner(s, unit, p - 2)
        elif g.has("agents", words[p + 1]):
            reach = range(p + 3, min(p + _OWNER, len(unit) - 2))
            that = next((q for q in reach if g.has("complementisers", words[q]) or words[q] in COMMAS), p + 1)
            source = subjects.after(s, unit, p + 2, that)
        if source is None or not g.has("complementisers", words[that]):
            continue
        end = _end(s, unit, p, that + 1)
        if clauses.has_verb(s, unit, that + 1, end):
            return Statement(unit, None, [(that + 1, end)], source, "nominal", _SCORE)
    return None


def _end(s: Scene, unit: Unit, noun: int, start: int) -> int:
    """Where the clause ends: at the main verb, where the noun is its subject (the claim that it was late did not help)."""
    g, words = s.grammar, unit.words
    end = clause_end(s, unit, start)
    if any(clauses.finite(s, unit, p) for p in range(noun)):
        return end
    verbs = [p for p in range(start, end) if clauses.finite(s, unit, p) or g.has("modals", words[p]) or g.has("passive", words[p])]
    heads = [p for n, p in enumerate(verbs) if n == 0 or verbs[n - 1] < p - 1]  # had been, would be: one verb
    plain = not any(g.has(name, w) for w in words[start:end] for name in ("relatives", "subordinators", "coordinators"))
    return heads[1] if len(heads) > 1 and plain else end


def announced(s: Scene, unit: Unit) -> Statement | None:
    """« Réponse de la maire : la halle rouvrira », « Le constat de la maire est amer : la halle se vide »."""
    g, words = s.grammar, unit.words
    a = 1 if g.has("definite", words[0]) else 0
    if a + 5 > len(unit) or not g.has("stated", words[a]) or not g.has("object_prepositions", words[a + 1]):
        return None
    colon = next((p for p in range(a + 2, min(a + _REACH, len(unit))) if words[p] == ":" or unit.items[p] < 0), None)
    if colon is None or words[colon] != ":":
        return None
    source, end = head(s, unit, a + 2, colon, last=False), clause_end(s, unit, colon + 1)
    if source is None or end - colon < _CLAUSE or not clauses.has_verb(s, unit, colon + 1, end):
        return None
    if source.basis == "phrase" and source.end is not None and source.type == "role":
        verb = next((p for p in range(a + 3, colon) if clauses.finite(s, unit, p)), colon)
        source = head(s, unit, a + 2, verb, last=False)
    return Statement(unit, None, [(colon + 1, end)], source, "announced", _SCORE)


def _owner(s: Scene, unit: Unit, last: int) -> Source | None:
    m = s.mention(unit.items[last])
    if m is not None:
        return named(s, m, last)
    first = max(0, last - 3)
    while first < last and not s.role(unit.items[first]):
        first += 1
    return role(s, unit, first, last + 1)
