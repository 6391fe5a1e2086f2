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
        return read_verb_first(match, tokens, rules, higher, tags, proclitic)
    return read_verb_second(match, tokens, rules, higher, tags, names_end, dates_at)


def _by_accent(text: str, tags: frozenset[str], rules: Grammar) -> frozenset[str]:
    """Where the fold makes a participle and a present equal (French -é, -e), the accent decides."""
    endings = tuple(rules.options.get("participle_endings", ()))
    if not endings or "pp" not in tags or text.isupper():
        return tags
    if text.endswith(endings):
        return tags & {"pp"}
    return tags - {"pp"} if "pres" in tags and text.endswith(tuple(rules.options.get("present_endings", ()))) else tags


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
