"""Persons whom a common noun introduces, in a script without capitals: الشاهد فلان, رجل يدعى فلان, الباحثتان فلانة وفلانة.

The noun is no office (those are roles, and triggers in `windows`): it only tells that a name follows. So the words must show more than
behind an office: a given name, a family's name or a build that no word of the language has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.annotate.names import Found
from pipeline.annotate.namewindow import NameWindow
from pipeline.annotate.reading import Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.wordtypes import ARTICLE, Mark

_FOREIGN = 0.5  # figure of a family's name that no list has
_MOST = 4  # names in a row


class Introduced:
    """Of one article; `taken` are the names of the lexicon, bodies and offices by token."""

    def __init__(
        self, reading: Reading, taken: Mapping[int, Found], strangers: Strangers, window: NameWindow, marks: Sequence[Mark]
    ) -> None:
        self.r, self.t, self.w, self.taken = reading, reading.tokens, reading.words, taken
        self.s, self.types, self.c, self.window, self.marks = strangers, strangers.types, strangers.c, window, marks

    def find(self, spots: list[int]) -> Iterator[tuple[int, int, float]]:
        """First token, last token and score of the names behind the nouns at these tokens."""
        for k in spots:
            i = k + 1
            if not self.r.same_sentence(i, k) or not self._free(i):
                continue
            named, kin = (self.types.listed(self.t.fold[k], nouns) for nouns in (self.c.naming, self.c.person_before))
            last = self._kin(i) if kin and not named else self._last(i, named)
            if last is not None:
                yield i, last, 0.8

    def row(self, f: Found) -> Iterator[tuple[int, int, int]]:
        """Names that "and" joins to the full name of a person: first token, last token, letters of the conjunction."""
        i = f.last + 1
        for _ in range(_MOST):
            if not self.r.same_sentence(i + 1, f.first) or not self._free(i) or self.t.fold[i][:1] not in self.w.joiners:
                return
            name = self.t.fold[i][1:]
            behind = self._is_family(i + 1) or self.window.is_forename(i + 1) or self.t.fold[i + 1] in self.w.kin
            if name not in self.w.forenames or not behind:
                return
            last = self.window.last(i, True, False, glued=1)
            if last is None or last == i:
                return
            yield i, last, 1
            i = last + 1

    def _kin(self, i: int) -> int | None:
        """Last token of a full name behind "his brother", where a given name alone is the matter of `singles`."""
        if not self.window.is_forename(i):
            return None
        sure = self.r.same_sentence(i + 1, i) and (self._is_family(i + 1) or self.window.is_forename(i + 1))
        last = self.window.last(i, sure, False)
        return last if last is not None and last > i else None

    def _free(self, i: int) -> bool:
        if self.t.kind[i] != "w" or (self.r.is_stop(i) and self.t.text[i] not in self.c.mothers and not self.window.is_double(i)):
            return False
        return i not in self.taken or (self.taken[i].form == "demonym" and self.window.is_forename(i))

    def _last(self, i: int, named: bool) -> int | None:
        """Last token of the name that begins at i; `named`: behind "called", where any word may be one."""
        f, w = self.t.fold[i], self.w
        given = self.window.is_forename(i) or self.window.is_double(i)
        last = self.window.last(i, True, named) if given or named or f in w.kin or self.t.text[i] in self.c.mothers else None
        foreign = self.s.run(i)
        if last is not None and foreign is not None:
            return max(last, foreign)
        if last is not None and (last > i or named or not (f in w.weak_forenames or f in self.c.common_too)):
            return last
        if given and last is not None:
            return None
        if foreign is not None:
            return foreign
        pair = self.r.same_sentence(i + 1, i) and (named or self._may_be_given(i)) and self._is_family(i + 1, named)
        alone = named and not f.startswith(w.article) and self.types.is_shaped(self.t.text[i], f)
        return i + 1 if pair else i if alone else None

    def _may_be_given(self, i: int) -> bool:
        """A word that no list has before a family's name."""
        f = self.t.fold[i]
        if f.startswith(self.w.article) or f in self.w.verbs or f in self.w.speech or len(f) < 3:
            return False
        return self.types.roots.bearable(f) and not self.types.listed(f, self.c.person_nouns)

    def _is_family(self, i: int, loose: bool = False) -> bool:
        """A family's name by the lists, by its ending, or for it is no word of the language; `loose`: any word with the article."""
        f, w = self.t.fold[i], self.w
        if self.t.kind[i] != "w" or i in self.taken or self.r.is_stop(i) or f in w.verbs:
            return False
        if f in w.surnames or f in w.weak_surnames:
            return True
        if f.startswith(w.article):
            return loose or self.types.with_article(f) >= ARTICLE
        return self.types.roots.cost(f) is None and (self.s.odds(i) or 0.0) >= _FOREIGN
