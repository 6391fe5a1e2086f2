"""Names by shape and trigger in scripts with capitals: persons above all, and places and bodies that only their surroundings tell.

Here runs of capitals are found; what each is, is judged in `capitals`, and what that leaves open in `unsettled`. Scripts without
capitals have `windows`. Word lists are data (`reading.Words`); names that a lexicon or a head noun settles come in as `known`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from pipeline.annotate import windows
from pipeline.annotate.capitals import Run
from pipeline.annotate.complements import Span
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.unsettled import settled

_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "jr", "sr"})


def find(reading: Reading, known: list[Found], roles: list[Span]) -> list[Found]:
    """Names that no lexicon settles. `known` are finds of the gazetteer and of `bodies` that do not overlap."""
    return _Runs(reading, known, roles).find() if reading.words.latin else windows.find(reading, known, roles)


class _Runs:
    """The runs of capitals of one article."""

    def __init__(self, reading: Reading, known: list[Found], roles: list[Span]) -> None:
        self.r, self.known = reading, known
        self.blocked = [False] * len(reading.tokens)  # countries, demonyms, bodies, offices: no part of a run
        self.soft: dict[int, Found] = {}  # cities and regions may be part of a person's name
        for f in known:
            for i in range(f.first, f.last + 1):
                if f.rule in ("lexicon.city", "lexicon.region") or (f.rule == "lexicon.country" and f.length == 1):
                    self.soft[i] = f
                else:
                    self.blocked[i] = True
        self.ends = {s.last: s for s in roles if not self._tied(s.last + 1)}
        self.starts = {s.first: s for s in roles}
        for s in roles:
            if self._tied(s.last + 1):
                continue  # Saint-Malo
            for i in range(s.first, s.last + 1):
                self.blocked[i] = True

    def find(self) -> list[Found]:
        found = [f for run in self._runs() if (f := run.judge()) is not None]
        return settled(self.r, self.known, found, self.starts)

    def _runs(self) -> Iterator[Run]:
        t, free = self.r.tokens, 0
        starts = set(compress(range(len(t)), self.r.capital)).union(*map(self.r.places, self.r.words.glued))
        for i in sorted(starts):
            if i < free or not self._begins(i):
                continue
            j = i
            while self._goes_on(j + 1, j):
                j += 1
            while j > i and not (self.r.capital[j] or t.joined[j] or t.kind[j] == "n" or t.fold[j] in _ROMAN):
                j -= 1
            yield Run(self, i, j)
            free = j + 1

    def _tied_capital(self, i: int, before: int) -> bool:
        """A capital directly behind, that belongs to no known name and begins no sentence."""
        return self.r.same_sentence(i, before) and self.free_capital(i) and i not in self.soft and not self.r.is_opener(i)

    def _tied(self, i: int) -> bool:
        """Whether a hyphen ties the token to the one before it."""
        t = self.r.tokens
        return 0 < i < len(t) and t.joined[i] and t.start[i] > t.end[i - 1]

    def free_capital(self, i: int) -> bool:
        return i < len(self.blocked) and self.r.capital[i] and not self.blocked[i] and not self.r.dated[i]

    def _begins(self, i: int) -> bool:
        r, t, w = self.r, self.r.tokens, self.r.words
        if self.blocked[i] or r.dated[i] or t.kind[i] != "w":
            return False
        if r.capital[i]:
            if t.fold[i] in w.forenames and not r.initial[i] and i + 1 < len(t) and self._goes_on(i + 1, i):
                return True  # Jan van Goyen
            if r.is_particle(i) and not r.initial[i] and self._tied_capital(i + 1, i):
                return True  # De Vries
            return not (r.is_opener(i) and (r.initial[i] or t.fold[i] in w.openers))
        # al-Araji, el-Sisi
        return t.fold[i] in w.personal and t.fold[i] in w.glued and i + 1 < len(t) and t.joined[i + 1] and self.free_capital(i + 1)

    def _governed_acronym(self, i: int) -> bool:
        """A body in capitals behind a preposition: no part of the name behind it."""
        r, text = self.r, self.r.tokens.text[i]
        if not (2 <= len(text) <= 7 and text.isupper() and r.same_sentence(i - 1, i)):
            return False
        return r.is_stop(i - 1) or r.is_particle(i - 1) or r.tokens.fold[i - 1] in r.words.of

    def _goes_on(self, i: int, before: int) -> bool:
        r, t, w = self.r, self.r.tokens, self.r.words
        if not r.same_sentence(i, before) or self.blocked[i] or r.dated[i]:
            return False
        if t.text[i] == "." and len(t.text[before]) == 1 and r.capital[before]:
            return r.same_sentence(i + 1, i) and r.capital[i + 1]  # initials: J. Smith
        if t.kind[i] != "w" or t.fold[i] == "'s" or (t.fold[i] in w.forenames and self._governed_acronym(before)):
            return False  # le directeur d'EFI Michel Lanson
        if r.capital[i]:
            return t.joined[i] or len(t.text[i]) <= 2 or t.fold[i] not in w.openers or t.fold[i] in w.forenames
        if t.joined[i] and (len(t.text[i]) <= 2 or (self._tied(i) and self._tied(i + 1) and r.capital[i + 1])):
            return True  # Kim Jong-un, Verdon-sur-Mer
        if not r.is_particle(i):
            return False
        k = i + 1  # a particle (or two) counts only before another capital
        if k < len(t) and t.kind[k] == "w" and not r.capital[k] and r.is_particle(k):
            k += 1
        if not r.same_sentence(k, i) or not self.free_capital(k):
            return False
        # de, du, la only behind a given name, so that "Macron de France" stays two names
        return t.joined[i] or t.joined[i + 1] or t.fold[i] in w.personal or t.fold[before] in w.forenames
