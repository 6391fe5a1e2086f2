"""The noun phrase of a speaker: which words name the one who speaks, and of what kind they are.

Given the words before or behind a cue, `read` finds the head: a pronoun, a document, a person not governed by a preposition, an
organisation, an office, or a plain noun phrase. Who that is beyond the words is decided in `speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.quoting.grammar import Grammar
from pipeline.annotate.quoting.marks import Marked
from pipeline.annotate.quoting.units import DOT, QUOTE, Unit
from pipeline.model import LocalEntity, Mention, Role, SpeakerType
from pipeline.text import Tokens, fold

_COMMAS = frozenset({",", "،", "–", "—", "-", "(", ")", ";", "؛", "/"})
_ENDS = frozenset({":", ".", "!", "?", "؟", "…", QUOTE})
MAX_WORDS = 24


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a speaker. `local_no`/`role_no` where the words themselves say who it is; None of both for the rest."""

    text: str | None
    start: int | None
    end: int | None
    type: SpeakerType
    local_no: int | None = None
    role_no: int | None = None
    gender: str = ""
    number: str = ""
    basis: str = "name_in_place"
    head: str = ""  # folded head noun of a document, an office or a plain phrase
    issuer_no: int | None = None  # of a document
    anaphoric: bool = False  # "the same source"
    position: int = -1  # first item of the phrase in its unit


@dataclass(frozen=True)
class Scene:
    """What the readers of one article share: its tokens, quotations, names, and where in the token sequence each name stands."""

    text: str
    tokens: Tokens
    grammar: Grammar
    marked: Sequence[Marked]
    entities: Sequence[LocalEntity]
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    mention_at: dict[int, int]  # token number → position in `mentions` of the mention that covers it
    role_at: dict[int, int]

    def mention(self, item: int) -> Mention | None:
        """The mention that covers an item; for a quotation, the one that fills it («Reuters»)."""
        if item >= 0:
            k = self.mention_at.get(item)
            return None if k is None else self.mentions[k]
        quote = self.marked[-item - 1]
        k = self.mention_at.get(self.tokens.at(quote.start))
        if k is None:
            return None
        m = self.mentions[k]
        return m if m.end >= quote.end - 1 and m.start <= quote.start + 1 else None

    def role(self, item: int) -> Role | None:
        k = self.role_at.get(item) if item >= 0 else None
        return None if k is None else self.roles[k]

    def start(self, item: int) -> int:
        return self.tokens.start[item] if item >= 0 else self.marked[-item - 1].start

    def end(self, item: int) -> int:
        return self.tokens.end[item] if item >= 0 else self.marked[-item - 1].end


def scene(text: str, tokens: Tokens, g: Grammar, marked: Sequence[Marked], entities: Sequence[LocalEntity], mentions: Sequence[Mention], roles: Sequence[Role]) -> Scene:
    mention_at: dict[int, int] = {}
    for k, m in enumerate(mentions):
        if m.form == "demonym":
            continue
        for i in range(tokens.at(m.start), min(tokens.at(max(m.end - 1, m.start)) + 1, len(tokens))):
            mention_at.setdefault(i, k)
    role_at: dict[int, int] = {}
    for k, r in enumerate(roles):
        for i in range(tokens.at(r.start), min(tokens.at(max(r.end - 1, r.start)) + 1, len(tokens))):
            role_at.setdefault(i, k)
    return Scene(text, tokens, g, marked, entities, mentions, roles, mention_at, role_at)


def chunks(words: Sequence[str], a: int, b: int) -> list[tuple[int, int]]:
    """The stretches between commas, dashes and brackets; empty ones kept."""
    out = []
    start = a
    for p in range(a, b):
        if words[p] in _COMMAS:
            out.append((start, p))
            start = p + 1
    out.append((start, b))
    return out


def before(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """The subject that stands before a verb group at b, looked for from a on. None: no subject of its own there."""
    g, words = s.grammar, unit.words
    while a < b and (words[a] in _COMMAS or words[a] in _ENDS or g.has("coordinators", words[a])):
        a += 1
    if a >= b:
        return None
    parts = chunks(words, a, b)
    if parts[-1][0] >= parts[-1][1]:  # "X, mayor of Y, said": the head is the first part that is no adverbial
        solid = [(x, y) for x, y in parts if x < y]
        if len(solid) == 1 and not any(s.mention(i) or s.role(i) for i in unit.items[solid[0][0] : solid[0][1]]):
            return None  # "Le stade, dit « la Cuvette », …": no subject stands one comma away from its verb
        for n, (x, y) in enumerate(solid):
            if _adverbial(s, unit, x, y):
                continue
            found = head(s, unit, x, y, last=False)
            if found is None:
                continue
            if found.type in ("role", "collective", "anonymous") and n + 1 < len(solid):
                name = _whole_name(s, unit, *solid[n + 1])
                if name is not None:
                    return replace(name, basis="apposition", position=x)
            return replace(found, position=x)
        return None
    x, y = parts[-1]
    cut = x
    for p in range(x, y):
        if (g.has("subordinators", words[p]) or g.has("relatives", words[p]) or g.has("complementisers", words[p])) and p + 1 <= y:
            cut = p if g.has("relatives", words[p]) and p + 1 == y else p + 1
    if cut < y and cut > x and g.has("relatives", words[cut]) and cut + 1 == y:
        found = head(s, unit, x, cut, last=True)
        return None if found is None else replace(found, basis="apposition")
    if cut == x and y - x == 1 and g.has("relatives", words[x]) and len(parts) > 1:
        for u, v in reversed(parts[:-1]):
            if u < v:
                found = head(s, unit, u, v, last=True)
                return None if found is None else replace(found, basis="apposition")
    x = cut
    if x >= y:
        return None
    if g.has("coordinators", words[y - 1]):
        return None
    for p in range(y - 1, x, -1):  # "X left and Y said": Y; "X and Y said": both
        if g.has("coordinators", words[p]) and not _one_phrase(s, unit, x, p):
            x = p + 1
            break
    return head(s, unit, x, y, last=True)


def after(s: Scene, unit: Unit, a: int, b: int, prep: str = "") -> Source | None:
    """The subject that stands behind an inverted verb, or what a preposition governs, from a on, not reaching b. `prep`: a one-letter
    preposition that is written together with its first word."""
    g, words = s.grammar, unit.words
    a = _past_adjunct(s, unit, a, b) if g.order == "svo" else a
    end = a
    while end < b and end - a < MAX_WORDS and words[end] not in _ENDS:
        if g.has("complementisers", words[end]) or g.has("relatives", words[end]):
            break
        end += 1
    if end == a and a < b and words[a] == QUOTE and s.mention(unit.items[a]) is not None:
        end = a + 1
    while end < b and end > a and words[end] == QUOTE and s.mention(unit.items[end]) is not None:
        end += 1
    if end == a and a + 1 < b and words[a] == QUOTE:  # a name in marks that no lexicon knows
        mark = s.marked[-unit.items[a] - 1]
        if s.tokens.at(mark.end) - s.tokens.at(mark.start) <= 4:
            return Source(s.text[mark.start : mark.end], mark.start, mark.end, "name", basis="phrase", position=a)
    parts = [(x, y) for x, y in chunks(words, a, end)]
    if not parts or parts[0][0] >= parts[0][1]:
        return None
    x, y = parts[0]
    if prep:
        found = _prefixed(s, unit, x, y, len(prep))
    elif _adverbial(s, unit, x, y):
        return None
    else:
        found = head(s, unit, x, y, last=False)
    if found is not None and found.type in ("role", "collective", "anonymous") and len(parts) > 1:
        name = _whole_name(s, unit, *parts[1])
        if name is not None:
            return replace(name, basis="apposition")
    return found


def _past_adjunct(s: Scene, unit: Unit, a: int, b: int) -> int:
    """Skips "vendredi à Nairobi" between an inverted verb and its subject, if a subject follows."""
    g, words = s.grammar, unit.words
    p = a
    while p < b and g.has("time", words[p]):
        p += 1
    if p < b and g.has("prepositions", words[p]) and not g.has("determiners", words[p]):
        for q in range(p + 2, min(p + 8, b)):
            if words[q] in _COMMAS or words[q] in _ENDS:
                break
            m = s.mention(unit.items[q])
            if (m is not None and m.type == "PER") or (g.has("determiners", words[q]) and not g.has("prepositions", words[q]) and not g.has("prepositions", words[q - 1])):
                return q
        return a
    return p if p < b and words[p] not in _COMMAS and words[p] not in _ENDS else a


def _prefixed(s: Scene, unit: Unit, a: int, b: int, letters: int) -> Source | None:
    """A phrase whose first word carries a preposition (لبيان): read as if it stood apart."""
    word = unit.words[a][letters:]
    bare = replace(unit, words=(*unit.words[:a], "ا" + word if word.startswith("ل") else word, *unit.words[a + 1 :]))
    m = s.mention(unit.items[a])
    if m is not None:
        return _named(s, m, a)
    found = head(s, bare, a, b, last=False)
    if found is None or found.start is None or found.start != s.start(unit.items[a]) or found.end is None:
        return found
    start = found.start + letters
    return replace(found, text=s.text[start : found.end], start=start)


def _one_phrase(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """Nothing but one name, or one short phrase, stands there."""
    item = s.mention(unit.items[a])
    if item is not None:
        return s.end(unit.items[b - 1]) <= item.end + 1
    return b - a <= 2


def _whole_name(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    if a >= b:
        return None
    p = a
    while p < b - 1 and fold(unit.words[p]) in s.grammar.classes["strip"]:
        p += 1
    while p < b - 1 and unit.words[p] == DOT:
        p += 1
    m = s.mention(unit.items[p])
    if m is None or m.type != "PER" or s.start(unit.items[p]) < m.start - 2 or s.end(unit.items[b - 1]) > m.end + 1:
        return None
    return _named(s, m, a)


def _adverbial(s: Scene, unit: Unit, a: int, b: int) -> bool:
    g, word = s.grammar, unit.words[a]
    i = unit.items[a]
    if s.mention(i) is not None and g.order != "vso":
        return False
    if (g.has("prepositions", word) and not g.has("determiners", word)) or g.has("subordinators", word) or g.has("time", word):
        return True
    if g.order == "vso" and i >= 0:
        if _proclitic(s, word) and not s.role(i) and s.mention(i) is None:
            return len(word) > 3 and word[1:3] == "ال" or word.startswith(("لل",))
        return False
    return b - a <= 2 and g.has("adverbs", word)


def _proclitic(s: Scene, word: str) -> bool:
    return len(word) > 2 and word[0] in s.grammar.classes["proclitic_prepositions"]


def head(s: Scene, unit: Unit, a: int, b: int, *, last: bool) -> Source | None:
    """The speaker named in items a … b - 1. `last`: the verb follows, so that the nearest name counts; else the first one."""
    g, words = s.grammar, unit.words
    while a < b and (words[a] in _COMMAS or words[a] in _ENDS and words[a] != QUOTE):
        a += 1
    if a >= b:
        return None
    pronoun = _pronoun(s, unit, a, b, last)
    if pronoun is not None:
        return pronoun
    document = _document(s, unit, a, b)
    if document is not None:
        return document
    people, bodies = _names(s, unit, a, b)
    if people:
        if len(people) > 1 and _coordinated(s, unit, people[-2][0], people[-1][0]):
            first, final = people[-2][1], people[-1][1]
            return Source(s.text[first.start : final.end], first.start, final.end, "collective", number="p", basis="name_in_place", position=people[-2][0])
        p, m = people[-1] if last else people[0]
        return _named(s, m, p)
    role = _role(s, unit, a, b)
    if role is not None:
        return role
    for p, m in bodies:
        if g.order == "vso" and p > a and not (p == a + 1 and words[a] in g.classes["strip"]):
            break  # شرطة كراتشي: the name only qualifies the noun before it
        if not last or s.end(unit.items[b - 1]) <= m.end + 2 or (b > p + 1 and _closes(s, unit, p, b, m)):
            return _named(s, m, p)
    return _phrase(s, unit, a, b)


def _closes(s: Scene, unit: Unit, p: int, b: int, m: Mention) -> bool:
    """What follows the name is no noun that the name only qualifies (White House officials)."""
    for q in range(p, b):
        if s.start(unit.items[q]) >= m.end:
            word = unit.words[q]
            return word in _COMMAS or s.grammar.has("prepositions", word) or s.grammar.has("adverbs", word)
    return True


def _pronoun(s: Scene, unit: Unit, a: int, b: int, last: bool) -> Source | None:
    g, words = s.grammar, unit.words
    spots = [(b - 1, b), (b - 2, b)] if last else [(a, a + 1), (a, a + 2)]
    for x, y in spots:
        if x < a or y > b or any(unit.items[p] < 0 for p in range(x, y)):
            continue
        known = g.pronouns.get(" ".join(words[x:y])) or g.pronouns.get("-".join(words[x:y]))
        if known is None or (known.kind == "relative") or (known.kind == "object" and last):
            continue
        start, end = s.start(unit.items[x]), s.end(unit.items[y - 1])
        return Source(s.text[start:end], start, end, "pronoun", gender=known.gender, number=known.number, basis="pronoun", head=known.person, position=x)
    return None


def _names(s: Scene, unit: Unit, a: int, b: int) -> tuple[list[tuple[int, Mention]], list[tuple[int, Mention]]]:
    """Persons and bodies named in the stretch that no preposition governs and that own nothing (Ann's lawyer)."""
    g, words = s.grammar, unit.words
    people: list[tuple[int, Mention]] = []
    bodies: list[tuple[int, Mention]] = []
    p = a
    while p < b:
        m = s.mention(unit.items[p])
        if m is None:
            p += 1
            continue
        q = p
        while q + 1 < b and s.mention(unit.items[q + 1]) is m:
            q += 1
        governed = p > a and _governed(s, unit, a, p)
        owner = q + 1 < len(unit) and g.has("possessives", words[q + 1])
        if unit.items[p] >= 0 and m.start > s.tokens.start[unit.items[p]]:  # a proclitic
            governed = governed or s.text[m.start - 1] in "بلك" or s.text[s.tokens.start[unit.items[p]] : m.start].endswith(("لل", "بال"))
        if not governed and not owner:
            (people if m.type == "PER" else bodies).append((p, m))
        p = q + 1
    return people, bodies


def _governed(s: Scene, unit: Unit, a: int, p: int) -> bool:
    g, words = s.grammar, unit.words
    q = p - 1
    while q >= a and (g.has("determiners", words[q]) or fold(words[q]) in g.classes["strip"] or words[q] == DOT):
        if g.has("prepositions", words[q]):
            return True
        q -= 1
    return q >= a and g.has("prepositions", words[q])


def _coordinated(s: Scene, unit: Unit, p: int, q: int) -> bool:
    between = unit.words[p:q]
    g = s.grammar
    if any(g.has("coordinators", w) for w in between):
        return len(between) <= 8 and "," not in between
    i = unit.items[q]
    return i >= 0 and s.text[s.tokens.start[i]] == "و" and s.mention(i) is not None and s.mention(i).start > s.tokens.start[i]  # type: ignore[union-attr]


def _named(s: Scene, m: Mention, p: int) -> Source:
    kind: SpeakerType = "short_name" if m.form in ("short_name", "acronym", "alias") else "name"
    entity = s.entities[m.local_no]
    return Source(m.text, m.start, m.end, kind, m.local_no, gender=entity.gender or "", number="s", basis="name_in_place", position=p)


def _document(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """A document as speaker: its whole phrase with what issued it."""
    g, words = s.grammar, unit.words
    spot = None
    for p in range(a, min(a + 4, b)):
        if words[p] in g.documents:
            spot = p
            break
        m = s.mention(unit.items[p])
        if m is not None and m.type == "PER" and not (p + 1 < b and g.has("possessives", words[p + 1])):
            return None
        if g.has("prepositions", words[p]) and p > a:
            return None
    if spot is None or (g.order == "vso" and spot > a + 1):
        return None
    if spot + 1 < b and g.lang == "en" and unit.items[spot + 1] >= 0 and _noun_follows(s, unit, spot + 1):
        return None
    end = b
    for p in range(spot + 1, b):
        if words[p] in _COMMAS or words[p] in _ENDS or g.has("relatives", words[p]) or g.has("time", words[p]):
            end = p
            break
    start_char, end_char = s.start(unit.items[a]), s.end(unit.items[end - 1])
    phrase = " ".join(words[a:end])
    same = any(name in phrase for name in g.classes["same_source"])
    issuer = None
    for p in range(a, end):
        m = s.mention(unit.items[p])
        if m is not None and m.type in ("ORG", "PER", "GPE") and (issuer is None or m.type == "ORG"):
            issuer = m.local_no
            break
    basis = "document_issuer" if g.documents[words[spot]] == "document" else "document"
    return Source(
        s.text[start_char:end_char], start_char, end_char, "document", basis=basis, head=words[spot], issuer_no=issuer,
        anaphoric=same or (issuer is None and not _indefinite(words[a])), position=a,
    )  # fmt: skip


def _noun_follows(s: Scene, unit: Unit, p: int) -> bool:
    """English compounds: a poll worker is no poll."""
    word = unit.words[p]
    g = s.grammar
    i = unit.items[p]
    return (
        s.tokens.kind[i] == "w" and not g.has("prepositions", word) and not g.has("adverbs", word) and not g.has("relatives", word)
        and not g.has("time", word) and s.mention(i) is None and not word.endswith(("ed", "ing"))
    )  # fmt: skip


def _indefinite(word: str) -> bool:
    return word in ("a", "an", "un", "une", "des", "another")


def _role(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    g, words = s.grammar, unit.words
    p = a
    while p < b - 1 and (g.has("determiners", words[p]) or g.has("adverbs", words[p])):
        p += 1
    for q in range(p, min(p + 3, b)):
        r = s.role(unit.items[q])
        if r is None or (q > p and g.has("prepositions", words[q - 1])):
            continue
        if r.holder_no is not None:
            return Source(r.text, r.start, r.end, "role", r.holder_no, _index(s, r), r.gender or "", "p" if r.is_plural else "s", "role_holder", words[q], position=q)
        return Source(r.text, r.start, r.end, "role", None, _index(s, r), r.gender or "", "p" if r.is_plural else "s", "role", words[q], position=q)
    return None


def _index(s: Scene, role: Role) -> int | None:
    return next((k for k, r in enumerate(s.roles) if r is role), None)


def _phrase(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """A plain noun phrase: from behind its determiner to the first adjunct."""
    g, words = s.grammar, unit.words
    definite = g.has("definite", words[a]) or (g.order == "vso" and words[a].startswith("ال"))
    while a < b - 1 and (g.has("determiners", words[a]) or fold(words[a]) in g.classes["strip"] or words[a] == DOT):
        if g.has("prepositions", words[a + 1]) and not g.has("determiners", words[a + 1]):
            break  # l'un d'eux
        a += 1
    end = a
    while end < b and words[end] not in _COMMAS and words[end] not in _ENDS and end - a < 12:
        if g.has("relatives", words[end]) or (end > a and (g.has("time", words[end]) or g.has("subordinators", words[end]))):
            break
        if g.order == "vso" and (
            g.has("prepositions", words[end]) or g.has("complementisers", words[end]) or g.has("adverbs", words[end])
            or g.has("proclitic_prepositions", words[end]) or (end > a and s.role(unit.items[end]) is not None)
        ):  # fmt: skip
            break
        end += 1
    if end <= a:
        return None
    i = unit.items[a]
    if i < 0 or s.tokens.kind[i] == "p" or g.has("prepositions", words[a]) or g.has("finite", words[a]) or g.has("complementisers", words[a]):
        return None
    if not any(s.tokens.kind[x] == "w" and len(s.tokens.text[x]) > 1 for x in unit.items[a:end] if x >= 0):
        return None
    start_char, end_char = s.start(i), s.end(unit.items[end - 1])
    if g.order == "vso" and unit.words[a].startswith("و") and False:
        start_char += 1
    plural = any(w in g.classes["collective"] for w in words[a:end])
    anonymous = any(w in g.classes["anonymous"] for w in words[a:end]) and not definite
    written = s.tokens.text[i]
    kind: SpeakerType = "anonymous" if anonymous else "collective" if plural else "role"
    if kind == "role" and g.order == "svo" and written[0].isupper() and (unit.items[a] != unit.items[0] or end - a > 1) and s.tokens.text[max(unit.items[end - 1], 0)][0].isupper():
        kind = "name"
    if kind == "role" and g.order == "svo" and words[end - 1].endswith("s") and not words[end - 1].endswith("ss"):
        kind = "collective"
    return Source(s.text[start_char:end_char], start_char, end_char, kind, number="p" if plural else "s", basis="phrase", head=words[a] if g.order != "svo" or g.lang == "fr" else words[end - 1], position=a)
