"""Names by shape and trigger: persons above all, and places and bodies that only their surroundings tell.

Latin script: runs of capitals, with titles before, offices in apposition, given names, particles and verbs of saying as evidence. Arabic script: no
capitals, so a name is a window behind a title, an office or a given name, up to the first word that is no name. Word lists are data (`reading.Words`).
"""

from __future__ import annotations

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading, Words
from pipeline.annotate.roles import TITLE, Span, listed

_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "jr", "sr"})


_PERSONAL = frozenset({"al", "el", "bin", "ben", "ibn", "van", "von", "abu", "abou"})


def find(reading: Reading, known: list[Found], roles: list[Span]) -> list[Found]:
    """Names that no lexicon settles. `known` are finds of the gazetteer and of `bodies` that do not overlap."""
    return _latin(reading, known, roles) if reading.words.latin else _arabic(reading, known, roles)


# ------------------------------------------------------------------ Latin script
def _latin(reading: Reading, known: list[Found], roles: list[Span]) -> list[Found]:
    t, w = reading.tokens, reading.words
    n = len(t)
    blocked = [False] * n  # countries, demonyms, bodies: no part of a run
    soft: dict[int, Found] = {}  # cities, regions and media: may be part of a person's name
    for f in known:
        for i in range(f.first, f.last + 1):
            if f.rule in ("lexicon.city", "lexicon.region") or (f.rule == "lexicon.country" and f.length == 1):
                soft[i] = f
            else:
                blocked[i] = True
    ends: dict[int, Span] = {}
    starts: dict[int, Span] = {}
    for r in roles:
        ends[r.last] = r
        starts[r.first] = r
        for i in range(r.first, r.last + 1):
            blocked[i] = True
    out: list[Found] = []
    i = 0
    while i < n:
        if not _begins(reading, blocked, i):
            i += 1
            continue
        j = i
        while _goes_on(reading, blocked, j + 1, j):
            j += 1
        while j > i and not (reading.capital[j] or t.kind[j] == "n" or t.fold[j] in _ROMAN):
            j -= 1
        out += _run(reading, i, j, soft, starts, ends)
        i = j + 1
    return out


def _particle(reading: Reading, i: int) -> bool:
    t = reading.tokens
    return t.fold[i].rstrip("'") in reading.words.particles or t.fold[i] in reading.words.particles


def _begins(reading: Reading, blocked: list[bool], i: int) -> bool:
    t = reading.tokens
    if blocked[i] or reading.dated[i] or t.kind[i] != "w":
        return False
    if reading.capital[i]:
        return not (reading.is_opener(i) and (reading.initial[i] or t.fold[i] in reading.words.openers))
    # al-Araji, el-Sisi
    return (
        t.fold[i] in reading.words.particles and i + 1 < len(t) and t.joined[i + 1] and reading.capital[i + 1] and not blocked[i + 1]
        and t.fold[i].startswith(("a", "e"))
    )  # fmt: skip


def _goes_on(reading: Reading, blocked: list[bool], i: int, before: int) -> bool:
    t = reading.tokens
    if not reading.same_sentence(i, before) or blocked[i] or reading.dated[i]:
        return False
    if t.text[i] == "." and len(t.text[before]) == 1 and reading.capital[before]:
        return i + 1 < len(t) and reading.same_sentence(i + 1, i) and reading.capital[i + 1]  # initials: J. Smith
    if t.kind[i] != "w" or t.fold[i] == "'s":
        return False
    if reading.capital[i]:
        return (
            not (t.fold[i] in reading.words.openers and len(t.text[i]) > 2 and not t.joined[i])
            or t.fold[i] in reading.words.forenames
        )
    if not _particle(reading, i):
        return False
    k = i + 1  # a particle (or two) counts only before another capital
    while k < len(t) and k <= i + 1 and t.kind[k] == "w" and not reading.capital[k] and _particle(reading, k):
        k += 1
    if k >= len(t) or not reading.same_sentence(k, i) or not reading.capital[k] or blocked[k] or reading.dated[k]:
        return False
    if (
        t.joined[i]
        or t.joined[i + 1]
        or t.fold[i] in ("al", "el", "bin", "ben", "ibn", "van", "von", "ould", "abu", "der", "dos")
    ):
        return True
    # de, du, la: only behind a given name, so that "Macron de France" stays two names
    return t.fold[before] in reading.words.forenames and t.fold[i] != "y"


def _run(
    reading: Reading, first: int, last: int, soft: dict[int, Found], starts: dict[int, Span], ends: dict[int, Span]
) -> list[Found]:
    t, w = reading.tokens, reading.words
    words = [i for i in range(first, last + 1) if t.kind[i] == "w"]
    caps = [i for i in words if reading.capital[i]]
    if not caps:
        return []
    before = first - 1
    title = _title_before(reading, first, ends)
    after = _office_after(reading, last, starts)
    whole_soft = first in soft and soft[first].first == first and soft[first].last == last
    if (
        whole_soft
        and not (title and title.office.key in (TITLE, "officer", "head_of_state", "minister"))
        and after is None
    ):
        return []
    said = _said(reading, first, last)
    forename = t.fold[words[0]] in w.forenames
    gender = w.forenames.get(t.fold[words[0]]) or None
    if title is not None and title.office.gender:
        gender = title.office.gender
    role_text = None
    if title is not None and title.office.plural:
        title = None if not forename else title
    weak_start = reading.initial[first] or reading.loud[first]

    def person(score: float, rule: str, confirmed: bool = True) -> list[Found]:
        g = gender if gender in ("m", "f") else None
        return [
            Found(
                first,
                last,
                "PER",
                rule,
                score,
                role_text=role_text,
                gender=g,
                weight=22 if score > 0.6 else 12,
                confirmed=confirmed,
            )
        ]  # type: ignore[arg-type]

    tail = t.fold[last]
    if tail in w.loc_after and len(words) > 1 and title is None and reading.capital[last]:
        return [Found(first, last, "LOC", "shape.place", 0.75, weight=21)]
    if tail in w.events and len(words) > 1 and reading.capital[last]:
        return [Found(first, last, "MISC", "shape.event", 0.7, weight=21)]
    if t.fold[first] in w.loc_before and len(words) > 1 and reading.capital[first]:
        return [Found(first, last, "LOC", "shape.place", 0.7, weight=21)]
    if title is not None and len(words) <= 5:
        return person(0.92, "person.title")
    if before > 0 and before - 1 in ends and t.fold[before] in w.of and ends[before - 1].office.key in listed("local"):
        return [Found(first, last, "LOC", "shape.office", 0.7, weight=21)]  # the mayor of X
    if len(words) == 1 and t.fold[first] in w.surnames and not reading.loud[first]:
        return person(0.75, "person.surname")
    if (
        len(words) > 1
        and all(t.joined[i] for i in words[1:])
        and not forename
        and not said
        and not reading.initial[first]
        and not particles_in(reading, words)
    ):
        return [Found(first, last, "LOC", "shape.hyphen", 0.4, 0, "candidate", weight=1, confirmed=False)]
    if after is not None and len(words) <= 5 and (len(words) > 1 or not weak_start):
        return person(0.9, "person.apposition")
    if len(words) > 1 and forename and len(words) <= 5:
        return person(0.85, "person.forename")
    if len(words) > 1 and any(t.fold[i].rstrip(".") in w.forenames for i in words[1:-1]):
        return person(0.7, "person.forename")
    split = next((i for i in words if i in soft and (soft[i].first > first or soft[i].last < last)), None)
    if split is not None and not said:
        return []
    if len(words) > 1 and (
        any(len(t.text[i]) == 1 for i in caps[1:-1])
        or (len(t.text[first]) == 1 and t.text[first + 1] == "." and len(words) == 2)
    ):
        return person(0.8, "person.initials")
    particle = any(
        _particle(reading, i) and i + 1 <= last and t.fold[i] in ("al", "el", "bin", "ben", "ibn", "van", "von", "abu")
        for i in words[:-1]
    )
    if particle and len(words) <= 5:
        return person(0.75, "person.particle")
    if said and len(words) <= 4 and not _acronym(t.text[words[0]]):
        return person(0.75 if not reading.initial[first] else 0.65, "person.said")
    if len(words) == 1 and _acronym(t.text[first]) and not reading.loud[first]:
        return [Found(first, last, "ORG", "shape.acronym", 0.6, 0, "acronym", weight=11)]
    if (
        before >= 0
        and reading.same_sentence(before, first)
        and t.fold[before] in w.place_before
        and not reading.initial[before - 1 if before else 0]
    ):
        return [Found(first, last, "LOC", "shape.preposition", 0.55, weight=11)]
    if before >= 0 and reading.same_sentence(before, first) and t.fold[before] in w.place_before:
        return [Found(first, last, "LOC", "shape.preposition", 0.5, weight=11)]
    if (
        before >= 0
        and reading.same_sentence(before, first)
        and t.fold[before] in w.loc_before
        and not w.lang.startswith("en")
    ):
        return [Found(first, last, "LOC", "shape.place", 0.7, weight=11)]
    if (
        before >= 0
        and reading.same_sentence(before, first)
        and t.fold[before] in w.maybe_place
        and len(words) == 1
        and not forename
    ):
        return [Found(first, last, "LOC", "shape.candidate", 0.3, 0, "candidate", weight=1, confirmed=False)]
    if len(words) == 1 and not weak_start and forename:
        return person(0.6, "person.single")
    if 2 <= len(words) <= 3 and not reading.loud[first]:
        return person(0.45, "person.capitals", confirmed=False)
    return [
        Found(
            first,
            last,
            "PER" if last - first < 3 else "MISC",
            "shape.candidate",
            0.3,
            0,
            "candidate",
            weight=1,
            confirmed=False,
        )
    ]


def particles_in(reading: Reading, words: list[int]) -> bool:
    """Whether the run has a particle that only names of persons have (al-, bin, van)."""
    t = reading.tokens
    return any(
        t.fold[i] in _PERSONAL and (t.text[i][0].islower() or t.fold[i] not in ("el", "al") or t.joined[i + 1])
        for i in words[:-1]
    )


def _acronym(word: str) -> bool:
    return (
        2 <= len(word) <= 7
        and word.isupper()
        and word.isalpha()
        or (len(word) > 3 and sum(c.isupper() for c in word[1:]) >= 2)
    )


def _title_before(reading: Reading, first: int, ends: dict[int, Span]) -> Span | None:
    t = reading.tokens
    i = first - 1
    if i >= 0 and t.text[i] == "." and reading.same_sentence(i, first):
        i -= 1  # Gen. Smith, M. Smith
    if i >= 0 and reading.same_sentence(i, first):
        if i in ends:
            return ends[i]
        if t.text[i] == "," and i - 1 in ends and ends[i - 1].office.key != TITLE:
            return ends[i - 1]
    return None


def _office_after(reading: Reading, last: int, starts: dict[int, Span]) -> Span | None:
    """`X, the minister of …` / `X, ministre de …` / `X (minister)`."""
    t, w = reading.tokens, reading.words
    i = last + 1
    if i >= len(t) or not reading.same_sentence(i, last) or t.text[i] not in {",", "(", "،", "–", "—"}:
        return None
    i += 1
    for _ in range(4):
        if i >= len(t) or not reading.same_sentence(i, last):
            return None
        if i in starts and starts[i].office.key != TITLE:
            return None if starts[i].office.plural else starts[i]
        if not (
            t.fold[i] in w.articles
            or t.kind[i] == "n"
            or (t.kind[i] == "w" and not reading.capital[i] and t.fold[i] not in w.stops)
        ):
            return None
        i += 1
    return None


def _said(reading: Reading, first: int, last: int) -> bool:
    t, w = reading.tokens, reading.words
    i = last + 1
    for _ in range(2):  # "has said", "a déclaré"
        if i < len(t) and reading.same_sentence(i, last) and t.kind[i] == "w":
            if t.fold[i] in w.speech:
                return True
            if not reading.capital[i] and t.fold[i] not in w.stops:
                break
        i += 1
    i = first - 1
    return i >= 0 and reading.same_sentence(i, first) and t.fold[i] in w.speech


# ------------------------------------------------------------------ Arabic script
def _arabic(reading: Reading, known: list[Found], roles: list[Span]) -> list[Found]:
    t, w = reading.tokens, reading.words
    taken: dict[int, Found] = {}
    for f in known:
        for i in range(f.first, f.last + 1):
            taken[i] = f
    for r in roles:
        for i in range(r.first, r.last + 1):
            taken.setdefault(i, Found(r.first, r.last, "MISC", "role", 0.0))
    out: list[Found] = []
    used = -1
    triggers = {r.last: r for r in roles if not r.office.plural}
    for end, role in sorted(triggers.items()):
        i = end + 1
        if i < len(t) and t.text[i] in {"،", ",", "«", '"', "(", "“"} and reading.same_sentence(i, end):
            i += 1
        if i >= len(t) or not reading.same_sentence(i, end) or i <= used:
            continue
        comma = i > end + 1
        core = t.fold[role.core]
        definite = (
            role.last > role.core
            or core.startswith(w.article)
            or (role.core == role.first and core[role.offset :].startswith(w.article))
        )
        last = _window(reading, i, taken, True, definite or comma)
        if last is None or (comma and not _namelike(reading, i)):
            continue
        strong = _forename(reading, i)
        if not strong and role.office.key in ("member", "chair", "head", "athlete", "artist", "director") and last == i:
            continue
        g = role.office.gender or w.forenames.get(t.fold[i]) or None
        out.append(
            Found(
                i, last, "PER", "person.title", 0.9 if strong else 0.7, gender=g if g in ("m", "f") else None, weight=24
            )
        )  # type: ignore[arg-type]
        used = last
    covered = {k for f in out for k in range(f.first, f.last + 1)}
    for f in known:
        # "the Frenchman X": the adjective of a country that qualifies no noun before it
        i = f.last + 1
        if (
            f.form != "demonym"
            or not _definite_adjective(t.fold[f.last], w)
            or i >= len(t)
            or not reading.same_sentence(i, f.last)
            or i in covered
        ):
            continue
        if (
            f.first
            and reading.same_sentence(f.first - 1, f.first)
            and not f.offset
            and _noun(reading, f.first - 1, taken)
        ):
            continue
        if t.fold[i].startswith(w.article) or i in taken or t.fold[i] in w.weak_forenames:
            continue
        last = _window(reading, i, taken, True)
        if last is not None:
            strong = _forename(reading, i)
            out.append(Found(i, last, "PER", "person.nationality", 0.8 if strong else 0.6, weight=23))
            covered.update(range(i, last + 1))
    for i in range(len(t)):
        if i in covered or i in taken or t.kind[i] != "w":
            continue
        for p in ("", *w.proclitics) if t.fold[i][:1] in w.proclitic_letters else ("",):
            if (
                t.fold[i].startswith(p)
                and t.fold[i][len(p) :] in w.surnames
                and len(t.fold[i]) - len(p) > 2
                and not reading.is_stop(i)
            ):
                if i + 1 < len(t) and t.fold[i + 1] in w.surnames and not p:
                    break
                first = (
                    i - 1
                    if not p
                    and i
                    and i - 1 not in covered
                    and i - 1 not in taken
                    and reading.same_sentence(i - 1, i)
                    and _forename(reading, i - 1)
                    else i
                )
                out.append(
                    Found(first, i, "PER", "person.surname", 0.75, len(p) if first == i else 0, "name", weight=21)
                )
                covered.update(range(first, i + 1))
                break
    i = 0
    while i < len(t):
        offset = 0 if _forename(reading, i) else _hidden(reading, i)
        if (
            i in covered
            or (i in taken and taken[i].rule not in ("lexicon.demonym", "lexicon.city"))
            or (offset == 0 and not _forename(reading, i))
        ):
            i += 1
            continue
        if t.fold[i] in w.weak_forenames or (i in taken and offset):
            i += 1
            continue
        last = _window(reading, i, taken, False)
        if last is None:
            i += 1
            continue
        if last > i:
            out.append(
                Found(
                    i,
                    last,
                    "PER",
                    "person.forename",
                    0.8,
                    offset,
                    weight=22,
                    gender=_gender(w.forenames.get(t.fold[i])),
                )
            )
        elif not offset and i not in taken:
            said = i > 0 and reading.same_sentence(i - 1, i) and t.fold[i - 1] in w.speech
            out.append(
                Found(
                    i,
                    last,
                    "PER",
                    "person.single",
                    0.55 if said else 0.4,
                    offset,
                    "name" if said else "candidate",
                    weight=10,
                    confirmed=said,
                )
            )
        i = last + 1
    return out


def _definite_adjective(word: str, w: Words) -> bool:
    return word.endswith(w.adjective_end) and (
        word.startswith(w.article) or word[1:].startswith((w.article, w.article[1:] * 2))
    )


def _noun(reading: Reading, i: int, taken: dict[int, Found]) -> bool:
    """A word that an adjective behind it may qualify: one with the article, an office, a name; not a verb, a preposition or a sign."""
    t, w = reading.tokens, reading.words
    if t.kind[i] != "w":
        return False
    if i in taken:
        return True
    f = t.fold[i]
    if reading.is_stop(i) or f in w.speech or f in w.verbs:
        return f.startswith(w.article)
    return True


def _gender(g: str | None) -> str | None:  # type: ignore[return]
    return g if g in ("m", "f") else None


def _forename(reading: Reading, i: int) -> bool:
    f = reading.tokens.fold[i]
    if reading.is_stop(i):
        return False
    return (
        f in reading.words.forenames
        or f in reading.words.kin
        or any(f.startswith(k + reading.words.article) and len(f) > 7 for k in reading.words.kin)
    )


def _hidden(reading: Reading, i: int) -> int:
    """Letters of a proclitic before a given name (ولأحمد), 0 where none is."""
    f, w = reading.tokens.fold[i], reading.words
    if len(f) < 5 or f[:1] not in w.proclitic_letters:
        return 0
    for p in w.proclitics:
        rest = f[len(p) :]
        if (
            len(rest) >= 4
            and rest in w.forenames
            and f.startswith(p)
            and rest not in w.weak_forenames
            and rest not in w.stops
        ):
            return len(p)
    return 0


def _namelike(reading: Reading, i: int) -> bool:
    t, w = reading.tokens, reading.words
    if _forename(reading, i) and t.fold[i] not in w.weak_forenames:
        return True
    return (
        _forename(reading, i) and i + 1 < len(t) and (_forename(reading, i + 1) or t.fold[i + 1].startswith(w.article))
    )


def _window(reading: Reading, first: int, taken: dict[int, Found], trigger: bool, definite: bool = True) -> int | None:
    """Last token of the name that begins at `first`, None where none does. `trigger`: a title stands before; `definite`: it has the
    article, so that a word with the article behind it may be a name and need not be its complement."""
    t, w = reading.tokens, reading.words
    last = None
    i, size, unknown = first, 0, 0
    while i < len(t) and reading.same_sentence(i, first) and size < 4:
        f = t.fold[i]
        if t.kind[i] != "w" or reading.dated[i]:
            break
        name = _forename(reading, i) and (f not in w.weak_forenames or size > 0 or trigger)
        joint = f in w.kin or ((size > 0 or trigger) and t.text[i] in w.joints)
        article = f.startswith(w.article)
        after_joint = i > first and (t.fold[i - 1] in w.kin or t.text[i - 1] in w.joints)
        if i in taken and not joint:
            place = taken[i].rule in ("lexicon.demonym", "lexicon.city") and taken[i].first == taken[i].last
            if not (
                place
                and ((size > 0 and _forename(reading, first)) or (name and trigger and size == 0))
                and (article or name)
            ):
                break
        elif (
            name
            or joint
            or after_joint
            or (f in w.surnames and not reading.is_stop(i))
            or (size > 0 and f in w.weak_surnames)
        ):
            pass
        elif reading.is_stop(i) or f in w.speech or f in w.verbs:
            break
        elif size == 0:
            if (
                not trigger
                or len(f) < 3
                or not definite
                or not _surname(reading, i)
                or (article and (len(f) < 5 or f.endswith("ات")))
            ):
                break
            unknown += 1
        elif article:
            if len(f) < 5 or f.endswith("ات") or unknown > (1 if size <= 2 else 0):
                break
        elif (
            unknown > (1 if trigger and size == unknown == 1 else 0)
            or not _surname(reading, i)
            or not (trigger or size == 1)
        ):
            break
        else:
            unknown += 1
        if not joint:
            last = i
            size += 1
            if article and size > 1:
                break
        i += 1
    if trigger and last is not None and size >= 2 and last + 2 < len(t) and reading.same_sentence(last + 2, last):
        # one more unknown word, and then a comma: the name goes up to it
        n = last + 1
        if (
            t.kind[n + 1] == "p"
            and n not in taken
            and t.kind[n] == "w"
            and not reading.dated[n]
            and not reading.is_stop(n)
            and _surname(reading, n)
        ):
            return n
    return last


def _surname(reading: Reading, i: int) -> bool:
    """A word without the article that may be part of a name: its shape is that of no other word."""
    t, w = reading.tokens, reading.words
    f, text = t.fold[i], t.text[i]
    if len(f) < 2 or f in w.verbs or text.endswith(w.not_end) or text.startswith(w.not_begin):
        return False
    if text.startswith(("بإ", "لإ", "وإ", "بأ", "لأ", "وأ", "فأ", "لل", "وال", "بال", "كال", "فال")) or f.startswith(
        "ي"
    ):
        return False
    for p in w.proclitics:
        rest = f[len(p) :]
        if (
            len(rest) > 2
            and f.startswith(p)
            and (rest in w.stops or rest in w.verbs or rest in w.speech or rest in w.forenames)
        ):
            return False
    return True
