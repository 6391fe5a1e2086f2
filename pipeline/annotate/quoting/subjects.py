"""Where the speaker stands: before the verb group, behind an inverted verb, at the head of the sentence.

Which of the words there name the speaker is read in `noun_phrases`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting import clauses
from pipeline.annotate.quoting.cues import Cue
from pipeline.annotate.quoting.noun_phrases import adverbial, chunks, head, is_plural, named, names, role, whole_name
from pipeline.annotate.quoting.scene import BREAKS, COMMAS, ENDS, STOPS, Scene, Source
from pipeline.annotate.quoting.units import DOT, QUOTE, Unit
from pipeline.text import fold

MAX_WORDS = 24
_SEMICOLONS = frozenset({";", "؛"})
_CLAUSES = ("complementisers", "relatives")
_OPENERS = ("subordinators", "relatives", "complementisers")  # words that begin a clause
_NEAR = 3  # items of a subject before its verb, where the verb stands first
_BOTH = frozenset({"coordinators", "adverbs"})
_VAGUE = ("role", "collective", "anonymous")


def before(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """The subject that stands before a verb group at b, looked for from a on. None: no subject of its own there."""
    g, words = s.grammar, unit.words
    while a < b and (words[a] in BREAKS or words[a] in ENDS or g.has("coordinators", words[a])):
        a += 1
    b = _before_hearsay(s, unit, a, b)
    if not _SEMICOLONS.isdisjoint(words[a + 1 : b]):
        a = next(p + 1 for p in range(b - 1, a, -1) if words[p] in _SEMICOLONS)
    if a >= b:
        return None
    parts = chunks(words, a, b)
    x, y = parts[-1]
    if len(parts) > 1 and all(_is_adverb(s, unit, p) for p in range(x, y)):  # X, head of the league, forcefully told
        return _before_comma(s, unit, [(x, y) for x, y in parts if x < y])
    while y - x > 1 and g.kinds(words[y - 1]) >= _BOTH:
        y -= 1  # the agency then said
    if g.has("relatives", words[y - 1]):
        return _antecedent(s, unit, parts)
    x = max((p + 1 for p in range(x, y) if words[p] in g.classes_of and g.has_any(_OPENERS, words[p])), default=x)  # the verb's clause
    if x >= y or g.has("coordinators", words[y - 1]):
        return None
    if g.among("coordinators", words[x + 1 : y]):
        for p in range(y - 1, x, -1):  # "X left and Y said": Y; "X and Y said": both
            if g.has("coordinators", words[p]) and not g.has("prepositions", words[p + 1]) and not _one_phrase(s, unit, x, p):
                x = p + 1  # but: observers in the town and around the country say
                break
    found = head(s, unit, x, y, last=True)
    if found is None and y - x > 2 and adverbial(s, unit, x, y):
        begin = _past_adverbial(s, unit, x, y)
        found = head(s, unit, begin, y, last=True) if begin is not None else None
    return found


def _before_hearsay(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Where the subject ends before "is said to" (have answered): at the auxiliary; b where there is no such thing."""
    g, words = s.grammar, unit.words
    if b - a > 1 and b < len(unit) and g.has("infinitive_marks", words[b]) and g.has("catenatives", words[b - 1]):
        return b - 1
    if b - a < 3 or not g.has("infinitive_marks", words[b - 1]):
        return b
    if g.has("catenatives", words[b - 2]):
        return b - 2  # he likes to say
    if b - a < 4 or not g.has("hearsay", words[b - 2]):
        return b
    p = b - 3
    while p > a and g.has("adverbs", words[p]):
        p -= 1
    return p if g.has("passive", words[p]) else b


def _past_adverbial(s: Scene, unit: Unit, x: int, y: int) -> int | None:
    """Where the subject begins behind an adverbial that no comma ends: "On Monday the office said", "In Paris two diplomats said"."""
    g, words = s.grammar, unit.words
    for p in range(x + 2, y):
        if unit.items[p] < 0 or g.has("coordinators", words[p]):
            return None
        before = words[p - 1]
        if g.has_any(("prepositions", "determiners", "possessives", "cardinals", "coordinators"), before):
            continue
        counted = words[p] in g.pronouns or g.has_any(("determiners", "cardinals", "indefinite"), words[p])
        placed = g.has("time", before) or s.mention(unit.items[p - 1]) is not None
        if (counted or (placed and not g.has("time", words[p]))) and not g.has("prepositions", words[p]):
            return p
    return None


def _is_adverb(s: Scene, unit: Unit, p: int) -> bool:
    g, word, i = s.grammar, unit.words[p], unit.items[p]
    return g.has("adverbs", word) or (i >= 0 and s.mention(i) is None and s.role(i) is None and word.endswith(g.adverb_endings))


def _before_comma(s: Scene, unit: Unit, parts: list[tuple[int, int]]) -> Source | None:
    """ "X, mayor of Y, said": the head is the first part that is no adverbial."""
    if len(parts) == 1 and not any(s.mention(i) or s.role(i) for i in unit.items[parts[0][0] : parts[0][1]]):
        return None  # "Le stade, dit « la Cuvette », …": no subject stands one comma away from its verb
    for n, (x, y) in enumerate(parts):
        while x < y and s.grammar.has("coordinators", unit.words[x]):
            x += 1  # noqa: PLW2901
        if x >= y:
            continue
        x = _own_clause(s, unit, x, y)  # noqa: PLW2901
        if adverbial(s, unit, x, y) or (n + 1 < len(parts) and participial(s, unit, x)):
            continue
        found = head(s, unit, x, y, last=False)
        if found is None:
            continue
        name = whole_name(s, unit, *parts[n + 1]) if found.type in _VAGUE and n + 1 < len(parts) else None
        return replace(found, position=x) if name is None else replace(name, basis="apposition", position=x)
    return None


def _own_clause(s: Scene, unit: Unit, x: int, y: int) -> int:
    """Behind a clause of its own, a subordinate one has a subject of its own: "They went home after the mayor, Ann Lee, said …"."""
    g = s.grammar
    for p in range(y - 2, x, -1):
        if g.has("subordinators", unit.words[p]) or g.has("complementisers", unit.words[p]):
            return p + 1 if any(clauses.finite(s, unit, q) for q in range(x, p)) else x
    return x


def participial(s: Scene, unit: Unit, x: int) -> bool:
    """ "Interrogé par la presse, …", "Asked about it, …": a participle that opens a sentence."""
    while x + 1 < len(unit) and unit.items[x + 1] >= 0 and s.tokens.joined[unit.items[x + 1]]:
        x += 1  # cross-examined
    i = unit.items[x]
    if i < 0 or s.mention(i) is not None:
        return False
    written = s.tokens.text[i].lower()
    endings = s.grammar.participle_endings + s.grammar.verbal_endings
    return len(written) > 4 and (written.endswith(endings) or s.grammar.has("citing", unit.words[x]))


def _antecedent(s: Scene, unit: Unit, parts: list[tuple[int, int]]) -> Source | None:
    """ "the man who said", "X, who said": the phrase before the relative pronoun."""
    x, y = parts[-1]
    spots = [(x, y - 1)] if y - 1 > x else [(u, v) for u, v in reversed(parts[:-1]) if u < v]
    if not spots:
        return None
    x, y = spots[0]
    if s.grammar.has("relatives", unit.words[x]):  # sa nièce, qui l'a veillée et qui a précisé que
        x, y = next(((u, v) for u, v in reversed(parts[:-1]) if u < v), (x, y))
    # "told a young woman who said": the phrase that the last determiner opens, not the subject of the main clause
    x = next((p for p in range(y - 1, x, -1) if s.grammar.has("determiners", unit.words[p]) and s.mention(unit.items[p]) is None), x)
    found = head(s, unit, x, y, last=True)
    return None if found is None else replace(found, basis="apposition")


def antecedent(s: Scene, unit: Unit, end: int) -> Source | None:
    """What stands right before the comma at end - 1, or before a relative clause without one: "X, according to whom …"."""
    x, y = next(((x, y) for x, y in reversed(chunks(unit.words, 0, end)) if x < y), (0, 0))
    return head(s, unit, x, y, last=True) if x < y else None


def _limit(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Where a phrase that begins at a must end: at a complementiser, a relative pronoun, a stop, a quotation that is no name."""
    g, words = s.grammar, unit.words
    end = a
    while end < b and end - a < MAX_WORDS and words[end] not in ENDS:
        if g.has_any(_CLAUSES, words[end]):
            break
        end += 1
    if end == a and a < b and words[a] == QUOTE and s.mention(unit.items[a]) is not None:
        end = a + 1
    while end < b and end > a and words[end] == QUOTE and s.mention(unit.items[end]) is not None:
        end += 1
    return end


def after(s: Scene, unit: Unit, a: int, b: int, prep: str = "") -> Source | None:
    """The subject that stands behind an inverted verb, or what a preposition governs, from a on, not reaching b. `prep`: a one-letter
    preposition that is written together with its first word."""
    g, words = s.grammar, unit.words
    a = _past_adjunct(s, unit, _past_aside(s, unit, a, b), b) if g.order == "svo" else a
    end = _limit(s, unit, a, b)
    if end == a and a < b and words[a] == QUOTE and not prep:  # a name in marks that no lexicon knows
        mark = s.marked[-unit.items[a] - 1]
        if s.size(unit.items[a]) <= 4:
            return Source(s.text[mark.start : mark.end], mark.start, mark.end, "name", basis="phrase", position=a)
    parts = chunks(words, a, end)
    if not parts or parts[0][0] >= parts[0][1]:
        return None
    x, y = parts[0]
    if prep:
        found = _prefixed(s, unit, x, y, len(prep))
    elif adverbial(s, unit, x, y):
        return None
    else:
        found = head(s, unit, x, y, last=False)
    if found is not None and found.type in _VAGUE and len(parts) > 1:
        name = whole_name(s, unit, *parts[1])
        if name is not None:
            return replace(name, basis="apposition")
    return found


def _past_aside(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Behind a word or two between commas that tell how it was said: « tranche, lapidaire, la maire »."""
    words = unit.words
    if not s.grammar.participle_endings or a >= b or words[a] not in COMMAS:
        return a
    comma = next((p for p in range(a + 2, min(a + 5, b - 1)) if words[p] in COMMAS), None)
    if comma is None or any(unit.items[p] < 0 or s.mention(unit.items[p]) for p in range(a, comma)):
        return a
    behind = unit.items[comma + 1]
    return comma + 1 if s.grammar.has("definite", words[comma + 1]) or s.mention(behind) or s.role(behind) else a


def _past_adjunct(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Skips "vendredi à Nairobi" between an inverted verb and its subject, if a subject follows."""
    g, words = s.grammar, unit.words
    p = a
    while p < b and g.has("time", words[p]):
        p += 1
    if p < b and g.has("prepositions", words[p]) and not g.has("determiners", words[p]):
        for q in range(p + 2, min(p + 8, b)):
            if words[q] in BREAKS or words[q] in ENDS:
                break
            m = s.mention(unit.items[q])
            if (m is not None and m.type == "PER") or (
                g.has("determiners", words[q]) and not g.has("prepositions", words[q]) and not g.has("prepositions", words[q - 1])
            ):
                return q
        return a
    return p if p < b and words[p] not in BREAKS and words[p] not in ENDS else a


def _prefixed(s: Scene, unit: Unit, a: int, b: int, letters: int) -> Source | None:
    """A phrase whose first word carries a preposition (لبيان): read as if it stood apart."""
    word = unit.words[a][letters:]
    bare = replace(
        unit,
        words=(
            *unit.words[:a],
            s.grammar.article_prefixes[0][:1] + word if word[:1] == unit.words[a][:1] else word,
            *unit.words[a + 1 :],
        ),
    )
    m = s.mention(unit.items[a])
    if m is not None:
        return named(s, m, a)
    found = head(s, bare, a, b, last=False)
    if found is None or found.start is None or found.start != s.start(unit.items[a]) or found.end is None:
        return found
    start = found.start + letters
    return replace(found, text=s.text[start : found.end], start=start)


def _one_phrase(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """Nothing but one name, with its title, or one short phrase, stands there."""
    while a < b - 1 and (s.grammar.has("strip", unit.words[a]) or unit.words[a] == DOT):
        a += 1
    item = s.mention(unit.items[a])
    if item is not None:
        return s.end(unit.items[b - 1]) <= item.end + 1
    return b - a <= 2


def clitic(s: Scene, unit: Unit, cue: Cue) -> Source:
    """The inverted pronoun of a cue (dit-il) as a speaker."""
    assert cue.clitic is not None
    i = unit.items[cue.clitic]
    known = s.grammar.pronouns[unit.words[cue.clitic]]
    return Source(
        s.tokens.text[i],
        s.tokens.start[i],
        s.tokens.end[i],
        "pronoun",
        gender=known.gender,
        number=known.number,
        basis="pronoun",
        head=known.person,
        position=cue.clitic,
    )


def subject_first(s: Scene, unit: Unit, cue: Cue, low: int) -> Source | None:
    """Arabic with the subject before the verb: لكن كينياتا قال إن, وكان الوزير قال."""
    words, g = unit.words, s.grammar
    a = low
    for p in range(cue.group - 1, low - 1, -1):
        if (
            words[p] in COMMAS
            or words[p] in STOPS
            or g.has("subordinators", words[p])
            or g.has("coordinators", words[p])
            or unit.items[p] < 0
        ):
            a = p + 1
            break
    while a < cue.group and (
        g.has("coordinators", words[a]) or g.has("perfect", words[a]) or words[a][1:] in g.classes["perfect"] or words[a] in COMMAS
    ):
        a += 1
    while a < cue.group and (g.has("contrast", words[a]) or g.has("complementisers", words[a])):
        a += 1  # إلا أنها: the form of the verb tells who
    if a >= cue.group:
        return None
    bare = words[a][1:] if words[a][:1] in g.classes["conjunction_prefixes"] else words[a]
    if cue.group - a == 1 and (g.has("relatives", words[a]) or g.has("time", words[a]) or g.has("time", bare)):
        return None  # واليوم تقول
    people, bodies = names(s, unit, a, cue.group)
    for p, m in people or bodies:
        return named(s, m, p)
    office = role(s, unit, a, cue.group)
    if office is not None or cue.group - a <= _NEAR:
        return office or head(s, unit, a, cue.group, last=True)
    if not (a > low and g.has("contrast", words[a - 1])):
        return None
    adjunct = next((p for p in range(a + 1, cue.group) if g.has("prepositions", words[p])), cue.group)
    return head(s, unit, a, adjunct, last=False)  # لكن مصدرا مطلعا في الوزارة أبلغ …


def first_phrase(s: Scene, unit: Unit, end: int) -> tuple[int, int]:
    """The first stretch of the unit that is no adverbial, up to its verb: where its subject stands."""
    parts = chunks(unit.words, 0, end)
    for n, (a, b) in enumerate(parts):
        while a < b and s.grammar.has("coordinators", unit.words[a]):
            a += 1  # noqa: PLW2901
        opening = s.grammar.third_person and n + 1 < len(parts) and a < b and participial(s, unit, a)
        if a < b and not opening and not adverbial(s, unit, a, b):
            return a, next((p for p in range(a + 1, b) if clauses.finite(s, unit, p)), b)
    return 0, min(end, 6)


def before_object(source: Source, cue: Cue) -> Source | None:
    """«وصفت الشركة القرار بأنه»: the subject without the object behind it; None where the phrase is only the object, which does not
    agree with the verb."""
    assert source.text is not None
    assert source.start is not None
    words = source.text.split()
    feminine = fold(words[0]).endswith(("ه", "ات"))
    if len(words) < 2 or (cue.gender and feminine != (cue.gender == "f")):
        return None
    if source.type == "document" and fold(words[0]) == source.head:
        return source
    text = source.text[: source.text.rindex(words[-1])].rstrip()
    return replace(source, text=text, end=source.start + len(text), type="role", basis="phrase", head=fold(words[0]))


def main(s: Scene, unit: Unit, end: int) -> Source | None:
    """The subject of the sentence before `end`; the name behind an office: "The secretary of state, Ann Lee, protested, arguing …"."""
    a, b = first_phrase(s, unit, end)
    while a < b and s.grammar.has("coordinators", unit.words[a]):
        a += 1
    found = head(s, unit, a, b, last=False)
    if found is None or found.type not in _VAGUE or b >= end or unit.words[b] not in COMMAS:
        return found
    stop = next((p for p in range(b + 1, end) if unit.words[p] in BREAKS), end)
    name = whole_name(s, unit, b + 1, stop)
    return found if name is None else replace(name, basis="apposition", position=a)


def first_name(s: Scene, unit: Unit, end: int) -> Source | None:
    """The first person, body or office of the unit: its subject where the verb stands first."""
    people, bodies = names(s, unit, 0, end)
    for p, m in people[:1] or bodies[:1]:
        return named(s, m, p)
    for p in range(end):
        if s.role(unit.items[p]) is not None:
            return role(s, unit, p, end)
    return None


def agrees(s: Scene, source: Source, cue: Cue) -> bool:
    """Subject and present form agree in number: "a swing state" has no subject, "critics say" has."""
    if not cue.agreement:
        return True
    if source.type == "pronoun":
        plural = source.number == "p" or source.head in ("1", "2")
        return plural == (cue.agreement == "p")
    if cue.agreement == "p":
        return (
            source.type in ("collective", "anonymous", "document")
            or source.number == "p"
            or is_plural(s, (source.text or "").lower())
            or s.grammar.has("collective", source.head)
        )
    return source.type != "collective" or source.basis != "phrase" or source.start is None or not (source.text or "").islower()
