"""Frames: what a cue introduces, and where its speaker stands.

For each cue of a unit: a quotation to its left ("…", said X), what follows it (X said: "…", X said that …, X stressed the importance of …),
or the clause that it closes (…, he said). `read` gives statements with the words of their speaker as they stand there; who that is, is
decided in `speakers`. Where one cue stands inside what another one introduces, the inner one is kept and the outer one relays it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.quoting import content, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.subjects import Scene, Source
from pipeline.annotate.quoting.units import QUOTE, Unit

_STOPS = frozenset({".", "!", "?", "؟", "…", ";", "؛"})
_COMMAS = frozenset({",", "،"})


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
    joins: bool = False  # continues the statement before it
    cue_unit: Unit | None = None  # where the cue stands, if not in `unit`
    ranges: tuple[tuple[int, int], ...] = ()  # offsets in the place of `spans`, where a quotation is cut inside


def read(s: Scene, unit: Unit, cues: Sequence[Cue], claimed: set[int]) -> list[Statement]:
    """The statements of a unit, in order. `claimed` collects the items of quotations that belong to one."""
    out: list[Statement] = []
    relay: Source | None = None
    edge = 0  # nothing to the left of it is looked at
    for n, cue in enumerate(cues):
        ahead = cues[n + 1].group if n + 1 < len(cues) else len(unit)
        if cue.form == "source":
            found, relay_here = _source(s, unit, cue, edge, ahead, n + 1 < len(cues), out)
            relay = relay_here or relay
        else:
            outer = out[-1] if out and out[-1].spans and out[-1].spans[-1][0] <= cue.group < out[-1].spans[-1][1] else None
            found = _verb(s, unit, cue, edge, ahead, outer, out)
        if found is None:
            continue
        if found.relay is None and relay is not None:
            found.relay = relay
        out.append(found)
        edge = max(edge, cue.last + 1)
        for a, b in found.spans:
            claimed.update(i for i in unit.items[a:b] if i < 0)
    return [x for x in out if x.spans and any(b > a for a, b in x.spans)]


def _verb(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, outer: Statement | None, out: list[Statement]) -> Statement | None:
    g, words = s.grammar, unit.words
    low = outer.spans[-1][0] if outer is not None else edge
    # ---- how the cue is tied to what stands before it
    p = cue.group - 1
    while p >= low and (g.has("adverbs", words[p]) or words[p] in _COMMAS) and not _is_name(s, unit, p):
        p -= 1
    tied = cue.conjoined or (cue.group > low and g.has("sequel", words[cue.group - 1])) or (p >= low and g.has("coordinators", words[p]) and not _pronoun_like(s, p))
    if cue.form == "participle" and g.order == "svo":
        if cue.group and g.has("prepositions", words[cue.group - 1]) and outer is None and not out:
            return _gerund(s, unit, cue, ahead)
        if cue.group == 0 or (words[cue.group - 1] not in _COMMAS and not tied and not g.has("adverbs", words[cue.group - 1])) or not (out or cue.group > 3):
            return _reduced(s, unit, cue, ahead, outer)
    # ---- a quotation to the left
    if outer is None and not tied and cue.form in ("finite",) and cue.frames & {"d", "t"}:
        left = _left(s, unit, cue, edge, ahead)
        if left is not None:
            return left
    if outer is None and g.order == "svo" and cue.group and words[cue.group - 1] in _COMMAS:
        closing = _closing(s, unit, cue, edge, ahead, inverted_only=True)
        if closing is not None:
            return closing
    # ---- what follows
    source: Source | None = None
    inherits = implicit = False
    begin = cue.last + 1 if cue.clitic is None or cue.clitic < cue.group or cue.clitic < cue.first else cue.clitic + 1
    if cue.clitic is not None and cue.clitic >= cue.first:
        begin = max(begin, cue.clitic + 1)
    opens = cue.group
    if g.order == "vso":
        found = content.right(s, unit, cue, begin, ahead)
        if found is None:
            if cue.form == "participle" and outer is not None and words[cue.group - 1] in _COMMAS:
                outer.spans[-1] = (outer.spans[-1][0], cue.group - 1)  # its own content is none of ours, but it ends the one before
            return None
        if cue.form == "participle":
            inherits = True
        else:
            source = subjects.after(s, unit, begin, found.lead)
            if source is None and not cue.conjoined:
                source = _subject_first(s, unit, cue, low)
            implicit = source is None
    else:
        if cue.form == "participle" or (tied and cue.form != "source" and cue.clitic is None):
            inherits = True
            source = None
        elif cue.clitic is not None:
            source = clitic(s, unit, cue)
        else:
            source = subjects.before(s, unit, low, cue.group)
            if source is not None and not _plausible(s, source, cue):
                return None
            if source is None and cue.form == "finite" and outer is None:
                late = _late(s, unit, cue, begin, ahead)
                if late is not None:
                    return late
            if source is None and cue.form == "infinitive" and not out and cue.group <= 1:
                return None
            if source is None:
                inherits = cue.form == "infinitive" or bool(out)
                if not inherits:
                    return _closing(s, unit, cue, edge, ahead) if outer is None else None
        if source is not None and source.position >= 0:
            opens = source.position
        found = content.right(s, unit, cue, begin, ahead)
        if found is None:
            return _closing(s, unit, cue, edge, ahead) if outer is None else None
    if cue.form == "infinitive" and (cue.frames & {"n"} and found.rule == "noun" or any(g.has("passive", w) for w in words[max(cue.group - 2, 0) : cue.group])):
        return None
    if cue.negated and found.rule in ("zero", "quote") and cue.cls == "say":
        return None
    if outer is not None and not _settle(s, unit, cue, outer, opens, tied, found.rule, out):
        return None
    statement = Statement(unit, cue, found.spans, source, found.rule, found.score, inherits, implicit, None, opens)
    if outer is not None and not outer.spans:
        statement.relay = outer.source
        if outer.inherits and outer.source is None:
            statement.relay = None
        statement.implicit = statement.implicit
    if inherits and g.order == "svo" and not out and source is None:
        statement.source = subjects.head(s, unit, *_first_phrase(s, unit, cue.group), last=False) if cue.group > 0 else None
        statement.inherits = statement.source is None
    elif inherits and not out and source is None:
        statement.source = _first_name(s, unit, cue.group)
        statement.inherits = statement.source is None
    return statement


def _plausible(s: Scene, source: Source, cue: Cue) -> bool:
    """Subject and present form agree in number: "a swing state" has no subject, "critics say" has."""
    if not cue.agreement:
        return True
    if source.type == "pronoun":
        plural = source.number == "p" or source.head in ("1", "2")
        return plural == (cue.agreement == "p")
    if cue.agreement == "p":
        return source.type in ("collective", "anonymous", "document") or source.number == "p" or (source.text or "").lower().endswith(("s", "people", "police"))
    return source.type != "collective" or source.basis != "phrase" or source.start is None or not (source.text or "").islower()


def _late(s: Scene, unit: Unit, cue: Cue, begin: int, ahead: int) -> Statement | None:
    """A subject behind the verb, then a quotation: comme devait conclure X, "…"."""
    source = subjects.after(s, unit, begin, min(ahead, len(unit)))
    if source is None or source.end is None:
        return None
    q = next((p for p in range(begin, min(len(unit), begin + 24)) if unit.items[p] < 0 and s.mention(unit.items[p]) is None), None)
    if q is None or unit.words[q - 1] not in _COMMAS | {":"} or s.start(unit.items[q]) < source.end:
        return None
    return Statement(unit, cue, [(q, q + 1)], source, "quote", 0.9, False, False, None, cue.group)


def _settle(s: Scene, unit: Unit, cue: Cue, outer: Statement, opens: int, tied: bool, rule: str, out: list[Statement]) -> bool:
    """A cue inside what an earlier one introduces: goes on beside it (cuts it), stands at its head (is relayed by it), or is part of it."""
    start, _ = outer.spans[-1]
    g, words = s.grammar, unit.words
    if cue.form == "participle" or tied:
        k = opens - 1
        while k > start and g.has("adverbs", words[k]):
            k -= 1
        parted = cue.form == "finite" and k > start and g.has("coordinators", words[k]) and words[k - 1] in _COMMAS
        if rule not in ("that", "quote", "wh") and not (cue.form == "participle" and g.order == "vso") and not (parted and rule == "noun"):
            return False
        if outer.rule not in ("that", "zero", "noun", "colon") and outer.spans and any(i < 0 for i in unit.items[start:opens]) is False:
            return False
        end = opens if g.order == "vso" or cue.form == "participle" else cue.group
        while end > start and (words[end - 1] in _COMMAS or g.has("sequel", words[end - 1]) or g.has("coordinators", words[end - 1]) or (g.has("adverbs", words[end - 1]) and words[end - 1] in ("tout",))):
            end -= 1
        outer.spans[-1] = (start, end)
        return end > start
    lead = unit.items[start:opens]
    light = all(i >= 0 for i in lead) and (len(lead) == 0 or (len(lead) <= 12 and words[opens - 1] in _COMMAS and subjects_adverbial(s, unit, start, opens - 1)))
    if light and rule in ("that", "quote", "zero") and outer.rule in ("that", "zero", "source.first"):
        outer.spans = []
        return True
    k = opens - 1
    while k > start and g.has("adverbs", words[k]):
        k -= 1
    if k > start + 2 and (g.has("coordinators", words[k]) or g.has("breakers", words[k])) and words[k - 1] in _COMMAS and rule in ("that", "quote", "zero"):
        outer.spans[-1] = (start, k - 1)
        return True
    return False


def subjects_adverbial(s: Scene, unit: Unit, a: int, b: int) -> bool:
    return subjects._adverbial(s, unit, a, b)


def _left(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int) -> Statement | None:
    """A quotation before the cue: "…", said X; "…", X said; with the narrator's words before it where they belong to it."""
    g, words = s.grammar, unit.words
    q = next((p for p in range(cue.group - 1, edge - 1, -1) if unit.items[p] < 0 and not _is_name(s, unit, p)), None)
    if q is None or any(w in _STOPS or w == ":" for w in words[q + 1 : cue.group]) or cue.group - q > 22:
        return None
    between = [p for p in range(q + 1, cue.group) if words[p] not in _COMMAS]
    if any(words[p] in _COMMAS and between and between[0] < p and not _apposed(s, unit, cue, p) for p in range(q + 1, cue.group)):
        return None  # "A", which he denies, B said: the clause goes on behind the quotation
    if between and all(g.has("as_words", words[p]) for p in between):
        between = []
    if between and (g.has("relatives", words[between[0]]) or g.has("prepositions", words[between[0]]) or g.has("coordinators", words[between[0]])):
        return None
    mark = s.marked[-unit.items[q] - 1]
    size = s.tokens.at(mark.end) - s.tokens.at(mark.start)
    comma = words[q + 1] in _COMMAS if q + 1 < len(words) else False
    ended = s.text[mark.end - 1] in ",.?!…،؟"
    if not comma and not ended and size <= 3:
        return None
    begin = cue.clitic + 1 if cue.clitic is not None and cue.clitic >= cue.first else cue.last + 1
    stop = next((p for p in range(begin, len(unit)) if words[p] in _STOPS), len(unit))
    if cue.clitic is not None:
        source = clitic(s, unit, cue)
    elif between and not all(g.has("adverbs", words[p]) for p in between):
        source = subjects.before(s, unit, q + 1, cue.group)
        if source is None:
            return None
    else:
        source = subjects.after(s, unit, begin, min(ahead, stop))
    implicit = source is None
    if implicit and g.order == "svo":
        return None
    first = q
    rule = "left"
    x = edge
    while x < q and (g.has("coordinators", words[x]) or words[x] in _COMMAS or words[x] in _STOPS):
        x += 1
    if x < q and words[q - 1] != ":":
        spoken = [p for p in range(x, q) if unit.items[p] >= 0 and s.tokens.kind[unit.items[p]] == "w"]
        if spoken and size <= 6 and (subjects._adverbial(s, unit, x, q) or not (comma or ended)):
            return None
        if spoken:
            first = x
            rule = "left.mixed"
    spans = [(first, q + 1)]
    nxt = next((p for p in range(begin, min(len(unit), ahead)) if unit.items[p] < 0 and not _is_name(s, unit, p)), None)
    if nxt is not None and words[nxt - 1] in _COMMAS | {":"} and nxt - begin <= 30 and not any(w in _STOPS for w in words[begin:nxt]):
        spans.append((nxt, nxt + 1))
        rule += ".split"
    return Statement(unit, cue, spans, source, rule, 0.95 if source is not None else 0.7, False, implicit, None, cue.group)


def _apposed(s: Scene, unit: Unit, cue: Cue, p: int) -> bool:
    """The comma belongs to the subject: "…" Iraq's adviser, Qasim al-Araji, pointed out."""
    return unit.words[cue.group - 1] in _COMMAS


def _closing(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, inverted_only: bool = False) -> Statement | None:
    """A clause that the cue closes or interrupts: "…, he said.", "…, a-t-il dit, …", "…, said X."."""
    g, words = s.grammar, unit.words
    if "t" not in cue.frames or cue.form != "finite" or cue.negated:
        return None
    comma = next((p for p in range(cue.group - 1, edge, -1) if words[p] in _COMMAS), None)
    if comma is None or comma - edge < 2 or any(i < 0 for i in unit.items[comma : cue.group]):
        return None
    begin = cue.clitic + 1 if cue.clitic is not None and cue.clitic >= cue.first else cue.last + 1
    between = [w for w in words[comma + 1 : cue.group] if (not g.has("adverbs", w) or w in g.pronouns) and not g.has("as_words", w)]
    if between and g.has("relatives", between[0]):
        return None
    source: Source | None
    if inverted_only and (between or cue.clitic is not None):
        return None
    after = begin
    if cue.clitic is not None:
        source = clitic(s, unit, cue)
    elif between:
        source = subjects.before(s, unit, comma + 1, cue.group)
        if begin < len(unit) and not _adjunct(s, unit, begin):
            return None
    else:
        source = subjects.after(s, unit, begin, len(unit))
        if source is None or ((inverted_only or g.third_person) and (source.type not in ("name", "short_name", "role", "document") or source.basis == "phrase")):
            return None
        if source.type in ("role", "collective") and not _inverted_ok(s, unit, begin):
            return None
        after = next((p for p in range(begin, len(unit)) if s.start(unit.items[p]) >= (source.end or 0)), len(unit))
    if source is None or not _plausible(s, source, cue) or (between and source.basis == "phrase" and not (g.has("determiners", between[0]) or source.number == "p" or source.type == "collective")):
        return None
    low = edge
    while low < comma and (g.has("coordinators", words[low]) or words[low] in _COMMAS):
        low += 1
    spans = [(low, comma)]
    if inverted_only and not any(_verbal(s, w) for w in words[low:comma]):
        return None
    resume = next((p for p in range(after, min(after + 8, len(unit))) if words[p] in _COMMAS), None)
    if resume is not None and resume + 3 < len(unit) and (between or cue.clitic is not None) and resume - after <= 5 and ahead >= len(unit):
        spans.append((resume + 1, content.clause_end(s, unit, resume + 1)))
    if len(spans) == 1 and subjects._adverbial(s, unit, low, comma) and not any(_verbal(s, w) for w in words[low:comma]) and not g.has("time", words[low]):
        return None
    if sum(b - a for a, b in spans) < 4 or (len(spans) == 1 and comma - low < 4):
        return None
    return Statement(unit, cue, spans, source, "closing", 0.75, False, False, None, cue.group)


def _verbal(s: Scene, word: str) -> bool:
    """A word that a clause has and a noun phrase has not: an auxiliary, a modal."""
    g = s.grammar
    return g.has("finite", word) or g.has("modals", word) or g.has("passive", word) or g.has("perfect", word)


def _inverted_ok(s: Scene, unit: Unit, p: int) -> bool:
    return p < len(unit) and s.grammar.has("determiners", unit.words[p])


def _adjunct(s: Scene, unit: Unit, p: int) -> bool:
    g, word = s.grammar, unit.words[p]
    return word in _STOPS or word in _COMMAS or g.has("closing", word) or g.has("time", word)


def _source(
    s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, more: bool, out: list[Statement]
) -> tuple[Statement | None, Source | None]:
    """A preposition that names the source: before its clause, behind it, or inside."""
    g, words = s.grammar, unit.words
    begin = cue.last + 1
    if begin + 1 < len(unit) and g.has("what", words[begin]):  # بحسب ما أفادت الشرطة
        begin += 2
    if cue.preps and g.order == "vso" and not (begin < len(unit) and words[begin].startswith(cue.preps)):
        return None, None
    source = subjects.after(s, unit, begin, len(unit), cue.preps[0] if cue.preps else "")
    if source is None or source.end is None:
        return None, None
    if "N" in cue.frames and (source.type not in ("name", "short_name") or cue.group > 0):
        return None, None
    behind = next((p for p in range(begin, len(unit)) if s.start(unit.items[p]) >= (source.end or 0)), len(unit))
    lead = [p for p in range(edge, cue.group) if words[p] not in _COMMAS and not g.has("adverbs", words[p]) and not g.has("coordinators", words[p]) and words[p] != "toujours"]
    inside = out and out[-1].spans and out[-1].spans[-1][0] <= cue.group < out[-1].spans[-1][1]
    if not lead:
        reach = behind + (1 if g.order == "vso" else 30)
        comma = next((p for p in range(behind, min(reach, len(unit))) if words[p] in _COMMAS or words[p] == ":"), None)
        if comma is not None and comma + 1 < len(unit) and g.order == "svo":
            following = next((p for p in range(comma + 1, min(comma + 14, len(unit))) if words[p] in _COMMAS), None)
            if following is not None and len(unit) - following > 3 and (
                s.role(unit.items[comma + 1]) is not None
                or (source.type in ("name", "short_name") and not any(_verbal(s, w) for w in words[comma + 1 : following]))
            ):
                comma = following
        start = comma + 1 if comma is not None else behind if g.order == "vso" else None
        if start is None or start >= len(unit):
            return None, None
        return Statement(unit, cue, [(start, content.clause_end(s, unit, start))], source, "source.first", 0.9, opens=cue.group), None
    if inside or (g.pronouns.get(words[begin]) is not None and any(words[p] in g.classes["relatives"] for p in range(max(edge, cue.group - 2), cue.group))):
        if inside and words[cue.group - 1] in _COMMAS and source.type != "pronoun":
            a, _ = out[-1].spans[-1]
            out[-1].spans[-1] = (a, cue.group - 1)
        return None, None
    low = edge
    if out:
        return None, None
    while low < cue.group and (g.has("coordinators", words[low]) or words[low] in _COMMAS):
        low += 1
    high = cue.group
    while high > low and (words[high - 1] in _COMMAS or (g.has("adverbs", words[high - 1]) and g.lang == "en")):
        high -= 1
    if high - low < 4 and behind < len(unit) and words[behind] in _COMMAS:
        high = content.clause_end(s, unit, low)
    if high - low < 3 and not any(i < 0 for i in unit.items[low:high]):
        return None, None
    return Statement(unit, cue, [(low, high)], source, "source.last", 0.85, opens=cue.group), None


def _gerund(s: Scene, unit: Unit, cue: Cue, ahead: int) -> Statement | None:
    """A participle behind a preposition: "He opened by saying that …", "After saying that …, she left"."""
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if found is None or found.rule not in ("that", "quote", "zero"):
        return None
    a, b = found.spans[0]
    if cue.group <= 2:
        comma = next((p for p in range(a + 2, b) if unit.words[p] in _COMMAS or (unit.items[p] < 0 and p + 1 < b)), None)
        if comma is None:
            return None
        b = comma + 1 if unit.items[comma] < 0 else comma
        source = subjects.head(s, unit, comma + 1, min(comma + 8, len(unit)), last=False)
    else:
        source = subjects.head(s, unit, *_first_phrase(s, unit, cue.group), last=False)
    if source is None:
        return None
    return Statement(unit, cue, [(a, b)], source, "gerund." + found.rule, 0.65, False, False, None, cue.group)


def _reduced(s: Scene, unit: Unit, cue: Cue, ahead: int, outer: Statement | None) -> Statement | None:
    """A participle behind a noun: "a statement saying that …", "un communiqué indiquant que …"."""
    if outer is not None or not cue.group:
        return None
    spot = next((p for p in range(cue.group - 1, max(cue.group - 6, -1), -1) if unit.words[p] in s.grammar.documents), None)
    if spot is None or cue.cls == "request":
        return None
    source = subjects.head(s, unit, max(spot - 1, 0) if s.grammar.has("determiners", unit.words[spot - 1]) else spot, cue.group, last=True)
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if source is None or found is None or found.rule not in ("that", "quote"):
        return None
    return Statement(unit, cue, found.spans, source, "reduced." + found.rule, 0.7, False, False, None, cue.group)


def clitic(s: Scene, unit: Unit, cue: Cue) -> Source:
    """The inverted pronoun of a cue (dit-il) as a speaker."""
    assert cue.clitic is not None
    i = unit.items[cue.clitic]
    known = s.grammar.pronouns[unit.words[cue.clitic]]
    return Source(s.tokens.text[i], s.tokens.start[i], s.tokens.end[i], "pronoun", gender=known.gender, number=known.number, basis="pronoun", head=known.person, position=cue.clitic)


def _subject_first(s: Scene, unit: Unit, cue: Cue, low: int) -> Source | None:
    """Arabic with the subject before the verb: لكن كينياتا قال إن, وكان الوزير قال."""
    words, g = unit.words, s.grammar
    a = low
    for p in range(cue.group - 1, low - 1, -1):
        if words[p] in _COMMAS or words[p] in _STOPS or g.has("subordinators", words[p]) or g.has("coordinators", words[p]) or unit.items[p] < 0:
            a = p + 1
            break
    while a < cue.group and (g.has("coordinators", words[a]) or g.has("perfect", words[a]) or words[a][1:] in g.classes["perfect"] or words[a] in _COMMAS):
        a += 1
    if a >= cue.group:
        return None
    if cue.group - a == 1 and g.has("relatives", words[a]):
        return None
    people, bodies = subjects._names(s, unit, a, cue.group)
    for p, m in people or bodies:
        return subjects._named(s, m, p)
    return subjects._role(s, unit, a, cue.group) or (subjects.head(s, unit, a, cue.group, last=True) if cue.group - a <= 3 else None)


def _first_phrase(s: Scene, unit: Unit, end: int) -> tuple[int, int]:
    """The first stretch of the unit that is no adverbial: where its subject stands."""
    for a, b in subjects.chunks(unit.words, 0, end):
        if a < b and not subjects._adverbial(s, unit, a, b):
            return a, b
    return 0, min(end, 6)


def _first_name(s: Scene, unit: Unit, end: int) -> Source | None:
    people, bodies = subjects._names(s, unit, 0, end)
    for p, m in people[:1] or bodies[:1]:
        return subjects._named(s, m, p)
    for p in range(end):
        role = s.role(unit.items[p])
        if role is not None:
            return subjects._role(s, unit, p, end)
    return None


def _is_name(s: Scene, unit: Unit, p: int) -> bool:
    return unit.items[p] < 0 and s.mention(unit.items[p]) is not None


def _pronoun_like(s: Scene, p: int) -> bool:
    return False


__all__ = ["QUOTE", "Statement", "read"]
