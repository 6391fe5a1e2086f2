"""The verb group around a trigger: voice, tense, polarity, and whether the words report an act at all.

Word classes come from `grammar.toml`, higher verbs from `modifiers.tsv`; what a class means is decided here, once for all languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.coding.lexicon import Grammar, Trigger
from pipeline.languages.phrases import Match
from pipeline.text import Tokens

_REACH = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """`first` is the group's first token. `inherits`: the subject stands in an earlier clause (participles, coordinated verbs).
    `is_bare`: a
    participle that shares the auxiliary of the verb before it. `is_verb` False: a noun. `finite` False: infinitive, gerund, noun. `drop` names why the words report no act (None: they do)."""

    first: int
    voice: Literal["active", "passive"] = "active"
    tense: Literal["past", "perfect", "present", "progressive", "future", "pluperfect", "none"] = "past"
    realis: str = "actual"
    is_verb: bool = True
    finite: bool = True
    inherits: bool = False
    is_relative: bool = False
    is_bare: bool = False
    drop: str | None = None


def read(
    match: Match[Trigger],
    tokens: Tokens,
    rules: Grammar,
    higher: dict[int, str],
    names_end: frozenset[int],
    dates_at: frozenset[int],
) -> Reading:
    """How the match is used. `higher`: last token of a modifier → its effect; `names_end`: last tokens of units;
    `dates_at`: tokens of date expressions."""
    if not match.value.is_verb:
        return _noun(match, tokens, rules, higher)
    head = match.first
    folded = tokens.fold[head]
    tags = rules.tags.get(folded)
    proclitic = ""
    if tags is None or match.offset:
        for p in rules.proclitics:
            if folded.startswith(p) and folded[len(p) :] in rules.tags:
                proclitic, tags = p, rules.tags[folded[len(p) :]]
                break
    tags = _by_accent(tokens.text[head], tags or frozenset(), rules)
    if rules.word_order == "vso":
        return _vso(match, tokens, rules, higher, tags, proclitic)
    return _svo(match, tokens, rules, higher, tags, names_end, dates_at)


def _by_accent(text: str, tags: frozenset[str], rules: Grammar) -> frozenset[str]:
    """Where the fold makes a participle and a present equal (French -é, -e), the accent decides."""
    endings = tuple(rules.options.get("participle_endings", ()))
    if not endings or "pp" not in tags or text.isupper():
        return tags
    if text.endswith(endings):
        return tags & {"pp"}
    return tags - {"pp"} if "pres" in tags and text.endswith(tuple(rules.options.get("present_endings", ()))) else tags


def _scan(head: int, tokens: Tokens, rules: Grammar, dates_at: frozenset[int]) -> tuple[int, dict[str, int]]:
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


def _svo(
    match: Match[Trigger],
    tokens: Tokens,
    rules: Grammar,
    higher: dict[int, str],
    tags: frozenset[str],
    names_end: frozenset[int],
    dates_at: frozenset[int],
) -> Reading:
    head = match.first
    first, seen = _scan(head, tokens, rules, dates_at)
    before = tokens.fold[first - 1] if first and tokens.sentence[first - 1] == tokens.sentence[head] else ""
    after = head + 1
    while (
        after < len(tokens)
        and tokens.sentence[after] == tokens.sentence[head]
        and tokens.fold[after] in rules.words("adverb")
    ):
        after += 1
    following = tokens.fold[after] if after < len(tokens) and tokens.sentence[after] == tokens.sentence[head] else ""
    transitive = match.value.frame in ("svo", "host", "obj")
    if tokens.joined[head] and head and tokens.start[head] > tokens.end[head - 1]:
        return Reading(first, drop="adjective")  # democratically-elected
    if "negator" in seen and match.value.kind is not None:
        return Reading(first, realis="denied", drop="negated")
    if (
        before in rules.words("infinitive")
        and not (tags & {"past", "imp", "fut"} - tags & {"inf"})
        and tags & {"inf", "prp"}
    ):
        return _infinitive(first, first - 1, higher)
    if "inf" in tags and not tags & {"pres", "past", "imp", "fut"}:
        return _infinitive(first, first - 1, higher)
    if (
        "be" in seen
        and "pp" in tags
        and "prp" not in tags
        and "reflexive" not in seen
        and (transitive or match.value.frame == "vic")
    ):
        if higher.get(first - 1) == "drop":
            return Reading(first, drop="swallowed")
        return _finite(first, seen, rules, "passive", "perfect", before, tokens)
    if "prp" in tags and "be" in seen:
        return _finite(first, seen, rules, "active", "progressive", before, tokens)
    if "prp" in tags and "inf" not in tags:
        if higher.get(first - 1) == "actual":
            return Reading(first, tense="past")
        if before in rules.words("gerund_marker"):
            return Reading(first, finite=False, inherits=True, tense="past")
        is_followed = following in rules.words("determiner") or following in rules.words("preposition") or match.last > head
        if first and (tokens.kind[first - 1] == "p" or first - 1 in names_end or (before in rules.words("group") and is_followed)):
            return Reading(first, finite=False, inherits=True, tense="past")
        return Reading(first, finite=False, drop="gerund")
    if ("have" in seen or "had" in seen) and "pp" in tags:
        return _finite(first, seen, rules, "active", "pluperfect" if "had" in seen else "perfect", before, tokens)
    if "be" in seen and "pp" in tags:
        return _finite(first, seen, rules, "active", "perfect", before, tokens)
    if {"future", "modal", "reported"} & set(seen):
        return _finite(first, seen, rules, "active", "present", before, tokens)
    if "fut" in tags:
        return Reading(first, tense="future", realis="planned", is_relative=before in rules.words("relative"))
    if "cond" in tags and not tags & {"pres", "past", "imp"}:
        return Reading(first, realis="hypothetical", drop="conditional")
    if "pp" in tags and following in rules.words("agent") and transitive:
        return Reading(first, "passive", "past", finite=False)
    if "pp" in tags and not tags & {"past", "pres", "imp"}:
        if before in rules.words("coordinator"):
            return Reading(first, "active", "perfect", inherits=True, is_bare=True)
        return Reading(first, finite=False, drop="participle")
    if tags & {"past", "imp"} and not (tags & {"inf", "pres"}):
        if before in rules.words("determiner"):
            return Reading(first, drop="adjective")
        named = first - 1 in names_end or first - 1 in dates_at
        if "pp" in tags and transitive and not named and _reduced(match.last - head, after, following, tokens, rules):
            return Reading(first, "passive", "past", finite=False, drop="reduced")
        joined = before in rules.words("coordinator")
        return Reading(
            first, "active", "past", inherits=joined, is_relative=before in rules.words("relative"), is_bare=joined and "pp" in tags
        )
    if before in rules.words("determiner") or before in rules.words("preposition"):
        return Reading(first, is_verb=False, drop="noun")
    if "pres" in tags or "inf" in tags:
        if "pres" in tags and ("reflexive" in seen or _has_subject(first - 1, before, "inf" in tags and "past" not in tags, tokens, rules, names_end)):
            joined = before in rules.words("coordinator")
            return Reading(first, tense="present", inherits=joined, is_relative=before in rules.words("relative"))
        return Reading(first, is_verb=False, drop="bare")
    return Reading(first)


def _has_subject(at: int, before: str, is_base: bool, tokens: Tokens, rules: Grammar, names_end: frozenset[int]) -> bool:
    """Whether a present form has its subject at the token before it, so that it is no noun. Where the base form is the plural's
    (English), it needs a plural."""
    if rules.options.get("bare_present", False) or before in rules.words("relative") or before in rules.words("coordinator"):
        return True
    ending = rules.options.get("plural_ending")
    is_plural = bool(ending) and (before.endswith(ending) or before in rules.words("people"))
    if at in names_end or before in rules.words("group"):
        return is_plural if is_base else not is_plural or before in rules.words("group")
    return before in rules.words("they") or before in rules.words("we") if is_base else before in rules.words("one")


def _reduced(extra: int, after: int, following: str, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a past form without auxiliary is a passive participle ("the men arrested in May"): nothing acted upon follows."""
    if extra:
        return False
    if after >= len(tokens) or not following or tokens.kind[after] == "p":
        return True
    return following in rules.words("preposition") and following not in rules.words("object_preposition")


def _infinitive(first: int, marker: int, higher: dict[int, str]) -> Reading:
    """An infinitive counts for what its higher verb says of it; without one it is a purpose or a wish."""
    effect = higher.get(marker)
    if effect is None or effect == "drop":
        return Reading(first, finite=False, drop="infinitive")
    if effect in ("planned", "hypothetical", "requested", "denied"):
        return Reading(first, realis=effect, tense="future", finite=False, drop=None if effect == "planned" else effect)
    return Reading(first, tense="progressive" if effect == "ongoing" else "past")


def _finite(
    first: int, seen: dict[str, int], rules: Grammar, voice: str, tense: str, before: str, tokens: Tokens
) -> Reading:
    is_passive: Literal["active", "passive"] = "passive" if voice == "passive" else "active"
    relative = before in rules.words("relative")
    inherits = before in rules.words("coordinator")
    if "future" in seen:
        return Reading(first, is_passive, "future", "planned", inherits=inherits, is_relative=relative)
    if "reported" in seen:  # "said it would": what somebody says that he will do
        j = seen["reported"] - 1
        sentence = tokens.sentence[first]
        while j >= 0 and tokens.sentence[j] == sentence:
            if tokens.fold[j] in rules.words("announce"):
                return Reading(first, is_passive, "future", "planned", inherits=inherits, is_relative=relative)
            j -= 1
        return Reading(first, is_passive, "future", "hypothetical", drop="conditional")
    if "modal" in seen:
        return Reading(first, is_passive, "future", "hypothetical", drop="modal")
    if "had" in seen and tense != "progressive":
        return Reading(first, is_passive, "pluperfect", inherits=inherits, is_relative=relative)
    known: Literal["progressive", "perfect", "pluperfect", "present"] = (
        "progressive"
        if tense == "progressive"
        else "pluperfect"
        if tense == "pluperfect"
        else "present"
        if tense == "present"
        else "perfect"
    )
    return Reading(first, is_passive, known, inherits=inherits, is_relative=relative)


def _vso(
    match: Match[Trigger], tokens: Tokens, rules: Grammar, higher: dict[int, str], tags: frozenset[str], proclitic: str
) -> Reading:
    head = match.first
    first, seen = _scan(head, tokens, rules, frozenset())
    before = tokens.fold[first - 1] if first and tokens.sentence[first - 1] == tokens.sentence[head] else ""
    future = proclitic.endswith(tuple(rules.words("future_prefix"))) if proclitic else False
    if not tags:  # a verb that the row writes out
        tags = frozenset({"perf"})
    finite = tags & {"perf", "impf"}
    relative = before in rules.words("relative")
    if "negator" in seen:
        return Reading(first, realis="denied", drop="negated")
    if not finite:
        if "masdar" in tags:
            if proclitic.endswith(tuple(rules.words("purpose_prefix"))) and proclitic:
                return _infinitive(first, first - 1, higher)
            return Reading(first, is_verb=False, finite=False)
        if "part" in tags and (
            not before or tokens.kind[first - 1] == "p" or before in rules.words("coordinator") or proclitic
        ):
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
    tense: Literal["pluperfect", "past", "present"] = (
        "pluperfect" if "had" in seen else "past" if "perf" in tags else "present"
    )
    return Reading(
        first, tense=tense, is_relative=relative, inherits=not relative and before in rules.words("coordinator")
    )


def _noun(match: Match[Trigger], tokens: Tokens, rules: Grammar, higher: dict[int, str]) -> Reading:
    """A noun or fixed phrase. Phrases that tell the actor by themselves (`of`) hold wherever they stand; other nouns where
    no negator, wish or purpose stands before them."""
    head = match.first
    if match.value.frame == "of":
        return Reading(head, is_verb=False, finite=False)
    endings = tuple(rules.options.get("participle_endings", ()))
    if endings and tokens.text[head].endswith(endings) and "pp" in rules.tags.get(tokens.fold[head], frozenset()):
        return Reading(head, is_verb=False, finite=False, drop="participle")
    if rules.word_order == "svo" and tokens.joined[head] and head and tokens.start[head] > tokens.end[head - 1]:
        return Reading(head, is_verb=False, finite=False, drop="compound")
    before = tokens.fold[head - 1] if head and tokens.sentence[head - 1] == tokens.sentence[head] else ""
    j = head - 1
    steps = 0
    while j >= 0 and steps < 4 and tokens.sentence[j] == tokens.sentence[head]:
        if tokens.fold[j] in rules.words("unreal") or higher.get(j) in ("hypothetical", "denied", "drop", "requested"):
            return Reading(head, is_verb=False, finite=False, drop="unreal")
        if tokens.kind[j] == "p":
            break
        j -= 1
        steps += 1
    if (
        match.offset
        and tokens.fold[head].startswith(tuple(rules.words("purpose_prefix")))
        and rules.word_order == "vso"
    ):
        return Reading(head, is_verb=False, finite=False, drop="purpose")
    realis = "planned" if before in rules.words("planned") else "actual"
    return Reading(head, is_verb=False, finite=False, realis=realis)
