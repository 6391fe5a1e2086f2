"""Contents to the left of their cue: a quotation ("…", said X) or a clause (…, he said; …, a-t-il dit, …)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting import asides, clauses, subjects
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import adverbial, is_plural, whole_name
from pipeline.annotate.quoting.scene import COMMAS, PAUSES, STOPS, Scene, Source
from pipeline.annotate.quoting.spans import clause_end
from pipeline.annotate.quoting.statements import Statement, adjunct, resumes, verbal
from pipeline.annotate.quoting.units import QUOTE, Unit

_REACH = 22  # items between a quotation and its cue
_ASIDE = 12  # items of the narrator's words inside a clause: "The bill, she told a room of reporters, is dead"
_PHRASE = 2  # items of what is said without a verb
_PARTED = (";", "؛", ":")  # a clause that a cue closes begins behind them
_SHORT = 6  # tokens: a quotation that may be a part of the narrator's sentence


def quotation(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int) -> Statement | None:
    """A quotation before the cue: "…", said X; "…", X said; with the narrator's words before it where they belong to it."""
    words = unit.words
    if QUOTE not in words[edge : cue.group]:
        return None
    q = next((p for p in range(cue.group - 1, edge - 1, -1) if unit.items[p] < 0 and not s.is_name(unit.items[p])), None)
    if q is None or cue.group - q > _REACH or any(w in STOPS or w == ":" for w in words[q + 1 : cue.group]):
        return None
    between = _between(s, unit, cue, q)
    if between is None:
        return None
    mark = s.marked[-unit.items[q] - 1]
    parted = s.text[mark.end - 1] in ",.?!…،؟" or (q + 1 < len(words) and words[q + 1] in COMMAS)
    if not parted and s.size(unit.items[q]) <= 3:
        return None
    begin = resumes(cue)
    source: Source | None
    if cue.clitic is not None:
        source = subjects.clitic(s, unit, cue)
    elif between and not all(s.grammar.has("adverbs", words[p]) for p in between):
        source = subjects.before(s, unit, q + 1, cue.group)
        if source is None:
            return None
    else:
        stop = next((p for p in range(begin, len(unit)) if words[p] in STOPS), len(unit))
        source = subjects.after(s, unit, begin, min(ahead, stop))
    if source is None and s.grammar.order == "svo":
        return None
    first = _narrated(s, unit, edge, q, parted)
    if first is None or (first != q and asides.only_names(s, unit, cue)):
        return None
    spans, rule = [(first, q + 1)], "left" if first == q else "left.mixed"
    more = _resumed(s, unit, begin, ahead)
    if more is not None:
        spans.append((more, more + 1))
        rule += ".split"
    return Statement(unit, cue, spans, source, rule, 0.95 if source is not None else 0.7, implicit=source is None, opens=cue.group)


def _between(s: Scene, unit: Unit, cue: Cue, q: int) -> list[int] | None:
    """The words between quotation and cue; None where they show that the quotation is a part of a longer clause."""
    g, words = s.grammar, unit.words
    between = [p for p in range(q + 1, cue.group) if words[p] not in COMMAS]
    if not between or all(g.has("as_words", words[p]) for p in between):
        return []
    if words[cue.group - 1] not in COMMAS and any(words[p] in COMMAS for p in range(between[0], cue.group)):
        return None  # "A" is what he denies, B said
    if g.has_any(("relatives", "prepositions", "coordinators"), words[between[0]]):
        return None
    return between


def _narrated(s: Scene, unit: Unit, edge: int, q: int, parted: bool) -> int | None:
    """Where the content begins: at the quotation, or at the narrator's words that lead into it. None: it is no statement."""
    words = unit.words
    x = edge
    while x < q and (s.grammar.has("coordinators", words[x]) or words[x] in COMMAS or words[x] in STOPS):
        x += 1
    if x >= q or words[q - 1] == ":" or not any(unit.items[p] >= 0 and s.tokens.kind[unit.items[p]] == "w" for p in range(x, q)):
        return q
    if s.size(unit.items[q]) <= _SHORT and (adverbial(s, unit, x, q) or not parted):
        return None
    return x


def _resumed(s: Scene, unit: Unit, begin: int, ahead: int) -> int | None:
    """A second quotation behind the cue and its speaker: "…", said X, "…"."""
    words = unit.words
    q = next((p for p in range(begin, min(len(unit), ahead, begin + 31)) if unit.items[p] < 0 and not s.is_name(unit.items[p])), None)
    joined = COMMAS | {":", ";"}  # « … », s'amusait-elle ; « … »
    if q is None or words[q - 1] not in joined or any(w in STOPS for w in words[begin : q - 1]):
        return None
    return q


def late(s: Scene, unit: Unit, cue: Cue, begin: int, ahead: int) -> Statement | None:
    """A subject behind the verb, then a quotation: comme devait conclure X, "…"."""
    source = subjects.after(s, unit, begin, min(ahead, len(unit))) if unit.quoted else None
    if source is None or source.end is None:
        return None
    q = next((p for p in range(begin, min(len(unit), begin + 24)) if unit.items[p] < 0 and not s.is_name(unit.items[p])), None)
    if q is None or unit.words[q - 1] not in COMMAS | {":"} or s.start(unit.items[q]) < source.end:
        return None
    return Statement(unit, cue, [(q, q + 1)], source, "quote", 0.9, opens=cue.group)


def clause(s: Scene, unit: Unit, cue: Cue, edge: int, ahead: int, *, inverted_only: bool = False) -> Statement | None:
    """A clause that the cue closes or interrupts: "…, he said.", "…, a-t-il dit, …", "…, said X.". `inverted_only`: the last form."""
    g, words = s.grammar, unit.words
    says = "t" in cue.frames or ("d" in cue.frames and (cue.clitic is not None or _is_closed(s, unit, cue)))  # …, a-t-il tranché
    if not says or cue.form != "finite" or cue.negated:
        return None
    if COMMAS.isdisjoint(words[edge + 1 : cue.group]):
        return None
    comma = next(p for p in range(cue.group - 1, edge, -1) if words[p] in COMMAS)
    if QUOTE in words[comma : cue.group]:
        return None
    apposed = _apposed(s, unit, cue, edge) if not inverted_only and g.third_person and cue.clitic is None else None
    if apposed is not None:
        comma = apposed[1]
    between = [w for w in words[comma + 1 : cue.group] if (not g.has("adverbs", w) or w in g.pronouns) and not g.has("as_words", w)]
    if (inverted_only and (between or cue.clitic is not None)) or any(
        g.has("relatives", words[p]) and not g.has("as_words", words[p - 1]) for p in range(comma + 2, cue.group)
    ):
        return None  # le quai qu'on lui avait promis
    source = apposed[0] if apposed else _closer(s, unit, cue, comma, between, strict=inverted_only or bool(g.third_person))
    if source is None or not subjects.agrees(s, source, cue):
        return None
    low = next((p + 1 for p in range(comma - 1, edge, -1) if words[p] in _PARTED), edge) if g.order == "svo" else edge
    while low < comma and (g.has("coordinators", words[low]) or words[low] in COMMAS):
        low += 1
    spans = [(low, comma)]
    has_verb = any(verbal(s, unit, p) for p in range(low, comma))
    begun = _is_begun(s, unit, cue, low, comma)
    if between or cue.clitic is not None or begun:
        begin = resumes(cue) if between or cue.clitic is not None else s.behind(unit, source.end or 0, resumes(cue))
        placed = begin < len(unit) and g.has("closing", words[begin]) and not g.third_person  # , a dit la maire dans un entretien, …
        near = 10 if placed else 3
        reach = (_ASIDE if "o" in cue.frames else 6) if between or cue.clitic is not None else near
        resume = next((p for p in range(begin, min(begin + reach, len(unit))) if words[p] in COMMAS), None)
        goes_on = resume is not None and resume + 3 < len(unit) and not _told_apart(s, unit, begin, resume)
        if resume is not None and not g.third_person and begun and g.has("relatives", words[resume + 1 : resume + 2][0] if goes_on else ""):
            goes_on = False  # Faux, rétorquent les acheteurs, qui affirment …
        if resume is not None and goes_on and (ahead >= len(unit) or begun):
            spans.append((resume + 1, clause_end(s, unit, resume + 1)))
    aside = len(spans) == 1 and adverbial(s, unit, low, comma) and not has_verb and not g.has("time", words[low])
    short = sum(b - a for a, b in spans) < 4 or (len(spans) == 1 and comma - low < 4)
    told = has_verb or cue.clitic is not None or (len(spans) == 2 and not g.third_person)  # Cet hiver, raconte la bergère, la neige a tenu
    if _verbless(s, unit, cue, edge, low, comma) and len(spans) == 1:
        return Statement(unit, cue, spans, source, "closing", 0.65, opens=cue.group)
    within = cue.clitic is not None or (len(spans) == 2 and source.type == "pronoun")
    spoken = within or any(clauses.has_verb(s, unit, a, b) for a, b in spans)  # what « calcule-t-elle » closes was said
    if aside or short or (inverted_only and not told) or not spoken:
        return None
    return Statement(unit, cue, spans, source, "closing", 0.75, opens=cue.group)


def _is_closed(s: Scene, unit: Unit, cue: Cue) -> bool:
    """English: nothing but a pronoun, or "the" and a noun, and the verb stands between two commas: "The region, she went on, had paid." """
    g, words = s.grammar, unit.words
    before = next((p for p in range(cue.group - 1, max(cue.group - 4, -1), -1) if words[p] in COMMAS), None)
    if not g.third_person or before is None or "S" in cue.frames:
        return False
    within = cue.last + 1 < len(unit) and words[cue.last + 1] in COMMAS
    closes = within or cue.last + 1 >= len(unit) or words[cue.last + 1] in STOPS
    return closes and (words[before + 1] in g.pronouns or (within and g.has("definite", words[before + 1])))


def _verbless(s: Scene, unit: Unit, cue: Cue, edge: int, low: int, comma: int) -> bool:
    """« Trop lent, lui disent les producteurs », « Neuf mètres perdus, note-t-elle »: what an inverted verb closes needs no verb of its
    own where it fills the sentence before it."""
    g, words = s.grammar, unit.words
    if not g.participle_endings or edge or low or comma < _PHRASE or cue.group > comma + 3 or any(w in COMMAS for w in words[:comma]):
        return False
    inverted = cue.clitic is not None or all(g.has("object_clitics", w) for w in words[comma + 1 : cue.group])
    return inverted and not adverbial(s, unit, 0, comma) and not g.has("time", words[0]) and s.mention(unit.items[0]) is None


def _apposed(s: Scene, unit: Unit, cue: Cue, edge: int) -> tuple[Source, int] | None:
    """A name and what it is between commas before the cue, and the comma where they begin: "…, its director, Ann Lee, said." """
    words, last = unit.words, cue.group - 1
    if last < edge + 4 or words[last] not in COMMAS or (resumes(cue) < len(unit) and not _closes(s, unit, cue)):
        return None
    commas = [p for p in range(last - 1, edge, -1) if words[p] in COMMAS][:2]
    if len(commas) < 2 or any(i < 0 for i in unit.items[commas[1] : last]):
        return None
    second, first = commas
    name = whole_name(s, unit, second + 1, last)
    other = range(first + 1, second)
    if name is None:
        name, other = whole_name(s, unit, first + 1, second), range(second + 1, last)
    described = name is not None and len(other) > 0 and not any(_finite(s, unit, p) for p in other)
    if not described or not (s.grammar.has("determiners", words[other[0]]) or any(s.role(unit.items[p]) for p in other)):
        return None
    return (replace(name, basis="apposition"), first) if name is not None else None


def _finite(s: Scene, unit: Unit, p: int) -> bool:
    word = unit.words[p]
    return not s.grammar.has("possessives", word) and (verbal(s, unit, p) or clauses.finite(s, unit, p))


def _closes(s: Scene, unit: Unit, cue: Cue) -> bool:
    begin = resumes(cue)
    return adjunct(s, unit, begin) or ("o" in cue.frames and _hearer_closes(s, unit, begin))


def _is_begun(s: Scene, unit: Unit, cue: Cue, low: int, comma: int) -> bool:
    """The bridge, said Ann Lee, will hold: one phrase without a verb, whose clause must go on behind the incise."""
    g, words, begin = s.grammar, unit.words, resumes(cue)
    if any(w in COMMAS for w in words[low:comma]) or clauses.has_verb(s, unit, low, comma):
        return False
    inverted = words[cue.group - 1] in COMMAS  # À cette époque, raconte la bergère, on dormait dehors
    if g.has("as_words", words[low]) or (adverbial(s, unit, low, comma) and not inverted):
        return False  # Comme de vrais acteurs, ils ont appris …
    if begin >= len(unit) or unit.items[begin] < 0:
        return False  # le stade, dit « la Cuvette »
    behind = g.has("determiners", words[begin]) or s.mention(unit.items[begin]) is not None or g.has("strip", words[begin])
    return behind or not inverted or cue.clitic is not None


def relayed(s: Scene, unit: Unit, cue: Cue, outer: Statement) -> None:
    """A cue that closes what another one introduces: "He said that it would rise, the broadcaster reported." ends it, and relays it."""
    start = outer.spans[-1][0]
    comma = next((p for p in range(cue.group - 1, start + 2, -1) if unit.words[p] in COMMAS), None)
    if comma is None or any(i < 0 for i in unit.items[comma : cue.group]) or outer.rule not in ("that", "zero", "quote"):
        return
    between = list(unit.words[comma + 1 : cue.group])
    source = _closer(s, unit, cue, comma, between, strict=True) if between else None
    if source is None or not subjects.agrees(s, source, cue):
        return
    outer.spans[-1] = (start, comma)
    if source.type != "pronoun" and outer.source is not None:
        outer.relay = source


def _closer(s: Scene, unit: Unit, cue: Cue, comma: int, between: list[str], *, strict: bool) -> Source | None:
    """The speaker of a closing cue: its inverted pronoun, what stands between comma and verb, or what follows an inverted verb."""
    g = s.grammar
    begin = resumes(cue)
    if cue.clitic is not None:
        return subjects.clitic(s, unit, cue)
    if between:
        if g.among("relatives", between) or (begin < len(unit) and not _closes(s, unit, cue)):
            return None
        source = subjects.before(s, unit, comma + 1, cue.group)
        if source is None or source.basis != "phrase":
            return source
        counted = g.has("determiners", between[0]) or g.has("cardinals", between[0])
        return source if counted or source.number == "p" or source.type == "collective" else None
    marked = begin < len(unit) and unit.items[begin] < 0 and not s.is_name(unit.items[begin])  # le quai, dit « des Anglais », sera pavé
    source = None if marked else subjects.after(s, unit, begin, len(unit))
    if source is None or _opens_clause(s, unit, begin, source.position):
        return None  # the lawyer, Ann Lee, said the pictures show Scott
    known = source.type in ("name", "short_name", "role", "document") and source.basis != "phrase"
    opens = next((p for p in range(begin, len(unit)) if not g.has("time", unit.words[p])), begin)
    bare = source.type in ("role", "collective") and not (opens < len(unit) and g.has("determiners", unit.words[opens]))
    return None if bare or (strict and not known and not _parted(s, unit, begin, source)) else source


def _hearer_closes(s: Scene, unit: Unit, begin: int) -> bool:
    """Who is told stands behind the cue, and nothing that could be said: "…, she told reporters in Rome." """
    g, words = s.grammar, unit.words
    for p in range(begin, min(begin + _ASIDE, len(unit))):
        if words[p] in PAUSES:
            return p > begin
        if unit.items[p] < 0 or g.has_any(("finite", "complementisers", "relatives", "wh", "infinitive_marks"), words[p]):
            return False
        if clauses.finite(s, unit, p):
            return False
    return begin < len(unit) <= begin + _ASIDE


def _told_apart(s: Scene, unit: Unit, begin: int, resume: int) -> bool:
    """What follows the one who is told says something of him: "…, she told the court, which had risen"."""
    behind = resume > begin and s.grammar.has("relatives", unit.words[resume + 1])
    return behind and unit.words[resume - 1] not in s.grammar.classes["time"]


def _parted(s: Scene, unit: Unit, begin: int, source: Source) -> bool:
    """French: a definite noun right behind the verb, with a comma behind it: « Cet hiver, raconte la bergère, la neige a tenu »."""
    g = s.grammar
    while begin < len(unit) and g.has("time", unit.words[begin]):
        begin += 1
    if g.third_person or source.end is None or begin >= len(unit) or not g.has("determiners", unit.words[begin]):
        return False
    behind = s.behind(unit, source.end, begin)
    return behind < len(unit) and (unit.words[behind] in COMMAS or unit.words[behind] in STOPS)


def _opens_clause(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """English: whether a plural noun that owns nothing and another word stand before the name, and so a clause whose object it is."""
    g, words = s.grammar, unit.words
    plain = [p for p in range(a, b) if not (g.has("determiners", words[p]) or g.has("strip", words[p]) or s.role(unit.items[p]))]
    return bool(g.third_person) and any(is_plural(s, words[p]) and s.tokens.kind[unit.items[p + 1]] == "w" for p in plain[:-1])
