"""Noun phrases that name a speaker: their head, and of what kind it is.

A head is a pronoun, a document, a person whom no preposition governs, an office, an organisation, or a plain noun. Where in the sentence
the phrase stands is found in `subjects`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.heads import bare, heads
from pipeline.annotate.quoting.grammar import Grammar, Pronoun
from pipeline.annotate.quoting.scene import BREAKS, ENDS, Scene, Source
from pipeline.annotate.quoting.units import DOT, QUOTE, Unit
from pipeline.model import Mention, Role, SpeakerType
from pipeline.text import fold

# a word of these is no noun
_CLOSED = ("prepositions", "adverbs", "coordinators", "relatives", "time", "subordinators", "complementisers", "possessives", "strip")
_AFTER_NOUN = ("prepositions", "complementisers", "adverbs", "proclitic_prepositions")  # verb first: what ends a phrase
_OPENING = ("prepositions", "finite", "complementisers")  # a word of these begins no phrase
_ACCUSATIVE = ("ًا", "اً", "ةً")  # as written: how somebody speaks, متسائلةً
_DESCRIBED = 3  # plain nouns before a name: "tug skipper Ann Lee"


def chunks(words: Sequence[str], a: int, b: int) -> list[tuple[int, int]]:
    """The stretches between commas, dashes and brackets; empty ones kept."""
    out = []
    start = a
    for p in range(a, b):
        if words[p] in BREAKS:
            out.append((start, p))
            start = p + 1
    out.append((start, b))
    return out


def adverbial(s: Scene, unit: Unit, a: int, b: int) -> bool:
    """Whether a stretch is an adverbial and so no subject: it begins with a preposition, a subordinator, a word of time."""
    g, word = s.grammar, unit.words[a]
    i = unit.items[a]
    m = s.mention(i)
    if m is not None and g.order != "vso":  # « Joint par nos soins, … », « Deuxième du tour, … »: a capital that begins the sentence
        alone = a == 0 and b - a > 1 and s.mention(unit.items[a + 1]) is not m and g.has("prepositions", unit.words[a + 1])
        return alone and not s.entities[m.local_no].is_confirmed
    kinds = g.kinds(word)
    if ("prepositions" in kinds and "determiners" not in kinds) or "subordinators" in kinds or "time" in kinds:
        return True
    if g.order == "vso" and i >= 0:
        if "adverbs" in kinds or "hearer_pronouns" in kinds or s.tokens.text[i].endswith(_ACCUSATIVE):
            return True
        if _proclitic(s, word) and not s.role(i) and s.mention(i) is None:
            return (len(word) > 3 and word[1:3] == "ال") or word.startswith(("لل",))
        return False
    return b - a <= 2 and "adverbs" in kinds


def head(s: Scene, unit: Unit, a: int, b: int, *, last: bool) -> Source | None:
    """The speaker named in items a … b - 1. `last`: the verb follows, so that the nearest name counts; else the first one."""
    g, words = s.grammar, unit.words
    while a < b and (words[a] in BREAKS or (words[a] in ENDS and words[a] != QUOTE)):
        a += 1
    if a >= b:
        return None
    pronoun = _pronoun(s, unit, a, b, last)
    if pronoun is not None:
        return pronoun
    document = _document(s, unit, a, b)
    if document is not None:
        return document
    people, bodies = names(s, unit, a, b)
    if people:
        if len(people) > 1 and _coordinated(s, unit, people[-2][0], people[-1][0]):
            first, final = people[-2][1], people[-1][1]
            return Source(
                s.text[first.start : final.end],
                first.start,
                final.end,
                "collective",
                number="p",
                basis="name_in_place",
                position=people[-2][0],
            )
        p, m = people[-1] if last else people[0]
        return named(s, m, p)
    office = role(s, unit, a, b)
    if office is not None:
        return office
    for p, m in bodies:
        own = p == a + 1 and (words[a] in g.classes["strip"] or (m.type == "ORG" and bare(words[a], heads(g.lang).named, ())))  # شركة نسيم
        if g.order == "vso" and p > a and not own:
            break  # شرطة كراتشي: the name only qualifies the noun before it
        if not last or s.end(unit.items[b - 1]) <= m.end + 2 or (b > p + 1 and _closes(s, unit, p, b, m)):
            return named(s, m, p)
    return _phrase(s, unit, a, b)


def _pronoun(s: Scene, unit: Unit, a: int, b: int, last: bool) -> Source | None:
    g, words = s.grammar, unit.words
    for x, y in ((b - 1, b), (b - 2, b)) if last else ((a, a + 1), (a, a + 2)):
        if x < a or y > b:
            continue
        word = words[x]
        known = _known_pronoun(g, word) if y - x == 1 else _paired(g, word, words[y - 1]) if word in g.pronoun_openers else None
        if known is None or (known.kind == "relative") or (known.kind == "object" and last):
            continue
        start, end = s.start(unit.items[x]), s.end(unit.items[y - 1])
        return Source(
            s.text[start:end],
            start,
            end,
            "pronoun",
            gender=known.gender,
            number=known.number,
            basis="pronoun",
            head=known.person,
            position=x,
        )
    return None


def _known_pronoun(g: Grammar, word: str) -> Pronoun | None:
    """A pronoun, also behind a conjunction that is written on it: «وهو»."""
    known = g.pronouns.get(word)
    return known if known is not None or word[:1] not in g.classes["conjunction_prefixes"] else g.pronouns.get(word[1:])


def _paired(g: Grammar, first: str, second: str) -> Pronoun | None:
    """A pronoun of two words: celui-ci."""
    return g.pronouns.get(f"{first} {second}") or g.pronouns.get(f"{first}-{second}")


def names(s: Scene, unit: Unit, a: int, b: int) -> tuple[list[tuple[int, Mention]], list[tuple[int, Mention]]]:
    """Persons and bodies named in the stretch that no preposition governs and that own nothing (Ann's lawyer)."""
    g, words = s.grammar, unit.words
    people: list[tuple[int, Mention]] = []
    bodies: list[tuple[int, Mention]] = []
    if QUOTE not in words[a:b] and s.names_none(unit.items[a:b]):
        return people, bodies
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
        if m.form == "candidate" and q + 1 < b and _is_noun(s, unit, q + 1):
            p = q + 1
            continue  # Health experts: a capital that begins the sentence, and no name
        if unit.items[p] >= 0 and m.start > s.tokens.start[unit.items[p]]:  # a proclitic
            prefix = fold(s.text[s.tokens.start[unit.items[p]] : m.start])
            governed = governed or any(c in g.classes["proclitic_prepositions"] for c in prefix)
        if not governed and not owner:
            (people if m.type == "PER" else bodies).append((p, m))
        p = q + 1
    return people, bodies


def _is_noun(s: Scene, unit: Unit, p: int) -> bool:
    """Whether a small word stands there that a word before it may qualify."""
    g, word, i = s.grammar, unit.words[p], unit.items[p]
    if i < 0 or s.tokens.kind[i] != "w" or not s.tokens.text[i][0].islower() or s.mention(i) is not None:
        return False
    return not g.has_any(_CLOSED, word) and word not in g.pronouns


def _governed(s: Scene, unit: Unit, a: int, p: int) -> bool:
    g, words = s.grammar, unit.words
    q = p - 3 if p - 3 >= a and words[p - 1] == "&" else p - 1  # at Brand & Coe
    while q >= a and (g.has("determiners", words[q]) or fold(words[q]) in g.classes["strip"] or words[q] == DOT):
        if g.has("prepositions", words[q]):
            return True
        q -= 1
    return q >= a and g.has("prepositions", words[q])


def _coordinated(s: Scene, unit: Unit, p: int, q: int) -> bool:
    between = unit.words[p:q]
    g = s.grammar
    if g.among("coordinators", between):
        return len(between) <= 8 and "," not in between
    i = unit.items[q]
    m = s.mention(i)
    if i < 0 or m is None or m.start <= s.tokens.start[i]:
        return False
    return fold(s.text[s.tokens.start[i] : m.start]) in g.classes["conjunction_prefixes"]


def named(s: Scene, m: Mention, p: int) -> Source:
    kind: SpeakerType = "short_name" if m.form in ("short_name", "acronym", "alias") else "name"
    entity = s.entities[m.local_no]
    return Source(
        m.text,
        m.start,
        m.end,
        kind,
        m.local_no,
        gender=entity.gender or "",
        number="s",
        basis="name_in_place",
        position=p,
    )


def whole_name(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """A person whose name fills the stretch: the second part of an apposition."""
    if a >= b:
        return None
    p = a
    while p < b - 1 and _before_name(s, unit, p, described=p - a < _DESCRIBED):
        p += 1
    while p < b - 1 and unit.words[p] == DOT:
        p += 1
    m = s.mention(unit.items[p])
    if m is None or m.type != "PER" or s.start(unit.items[p]) < m.start - 2 or s.end(unit.items[b - 1]) > m.end + 1:
        return None
    return named(s, m, a)


def _before_name(s: Scene, unit: Unit, p: int, *, described: bool) -> bool:
    """A title, an office or (`described`) a plain noun stands there, behind which the name follows: "tug skipper Ann Lee"."""
    item = unit.items[p]
    if fold(unit.words[p]) in s.grammar.classes["strip"] or (s.role(item) and not s.mention(item)):
        return True
    return described and bool(s.grammar.third_person) and _is_noun(s, unit, p) and not s.grammar.has("determiners", unit.words[p])


def _closes(s: Scene, unit: Unit, p: int, b: int, m: Mention) -> bool:
    """What follows the name is no noun that the name only qualifies (White House officials)."""
    for q in range(p, b):
        if s.start(unit.items[q]) >= m.end:
            word = unit.words[q]
            return word in BREAKS or s.grammar.has("prepositions", word) or s.grammar.has("adverbs", word)
    return True


def _document(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """A document as speaker: its whole phrase with what issued it."""
    g, words = s.grammar, unit.words
    if g.documents.keys().isdisjoint(words[a : min(a + 4, b)]):
        return None
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
    if spot + 1 < b and g.verbal_endings and unit.items[spot + 1] >= 0 and _noun_follows(s, unit, spot + 1):
        return None
    end = b
    for p in range(spot + 1, b):
        if words[p] in BREAKS or words[p] in ENDS or g.has("relatives", words[p]) or g.has("time", words[p]):
            end = p
            break
    start_char, end_char = s.start(unit.items[a]), s.end(unit.items[end - 1])
    phrase = " ".join(words[a:end])
    same = any(name in phrase for name in g.classes["same_source"])
    issuer = issued_by(s, unit, spot, b)
    basis = "document_issuer" if g.documents[words[spot]] == "document" else "document"
    return Source(
        s.text[start_char:end_char], start_char, end_char, "document", basis=basis, head=words[spot], issuer_no=issuer,
        anaphoric=same or (issuer is None and not g.has("indefinite", words[a])), position=a,
    )  # fmt: skip


_ISSUER = 9  # items between a document and whoever issued it


def issued_by(s: Scene, unit: Unit, spot: int, b: int) -> int | None:
    """Who issued the document at item `spot`: the first name of its phrase, whatever day stands between, «تقرير نشره أمس المركز …»."""
    g, words = s.grammar, unit.words
    for p in range(max(spot - 3, 0), min(spot + _ISSUER, b)):
        if p > spot and (words[p] in BREAKS or words[p] in ENDS or g.has("relatives", words[p]) or g.has("complementisers", words[p])):
            return None
        m = s.mention(unit.items[p])
        if m is None or m.type not in ("ORG", "PER", "GPE"):
            continue
        if p > spot and not g.has("possessive_determiners", words[p - 1]):  # a post on its Facebook page
            return m.local_no
        behind = s.behind(unit, m.end, p)
        if p < behind < spot and g.has("possessives", words[behind]):
            return m.local_no  # the ministry's report
    return None


def _noun_follows(s: Scene, unit: Unit, p: int) -> bool:
    """English compounds: a poll worker is no poll."""
    word = unit.words[p]
    g = s.grammar
    i = unit.items[p]
    return (
        s.tokens.kind[i] == "w" and not g.has("prepositions", word) and not g.has("adverbs", word) and not g.has("relatives", word)
        and not g.has("time", word) and s.mention(i) is None and not word.endswith(g.verbal_endings)
    )  # fmt: skip


def role(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    g, words = s.grammar, unit.words
    p = a
    while p < b - 1 and (g.has("determiners", words[p]) or g.has("adverbs", words[p])):
        p += 1
    for q in range(p, min(p + (1 if g.order == "vso" else 3), b)):  # a name stands before its office in Arabic
        r = s.role(unit.items[q])
        if r is None or (q > p and g.has("prepositions", words[q - 1])):
            continue
        return Source(
            r.text,
            r.start,
            r.end,
            "role",
            r.holder_no,
            _index(s, r),
            r.gender or gender(s, unit, q),
            "p" if r.is_plural else "s",
            "role" if r.holder_no is None else "role_holder",
            words[q],
            position=q,
        )
    return None


def gender(s: Scene, unit: Unit, p: int) -> str:
    """What the determiner before the noun at p tells: la juge, le juge; nothing before a vowel, nor in a language that has but one."""
    kinds = s.grammar.kinds(unit.words[p - 1] if p else "")
    return "f" if "feminine_determiners" in kinds else "m" if "masculine_determiners" in kinds else ""


def _index(s: Scene, role: Role) -> int | None:
    return next((k for k, r in enumerate(s.roles) if r is role), None)


def is_plural(s: Scene, word: str) -> bool:
    """Whether a noun of a language that writes its plurals so ends as one: engineers, fishermen."""
    return (word.endswith("s") and not word.endswith("ss")) or word.endswith(s.grammar.plural_endings)


def _phrase(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    """A plain noun phrase: from behind its determiner to the first adjunct."""
    g, words = s.grammar, unit.words
    definite = g.has("definite", words[a]) or (g.order == "vso" and words[a].startswith(g.article_prefixes[:1]))
    while a < b - 1 and (g.has("determiners", words[a]) or fold(words[a]) in g.classes["strip"] or words[a] == DOT):
        if g.has("prepositions", words[a + 1]) and not g.has("determiners", words[a + 1]):
            break  # l'un d'eux
        if g.has("plural_heads", words[a]) and a + 2 < b and g.has("prepositions", words[a + 2]) and not is_plural(s, words[a + 1]):
            break  # those close to him
        a += 1
    end = a
    while end < b and words[end] not in BREAKS and words[end] not in ENDS and end - a < 12:
        kinds = g.kinds(words[end])
        opens = "subordinators" in kinds or ("time" in kinds and not _is_joined(s, unit, end))  # the 34-year-old
        if "relatives" in kinds or (end > a and opens):
            break
        if g.order == "vso" and (not kinds.isdisjoint(_AFTER_NOUN) or (end > a and s.role(unit.items[end]) is not None)):
            break
        end += 1
    while g.order == "svo" and end > a and g.has("prepositions", words[end - 1]):
        end -= 1  # "the ministry on [Tuesday] said"
    if end <= a:
        return None
    i = unit.items[a]
    if i < 0 or s.tokens.kind[i] == "p" or g.has_any(_OPENING, words[a]):
        return None
    if not any(s.tokens.kind[x] == "w" and len(s.tokens.text[x]) > 1 for x in unit.items[a:end] if x >= 0):
        return None
    start_char, end_char = s.start(i), s.end(unit.items[end - 1])
    plural = g.among("collective", words[a:end]) or g.has("plural_heads", words[a]) or g.has("cardinals", words[a])
    anonymous = not definite and g.among("anonymous", words[a:end])
    written = s.tokens.text[i]
    kind: SpeakerType = "anonymous" if anonymous else "collective" if plural else "role"
    if (
        kind == "role"
        and g.order == "svo"
        and written[0].isupper()
        and (unit.items[a] != unit.items[0] or end - a > 1)
        and s.tokens.text[max(unit.items[end - 1], 0)][0].isupper()
    ):
        kind = "name"
    if kind == "role" and g.order == "svo":
        noun = next((p - 1 for p in range(a + 1, end) if g.has("prepositions", words[p])), end - 1)  # observers in the town
        kind = "collective" if is_plural(s, words[noun]) else kind
    return Source(
        s.text[start_char:end_char],
        start_char,
        end_char,
        kind,
        gender="" if plural else gender(s, unit, a),
        number="p" if plural else "s",
        basis="phrase",
        head=words[a] if g.order != "svo" or g.lang == "fr" else words[end - 1],
        position=a,
    )


def _is_joined(s: Scene, unit: Unit, p: int) -> bool:
    """A hyphen ties the word to the one before it."""
    return unit.items[p] >= 0 and s.tokens.joined[unit.items[p]]


def _proclitic(s: Scene, word: str) -> bool:
    return len(word) > 2 and word[0] in s.grammar.classes["proclitic_prepositions"]
