"""Participles that no comma ties to a clause: behind a preposition ("by saying that …", "as saying"), behind a noun ("a note saying that …")."""

from __future__ import annotations

from pipeline.annotate.quoting import content, relays, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import head
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_SCORE = 0.65
_SUBJECT = 8  # items of the subject of an absolute participle
_RELAYED = 30  # items between a verb that relays and "as saying"


def governed(s: Scene, unit: Unit, cue: Cue, ahead: int) -> Statement | None:
    """A participle behind a preposition: "He opened by saying that …", "The paper quoted her as saying …", "After saying that …, she left"."""
    g, words = s.grammar, unit.words
    if g.has("unsaid", words[cue.group - 1]) or g.has("unsaid", " ".join(words[max(cue.group - 2, 0) : cue.group])):
        return None  # stopped short of saying who had paid
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if found is None or found.rule not in ("that", "quote", "zero"):
        return None
    a, b = found.spans[0]
    relay: Source | None = None
    if cue.group <= 2:
        comma = next((p for p in range(a + 2, b) if words[p] in COMMAS or (unit.items[p] < 0 and p + 1 < b)), None)
        if comma is None:
            return None
        b = comma + 1 if unit.items[comma] < 0 else comma
        source = head(s, unit, comma + 1, min(comma + 8, len(unit)), last=False)
    else:
        source, relay = _quoted(s, unit, cue)
        if source is None:
            source = head(s, unit, *subjects.first_phrase(s, unit, cue.group), last=False)
    if source is None:
        return None
    return Statement(unit, cue, [(a, b)], source, "gerund." + found.rule, _SCORE, relay=relay, opens=cue.group)


def _quoted(s: Scene, unit: Unit, cue: Cue) -> tuple[Source | None, Source | None]:
    """Who is quoted and who quotes: "State radio quoted the trade minister, Ann Lee, as saying"; of "was quoted", the subject."""
    g, words = s.grammar, unit.words
    if not g.has("as_words", words[cue.group - 1]):
        return None, None
    verb = next((p for p in range(cue.group - 2, max(cue.group - _RELAYED, -1), -1) if g.has("relaying", words[p])), None)
    if verb is None:
        return None, None
    passive = next((p for p in range(max(verb - 2, 0), verb) if g.has("passive", words[p])), None)
    if passive is not None:
        agent = verb + 1 < cue.group - 1 and g.has("agents", words[verb + 1])
        return subjects.before(s, unit, 0, passive), subjects.after(s, unit, verb + 2, cue.group - 1) if agent else None
    source = subjects.after(s, unit, verb + 1, cue.group - 1)
    return source, head(s, unit, *subjects.first_phrase(s, unit, verb), last=False) if source is not None else None


def absolute(s: Scene, unit: Unit, cue: Cue, low: int, ahead: int) -> Statement | None:
    """A participle with a subject of its own behind a comma: "Both said that …, Lee adding that …"."""
    words = unit.words
    comma = next((p for p in range(cue.group - 1, max(low, cue.group - _SUBJECT), -1) if words[p] in COMMAS), None)
    if comma is None or comma + 1 >= cue.group or any(s.grammar.has("prepositions", w) for w in words[cue.group - 1 : cue.group]):
        return None
    source = head(s, unit, comma + 1, cue.group, last=True)
    if source is None or source.position != comma + 1 or source.type not in ("name", "short_name", "role", "pronoun"):
        return None
    found = content.right(s, unit, cue, cue.last + 1, ahead) if source.basis != "phrase" else None
    if found is None or found.rule not in ("that", "quote"):
        return None
    return Statement(unit, cue, found.spans, source, found.rule, 0.8, opens=comma)


def cut(s: Scene, unit: Unit, outer: Statement, comma: int) -> bool:
    """Ends a content at the comma behind which another one begins."""
    start = outer.spans[-1][0]
    outer.spans[-1] = (start, comma)
    return comma > start


def reduced(s: Scene, unit: Unit, cue: Cue, ahead: int) -> Statement | None:
    """A participle behind a noun: "a statement saying that …", "un communiqué indiquant que …"."""
    g, words = s.grammar, unit.words
    spot = next((p for p in range(cue.group - 1, max(cue.group - 6, -1), -1) if words[p] in g.documents), None)
    if cue.cls == "request":
        return None
    if spot is None:
        source = relays.object_of_citing(s, unit, cue)
    else:
        first = spot - 1 if spot and g.has("determiners", words[spot - 1]) else spot
        source = head(s, unit, first, cue.group, last=True)
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if source is None or found is None or found.rule not in ("that", "quote"):
        return None
    return Statement(unit, cue, found.spans, source, "reduced." + found.rule, 0.7, opens=cue.group)
