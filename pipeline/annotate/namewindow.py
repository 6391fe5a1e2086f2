"""Where a name of a person ends in a script without capitals: words are taken in until one is none of a name.

A word goes on a name if some list has it, if a particle ties it, or if it is built as names are (`wordtypes`, `languages.roots`). Where
names begin is decided in `windows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.wordtypes import Mark
from pipeline.languages.roots import NOUN, PLAIN

_SURNAME = 4  # letters of a surname that a verb of saying proves
_LONGEST = 4  # words of a name, particles not counted
_LIKE, _FOREIGN = 0.15, 0.5  # figure of an unknown word in a name, and behind a given name that is a common word
_TIED = ("role", "lexicon.city")  # what a word tied to a name may be elsewhere
_SINGLE = ("lexicon.demonym", "lexicon.city")


class NameWindow:
    """Of one article; `taken` are the names of the lexicon, bodies and offices by token."""

    def __init__(self, reading: Reading, taken: Mapping[int, Found], strangers: Strangers, marks: Sequence[Mark]) -> None:
        self.r, self.t, self.w, self.taken, self.strangers, self.marks = reading, reading.tokens, reading.words, taken, strangers, marks
        self.types, self.c, self.roots = strangers.types, strangers.c, strangers.roots

    @cached_property
    def _said_alone(self) -> frozenset[str]:
        """Words that stand alone behind a verb of saying: they name somebody, with or without a list."""
        t, w = self.t, self.w
        said = (k for k in range(len(t) - 2) if t.fold[k] in w.speech or (t.fold[k][:1] in w.joiners and t.fold[k][1:] in w.speech))
        alone = (k + 1 for k in said if self.r.same_sentence(k + 2, k) and t.kind[k + 1] == "w" and k + 1 not in self.taken)
        ends = (k for k in alone if t.kind[k + 1] == "p" or self.r.is_stop(k + 1))
        found = {t.fold[k] for k in ends if len(t.fold[k]) >= _SURNAME and not self.r.is_stop(k)}
        return frozenset(found - w.speech - w.verbs - self.c.person_nouns)

    def is_forename(self, i: int) -> bool:
        return self.marks[i].given == 0 and not self.r.is_stop(i)

    def last(self, first: int, trigger: bool, definite: bool = True, throne: bool = False, glued: int = 0) -> int | None:
        """Last token of the name that begins at `first`, None where none does. `trigger`: a title stands before; `definite`: a word with
        the article behind it may be a name and need not be the title's complement; `throne`: any word with the article may be one;
        `glued`: letters of a proclitic before the given name that the first word is."""
        t, w = self.t, self.w
        if self._speaks_for(first):
            return None
        last, size, unknown, i = None, 0, 0, first
        while i < len(t) and self.r.same_sentence(i, first) and size < _LONGEST and t.kind[i] == "w" and not self._is_date(i, trigger):
            if (size > 0 or trigger) and self.is_double(i):
                last, size, i = i + 1, size + 1, i + 2
                continue
            joint = self._is_joint(i, size, trigger)
            known = joint or (i == first and glued > 0)
            verdict = "known" if known else self._part(i, first, size, unknown, trigger, definite, throne)
            if verdict is None:
                break
            unknown += verdict == "unknown"
            if not joint:
                last, size = i, size + 1
                tied = i > first and (t.fold[i - 1] in w.kin or t.text[i - 1] in w.joints or t.fold[i] in w.tails)
                house = i + 1 < len(t) and t.fold[i + 1] in w.surnames
                if size > 1 and t.fold[i].startswith(w.article) and not (tied or house):
                    break
            i += 1
        if trigger and last is not None and size >= 2 and self._closes(last + 1):
            return last + 1
        foreign = self.strangers.run(first) if definite else None
        return foreign if foreign is not None and (last is None or foreign > last) else last

    def _is_joint(self, i: int, size: int, trigger: bool) -> bool:
        t, w = self.t, self.w
        return (
            t.fold[i] in w.kin
            or ((size > 0 or trigger) and t.text[i] in w.joints)
            or (not size and trigger and t.text[i] in self.c.mothers)
        )

    def is_double(self, i: int) -> bool:
        """The first of two words that are one given name: فضل الله."""
        return self.r.same_sentence(i + 1, i) and (self.t.fold[i], self.t.fold[i + 1]) in self.c.doubles

    def _is_date(self, i: int, trigger: bool) -> bool:
        """A date, and no given name behind a title: الحاج رمضان."""
        return self.r.dated[i] and not (trigger and self.marks[i].given == 0 and self.t.kind[i] == "w")

    def _speaks_for(self, i: int) -> bool:
        """Whether the word only says for whom somebody speaks (باسم الضحايا) and is no given name."""
        t, w = self.t, self.w
        if t.fold[i] not in w.behalf or not self.r.same_sentence(i + 1, i):
            return False
        f = t.fold[i + 1]
        return not (f in w.surnames or f in w.weak_surnames or f in w.kin or (f in w.forenames and f not in w.weak_forenames))

    def _part(
        self, i: int, first: int, size: int, unknown: int, trigger: bool, definite: bool, throne: bool
    ) -> Literal["known", "unknown"] | None:
        """Whether the word goes on the name of `size` words (of which so many are unknown): a known part, an unknown one, or none."""
        f, w = self.t.fold[i], self.w
        name = self.is_forename(i) and (f not in w.weak_forenames or size > 0 or trigger)
        tied = i > first and (self.t.fold[i - 1] in w.kin or self.t.text[i - 1] in w.joints or f in w.tails)
        if i in self.taken:
            place, article = self.taken[i], f.startswith(w.article)
            town = place.rule == "lexicon.city" and size == 1 and trigger
            foreign = town and (self.strangers.odds(first) or 0.0) >= _FOREIGN  # a stranger's surname that is a town too: هاغن
            fits = (size > 0 and (self.is_forename(first) or foreign)) or (name and trigger and size == 0)
            single = place.rule in _SINGLE and place.length == 1 and fits and (article or name or foreign)
            return "known" if single or (tied and place.length == 1 and place.rule in _TIED) else None
        spoken = size == 1 and f in self._said_alone and self.is_forename(first)  # النائب جهاد المحارمة, and later: وقال المحارمة
        if name or tied or spoken or (f in w.surnames and not self.r.is_stop(i)) or (size > 0 and f in w.weak_surnames):
            return "known"
        if self.r.is_stop(i) or f in w.speech or f in w.verbs:
            return None
        if trigger and size == 0 and self.r.same_sentence(i + 1, i) and (t_next := self.t.fold[i + 1]) in w.kin and len(f) > 2:
            return None if t_next == f else "known"  # a title before and a father's name behind
        if not self._is_like(i, size, throne):
            return None
        if size == 0:
            return "unknown" if trigger and definite and len(f) > 2 and self._is_shaped(i) else None
        if not trigger and size == 1 and self.t.fold[first] in self.c.common_too and not self._is_foreign(i):
            return None
        return self._behind(i, size, unknown, trigger)

    def _behind(self, i: int, size: int, unknown: int, trigger: bool) -> Literal["known", "unknown"] | None:
        """The same of a word that is like a name behind other words of it."""
        f, w = self.t.fold[i], self.w
        if f.startswith(w.article):
            surname = f.endswith(w.adjective_end) or f in w.weak_surnames
            fits = size == 1 or (size == 2 and (surname or (unknown == 1 and self.roots.cost(f) != PLAIN)))
            return "known" if fits and self.t.fold[i - 1] not in w.surnames else None
        if self._is_adverb(i):
            return None
        short = size == 2 and len(f) <= 5 and len(self.t.fold[i - 1]) <= 5  # Kim Jong Un, Xi Jinping: short words, and three of them
        room = unknown == 0 or (trigger and unknown == 1 and (size == 1 or short))
        family = trigger and size == 1 and self.is_forename(i - 1) and self._is_strange_end(i)
        return "unknown" if room and (family or self._is_shaped(i)) and (trigger or size == 1) else None

    def _is_adverb(self, i: int) -> bool:
        """A noun of the language with the ending of adverbs: باكرا."""
        f, cost = self.t.fold[i], self.roots.cost
        return len(f) > 4 and self.t.text[i].endswith(self.c.adverb_end) and cost(f) == PLAIN and cost(f[:-1]) == PLAIN

    def _is_strange_end(self, i: int) -> bool:
        """No word of the language, whatever its ending, and the name ends there: زبير لعويرة."""
        after = i + 1
        ended = (
            not self.r.same_sentence(after, i) or self.t.kind[after] != "w" or self.r.is_stop(after) or self.t.fold[after] in self.w.verbs
        )
        return ended and self.roots.cost(self.t.fold[i]) is None

    def _is_shaped(self, i: int) -> bool:
        return self.types.is_shaped(self.t.text[i], self.t.fold[i])

    def _is_like(self, i: int, size: int, throne: bool) -> bool:
        """Whether the build of an unknown word is that of a name: no root explains it, or one does in a shape that names have too."""
        f, w = self.t.fold[i], self.w
        if f.startswith(w.article):
            if len(f) < 5 or f.endswith(w.plural_end) or f in self.c.nisba or f in self.c.person_nouns or f in self.c.ordinals:
                return False
            family = f in w.weak_surnames or (f.endswith(w.adjective_end[0]) and not self.t.text[i].endswith(w.alef_end))
            return family or (throne if size == 0 else self.roots.bearable(f[len(w.article) :]))
        odds = self.strangers.odds(i)
        if odds is not None and odds >= _LIKE:
            return True
        kinds = self.roots.kinds(f)
        return self.roots.bearable(f) and (not kinds or bool(kinds & NOUN))

    def _is_foreign(self, i: int) -> bool:
        f, w = self.t.fold[i], self.w
        if f.startswith(w.article):
            return f.endswith(w.adjective_end[0]) or f in w.weak_surnames
        return f in w.weak_surnames or (self.strangers.odds(i) or 0.0) >= _FOREIGN

    def _closes(self, i: int) -> bool:
        """One more unknown word, and then a sign: the name goes up to it."""
        t, r = self.t, self.r
        return (
            r.same_sentence(i + 1, i - 1) and t.kind[i + 1] == "p" and t.kind[i] == "w" and i not in self.taken and not r.dated[i]
            and not r.is_stop(i) and not self._is_adverb(i) and not t.fold[i].startswith(self.w.article) and self._is_shaped(i)
        )  # fmt: skip
