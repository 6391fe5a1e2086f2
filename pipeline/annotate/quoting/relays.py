"""Who is quoted by somebody who quotes: "the radio reported, citing the coroner, that …", « la radio cite un pêcheur affirmant que … ».

The one who is cited speaks; the subject of the main verb relays the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.quoting import subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_REACH = 14  # items of the aside


@dataclass(frozen=True, slots=True)
class Cited:
    """An aside that names who is cited; `that`: the item of the complementiser behind it."""

    source: Source
    that: int


def cited(s: Scene, unit: Unit, cues: Sequence[Cue]) -> tuple[list[Cue], list[Cited]]:
    """The cues without those of asides ", citing X, that", and who these name."""
    kept: list[Cue] = []
    found: list[Cited] = []
    for cue in cues:
        aside = _aside(s, unit, cue) if kept and cue.form == "participle" else None
        if aside is None:
            kept.append(cue)
        else:
            found.append(aside)
    return kept, found


def _aside(s: Scene, unit: Unit, cue: Cue) -> Cited | None:
    g, words = s.grammar, unit.words
    if not g.has("citing", words[cue.last]) or words[cue.group - 1] not in COMMAS:
        return None
    comma = next((p for p in range(cue.last + 2, min(cue.last + _REACH, len(unit) - 1)) if words[p] in COMMAS), None)
    if comma is None or not g.has("complementisers", words[comma + 1]):
        return None
    source = subjects.after(s, unit, cue.last + 1, comma)
    return None if source is None else Cited(source, comma + 1)


def relayed(statement: Statement, asides: Sequence[Cited]) -> None:
    """Puts the one who is cited in the place of the speaker."""
    for aside in asides:
        if statement.spans and statement.spans[0][0] == aside.that + 1:
            statement.relay = statement.source
            statement.source = aside.source


def object_of_citing(s: Scene, unit: Unit, cue: Cue) -> Source | None:
    """« La radio a cité un pêcheur affirmant que … »: the object of a verb of citing, right before the participle."""
    g = s.grammar
    verb = next((p for p in range(cue.group - 2, max(cue.group - _REACH, 0), -1) if g.has("cites", unit.words[p])), None)
    if verb is None or any(w in COMMAS for w in unit.words[verb : cue.group]):
        return None
    source = subjects.after(s, unit, verb + 1, cue.group)
    if source is None or source.end is None or source.start is None or source.basis != "phrase":
        return source
    end = min(source.end, s.end(unit.items[cue.group - 1]))
    return replace(source, end=end, text=s.text[source.start : end])
