"""Verbs that no lexicon has, beside a quotation with its comma: "…," thundered the bishop; "…," she deadpanned."""

from __future__ import annotations

from pipeline.annotate.quoting import cues, subjects
from pipeline.annotate.quoting.noun_phrases import head
from pipeline.annotate.quoting.scene import COMMAS, PAUSES, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_SHORT = 3  # tokens: a shorter quotation may be a title
_FIRST = 12  # items in which the quotation stands
_SUBJECT = 7  # items of a subject before the verb
_SCORE = 0.8
_CLOSED = ("prepositions", "adverbs", "subordinators", "relatives", "determiners", "time", "coordinators")


def verb(s: Scene, unit: Unit, claimed: set[int]) -> Statement | None:
    """A past form between a quotation with its comma and a subject, or behind both; None where nothing of that kind stands."""
    words = unit.words
    if not s.grammar.past_endings:
        return None
    for q in range(min(len(unit) - 2, _FIRST)):
        if unit.items[q] >= 0 or unit.items[q] in claimed or s.mention(unit.items[q]) is not None:
            continue
        comma = words[q + 1] in COMMAS
        p = q + 2 if comma else q + 1
        if p + 2 > len(unit) or unit.items[p] < 0 or not (comma or s.text[s.end(unit.items[q]) - 1] in ",!?"):
            continue
        found = _inverted(s, unit, q, p) or _behind_subject(s, unit, q, p)
        if found is not None:
            return found
    return None


def _is_past(s: Scene, unit: Unit, p: int) -> bool:
    """A small word of some length that ends as a past does, and is of no closed class."""
    g, word, i = s.grammar, unit.words[p], unit.items[p]
    return (
        i >= 0 and s.tokens.text[i].islower() and word.endswith(g.past_endings) and len(word) >= 4
        and not g.has_any(_CLOSED, word)
    )  # fmt: skip


def _inverted(s: Scene, unit: Unit, q: int, p: int) -> Statement | None:
    n = p + 1
    if s.size(unit.items[q]) < _SHORT or not _is_past(s, unit, p) or n >= len(unit):
        return None
    m = s.mention(unit.items[n])
    if not (s.grammar.has("definite", unit.words[n]) or (m is not None and m.type == "PER")):
        return None
    return _statement(s, unit, q, p, subjects.after(s, unit, n, len(unit)))


def _behind_subject(s: Scene, unit: Unit, q: int, p: int) -> Statement | None:
    """ "…," a porter hollered; "…," she corrected him."""
    g, words = s.grammar, unit.words
    if q > 0 or unit.words[q + 1] in COMMAS:
        return None
    ahead = range(p + 1, min(p + _SUBJECT, len(unit)))
    v = next((v for v in ahead if unit.items[v] < 0 or words[v] in COMMAS or _is_past(s, unit, v)), None)
    if v is None or not _is_past(s, unit, v):
        return None
    if v + 1 < len(unit):
        behind = words[v + 1]
        object_pronoun = behind in g.pronouns and v + 2 < len(unit) and not g.has("finite", words[v + 2])
        if not (behind in PAUSES or object_pronoun or g.has_any(("prepositions", "adverbs", "time"), behind)):
            return None
    counted = g.has("determiners", words[p]) or words[p] in g.pronouns or s.mention(unit.items[p]) is not None or g.has("strip", words[p])
    source = head(s, unit, p, v, last=True) if counted else None
    return _statement(s, unit, q, v, source)


def _statement(s: Scene, unit: Unit, q: int, p: int, source: Source | None) -> Statement | None:
    if source is None:
        return None
    cue = cues.unlisted(p, p, s.tokens.fold[unit.items[p]])
    return Statement(unit, cue, [(q, q + 1)], source, "unknown_verb", _SCORE)
