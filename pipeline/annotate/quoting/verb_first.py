"""Languages whose verb stands first (Arabic): which of their cues say something, and where subject and content stand.

The subject stands between verb and content, else before the verb, else it is implied by the form of the verb. A noun of saying may
carry its speaker as a pronoun (قوله إن), and a verb that relays may name him (نقلت الوكالة عن الوزير قوله إن).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.quoting import content, sources, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, UNNAMED, Scene, Source
from pipeline.annotate.quoting.statements import Reading, Statement, resumes
from pipeline.annotate.quoting.units import QUOTE, Unit

_OBJECT = 14  # items in which the preposition of a verb stands
_NAME = 3  # tokens: a shorter quotation may be a name
_ASIDE = 5  # items of an aside before its verb
_ADVERBIAL = 5  # items between a participle and its colon
_RELAY_REACH = 30  # items between a verb that relays and the noun of saying


def spoken(s: Scene, unit: Unit, cues: Sequence[Cue]) -> list[Cue]:
    """The cues without those of an aside between commas that says nothing itself: «مسؤول، طلب حجب اسمه، بأن …», «الحكم، الذي اطلعت عليه
    الصحيفة، أن …»."""
    return [cue for cue in cues if not _is_silent(s, unit, cue)]


def _is_silent(s: Scene, unit: Unit, cue: Cue) -> bool:
    if cue.form == "masdar":  # a noun of saying without anything said: كرر دعوته إلى الحوار
        behind = unit.words[cue.last + 1 : cue.last + 4]
        return not any(w in (":", QUOTE) or s.grammar.has("complementisers", w) for w in behind)
    apart = cue.frames == {"n"} and bool(cue.preps) and all(len(x) > 1 for x in cue.preps)
    if apart and not any(w in cue.preps for w in unit.words[cue.last + 1 : cue.last + _OBJECT]):
        return True  # عبر الهاتف: a preposition, and a verb only with عن
    return cue.form == "finite" and (_in_aside(s, unit, cue) or _withholds(s, unit, cue) or _is_occasion(s, unit, cue))


def _is_occasion(s: Scene, unit: Unit, cue: Cue) -> bool:
    """An accusative that tells on what occasion something is said: «قال متحدث ردا على سؤال إن …»."""
    behind = unit.words[cue.last + 1] if cue.last + 1 < len(unit) else ""
    return s.grammar.has("occasions", unit.words[cue.last]) and s.grammar.has("prepositions", behind)


def _in_aside(s: Scene, unit: Unit, cue: Cue) -> bool:
    g, words, p = s.grammar, unit.words, cue.group - 1
    if cue.conjoined or p < 1:
        return False
    if g.has("relatives", words[p]):
        p -= 1
    if words[p] not in COMMAS:  # أفادت الوزارة، ضمن بلاغ توصلت به الوكالة، بأن
        p = next((q for q in range(p - 1, max(p - _ASIDE, 0), -1) if words[q] in COMMAS), -1)
        if p < 0 or not any(_is_verb(s, w) for w in words[:p]):
            return False
    if unit.items[p - 1] < 0:
        return False
    for q in range(cue.last + 1, len(unit)):
        if words[q] in COMMAS:
            return q + 1 < len(unit) and _opens_content(s, unit, q + 1)
        if g.has("complementisers", words[q]) or words[q] == ":" or (unit.items[q] < 0 and s.size(unit.items[q]) > _NAME):
            return False
    return False


def _is_verb(s: Scene, word: str) -> bool:
    g = s.grammar
    return word in g.finite_forms or (word[:1] in g.classes["conjunction_prefixes"] and word[1:] in g.finite_forms)


def _opens_content(s: Scene, unit: Unit, p: int) -> bool:
    """A complementiser stands at p, alone or behind its preposition."""
    return s.grammar.among("complementisers", unit.words[p : p + 2])


def _withholds(s: Scene, unit: Unit, cue: Cue) -> bool:
    return cue.last + 1 < len(unit) and s.grammar.has("withheld", unit.words[cue.last + 1])


def read(s: Scene, unit: Unit, cue: Cue, low: int, ahead: int, outer: Statement | None) -> Reading:
    """Content and subject of a cue; `low`: nothing to the left of it is looked at; `outer`: the statement in whose content it stands."""
    g = s.grammar
    begin = resumes(cue)
    found = content.right(s, unit, cue, begin, ahead)
    if found is None:
        follows = cue.form == "participle" or (cue.form == "finite" and cue.conjoined)
        if outer is not None and follows and unit.words[cue.group - 1] in COMMAS and cue.group - 1 > outer.spans[-1][0]:
            outer.spans[-1] = (outer.spans[-1][0], cue.group - 1)  # its content is none of ours, but it ends the one before
        return sources.as_said(s, unit, cue, low) if outer is None and cue.form == "finite" else None
    if cue.form == "participle":
        return (found, None) if found.rule != "quote" or found.lead - begin <= 1 or _led(s, unit, begin, found.lead) else None
    if cue.passive:
        named = Source(None, None, None, "implicit", basis=UNNAMED, position=cue.group)
        return (found, named) if found.rule == "that" else None
    if g.has("topic", unit.words[low]):
        return found, subjects.subject_first(s, unit, cue, low)
    source = subjects.after(s, unit, begin, found.lead)
    if source is not None and source.position >= 0 and _is_heard(s, unit, source.position):
        source = None  # قال لإذاعة محلية إن
    heard = "o" in cue.frames and not cue.conjoined and source is not None and source.basis == "name_in_place"
    first = subjects.subject_first(s, unit, cue, low) if heard else None
    if first is not None:
        return found, first  # لكن مصدرا مطلعا أبلغ وكالة الأنباء بأن
    if "o" in cue.frames and source is not None and (source.basis == "phrase" or source.type == "document"):
        source = subjects.before_object(source, cue)
    elif source is None and not cue.conjoined:
        source = subjects.subject_first(s, unit, cue, low)
    return found, source


def _led(s: Scene, unit: Unit, begin: int, lead: int) -> bool:
    """Between a participle and its colon stands but an adverbial: «قائلا في هذا السياق: …»."""
    between = unit.words[begin:lead]
    return (
        lead - begin <= _ADVERBIAL and s.grammar.has("prepositions", between[0]) and COMMAS.isdisjoint(between) and unit.words[lead] == ":"
    )


def _is_heard(s: Scene, unit: Unit, p: int) -> bool:
    g, word = s.grammar, unit.words[p]
    if g.has("hearer_pronouns", word):
        return True  # أكد لنا أن
    return g.has("proclitic_prepositions", word[:1]) and g.has("hearer_nouns", word[1:]) and s.mention(unit.items[p]) is None


def owned(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, outer: Statement | None) -> Statement | None:
    """A noun of saying with its pronoun: «قوله إن …»; who that is, a verb that relays may name."""
    found = content.right(s, unit, cue, cue.last + 1, ahead)
    if found is None or found.rule not in ("that", "quote") or found.lead > cue.last + 2:
        return None
    verb, prep = _relay(s, unit, edge if outer is None else outer.spans[-1][0], cue.group)
    if outer is not None:
        start = outer.spans[-1][0]
        if verb < 0 or verb <= start + 1:
            return None
        outer.spans[-1] = (start, verb - 1 if unit.words[verb - 1] in COMMAS else verb)
    source = subjects.after(s, unit, prep + 1, cue.group) if prep >= 0 else None
    relay = subjects.after(s, unit, verb + 1, prep) if prep > verb + 1 else None
    if source is None:
        source = Source(None, None, None, "pronoun", gender=cue.gender, number=cue.number, basis="pronoun", head="3", position=cue.group)
    return Statement(unit, cue, found.spans, source, "masdar." + found.rule, 0.85, relay=relay, opens=verb if verb >= 0 else cue.group)


def _relay(s: Scene, unit: Unit, low: int, end: int) -> tuple[int, int]:
    """Items of the verb that relays and of the preposition before whom it quotes; -1 where there is none."""
    g, words = s.grammar, unit.words
    for p in range(end - 1, max(low, end - _RELAY_REACH) - 1, -1):
        bare = words[p][1:] if words[p][:1] in g.classes["conjunction_prefixes"] else words[p]
        if g.has("relaying", words[p]) or g.has("relaying", bare):
            prep = next((q for q in range(p + 1, end) if g.has("relayed_from", words[q])), -1)
            return (p, prep) if prep >= 0 else (-1, -1)
    return -1, -1
