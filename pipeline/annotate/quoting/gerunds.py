"""Participles that no comma ties to a clause: behind a preposition ("by saying that …"), behind a noun ("a note saying that …")."""

from __future__ import annotations

from pipeline.annotate.quoting import content, relays, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import head
from pipeline.annotate.quoting.scene import COMMAS, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_SCORE = 0.65
_QUOTED = 0.85  # a verb that relays says who speaks
_EARLY = 3  # items: nothing that a participle could go on with is shorter
_SUBJECT = 8  # items of the subject of an absolute participle
_RELAYED = 30  # items between a verb that relays and "as saying"


def apart(s: Scene, unit: Unit, cue: Cue, *, tied: bool, follows: bool) -> bool:
    """Whether the participle is none of those that go on with the verb of the clause before: "…, adding that"."""
    g, before = s.grammar, unit.words[cue.group - 1] if cue.group else ""
    if cue.group and g.has("prepositions", before) and not follows:
        return True
    marks = bool(cue.group) and unit.items[cue.group - 1] < 0  # “… if we sold,” noting that
    closed = marks and s.text[s.marked[-unit.items[cue.group - 1] - 1].end - 1] in COMMAS
    beside_main = before in COMMAS or closed or tied or (cue.group and g.has("adverbs", before))
    return not (beside_main and (follows or cue.group > _EARLY))


def read(s: Scene, unit: Unit, cue: Cue, low: int, ahead: int, outer: Statement | None) -> Statement | None:
    """The statement of such a participle; where it has a subject of its own, it ends the content in which it stands."""
    if cue.group and s.grammar.has("prepositions", unit.words[cue.group - 1]):
        return _governed(s, unit, cue, ahead) if outer is None else None
    own = _absolute(s, unit, cue, low, ahead)
    if own is None:
        return _reduced(s, unit, cue, ahead) if outer is None else None
    if outer is not None:
        start = outer.spans[-1][0]
        if own.opens <= start:
            return None
        outer.spans[-1] = (start, own.opens)
    return own


def _governed(s: Scene, unit: Unit, cue: Cue, ahead: int) -> Statement | None:
    """Behind a preposition: "He opened by saying that …", "The paper quoted her as saying …", "After saying that …, she left"."""
    g, words = s.grammar, unit.words
    if g.has("unsaid", words[cue.group - 1]) or g.has("unsaid", " ".join(words[max(cue.group - 2, 0) : cue.group])):
        return None  # stopped short of saying who had paid
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if found is None or found.rule not in ("that", "quote", "zero"):
        return None
    a, b = found.spans[0]
    relay: Source | None = None
    quoted = False
    if cue.group <= 2:
        comma = next((p for p in range(a + 2, b) if words[p] in COMMAS or (unit.items[p] < 0 and p + 1 < b)), None)
        if comma is None:
            return None
        b = comma + 1 if unit.items[comma] < 0 else comma
        source = head(s, unit, comma + 1, min(comma + 8, len(unit)), last=False)
    else:
        source, relay = _quoted(s, unit, cue)
        quoted = source is not None
        if source is None:
            source = head(s, unit, *subjects.first_phrase(s, unit, cue.group), last=False)
    if source is None:
        return None
    score = _QUOTED if quoted else _SCORE
    return Statement(unit, cue, [(a, b)], source, "gerund." + found.rule, score, relay=relay, opens=cue.group)


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


def _absolute(s: Scene, unit: Unit, cue: Cue, low: int, ahead: int) -> Statement | None:
    """A participle with a subject of its own behind a comma: "Both said that …, Lee adding that …"."""
    words = unit.words
    comma = next((p for p in range(cue.group - 1, max(low, cue.group - _SUBJECT), -1) if words[p] in COMMAS), None)
    if comma is None or comma + 1 >= cue.group or s.grammar.among("prepositions", words[cue.group - 1 : cue.group]):
        return None
    source = head(s, unit, comma + 1, cue.group, last=True)
    if source is None or source.position != comma + 1 or source.type not in ("name", "short_name", "role", "pronoun"):
        return None
    found = content.right(s, unit, cue, cue.last + 1, ahead) if source.basis != "phrase" else None
    if found is None or found.rule not in ("that", "quote"):
        return None
    return Statement(unit, cue, found.spans, source, found.rule, 0.8, opens=comma)


def _reduced(s: Scene, unit: Unit, cue: Cue, ahead: int) -> Statement | None:
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
