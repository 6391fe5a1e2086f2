"""What an aside led by "as" attributes: "As Ann Lee has said, the road is open"; « Comme l'a rappelé le préfet, la route est ouverte ».

An aside without an object only says how something is called (la « cabane », comme disent les enfants), and attributes nothing.
"""

from __future__ import annotations

from pipeline.annotate.quoting import clauses, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement, resumes
from pipeline.annotate.quoting.units import Unit

_APPOSED = 14  # items of an apposition between the speaker and the comma that ends the aside


def led_by_as(s: Scene, unit: Unit, cue: Cue, edge: int) -> Statement | None:
    """The main clause behind an aside that begins the sentence: it is what was said."""
    g, words = s.grammar, unit.words
    name = "as_words" if g.third_person else "seen_as"
    if not g.among(name, words[edge : cue.group]):
        return None
    lead = next(p for p in range(edge, cue.group) if g.has(name, words[p]))
    if not (lead == 0 or words[lead - 1] in COMMAS or g.has("coordinators", words[lead - 1])):
        return None
    if not g.third_person and lead > edge + 1:
        return None  # les loyers, comme l'a dit le maire, seront gelés: an aside that parts a clause
    source, comma = _closed(s, unit, cue, lead)
    plain = not g.third_person or not any(i < 0 for i in unit.items[comma:])
    if source is None or comma + 3 >= len(unit) or words[comma] not in COMMAS or not plain:
        return None
    begin, end = comma + 1, clause_end(s, unit, comma + 1)
    if not subjects.agrees(s, source, cue) or not clauses.has_verb(s, unit, begin, end):
        return None
    return Statement(unit, cue, [(begin, end)], source, "as", 0.75, opens=cue.group)


def _closed(s: Scene, unit: Unit, cue: Cue, lead: int) -> tuple[Source | None, int]:
    """Who speaks in the aside, and the comma that ends it."""
    if s.grammar.third_person:
        return subjects.before(s, unit, lead + 1, cue.group), cue.last + 1
    if not _has_object(s, unit, cue):
        return None, len(unit)
    if cue.group > lead + 1:  # comme il l'a dit
        return subjects.before(s, unit, lead + 1, cue.group), cue.last + 1
    source = subjects.after(s, unit, resumes(cue), len(unit))
    if source is None or source.end is None:
        return None, len(unit)
    behind = s.behind(unit, source.end, cue.last + 1)
    return source, next((p for p in range(behind, min(behind + _APPOSED, len(unit))) if unit.words[p] in COMMAS), len(unit))


def _has_object(s: Scene, unit: Unit, cue: Cue) -> bool:
    return any(s.grammar.has("object_clitics", unit.words[p]) for p in (cue.group - 1, cue.group) if p >= 0)


def only_names(s: Scene, unit: Unit, cue: Cue) -> bool:
    """« …, comme disent les enfants »: how they call it."""
    g = s.grammar
    if g.order != "svo" or g.third_person or not cue.group:
        return False
    return g.among("seen_as", unit.words[max(cue.group - 2, 0) : cue.group]) and not _has_object(s, unit, cue)
