"""Contents that no sign opens: a clause without complementiser, a noun phrase, an infinitive without preposition."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, PAUSES, STOPS, Scene
from pipeline.annotate.quoting.spans import Content, clause_end
from pipeline.annotate.quoting.units import Unit

_HEARER = 11  # items in which the infinitive stands behind a verb and the one who is asked
_ADJUNCT = 12  # items of an adjunct between the verb and a clause without complementiser, or of that clause's subject
_PARTED = ("complementisers", "relatives", "wh", "coordinators")  # words that end an adjunct
PLAIN_SAYING = frozenset("dtzw")  # say, tell: what follows is a clause in any case


def clause(s: Scene, unit: Unit, cue: Cue, begin: int) -> Content | None:
    """A clause without complementiser: X said Tuesday the talks had failed."""
    g, words = s.grammar, unit.words
    p = _past_hearer(s, unit, begin) if "o" in cue.frames else begin
    if p is None:
        return None
    if p + 2 < len(unit) and g.has("determiners", words[p]) and all(g.has("time", w) for w in words[p : p + 2]):
        p += 2  # told reporters this weekend he would go
    start = p
    while (
        p < len(unit) and p - start < 4 and g.has("time", words[p]) and not g.has("determiners", words[p]) and not g.has("finite", words[p])
    ) and not g.has("finite", words[min(p + 1, len(unit) - 1)]):  # there was …
        p += 1
    if p >= len(unit):
        return None
    if "z" in cue.frames and g.has("prepositions", words[p]) and not g.has("determiners", words[p]):
        p = _past_adjunct(s, unit, p)
    w, i = words[p], unit.items[p]
    if w in COMMAS or w in STOPS or w == ":" or g.has_any(("infinitive_marks", "coordinators"), w):
        return None
    if g.has("prepositions", w) and not (p + 1 < len(unit) and unit.items[p + 1] >= 0 and s.tokens.kind[unit.items[p + 1]] == "n"):
        return None  # but: about 20 people
    if i >= 0 and s.tokens.kind[i] == "p" and s.tokens.text[i] not in "$€£[#@":
        return None
    end = clause_end(s, unit, p)
    stop = min(p + 16, clauses.next_clause(s, unit, p, end))
    if end - p < 2 or not (
        (cue.cls == "say" and cue.frames >= PLAIN_SAYING)
        or w in g.pronouns
        or _verb_in_marks(s, unit, p, stop)
        or (_has_auxiliary(s, unit, p, stop) if "Z" in cue.frames else _has_verb(s, unit, p, stop))
    ):
        return None
    return Content([(p, end)], "zero", 0.8, p)


def _past_adjunct(s: Scene, unit: Unit, p: int) -> int:
    """Where the clause begins behind "in a statement on Friday", told by its subject: a pronoun with its verb, or a determiner that no
    preposition governs; p itself where none is found."""
    g, words = s.grammar, unit.words
    if g.has("object_prepositions", words[p]) and not g.has("hearer_prepositions", words[p]):
        return p
    for q in range(p + 2, min(p + _ADJUNCT, len(unit) - 2)):
        w, before = words[q], words[q - 1]
        if unit.items[q] < 0 or w in PAUSES or g.has_any(_PARTED, w):
            return p
        if g.has_any(("prepositions", "determiners", "possessives", "object_prepositions"), before):
            continue
        known = g.pronouns.get(w)
        if known is not None and known.kind == "subject":
            return q if _verb_near(s, unit, q + 1, 2) else p
        if g.has("determiners", w) and not g.has("time", w):
            return q if _verb_near(s, unit, q + 2, _ADJUNCT) else p
    return p


def _verb_near(s: Scene, unit: Unit, a: int, reach: int) -> bool:
    """A finite verb among the next items, before a comma."""
    for p in range(a, min(a + reach, len(unit))):
        if unit.words[p] in PAUSES:
            return False
        if unit.items[p] < 0:
            return True  # said in a note the cuts "barely touch" the debt
        if s.grammar.has_any(("finite", "modals", "irregular_pasts"), unit.words[p]) or clauses.finite(s, unit, p):
            return True
    return False


def noun_phrase(s: Scene, unit: Unit, cue: Cue, begin: int) -> Content | None:
    """A noun phrase as content: stressed the importance of …; a souligné l'importance de …"""
    g, words = s.grammar, unit.words
    p = begin
    if cue.preps:
        if p < len(unit) and words[p] in cue.preps:
            p += 1
        else:
            return None
    while p < len(unit) and p - begin < 3 and g.has("adverbs", words[p]) and not g.has("determiners", words[p]):
        p += 1
    if p >= len(unit):
        return None
    w = words[p]
    i = unit.items[p]
    hearer = "i" in cue.frames and g.has("hearer_prepositions", w)
    if (
        w in COMMAS
        or w in STOPS
        or w == ":"
        or (g.has("infinitive_marks", w) and not cue.preps and not hearer)
        or g.has("coordinators", w)
        or g.has("complementisers", w)
    ):
        return None
    if not cue.preps and g.has("prepositions", w) and not g.has("partitives", w) and not hearer:
        return None
    if i >= 0 and s.tokens.kind[i] == "p":
        return None
    if hearer:  # a demandé aux habitants de rester
        p = next(
            (
                q
                for q in range(p + 2, min(p + 9, len(unit)))
                if g.has("infinitive_marks", words[q]) and q + 1 < len(unit) and infinitive(s, unit, q)
            ),
            p,
        )
    if "Q" not in cue.frames and cue.cls == "say" and g.classes["content_heads"] and not g.among("content_heads", words[p : p + 5]):
        return None
    end = clause_end(s, unit, p)
    for q in range(p + 1, end):
        if (
            unit.items[q] < 0
            and not s.is_name(unit.items[q])
            and q + 1 < end
            and (g.has("subordinators", words[q + 1]) or words[q + 1] in COMMAS or g.has("time", words[q + 1]))
        ):
            end = q + 1
            break
    if end - p < 3 and not any(i < 0 for i in unit.items[p:end]):
        return None
    return Content([(p, end)], "noun", 0.65, p)


def bare_infinitive(s: Scene, unit: Unit, p: int) -> bool:
    """assure n'avoir rien vu, dit ne plus craindre, avoue s'être trompé: an infinitive without preposition, with its clitics."""
    g, words = s.grammar, unit.words
    if not g.infinitive_endings:
        return False
    known = False  # behind an article, only a verb of the lexicon is one: l'avoir vu, but: l'atelier
    begin = p
    while p < len(unit) - 1:
        negated = p > begin and g.has("negation_clitics", words[begin])
        clitic = g.has("object_clitics", words[p]) or g.has("reflexive", words[p])
        if not (clitic or g.has_any(("negation_clitics", "negations"), words[p]) or (negated and g.has("adverbs", words[p]))):
            break
        known = known or g.has("determiners", words[p])
        p += 1
    word, i = words[p], unit.items[p]
    if i < 0 or not s.tokens.text[i].islower() or g.has("not_infinitives", word):
        return False
    if (known or word in g.finite_forms) and word not in g.infinitives:
        return False
    return word.endswith(g.infinitive_endings) and not g.has_any(("time", "adverbs", "prepositions"), word)


def promised(s: Scene, unit: Unit, cue: Cue, begin: int, near: int) -> Content | None:
    """What somebody promises or proposes, behind the one who hears it: a promis (aux riverains) de ne pas fermer la halte. `near`: the
    item behind adjuncts and asides."""
    g, words = s.grammar, unit.words
    if not g.infinitive_endings or near + 1 >= len(unit):
        return None
    marked = g.has("infinitive_marks", words[near]) or (near == begin and g.has("infinitive_marks", words[cue.last]))
    if not marked or not infinitive(s, unit, near):
        return None
    end = clause_end(s, unit, near)
    return Content([(near, end)], "infinitive", 0.65, near) if end - near >= 2 else None


def _past_hearer(s: Scene, unit: Unit, begin: int) -> int | None:
    """The item behind the one who is told: a pronoun, a name, "a group of reporters"."""
    g, words = s.grammar, unit.words
    if g.has("hearers", words[begin]) or words[begin] in g.pronouns:
        return begin + 1
    q = begin + 1 if g.has("determiners", words[begin]) and begin + 1 < len(unit) else begin
    m = s.mention(unit.items[q])
    if m is not None:
        while q < len(unit) and s.mention(unit.items[q]) is m:
            q += 1
        return q
    hearer = next((p + 1 for p in range(begin, min(begin + 5, len(unit))) if g.has("hearers", words[p])), None)
    return _before_pronoun(s, unit, begin) if hearer is None else hearer


def _before_pronoun(s: Scene, unit: Unit, begin: int) -> int | None:
    """Where a clause begins with its subject pronoun, behind one who is told: told the crowd in Ohio they should go."""
    g, words = s.grammar, unit.words
    for p in range(begin + 1, min(begin + 8, len(unit) - 1)):
        known = g.pronouns.get(words[p])
        if unit.items[p] < 0 or words[p] in PAUSES or g.has_any(("complementisers", "relatives"), words[p]):
            return None
        if known is not None and known.kind == "subject" and not g.has("prepositions", words[p - 1]):
            verb = words[p + 1] in g.finite_forms or g.has_any(("finite", "modals", "passive"), words[p + 1])
            return p if verb else None
    return None


def infinitive(s: Scene, unit: Unit, p: int) -> bool:
    """An infinitive stands at p, behind its mark, negation and clitics; in a language whose infinitives have no ending, anything does."""
    g, words = s.grammar, unit.words
    if not g.infinitive_endings:
        return True
    if g.has("infinitive_marks", words[p]):
        p += 1
    if p == len(unit):
        return False  # a line cut short: « La maire a promis de »
    begin = p
    while p < len(unit) - 1 and (
        g.has_any(("negation_clitics", "negations", "object_clitics", "reflexive"), words[p])
        or (g.has("adverbs", words[p]) and g.has("negation_clitics", words[begin]))
    ):
        p += 1
    if g.among("determiners", words[begin:p]) and words[p] not in g.infinitives:
        return False  # à la préfecture
    return words[p].endswith(g.infinitive_endings) and not g.has("prepositions", words[p])


def gerund(s: Scene, unit: Unit, begin: int) -> bool:
    """denied taking the call, admits having met them: a participle with what belongs to it, and no noun (denied wrongdoing)."""
    g, words = s.grammar, unit.words
    p = begin
    while p < len(unit) - 2 and (g.has("adverbs", words[p]) or g.has("negations", words[p])):
        p += 1
    if p + 2 >= len(unit) or unit.items[p] < 0 or s.mention(unit.items[p]) is not None or words[p + 1] in PAUSES:
        return False
    return len(words[p]) > 4 and words[p].endswith(g.gerund_endings) and not g.has("gerund_nouns", words[p])


def told_to(s: Scene, unit: Unit, begin: int) -> Content | None:
    """What somebody is asked to do: the infinitive behind the one who is asked (asked the firm to pay)."""
    g, words = s.grammar, unit.words
    if begin >= len(unit) or unit.items[begin] < 0:
        return None
    if g.has_any(("prepositions", "infinitive_marks", "negations", "adverbs"), words[begin]):
        return None  # asked not to be named
    for q in range(begin + 1, min(begin + _HEARER, len(unit) - 1)):
        w = words[q]
        if unit.items[q] < 0 or w in PAUSES or g.has_any(("complementisers", "relatives", "finite", "wh"), w):
            return None
        behind, i = words[q + 1], unit.items[q + 1]
        if g.has("infinitive_marks", w) and i >= 0 and s.tokens.kind[i] == "w" and s.mention(i) is None and s.role(i) is None:
            if g.has("determiners", behind) or behind in g.pronouns or g.has("prepositions", behind):
                return None
            end = clause_end(s, unit, q)
            return Content([(q, end)], "infinitive", 0.65, q) if end - q >= 2 else None
    return None


def _verb_in_marks(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """The verb of the clause is the first word in marks: conceded the fee "was never popular"."""
    q = next((p for p in range(a, b) if unit.items[p] < 0), None)
    if q is None or q == a:
        return False
    first = s.tokens.fold[s.tokens.at(s.start(unit.items[q]))]
    return s.grammar.has_any(("finite", "modals", "irregular_pasts"), first)


def _has_auxiliary(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """An auxiliary or a modal stands there, not behind a relative pronoun: a clause, whatever its nouns look like."""
    g, words = s.grammar, unit.words
    for p in range(a + 1, b):
        if g.has("relatives", words[p]) or g.has("complementisers", words[p]):
            return False
        if g.has("finite", words[p]) or g.has("modals", words[p]):
            return True
    return False


def _has_verb(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """A finite auxiliary or a past form stands there: a clause, not a noun phrase."""
    g = s.grammar
    return any(
        g.has("finite", unit.words[p])
        or (p > a and g.has("irregular_pasts", unit.words[p]) and not g.has("determiners", unit.words[p - 1]))
        or (p > a and unit.words[p].endswith(g.past_endings) and s.mention(unit.items[p]) is None)
        for p in range(a, b)
    )
