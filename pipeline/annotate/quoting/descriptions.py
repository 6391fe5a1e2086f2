"""Who "the harbourmaster" is: the person or body whom the article describes by the same noun.

Descriptions stand beside a name: behind it, between commas ("Ann Lee, a baker in Leeds"), or before it ("the baker Ann Lee", «الشاعرة
لين»); the name of a body holds its own ("the ministry" for the Ministry of Livestock). A definite phrase means whoever bears its head
noun and its complement, or a noun of which theirs is a kind (the scientist: a glaciologist), if that is one only: NULL rather than a
guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from pipeline.annotate.quoting.scene import BREAKS, COMMAS, NAMES, STOPS, Scene, Source
from pipeline.model import Mention
from pipeline.values import swift

_BEHIND = 9  # tokens of an apposition that are read
_BEFORE = 5
_REACH = _BEHIND + _BEFORE  # more tokens than may part a name and its noun
_NEVER_INSIDE = ("coordinators", "adverbs", "time")  # words that a phrase before a name has not
_SHORTEST = 3  # letters of a head noun


@swift
@dataclass(frozen=True, slots=True)
class Description:
    """One noun phrase beside a name. `heads`: words that may be its head, folded; `others`: the rest of its nouns."""

    local_no: int
    heads: tuple[str, ...]
    others: frozenset[str]


def bearer(s: Scene, source: Source) -> int | None:
    """The entity that a definite phrase means; `source` is the phrase as speaker."""
    if source.start is None or source.end is None or source.number == "p" or not is_definite(s, source):
        return None
    heads, others = _split(s, _nouns(s, _own(s, s.tokens.at(source.start), s.tokens.at(source.end - 1) + 1)))
    head = "" if not heads else heads[-1 if s.grammar.third_person else 0]  # English puts the head behind what qualifies it
    if len(head) < _SHORTEST:
        return None
    kinds = s.grammar.hyponyms.get(head, frozenset())
    fits = {
        d.local_no
        for m in _beside(s, {head, *kinds})
        for d in described(s, m)
        if _describes(head, kinds, d) and _agrees(s, d, source) and (not others or (head in d.heads and _shares(others, d)))
    }
    return fits.pop() if len(fits) == 1 else None


def _beside(s: Scene, nouns: set[str]) -> Iterable[Mention]:
    """The names that may have one of the nouns as description (`-x` stands for all that end so): those that stand near it or near a
    title that stands for it. Most nouns recur nowhere near a name, and then no phrase has to be read."""
    t, g = s.tokens, s.grammar
    article = "".join(g.article_prefixes[:1])
    wanted = {form for noun in nouns for form in (noun, article + noun)}
    wanted |= {form for title, meant in g.title_nouns.items() if _any(nouns, meant) for form in (title, title + ".")}
    endings = tuple(noun[1:] for noun in nouns if noun[0] == "-")
    spots = [i for i, word in enumerate(t.fold) if word in wanted or (endings and word.endswith(endings))]
    near = [(t.start[max(i - _REACH, 0)], t.end[min(i + _REACH, len(t) - 1)]) for i in spots]
    names = s.mentions[:NAMES]
    return {k: m for low, high in near for k, m in enumerate(names) if low <= m.end and m.start <= high}.values()


def described(s: Scene, m: Mention) -> Iterator[Description]:
    """What the article says of a person or a body beside its name."""
    is_named = s.entities[m.local_no].is_confirmed or (m.type == "PER" and " " in m.text)
    if m.type not in ("PER", "ORG") or m.form == "demonym" or not is_named:
        return
    before = _before(s, m)
    if m.type == "ORG" and s.grammar.order == "vso":
        before = before[-1:]  # «مدير شركة نسيم»: the director is not what the company is
    phrases = [_behind(s, m), before]
    if m.type == "ORG":
        phrases.append(_nouns(s, range(s.tokens.at(m.start), s.tokens.at(m.end - 1) + 1)))
    phrases.append(_titled(s, m))
    for words in phrases:
        heads, others = _split(s, words)
        if heads:
            yield Description(m.local_no, heads, others)


def _own(s: Scene, a: int, b: int) -> range:
    """The phrase without where it was said: [the company] on Facebook, but [the ferryman from York], [the director of the port]."""
    g, fold = s.grammar, s.tokens.fold
    for i in range(a + 1, b - 1 if g.order == "svo" else a):
        placed = g.has("prepositions", fold[i]) and not g.has("object_prepositions", fold[i].rstrip("'’"))
        k = s.mention_at.get(i + 1) if placed else None
        if k is not None and s.mentions[k].type in ("ORG", "PER"):
            return range(a, i)
    return range(a, b)


def _describes(head: str, kinds: frozenset[str], d: Description) -> bool:
    """The noun is the description's own, or a more general one: "the scientist" for a glaciologist."""
    return head in d.heads or _any(kinds, d.heads)


def _any(kinds: Set[str], nouns: Iterable[str]) -> bool:
    """One of the nouns is one of the kinds, or ends as one that is written `-x` does."""
    return any(h in kinds or any(h.endswith(k[1:]) for k in kinds if k[0] == "-") for h in nouns)


def _agrees(s: Scene, d: Description, source: Source) -> bool:
    gender = s.entities[d.local_no].gender or ""
    return not (gender and source.gender and gender != source.gender)


def _shares(others: frozenset[str], d: Description) -> bool:
    return any(a == b or (len(a) > 4 and len(b) > 4 and a[:5] == b[:5]) for a in others for b in d.others)


def is_definite(s: Scene, source: Source) -> bool:
    """The words of the source mean somebody the article knows: "the official", not "an official", «دبلوماسي»."""
    assert source.start is not None
    i = s.tokens.at(source.start)
    if s.grammar.order == "vso":  # with the article, or by its complement: مدير المصنع, but دبلوماسي
        items = range(i, s.tokens.at((source.end or source.start + 1) - 1) + 1)
        article = s.grammar.article_prefixes[:1]
        return any(k in s.mention_at or s.tokens.fold[k].startswith(article) or s.grammar.has("definite", s.tokens.fold[k]) for k in items)
    before = s.tokens.fold[i - 1] if i and s.tokens.sentence[i - 1] == s.tokens.sentence[i] else ""
    words = (before, before.rstrip("'’"), s.tokens.fold[i])
    return any(s.grammar.has(name, w) for name in ("definite", "possessive_determiners") for w in words)


def _behind(s: Scene, m: Mention) -> list[str]:
    """The nouns of the apposition behind a name: ", a baker in Leeds,"."""
    t = s.tokens
    i = t.at(m.end - 1) + 1
    if i >= len(t) or t.text[i] not in COMMAS | {"("}:
        return []
    end = i + 1
    while end < min(len(t), i + 1 + _BEHIND) and t.sentence[end] == t.sentence[i] and t.text[end] not in BREAKS | STOPS:
        end += 1
    words = t.fold[i + 1 : end]
    if not words or s.grammar.has("relatives", words[0]) or any(_is_finite(s, k) for k in range(i + 1, end)):
        return []
    return _nouns(s, range(i + 1, end))


def _is_finite(s: Scene, i: int) -> bool:
    g, t = s.grammar, s.tokens
    if t.text[i].lower() != t.fold[i] and g.has("prepositions", t.fold[i]):
        return False  # à, whose fold is that of a
    return t.fold[i] in g.finite_forms or g.has("finite", t.fold[i])


def _before(s: Scene, m: Mention) -> list[str]:
    """The nouns before a name: "the harbourmaster, Ann Lee", "la boulangère Jeanne Morel"."""
    t, g = s.tokens, s.grammar
    first = t.at(m.start)
    i = first - 1
    if i > 0 and t.text[i] in COMMAS and t.sentence[i] == t.sentence[first]:
        i -= 1
    begin = i + 1
    while begin > max(0, i - _BEFORE) and t.sentence[begin - 1] == t.sentence[first]:
        w = t.fold[begin - 1]
        if t.kind[begin - 1] == "p" or begin - 1 in s.mention_at or w in g.finite_forms or w in g.pronouns:
            break
        kinds = g.kinds(w)
        if not kinds.isdisjoint(_NEVER_INSIDE) or (g.order == "vso" and "prepositions" in kinds):
            break
        begin -= 1
        if "definite" in kinds or "indefinite" in kinds:
            break
    found = _nouns(s, range(begin, i + 1))
    return [] if found[-1:] == ["|"] else found  # l'entreprise sur Facebook


def _titled(s: Scene, m: Mention) -> list[str]:
    """What a title before a name says of its bearer, the nouns that may stand for it: Me Kerdraon is a lawyer."""
    i = s.tokens.at(m.start)
    return [] if i == 0 or m.type != "PER" else list(s.grammar.title_nouns.get(s.tokens.fold[i - 1].rstrip("."), ()))


def _nouns(s: Scene, tokens: range) -> list[str]:
    """The folded words of a phrase; "|" stands for a preposition, behind which its complement begins."""
    g, t = s.grammar, s.tokens
    out: list[str] = []
    for i in tokens:
        word = t.fold[i]
        kinds = g.kinds(word)
        if t.kind[i] != "w" or "strip" in kinds:
            continue
        bare = g.kinds(word.rstrip("'’")) if word.endswith(("'", "’")) else kinds
        if "prepositions" in kinds or "prepositions" in bare:
            out.append("|")
        elif "determiners" not in bare and kinds.isdisjoint(("determiners", "definite", "indefinite")):
            out.append(without_article(s, word))
    return out


def without_article(s: Scene, word: str) -> str:
    """An Arabic noun without its article."""
    article = s.grammar.article_prefixes[0] if s.grammar.article_prefixes else ""
    return word[len(article) :] if article and word.startswith(article) and len(word) > len(article) + 2 else word


def _split(s: Scene, words: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Words that may be the head, in order, and those of its complement."""
    start = 0
    while start < len(words) and words[start] == "|":
        start += 1
    cut = words.index("|", start) if "|" in words[start:] else len(words)
    front, rest = words[start:cut], [w for w in words[cut:] if w != "|"]
    if s.grammar.order == "vso" and front:
        return (front[0],), frozenset([*front[1:], *rest])
    return tuple(front), frozenset(rest)
