"""What something is called by somebody named behind it: « un accord qualifié d'“historique” par la maire »."""

from __future__ import annotations

from pipeline.annotate.quoting import subjects
from pipeline.annotate.quoting.scene import Scene
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_REACH = 5  # items between the participle and the words in marks


def called(s: Scene, unit: Unit, claimed: set[int]) -> list[Statement]:
    """The words in marks between such a participle and the agent of the passive."""
    g, words = s.grammar, unit.words
    out: list[Statement] = []
    if not unit.quoted or not g.among("called", words):
        return out
    for q in range(1, len(unit) - 2):
        item = unit.items[q]
        if item >= 0 or item in claimed or s.is_name(item) or not g.has("agents", words[q + 1]):
            continue
        verb = next((p for p in range(q - 1, max(q - _REACH, -1), -1) if g.has("called", words[p])), None)
        if verb is None or any(unit.items[p] < 0 for p in range(verb, q)):
            continue
        source = subjects.after(s, unit, q + 2, len(unit))
        if source is not None:
            out.append(Statement(unit, None, [(q, q + 1)], source, "passive", 0.8))
    return out
