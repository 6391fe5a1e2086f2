"""Frames: what a cue introduces, and where its speaker stands.

For each cue of a unit: what stands to its left (`beside`), what follows it (`content`), or what a preposition attributes
(`sources`). `read` gives statements with the words of their speaker as they stand there; who that is, is decided in `speakers`.
Where one cue stands inside what another one introduces, it goes on beside it, or it is kept and the outer one relays it, or it
is a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.annotate.quoting import (
    asides,
    asked,
    beside,
    clauses,
    content,
    gerunds,
    nested,
    passives,
    relays,
    sources,
    subjects,
    verb_first,
)
from pipeline.annotate.quoting.acts import SILENCE
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, UNNAMED, Scene, Source
from pipeline.annotate.quoting.spans import Content
from pipeline.annotate.quoting.statements import Reading, Statement, resumes
from pipeline.annotate.quoting.units import Unit
from pipeline.text import fold

_CLAUSES = ("that", "quote", "zero")


def read(s: Scene, unit: Unit, cues: Sequence[Cue], claimed: set[int]) -> list[Statement]:
    """The statements of a unit, in order. `claimed` collects the items of quotations that belong to one."""
    out: list[Statement] = []
    if not cues and not unit.quoted:
        return out
    if s.grammar.order == "vso":
        cues = verb_first.spoken(s, unit, cues)
    cues, asides_found = relays.cited(s, unit, cues)
    edge = 0  # nothing to the left of it is looked at
    for cue, ahead in zip(cues, _ends(unit, cues), strict=True):
        found = _attributed(s, unit, cue, edge, ahead, out)
        if found is None:
            continue
        relays.relayed(found, asides_found)
        out.append(found)
        edge = max(edge, cue.last + 1)
        if unit.quoted:
            claimed.update(i for a, b in found.spans for i in unit.items[a:b] if i < 0)
    for found in passives.called(s, unit, claimed):
        out.append(found)
        claimed.update(unit.items[a] for a, _ in found.spans)
    return _spoken([x for x in out if any(b > a for a, b in x.spans)]) if out else out


def _ends(unit: Unit, cues: Sequence[Cue]) -> list[int]:
    """How far what each cue introduces may reach: to the next one that stops it, else to the end of the unit."""
    out: list[int] = []
    ahead = len(unit)
    for cue in reversed(cues):
        out.append(ahead)
        if _stops(unit, cue):
            ahead = cue.group
    return out[::-1]


def _stops(unit: Unit, cue: Cue) -> bool:
    """What an earlier cue introduces does not reach beyond this one. A source between commas only parts a verb from its content (أوضحت
    الوزارة، وفقا لبيان، أن …), and "holding", "showing" are mostly no cues."""
    if cue.form == "participle" and "D" in cue.frames:
        return False
    apart = unit.words[cue.group - 1] in COMMAS
    return cue.form != "source" or not (apart or "N" in cue.frames)  # pour sa part


def _spoken(found: Iterable[Statement]) -> list[Statement]:
    """The statements without those that say that nothing was said; what goes on with such a one has its speaker."""
    out: list[Statement] = []
    silent: Source | None = None
    for statement in found:
        if statement.rule == SILENCE:
            silent = statement.source
            continue
        if not out and statement.inherits and statement.source is None and silent is not None:
            statement.source, statement.inherits = silent, False
        out.append(statement)
    return out


def _attributed(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, out: list[Statement]) -> Statement | None:
    if cue.form == "source":
        return sources.attributed(s, unit, cue, edge, out)
    if cue.form == "masdar":
        return verb_first.owned(s, unit, cue, edge, ahead, _outer(out, cue))
    question = asked.by(s, unit, cue) if _outer(out, cue) is None else None
    found = _verb(s, unit, cue, edge, ahead, out) if question is None else question
    return _heard(s, found) if found is not None and "J" in cue.frames else found


def _heard(s: Scene, found: Statement) -> Statement | None:
    """ "The court heard that …", "…, a jury heard": nobody is named who speaks; what others hear is nothing that they say."""
    words = fold(found.source.text or "").split() if found.source is not None else []
    if found.rule not in ("that", "closing") or not s.grammar.among("hearings", words):
        return None
    found.source = Source(None, None, None, "implicit", basis=UNNAMED, position=found.opens)
    return found


def _verb(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, out: list[Statement]) -> Statement | None:
    """The statement of a verb: its content to the left, else to the right, else the clause that it closes."""
    g, words = s.grammar, unit.words
    outer = _outer(out, cue)
    low = outer.spans[-1][0] if outer is not None else edge
    tied = _tied(s, unit, cue, low)
    if cue.form == "participle" and g.order == "svo" and gerunds.apart(s, unit, cue, tied=tied, follows=bool(out)):
        return gerunds.read(s, unit, cue, low, ahead, outer)
    if outer is None:
        left = _left(s, unit, cue, edge, ahead, tied)
        if left is not None:
            return left
    if g.order == "vso":
        found: Reading = verb_first.read(s, unit, cue, low, ahead, outer)
    else:
        found = _subject_before(s, unit, cue, low, ahead, tied, outer, bool(out))
    if not isinstance(found, tuple):
        return found
    what, source = found
    what = _in_relative(s, unit, cue, what)
    if _refused(s, unit, cue, what, source):
        return None
    opens = cue.group if source is None or source.position < 0 else source.position if g.order == "svo" else min(source.position, cue.group)
    while opens < cue.group and g.has("coordinators", words[opens]):
        opens += 1
    if outer is not None and not nested.settle(s, unit, cue, outer, opens, tied, what.rule):
        return None
    return _made(s, Statement(unit, cue, what.spans, source, what.rule, what.score, opens=opens), cue, outer, first=not out)


def _made(s: Scene, statement: Statement, cue: Cue, outer: Statement | None, *, first: bool) -> Statement:
    """The statement with whoever relays it, and with the speaker of another clause where it has none of its own."""
    if outer is not None and not outer.spans and not (outer.inherits and outer.source is None):
        statement.relay = outer.source
    if statement.source is None:
        statement.inherits = s.grammar.order == "svo" or cue.form == "participle"
        statement.implicit = not statement.inherits
        if statement.inherits and first:
            statement.source = _main_subject(s, statement.unit, cue)
            statement.inherits = statement.source is None
    return statement


def _outer(out: list[Statement], cue: Cue) -> Statement | None:
    """The last statement, where the cue stands in its content."""
    return out[-1] if out and out[-1].spans and out[-1].spans[-1][0] <= cue.group < out[-1].spans[-1][1] else None


def _in_relative(s: Scene, unit: Unit, cue: Cue, what: Content) -> Content:
    """« La maire, dont le fils assure que le pont tient, a souri »: what is told in a relative clause ends with it."""
    g, words = s.grammar, unit.words
    a, b = what.spans[-1]
    if not g.participle_endings or what.rule not in _CLAUSES or a < cue.group:
        return what
    comma = next((p for p in range(cue.group - 1, 0, -1) if words[p] in COMMAS), None)
    if comma is None or not g.among("relatives", words[comma + 1 : comma + 3]):
        return what
    end = clauses.relative_end(s, unit, a, b)
    return what if end == b else replace(what, spans=[*what.spans[:-1], (a, end)])


def _left(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, tied: bool) -> Statement | None:
    """What stands before the cue: a quotation, a clause that an inverted verb closes, or, led by "as", the cue's own clause."""
    words = unit.words
    found = beside.quotation(s, unit, cue, edge, ahead) if not tied and cue.form == "finite" and cue.frames & {"d", "t"} else None
    if found is None and s.grammar.order == "svo" and cue.group and words[cue.group - 1] in COMMAS:
        found = beside.clause(s, unit, cue, edge, ahead, inverted_only=True)
    if found is None and cue.form == "finite" and "t" in cue.frames and not cue.negated:
        found = asides.led_by_as(s, unit, cue, edge)
    return found


def _tied(s: Scene, unit: Unit, cue: Cue, low: int) -> bool:
    """The verb is coordinated with what stands before it, without a subject of its own between: "… and added"."""
    g, words = s.grammar, unit.words
    if cue.conjoined or (cue.group > low and g.has("sequel", words[cue.group - 1])):
        return True
    p = cue.group - 1
    while p >= low and (words[p] in COMMAS or g.has("adverbs", words[p])):
        p -= 1
    return p >= low and g.has("coordinators", words[p])


def _refused(s: Scene, unit: Unit, cue: Cue, what: Content, source: Source | None) -> bool:
    """Infinitives that state nothing (il est à noter, to reject the plan), verbs of saying that deny having said, "the rally began: …",
    subjects that say nothing (cela signifie que)."""
    if source is not None and source.basis == "phrase" and s.grammar.has("no_speakers", (source.text or "").lower()):
        return True
    if what.rule == "colon" and "t" not in cue.frames and source is not None and source.basis == "phrase":
        return True
    if not _fits(s, cue, what, source):
        return True
    if cue.form == "infinitive":
        if "n" in cue.frames and what.rule == "noun":
            return True
        p = next((p for p in range(cue.group - 1, max(cue.group - 3, -1), -1) if s.grammar.has("passive", unit.words[p])), None)
        if p is not None and not (p and s.grammar.has("reflexive", unit.words[p - 1])):  # but: s'est contentée de dire que
            return True
    return cue.negated and what.rule in ("zero", "quote") and cue.cls == "say"


def _fits(s: Scene, cue: Cue, what: Content, source: Source | None) -> bool:
    """What the cue's row asks of its subject: a document where it shows words in marks (D), whoever gives names but once (Q)."""
    words = fold(source.text or "").split() if source is not None else []
    if "Q" in cue.frames and cue.agreement == "p" and s.grammar.among("namers", words):
        return False  # what locals call the bend is its name
    if what.rule == "quote" and s.grammar.among("inscriptions", words):
        return False  # a sign that says "Keep out"
    return "D" not in cue.frames or what.rule != "quote" or (source is not None and source.type == "document")


def _subject_before(s: Scene, unit: Unit, cue: Cue, low: int, ahead: int, tied: bool, outer: Statement | None, follows: bool) -> Reading:
    """English and French: an inverted pronoun, the subject before the verb, or that of the verb it is coordinated with."""
    g, words = s.grammar, unit.words
    begin = resumes(cue)
    source: Source | None = None
    if cue.clitic is not None:
        source = subjects.clitic(s, unit, cue)
    elif cue.form != "participle" and not tied:
        source = subjects.before(s, unit, low, cue.group)
        if source is not None and not subjects.agrees(s, source, cue):
            return None
        if source is None:
            late = beside.late(s, unit, cue, begin, ahead) if cue.form == "finite" and outer is None else None
            if late is not None:
                return late
            if not follows and (cue.form != "infinitive" or cue.group <= 1):
                return beside.clause(s, unit, cue, low, ahead) if outer is None and cue.form == "finite" else None
    found = content.right(s, unit, cue, begin, ahead)
    if found is not None and found.rule == "infinitive" and "h" in cue.frames and cue.group and g.has("relatives", words[cue.group - 1]):
        return None  # those who asked the firm to pay went home
    if found is None:
        cuts = {"t", "n"} if g.third_person else {"d", "t", "n"}
        if outer is not None and cue.form == "participle" and cue.frames & cuts:
            nested.cut(s, unit, cue, outer)
        if outer is not None and cue.form == "finite" and "t" in cue.frames and not tied:
            beside.relayed(s, unit, cue, outer)
        return beside.clause(s, unit, cue, low, ahead) if outer is None else None
    return found, source


def _main_subject(s: Scene, unit: Unit, cue: Cue) -> Source | None:
    """The subject of the clause that a participle or a coordinated verb goes on with."""
    if s.grammar.order == "vso":
        return subjects.first_name(s, unit, cue.group)
    return subjects.main(s, unit, cue.group) if cue.group > 0 else None
