"""How the words around a trigger are read: the value, and what both word orders share (auxiliaries, higher verbs)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.text import Tokens
from pipeline.values import swift

Voice = Literal["active", "passive"]
Tense = Literal["past", "perfect", "present", "progressive", "future", "pluperfect"]
_REACH = 8  # tokens that a verb group may have


@swift
@dataclass(frozen=True, slots=True)
class Reading:
    """`first` is the group's first token. `inherits`: the subject stands in an earlier clause (participles, coordinated verbs).
    `is_bare`: a participle that shares the auxiliary of the verb before it. `is_fronted`: one that opens the sentence, about its
    subject. `is_verb` False: a noun. `finite` False: infinitive, gerund, noun. `drop` names why the words report no act (None: they
    do)."""

    first: int
    voice: Voice = "active"
    tense: Tense = "past"
    realis: str = "actual"
    is_verb: bool = True
    finite: bool = True
    inherits: bool = False
    is_relative: bool = False
    is_bare: bool = False
    is_fronted: bool = False
    drop: str | None = None


def scan(head: int, tokens: Tokens, rules: Grammar, dates_at: frozenset[int]) -> tuple[int, dict[str, int]]:
    """Walks left over auxiliaries, adverbs and negators. Returns the first token of the group and the nearest token of each class."""
    skip, sentence = rules.words("adverb"), tokens.sentence[head]
    classes = [
        (n, rules.words(n))
        for n in (
            "be",
            "have",
            "had",
            "future",
            "modal",
            "negator",
            "reflexive",
            "progressive",
            "reported",
            "perfective",
        )
    ]
    seen: dict[str, int] = {}
    j = head - 1
    first = head
    while j >= 0 and head - j <= _REACH and tokens.sentence[j] == sentence:
        word = tokens.fold[j]
        hit = False
        for name, words in classes:
            if word in words:
                seen.setdefault(name, j)
                hit = True
        if hit:
            first = j
        elif word not in skip and not (j in dates_at and tokens.kind[j] != "p"):
            break
        j -= 1
    return first, seen


def infinitive(first: int, marker: int, higher: dict[int, str]) -> Reading:
    """An infinitive counts for what its higher verb says of it; without one it is a purpose or a wish."""
    effect = higher.get(marker)
    if effect is None or effect == "drop":
        return Reading(first, finite=False, drop="infinitive")
    if effect in ("planned", "hypothetical", "requested", "denied"):
        return Reading(first, realis=effect, tense="future", finite=False, drop=None if effect == "planned" else effect)
    return Reading(first, tense="progressive" if effect == "ongoing" else "past")
