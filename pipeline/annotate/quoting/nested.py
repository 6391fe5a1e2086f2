"""A cue inside what an earlier one introduces: where the outer content ends, or whether its speaker only relays the inner one."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import adverbial
from pipeline.annotate.quoting.scene import COMMAS, DASHES, Scene
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

_CLAUSES = ("that", "quote", "zero")


def settle(s: Scene, unit: Unit, cue: Cue, outer: Statement, opens: int, tied: bool, rule: str) -> bool:
    """A cue inside what an earlier one introduces. True: it has a statement of its own, and `outer` is cut or (empty) relays it."""
    g, words = s.grammar, unit.words
    start, _ = outer.spans[-1]
    opens = _break_before(s, unit, start, opens)
    k = _behind_aside(s, unit, start, opens - 1)
    asked = k < opens - 1  # and, when pressed on that, she said
    while k > start and g.has("adverbs", words[k]):
        k -= 1
    apart = k > start and (asked or words[k - 1] in COMMAS | DASHES or unit.items[k - 1] < 0)
    parted = apart and (g.has("coordinators", words[k]) or g.has("breakers", words[k]))
    if cue.form == "participle" or tied:
        inherits_here = cue.form == "participle" and g.order == "vso"
        after_marks = cue.group - 2 > start and unit.items[cue.group - 2] < 0 and g.has("coordinators", words[cue.group - 1])
        parted = parted or (after_marks and rule == "zero")
        turned = tied and cue.form == "finite" and g.third_person and k > start and g.has("contrast_openers", words[cue.group - 1])
        both = cue.form == "participle" and outer.cue is not None and outer.cue.form == "participle" and bool(g.participle_endings)
        if (
            rule not in ("that", "quote", "wh")
            and not (both and tied)  # ajoutant que … et exhortant les usagers à …
            and not inherits_here
            and not (parted and cue.form == "finite" and rule in ("noun", "infinitive", "zero"))
            and not turned  # … but denied having known
        ):
            return False
        if outer.rule not in ("that", "zero", "noun", "colon", "infinitive") and all(i >= 0 for i in unit.items[start:opens]):
            return False
        end = opens if g.order == "vso" or cue.form == "participle" else cue.group
        while end > start and (words[end - 1] in COMMAS or g.has_any(("sequel", "coordinators", "breakers"), words[end - 1])):
            end -= 1
        outer.spans[-1] = (start, end)
        return end > start
    parted = parted and k > start + 2
    cut = (start, k if asked and words[k - 1] not in COMMAS | DASHES else k - 1)
    if rule not in _CLAUSES:
        if not (parted and cue.form == "finite" and g.third_person):
            return False
        outer.spans[-1] = cut  # …, but he refuses to name them
        return True
    written = outer.source is not None and outer.source.type == "document"
    if outer.rule in ("that", "zero", "source.first") and _light(
        s, unit, start, _phrase_start(s, unit, start, opens) if written else opens
    ):
        outer.spans = []
        return True
    if not parted and rule == "quote":  # …, and when pressed on why it was late, the mayor replied, "…"
        cut = (start, next((p for p in range(opens - 2, start + 2, -1) if words[p] in COMMAS and g.has("coordinators", words[p + 1])), 0))
        parted = cut[1] > 0
    if not parted and g.order == "vso" and opens > start + 2 and words[opens - 1] in COMMAS:  # …، وهو يجيبها بأن
        cut, parted = (start, opens - 1), words[opens][:1] in g.classes["conjunction_prefixes"]
    if parted:
        outer.spans[-1] = cut
    return parted


def _break_before(s: Scene, unit: Unit, start: int, opens: int) -> int:
    """Where a subject begins with the words before its office: ", as opposition leaders claimed"."""
    g, words = s.grammar, unit.words
    for p in range(opens - 1, max(opens - 4, start + 2), -1):
        if g.has("breakers", words[p]) or g.has("coordinators", words[p]):
            return p + 1 if words[p - 1] in COMMAS else opens
        if unit.items[p] < 0 or words[p] in COMMAS or clauses.finite(s, unit, p):
            return opens
    return opens


def _behind_aside(s: Scene, unit: Unit, start: int, last: int) -> int:
    """The coordinator before an adverbial between commas that ends at `last`, else `last` itself."""
    words = unit.words
    if last <= start or words[last] not in COMMAS:
        return last
    comma = next((p for p in range(last - 1, start, -1) if words[p] in COMMAS), None)
    if comma is None or comma + 1 >= last or not s.grammar.has("coordinators", words[comma - 1]):
        return last
    return comma - 1 if adverbial(s, unit, comma + 1, last) else last


def _phrase_start(s: Scene, unit: Unit, start: int, opens: int) -> int:
    """Where a subject begins with its office and its determiner: "the finance minister, Ann Lee"."""
    while opens > start and (s.role(unit.items[opens - 1]) is not None or s.grammar.has("determiners", unit.words[opens - 1])):
        opens -= 1
    return opens


def _light(s: Scene, unit: Unit, start: int, opens: int) -> bool:
    """Nothing, or one adverbial, stands between the outer cue and the inner one's subject."""
    lead = unit.items[start:opens]
    if any(i < 0 for i in lead):
        return False
    return not lead or (len(lead) <= 12 and unit.words[opens - 1] in COMMAS and adverbial(s, unit, start, opens - 1))


def cut(s: Scene, unit: Unit, cue: Cue, outer: Statement) -> None:
    """ "…, tout en appelant les habitants au calme", "…, urging calm": what the speaker does besides ends what he said."""
    g, words = s.grammar, unit.words
    start = outer.spans[-1][0]
    p = cue.group
    while p > start and (g.has("gerund_marks", words[p - 1]) or g.has("adverbs", words[p - 1])):
        p -= 1
    if p > start + 3 and words[p - 1] in COMMAS:
        outer.spans[-1] = (start, p - 1)
