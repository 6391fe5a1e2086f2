"""Where one clause ends and the next begins, and whether there is a clause at all: told by finite verbs."""

from __future__ import annotations

from pipeline.annotate.quoting.scene import COMMAS, Scene
from pipeline.annotate.quoting.units import Unit


def next_clause(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Where a phrase a … b - 1 ends: before "and urged", ", killed", « et a demandé », «، ودعا», else at b."""
    g, words = s.grammar, unit.words
    coordinators = g.classes["coordinators"]
    parted = False
    for p in range(a + 1, b - 1):
        joined = words[p] in coordinators
        if not joined and (words[p] not in COMMAS or (g.order == "svo" and parted)):
            continue
        parted = parted or not joined  # behind a second comma an apposition may end, and its verb follow
        q = p + 1
        if words[p] in COMMAS and g.has("coordinators", words[q]) and q + 1 < b:
            q, joined = q + 1, True
        while q + 1 < b and (g.has("adverbs", words[q]) or g.has("reflexive", words[q]) or g.has("negation_clitics", words[q])):
            q += 1
        behind_marks = joined and unit.items[p - 1] < 0 and g.order == "svo"
        if finite(s, unit, q, joined=joined) or (behind_marks and verb_form(s, unit, q)):
            end = p
            while end > a and words[end - 1] in COMMAS:
                end -= 1
            return end
    return b


def finite(s: Scene, unit: Unit, p: int, *, joined: bool = False) -> bool:
    """A finite verb stands at p: a past or an auxiliary (en), any form but the participle (fr), a perfect behind و (ar; `joined`: behind
    a coordinator of its own)."""
    g, word, i = s.grammar, unit.words[p], unit.items[p]
    if i < 0 or s.mention(i) is not None or s.role(i) is not None:
        return False
    if g.order == "vso":
        return joined * (word in g.finite_forms) > 0 or (
            len(word) > 3 and word[0] in g.classes["conjunction_prefixes"] and word[1:] in g.finite_forms
        )
    if g.has("finite", word):
        written = s.tokens.text[i].lower()
        return written in g.auxiliaries or g.has("finite", written)  # not à, whose fold is that of a
    if word not in g.finite_forms or s.tokens.text[i].lower().endswith(g.participle_endings or ("\0",)):
        return False
    before = unit.words[p - 1] if p else ""
    return not (g.has("determiners", before) or g.has("prepositions", before))


def verb_form(s: Scene, unit: Unit, p: int) -> bool:
    """A finite verb or the participle of a known verb stands at p: behind "and" it goes on with the narrator's verb."""
    g = s.grammar
    while p + 1 < len(unit) and (g.has("adverbs", unit.words[p]) or g.has("object_clitics", unit.words[p])):
        p += 1
    return finite(s, unit, p, joined=True) or (
        unit.words[p] in g.participles and s.tokens.text[unit.items[p]].lower().endswith(g.participle_endings)
    )


def auxiliary(s: Scene, unit: Unit, p: int) -> bool:
    """A modal or an auxiliary stands at p; in a language whose fold hides an accent that tells (à, a), written as such."""
    g, word, i = s.grammar, unit.words[p], unit.items[p]
    if not g.has_any(("modals", "passive", "perfect"), word):
        return False
    return not g.participle_endings or (i >= 0 and s.tokens.text[i].lower() in g.auxiliaries)


def has_verb(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """A clause has a verb, a name with its apposition has none. Verbs that no lexicon knows are told by their endings."""
    g = s.grammar
    for p in range(a, b):
        word, i = unit.words[p], unit.items[p]
        if i < 0 or finite(s, unit, p, joined=True) or word in g.present_forms or g.has("irregular_pasts", word) or auxiliary(s, unit, p):
            return True
        if p > a and word.endswith(g.clause_endings) and s.mention(i) is None and not g.has("determiners", unit.words[p - 1]):
            return True
    return False


def relative_end(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Where a relative clause between commas ends: before a comma behind which the verb of the main clause stands; else at b."""
    g, words = s.grammar, unit.words
    for p in range(a + 1, b - 1):
        if words[p] not in COMMAS:
            continue
        q = p + 1
        while q + 1 < b and g.has_any(("negation_clitics", "reflexive", "object_clitics"), words[q]):
            q += 1
        if finite(s, unit, q) or auxiliary(s, unit, q) or (q > p + 1 and not g.has("determiners", words[q - 1])):
            return p
    return b
