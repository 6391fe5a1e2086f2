"""Words of saying: finding the verb group, its class and what it can introduce.

A cue is a finite verb ("a déclaré"), a participle that inherits its subject ("adding", "expliquant", مؤكداً), an infinitive ("to say")
or a preposition that names a source ("selon"). Homographs are told apart by the words around them (a determiner makes "claims" a noun)
and by accents where the fold hides them. What the cue introduces is found in `frames`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.annotate.quoting.grammar import Grammar, grammar
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.languages import pack
from pipeline.languages.phrases import Phrasebook
from pipeline.text import Tokens, fold

Form = Literal["finite", "participle", "infinitive", "source"]
_FINITE = frozenset({"pres", "past", "imp", "fut", "cond", "subj", "perf", "impf"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of cues.tsv for one inflected form: its class, frames (letters, see cues.tsv) and the tags of the form."""

    pattern: str
    cls: str
    frames: frozenset[str]
    preps: tuple[str, ...]
    tags: frozenset[str]
    size: int  # words


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying at positions first … last of a unit (inclusive); `group` is where its verb group begins (auxiliaries,
    negation, clitics), `named` the first position of the words shown as the cue. `offset`: characters of a proclitic (و) left out."""

    first: int
    last: int
    group: int
    named: int
    offset: int
    cls: str
    frames: frozenset[str]
    preps: tuple[str, ...]
    form: Form
    negated: bool
    conjoined: bool  # a conjunction is written together with the verb (وأضاف)
    clitic: int | None  # position of an inverted pronoun (a-t-il)
    gender: str  # of the verb form, where it tells
    number: str
    pattern: str
    agreement: str = ""  # English present: "s" says, "p" say


@lru_cache(maxsize=16)
def _book(lang: str) -> Phrasebook[Entry]:
    data = pack(lang)
    prefixes = [p for p in data.toml("quotes").get("conjunction_prefixes", ())]
    book: Phrasebook[Entry] = Phrasebook(data.verbs, data.words("elisions"), prefixes)
    entries: dict[tuple[tuple[str, ...], str, str], tuple[dict[str, str], set[str]]] = {}
    for row in data.table("cues"):
        pattern = row["pattern"]
        lemma = pattern[1:].split("}")[0] if pattern.startswith("{") else ""
        rest = pattern[len(lemma) + 2 :] if lemma else ""
        tags = tuple(data.verbs[fold(lemma)]) if lemma else ("",)
        for tag in tags:
            for steps in book.expand(f"{{{lemma}:{tag}}}{rest}" if lemma else pattern):
                words = tuple(str(s) for s in steps)
                entries.setdefault((words, pattern, row["frames"]), (row, set()))[1].add(tag)
    for (words, pattern, _), (row, found) in entries.items():
        preps = tuple(fold(p) for p in row["preps"].split("|") if p)
        book.add(" ".join(words), Entry(pattern, row["class"], frozenset(row["frames"]), preps, frozenset(found), len(words)))
    return book


def find(lang: str, tokens: Tokens, unit: Unit, named: Container[int] = ()) -> list[Cue]:
    """The cues of a unit, in order, that do not overlap; those inside quotations and names (`named`: token numbers) are left out."""
    g = grammar(lang)
    place = {i: p for p, i in enumerate(unit.items) if i >= 0}
    best: dict[int, tuple[int, int, int, list[Entry]]] = {}
    for first, last in _stretches(unit):
        for m in _book(lang).matches(tokens, first, last + 1):
            if m.first not in place or m.last not in place:
                continue
            p, q = place[m.first], place[m.last]
            known = best.get(p)
            if known is None or q > known[1]:
                best[p] = (p, q, m.offset, [m.value])
            elif q == known[1] and m.offset == known[2]:
                known[3].append(m.value)
    out: list[Cue] = []
    for p in sorted(best):
        if (out and p <= out[-1].last) or unit.items[p] in named:
            continue
        cue = _read(g, tokens, unit, *best[p])
        if cue is not None:
            out.append(cue)
    return out


def _stretches(unit: Unit) -> Iterator[tuple[int, int]]:
    """Runs of token numbers of the unit between quotations."""
    first = last = -1
    for i in unit.items:
        if i < 0:
            if first >= 0:
                yield first, last
            first = -1
        else:
            if first < 0:
                first = i
            last = i
    if first >= 0:
        yield first, last


def _read(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, offset: int, entries: list[Entry]) -> Cue | None:
    source = next((e for e in entries if "P" in e.frames), None)
    if source is not None:
        return Cue(p, q, p, p, offset, source.cls, source.frames, source.preps, "source", False, offset > 0, None, "", "", source.pattern)
    written = tokens.text[unit.items[p]]
    tags = _tags(g, written, frozenset().union(*(e.tags for e in entries)))
    if not tags:
        return None
    if g.order == "vso":
        return _verb_first(g, tokens, unit, p, q, offset, entries, tags)
    return _verb_group(g, tokens, unit, p, q, entries, tags)


def _tags(g: Grammar, written: str, tags: frozenset[str]) -> frozenset[str]:
    """The tags that the written form allows: déclaré is a participle, déclare is not, though the fold is one."""
    if g.participle_endings and "pp" in tags and len(tags) > 1:
        marked = written.lower().endswith(g.participle_endings)
        bare = any(fold(written).endswith(fold(e)) for e in g.participle_endings)
        if marked:
            return frozenset({"pp"})
        if bare:
            return tags - {"pp"}
    return tags


def _verb_first(
    g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, offset: int, entries: list[Entry], tags: frozenset[str]
) -> Cue | None:
    """Arabic: the form tells gender and number; a participle counts in the accusative only (مؤكداً)."""
    e = entries[0]
    word = fold(tokens.text[unit.items[p]][offset:])
    before = unit.words[p - 1] if p else ""
    negated = g.has("negations", before)
    if tags & _FINITE:
        form: Form = "finite"
        if g.has("passive", before):
            return None
    elif "part" in tags and word.endswith(tuple(g.classes["participle_forms"])):
        form = "participle"
    else:
        return None
    gender = number = ""
    if form == "finite":
        number = "p" if word.endswith(("وا", "ون")) else "s"
        if "perf" in tags and "impf" not in tags:
            gender = "f" if word.endswith("ت") and number == "s" else "m"
        elif word.startswith("ت"):
            gender = "f"
        elif word.startswith("ي"):
            gender = "m"
    conjoined = offset > 0
    return Cue(p, q, p, p, offset, e.cls, _frames(entries), _preps(entries), form, negated, conjoined, None, gender, number, e.pattern)


def _frames(entries: list[Entry]) -> frozenset[str]:
    return frozenset().union(*(e.frames for e in entries))


def _preps(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for e in entries for p in e.preps))


def _verb_group(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, entries: list[Entry], tags: frozenset[str]) -> Cue | None:
    """English and French: auxiliaries, negation and clitics to the left of the verb decide what the form is."""
    words = unit.words
    j = p - 1
    negated = False
    clitic: int | None = None
    reflexive = False
    while j >= 0 and g.has("object_clitics", words[j]) and _tied(tokens, unit, j, p):
        if words[j] in g.classes["reflexive"]:
            break
        j -= 1
    k = j  # skip adverbs to an auxiliary; they stay skipped only if there is one
    skipped = 0
    while k >= 0 and skipped < 7 and (g.has("adverbs", words[k]) or g.has("fillers", words[k]) or g.has("negations", words[k])) and not (
        _auxiliary(g, tokens, unit, k) or _is_clitic_subject(g, tokens, unit, k) or ("inf" in tags and g.has("infinitive_marks", words[k]))
    ):
        negated = negated or g.has("negations", words[k])
        k -= 1
        skipped += 1
    if k >= 0 and "pp" in tags and _is_clitic_subject(g, tokens, unit, k):
        clitic = k
        k -= 1
        if k >= 0 and words[k] == "t":
            k -= 1
    auxiliary = words[k] if k >= 0 and (_auxiliary(g, tokens, unit, k) or not g.participle_endings or g.has("infinitive_marks", words[k])) else ""
    group = p
    form: Form | None = None
    if "pp" in tags and k >= 0 and (g.has("perfect", auxiliary) or (g.has("reflexive", words[k - 1] if k else "") and g.has("passive", auxiliary))):
        form, group = "finite", k
        if g.has("passive", auxiliary) and not g.has("perfect", auxiliary):
            reflexive, group = True, k - 1
        negated = negated or g.has("negated_auxiliaries", auxiliary)
        if p > k + 1 and g.has("passive", words[p - 1]):  # has been told, a été annoncé
            return None
    elif k >= 0 and g.has("passive", auxiliary) and ("pp" in tags) and not (tags & {"prp"}):
        return None
    elif k >= 0 and "inf" in tags and g.has("modals", auxiliary):
        form, group = "finite", k
        negated = negated or g.has("negated_auxiliaries", auxiliary)
    elif k >= 0 and "inf" in tags and g.has("infinitive_marks", auxiliary):
        form, group = "infinitive", k
    elif "prp" in tags:
        form = "participle"
        if k >= 0 and g.has("progressive", auxiliary):
            form, group = "finite", k
    elif tags & _FINITE:
        form = "finite"
    elif "inf" in tags:
        form = "infinitive"
    if form is None:
        return None
    if group == p and form == "finite" and not _is_verb_here(g, unit, j, tags):
        return None
    if form == "finite" and q + 1 < len(unit) and clitic is None and _is_clitic_subject(g, tokens, unit, q + 1):
        clitic = q + 1
    elif form == "finite" and q + 2 < len(unit) and clitic is None and words[q + 1] == "t" and _is_clitic_subject(g, tokens, unit, q + 2):
        clitic = q + 2
    start = group
    while start > 0 and (g.has("negation_clitics", words[start - 1]) or (g.has("object_clitics", words[start - 1]) and _tied(tokens, unit, start - 1, start))):
        negated = negated or (g.has("negation_clitics", words[start - 1]))
        start -= 1
    chosen = [e for e in entries if ("r" in e.frames) == (reflexive or (start > 0 and g.has("reflexive", words[start - 1])))]
    if not chosen:
        return None
    if not reflexive and start > 0 and g.has("reflexive", words[start - 1]):
        start -= 1
    named = group if group < p and all(unit.items[x + 1] == unit.items[x] + 1 for x in range(group, p)) and p - group <= 2 else p
    if form == "infinitive" or (g.has("modals", words[group]) and group < p):
        named = p
    if named < p and any((g.has("adverbs", words[x]) or g.has("fillers", words[x])) and not g.has("negations", words[x]) for x in range(named + 1, p)):
        named = p
    pronoun = g.pronouns.get(words[clitic]) if clitic is not None else None
    e = chosen[0]
    return Cue(
        p, q, start, named, 0, e.cls, _frames(chosen), _preps(chosen), form, negated, False, clitic,
        pronoun.gender if pronoun else "", pronoun.number if pronoun else "", e.pattern, _agreement(g, words[p], tags, group == p),
    )  # fmt: skip


def _agreement(g: Grammar, word: str, tags: frozenset[str], alone: bool) -> str:
    """The number that a present form asks of its subject, in a language where one ending tells (`third_person`)."""
    if not g.third_person or not alone or "pres" not in tags or "past" in tags:
        return ""
    return "p" if "inf" in tags else "s"


def _auxiliary(g: Grammar, tokens: Tokens, unit: Unit, k: int) -> bool:
    i = unit.items[k]
    return i >= 0 and tokens.text[i].lower() in g.auxiliaries


def _tied(tokens: Tokens, unit: Unit, j: int, p: int) -> bool:
    """A clitic before a verb: nothing but words between them."""
    return all(i >= 0 and tokens.kind[i] == "w" for i in unit.items[j:p])


def _is_clitic_subject(g: Grammar, tokens: Tokens, unit: Unit, k: int) -> bool:
    i = unit.items[k]
    pronoun = g.pronouns.get(unit.words[k])
    return pronoun is not None and pronoun.kind == "subject" and i >= 0 and tokens.joined[i]


def _is_verb_here(g: Grammar, unit: Unit, j: int, tags: frozenset[str]) -> bool:
    """A bare present form behind a determiner, a preposition or a possessive is a noun: the claim, Ann's report, in answer."""
    if j < 0:
        return True
    before = unit.words[j]
    if before == QUOTE:
        return True
    if g.has("possessives", before) or (g.has("determiners", before) and not g.has("relatives", before) and before not in g.pronouns):
        return False
    return not (tags <= {"pres", "inf", "subj"} and g.has("prepositions", before))
