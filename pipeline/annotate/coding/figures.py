"""What only sounds like an event: rules that a law lays down, acts in films and novels, and figures of speech of sport, markets and nature.

A law's and a story's acts are told in the present or named by a noun; what happened (a past) is an act whatever else the sentence
speaks of. Figures of speech are told of what cannot act: shares that come under fire, caterpillars that invade.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.annotate.coding.frames import At, Scene
from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.ontology import EventType
from pipeline.annotate.coding.reading import Reading

_OPENING = 7  # tokens of a sentence in which a law is named that the rest is about
_BEFORE = 8  # tokens before a trigger in which its subject's head stands
_BEHIND = 4  # tokens behind it in which its object's head stands
_FIGURES = frozenset({"ASSAULT", "REJECT", "RETREAT", "CONCEDE", "MOBILIZE", "PROTEST", "THREATEN", "COERCE", "CONSULT"})
_CONTESTS = frozenset({"ASSAULT", "RETREAT", "CONCEDE", "THREATEN", "MOBILIZE"})  # what matches are told with
_PLAYED = frozenset({"REJECT"})  # … and where more than one word tells of a match
_UNTOLD = frozenset({"present", "future"})


def is_figure(scene: Scene, at: At, reading: Reading, kind: EventType) -> bool:
    """Whether the sentence speaks of no act of anybody."""
    tokens, rules = scene.tokens, scene.rules
    low, high = tokens.sentence_bounds(tokens.sentence[at.first])
    words = tokens.fold[low:high]
    n_sport = len(rules.words("sport").intersection(words))
    if n_sport > (kind.type not in _CONTESTS) and kind.type in _CONTESTS | _PLAYED:
        return True
    subject = tokens.fold[max(low, at.first - _BEFORE) : at.first] if reading.is_verb else []
    near = [*subject, *tokens.fold[at.last + 1 : min(high, at.last + 1 + _BEHIND)]]
    if kind.type in _FIGURES and _is_told_of(near, rules):
        return True
    is_told = reading.tense not in _UNTOLD and tokens.fold[reading.first] not in rules.words("be_present")  # "is arrested by his men"
    if at.frame == "of" or (reading.finite and is_told):
        return False
    ahead = tokens.fold[low : at.first]
    if not rules.words("fiction").isdisjoint(ahead) or (reading.finite and not rules.words("storyteller").isdisjoint(ahead)):
        return True
    laws = [j for j, word in enumerate(ahead[:_OPENING]) if word in rules.words("statute")]
    return any(not j or ahead[j - 1] not in rules.words("indefinite") for j in laws)


def _is_told_of(words: Iterable[str], rules: Grammar) -> bool:
    """Whether one of the words is of the pack's `figurative` ones, an "and" written together with it or not."""
    figures, joined = rules.words("figurative"), rules.words("joined_prefix")
    return any(word in figures or any(word.startswith(p) and word[len(p) :] in figures for p in joined) for word in words)
