"""Acts and statements: which noun phrases behind a word of saying say something, and where such a phrase ends.

"She condemned the raid", "he called for calm" tell what somebody did, not what was said; "she condemned the raid as an act of war", "he
accused the firm of hiding the report" tell both. Rows of cues.tsv say which verbs name mere acts (A), and which of those may carry what
somebody else did or shall do (C), and which verbs only give their object a name in marks (Q: called the sale "a burglary").
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting import clauses, unmarked
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import Scene
from pipeline.annotate.quoting.spans import Content
from pipeline.annotate.quoting.units import Unit

SILENCE = "silence"  # rule of what says that nothing was said: it has a speaker and bounds, and is no statement
_SUBJECT = 6  # items between a relative pronoun and the verb
_OBJECT = 12  # items between a verb and what it calls its object


def told(s: Scene, unit: Unit, cue: Cue, found: Content) -> Content | None:
    """A noun phrase as content, without the clause that goes on behind it; None where it is the object of a mere act."""
    if found.rule == "infinitive" and len(found.spans) == 1:
        a, b = found.spans[0]
        silent = s.grammar.among("silences", unit.words[a : a + 3])  # she refused to comment
        return replace(found, spans=[(a, clauses.next_clause(s, unit, a, b))], rule=SILENCE if silent else found.rule)
    if found.rule != "noun":
        return None if "Q" in cue.frames and not cue.frames & {"d", "t"} and not _relative(s, unit, cue, found) else found
    a, b = found.spans[0]
    if "Q" in cue.frames:
        q = next((p for p in range(a + 1, min(b, a + _OBJECT)) if unit.items[p] < 0 and not s.is_name(unit.items[p])), None)
        lower = q is not None and s.text[s.start(unit.items[q]) : s.start(unit.items[q]) + 1].islower()
        return replace(found, spans=[(q, q + 1)], score=0.8) if q is not None and lower else None
    b = clauses.next_clause(s, unit, a, b)
    if s.grammar.participle_endings and any(unit.words[p] == ":" and unit.items[p + 1] < 0 for p in range(a, b - 1)):
        return None  # À qui lui demandait l'heure, il a répondu : « … »
    act = cue.frames & {"A", "C"}
    if b <= a or (act and not _says(s, unit, a, b, addressed="C" in cue.frames)):
        return None
    named = next((p for p in range(a + 1, b) if unit.items[p] < 0 and s.grammar.has("seen_as", unit.words[p - 1])), None)
    if named is not None and not s.is_name(unit.items[named]):
        a, b = named, named + 1  # defended the toll as "the least bad road": the words in marks were said
    return replace(found, spans=[(a, b)])


def _relative(s: Scene, unit: Unit, cue: Cue, found: Content) -> bool:
    """What the verb gives a name to stands before it: "a claim that she called “absurd”", "what he called “a trick”"."""
    g, before = s.grammar, unit.words[max(cue.group - _SUBJECT, 0) : cue.group]
    subject = unit.items[cue.group - 1] if cue.group else 0
    known = unit.words[cue.group - 1] in g.pronouns or s.mention(subject) is not None or g.has("collective", unit.words[cue.group - 1])
    if cue.agreement and (not known or g.has("namers", unit.words[cue.group - 1])):
        return False  # what the menu calls "fish fingers"
    return bool(g.third_person) and found.rule == "quote" and any(g.has("relatives", w) or g.has("wh", w) for w in before)


def _says(s: Scene, unit: Unit, a: int, b: int, *, addressed: bool) -> bool:
    """The phrase tells more than the object of an act: words in marks, as what it is seen, a clause, or (`addressed`) what another one
    did or shall do."""
    g, words = s.grammar, unit.words
    marked = next((p for p in range(a, b) if unit.items[p] < 0 and not s.is_name(unit.items[p])), None)
    if marked is not None and not (addressed and all(g.has("determiners", w) for w in words[a:marked])):
        return True
    if g.has("infinitive_marks", words[a]) and a + 1 < b and g.infinitive_endings and unmarked.infinitive(s, unit, a):
        return True
    for p in range(a, b - 1):
        word = words[p]
        following = words[p + 2] if g.has("negations", words[p + 1]) and p + 2 < b else words[p + 1]
        if g.has("seen_as", word) or (g.has("claims", word) and g.among("complementisers", words[p + 1 : p + 3])):
            return True
        if addressed and p > a and (
            (g.has("gerund_prepositions", word) and following.endswith(g.gerund_endings))
            or (g.has("infinitive_marks", word) and following not in g.classes["determiners"] and _infinitive(s, unit, p + 1, b))
        ):  # fmt: skip
            return True
    return bool(g.gerund_endings) and g.lang == "en" and words[a].endswith(g.gerund_endings) and addressed


def _infinitive(s: Scene, unit: Unit, p: int, b: int) -> bool:
    g = s.grammar
    while p < b - 1 and (g.has("negations", unit.words[p]) or g.has("negation_clitics", unit.words[p]) or g.has("adverbs", unit.words[p])):
        p += 1
    word = unit.words[p]
    return word in g.infinitives or (bool(g.infinitive_endings) and word.endswith(g.infinitive_endings))
