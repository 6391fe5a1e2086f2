"""Which unknown names of an article are published with a guessed kind, and which stay candidates for the corpus.

`persons` judges each run of capitals for itself; what it leaves open (a capital that no title, given name or lexicon explains) is
decided here for the whole article by the votes of `guesses`. A capital proves a name only inside a sentence, and less on a word that
the language also writes without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.annotate.complements import Span
from pipeline.annotate.gazetteer import gazetteer
from pipeline.annotate.guesses import NONE, Guess, Guesser, Votes, cues, total
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading

# what one cue alone has said of a single word: a vote among others
_SOFT: Mapping[str, Votes] = {
    "person.said": (4, 1, -3),
    "person.single": (3, -1, -1),
    "shape.preposition": NONE,
    "shape.acronym": (-2, 3, -1),
}
_SURE = 2  # votes by which a kind must lead to speak for its neighbours, or where a capital at the beginning of a sentence proves nothing
_COMMON = 3  # votes of the surroundings that a word of the language needs
_ROUNDS = 3
_RULES = {"PER": "guess.person", "ORG": "guess.organisation", "LOC": "guess.place"}


def settled(reading: Reading, known: Sequence[Found], found: list[Found], offices: Mapping[int, Span]) -> list[Found]:
    """The finds with a kind for each name that only its surroundings tell: the same kind wherever the article writes it.

    `known`: names of the lexicon and bodies; `found`: what `persons` made of the runs of capitals. Neither overlaps itself or the other.
    `offices`: by their first token.
    """
    return _Article(reading, known, found, offices).settled()


class _Article:
    def __init__(self, reading: Reading, known: Sequence[Found], found: list[Found], offices: Mapping[int, Span]) -> None:
        self.r, self.t, self.cues = reading, reading.tokens, cues(reading.words.lang)
        self.known, self.found = [f for f in known if f.form != "demonym"], found
        self.offices = offices
        self.demonyms = gazetteer(reading.words.lang).demonyms

    def settled(self) -> list[Found]:
        names = [f for f in self.found if self._is_open(f)]
        if not names:
            return self.found
        ends = {f.last: f for f in self.known if f.type != "PER"}
        beside = {i for f in ends.values() for i in (f.first, f.last)}
        joined = [g for f in names if (g := self._joined(f, ends.get(f.first - 1))) is not None]
        # beside a name that the world knows: the two are one longer name (Miami Bass) or none
        names = [f for f in names if not any(i in beside and self.r.same_sentence(i, f.first) for i in (f.first - 1, f.last + 1))]
        guesses = self._guesses(names)
        asked = {f.first for f in names}
        surnames = {name[-1] for name, guess in guesses.items() if guess is not None and guess.kind == "PER" and len(name) > 1}
        short = {name for name in guesses if len(name) == 1 and name[0] in surnames}  # they replied to Lee: no place
        guesses = {name: None if name in short else guess for name, guess in guesses.items()}
        return [*(self._with(f, guesses.get(self._name(f))) if f.first in asked else f for f in self.found), *joined]

    def _name(self, f: Found) -> tuple[str, ...]:
        return self.t.fold[f.first : f.last + 1]

    def _is_open(self, f: Found) -> bool:
        text = self.t.text[f.first]
        if (f.confirmed and f.rule not in _SOFT) or self.r.loud[f.first]:
            return False
        if f.length > 1:
            return True
        if len(text) == 1 or not text.replace("-", "").isalpha() or (text[:-1].isupper() and text[-1] == "s"):
            return False  # F1, HFCs
        return self.t.fold[f.first] not in self.demonyms  # she speaks French

    def _joined(self, f: Found, before: Found | None) -> Found | None:
        """Sorvatn Airlines, where the first word is known and the last one says what the whole is."""
        if before is None or not self.r.same_sentence(before.last, f.first) or before.offset:
            return None
        tail = self.t.fold[f.last]
        votes = self.cues.tail.get(tail, NONE)
        kind = "ORG" if votes[1] > 0 else "LOC" if votes[2] > 0 or tail in self.r.words.loc_after else None
        if kind is None:
            return None
        return Found(before.first, f.last, kind, "shape.tail", 0.65, country=before.country, weight=22)  # type: ignore[arg-type]

    def _guesses(self, names: Sequence[Found]) -> Mapping[tuple[str, ...], Guess | None]:
        """What each name is. What stands in a row with a name that has been guessed is guessed with it, so it goes in rounds."""
        firm = [f for f in (*self.known, *self.found) if f.confirmed and f.rule not in _SOFT]
        people = {self.t.fold[f.last] for f in firm if f.type == "PER" and f.rule != "person.surname"}  # short forms are theirs
        kinds: dict[int, str] = {i: f.type for f in firm for i in range(f.first, f.last + 1)}
        asked = [(self._name(f), f) for f in names if self.t.fold[f.last] not in people]
        own = {name: Guesser(self.r, kinds, self.offices).own(f.first, f.last) for name, f in asked}
        guesses: dict[tuple[str, ...], Guess | None] = {}
        for _ in range(_ROUNDS):
            guesser = Guesser(self.r, kinds, self.offices)
            around: dict[tuple[str, ...], list[Votes]] = {}
            for name, f in asked:
                around.setdefault(name, []).append(total([_SOFT.get(f.rule, NONE), guesser.around(f.first, f.last)]))
            guesses = {name: guesser.decide(own[name], votes) for name, votes in around.items()}
            before, kinds = kinds, kinds | dict(self._sure(names, guesses))
            if kinds == before:
                break
        return guesses

    def _sure(self, names: Sequence[Found], guesses: Mapping[tuple[str, ...], Guess | None]) -> Iterator[tuple[int, str]]:
        for f in names:
            guess = guesses.get(self._name(f))
            if guess is not None and guess.margin >= _SURE:
                yield from ((i, guess.kind) for i in range(f.first, f.last + 1))

    def _with(self, f: Found, guess: Guess | None) -> Found:
        """The find with the kind that was guessed, where its capital says that it is a name."""
        if guess is None or f.type == "MISC":
            return f
        initial, common = self.r.initial[f.first], self._is_common(f)
        if guess.margin <= 1 and guess.votes <= _SURE and guess.beside <= 0:
            return f  # nothing around it says what it is
        if common and (initial or guess.beside < _COMMON):
            return replace(f, form="candidate", score=0.2, confirmed=False)  # Customers complained, the Presidential election
        if initial and not f.confirmed:
            # where the pack lists its common words, a capital on any other word says much even here
            weak = guess.margin < 1 if self.cues.lists_common else guess.beside < 1 and guess.votes <= _SURE
            if weak or common:
                return f
        form = f.form if f.form == "acronym" else "name"
        return replace(f, type=guess.kind, rule=_RULES[guess.kind], score=guess.score, form=form, confirmed=True)

    def _is_common(self, f: Found) -> bool:
        """Words that the language also writes without a capital, all of them: a capital proves little."""
        words = (self.t.fold[i].rstrip("'’") for i in range(f.first, f.last + 1) if self.r.capital[i])
        return all(word in self.cues.common for word in words)
