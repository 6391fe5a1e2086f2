"""Which of the matching triggers report an act: the longest one whose words do, unless the complement of an earlier act swallows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.coding.lexicon import SWALLOWING, Grammar, Trigger
from pipeline.annotate.coding.ontology import is_deed
from pipeline.annotate.coding.reading import Reading
from pipeline.languages.phrases import Match
from pipeline.text import Tokens
from pipeline.values import swift

_COMMAS = frozenset(",،")
_OF_POWER = frozenset({"COERCE", "SANCTION"})
_FACTIVE = frozenset({"disapprove", "praise"})  # what is condemned or praised has happened …
_TOLD_AGAIN = frozenset({"ASSAULT"})  # … and is told as news where it is force


@swift
@dataclass(frozen=True, slots=True)
class Accepted:
    """A trigger that became an event, and how its words were read."""

    match: Match[Trigger]
    reading: Reading


def candidates(
    found: Sequence[Match[Trigger]],
    accepted: Sequence[Accepted],
    tokens: Tokens,
    rules: Grammar,
    read: Callable[[Match[Trigger]], Reading],
    title: tuple[int, int],
) -> Iterator[tuple[Match[Trigger], Reading | None]]:
    """Of matches that begin at one token, those that report an act, with their readings, the one that says most first: the longest, of
    two as long the one with more words of its own; (match, None) where a `none` row silences what would follow. `accepted`: the events
    of the sentence so far. Whoever asks takes the first that has the parties it needs."""
    is_noun = False
    for match in sorted(found, key=_rank):
        reading = read(match)
        if match.value.kind is None:
            if not match.value.is_verb or reading.drop not in ("bare", "noun"):
                yield match, None
                return
            continue
        if is_noun and reading.tense == "present":
            continue  # "a second meeting between": the longer phrase shows that the word is no verb
        is_noun = is_noun or not match.value.is_verb
        if reading.drop in ("reduced", "participle") and title[0] <= match.start(tokens) < title[1]:
            reading = replace(reading, drop=None, voice="passive")  # headlines leave the auxiliary out
        if accepted and _is_invited(match, reading, accepted[-1]):
            yield match, replace(reading, drop=None, realis="planned", tense="future", finite=False, is_verb=True)
        elif accepted and _is_denied(match, reading, accepted[-1], tokens, rules):
            yield match, replace(reading, drop=None, realis="denied", is_verb=True)
        elif reading.drop is None and not (accepted and _is_swallowed(match, reading, accepted[-1], tokens, rules)):
            yield match, reading


def _rank(match: Match[Trigger]) -> tuple[object, ...]:
    trigger = match.value
    return -match.last, match.offset, not trigger.is_own, -trigger.weight, trigger.kind is not None, not trigger.is_verb, trigger.order


def _is_invited(match: Match[Trigger], reading: Reading, above: Accepted) -> bool:
    """Whether the words name the meeting that an invitation before them is for: a planned event of its own."""
    kind, invitation = match.value.kind, above.match.value
    if kind is None or kind.type != "CONSULT" or invitation.kind is None or invitation.kind.mode != "invite":
        return False
    return reading.drop == "infinitive" or (invitation.frame == "svo" and not reading.finite)


def _is_denied(match: Match[Trigger], reading: Reading, above: Accepted, tokens: Tokens, rules: Grammar) -> bool:
    """Whether the words name the act that somebody denies before them ("denied that it had hosted", "a démenti avoir rencontré")."""
    kind, denial = match.value.kind, above.match.value.kind
    if kind is None or denial is None or denial.mode != "deny" or not match.value.is_verb:
        return False
    if not is_deed(kind) or reading.is_relative or reading.drop in ("word", "negated", "noun", "bare"):
        return False
    between = range(above.match.last + 1, reading.first)
    if reading.drop is None and reading.finite and not rules.tags.get(tokens.fold[reading.first], frozenset()) <= {"prp", "inf"}:
        that = next((j for j in between if tokens.fold[j] in rules.words("complementiser")), None)
        if that is None or any(tokens.text[j] in ";:" or tokens.fold[j] in rules.words("restart") for j in between):
            return False
        light = rules.words("preposition") | rules.words("adverb")  # "denied on Monday that", not "denied claims that"
        ahead = range(above.match.last + 1, that)
        return rules.word_order == "vso" or all(tokens.fold[j] in light or tokens.text[j][:1].isupper() for j in ahead)
    return len(between) <= 3 and not any(tokens.kind[j] == "p" for j in between)


def _is_swallowed(match: Match[Trigger], reading: Reading, above: Accepted, tokens: Tokens, rules: Grammar) -> bool:
    """Whether the words stand in the complement of an act of will ("asked them to withdraw", "denied that he had struck"), or tell
    the act before them a second time ("killing two")."""
    kind = above.match.value.kind
    if kind is None or match.value.frame == "of":
        return False
    between = range(above.match.last + 1, reading.first)
    if any(tokens.fold[j] in rules.words("restart") or tokens.text[j] in ";:" for j in between):
        return False
    if kind.type not in SWALLOWING:
        same = match.value.kind is not None and match.value.kind.type == kind.type
        # "raided his home and seized his drawings" are two acts of power, "attacked and killed" is one attack
        is_other = match.value.kind is not None and match.value.kind.mode != kind.mode and kind.type in _OF_POWER and reading.finite
        return same and (not reading.is_verb or (reading.inherits and not is_other) or not reading.finite)
    if kind.mode in _FACTIVE and not reading.is_verb and match.value.kind is not None and match.value.kind.type in _TOLD_AGAIN:
        return False
    if reading.is_verb and reading.finite:
        is_vso = rules.word_order == "vso"
        if _is_new_clause(between, match, tokens, rules) if is_vso else _is_led_on(reading, tokens, rules):
            return False
    if any(tokens.fold[j] in rules.words("complementiser") for j in between):
        return True
    after_comma = tokens.text[reading.first - 1] in _COMMAS
    if rules.word_order == "vso" and reading.is_verb and reading.finite:
        joined = tokens.fold[reading.first - 1] in rules.words("coordinator")
        joined = joined or tokens.fold[match.first].startswith(tuple(rules.words("joined_prefix")))
        return not (joined or after_comma or reading.is_relative)
    return not (reading.is_verb and (reading.finite or after_comma))


def _is_led_on(reading: Reading, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a comma closes the complement before the verb: ", which killed …", ", and offered …"."""
    j = reading.first - 1
    is_next = reading.is_relative or (reading.inherits and tokens.fold[j] in rules.words("coordinator"))
    return is_next and j > 0 and tokens.text[j - 1] in _COMMAS


def _is_new_clause(between: range, match: Match[Trigger], tokens: Tokens, rules: Grammar) -> bool:
    """Whether a comma and an "and" lead on to another sentence before the verb (، وهددت; ، وموسكو تتوعد)."""
    joined = tuple(rules.words("joined_prefix"))
    for j in range(between.start, match.first):
        word = tokens.fold[j + 1]
        if tokens.text[j] in _COMMAS and word.startswith(joined) and word not in rules.words("complementiser"):
            return word not in rules.words("whole")
    return False
