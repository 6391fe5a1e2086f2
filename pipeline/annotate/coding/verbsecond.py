"""Verb groups of languages that put the subject first: auxiliaries, participles and bare forms (English, French)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.annotate.coding.lexicon import Grammar, Trigger
from pipeline.annotate.coding.ontology import is_deed
from pipeline.annotate.coding.reading import Reading, Tense, Voice, infinitive, scan
from pipeline.languages.phrases import Match
from pipeline.text import Tokens
from pipeline.values import swift

_SOON = 4  # tokens behind a participle in which its day stands
_COMMAS = frozenset(",،")
_BACK = 10  # tokens before "and" in which the first of two base forms stands


@swift
@dataclass(frozen=True, slots=True)
class _Group:
    """A verb's surroundings: the group's first token, the nearest token of each auxiliary class, the words before and behind it."""

    head: int
    first: int
    seen: dict[str, int]
    before: str
    following: str
    after: int
    tags: frozenset[str]
    is_transitive: bool
    is_long: bool


def read_verb_second(
    match: Match[Trigger],
    tokens: Tokens,
    rules: Grammar,
    higher: dict[int, str],
    tags: frozenset[str],
    names_end: frozenset[int],
    dates_at: frozenset[int],
) -> Reading:
    head = match.first
    first, seen = scan(head, tokens, rules, dates_at)
    before = tokens.fold[first - 1] if first and tokens.sentence[first - 1] == tokens.sentence[head] else ""
    after, end = head + 1, tokens.sentence_bounds(tokens.sentence[head])[1]
    while after < end and tokens.fold[after] in rules.words("adverb"):
        after += 1
    following = tokens.fold[after] if after < end else ""
    frame = match.value.frame
    group = _Group(head, first, seen, before, following, after, tags, frame in ("svo", "host", "obj"), match.last > head)
    if tokens.joined[head] and head and tokens.start[head] > tokens.end[head - 1]:
        return Reading(first, drop="adjective")  # democratically-elected
    if "negator" in seen and match.value.kind is not None:
        named = not {first - 1, first - 2}.isdisjoint(names_end) or before in rules.words("group")
        return Reading(first, realis="denied", drop=None if named and _is_denied(group, match, tokens, rules) else "negated")
    is_refusal = match.value.kind is not None and match.value.kind.type == "REJECT"  # "said no to"
    if not is_refusal and head + 1 < len(tokens) and tokens.fold[head + 1] in rules.words("no_object"):
        return Reading(first, drop="negated")  # "joins no alliance"
    is_marked = before in rules.words("infinitive") and not (tags & {"past", "imp", "fut"}) and bool(tags & {"inf", "prp"})
    if is_marked or ("inf" in tags and not tags & {"pres", "past", "imp", "fut"}):
        if "modal" in seen:
            return _obliged(group, tokens, rules, dates_at)
        to_come = infinitive(first, head - 1 if head - 1 in higher else first - 1, higher)
        if to_come.drop == "infinitive" and is_marked and _is_headline(first - 1, tokens, rules, names_end):
            return Reading(first, tense="future", realis="planned")
        return to_come
    found = _with_auxiliary(group, frame, rules, higher, tokens)
    if found is not None and found.drop == "modal":
        found = _obliged(group, tokens, rules, dates_at, found)
    if found is None and "prp" in tags and "inf" not in tags:
        found = _gerund(group, tokens, rules, higher, names_end)
    return found or _alone(group, tokens, rules, names_end, dates_at)


def _is_headline(marker: int, tokens: Tokens, rules: Grammar, names_end: frozenset[int]) -> bool:
    """Whether an infinitive is all the verb that a headline has ("Doctors to walk out on 1 March"): who will do it stands right before."""
    if not rules.options.get("headline_infinitive", False):
        return False
    if not (marker - 1 in names_end or tokens.fold[marker - 1] in rules.words("group")):
        return False
    low = tokens.sentence_bounds(tokens.sentence[marker])[0]
    told = {"past", "pres", "pp", "prp"}
    closed = [rules.words(name) for name in ("be", "have", "modal", "headline_stop", "infinitive")]
    for j in range(low, marker - 1):
        is_verb = bool(rules.tags.get(tokens.fold[j], frozenset()) & told) and j not in names_end
        if is_verb or any(tokens.fold[j] in words for words in closed):
            return False
    return True


def _with_auxiliary(  # noqa: PLR0911 -- a decision list, in order
    group: _Group, frame: str, rules: Grammar, higher: dict[int, str], tokens: Tokens
) -> Reading | None:
    """Passive, progressive, perfect and future; None where no auxiliary decides."""
    seen, tags = group.seen, group.tags
    if "be" in seen and "pp" in tags and "prp" not in tags and "reflexive" not in seen and (group.is_transitive or frame == "vic"):
        if higher.get(group.first - 1) == "drop":
            return Reading(group.first, drop="swallowed")
        if "inf" in rules.tags.get(tokens.fold[group.first], frozenset()) and group.before in rules.words("infinitive"):
            return replace(infinitive(group.first, group.first - 1, higher), voice="passive")  # "is due to be sworn in"
        return _finite(group, rules, "passive", "perfect", tokens)
    if "prp" in tags and "be" in seen:
        return _finite(group, rules, "active", "progressive", tokens)
    if "prp" in tags and "inf" not in tags:
        return None
    if ("have" in seen or "had" in seen) and "pp" in tags:
        return _finite(group, rules, "active", "pluperfect" if "had" in seen else "perfect", tokens)
    if "be" in seen and "pp" in tags:
        if group.is_long and rules.options.get("adjective_first", False):
            return Reading(group.first, drop="passive")  # "was held …": what is held does nothing itself
        return _finite(group, rules, "active", "perfect", tokens)
    if {"future", "modal", "reported"} & set(seen):
        return _finite(group, rules, "active", "present", tokens)
    return None


def _is_denied(group: _Group, match: Match[Trigger], tokens: Tokens, rules: Grammar) -> bool:
    """Whether the sentence says of somebody that he did not do this: "did not sign", "n'a pas signé"."""
    kind = match.value.kind
    if kind is None or not is_deed(kind) or ("inf" in group.tags and not rules.words("not_done")):
        return False
    if tokens.fold[group.seen["negator"]] not in rules.words("not_done"):
        return False
    if "inf" in group.tags:
        return group.before in rules.words("did") or tokens.fold[group.seen["negator"]] in rules.words("did")
    return "pp" in group.tags and bool({"have", "had"} & set(group.seen)) and not {"modal", "future"} & set(group.seen)


def _obliged(group: _Group, tokens: Tokens, rules: Grammar, dates_at: frozenset[int], found: Reading | None = None) -> Reading:
    """ "X must", "doit", "devrait": to come where the sentence tells its day, else a duty."""
    found = found or Reading(group.first, finite=False, drop="infinitive")
    end = tokens.sentence_bounds(tokens.sentence[group.head])[1]
    is_dated = any(j in dates_at for j in range(group.head + 1, end))
    if is_dated and tokens.fold[group.seen["modal"]] in rules.words("obligation"):
        return replace(found, drop=None, realis="planned", tense="future", finite=True)
    return found


def _gerund(group: _Group, tokens: Tokens, rules: Grammar, higher: dict[int, str], names_end: frozenset[int]) -> Reading:
    first = group.first
    if higher.get(first - 1) == "actual":
        return Reading(first, tense="past")
    if group.before in rules.words("gerund_marker"):
        return Reading(first, finite=False, inherits=True)
    is_followed = group.following in rules.words("determiner") | rules.words("preposition") or group.is_long
    is_people = group.before in rules.words("group") and is_followed
    if first and (tokens.kind[first - 1] == "p" or first - 1 in names_end or is_people):
        return Reading(first, finite=False, inherits=True)
    return Reading(first, finite=False, drop="gerund")


def _alone(  # noqa: PLR0911, C901 -- a decision list, in order
    group: _Group, tokens: Tokens, rules: Grammar, names_end: frozenset[int], dates_at: frozenset[int]
) -> Reading:
    """A form without auxiliary: the tense is in its ending, or it is no verb at all."""
    first, before, tags = group.first, group.before, group.tags
    is_relative, is_joined = before in rules.words("relative"), before in rules.words("coordinator")
    if "fut" in tags:
        return Reading(first, tense="future", realis="planned", is_relative=is_relative)
    if "cond" in tags and not tags & {"pres", "past", "imp"}:
        return Reading(first, realis="hypothetical", drop="conditional")
    if "pp" in tags and group.following in rules.words("agent") and group.is_transitive:
        return Reading(first, "passive", finite=False)
    is_aside = "pp" in tags and group.is_transitive and _is_aside(group, tokens, rules, names_end, dates_at)
    aside = Reading(first, "passive", finite=False, is_fronted=_opens(group, tokens))
    if "pp" in tags and not tags & {"past", "pres", "imp"}:
        if is_joined:
            return Reading(first, tense="perfect", inherits=True, is_bare=True)
        return aside if is_aside else Reading(first, finite=False, drop="participle")
    if tags & {"past", "imp"} and not tags & {"inf", "pres"}:
        if before in rules.words("determiner") and not _is_pair(first - 1, tokens, rules):
            return Reading(first, drop="adjective")
        named = first - 1 in names_end or first - 1 in dates_at
        is_attribute = tokens.fold[group.head] in rules.words("attributive") and group.following in rules.words("group")
        if is_attribute and not (named or before in rules.words("group")):
            return Reading(first, drop="adjective")  # "where displaced families wait"
        if "pp" in tags and group.is_transitive and not named and _reduced(group, tokens, rules):
            return aside if is_aside else replace(aside, drop="reduced")
        return Reading(first, inherits=is_joined, is_relative=is_relative, is_bare=is_joined and "pp" in tags)
    if before in rules.words("determiner") or before in rules.words("preposition"):
        return Reading(first, is_verb=False, drop="noun")
    if is_joined and "inf" in tags and "past" not in tags and _is_wished(group, tokens, rules):
        return Reading(first, drop="modal")  # "should protect witnesses and help families"
    if tags >= {"inf", "past"} and _is_told(group, tokens, rules, names_end, dates_at):
        return Reading(first, inherits=is_joined, is_relative=is_relative)  # "cut aid": the base form is the past too
    is_people = tokens.fold[group.head] in rules.people and not group.is_long  # "Moro rebels died"
    is_noun = is_people or _is_plural_noun(group, tokens, rules)
    if "pres" in tags and not is_noun and ("reflexive" in group.seen or _has_subject(group, tokens, rules, names_end)):
        return Reading(first, tense="present", inherits=is_joined, is_relative=is_relative)
    if "pres" in tags or "inf" in tags:
        return Reading(first, is_verb=False, drop="bare")
    return Reading(first)


def _is_plural_noun(group: _Group, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a form in -s that needs an object has none, so that it is a noun behind a name: "US sanctions for …", "Hamas attacks on"."""
    if not rules.options.get("adjective_first", False) or "inf" in group.tags or group.is_long or not group.is_transitive:
        return False
    if group.before in rules.words("one"):
        return False  # "whom it accuses of"
    is_sign = group.following == "" or tokens.kind[group.after] == "p"
    return is_sign or (group.following in rules.words("preposition") and group.following not in rules.words("object_preposition"))


def _is_told(group: _Group, tokens: Tokens, rules: Grammar, names_end: frozenset[int], dates_at: frozenset[int]) -> bool:
    """Whether a verb whose base form is its past too (cut, put, shut) stands where a past does: behind its subject or a day."""
    j = group.first - 1
    if j < 0 or not group.is_transitive or tokens.sentence[j] != tokens.sentence[group.head]:
        return False
    if tokens.kind[j] == "p":  # "the minister, Ali Deby, cut"
        j -= 1
        return j in names_end
    return j in names_end or j in dates_at or tokens.fold[j] in rules.people


def _opens(group: _Group, tokens: Tokens) -> bool:
    return group.first == tokens.sentence_bounds(tokens.sentence[group.head])[0]


def _is_aside(group: _Group, tokens: Tokens, rules: Grammar, names_end: frozenset[int], dates_at: frozenset[int]) -> bool:
    """Whether a participle tells what was done to the people before it, or behind the comma where it opens the sentence, and says when or
    by whom: "two activists arrested in May", "Limogé mardi, le gouverneur …"."""
    told = any(j in dates_at for j in range(group.after, min(len(tokens), group.after + _SOON))) or group.following in rules.words("agent")
    if not told:
        return False
    if _opens(group, tokens):
        return True
    j = group.first - 1
    while j > 0 and tokens.kind[j] == "p":
        j -= 1
    return j in names_end or tokens.fold[j] in rules.people


def _is_wished(group: _Group, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a base form goes on after "and" what a modal or an infinitive marker began."""
    low = max(tokens.sentence_bounds(tokens.sentence[group.head])[0], group.first - _BACK)
    marks = rules.words("modal") | rules.words("future")
    for j in range(group.first - 2, low - 1, -1):
        if tokens.fold[j] in marks or (tokens.fold[j] in rules.words("infinitive") and "inf" in rules.tags.get(tokens.fold[j + 1], ())):
            return True
    return False


def _is_pair(i: int, tokens: Tokens, rules: Grammar) -> bool:
    """Whether token i stands for two by itself: "and the two signed"."""
    return tokens.fold[i] in rules.words("pair_alone") and i > 0 and tokens.fold[i - 1] in rules.words("determiner")


def _has_subject(group: _Group, tokens: Tokens, rules: Grammar, names_end: frozenset[int]) -> bool:
    """Whether a present form has its subject at the token before it, so that it is no noun. Where the base form is the plural's
    (English), it needs a plural."""
    before, is_base = group.before, "inf" in group.tags and "past" not in group.tags
    if rules.options.get("bare_present", False) or before in rules.words("relative") | rules.words("coordinator"):
        return True
    ending = rules.options.get("plural_ending")
    is_plural = bool(ending) and (before.endswith(str(ending)) or before in rules.words("people"))
    if group.first - 1 in names_end or before in rules.words("group"):
        i = group.first - 2  # "Fiji, Kazakhstan sign"
        is_plural = is_plural or (i - 1 in names_end and (tokens.text[i] in _COMMAS or tokens.fold[i] in rules.words("coordinator")))
        return is_plural if is_base else True  # a name in -s is one all the same: "Hamas frees"
    return before in (rules.words("they") | rules.words("we") if is_base else rules.words("one"))


def _reduced(group: _Group, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a past form without auxiliary is a passive participle ("the men arrested in May"): nothing acted upon follows."""
    if group.is_long:
        return False
    if not group.following or tokens.kind[group.after] == "p":
        return True
    end = min(tokens.sentence_bounds(tokens.sentence[group.head])[1], group.after + 5)
    if any(tokens.fold[j] in rules.words("complementiser") for j in range(group.after, end)):
        return False  # "denied on Tuesday that"
    return group.following in rules.words("preposition") and group.following not in rules.words("object_preposition")


def _finite(group: _Group, rules: Grammar, voice: Voice, tense: Tense, tokens: Tokens) -> Reading:
    first, seen = group.first, group.seen
    found = Reading(
        first,
        voice,
        tense,
        inherits=group.before in rules.words("coordinator"),
        is_relative=group.before in rules.words("relative"),
    )
    if "future" in seen:
        return replace(found, tense="future", realis="planned")
    if "reported" in seen:  # "said it would": what somebody says that he will do
        low = tokens.sentence_bounds(tokens.sentence[first])[0]
        if any(tokens.fold[j] in rules.words("announce") for j in range(low, seen["reported"])):
            return replace(found, tense="future", realis="planned")
        return replace(found, tense="future", realis="hypothetical", drop="conditional")
    if "modal" in seen:
        return replace(found, tense="future", realis="hypothetical", drop="modal")
    return replace(found, tense="pluperfect") if "had" in seen and tense != "progressive" else found
