"""Names that a model proposes, taken among those that the rules find. One policy, in one function: `merge`.

A model is a witness, not a judge. Rules come first where both name the same words, for they know who is meant; a model
fills what they leave, completes what they cut short, and confirms what they found but could not believe. They are sure of a name that
they confirm, if the lexicon has it, or by a score of .7 or of the model's own at least; what is left are guesses:

| the span of the model | outcome |
|---|---|
| covers the words of a name that the rules are sure of | `known`, or `known_as_other` where the types differ: nothing changes |
| covers the words of a guess, or cuts across one | `confirmed`: that name gives way to it |
| holds a sure name and more words of the same name (a full name around a surname, a body named after a place) | `longer`: it replaces it |
| lies in a longer sure name, or cuts across one | `inside`, `crosses`: dropped |
| covers words that no name has | `new` |

Before that it is brought to what a mention is: whole words of one sentence, without article, title, office or proclitic, no date, with a
capital where the script has them; what cannot be is dropped (`inside_word`, `across_sentences`, `no_name`, `date`). Where the words
are a name of the lexicon that the rules did not dare to read there, its entry is taken. Rows carry `model.<backend>:<name>` as their rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotate.complements import Span
from pipeline.annotate.gazetteer import Gazetteer
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.shortforms import surnames
from pipeline.model import EntityType, ModelCount
from pipeline.models.spans import Anchored, Proposals

FLOOR = "mentions"
_TYPES: dict[str, EntityType] = {"PER": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "MISC": "MISC"}
_PLACES = frozenset({"GPE", "LOC"})
_SOFT = frozenset({"lexicon.city", "lexicon.region"})  # names of places that may be part of a person's
_SURE = 0.7
_WEIGHT = 1  # of equally long finds, one of a rule is taken


def merge(
    reading: Reading, found: list[Found], spans: list[Span], book: Gazetteer, known: Sequence[Found], proposals: Proposals
) -> tuple[list[Found], tuple[ModelCount, ...]]:
    """Finds that do not overlap, in text order, and what became of every span of a model.

    `found` are the rules' finds, not overlapping, `spans` the offices, `known` all that the gazetteer could read in the tokens.
    """
    proposed = proposals.of(FLOOR)
    if not proposed:
        return found, proposals.dropped
    outcomes: Counter[tuple[str, str]] = Counter()
    merger = _Merger(reading, found, spans, book, known)
    for span in proposed:
        outcomes[span.model, merger.take(span)] += 1
    counts = [ModelCount(model, FLOOR, outcome, n) for (model, outcome), n in outcomes.items()]
    return merger.found(), tuple(sorted([*proposals.dropped, *counts], key=lambda c: (c.model, c.floor, c.outcome)))


class _Merger:
    def __init__(self, reading: Reading, found: list[Found], spans: list[Span], book: Gazetteer, known: Sequence[Found]) -> None:
        self.r, self.t, self.w, self.book = reading, reading.tokens, reading.words, book
        self.at: dict[int, Found] = {}
        for f in found:
            self._put(f)
        # Short forms of names in full, which the document decides on later: they too are the rules' own.
        self.short = {(f.first, f.last): f for f in surnames(reading, found, book)}
        self.office = {i: s for s in spans for i in range(s.first, s.last + 1)}
        self.lexicon: dict[tuple[int, int], list[Found]] = {}
        for f in known:
            if f.form != "demonym":
                self.lexicon.setdefault((f.first, f.last), []).append(f)

    def found(self) -> list[Found]:
        return sorted(set(self.at.values()), key=lambda f: f.first)

    def _put(self, f: Found) -> None:
        for i in range(f.first, f.last + 1):
            self.at[i] = f

    def take(self, span: Anchored) -> str:
        """Put the span among the finds, or not; its outcome."""
        kind = _TYPES[span.kind]
        words = self._words(span, kind)
        if isinstance(words, str):
            return words
        f = self._find(*words, kind, span)
        in_way = list(dict.fromkeys(self.at[i] for i in range(f.first, f.last + 1) if i in self.at))
        if not in_way and (f.first, f.last) in self.short:
            return "known" if self.short[f.first, f.last].type == kind else "known_as_other"
        sure = [g for g in in_way if g.confirmed and (g.key is not None or g.score >= min(_SURE, span.score))]
        for g in sure:
            if (g.first, g.last) == (f.first, f.last):
                return "known" if g.type == f.type else "known_as_other"
            if g.first <= f.first and f.last <= g.last:
                return "inside"
            if not (f.first <= g.first and g.last <= f.last and _is_part(g, kind)):
                return "crosses"
        for g in in_way:
            for i in range(g.first, g.last + 1):
                del self.at[i]
        self._put(f)
        return "longer" if sure else "confirmed" if in_way else "new"

    def _find(self, first: int, last: int, offset: int, kind: EntityType, span: Anchored) -> Found:
        """The find: the lexicon's entry of that kind where these words have one."""
        for f in sorted(self.lexicon.get((first, last), ()), key=lambda f: (-f.weight, f.offset, f.key or "")):
            if f.type == kind or {f.type, kind} <= _PLACES:
                return replace(f, rule=span.rule_id, score=span.score, weight=_WEIGHT)
        return Found(first, last, kind, span.rule_id, span.score, offset, weight=_WEIGHT)

    # ------------------------------------------------------------------ from a span to a mention
    def _words(self, span: Anchored, kind: EntityType) -> tuple[int, int, int] | str:
        """(first token, last token, characters left out of the first), or why the span is no mention."""
        t, r = self.t, self.r
        first, last = t.at(span.start), t.at(span.end - 1)
        if first > last or last >= len(t) or t.sentence[first] != t.sentence[last]:
            return "across_sentences" if first < last < len(t) else "no_name"
        offset = max(0, span.start - t.start[first])
        if t.end[last] > span.end or (offset and t.fold[first][:offset] not in self.w.proclitics):
            return "inside_word"
        begin = first
        first, last = self._bare(first, last, kind)
        if first > last:
            return "no_name"
        if first != begin:
            offset = 0
        if any(r.dated[i] for i in range(first, last + 1)):
            return "date"
        if first == last and (r.is_stop(first) or r.is_particle(first)):
            return "no_name"
        words = [t.text[i] for i in range(first, last + 1) if t.kind[i] == "w"]
        if not words or (all(w.islower() for w in words) and any(w.upper() != w for w in words)):
            return "no_name"
        return first, last, offset or self._proclitic(first, last, kind)

    def _bare(self, first: int, last: int, kind: EntityType) -> tuple[int, int]:
        """Without signs, words of grammar, possessives and, around persons, titles, offices and common words."""
        t = self.t
        while first <= last and (self._is_edge(last) or (kind == "PER" and self._is_common(last))):
            last -= 1
        while first <= last:
            office = self.office.get(first) if kind == "PER" else None
            if office is not None and office.last < last:
                first = office.last + 1
            elif self._is_edge(first) or self._is_article(first) or (kind == "PER" and self._is_common(first)):
                first += 1
            else:
                break
        if kind == "PER":
            stop = next((i for i in range(first, last + 1) if i in self.office or t.text[i] in {",", "،"}), None)
            last = last if stop is None or stop == first else stop - 1
        return first, last

    def _is_edge(self, i: int) -> bool:
        """A sign, a possessive, or a word of grammar: no name begins or ends with it."""
        small = self.t.text[i].islower() and (self.r.is_stop(i) or self.t.fold[i] in self.w.both)
        return self.t.kind[i] == "p" or self.t.fold[i] == "'s" or small

    def _is_article(self, i: int) -> bool:
        return self.t.fold[i] in self.w.articles or self.t.fold[i].rstrip("'") + "'" in self.w.articles

    def _is_common(self, i: int) -> bool:
        """A word without a capital that neither begins nor ends the name of a person: `spokesman Smith`."""
        return self.t.text[i].islower() and not self.r.is_particle(i) and not self.t.joined[i]

    def _proclitic(self, first: int, last: int, kind: EntityType) -> int:
        """Characters of a proclitic that the model took for a part of the name: what remains is a name (of persons), or stands in the
        article by itself; the whole is neither a name nor the word for a kind of place (وادي)."""
        if self.w.latin or self.t.fold[first][:1] not in self.w.proclitic_letters:
            return 0
        (_, whole), *readings = self.book.book.variants(self.t.fold[first])
        if self._is_name(whole) or whole in self.w.loc_before or (first, last) in self.lexicon:
            return 0
        is_person = kind == "PER"
        return next((n for n, rest in readings if len(rest) > 2 and ((is_person and self._is_name(rest)) or self.r.places(rest))), 0)

    def _is_name(self, folded: str) -> bool:
        return folded in self.w.forenames or folded in self.w.surnames


def _is_part(g: Found, kind: str) -> bool:
    """Whether a sure name may be a part of a longer one of this kind."""
    if kind == "PER":
        return g.type == "PER" or g.rule in _SOFT
    if kind == "ORG":
        return g.type in ("ORG", "GPE", "LOC")
    return g.type == kind and g.key is None
