"""Names that an article writes again: in full where nothing shows them (titles, labels), or by the given name alone.

Scripts without capitals only; surnames alone stand in `shortforms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading, without_article
from pipeline.annotate.wordtypes import word_types
from pipeline.languages.roots import NOUN

_BEFORE = frozenset({"said", "verb", "person", "clause"})  # what stands before a given name that is a word too


def recurs(reading: Reading, first: int, last: int) -> bool:
    """Whether these words stand together elsewhere in the document too (the first one perhaps behind a proclitic)."""
    folds = reading.tokens.fold
    head, rest = folds[first], folds[first + 1 : last + 1]
    n, seen = len(rest), 0
    for k in reading.places(rest[0]):
        if k and folds[k : k + n] == rest and (folds[k - 1].endswith(head) or head.endswith(folds[k - 1])):
            seen += 1
            if seen > 1:
                return True
    return False


def again(reading: Reading, found: list[Found]) -> list[Found]:
    """Other places of names of two words or more: what is a name once in an article is one wherever the same words stand."""
    t, w = reading.tokens, reading.words
    if w.latin:
        return []
    out, seen = [], set[tuple[str, ...]]()
    for f in found:
        if not f.confirmed or f.length < 2 or f.form != "name" or f.key or f.type not in ("PER", "ORG"):
            continue
        words = (t.fold[f.first][f.offset :], *t.fold[f.first + 1 : f.last + 1])
        if words in seen or "p" in t.kind[f.first : f.last + 1]:
            continue
        seen.add(words)
        whole = Found(0, 0, f.type, "coreference.again", 0.75, gender=f.gender, country=f.country, weight=11)
        out += [replace(whole, first=i, last=last, offset=offset) for i, last, offset in _places(reading, words)]
        for k in range(1, len(words) - 1):  # Ould X of Y Ould X
            if f.type == "PER" and t.text[f.first + k] in w.joints:
                short = replace(whole, form="short_name", parent=f"@{f.first}", weight=12)
                out += [replace(short, first=i, last=last, offset=offset) for i, last, offset in _places(reading, words[k:])]
    return out


def _places(reading: Reading, words: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Where two words or more stand: first token, last token, letters of a proclitic."""
    t, w = reading.tokens, reading.words
    for k in reading.places(words[1]):
        i, last = k - 1, k + len(words) - 2
        if not reading.same_sentence(i, last) or t.fold[k : last + 1] != words[1:]:
            continue
        offset = len(t.fold[i]) - len(words[0])
        if t.fold[i].endswith(words[0]) and (not offset or t.fold[i][:offset] in w.proclitics):
            yield i, last, offset


def by_given_name(reading: Reading, found: list[Found]) -> list[Found]:
    """The finds, and given names alone of persons whom the article has named in full before, where it names one person so."""
    w = reading.words
    if w.latin:
        return found
    covered = {i: f for f in found for i in range(f.first, f.last + 1)}
    added: dict[int, Found] = {}
    for name, owner in _bearers(reading, found):
        for i in sorted({i for p in ("", *w.proclitics) for i in reading.places(p + name)}):
            known = covered.get(i)
            if i <= owner.last or (known is not None and (known.type != "PER" or known.length > 1 or known.key)):
                continue
            offset = len(reading.tokens.fold[i]) - len(name)
            if (known is not None and known.confirmed and not known.offset) or _is_named(reading, i, name, offset):
                added[i] = Found(
                    i, i, "PER", "coreference.forename", 0.7, offset, "short_name", parent=f"@{owner.first}", gender=owner.gender, weight=9
                )  # fmt: skip
    return sorted([*(f for f in found if f.first not in added), *added.values()], key=lambda f: f.first)


def _bearers(reading: Reading, found: list[Found]) -> Iterator[tuple[str, Found]]:
    """Given names that one person of the article bears, with his first full name."""
    t, w = reading.tokens, reading.words
    first: dict[str, Found] = {}
    families: dict[str, set[str]] = {}
    for f in found:
        name = t.fold[f.first][f.offset :]
        if f.type != "PER" or not f.confirmed or f.length < 2 or name not in w.forenames or name in w.kin or name in w.stops:
            continue
        first.setdefault(name, f)
        families.setdefault(name, set()).add(without_article(t.fold[f.last], w))
    return ((name, f) for name, f in first.items() if len(families[name]) == 1)


def _is_named(reading: Reading, i: int, name: str, offset: int) -> bool:
    """Whether the word is the given name there: one that is a word too needs a verb or a title before it, and nothing it could govern."""
    t, w = reading.tokens, reading.words
    types = word_types(w.lang)
    same = reading.same_sentence(i + 1, i)
    if reading.dated[i] or (same and (t.fold[i + 1] in w.kin or t.fold[i + 1] in w.surnames or t.fold[i + 1] in w.forenames)):
        return False
    doubtful = name in w.weak_forenames or name in types.c.common_too or reading.is_stop(i)
    if not doubtful:
        return True
    if offset or (same and t.fold[i + 1].startswith(w.article)):
        return bool(offset) and t.fold[i][:offset] in w.joiners and same and types.is_verb(t.fold[i + 1])
    if not reading.same_sentence(i - 1, i):
        return same and (t.text[i + 1] == ":" or types.is_verb(t.fold[i + 1]))
    if types.before(t.text[i - 1], t.fold[i - 1]) in _BEFORE:
        return True
    clause = not reading.same_sentence(i - 2, i) or t.kind[i - 2] == "p" or reading.is_stop(i - 2)  # where a verb stands: ثم ضحك زكي
    return clause and not reading.is_stop(i - 1) and bool(types.roots.kinds(t.fold[i - 1]) & ~NOUN)
