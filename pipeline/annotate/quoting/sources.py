"""Prepositions that name a source: selon, d'après, according to, وفقا لـ. Before their clause, behind it, or inside."""

from __future__ import annotations

from pipeline.annotate.quoting import subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, STOPS, Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement, verbal
from pipeline.annotate.quoting.units import Unit

_BEGUN = 4  # items: a shorter stretch before a source is the beginning of a clause that goes on behind it
_CLAUSE_MARKS = frozenset({":", ";", "؛"})


def attributed(s: Scene, unit: Unit, cue: Cue, edge: int, out: list[Statement]) -> Statement | None:
    """What a source preposition attributes. Inside the content of an earlier cue it only ends that content."""
    g, words = s.grammar, unit.words
    begin = cue.last + 1
    if begin + 1 < len(unit) and g.has("what", words[begin]):  # بحسب ما أفادت الشرطة
        begin += 2
    if cue.preps and not (begin < len(unit) and words[begin].startswith(cue.preps)):
        return None
    source = subjects.after(s, unit, begin, len(unit), cue.preps[0] if cue.preps else "")
    if source is None or source.end is None:
        return None
    if "N" in cue.frames and (source.type not in ("name", "short_name") or cue.group > 0):
        return None
    behind = s.behind(unit, source.end, begin)
    if out and out[-1].spans and out[-1].spans[0][0] >= behind:
        return None  # The ministry said, according to the agency, that …
    opens = all(w in COMMAS or g.has("adverbs", w) or g.has("coordinators", w) for w in words[edge : cue.group])
    if opens or (cue.group and words[cue.group - 1] in _CLAUSE_MARKS and not out):
        return _first(s, unit, cue, source, behind)
    if out:
        a, b = out[-1].spans[-1] if out[-1].spans else (0, 0)
        if a <= cue.group < b and words[cue.group - 1] in COMMAS and source.type != "pronoun":
            out[-1].spans[-1] = (a, cue.group - 1)
        return None
    if words[begin] in g.pronouns and any(g.has("relatives", w) for w in words[max(edge, cue.group - 2) : cue.group]):
        return None  # "qui, selon lui, …" inside somebody's words
    return _last(s, unit, cue, source, edge, behind)


def _first(s: Scene, unit: Unit, cue: Cue, source: Source, behind: int) -> Statement | None:
    """ "Selon X, maire de Y, …": the clause behind the comma that ends the source."""
    words = unit.words
    reach = behind + (1 if s.grammar.order == "vso" else 30)
    comma = next((p for p in range(behind, min(reach, len(unit))) if words[p] in COMMAS or words[p] == ":"), None)
    if comma is not None and comma + 1 < len(unit) and s.grammar.order == "svo":
        following = next((p for p in range(comma + 1, min(comma + 24, len(unit) - 1)) if words[p] in COMMAS), None)
        if following is not None and _apposed(s, unit, source, comma, following):
            comma = following
    if s.grammar.order == "vso":  # بحسب موظف في الوزارة تحدث أمس، فإن …
        comma = next((p for p in range(behind, min(behind + 24, len(unit) - 1)) if words[p] in COMMAS and _then(s, words[p + 1])), comma)
    start = comma + 1 if comma is not None else behind if s.grammar.order == "vso" else len(unit)
    while start < len(unit) and (words[start] in COMMAS or _then(s, words[start])):
        start += 1
    if start >= len(unit):
        return None
    return Statement(unit, cue, [(start, clause_end(s, unit, start))], source, "source.first", 0.9, opens=cue.group)


def _then(s: Scene, word: str) -> bool:
    """The complementiser that opens the clause behind a source: «بحسب مصدر، فإن …»."""
    g = s.grammar
    return word[:1] in g.classes["conjunction_prefixes"] and len(word) <= 3 and g.has("complementisers", word[1:])


def _apposed(s: Scene, unit: Unit, source: Source, comma: int, following: int) -> bool:
    """What stands between two commas behind the source says who that is: « Pour X, maire de Y, … »."""
    if unit.items[following + 1] < 0 and unit.items[comma + 1] >= 0:
        return True  # the words in marks begin behind it
    if following - comma >= 14 or len(unit) - following <= 3:
        return False
    plain = not any(verbal(s, w) for w in unit.words[comma + 1 : following])
    return (source.type in ("name", "short_name") and plain) or s.role(unit.items[comma + 1]) is not None


def _last(s: Scene, unit: Unit, cue: Cue, source: Source, edge: int, behind: int) -> Statement | None:
    """ "…, selon X.": the clause before it, and what goes on behind it where the source only parts subject and verb."""
    g, words = s.grammar, unit.words
    low, high = edge, cue.group
    for p in range(high - 4, low, -1):  # قدرت الغرفة عددهم، فيما سجلت وفاتان، بحسب حصيلة أولية
        if g.has("contrast_openers", words[p]) and words[p - 1] in COMMAS:
            low = p
            break
    while low < high and (g.has("coordinators", words[low]) or words[low] in COMMAS):
        low += 1
    while high > low and (words[high - 1] in COMMAS or (g.third_person and g.has("adverbs", words[high - 1])) or _is_as(s, unit, high - 1)):
        high -= 1
    if high == low:
        return None
    spans = [(low, high)]
    if high - low < _BEGUN and behind + 2 < len(unit) and words[behind] in COMMAS:
        resume = _past_participle(s, unit, behind + 1)
        spans.append((resume, clause_end(s, unit, resume)))
    if sum(b - a for a, b in spans) < 3 and not any(i < 0 for i in unit.items[low:high]):
        return None
    return Statement(unit, cue, spans, source, "source.last", 0.85, opens=cue.group)


def _past_participle(s: Scene, unit: Unit, p: int) -> int:
    """Where the clause goes on behind what a participle says of the source: "according to the paper, published in Rome, settles in mud"."""
    g, words = s.grammar, unit.words
    comma = next((q for q in range(p + 1, min(p + 14, len(unit) - 2)) if words[q] in COMMAS), None)
    participle = words[p].endswith(g.past_endings) or words[p] in g.participles
    return comma + 1 if comma is not None and g.third_person and participle else p


def _is_as(s: Scene, unit: Unit, p: int) -> bool:
    return s.grammar.order == "vso" and s.grammar.has("as_words", unit.words[p])


def as_said(s: Scene, unit: Unit, cue: Cue, edge: int) -> Statement | None:
    """Verb first: what an aside with its own verb attributes, «سيبقى الجسر، كما قالت ليلى، مغلقا»."""
    words = unit.words
    if cue.group - edge < 3 or not _is_as(s, unit, cue.group - 1) or words[cue.group - 2] not in COMMAS:
        return None
    source = subjects.after(s, unit, cue.last + 1, len(unit))
    if source is None or source.end is None:
        return None
    behind = s.behind(unit, source.end, cue.last + 1)
    behind = next((p for p in range(behind, min(behind + _BEGUN, len(unit))) if words[p] in COMMAS | STOPS), len(unit))
    return _last(s, unit, cue, source, edge, behind)
