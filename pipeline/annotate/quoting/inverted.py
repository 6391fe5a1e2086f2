"""Verbs that no lexicon knows, told by the pronoun that is tied to them: « … », philosophe-t-il; « … », a-t-elle maugréé.

Only behind a quotation, or between commas inside one; languages whose pronouns are never tied to a verb have none.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.annotate.quoting.grammar import Grammar
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.text import Tokens

_LONGEST = 4  # items before the verb: pronouns and a negation
_ADVERBS = 3  # items between pronoun and participle


@dataclass(frozen=True, slots=True)
class Verb:
    """Items of the group (`start` … `last`), of its verb or participle (`first`) and of its pronoun."""

    start: int
    first: int
    last: int
    clitic: int


def verbs(g: Grammar, tokens: Tokens, unit: Unit) -> list[Verb]:
    """The verbs with a tied pronoun that stand where a verb of saying does."""
    out: list[Verb] = []
    if not g.participle_endings or g.pronouns.keys().isdisjoint(unit.words):
        return out
    for x in range(2, len(unit)):
        i = unit.items[x]
        if i >= 0 and tokens.joined[i] and _third_person(g, unit.words[x]):
            verb = _read(g, tokens, unit, x)
            if verb is not None:
                out.append(verb)
    return out


def _third_person(g: Grammar, word: str) -> bool:
    pronoun = g.pronouns.get(word)
    return pronoun is not None and pronoun.kind == "subject" and pronoun.person == "3"


def _read(g: Grammar, tokens: Tokens, unit: Unit, x: int) -> Verb | None:
    """The verb whose inverted pronoun stands at x."""
    words = unit.words
    verb = x - 2 if words[x - 1] == "t" else x - 1
    if verb < 1 or not _is_word(tokens, unit, verb):
        return None
    last = verb
    if tokens.text[unit.items[verb]].lower() in g.auxiliaries:
        last = _participle(g, tokens, unit, x)
        if last < 0 or g.has("modals", words[verb]):
            return None
    start = verb
    while start > max(0, verb - _LONGEST) and g.has_any(("object_clitics", "reflexive", "negation_clitics"), words[start - 1]):
        start -= 1
    if not start or not _stands_apart(unit, start, max(last, x)):
        return None
    return Verb(start, last, max(last, x), x)


def _is_word(tokens: Tokens, unit: Unit, p: int) -> bool:
    i = unit.items[p]
    return i >= 0 and tokens.kind[i] == "w" and tokens.text[i].islower() and len(tokens.text[i]) > 1


def _participle(g: Grammar, tokens: Tokens, unit: Unit, x: int) -> int:
    """The participle behind auxiliary and pronoun (a-t-il ensuite maugréé); -1 where there is none."""
    for p in range(x + 1, min(x + 2 + _ADVERBS, len(unit))):
        if not _is_word(tokens, unit, p):
            return -1
        if tokens.text[unit.items[p]].endswith(g.participle_endings[:1]) or unit.words[p] in g.participles:
            return p
        if not g.has("adverbs", unit.words[p]):
            return -1
    return -1


def _stands_apart(unit: Unit, start: int, last: int) -> bool:
    """Behind a quotation, with or without its comma; or between a comma and another stop that is no question mark."""
    words = unit.words
    if words[start - 1] == QUOTE or (words[start - 1] == "," and start > 1 and words[start - 2] == QUOTE):
        return True
    return words[start - 1] == "," and last + 1 < len(unit) and words[last + 1] in (",", ".")
