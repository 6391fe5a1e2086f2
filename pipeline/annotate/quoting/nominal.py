"""Nouns that put a statement into somebody's mouth: "the minister's claim that the road was open"."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses
from pipeline.annotate.quoting.noun_phrases import named, role
from pipeline.annotate.quoting.scene import Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_SCORE = 0.7


def stated(s: Scene, unit: Unit) -> Statement | None:
    """The first noun of saying whose owner stands before it as a name or an office in the genitive, with the clause behind it."""
    g, words = s.grammar, unit.words
    for p in range(2, len(unit) - 3):
        if not (g.has("stated", words[p]) and g.has("possessives", words[p - 1]) and g.has("complementisers", words[p + 1])):
            continue
        source, end = _owner(s, unit, p - 2), clause_end(s, unit, p + 2)
        if source is not None and clauses.has_verb(s, unit, p + 2, end):
            return Statement(unit, None, [(p + 2, end)], source, "nominal", _SCORE)
    return None


def _owner(s: Scene, unit: Unit, last: int) -> Source | None:
    m = s.mention(unit.items[last])
    if m is not None:
        return named(s, m, last)
    first = max(0, last - 3)
    while first < last and not s.role(unit.items[first]):
        first += 1
    return role(s, unit, first, last + 1)
