"""Frames: what a cue introduces, and where its speaker stands.

For each cue of a unit: what stands to its left (`beside`), what follows it (`content`), or what a preposition attributes
(`sources`). `read` gives statements with the words of their speaker as they stand there; who that is, is decided in `speakers`.
Where one cue stands inside what another one introduces, it goes on beside it, or it is kept and the outer one relays it, or it
is a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.annotate.quoting import asides, asked, beside, clauses, content, gerunds, passives, relays, sources, subjects, verb_first
from pipeline.annotate.quoting.acts import SILENCE
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import adverbial
from pipeline.annotate.quoting.scene import COMMAS, DASHES, Scene, Source
from pipeline.annotate.quoting.spans import Content
from pipeline.annotate.quoting.statements import Reading, Statement, resumes
from pipeline.annotate.quoting.units import Unit
from pipeline.text import fold

_CLAUSES = ("that", "quote", "zero")


def read(s: Scene, unit: Unit, cues: Sequence[Cue], claimed: set[int]) -> list[Statement]:
    """The statements of a unit, in order. `claimed` collects the items of quotations that belong to one."""
    out: list[Statement] = []
    if s.grammar.order == "vso":
        cues = verb_first.spoken(s, unit, cues)
    cues, asides_found = relays.cited(s, unit, cues)
    edge = 0  # nothing to the left of it is looked at
    for n, cue in enumerate(cues):
        ahead = next((c.group for c in cues[n + 1 :] if _stops(unit, c)), len(unit))
        found = _attributed(s, unit, cue, edge, ahead, out)
        if found is None:
            continue
        relays.relayed(found, asides_found)
        out.append(found)
        edge = max(edge, cue.last + 1)
        for a, b in found.spans:
            claimed.update(i for i in unit.items[a:b] if i < 0)
    for found in passives.called(s, unit, claimed):
        out.append(found)
        claimed.update(unit.items[a] for a, _ in found.spans)
    return _spoken(x for x in out if any(b > a for a, b in x.spans))


def _stops(unit: Unit, cue: Cue) -> bool:
    """What an earlier cue introduces does not reach beyond this one. A source between commas only parts a verb from its content (أوضحت
    الوزارة، وفقا لبيان، أن …), and "holding", "showing" are mostly no cues."""
    if cue.form == "participle" and "D" in cue.frames:
        return False
    return cue.form != "source" or unit.words[cue.group - 1] not in COMMAS


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
    return _verb(s, unit, cue, edge, ahead, out)


def _verb(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, out: list[Statement]) -> Statement | None:
    """The statement of a verb: its content to the left, else to the right, else the clause that it closes."""
    g, words = s.grammar, unit.words
    outer = _outer(out, cue)
    question = asked.by(s, unit, cue) if outer is None else None
    if question is not None:
        return question
    low = outer.spans[-1][0] if outer is not None else edge
    tied = _tied(s, unit, cue, low)
    if cue.form == "participle" and g.order == "svo":
        before = words[cue.group - 1] if cue.group else ""
        if cue.group and g.has("prepositions", before) and not out:
            return gerunds.governed(s, unit, cue, ahead)
        beside_main = before in COMMAS or tied or (cue.group and g.has("adverbs", before))
        if not beside_main and (own := gerunds.absolute(s, unit, cue, low, ahead)) is not None:
            return own if outer is None or gerunds.cut(s, unit, outer, own.opens) else None
        if not beside_main or not (out or cue.group > 3):
            return gerunds.reduced(s, unit, cue, ahead) if outer is None else None
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
    if outer is not None and not _settle(s, unit, cue, outer, opens, tied, what.rule):
        return None
    if "J" in cue.frames:
        source = Source(None, None, None, "implicit", basis="passive", position=cue.group)
    statement = Statement(unit, cue, what.spans, source, what.rule, what.score, opens=opens)
    if outer is not None and not outer.spans and not (outer.inherits and outer.source is None):
        statement.relay = outer.source
    if source is None:
        statement.inherits = g.order == "svo" or cue.form == "participle"
        statement.implicit = not statement.inherits
        if statement.inherits and not out:
            statement.source = _main_subject(s, unit, cue)
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
    if comma is None or not any(g.has("relatives", w) for w in words[comma + 1 : comma + 3]):
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
    while p >= low and (g.has("adverbs", words[p]) or words[p] in COMMAS):
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
    """What the cue's row asks of its subject: a document where it shows words in marks (D), a body that hears others (J)."""
    words = fold(source.text or "").split() if source is not None else []
    if "Q" in cue.frames and cue.agreement == "p" and any(s.grammar.has("namers", w) for w in words):
        return False  # what locals call the bend is its name
    if "J" in cue.frames:
        return what.rule == "that" and any(s.grammar.has("hearings", w) for w in words)
    if what.rule == "quote" and any(s.grammar.has("inscriptions", w) for w in words):
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
        if outer is not None and cue.form == "participle" and cue.frames & {"d", "t", "n"}:
            _cut(s, unit, cue, outer)
        if outer is not None and cue.form == "finite" and "t" in cue.frames and not tied:
            beside.relayed(s, unit, cue, outer)
        return beside.clause(s, unit, cue, low, ahead) if outer is None else None
    return found, source


def _cut(s: Scene, unit: Unit, cue: Cue, outer: Statement) -> None:
    """ "…, tout en appelant les habitants au calme", "…, urging calm": what the speaker does besides ends what he said."""
    g, words = s.grammar, unit.words
    start = outer.spans[-1][0]
    p = cue.group
    while p > start and (g.has("gerund_marks", words[p - 1]) or g.has("adverbs", words[p - 1])):
        p -= 1
    if p > start + 3 and words[p - 1] in COMMAS:
        outer.spans[-1] = (start, p - 1)


def _main_subject(s: Scene, unit: Unit, cue: Cue) -> Source | None:
    """The subject of the clause that a participle or a coordinated verb goes on with."""
    if s.grammar.order == "vso":
        return subjects.first_name(s, unit, cue.group)
    return subjects.main(s, unit, cue.group) if cue.group > 0 else None


def _settle(s: Scene, unit: Unit, cue: Cue, outer: Statement, opens: int, tied: bool, rule: str) -> bool:
    """A cue inside what an earlier one introduces. True: it has a statement of its own, and `outer` is cut or (empty) relays it."""
    g, words = s.grammar, unit.words
    start, _ = outer.spans[-1]
    opens = _break_before(s, unit, start, opens)
    k = _behind_aside(s, unit, start, opens - 1)
    asked = k < opens - 1  # and, when pressed on that, she said
    while k > start and g.has("adverbs", words[k]):
        k -= 1
    parted = (
        k > start
        and (asked or words[k - 1] in COMMAS | DASHES or unit.items[k - 1] < 0)
        and (g.has("coordinators", words[k]) or g.has("breakers", words[k]))
    )
    if cue.form == "participle" or tied:
        inherits_here = cue.form == "participle" and g.order == "vso"
        after_marks = cue.group - 2 > start and unit.items[cue.group - 2] < 0 and g.has("coordinators", words[cue.group - 1])
        parted = parted or (after_marks and rule == "zero")
        both = cue.form == "participle" and outer.cue is not None and outer.cue.form == "participle" and g.order == "svo"
        if (
            rule not in ("that", "quote", "wh")
            and not (both and tied)  # ajoutant que … et exhortant les usagers à …
            and not inherits_here
            and not (parted and cue.form == "finite" and rule in ("noun", "infinitive", "zero"))
        ):
            return False
        if outer.rule not in ("that", "zero", "noun", "colon", "infinitive") and all(i >= 0 for i in unit.items[start:opens]):
            return False
        end = opens if g.order == "vso" or cue.form == "participle" else cue.group
        while end > start and (
            words[end - 1] in COMMAS or any(g.has(name, words[end - 1]) for name in ("sequel", "coordinators", "breakers"))
        ):
            end -= 1
        outer.spans[-1] = (start, end)
        return end > start
    parted = parted and k > start + 2
    cut = (start, k if asked and words[k - 1] not in COMMAS | DASHES else k - 1)
    if rule not in _CLAUSES:
        if not (parted and cue.form == "finite" and g.third_person):
            return False
        outer.spans[-1] = cut  # …, but he refuses to name them
        return True
    written = outer.source is not None and outer.source.type == "document"
    if outer.rule in ("that", "zero", "source.first") and _light(
        s, unit, start, _phrase_start(s, unit, start, opens) if written else opens
    ):
        outer.spans = []
        return True
    if not parted and rule == "quote":  # …, and when pressed on why it was late, the mayor replied, "…"
        cut = (start, next((p for p in range(opens - 2, start + 2, -1) if words[p] in COMMAS and g.has("coordinators", words[p + 1])), 0))
        parted = cut[1] > 0
    if not parted and g.order == "vso" and opens > start + 2 and words[opens - 1] in COMMAS:  # …، وهو يجيبها بأن
        cut, parted = (start, opens - 1), words[opens][:1] in g.classes["conjunction_prefixes"]
    if parted:
        outer.spans[-1] = cut
    return parted


def _break_before(s: Scene, unit: Unit, start: int, opens: int) -> int:
    """Where a subject begins with the words before its office: ", as opposition leaders claimed"."""
    g, words = s.grammar, unit.words
    for p in range(opens - 1, max(opens - 4, start + 2), -1):
        if g.has("breakers", words[p]) or g.has("coordinators", words[p]):
            return p + 1 if words[p - 1] in COMMAS else opens
        if unit.items[p] < 0 or words[p] in COMMAS or clauses.finite(s, unit, p):
            return opens
    return opens


def _behind_aside(s: Scene, unit: Unit, start: int, last: int) -> int:
    """The coordinator before an adverbial between commas that ends at `last`, else `last` itself."""
    words = unit.words
    if last <= start or words[last] not in COMMAS:
        return last
    comma = next((p for p in range(last - 1, start, -1) if words[p] in COMMAS), None)
    if comma is None or comma + 1 >= last or not s.grammar.has("coordinators", words[comma - 1]):
        return last
    return comma - 1 if adverbial(s, unit, comma + 1, last) else last


def _phrase_start(s: Scene, unit: Unit, start: int, opens: int) -> int:
    """Where a subject begins with its office and its determiner: "the finance minister, Ann Lee"."""
    while opens > start and (s.role(unit.items[opens - 1]) is not None or s.grammar.has("determiners", unit.words[opens - 1])):
        opens -= 1
    return opens


def _light(s: Scene, unit: Unit, start: int, opens: int) -> bool:
    """Nothing, or one adverbial, stands between the outer cue and the inner one's subject."""
    lead = unit.items[start:opens]
    if any(i < 0 for i in lead):
        return False
    return not lead or (len(lead) <= 12 and unit.words[opens - 1] in COMMAS and adverbial(s, unit, start, opens - 1))
