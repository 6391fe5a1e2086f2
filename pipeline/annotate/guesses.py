"""What an unknown name with a capital is: person, organisation or place, by cues that add up.

Asked only where no lexicon, head noun, title or given name has settled it (`persons`). Each cue is a row of data that votes: the word
before, the noun that the name goes with, the word behind, the last word of the name (`languages/<lang>/name_cues.tsv`), its letters
(the endings of the family names and the towns that the packs list), and what it stands in a row with. The votes of all places where
a document writes the name are added, so that a name means one thing all over an article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.annotate.complements import TITLE, Span
from pipeline.annotate.reading import CLOSING_QUOTES, OPENING, Reading
from pipeline.languages import pack, shared
from pipeline.languages.shelf import kept
from pipeline.text import fold
from pipeline.values import swift

Kind = Literal["PER", "ORG", "LOC"]
KINDS: tuple[Kind, ...] = ("PER", "ORG", "LOC")
Votes = tuple[int, int, int]

NONE: Votes = (0, 0, 0)
_PRIOR: Votes = (1, 0, 0)  # most unknown names are those of persons
_FAMILY: Votes = (3, 0, -1)
_CAMEL: Votes = (-1, 4, -1)  # SaskTel
_TIED: Votes = (-1, 0, 2)  # Haute-Garonne
_TITLED: Votes = (-1, 3, 0)  # told The Hindu
_AGED: Votes = (6, -3, -3)  # X, 41,
_OFFICE: Votes = (6, -2, -4)  # X, the mayor
_WITHIN: Votes = (-3, -1, 5)  # X, Ghana
_ROW: Mapping[str, Votes] = {"PER": (3, -1, -1), "ORG": (-1, 3, -1), "GPE": (-2, -1, 3), "LOC": (-2, -1, 3)}
_ENDINGS = (8, 7, 6, 5, 4, 3, 2)  # letters
_COUNTED = (4, 3, 2)  # of these, the ones that are counted in lists of names
_OFTENER = 2.5
_APPOSED = 4  # words in which the noun of an apposition stands
_OFTEN = 6  # names that an ending needs
_AGES = range(3, 106)
_SCORES = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)  # by the margin of the best kind, two votes a step


@dataclass(frozen=True)
class Cues:
    """The rows of one language by the place where they apply; all words folded."""

    before: Mapping[str, Votes]
    noun: Mapping[str, Votes]
    apposed: Mapping[str, Votes]  # nouns that say in apposition behind a name what it is
    kinds: Mapping[str, Votes]  # those of them that also say it directly before
    behind: Mapping[str, Votes]
    head: Mapping[str, Votes]
    tail: Mapping[str, Votes]
    family: frozenset[str]
    common: frozenset[str]  # words on which a capital proves little
    lists_common: bool  # all words that the language usually writes without a capital are among them
    endings: Mapping[str, int]  # votes for a person (above 0) or a place


@lru_cache(maxsize=16)
@kept
def cues(lang: str) -> Cues:
    """The cues of a language; without a pack only what belongs to no language."""
    found: dict[str, dict[str, Votes]] = {"before": {}, "noun": {}, "kind": {}, "apposed": {}, "behind": {}, "head": {}, "tail": {}}
    for row in pack(lang).table("name_cues"):
        votes = (int(row["per"]), int(row["org"]), int(row["loc"]))
        for word in row["words"].split("|"):
            found[row["at"]][fold(word)] = votes
    small = frozenset(row["word"] for row in pack(lang).table("common_words"))
    numbers = pack(lang).toml("numbers")
    common = small | {row["word"] for row in pack(lang).table("capital_words")}
    common |= {fold(w) for key in ("units", "scales", "vague", "people", "not_people") for w in numbers.get(key, ())}
    return Cues(
        found["before"],
        found["kind"] | found["noun"],
        found["kind"] | found["apposed"],
        found["kind"],
        found["behind"],
        found["head"],
        found["tail"],
        _family(),
        common,
        bool(small),
        _endings(),
    )


@lru_cache(maxsize=1)
def _family() -> frozenset[str]:
    return frozenset(row["name"] for row in shared().table("family_names"))


@lru_cache(maxsize=1)
def _endings() -> Mapping[str, int]:
    """Endings that family names have more often than towns, or towns more often than family names."""
    towns = {fold(name) for row in shared().table("cities") for name in (row["en"] or "").split("|") if " " not in name}
    people, places = _count(_family() - towns), _count(towns)
    share = sum(people.values()) / max(1, sum(places.values()))
    out: dict[str, int] = {}
    for ending in people.keys() | places.keys():
        p, q = people[ending], places[ending] * share
        if p + q >= _OFTEN * 2:
            out[ending] = 1 if p > _OFTENER * q else -1 if q > _OFTENER * p else 0
    return out | {row["ending"]: int(row["vote"]) for row in shared().table("name_endings")}


def _count(words: Iterable[str]) -> Counter[str]:
    return Counter(w[-n:] for w in words for n in _COUNTED if len(w) > n + 1)


@swift
@dataclass(frozen=True, slots=True)
class Guess:
    kind: Kind
    score: float
    margin: int  # votes by which it leads
    votes: int  # for it
    beside: int  # votes for it from the surroundings of the clearest place


class Guesser:
    """Votes on the unknown names of one article. `kinds`: the type of each token that a settled name covers; `offices`: by first token."""

    def __init__(self, reading: Reading, kinds: Mapping[int, str], offices: Mapping[int, Span]) -> None:
        self.r, self.t, self.w, self.kinds, self.offices = reading, reading.tokens, reading.words, kinds, offices
        self.cues = cues(reading.words.lang)

    def own(self, first: int, last: int) -> Votes:
        """What the name itself says."""
        return total([_PRIOR, *self._own(first, last)])

    def around(self, first: int, last: int) -> Votes:
        """What its surroundings say where it stands once."""
        return total([*self._before(first), *self._behind(first, last)])

    def decide(self, own: Votes, around: Sequence[Votes]) -> Guess | None:
        """The kind with the most votes, None where nothing speaks for any. `around`: its surroundings in each place."""
        votes = total([own, *around])
        best = max(range(3), key=lambda k: (votes[k], -k))
        if votes[best] <= 0:
            return None
        margin = votes[best] - max(v for k, v in enumerate(votes) if k != best)
        return Guess(KINDS[best], _SCORES[min(len(_SCORES) - 1, margin // 2)], margin, votes[best], max(v[best] for v in around))

    # ------------------------------------------------------------------ cues
    def _own(self, first: int, last: int) -> Iterable[Votes]:
        t, c = self.t, self.cues
        words = [i for i in range(first, last + 1) if t.kind[i] == "w"]
        tail = t.fold[words[-1]]
        if len(words) > 1:
            yield c.head.get(t.fold[words[0]], NONE)
            yield c.tail.get(tail, NONE)
            if all(t.joined[i] for i in words[1:]):
                yield _TIED
                if not all(self.r.capital[i] for i in words):
                    yield _TIED  # Verdon-sur-Mer
                    return
        if tail in c.family and len(words) <= 3:
            yield _FAMILY
        if len(words) == 1:
            text = t.text[first]
            if any(a.islower() and b.isupper() for a, b in pairwise(text)) and not text.startswith(("Mc", "Mac", "O'")):
                yield _CAMEL
        vote = next((c.endings[tail[-n:]] for n in _ENDINGS if len(tail) > n + 1 and tail[-n:] in c.endings), 0)
        yield (vote, 0, -vote)

    def _before(self, first: int) -> Iterable[Votes]:
        t, r, c = self.t, self.r, self.cues
        i = first - 1
        while r.same_sentence(i, first) and t.text[i] in OPENING:
            i -= 1
        if not r.same_sentence(i, first):
            return
        if t.kind[i] == "w":
            yield c.before.get(t.fold[i], NONE)
            if t.fold[i] in self.w.articles and r.same_sentence(i - 1, first):
                yield c.before.get(t.fold[i - 1], NONE)  # dans la Creuse
            if t.fold[i] in self.w.articles and r.capital[i] and not r.initial[i]:
                yield _TITLED
            yield c.noun.get(self._noun(i, first), NONE)
            yield c.kinds.get(t.fold[i], NONE)  # the union Verdi: said of the name itself, it counts twice
        yield self._row(i, first, -1)

    def _noun(self, i: int, first: int) -> str:
        """The noun that the name goes with: directly before it, or before `of` or `the` that stand between."""
        t, r, w = self.t, self.r, self.w
        steps = 0
        skipped = w.of | w.place_before | w.articles | w.exemplary
        while steps < 3 and r.same_sentence(i, first) and t.fold[i] in skipped:
            i -= 1
            steps += 1
        return t.fold[i] if r.same_sentence(i, first) and t.kind[i] == "w" else ""

    def _behind(self, first: int, last: int) -> Iterable[Votes]:
        t, r, c = self.t, self.r, self.cues
        i = last + 1
        while r.same_sentence(i, first) and t.text[i] in CLOSING_QUOTES:
            i += 1
        if not r.same_sentence(i, first):
            return
        before = t.fold[first - 1] if r.same_sentence(first - 1, first) else ""
        if (
            t.kind[i] == "w"
            and (t.fold[i] in self.w.verbs or t.fold[i] in self.w.stops)
            and (before in self.w.of or before in self.w.place_before)
        ):
            pass  # the verb is not said of a name in the genitive
        elif t.kind[i] == "w":
            known = c.behind.get(t.fold[i])
            verb = t.fold[i] in self.w.verbs or t.fold[i].endswith(self.w.verb_endings)
            if known is None and verb and not r.capital[i] and t.fold[i] not in self.w.stops:
                known = (1, 1, -1)
            yield known or NONE
        elif t.text[i] in ",(" and r.same_sentence(i + 1, first):
            k = i + 1
            yield self._apposition(k, first, may_hold=not r.is_placed(first))
            if t.kind[k] == "n" and t.text[k].isdecimal() and int(t.text[k][:4]) in _AGES and t.text[i] == ",":
                yield _AGED
            elif self.kinds.get(k) == "GPE" and not self._in_row(k, first):
                yield _WITHIN
        yield self._row(i, first, 1)

    def _apposition(self, k: int, first: int, may_hold: bool) -> Votes:
        """X, a village in the south: what the article says it is; an office where the name may be its holder's (not: in X, the mayor)."""
        t, r, w = self.t, self.r, self.w
        if t.fold[k] not in w.articles and not w.bare_apposition and k not in self.offices:
            return NONE
        for i in range(k, k + _APPOSED):
            if not r.same_sentence(i, first) or t.kind[i] != "w" or (i > k and (t.fold[i] in w.of or t.fold[i] in w.stops)):
                break
            office = self.offices.get(i) if may_hold and (i == k or t.fold[k] in w.articles) else None
            if office is not None and office.office.key != TITLE and not office.office.plural and self._ends(office.last + 1, first):
                return _OFFICE
            if t.fold[i] in self.cues.apposed:
                return self.cues.apposed[t.fold[i]]
        return NONE

    def _ends(self, i: int, first: int) -> bool:
        """Whether no capital stands there, whose title the office before it would be."""
        return not (self.r.same_sentence(i, first) and self.r.capital[i])

    def _in_row(self, k: int, first: int) -> bool:
        """Whether the place at `k` is one of several in a row rather than the country of the name before it."""
        t, r = self.t, self.r
        while r.same_sentence(k, first) and k in self.kinds:
            k += 1
        return r.same_sentence(k, first) and (t.fold[k] in self.w.both or (t.text[k] == "," and self.kinds.get(k + 1) is not None))

    def _row(self, i: int, first: int, step: int) -> Votes:
        """What it is joined with: `X and Twitter`, `Reddit, Twitter and X`."""
        t, r = self.t, self.r
        if not r.same_sentence(i, first):
            return NONE
        if step < 0 and t.fold[i] in self.w.ranges:  # from X to Y
            return _ROW["LOC"] if self.kinds.get(i - 1) in ("GPE", "LOC") else NONE
        if not (t.fold[i] in self.w.both or t.text[i] == ","):
            return NONE
        k = i + step
        while r.same_sentence(k, first) and (t.text[k] in CLOSING_QUOTES or t.text[k] in OPENING or t.fold[k] in self.w.articles):
            k += step
        kind = self.kinds.get(k, "") if r.same_sentence(k, first) else ""
        if kind == "GPE" and t.text[i] == "," and step > 0:
            return NONE  # X, Ghana: within, not beside
        return _ROW.get(kind, NONE)


def total(votes: Iterable[Votes]) -> Votes:
    """The sum of votes."""
    per = org = loc = 0
    for p, o, x in votes:
        per, org, loc = per + p, org + o, loc + x
    return per, org, loc
