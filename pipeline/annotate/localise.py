"""Which names of one document are the same: from finds to local entities and mentions.

A lexicon id, an equal name, a bracketed acronym, a surname of a full name, a short form of a body's name: each joins a find to a local
entity. What is the same across documents is decided by `resolve`, not here. Who holds which office is decided in `holders`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.annotate import holders
from pipeline.annotate.complements import Span
from pipeline.annotate.gazetteer import Gazetteer
from pipeline.annotate.names import Form, Found, Names
from pipeline.annotate.reading import Reading, Words, bare_word, without_article
from pipeline.annotate.repeats import by_given_name
from pipeline.annotate.shortforms import surnames, words_of
from pipeline.annotate.vowels import behind_marks
from pipeline.model import Article, LocalEntity, Mention
from pipeline.text import script_of

_LATEST = 64  # of the places where a name stands, those that are looked at for its short forms


@dataclass
class _Group:
    """The finds of one entity, in text order."""

    finds: list[Found] = field(default_factory=list)
    longest: int = 0  # words of its fullest name


def localise(article: Article, found: list[Found], spans: list[Span], reading: Reading, book: Gazetteer) -> Names:
    """Entities in order of their first mention, mentions in text order, roles with their holders."""
    t = reading.tokens
    finds = by_given_name(reading, surnames(reading, found, book))
    groups: list[_Group] = []
    number: dict[int, int] = {}  # by first token
    by_key: dict[str, int] = {}
    words = {f.first: words_of(reading, f) for f in finds}
    by_first = {f.first: f for f in finds}

    owners = _Owners(reading.words)

    def put(f: Found, n: int) -> None:
        owners.add(n, words[f.first], f)
        groups[n].finds.append(f)
        groups[n].longest = max(groups[n].longest, len(words[f.first]))
        number[f.first] = n

    # full names first, so that a short one finds its owner wherever it stands
    for f in sorted(finds, key=lambda f: (-(f.key is not None), -len(words[f.first]), f.first)):
        n = None
        if f.parent and f.parent.startswith("@"):
            owner = by_first.get(int(f.parent[1:]))
            n = number.get(owner.first) if owner is not None else None
        key = f.key or (f"acronym:{f.code}" if f.form == "acronym" and f.code else f"{f.type}:{' '.join(words[f.first])}")
        if n is None:
            n = by_key.get(key)
        if n is None and f.key is None:
            n = owners.of(f, words[f.first])
        if n is None:
            n = len(groups)
            groups.append(_Group())
        by_key.setdefault(key, n)
        if f.form == "acronym":
            by_key.setdefault(f"ORG:{' '.join(words[f.first])}", n)
        put(f, n)
    for g in groups:
        g.finds.sort(key=lambda f: f.first)
    order = sorted(range(len(groups)), key=lambda n: groups[n].finds[0].first)
    rank = {n: i for i, n in enumerate(order)}
    keys = {f.key: rank[number[f.first]] for f in finds if f.key}
    entities = [_entity(article, reading, groups[n], book, keys) for n in order]
    mentions: list[Mention] = []
    of_find: dict[int, int] = {}
    for f in finds:
        e = entities[rank[number[f.first]]]
        start = behind_marks(article.text, f.start(t)) if f.offset else f.start(t)
        text = article.text[start : f.end(t)]
        of_find[f.first] = rank[number[f.first]]
        form = _form(f, words[f.first], e, groups[number[f.first]])
        score = max(f.score, 0.75) if f.form == "candidate" and e.is_confirmed else f.score
        mentions.append(
            Mention(
                start,
                f.end(t),
                text,
                e.type,
                of_find[f.first],
                form,
                None,
                f.rule,
                round(score, 3),
            )
        )
    return holders.assign(article, reading, finds, mentions, entities, spans, keys)


class _Owners:
    """Names by each of their words, so that the owner of a short form is found without a look at every name."""

    def __init__(self, w: Words) -> None:
        self._words = w
        self._by_word: dict[str, dict[tuple[int, tuple[str, ...]], list[Found]]] = {}

    def add(self, n: int, words: tuple[str, ...], f: Found) -> None:
        if f.form in ("demonym", "candidate"):
            return
        for word in dict.fromkeys(without_article(x, self._words) for x in words):
            self._by_word.setdefault(word, {}).setdefault((n, words), []).append(f)

    def of(self, f: Found, words: tuple[str, ...]) -> int | None:
        """The entity whose name `words` shortens: a surname of a person, the beginning of a body's name. The latest one
        named before, else the first after."""
        if not words:
            return None
        before, after = (-1, -1), (-1, -1)
        for (n, name), finds in self._by_word.get(without_article(words[-1], self._words), {}).items():
            if len(name) < len(words) or not _fits(f, words, name, finds[0], self._words):
                continue
            for found in finds[-_LATEST:]:
                if found.first < f.first:
                    before = max(before, (found.first, n))
            if after[0] < 0 or finds[0].first < after[0]:
                after = (finds[0].first, n)
        n = before[1] if before[0] >= 0 else after[1]
        return n if n >= 0 else None


def _fits(f: Found, words: tuple[str, ...], name: tuple[str, ...], found: Found, w: Words) -> bool:
    if name == words:
        return f.form == "candidate" or f.type == found.type
    if len(name) == len(words):
        return False
    if f.type == "ORG":
        return found.type == "ORG" and found.form == "name" and name[: len(words)] == words
    return found.type == "PER" and (f.form == "candidate" or f.type == "PER") and _shortens(words, name, w)


def _shortens(words: tuple[str, ...], name: tuple[str, ...], w: Words) -> bool:
    """Whether `words` end as the name does, or begin as it does with two words or more."""
    if without_article(words[-1], w) == without_article(name[-1], w):
        return {without_article(x, w) for x in words} <= {without_article(x, w) for x in name}
    if len(words) >= 2:
        return name[: len(words)] == words
    return len(name) >= 3 and words[0] == name[-2] and words[0] != without_article(words[0], w)


def _form(f: Found, words: tuple[str, ...], e: LocalEntity, group: _Group) -> Form:
    if f.form == "candidate":
        if not e.is_confirmed:
            return "candidate"
        return "short_name" if len(words) < group.longest else "name"
    if f.type == "PER" and f.form == "name" and len(words) < group.longest:
        return "short_name"
    return f.form


def _entity(article: Article, reading: Reading, group: _Group, book: Gazetteer, keys: dict[str, int]) -> LocalEntity:
    t = reading.tokens
    full = max(
        group.finds,
        key=lambda f: (f.form != "demonym", f.form in ("name", "candidate"), f.length, not f.offset, -f.first),
    )
    text = article.text[behind_marks(article.text, full.start(t)) if full.offset else full.start(t) : full.end(t)]
    word = t.fold[full.first]
    if full.offset and len(bare_word(word, full.offset, reading.words)) > len(word) - full.offset:
        text = reading.words.article[:1] + text  # للحكومة: the article lost its alef behind the preposition
    key = next((f.key for f in group.finds if f.key), None)
    entry = book.entries.get(key) if key else None
    if all(f.form == "demonym" for f in group.finds) and entry is not None:
        text = entry.name
    gender: Literal["m", "f"] | None = next((f.gender for f in group.finds if f.gender), None)
    country = entry.country if entry else next((f.country for f in group.finds if f.country), None)
    code = entry.code if entry else next((f.code for f in group.finds if f.code), None)
    parents = [entry.parent] if entry else [f.parent for f in group.finds]
    parent = next((keys[p] for p in parents if p and p in keys), None)
    best = max(group.finds, key=lambda f: (f.confirmed, f.score, -f.first))
    kinds = [f.type for f in group.finds if f.confirmed] or [full.type]
    return LocalEntity(
        entry.type if entry else kinds[0] if full.type not in kinds else full.type,
        " ".join(text.split()),
        article.lang,
        script_of(text),
        key,
        country,
        code,
        gender,
        parent,
        any(f.confirmed for f in group.finds),
        round(best.score, 3),
    )
