"""Verb groups of languages that put the verb first and write particles together with it (Arabic)."""

from __future__ import annotations

from pipeline.annotate.coding.lexicon import Grammar, Trigger
from pipeline.annotate.coding.ontology import is_deed
from pipeline.annotate.coding.reading import Reading, Tense, infinitive, scan
from pipeline.languages.phrases import Match
from pipeline.text import Tokens

_WILLED = 5  # tokens between a word of will and the verbal noun that it is of
_CONJUNCT = 8  # tokens between two verbal nouns that "and" joins


def read_verb_first(  # noqa: PLR0911, PLR0912, C901 -- a decision list, in order
    match: Match[Trigger], tokens: Tokens, rules: Grammar, higher: dict[int, str], tags: frozenset[str], proclitic: str
) -> Reading:
    head = match.first
    first, seen = scan(head, tokens, rules, frozenset())
    before = tokens.fold[first - 1] if first and tokens.sentence[first - 1] == tokens.sentence[head] else ""
    if higher.get(first - 1) == "drop":
        return Reading(first, finite=False, drop="swallowed")  # they met for the sake of supporting X
    future = proclitic.endswith(tuple(rules.words("future_prefix"))) if proclitic else False
    if not tags:  # a verb that the row writes out
        tags = frozenset({"perf"})
    prefixed = tuple(rules.words("purpose_prefix") | rules.words("place_prefix"))
    if proclitic.endswith(prefixed) and prefixed and tags & {"masdar", "impf"}:
        tags = tags - {"perf"}  # no preposition is written together with a past: a verbal noun that is written like it
    elif future and "impf" in tags:
        tags = tags - {"perf"}
    finite = tags & {"perf", "impf"}
    relative = before in rules.words("relative")
    if "negator" in seen:
        kind = match.value.kind
        not_done = tokens.fold[seen["negator"]] in rules.words("not_done") and "impf" in tags
        is_act = not_done and kind is not None and is_deed(kind)
        return Reading(first, realis="denied", drop=None if is_act else "negated")
    if proclitic and "masdar" in tags and proclitic.endswith(tuple(rules.words("joined_prefix"))):
        ahead = range(max(tokens.sentence_bounds(tokens.sentence[head])[0], head - _CONJUNCT), head)
        if any(_is_masdar(j, tokens, rules) for j in ahead):
            return Reading(first, is_verb=False, finite=False, drop="noun")  # "the training of X and the support of Y"
    if finite and "masdar" in tags and not proclitic and (marker := _will_before(first, tokens, higher)) is not None:
        return infinitive(first, marker, higher)  # "Kenya intends the withdrawal of its troops": past and verbal noun are written alike
    if not finite:
        if "masdar" in tags:
            if proclitic.endswith(tuple(rules.words("purpose_prefix"))) and proclitic:
                return infinitive(first, first - 1, higher)
            return Reading(first, is_verb=False, finite=False)
        if "part" in tags and (not before or tokens.kind[first - 1] == "p" or before in rules.words("coordinator") or proclitic):
            return Reading(first, finite=False, inherits=True, tense="past")
        return Reading(first, is_verb=False, finite=False, drop="participle")
    if before in rules.words("subjunctive"):
        effect = higher.get(first - 1)
        if effect == "planned":
            return Reading(first, tense="future", realis="planned")
        if effect != "actual" and "perf" not in tags:
            return Reading(first, finite=False, drop="subjunctive")
    if proclitic.endswith(tuple(rules.words("purpose_prefix"))) and proclitic and "perf" not in tags and not future:
        return Reading(first, finite=False, drop="purpose")
    if "perf" not in tags and (future or "future" in seen):
        return Reading(first, tense="future", realis="planned", is_relative=relative)
    if "modal" in seen:
        return Reading(first, drop="modal")
    tense: Tense = "pluperfect" if "had" in seen else "past" if "perf" in tags else "present"
    return Reading(first, tense=tense, is_relative=relative, inherits=not relative and before in rules.words("coordinator"))


def _is_masdar(j: int, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a token is a verbal noun: by its form, or, written like a past, by the preposition before it."""
    tags = rules.tags.get(tokens.fold[j], frozenset())
    return tags == {"masdar"} or ("masdar" in tags and j > 0 and tokens.fold[j - 1] in rules.words("oblique"))


def _will_before(first: int, tokens: Tokens, higher: dict[int, str]) -> int | None:
    """The last token of a word of will that a name may part from what is willed."""
    low = tokens.sentence_bounds(tokens.sentence[first])[0]
    for j in range(first - 1, max(low, first - _WILLED) - 1, -1):
        if tokens.kind[j] == "p":
            return None
        if higher.get(j) in ("planned", "hypothetical", "requested"):
            return j
    return None
