"""The span of a content, and where a clause ends."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.annotate.quoting.scene import COMMAS, PAUSES, STOPS, Scene
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.values import swift

_ENDING = PAUSES | {QUOTE}


@swift
@dataclass(frozen=True, slots=True)
class Content:
    """Item ranges of a unit; `lead`: where the words between cue and content end (a subject may stand among them)."""

    spans: list[tuple[int, int]]
    rule: str
    score: float
    lead: int


def clause_end(s: Scene, unit: Unit, start: int) -> int:
    """The item behind the clause that begins at `start`: the end of the unit without its stop."""
    end = len(unit)
    while end > start and (unit.words[end - 1] in PAUSES or unit.words[end - 1] in ("/", "\\")):
        end -= 1
    narrator, topic = s.grammar.narrator, s.grammar.classes["topic"]
    for p in range(start, end):
        word = unit.words[p]
        if word not in _ENDING and word not in narrator and word not in topic:
            continue  # nearly all words
        if unit.items[p] < 0 and _goes_on(s, unit, p + 1, end):
            return p + 1
        if p > start and unit.words[p - 1] in COMMAS and word in topic:
            return p - 1  # …، أما هو فيعترف
        if word in narrator and (meant := _meant(s, unit, start, p)) is not None:
            return meant
        if p > start + 2 and p + 4 < end and word in COMMAS and _commented(s, unit, p + 1):
            return p
        if word in (";", "؛") or (word in STOPS and p + 1 < end and unit.items[p + 1] >= 0 and not s.grammar.documents):
            return p
    return end


def _commented(s: Scene, unit: Unit, p: int) -> bool:
    """What the narrator adds of the statement itself: ", a claim that Ann Lee denies", ", an allegation the firm rejects"."""
    g, words = s.grammar, unit.words
    if not g.has("indefinite", words[p]):
        return False
    return any(g.has_any(("stated", "claims"), w) for w in words[p + 1 : p + 3])


def _meant(s: Scene, unit: Unit, start: int, p: int) -> int | None:
    """Where a content ends before words in which the narrator says what was meant: ", citing the port", ", in a reference to …"."""
    phrases = s.grammar.narrator[unit.words[p]]
    if p < start + 2 or not any(unit.words[p : p + len(phrase)] == phrase for phrase in phrases):
        return None
    if unit.words[p - 1] in COMMAS:
        return p - 1
    if s.grammar.has("coordinators", unit.words[p]):
        return p  # but declined to say
    return p if s.grammar.order == "vso" or unit.items[p - 1] < 0 else None  # Arabic sets no comma before them


def _goes_on(s: Scene, unit: Unit, p: int, end: int) -> bool:
    """Behind words in marks and a comma, a participle is the narrator's: "was “a trap”, urging …", « … », tout en appelant …"."""
    if p + 1 >= end or unit.words[p] not in COMMAS:
        return False
    p += 1
    while p + 1 < end and s.grammar.has("gerund_marks", unit.words[p]):
        p += 1
    endings = s.grammar.gerund_endings
    return bool(endings) and len(unit.words[p]) > 4 and unit.words[p].endswith(endings)
