"""Questions that open a sentence: "Asked by a reporter whether she would stay, the mayor said …"."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, Scene
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_OPENS = 3  # items before the participle: "And when asked by …"
_REACH = 16  # items between the one who asks and the question
_VERB = 10  # items in which the main clause behind the question has its verb


def by(s: Scene, unit: Unit, cue: Cue) -> Statement | None:
    """The question that somebody named behind "by" has asked; None where nobody is said to ask, or the question is a noun."""
    g, words = s.grammar, unit.words
    begin = cue.last + 2
    if cue.cls != "ask" or begin + 2 >= len(unit) or not g.has("agents", words[begin - 1]):
        return None
    if cue.group > _OPENS and words[cue.group - 1] not in COMMAS:
        return None
    question = next((p for p in range(begin + 1, min(begin + _REACH, len(unit))) if g.has("wh", words[p])), None)
    if question is None or any(unit.items[p] < 0 for p in range(begin, question)):
        return None
    if g.has("relatives", words[question]) and words[question - 1] not in COMMAS:
        return None  # asked by a man who …
    source = subjects.after(s, unit, begin, question)
    end = _end(s, unit, question)
    if source is None or end - question < 2:
        return None
    return Statement(unit, cue, [(question, end)], source, "asked", 0.75, opens=cue.group)


def _end(s: Scene, unit: Unit, question: int) -> int:
    """The comma behind which the main clause begins, with its verb; else the end of the sentence."""
    g, words = s.grammar, unit.words
    end = clause_end(s, unit, question)
    for p in range(question + 2, end):
        following = range(p + 2, min(p + _VERB, end))
        if words[p] in COMMAS and any(clauses.finite(s, unit, q) or words[q].endswith(g.past_endings) for q in following):
            return p
    return end
