"""Short forms of names that the document has named in full: `the Alliance`, `le Conseil`, a surname alone.

They add finds; to which entity each belongs is decided in `localise`.
"""

from __future__ import annotations

from pipeline.annotate.gazetteer import Gazetteer
from pipeline.annotate.heads import heads as head_nouns
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading, Words, bare_word, without_article


def _readings(folded: str, w: Words, book: Gazetteer) -> list[tuple[int, str]]:
    """The word with and without its proclitics."""
    return book.book.variants(folded) if folded[:1] in w.proclitic_letters else [(0, folded)]


def generics(reading: Reading, known: list[Found], book: Gazetteer) -> list[Found]:
    """Head nouns that mean an organisation named before them in the document: `the Alliance`, `l'Organisation`, الحلف."""
    t, w = reading.tokens, reading.words
    first: dict[str, tuple[int, str]] = {}
    for f in sorted(known, key=lambda f: f.first):
        for core in book.entries[f.key].cores if f.key in book.entries and f.form != "demonym" else ():
            first.setdefault(core, (f.first, str(f.key)))
    covered = {i for f in known for i in range(f.first, f.last + 1)}
    out = []
    if not first:
        return []
    for i in range(len(t)) if not w.latin else sorted({i for core in first for i in reading.places(core)}):
        if (
            i in covered
            or t.kind[i] != "w"
            or (w.latin and t.fold[i] not in first)
            or (w.latin and (not reading.capital[i] or reading.loud[i]))
        ):
            continue
        if w.latin and reading.initial[i]:
            continue
        if w.latin and i + 1 < len(t) and reading.same_sentence(i, i + 1) and t.fold[i + 1] in w.genitive:
            continue  # another body's own name: Organisation de …
        for offset, word in _readings(t.fold[i], w, book):
            named = first.get(word)
            if named is not None and named[0] < i:
                entry = book.entries[named[1]]
                out.append(
                    Found(
                        i,
                        i,
                        entry.type,
                        "coreference.generic",
                        0.8,
                        offset,
                        "alias",
                        entry.id,
                        entry.country,
                        entry.parent,
                        None,
                        weight=14,
                    )
                )
                break
    return out


def short_heads(reading: Reading, named: list[Found]) -> list[Found]:
    """A head noun with a capital behind an article, short for a body named before it: `le Conseil`, `the Ministry`."""
    t, w = reading.tokens, reading.words
    if not w.latin:
        return []
    covered = {i for f in named for i in range(f.first, f.last + 1)}
    heads: dict[str, Found] = {}
    nouns = head_nouns(w.lang).nouns
    out = []
    by_first = {f.first: f for f in named if f.type == "ORG" and f.length > 1}
    for i in sorted(by_first.keys() | {i for noun in nouns for i in reading.places(noun)}) if by_first else ():
        f = by_first.get(i)
        if f is not None:
            for k in (f.first, f.last):
                if reading.capital[k]:
                    heads[t.fold[k]] = f
        if i in covered or not reading.capital[i] or reading.initial[i] or reading.loud[i] or not i:
            continue
        owner = heads.get(t.fold[i])
        if owner is None or t.fold[i - 1] not in w.determiners or t.fold[i] not in nouns:
            continue
        k = i + 1
        while k < len(t) and reading.same_sentence(i, k) and (t.fold[k] in w.inner or t.fold[k] in w.articles):
            k += 1
        if k < len(t) and reading.same_sentence(i, k) and reading.capital[k]:
            continue  # another body of the same kind: the Council of X
        out.append(
            Found(
                i,
                i,
                "ORG",
                "coreference.head",
                0.75,
                0,
                "alias",
                owner.key,
                owner.country,
                f"@{owner.first}",
                None,
                weight=13,
            )
        )
    return out


def surnames(reading: Reading, found: list[Found], book: Gazetteer) -> list[Found]:
    """Arabic surnames that stand alone and capitals at the beginning of a sentence that were named in full elsewhere in the document."""
    t, w = reading.tokens, reading.words
    covered = {i: f for f in found for i in range(f.first, f.last + 1)}
    surnames: set[str] = set()
    for f in found:
        if f.type == "PER" and f.form == "name" and f.score >= 0.5:
            name = words_of(reading, f)
            least = 3 if w.latin else 2
            if name and len(name[-1]) > least and (len(name) > 1 or f.rule in ("person.title", "person.said")):
                surnames.add(name[-1])
    out: list[Found] = []
    gone: set[int] = set()
    for i in _places(reading, surnames):
        if t.kind[i] != "w" or reading.dated[i]:
            continue
        if w.latin:
            if i in covered or not reading.capital[i]:
                continue
            out.append(Found(i, i, "PER", "coreference.surname", 0.8, 0, "short_name", weight=9))
            continue
        if i in covered and covered[i].form != "demonym":
            continue
        if i in covered:
            before = t.fold[i - 1] if i and reading.same_sentence(i, i - 1) else ""
            if t.fold[i] not in surnames or (before and before not in w.speech and before not in w.stops):
                continue
            gone.add(i)
            out.append(Found(i, i, "PER", "coreference.surname", 0.75, 0, "short_name", weight=9))
            continue
        if t.fold[i] in w.stops or (len(t.fold[i]) == 3 and not _is_speaker(reading, i)):
            continue  # a word of three letters is mostly just a word
        for offset, word in _readings(t.fold[i], w, book):
            if word in surnames or (w.article + word in surnames and offset == 0 and len(word) > 4):
                out.append(Found(i, i, "PER", "coreference.surname", 0.75, offset, "short_name", weight=9))
                break
    return sorted([*(f for f in found if f.first not in gone), *out], key=lambda f: f.first)


def _is_speaker(reading: Reading, i: int) -> bool:
    """Behind a verb of saying; or the first word of a line, before a colon or a bracket: who speaks in a transcript."""
    t = reading.tokens
    if reading.same_sentence(i - 1, i) and t.fold[i - 1] in reading.words.speech and not reading.is_stop(i - 1):
        return True
    return not reading.same_sentence(i - 1, i) and reading.same_sentence(i + 1, i) and t.text[i + 1] in {":", "("}


def _places(reading: Reading, surnames: set[str]) -> list[int]:
    """Tokens that may be one of these words, with or without what is written on it."""
    w = reading.words
    forms = set(surnames)
    if not w.latin:
        forms |= {without_article(s, w) for s in surnames}
        for p in w.proclitics:
            forms |= {p + s for s in surnames}
            forms |= {p + s[1:] for s in surnames if s.startswith(w.article) and p[-1:] + s[1:2] in w.for_article}
    return sorted({i for form in forms for i in reading.places(form)})


def words_of(reading: Reading, f: Found) -> tuple[str, ...]:
    """Folded words of a name, without particles, possessives and a leading proclitic or article glued to a surname."""
    t, w = reading.tokens, reading.words
    out = []
    for i in range(f.first, f.last + 1):
        if t.kind[i] == "p":
            continue
        word = t.fold[i]
        if i == f.first and f.offset:
            word = bare_word(word, f.offset, w)
        if f.type == "PER" and (word.rstrip("'") in w.particles or word in w.particles) and f.length > 1:
            continue
        out.append(word)
    return tuple(out)
