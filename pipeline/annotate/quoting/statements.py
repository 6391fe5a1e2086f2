"""A statement: what one cue introduces, before it becomes quotes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.annotate.quoting import clauses
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, STOPS, Scene, Source
from pipeline.annotate.quoting.spans import Content
from pipeline.annotate.quoting.units import Unit


@dataclass(slots=True)
class Statement:
    """What one cue introduces. `spans`: item ranges of its unit; `inherits`: the speaker is that of the statement before it."""

    unit: Unit
    cue: Cue | None
    spans: list[tuple[int, int]]
    source: Source | None
    rule: str
    score: float
    inherits: bool = False
    implicit: bool = False
    relay: Source | None = None
    opens: int = 0  # first item that belongs to the frame (subject or cue), where an earlier content is cut
    cue_unit: Unit | None = None  # where the cue stands, if not in `unit`
    ranges: tuple[tuple[int, int], ...] = ()  # offsets in the place of `spans`, where a quotation is cut inside


Reading = tuple[Content, Source | None] | Statement | None  # content and speaker of a cue, all of its statement, or nothing


def verbal(s: Scene, unit: Unit, p: int) -> bool:
    """A word that a clause has and a noun phrase has not: an auxiliary, a modal."""
    g, i = s.grammar, unit.items[p]
    if g.has("finite", unit.words[p]):
        written = s.tokens.text[i].lower() if g.participle_endings and i >= 0 else ""
        if not written or written in g.auxiliaries or g.has("finite", written):
            return True
    return clauses.auxiliary(s, unit, p)


def adjunct(s: Scene, unit: Unit, p: int) -> bool:
    """What may stand behind a cue that closes its clause: a stop, a comma, a time, a place."""
    g, word = s.grammar, unit.words[p]
    return word in STOPS or word in COMMAS or g.has("closing", word) or g.has("time", word)


def resumes(cue: Cue) -> int:
    """The first item behind the cue and its inverted pronoun."""
    return max(cue.last, cue.clitic if cue.clitic is not None else -1) + 1
