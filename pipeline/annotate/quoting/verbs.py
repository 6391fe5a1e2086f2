"""The verb group in English and French: what auxiliaries, negation and clitics to the left of a verb make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.quoting.grammar import Grammar
from pipeline.annotate.quoting.scene import PAUSES
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.text import Tokens
from pipeline.values import swift

Form = Literal["finite", "participle", "infinitive", "masdar", "source"]
FINITE = frozenset({"pres", "past", "imp", "fut", "cond", "subj", "perf", "impf"})
ETRE = "être"  # tag of verbs whose perfect has the auxiliary of the passive: ils sont convenus de …
_MAX_FILLERS = 7
_FILLERS = ("adverbs", "fillers", "negations")
# words that stand behind a verb, not behind a participle before its noun
_PLURAL = ("collective", "plural_heads", "adverbs", "relatives", "cardinals")
_BEHIND = ("complementisers", "determiners", "prepositions", "time", "wh", "infinitive_marks", "adverbs", "hearers")
_ASIDE = 8  # items of an aside between auxiliary and participle
_APART = 30  # items between an auxiliary and a second participle that has it as well


@swift
@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: `start` is its first item, `named` the first item of the words shown as the cue, `clitic` an inverted pronoun."""

    form: Form
    start: int
    named: int
    negated: bool
    reflexive: bool
    clitic: int | None
    bare: bool  # no auxiliary


@swift
@dataclass(frozen=True, slots=True)
class _Left:
    """What stands left of a verb: the item of a possible auxiliary (or -1) and its word, with what was skipped on the way."""

    at: int
    word: str
    negated: bool
    clitic: int | None
    noun_side: int  # the item before the verb and its object clitics


def read(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, tags: frozenset[str]) -> Group | None:
    """The group of the verb at items p … q with these tags; None where it is no verb there, or a passive."""
    left = _left(g, tokens, unit, p, tags)
    found = _form(g, tokens, unit, p, tags, left)
    if found is None:
        return None
    form, start, negated = found
    reflexive = form == "finite" and start < p and g.has("reflexive", unit.words[start])
    bare = start == p
    if bare and form == "finite" and not _is_verb_here(g, tokens, unit, p, q, left.noun_side, tags):
        return None
    named = _named(g, unit, form, start + 1 if reflexive else start, p)
    clitic = left.clitic
    if form == "finite" and clitic is None:
        clitic = inverted(g, tokens, unit, q)
    while start > 0 and (kinds := g.kinds(unit.words[start - 1])):
        denies = "negation_clitics" in kinds
        if not denies and not ("object_clitics" in kinds and _tied(tokens, unit, start - 1, start)):
            break
        negated = negated or denies
        start -= 1
    if not reflexive and start > 0 and g.has("reflexive", unit.words[start - 1]):
        reflexive, start = True, start - 1
    return Group(form, start, named, negated, reflexive, clitic, bare)


def _left(g: Grammar, tokens: Tokens, unit: Unit, p: int, tags: frozenset[str]) -> _Left:
    words = unit.words
    j = p - 1
    while j >= 0 and g.has("object_clitics", words[j]) and not g.has("reflexive", words[j]) and _tied(tokens, unit, j, p):
        j -= 1
    k = j
    negated = False
    while k >= 0 and j - k < _MAX_FILLERS and g.has_any(_FILLERS, words[k]):
        if (
            _auxiliary(g, tokens, unit, k)
            or _is_subject_clitic(g, tokens, unit, k)
            or ("inf" in tags and g.has("infinitive_marks", words[k]))
        ):
            break
        negated = negated or g.has("negations", words[k])
        k -= 1
    if k > 2 and "pp" in tags and words[k] == ",":
        k = _before_aside(g, tokens, unit, k)
    clitic = None
    if k >= 0 and "pp" in tags and _is_subject_clitic(g, tokens, unit, k):
        clitic = k
        k -= 2 if k and words[k - 1] == "t" else 1
    written = k >= 0 and (_auxiliary(g, tokens, unit, k) or not g.participle_endings or g.has("infinitive_marks", words[k]))
    return _Left(k, words[k] if written else "", negated, clitic, j)


def _before_aside(g: Grammar, tokens: Tokens, unit: Unit, k: int) -> int:
    """The auxiliary before an aside that ends with the comma at k: « a, de son côté, affirmé »; k itself where there is none."""
    for j in range(k - 1, max(k - _ASIDE, 0), -1):
        if unit.words[j] == ",":
            return j - 1 if g.has("perfect", unit.words[j - 1]) and _auxiliary(g, tokens, unit, j - 1) else k
    return k


def _form(g: Grammar, tokens: Tokens, unit: Unit, p: int, tags: frozenset[str], left: _Left) -> tuple[Form, int, bool] | None:
    """Form, first item and negation of the group."""
    words, k, auxiliary = unit.words, left.at, left.word
    kinds = g.kinds(auxiliary)
    negated = left.negated or "negated_auxiliaries" in kinds
    if "pp" in tags and "perfect" in kinds:
        return None if p > k + 1 and g.has("passive", words[p - 1]) else ("finite", k, negated)  # has been told
    if "pp" in tags and "passive" in kinds:
        reflexive = k > 0 and g.has("reflexive", words[k - 1])
        if reflexive or ETRE in tags:
            return "finite", k - 1 if reflexive else k, negated
        if "prp" not in tags:
            return None
    if "inf" in tags and "modals" in kinds:
        return "finite", k, negated
    if "inf" in tags and "infinitive_marks" in kinds:
        return "infinitive", k, negated
    if "prp" in tags:
        return ("finite", k, negated) if "progressive" in kinds else ("participle", p, left.negated)
    if tags & FINITE or ("pp" in tags and shares_auxiliary(g, tokens, unit, p)):
        return "finite", p, left.negated
    return ("infinitive", p, left.negated) if "inf" in tags else None


def shares_auxiliary(g: Grammar, tokens: Tokens, unit: Unit, p: int) -> bool:
    """A participle behind a coordinator that has the auxiliary of the one before it: « a condamné l'attaque et indiqué que … »."""
    if not g.participle_endings or unit.items[p] < 0 or tokens.text[unit.items[p]].lower().endswith(g.participle_endings[1:]):
        return False
    k = p - 1
    while k > 0 and g.has("adverbs", unit.words[k]):
        k -= 1
    if k < 2 or not g.has("coordinators", unit.words[k]):
        return False
    for j in range(k - 1, max(k - _APART, -1), -1):
        i = unit.items[j]
        if i < 0 or not g.has("perfect", unit.words[j]) or tokens.text[i].lower() not in g.auxiliaries:
            continue
        behind = [unit.items[x] for x in range(j + 1, min(j + _MAX_FILLERS, k))]
        return any(x >= 0 and (tokens.text[x].endswith(g.participle_endings) or tokens.fold[x] in g.participles) for x in behind)
    return False


def _named(g: Grammar, unit: Unit, form: Form, start: int, p: int) -> int:
    """Auxiliary and verb where nothing but a negation parts them (a indiqué), else the verb alone."""
    if start >= p or p - start > 2 or form == "infinitive" or g.has("modals", unit.words[start]):
        return p
    if any(unit.items[x + 1] != unit.items[x] + 1 for x in range(start, p)):
        return p
    inner = unit.words[start + 1 : p]
    return start if all(g.has("negations", w) or not (g.has("adverbs", w) or g.has("fillers", w)) for w in inner) else p


def inverted(g: Grammar, tokens: Tokens, unit: Unit, q: int) -> int | None:
    """dit-il, ajoute-t-elle: the pronoun tied to the end of the verb."""
    size = len(unit.words)
    for x in (q + 1, q + 2):
        if x < size and _is_subject_clitic(g, tokens, unit, x):
            return x
        if x >= size or unit.words[x] != "t":
            return None
    return None


def agreement(g: Grammar, tags: frozenset[str], bare: bool) -> str:
    """The number that a present form asks of its subject, in a language where one ending tells (`third_person`)."""
    if not g.third_person or not bare or "pres" not in tags or "past" in tags:
        return ""
    return "p" if "inf" in tags else "s"


def _auxiliary(g: Grammar, tokens: Tokens, unit: Unit, k: int) -> bool:
    i = unit.items[k]
    return i >= 0 and tokens.text[i].lower() in g.auxiliaries


def _tied(tokens: Tokens, unit: Unit, j: int, p: int) -> bool:
    """A clitic before a verb: nothing but words between them."""
    return all(i >= 0 and tokens.kind[i] == "w" for i in unit.items[j:p])


def _is_subject_clitic(g: Grammar, tokens: Tokens, unit: Unit, k: int) -> bool:
    pronoun = g.pronouns.get(unit.words[k])
    return pronoun is not None and pronoun.kind == "subject" and (i := unit.items[k]) >= 0 and tokens.joined[i]


def _is_verb_here(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, j: int, tags: frozenset[str]) -> bool:
    """A bare present form behind a determiner, a preposition or a possessive is a noun (the claim, Ann's report, in answer), and so is one
    between "former" or a determiner with its adjective and a verb (l'ancienne juge considère, une jeune juge a dit)."""
    words, before = unit.words, unit.words[j]
    if j < 0 or before == QUOTE or _stands_alone(g, unit, j, q, tags):
        return True
    if _is_determiner(g, before):
        return False
    plural = next((pronoun for ending, pronoun in g.plural_persons if words[p].endswith(ending)), None)
    if plural is not None and plural not in words[max(p - 4, 0) : p]:
        return False  # les jurons: no "we swear"
    nominal = {"pres", "inf", "subj", "pp"} if g.participle_endings else {"pres", "inf", "subj"}
    if not tags <= nominal:
        return True
    if g.has("prepositions", before) or (g.third_person and "inf" in tags and _closes_phrase(g, unit, j)):
        return False
    if not g.participle_endings or tokens.kind[unit.items[j]] == "p":
        return True
    behind = words[p + 1] if p + 1 < len(unit) else ""
    verb = behind in g.finite_forms or (g.has("finite", behind) and _auxiliary(g, tokens, unit, p + 1))
    return not (g.has("former", before) or (j and verb and _is_determiner(g, words[j - 1])))


def _is_determiner(g: Grammar, word: str) -> bool:
    kinds = g.kinds(word)
    return "possessives" in kinds or ("determiners" in kinds and "relatives" not in kinds and word not in g.pronouns)


def _closes_phrase(g: Grammar, unit: Unit, j: int) -> bool:
    """ "in its annual report": a base form behind an adjective whose phrase a determiner opens; a verb would need a plural before it."""
    word = unit.words[j]
    if word.endswith(("s", *g.plural_endings)) or word in g.pronouns or g.has_any(_PLURAL, word):
        return False
    near = range(j - 1, max(j - 3, -1), -1)
    opens = next((p for p in near if g.has("determiners", unit.words[p]) or g.has("possessives", unit.words[p])), -1)
    if opens < 1 or not g.has("prepositions", unit.words[opens - 1]):
        return False
    # critics of the plan say
    return not any(w.endswith(("s", *g.plural_endings)) or g.has("plural_heads", w) for w in unit.words[max(opens - 6, 0) : opens])


def _stands_alone(g: Grammar, unit: Unit, j: int, q: int, tags: frozenset[str]) -> bool:
    """ "Some hold that", "most said", "another says": the word before is no determiner, for the form agrees with it and no noun follows.
    "Some claims", "a few reported cases" are nouns."""
    kinds, behind = g.kinds(unit.words[j]), unit.words[q + 1] if q + 1 < len(unit) else "."
    plural = "plural_heads" in kinds
    if not g.third_person or not (plural or "lone_heads" in kinds) or (j and g.has("determiners", unit.words[j - 1])):
        return False
    if "pres" in tags and "past" not in tags:
        return ("inf" in tags) == plural
    opens = behind in g.pronouns or g.has_any(_BEHIND, behind)
    return "past" in tags and (opens or behind in PAUSES or behind in (":", QUOTE))
