"""Words of saying: finding the verb group, its class and what it can introduce.

A cue is a finite verb ("a déclaré"), a participle that inherits its subject ("adding", "expliquant", مؤكداً), an infinitive ("to say")
or a preposition that names a source ("selon"). Homographs are told apart by the words around them (a determiner makes "claims" a noun)
and by accents where the fold hides them. What the cue introduces is found in `frames`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.annotate.quoting import inverted, verbs
from pipeline.annotate.quoting.grammar import Grammar, grammar
from pipeline.annotate.quoting.units import Unit
from pipeline.annotate.quoting.verbs import FINITE, Form
from pipeline.languages import pack
from pipeline.languages.phrases import Match, Phrasebook
from pipeline.languages.shelf import kept
from pipeline.text import Tokens, fold
from pipeline.values import swift


@swift
@dataclass(frozen=True, slots=True)
class Entry:
    """One row of cues.tsv for one inflected form: its class, frames (letters, see cues.tsv) and the tags of the form."""

    pattern: str
    cls: str
    frames: frozenset[str]
    preps: tuple[str, ...]
    tags: frozenset[str]
    size: int  # words
    form: str  # the first word without a pronoun written at its end
    owner: str  # that pronoun, of a noun of saying: قوله


@swift
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
    passive: bool = False  # whoever said it is not named: ذُكر أن


def unlisted(first: int, last: int, pattern: str) -> Cue:
    """A verb at items first … last that no row of cues.tsv has, and what stands around it makes a verb of saying."""
    return Cue(first, last, first, first, 0, "say", frozenset("d"), (), "finite", False, False, None, "", "", pattern)


@lru_cache(maxsize=16)
@kept
def _book(lang: str) -> Phrasebook[Entry]:
    data = pack(lang)
    prefixes = list(data.toml("quotes").get("conjunction_prefixes", ()))
    book: Phrasebook[Entry] = Phrasebook(data.verbs, data.words("elisions"), prefixes)
    g = grammar(lang)
    entries: dict[tuple[tuple[str, ...], str, str, str, str], tuple[dict[str, str], set[str]]] = {}
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
                for written, owner in _owned(g, words, tag, row["frames"]):
                    entries.setdefault((written, pattern, row["frames"], words[0], owner), (row, set()))[1].add(tag)
    for (words, pattern, _, form, owner), (row, found) in entries.items():
        preps = tuple(fold(p) for p in row["preps"].split("|") if p)
        entry = Entry(pattern, row["class"], frozenset(row["frames"]), preps, frozenset(found), len(words), form, owner)
        book.add(" ".join(words), entry)
    return book


def _owned(g: Grammar, words: tuple[str, ...], tag: str, frames: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """A form as it is written, with the pronoun at its end: verbs with a hearer (أبلغتها), nouns of saying (قوله), which have no use here
    without one."""
    if tag != "masdar":
        yield words, ""
    if len(words) > 1 or not (tag == "masdar" or ("o" in frames and tag in FINITE)):
        return
    first = words[0]
    noun = first.removesuffix(g.construct[0]) + g.construct[1] if g.construct and first.endswith(g.construct[0]) else first
    for suffix in g.suffixes:
        if tag != "masdar":
            yield (first + suffix,), ""
        elif "t" in frames and not first.startswith(g.article_prefixes[:1]):
            yield (noun + suffix,), suffix


class Finder:
    """The cues of one article. Its tokens are read for phrases once; `named`: token numbers inside names, where no cue stands."""

    def __init__(self, lang: str, tokens: Tokens, named: Container[int] = ()) -> None:
        self._grammar, self._tokens = grammar(lang), tokens
        self._at: dict[int, list[Match[Entry]]] = {}
        for m in _book(lang).matches(tokens):
            if m.first not in named:
                self._at.setdefault(m.first, []).append(m)
        self._firsts = sorted(self._at)

    def find(self, unit: Unit) -> list[Cue]:
        """The cues of a unit, in order, that do not overlap; those inside quotations are left out."""
        out = self.listed(unit)
        found = inverted.verbs(self._grammar, self._tokens, unit)
        if not found:
            return out
        taken = {p for cue in out for p in range(cue.group, cue.last + 1)}
        more = [self._unknown(unit, v) for v in found if taken.isdisjoint(range(v.start, v.last + 1))]
        return sorted(out + more, key=lambda cue: cue.group)

    def _unknown(self, unit: Unit, verb: inverted.Verb) -> Cue:
        pronoun = self._grammar.pronouns[unit.words[verb.clitic]]
        cue = unlisted(verb.first, verb.last, unit.words[verb.first])
        return replace(cue, group=verb.start, clitic=verb.clitic, gender=pronoun.gender, number=pronoun.number)

    def listed(self, unit: Unit) -> list[Cue]:
        """The cues that a row of cues.tsv gives, without verbs that only their tied pronoun tells."""
        low, high = _bounds(unit)
        out: list[Cue] = []
        for first in self._firsts[bisect_left(self._firsts, low) : bisect_right(self._firsts, high)]:
            p = unit.place(first)
            if p < 0 or (out and p <= out[-1].last) or self._is_compound(first):
                continue
            q, offset, entries = -1, 0, []
            for m in self._at[first]:  # the longest
                end = p if m.last == first else unit.place(m.last)
                if end > q:
                    q, offset, entries = end, m.offset, [m.value]
                elif end == q and m.offset == offset:
                    entries.append(m.value)
            cue = _read(self._grammar, self._tokens, unit, p, q, offset, entries) if q >= 0 else None
            if cue is not None:
                out.append(cue)
        return out

    def _is_compound(self, i: int) -> bool:
        """The second part of a compound (pince-sans-rire, savoir-dire) is no verb; behind an apostrophe a verb may stand (n'a dit)."""
        tokens = self._tokens
        return bool(self._grammar.participle_endings) and tokens.joined[i] and i > 0 and not tokens.text[i - 1].endswith(_APOSTROPHES)


_APOSTROPHES = ("'", "’", "ʼ")


def _bounds(unit: Unit) -> tuple[int, int]:
    """The first and the last token of the unit that stand in no quotation."""
    if not unit.quoted:
        return unit.items[0], unit.items[-1]
    first, last = next((i for i in unit.items if i >= 0), 0), next((i for i in reversed(unit.items) if i >= 0), -1)
    return first, last


def _read(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, offset: int, entries: list[Entry]) -> Cue | None:
    if "P" in _frames(entries):
        source = next(e for e in entries if "P" in e.frames)
        return Cue(
            p, q, p, p, offset, source.cls, source.frames, source.preps, "source", False, offset > 0, None, "", "", source.pattern
        )  # fmt: skip
    written = tokens.text[unit.items[p]]
    tags = _tags(g, written, entries[0].tags if len(entries) == 1 else frozenset().union(*(e.tags for e in entries)))
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
    written = tokens.text[unit.items[p]][offset:]
    word = e.form
    before = unit.words[p - 1] if p else ""
    negated = g.has("negations", before) and not (g.has("what", before) and "o" in e.frames)  # ما وصفه: what he called
    told = "perf" in tags or e.pattern.lstrip("{").startswith(g.passive_stems)
    passive = told and e.size == 1 and written[1:].startswith(g.passive_marks)  # but نُقل عن names him
    if e.owner:
        form: Form = "masdar"
    elif g.has("participle_forms", word):
        form = "participle"  # بالقول إن
    elif tags & FINITE:
        form = "finite"
        if g.has("passive", before) or _is_formula(g, unit, q, tags, e):
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
    if e.owner:
        gender, number = g.suffixes[e.owner].gender, g.suffixes[e.owner].number
    return Cue(
        p, q, p, p, offset, e.cls, _frames(entries), _preps(entries), form, negated, offset > 0, None, gender, number, e.pattern,
        passive=passive or "U" in e.frames,
    )  # fmt: skip


def _is_formula(g: Grammar, unit: Unit, q: int, tags: frozenset[str], e: Entry) -> bool:
    """«يُذكر أن», «يُعتقد أن»: a passive without anybody who speaks, told by the complementiser right behind it."""
    behind = q + 1
    if q and g.has("subordinators", unit.words[q - 1]):
        return False  # حين يزعم أن: whoever the sentence is about
    if behind < len(unit) and unit.words[behind] in e.preps:
        behind += 1
    complement = behind < len(unit) and g.has("complementisers", unit.words[behind])
    return "impf" in tags and complement and g.has("impersonal", e.form)


def _frames(entries: list[Entry]) -> frozenset[str]:
    return entries[0].frames if len(entries) == 1 else frozenset().union(*(e.frames for e in entries))


def _preps(entries: list[Entry]) -> tuple[str, ...]:
    return entries[0].preps if len(entries) == 1 else tuple(dict.fromkeys(p for e in entries for p in e.preps))


def _verb_group(g: Grammar, tokens: Tokens, unit: Unit, p: int, q: int, entries: list[Entry], tags: frozenset[str]) -> Cue | None:
    """English and French: the rows of cues.tsv that fit the group, reflexive or not."""
    if "E" in _frames(entries):
        tags |= {verbs.ETRE}
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
