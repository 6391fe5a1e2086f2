"""Prepositions that name a source: selon, d'après, according to, وفقا لـ. Before their clause, behind it, or inside."""

from __future__ import annotations

from pipeline.annotate.quoting import clauses, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import head
from pipeline.annotate.quoting.scene import COMMAS, PAUSES, Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement, verbal
from pipeline.annotate.quoting.units import Unit

_BEGUN = 4  # items: a shorter stretch before a source is the beginning of a clause that goes on behind it
_APPOSITIONS = 3  # of one source: Selon Ann Lee, glaciologue à Berne, qui n'a rien signé, …
_VERSION = 8  # items between "his version" and the relative clause
_COMPLEMENT = 8  # items of the complement of a source: أوساط في غرفة التجارة
_CLAUSE_MARKS = frozenset({":", ";", "؛"})


def attributed(s: Scene, unit: Unit, cue: Cue, edge: int, out: list[Statement]) -> Statement | None:
    """What a source preposition attributes. Inside the content of an earlier cue it only ends that content."""
    g, words = s.grammar, unit.words
    begin = cue.last + 1
    if begin + 1 < len(unit) and g.has("what", words[begin]):  # بحسب ما أفادت الشرطة
        begin += 2
    if cue.preps and not (begin < len(unit) and words[begin].startswith(cue.preps)):
        return None
    if begin < len(unit) and g.has("relatives", words[begin]) and g.order == "svo":
        return _relative(s, unit, cue, out)
    prep = cue.preps[0] if cue.preps else ""
    source = _owner(s, unit, cue) if "O" in cue.frames else subjects.after(s, unit, begin, len(unit), prep)
    if source is None or source.end is None or ("V" in cue.frames and source.basis == "phrase" and source.type == "role"):
        return None
    behind = s.behind(unit, source.end, begin)
    unsaid = "N" in cue.frames and (cue.group > edge or not _holds_views(s, unit, source, begin))
    if unsaid or (out and out[-1].spans and out[-1].spans[0][0] >= behind):
        return None  # The ministry said, according to the agency, that …
    if behind + 2 < len(unit) and g.has("complementisers", words[behind]) and g.order == "svo" and not out:
        return Statement(unit, cue, [(behind + 1, clause_end(s, unit, behind + 1))], source, "source.that", 0.85, opens=cue.group)
    opens = all(w in COMMAS or g.has("adverbs", w) or g.has("coordinators", w) for w in words[edge : cue.group])
    recalled = "L" in cue.frames and cue.group > 1 and words[cue.group - 1] == ":" and unit.items[cue.group - 2] < 0 and not out
    if opens or (cue.group and words[cue.group - 1] in _CLAUSE_MARKS and not out and not recalled):
        return _first(s, unit, cue, source, behind)
    if recalled or out:
        return _beside(unit, cue, source, out)
    # "qui, selon lui, …" inside somebody's words
    inside = begin < len(unit) and words[begin] in g.pronouns and g.among("relatives", words[max(edge, cue.group - 2) : cue.group])
    return None if inside else _last(s, unit, cue, source, edge, behind)


def _beside(unit: Unit, cue: Cue, source: Source, out: list[Statement]) -> Statement | None:
    """The words in marks before a colon (« … » : c'est en ces termes que la gardienne a conclu); inside the content of an earlier cue
    nothing, but that content ends there."""
    if not out:
        return Statement(unit, cue, [(cue.group - 2, cue.group - 1)], source, "source.last", 0.85, opens=cue.group)
    a, b = out[-1].spans[-1] if out[-1].spans else (0, 0)
    if a <= cue.group < b and unit.words[cue.group - 1] in COMMAS and source.type != "pronoun":
        out[-1].spans[-1] = (a, cue.group - 1)
    return None


def _owner(s: Scene, unit: Unit, cue: Cue) -> Source | None:
    """The pronoun inside the words that name a source: à l'entendre, selon ses calculs, de leur propre aveu."""
    g = s.grammar
    for p in range(cue.first, cue.last + 1):
        word, i = unit.words[p], unit.items[p]
        if g.has("owners", word) or (p > cue.first and g.has("object_clitics", word) and not g.has("infinitive_marks", word)):
            suffix = next((x for x in g.suffixes if word.endswith(x)), None)  # على حد قولها
            known = g.suffixes[suffix] if suffix is not None else None
            return Source(
                s.tokens.text[i],
                s.tokens.start[i],
                s.tokens.end[i],
                "pronoun",
                gender=known.gender if known else "",
                number="p" if g.has("plural_owners", word) else "s",
                basis="pronoun",
                head="3" if known else "",
                position=p,
            )
    return None


def _relative(s: Scene, unit: Unit, cue: Cue, out: list[Statement]) -> Statement | None:
    """« la maire, selon qui la halle est solide, … », « sa version, selon laquelle la halle est solide »; « la rumeur selon laquelle » has
    nobody."""
    g, words = s.grammar, unit.words
    begin = cue.last + 2
    end = clauses.relative_end(s, unit, begin, clause_end(s, unit, begin))
    within = bool(out) and out[-1].spans and out[-1].spans[-1][1] > cue.group
    if cue.group < 1 or within or not clauses.has_verb(s, unit, begin, end):
        return None
    x = next((p for p in range(cue.group - 1, max(cue.group - _VERSION, -1), -1) if g.has("versions", words[p])), None)
    if x is None:
        source = subjects.antecedent(s, unit, cue.group)
        fits = source is not None and (source.local_no is not None or source.role_no is not None or source.type == "document")
    elif x and g.has("owners", words[x - 1]):
        source = subjects.main(s, unit, x)
        fits = source is not None
    else:
        owned = x + 2 < cue.group and g.has("object_prepositions", words[x + 1])
        source = head(s, unit, x + 2, cue.group, last=False) if owned else None
        fits = source is not None
    return Statement(unit, cue, [(begin, end)], source, "source.relative", 0.75, opens=cue.group) if fits else None


def _holds_views(s: Scene, unit: Unit, source: Source, begin: int) -> bool:
    """Somebody named, an office, a pronoun, or people who have views (experts, unions): « Pour le préfet, … », but « Pour Noël, … »,
    « Pour les enfants, l'entrée est gratuite »."""
    g = s.grammar
    if source.type in ("name", "short_name", "pronoun"):
        return source.basis != "phrase"
    if source.role_no is not None or source.local_no is not None:
        return unit.words[begin] in g.classes["definite"] or source.local_no is not None
    return source.type == "collective" and g.has("definite", unit.words[begin]) and g.has("collective", source.head)


def _first(s: Scene, unit: Unit, cue: Cue, source: Source, behind: int) -> Statement | None:
    """ "Selon X, maire de Y, …": the clause behind the comma that ends the source."""
    words = unit.words
    reach = behind + (1 if s.grammar.order == "vso" else 30)
    comma = next((p for p in range(behind, min(reach, len(unit))) if words[p] in COMMAS or words[p] == ":"), None)
    for _ in range(_APPOSITIONS if s.grammar.order == "svo" else 0):
        if comma is None or comma + 1 >= len(unit) or words[comma] == ":":
            break
        following = next((p for p in range(comma + 1, min(comma + 24, len(unit) - 1)) if words[p] in COMMAS or words[p] == ":"), None)
        if following is None or not _apposed(s, unit, source, comma, following):
            break
        comma = following
        if not s.grammar.participle_endings:
            break
    if s.grammar.order == "vso":  # بحسب موظف في الوزارة تحدث أمس، فإن … ; استنادا إلى أوساط في الغرفة، ثمة …
        comma = _phrase_end(s, unit, behind) if comma is None else comma
        comma = next((p for p in range(behind, min(behind + 24, len(unit) - 1)) if words[p] in COMMAS and _then(s, words[p + 1])), comma)
    start = comma + 1 if comma is not None else behind if s.grammar.order == "vso" else len(unit)
    while start < len(unit) and (words[start] in COMMAS or _then(s, words[start]) or _complements(s, unit, start)):
        start += 1
    if start >= len(unit):
        return None
    return Statement(unit, cue, [(start, clause_end(s, unit, start))], source, "source.first", 0.9, opens=cue.group)


def _phrase_end(s: Scene, unit: Unit, behind: int) -> int | None:
    """Verb first: the comma that ends the complement of a source, which a preposition opens: «أوساط في غرفة التجارة،»."""
    if behind >= len(unit) or not s.grammar.has("prepositions", unit.words[behind]):
        return None
    for p in range(behind + 1, min(behind + _COMPLEMENT, len(unit) - 2)):
        if unit.words[p] in COMMAS:
            return p
        if unit.items[p] < 0 or unit.words[p] in s.grammar.finite_forms:
            return None
    return None


def _complements(s: Scene, unit: Unit, p: int) -> bool:
    """Verb first: «وفي رأيه أن …»."""
    return s.grammar.order == "vso" and s.grammar.has("complementisers", unit.words[p])


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
    if s.grammar.has("relatives", unit.words[comma + 1]) or subjects.participial(s, unit, comma + 1):
        return True  # Selon Ann Lee, qui préside le jury, … ; Selon le journal, citant deux témoins, …
    if s.grammar.participle_endings and not clauses.has_verb(s, unit, following + 1, clause_end(s, unit, following + 1)):
        return False  # Selon Ann Lee, la crise cache autre chose, la fin du pétrole
    plain = not any(verbal(s, unit, p) for p in range(comma + 1, following))
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
    if unit.items[high - 1] < 0 and high == cue.group and high - 1 > low and words[high - 2] in COMMAS and g.order == "svo":
        return Statement(unit, cue, [(high - 1, high)], source, "source.last", 0.85, opens=cue.group)  # la halle, « un bijou » selon elle
    marked = behind + 1 < len(unit) and words[behind] in COMMAS and unit.items[behind + 1] < 0
    if marked and "O" in cue.frames:  # la halle n'a, de son propre aveu, « jamais rapporté »
        return Statement(unit, cue, [(behind + 1, behind + 2)], source, "source.last", 0.8, opens=cue.group)
    spans = [(low, high)]
    if g.order == "vso" and high - low < _BEGUN and behind < len(unit) and words[behind] not in PAUSES:
        behind = next((p for p in range(behind, min(behind + _COMPLEMENT, len(unit))) if words[p] in PAUSES), behind)
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
    behind = next((p for p in range(behind, min(behind + _BEGUN, len(unit))) if words[p] in PAUSES), len(unit))
    return _last(s, unit, cue, source, edge, behind)
