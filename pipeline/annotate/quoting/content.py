"""Contents: what follows a cue, and where it ends.

A content is a quotation, a clause behind a complementiser, a clause without one (English), a question, an infinitive or a noun phrase,
as the cue's frames allow. It runs to the end of the narrator's sentence; later cues of the sentence cut it (see `frames`).
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting import acts, bridges, clauses, unmarked
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.scene import COMMAS, PAUSES, STOPS, Scene
from pipeline.annotate.quoting.spans import Content, clause_end
from pipeline.annotate.quoting.units import QUOTE, Unit

_REACH = {
    "svo": 22,
    "vso": 42,
}  # items between a cue and its content; long titles stand there where the verb comes first
_SHORT_REACH = 20
_LED = 16  # items between a verb that stands first and the colon behind its subject
_CLOSED = ("prepositions", "time", "subordinators", "relatives", "adverbs")
_SIGNS = STOPS | {":", QUOTE}
_WORD = 2  # tokens
_ADDRESSED = frozenset("nC")  # frames of verbs whose object is who shall act
_ASSERTING = ("say", "claim", "deny")  # classes whose verbs, where they take a clause, take an infinitive as well: il dit avoir tout vu


def right(s: Scene, unit: Unit, cue: Cue, begin: int, ahead: int) -> Content | None:
    """What the cue introduces to its right, from item `begin` on; None where nothing fits. `ahead`: where the next cue begins."""
    found = _right(s, unit, cue, begin, ahead)
    if found is not None and s.grammar.third_person and s.grammar.has("subordinators", unit.words[0]):
        found = _subordinate(s, unit, cue, found)
    return None if found is None else acts.told(s, unit, cue, found)


def _subordinate(s: Scene, unit: Unit, cue: Cue, found: Content) -> Content:
    """What is told in the clause that begins the sentence ends where the main clause begins: while advisers say that it is late, Ann …"""
    a, b = found.spans[-1]
    if found.rule not in ("that", "zero") or any(unit.words[p] in COMMAS for p in range(cue.group)):
        return found
    for p in range(a + 2, b - 2):
        following = range(p + 2, min(p + 8, b))
        if unit.words[p] in COMMAS and any(clauses.finite(s, unit, q) or unit.words[q].endswith(s.grammar.past_endings) for q in following):
            return replace(found, spans=[*found.spans[:-1], (a, p)])
    return found


def _right(s: Scene, unit: Unit, cue: Cue, begin: int, ahead: int) -> Content | None:
    if begin >= len(unit):
        return None
    limit = min(len(unit), begin + (_REACH[s.grammar.order] if "d" in cue.frames else _SHORT_REACH))
    told = _called(s, unit, cue, begin, limit) if "K" in cue.frames else None
    near = bridges.past(s, unit, begin)
    told = unmarked.promised(s, unit, cue, begin, near) if told is None and "i" in cue.frames else told
    if told is not None:
        return told
    asserts = "b" in cue.frames or ("t" in cue.frames and cue.cls in _ASSERTING)
    bare = asserts and near < len(unit) - 1 and (near == begin or bridges.opens(s, unit, near)) and unmarked.bare_infinitive(s, unit, near)
    parted = begin < near < min(limit, ahead) and s.grammar.has("complementisers", unit.words[near]) and cue.frames & {"d", "t"}
    mark = ("infinitive", near) if bare else ("that", near) if parted else _landmark(s, unit, cue, begin, limit, ahead)
    if mark is not None:
        kind, p = mark
        if kind == "quote":
            names = not cue.frames & {"d", "t", "n"} or (p == begin and cue.frames <= _ADDRESSED)  # que tous appellent « le club »
            return None if names else _quotation(s, unit, cue, begin, p)
        if kind == "colon":
            verb_first = s.grammar.order == "vso"  # وقال محاميها، بشير العيادي، لدى خروجه: …
            near, size = (_LED, 2) if verb_first and cue.cls == "say" and "S" not in cue.frames else (3, 5)
            plain = p + 1 < ahead and p - begin <= near and "d" in cue.frames and cue.form == "finite" and len(unit) - p > size
            return Content([(p + 1, clause_end(s, unit, p + 1))], "colon", 0.7, p) if plain else None
        if kind in ("wh", "infinitive"):
            return Content([(p, clause_end(s, unit, p))], kind, 0.75, p)
        if kind == "that":
            second = p > begin + 2 and s.grammar.has("coordinators", unit.words[p - 1]) and "z" in cue.frames
            first = unmarked.clause(s, unit, cue, begin) if second else None  # said the road was open but that the bridge was not
            if first is not None or bridges.allows(s, unit, cue, begin, p):
                return first or _behind_that(s, unit, cue, begin, p)
        if kind in ("noun", "prep"):
            apart = kind == "prep" and (not unit.words[p].startswith(cue.preps) or unit.words[p] in cue.preps)
            return _noun(s, unit, p + 1 if apart else p, p)
    return _unmarked(s, unit, cue, begin) if s.grammar.order == "svo" else None


def _called(s: Scene, unit: Unit, cue: Cue, begin: int, limit: int) -> Content | None:
    """As what somebody describes a thing, in marks: a présenté la halle comme « un bijou de fonte »."""
    words = unit.words
    for p in range(begin, limit - 1):
        if words[p] in PAUSES or words[p] == ":" or s.grammar.has("complementisers", words[p]):
            return None
        if words[p] in cue.preps and unit.items[p + 1] < 0 and not s.is_name(unit.items[p + 1]):
            return Content([(p + 1, p + 2)], "quote", 0.85, begin)
    return None


def _landmark(s: Scene, unit: Unit, cue: Cue, begin: int, limit: int, ahead: int) -> tuple[str, int] | None:
    """The first sign behind the cue that tells what kind of content follows, and its item: a quotation, a colon, a complementiser …"""
    g, words = s.grammar, unit.words
    for p in range(begin, limit):
        w = words[p]
        if w not in g.classes_of and p < ahead and g.order == "svo" and w not in _SIGNS:
            continue  # nearly all words
        kinds = g.kinds(w)
        if unit.items[p] < 0:
            if _is_part(s, unit, cue, begin, p, limit):
                continue
            called = "S" not in cue.frames or (p and words[p - 1] in COMMAS) or _governed(unit, cue, p)
            return ("quote", p) if called else None
        if w == ":":
            return ("quote", p + 1) if p + 1 < len(unit) and unit.items[p + 1] < 0 else ("colon", p)
        if w in STOPS or (p >= ahead and p > begin):
            return None
        that = "complementisers" in kinds and not g.has("not_after", words[p - 1])
        if that and ("t" in cue.frames or bridges.spoken(s, unit, cue, begin, p)):
            return "that", p
        if "w" in cue.frames and cue.form == "finite" and (question := _question(s, unit, cue, begin, p)) is not None:
            return "wh", question
        if g.order == "vso":
            if "n" in cue.frames and _opens_noun(s, unit, cue, begin, p):
                return ("prep" if cue.preps else "noun"), p
        elif "subordinators" in kinds or ("relatives" in kinds and p > begin and not _anyone(s, unit, begin, p)):
            return None
    return None


def _question(s: Scene, unit: Unit, cue: Cue, begin: int, p: int) -> int | None:
    """Where a question begins that the item p opens."""
    if s.grammar.order == "vso":
        return _asked(s, unit, p)
    return p if not cue.negated and bridges.asks(s, unit, p) and bridges.hears(s, unit, cue, begin, p) else None


def _is_part(s: Scene, unit: Unit, cue: Cue, begin: int, p: int, limit: int) -> bool:
    """Words in marks that are no content: a name, a part of a phrase, what a verb without direct speech meets."""
    if s.is_name(unit.items[p]) and p + 1 < len(unit) and not (p and unit.words[p - 1] == ":"):
        return True
    if _governed(unit, cue, p):
        return False  # رد على المحامين بـ«…»
    if _qualified(s, unit, begin, p) or _aside(s, unit, cue, begin, p, limit):
        return True
    return s.grammar.order == "vso" and not cue.frames & {"d", "t"}


def _asked(s: Scene, unit: Unit, p: int) -> int | None:
    """Where a question begins, behind «عما إذا» where that opens it."""
    if not s.grammar.has("wh", unit.words[p]):
        return None
    return p + 2 if p + 2 < len(unit) and s.grammar.has("wh", unit.words[p + 1]) else p


def _qualified(s: Scene, unit: Unit, begin: int, p: int) -> bool:
    """Verb first: a word or two in marks that a noun stands before and more of its phrase behind: «صندوق «مدى» للاستثمار»."""
    words = unit.words
    if s.grammar.order != "vso" or s.size(unit.items[p]) > _WORD or p <= begin or p + 1 >= len(unit) or unit.items[p - 1] < 0:
        return False
    opens = words[p - 1] in COMMAS or words[p - 1] == ":" or s.grammar.has("complementisers", words[p - 1]) or len(words[p - 1]) == 1
    return not opens and words[p + 1] not in PAUSES


def _governed(unit: Unit, cue: Cue, p: int) -> bool:
    """The cue's preposition stands before the words in marks: وصفه بـ«المتواضع»."""
    return bool(p) and unit.words[p - 1].rstrip("ـ") in cue.preps


def _anyone(s: Scene, unit: Unit, begin: int, p: int) -> bool:
    """« répète à qui veut l'entendre que … »: a relative pronoun right behind the preposition of a hearer."""
    return p == begin + 1 and s.grammar.has("hearer_prepositions", unit.words[begin])


def _opens_noun(s: Scene, unit: Unit, cue: Cue, begin: int, p: int) -> bool:
    """Verb-first: where the noun phrase begins that is the content, behind the subject."""
    if cue.preps:
        return _leads(s, unit, cue, p) and not (p + 1 < len(unit) and s.grammar.has("complementisers", unit.words[p + 1]))
    return p - begin <= 14 and s.grammar.has("content_heads", unit.words[p]) and s.role(unit.items[p]) is None


def _behind_that(s: Scene, unit: Unit, cue: Cue, begin: int, that: int) -> Content | None:
    start = that + 1
    if start >= len(unit):
        return None
    if unit.items[start] < 0:
        return _quotation(s, unit, cue, begin, start)
    lead = that - 1 if that > begin and unit.words[that - 1] in cue.preps else that
    return Content([(start, clause_end(s, unit, start))], "that", 0.9, lead)


def _unmarked(s: Scene, unit: Unit, cue: Cue, begin: int) -> Content | None:
    """Contents that no sign opens: an infinitive, a clause without complementiser, a noun phrase."""
    g, words = s.grammar, unit.words
    marked = "i" in cue.frames and (g.has("infinitive_marks", words[begin]) or g.has("infinitive_marks", words[cue.last]))
    if marked and unmarked.infinitive(s, unit, begin):
        end = clause_end(s, unit, begin)
        return Content([(begin, end)], "infinitive", 0.65, begin) if end - begin >= 2 else None
    if "g" in cue.frames and unmarked.gerund(s, unit, begin):
        return Content([(begin, clauses.next_clause(s, unit, begin, clause_end(s, unit, begin)))], "gerund", 0.8, begin)
    if "h" in cue.frames and not cue.negated and (told := unmarked.told_to(s, unit, begin)) is not None:
        return told
    zero = unmarked.clause(s, unit, cue, begin) if cue.frames & {"z", "Z"} else None
    return zero if zero is not None or "n" not in cue.frames else unmarked.noun_phrase(s, unit, cue, begin)


def _aside(s: Scene, unit: Unit, cue: Cue, begin: int, p: int, limit: int) -> bool:
    """A short quotation that is a name in the subject or the circumstances (told the "Morning Hour" on Friday that …): a complementiser
    or a colon follows."""
    g, words = s.grammar, unit.words
    if not cue.frames & {"t", "d"} or s.size(unit.items[p]) > 4:
        return False
    if p == begin and g.order != "vso":
        return False
    if p and (words[p - 1] in COMMAS or words[p - 1] == ":" or g.has("complementisers", words[p - 1])):
        return False
    reach = limit if g.order == "vso" else min(p + 7, limit)
    return any(g.has("complementisers", w) or w == ":" for w in words[p + 1 : reach])


def _leads(s: Scene, unit: Unit, cue: Cue, p: int) -> bool:
    """A preposition of the cue's frame: a word of its own, or written together with the first word of the content."""
    w = unit.words[p]
    for prep in cue.preps:
        if len(prep) == 1:
            if w.startswith(prep) and len(w) > 3 and s.mention(unit.items[p]) is None and s.role(unit.items[p]) is None:
                return True
        elif w == prep:
            return True
    return False


def _noun(s: Scene, unit: Unit, start: int, lead: int) -> Content | None:
    end = clause_end(s, unit, start)
    return Content([(start, end)], "noun", 0.7, lead) if end > start else None


def _quotation(s: Scene, unit: Unit, cue: Cue, begin: int, q: int) -> Content | None:
    """A quotation behind the cue, with the narrator's words that go on with it; or, behind plain words of a clause, all of that clause."""
    g, words = s.grammar, unit.words
    lead = q
    while lead > begin and (words[lead - 1] in COMMAS or words[lead - 1] == ":" or g.has("complementisers", words[lead - 1])):
        lead -= 1
    between = [p for p in range(begin, lead) if s.tokens.kind[unit.items[p]] != "p"] if lead > begin else []
    touching = lead < q or not between
    start = q
    if (
        between
        and lead < q
        and words[q - 1] in COMMAS
        and g.participle_endings
        and g.has("determiners", words[begin])
        and "o" not in cue.frames
    ):
        return None  # relève son prix, « un geste »
    if g.order == "svo" and not touching:
        zero = (
            unmarked.clause(s, unit, cue, begin)
            if "z" in cue.frames
            else unmarked.noun_phrase(s, unit, cue, begin)
            if "n" in cue.frames
            else None
        )
        if zero is None:
            if g.has("object_prepositions", words[begin]) and lead == q:
                return None
            if not (g.has("prepositions", words[begin]) or g.has("time", words[begin]) or "o" in cue.frames):
                return None
        else:
            return zero
    if "d" not in cue.frames and not touching and not _governed(unit, cue, q):
        return _noun(s, unit, begin, begin) if g.order == "svo" and "t" not in cue.frames else None
    end = q + 1
    mark = s.marked[-unit.items[q] - 1]
    inner_stop = s.text[mark.end - 1] in ".!?؟…,،"
    behind_that = q > begin and g.has("complementisers", words[q - 1])
    if end < len(unit) and not inner_stop:
        w = words[end]
        if w not in COMMAS and w not in STOPS and unit.items[end] >= 0:
            closed_class = g.has_any(_CLOSED, w)
            size = s.size(unit.items[q])
            if not behind_that and touching and (g.has("adjuncts", w) or (q == begin and "Q" in cue.frames)):
                pass  # a salué « un geste » avant de partir
            elif not behind_that and g.has("coordinators", w) and end + 1 < len(unit) and clauses.verb_form(s, unit, end + 1):
                pass  # "… saluted « a gesture » and freed 34 prisoners"
            elif (behind_that or size <= 6 or not closed_class) and s.tokens.kind[unit.items[end]] != "p":
                end = clause_end(s, unit, end)
        elif w in COMMAS and behind_that and s.size(unit.items[q]) <= 5:
            end = clause_end(s, unit, end)
    rule = "that" if behind_that and end > q + 1 else "quote"
    return Content([(start, end)], rule, 0.95, lead)
