"""Words of saying: finding the verb group, its class and what it can introduce.

A cue is a finite verb ("a déclaré"), a participle that inherits its subject ("adding", "expliquant", مؤكداً), an infinitive ("to say")
or a preposition that names a source ("selon"). Homographs are told apart by the words around them (a determiner makes "claims" a noun)
and by accents where the fold hides them. What the cue introduces is found in `frames`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.annotate.quoting import verbs
from pipeline.annotate.quoting.grammar import Grammar, grammar
from pipeline.annotate.quoting.units import Unit
from pipeline.annotate.quoting.verbs import FINITE, Form
from pipeline.languages import pack
from pipeline.languages.phrases import Phrasebook
from pipeline.text import Tokens, fold


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
    prefixes = list(data.toml("quotes").get("conjunction_prefixes", ()))
    book: Phrasebook[Entry] = Phrasebook(data.verbs, data.words("elisions"), prefixes)
    entries: dict[tuple[tuple[str, ...], str, str], tuple[dict[str, str], set[str]]] = {}
    for row in data.table("cues"):
        pattern = row["pattern"]
        lemma = pattern[1:].split("}")[0] if pattern.startswith("{") else ""
        rest = pattern[len(lemma) + 2 :] if lemma else ""
        tags = tuple(data.verbs[fold(lemma)]) if lemma else ("",)
        strict = "S" in row["frames"]
        if strict:  # he said, smiling: "…"
            tags = tuple(tag for tag in tags if tag in verbs.FINITE or tag == "pp")
        for tag in tags:
            for steps in book.expand(f"{{{lemma}:{tag}}}{rest}" if lemma else pattern):
                words = tuple(str(s) for s in steps)
                if strict and tag == "pres" and words[0] == fold(lemma):
                    continue  # her blog, a cheer
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
        return Cue(
            p,
            q,
            p,
            p,
            offset,
            source.cls,
            source.frames,
            source.preps,
            "source",
            False,
            offset > 0,
            None,
            "",
            "",
            source.pattern,
        )
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
    negated = g.has("negations", before) and not (g.has("what", before) and "o" in e.frames)  # ما وصفه: what he called
    if tags & FINITE:
        form: Form = "finite"
        if g.has("passive", before):
            return None
    elif "part" in tags and word.endswith(tuple(g.classes["participle_forms"])):
        form = "participle"
    else:
        return None
    gender = number = ""
    if form == "finite":
        number = "p" if word.endswith(g.plural_verbs) else "s"
        if "perf" in tags and "impf" not in tags:
            gender = "f" if word.endswith(g.feminine_perfect) and number == "s" else "m"
        else:
            gender = "f" if word.startswith(g.feminine_verbs) else "m" if word.startswith(g.masculine_verbs) else ""
    conjoined = offset > 0
    return Cue(
        p,
        q,
        p,
        p,
        offset,
        e.cls,
        _frames(entries),
        _preps(entries),
        form,
        negated,
        conjoined,
        None,
        gender,
        number,
        e.pattern,
    )


def _frames(entries: list[Entry]) -> frozenset[str]:
    return frozenset().union(*(e.frames for e in entries))


def _preps(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for e in entries for p in e.preps))


def _verb_group(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, entries: list[Entry], tags: frozenset[str]) -> Cue | None:
    """English and French: the rows of cues.tsv that fit the group, reflexive or not."""
    group = verbs.read(g, tokens, unit, p, q, tags)
    if group is None:
        return None
    chosen = [e for e in entries if ("r" in e.frames) == group.reflexive]
    if not chosen:
        return None
    pronoun = g.pronouns.get(unit.words[group.clitic]) if group.clitic is not None else None
    e = chosen[0]
    return Cue(
        p, q, group.start, group.named, 0, e.cls, _frames(chosen), _preps(chosen), group.form, group.negated, False, group.clitic,
        pronoun.gender if pronoun else "", pronoun.number if pronoun else "", e.pattern, verbs.agreement(g, tags, group.bare),
    )  # fmt: skip
