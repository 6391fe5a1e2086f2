"""What may stand between a verb of saying and what it introduces: hearers, adjuncts of time, place and manner, asides between commas."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses, unmarked
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, STOPS, Scene
from pipeline.annotate.quoting.units import Unit

_ASKED = 10  # items between a verb and its question: a demandé par lettre au maire quand …
_ASIDE = 14  # items between two commas: « a reconnu, sous le sceau de l'anonymat, avoir reçu … »
_PHRASE = 9  # items of a hearer or an adjunct: « promet aux présidents de groupe de … »
_LIGHT = ("adverbs", "fillers", "time")


def past(s: Scene, unit: Unit, begin: int) -> int:
    """French: the item behind all that parts a verb from its content: « recommande [aux voyageurs] de … », « affirme [, lui aussi,]
    avoir … »; `begin` itself where nothing of the kind stands."""
    g, words = s.grammar, unit.words
    if not g.participle_endings:
        return begin
    p = begin
    while p < len(unit):
        if opens(s, unit, p):
            return p
        governs = g.has("prepositions", words[p]) and not g.has("object_prepositions", words[p])  # relève du plan que …
        q = _adjunct(s, unit, p) if governs else _aside(s, unit, p) if words[p] in COMMAS else p
        q = _light(s, unit, p) if q == p else q
        if q == p:
            return p
        p = q
    return begin


def _light(s: Scene, unit: Unit, p: int) -> int:
    """Adverbs, and times with their determiner (la veille au soir)."""
    g, words, begin = s.grammar, unit.words, p
    while p < len(unit) - 1 and unit.items[p] >= 0:
        if p > begin and g.has("prepositions", words[p]):
            break
        timed = g.has("determiners", words[p]) and g.has("time", words[p + 1])
        if not timed and not g.has_any(_LIGHT, words[p]):
            break
        if opens(s, unit, p):
            break
        p += 1 + timed
    return p


def _aside(s: Scene, unit: Unit, p: int) -> int:
    """The item behind the comma that ends what the comma at p begins; p where no verb may be left out."""
    for q in range(p + 1, min(p + _ASIDE, len(unit) - 1)):
        if unit.words[q] in COMMAS:
            return q + 1
        if unit.items[q] < 0 or unit.words[q] in STOPS or s.grammar.has("complementisers", unit.words[q]) or clauses.finite(s, unit, q):
            return p
    return p


def _adjunct(s: Scene, unit: Unit, p: int) -> int:
    """The item behind a phrase that a preposition opens, told by what opens the content; p where that does not come."""
    for q in range(p + 2, min(p + _PHRASE, len(unit) - 1)):
        w = unit.words[q]
        if w in COMMAS or opens(s, unit, q):
            return q
        if unit.items[q] < 0 or w in STOPS or s.grammar.has("relatives", w) or s.grammar.has("coordinators", w):
            return p
    return p


def opens(s: Scene, unit: Unit, p: int) -> bool:
    """A complementiser, a question word, an infinitive with its mark, or one that only a verb of saying takes (avoir vu, être venu)
    stands at p."""
    g, w = s.grammar, unit.words[p]
    if g.has("complementisers", w) or asks(s, unit, p):
        return True
    if g.has("infinitive_marks", w):
        return unmarked.infinitive(s, unit, p) or (p + 1 < len(unit) and unit.items[p + 1] < 0)
    return g.has("perfect_infinitives", w) or (g.has("negation_clitics", w) and unmarked.bare_infinitive(s, unit, p))


def spoken(s: Scene, unit: Unit, cue: Cue, begin: int, that: int) -> bool:
    """A verb that mostly stands beside a quotation takes a clause as well, where its complementiser follows: souffle que."""
    near = begin if s.grammar.order == "vso" else past(s, unit, begin)
    return "d" in cue.frames and cue.form != "infinitive" and that in (begin, near)


def allows(s: Scene, unit: Unit, cue: Cue, begin: int, that: int) -> bool:
    """What stands between cue and complementiser is a subject (verb first), a hearer, or an adjunct of time, place or manner."""
    g, words = s.grammar, unit.words
    if that == begin or g.order == "vso":
        return True
    first = words[begin]
    behind = words[that + 1] if that + 1 < len(words) else ""
    if g.has("finite", behind) or g.has("passive", behind) or g.has("modals", behind):
        return False  # a relative clause: a plan that will …
    if past(s, unit, begin) == that:
        return True
    if g.has("object_prepositions", first):
        return False
    if "o" in cue.frames or cue.cls == "ask":
        return that - begin <= 16
    if first in g.pronouns and g.participle_endings:  # écrivent eux-mêmes en conclusion que
        return that - begin <= 8
    if words[begin] in COMMAS or g.has("prepositions", first) or g.has("time", first) or g.has("adverbs", first) or first.isdigit():
        return True
    i = unit.items[begin]
    return s.tokens.text[i][:1].isupper() and bool(g.third_person) and that - begin <= 3


def asks(s: Scene, unit: Unit, p: int) -> bool:
    """A question word stands at p; a reflexive pronoun is one before a subject only (s'il viendra)."""
    g = s.grammar
    if g.has("reflexive", unit.words[p]):
        known = g.pronouns.get(unit.words[p + 1]) if p + 1 < len(unit) else None
        return known is not None and known.kind == "subject"
    return g.has("wh", unit.words[p])


def hears(s: Scene, unit: Unit, cue: Cue, begin: int, p: int) -> bool:
    """A question stands right behind the verb, or behind the one who is asked; behind a noun, "who" is a relative (told a man who …)."""
    words = unit.words[begin:p]
    if past(s, unit, begin) >= p:
        return True  # lui a demandé, d'entrée, s'il …
    if "o" in cue.frames and s.grammar.participle_endings and p - begin <= _ASKED:  # demandé par lettre au maire de Lyon si …
        heard = s.grammar.among("hearer_prepositions", words)
        return heard and not any(w in COMMAS or s.grammar.has("relatives", w) for w in words)
    if s.grammar.has("relatives", unit.words[p]) and words[-1] not in s.grammar.pronouns and not s.grammar.has("hearers", words[-1]):
        return False
    return (
        ("o" in cue.frames or cue.cls == "ask")
        and p - begin <= 4
        and not any(w in COMMAS for w in words)
        and not s.grammar.among("object_prepositions", words)
    )
