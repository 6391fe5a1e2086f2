"""The verb group around a trigger: voice, tense, polarity, and whether the words report an act at all.

Word classes come from `grammar.toml`, higher verbs from `modifiers.tsv`; what a class means is decided here and in the two rooms for
the two word orders, `verbsecond` and `verbfirst`.
"""

from __future__ import annotations

from pipeline.annotate.coding.lexicon import Grammar, Trigger
from pipeline.annotate.coding.reading import Reading
from pipeline.annotate.coding.verbfirst import read_verb_first
from pipeline.annotate.coding.verbsecond import read_verb_second
from pipeline.languages.phrases import Match
from pipeline.text import Tokens

__all__ = ["Reading", "read"]
_NEAR = 6  # tokens that a verb and its object may lie apart without a look at what stands between
_TOLD = frozenset({"past", "perf", "pp"})
_AHEAD = 18  # tokens behind a noun within which its verb is looked for


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
    head = match.first
    if match.value.kind is not None and _is_other(match, tokens, rules, dates_at):
        return Reading(head, is_verb=False, finite=False, drop="word")
    if not match.value.is_verb:
        return _noun(match, tokens, rules, higher)
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
        return read_verb_first(match, tokens, rules, higher, tags, proclitic)
    return read_verb_second(match, tokens, rules, higher, tags, names_end, dates_at)


def _is_other(match: Match[Trigger], tokens: Tokens, rules: Grammar, dates_at: frozenset[int]) -> bool:
    """Whether the words are others than the row means: a noun that begins with what looks like a particle (وزارتا), an hour before
    a day's name (فجر الثلاثاء), or the verb of one clause and the object of the next."""
    head, folded = match.first, tokens.fold[match.first]
    if match.offset and (folded in rules.words("whole") or (folded in rules.tags and folded not in rules.words("particle_first"))):
        return True
    if folded in rules.words("time_noun") and head + 1 in dates_at:
        return True
    if not match.value.is_wide or match.last - head <= _NEAR:
        return False
    borders = rules.words("relative") | rules.words("complementiser")
    for j in range(head + 1, match.last):
        word, following = tokens.fold[j], tokens.fold[j + 1]
        if word in borders:
            return True
        if word in rules.words("coordinator") and (following in rules.words("determiner") or following in rules.tags):
            return True
        if word[:1] in rules.words("joined_prefix") and rules.tags.get(word[1:], frozenset()) == {"perf"}:
            return True
    return False


def _by_accent(text: str, tags: frozenset[str], rules: Grammar) -> frozenset[str]:
    """Where the fold makes a participle and a present equal (French -é, -e), the accent decides."""
    endings = tuple(rules.options.get("participle_endings", ()))
    if not endings or "pp" not in tags or text.isupper():
        return tags
    if text.endswith(endings):
        return tags & {"pp"}
    return tags - {"pp"} if "pres" in tags and text.endswith(tuple(rules.options.get("present_endings", ()))) else tags


def _noun(  # noqa: PLR0911 -- a decision list, in order
    match: Match[Trigger], tokens: Tokens, rules: Grammar, higher: dict[int, str]
) -> Reading:
    """A noun or fixed phrase. Phrases that tell the actor by themselves (`of`) hold wherever they stand; other nouns where
    no negator, wish or purpose stands before them."""
    head = match.first
    if match.value.frame == "of":
        return Reading(head, is_verb=False, finite=False)
    if match.value.frame == "again" and any(w in rules.words("among") for w in tokens.fold[head : match.last]):
        return Reading(head, is_verb=False, finite=False, drop="named")  # "talks between X and Y are planned" names its parties
    endings = tuple(rules.options.get("participle_endings", ()))
    if (
        endings
        and not match.value.has_verb
        and tokens.text[head].endswith(endings)
        and "pp" in rules.tags.get(tokens.fold[head], frozenset())
    ):
        return Reading(head, is_verb=False, finite=False, drop="participle")
    if rules.word_order == "svo" and tokens.joined[head] and head and tokens.start[head] > tokens.end[head - 1]:
        return Reading(head, is_verb=False, finite=False, drop="compound")
    before = tokens.fold[head - 1] if head and tokens.sentence[head - 1] == tokens.sentence[head] else ""
    j = head - 1
    steps = 0
    while j >= 0 and steps < 4 and tokens.sentence[j] == tokens.sentence[head]:
        if match.value.has_verb and tokens.fold[j] in rules.words("negator"):
            return Reading(head, is_verb=False, finite=False, drop="negated")
        if higher.get(j) == "planned":
            return Reading(head, is_verb=False, finite=False, tense="future", realis="planned")
        if tokens.fold[j] in rules.words("unreal") or higher.get(j) in ("hypothetical", "denied", "drop", "requested"):
            return Reading(head, is_verb=False, finite=False, drop="unreal")
        if tokens.kind[j] == "p":
            break
        j -= 1
        steps += 1
    if match.offset and tokens.fold[head].startswith(tuple(rules.words("purpose_prefix"))) and rules.word_order == "vso":
        return Reading(head, is_verb=False, finite=False, drop="purpose")
    if before in rules.words("planned") or _is_scheduled(match, tokens, rules):
        return Reading(head, is_verb=False, finite=False, tense="future", realis="planned")
    if match.value.has_verb and any(_TOLD & rules.tags.get(tokens.fold[j], frozenset()) for j in (head, match.last)):
        return Reading(head)
    return Reading(head, is_verb=False, finite=False)


def _is_scheduled(match: Match[Trigger], tokens: Tokens, rules: Grammar) -> bool:
    """Whether the noun's own verb says that it is still to come ("talks between X and Y are planned for June")."""
    end = min(tokens.sentence_bounds(tokens.sentence[match.first])[1], match.last + _AHEAD)
    be = rules.words("be")
    for j in range(match.last + 1, end):
        word = tokens.fold[j]
        if word in rules.words("relative") or word in rules.words("breaker"):
            return False
        if word in rules.words("planned_behind") and (not be or tokens.fold[j - 1] in be):
            return not (j + 2 < end and tokens.fold[j + 1] in rules.words("infinitive") and tokens.fold[j + 2] not in rules.tags)
    return False
