"""Runs of words that look like a name from abroad in a script without capitals: هاريسون فيري موتالي, and single ones: ستيفنسن.

What a word's letters and build say is one figure (`wordtypes`): the log odds of `namelike`, more where no root and no list explains
the word (`languages.roots`), less where one does. A run goes up to the first word that is none of a name. Which run is a
name and of what, for what stands before and behind it, is decided in `windows` and `singles`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property

from pipeline.annotate.complements import TITLE, Span
from pipeline.annotate.reading import CLOSING_QUOTES, OPENING, Reading
from pipeline.annotate.wordtypes import KNOWN, word_types
from pipeline.languages.roots import PLAIN

_LONGEST = 4  # words, particles not counted
LIKELY, SURE = 0.45, 0.85  # mean figure of a run: behind an office, behind a verb only
_INNER, _LAST = 0.1, -0.45  # figure of one word: inside, and before a sign, a verb or a word of grammar
_WORD = 0.45  # the same of a word behind another that a root explains


class Strangers:
    """Runs in one article; `taken` holds the tokens of names and offices that are settled."""

    def __init__(self, reading: Reading, taken: Container[int], roles: list[Span]) -> None:
        self.r, self.t, self.w, self.taken = reading, reading.tokens, reading.words, taken
        self.types = word_types(reading.words.lang)
        self.roots, self.c = self.types.roots, self.types.c
        self.office_at = {s.first for s in roles if not s.office.plural and s.office.key != TITLE}

    def run(self, first: int, least: float = LIKELY) -> int | None:
        """Last token of the run that begins at `first`; None where the words are fewer than two or too much like common words."""
        last, sizes = self.stretch(first)
        if last is None or len(sizes) < 2 or sum(sizes) < least * len(sizes):
            return None
        return last

    def stretch(self, first: int) -> tuple[int | None, list[float]]:
        """Last token of the words from `first` on that look like one name, and the figure of each of them (particles left out)."""
        t, w = self.t, self.w
        sizes: list[float] = []
        last, i = None, first
        while len(sizes) < _LONGEST and self._word(i, first):
            joint = i > first and (t.fold[i] in w.kin or t.text[i] in w.joints)
            if not joint:
                odds = self.odds(i)
                if odds is None or (sizes and self.joined(i)):
                    break
                if sizes and t.fold[i] in w.weak_forenames and t.fold[i - 1] not in w.forenames:
                    odds = self.types.figure(t.fold[i])  # a word behind a stranger rather than his second name
                plain = sizes and odds < KNOWN and self.roots.cost(t.fold[i]) == PLAIN
                if odds < (_WORD if plain else _LAST if sizes and self._ends(i + 1, first) else _INNER):
                    break
                sizes.append(odds)
                last = i
            i += 1
        return last, sizes

    def goes_on(self, i: int, first: int) -> bool:
        """Whether the word may be part of the name that begins at `first`."""
        odds = self.odds(i) if self._word(i, first) else None
        return odds is not None and odds >= _INNER and not self.joined(i)

    def joined(self, i: int) -> int:
        """Letters of a conjunction written on a name: وفريدل behind another name are two; 0 where the word is whole."""
        f, w = self.t.fold[i], self.w
        if len(f) < 4 or f[0] not in w.joiners:
            return 0
        if f in w.forenames or f in w.surnames:
            return 0
        rest = f[1:]
        if rest in w.forenames or rest in w.surnames:
            return 1
        if f[0] != w.joiners[0] or rest[0] in w.joint_starts:
            return 0
        return int(len(rest) > 2 and self.types.letters.of(rest) > self.types.letters.of(f) - 0.5)

    def beside_verbs(self) -> Iterator[tuple[int, int, float]]:
        """First token, last token and score of runs behind a verb or `with`, and of runs before an office in apposition."""
        t, r, w = self.t, self.r, self.w
        after = 0
        for i in self._starts():
            if i < after:
                continue
            before = t.fold[i - 1] if r.same_sentence(i - 1, i) else ""
            said, done = self.is_verb(before, w.speech), self.is_verb(before, w.verbs)
            definite = before.startswith(w.article)
            free = not before or t.kind[i - 1] == "p" or r.is_stop(i - 1) or said or done or definite
            last = self.run(i) if free and self._word(i, i) else None
            if last is None:
                continue
            apposed = r.same_sentence(last + 1, i) and t.text[last + 1] in "،," and last + 2 in self.office_at
            if said or apposed:
                yield i, last, 0.75
            elif (done or definite or before in w.person_before) and self.run(i, SURE) == last:
                yield i, last, 0.45 if definite else 0.6
            after = last + 1

    def _starts(self) -> Iterator[int]:
        """Tokens at which a run may begin: words like names before another one."""
        t, w = self.t, self.w
        likely = [kind == "w" and (self.odds(i) or -1.0) >= _INNER for i, kind in enumerate(t.kind)]
        for i, here in enumerate(likely[:-1]):
            if here and (likely[i + 1] or t.fold[i + 1] in w.kin or t.text[i + 1] in w.joints or self.odds(i + 1) is not None):
                yield i

    def is_verb(self, word: str, verbs: frozenset[str]) -> bool:
        """Whether the word is listed, with or without one letter of a proclitic."""
        return word in verbs or (word[:1] in self.w.proclitic_letters and word[1:] in verbs)

    def _word(self, i: int, first: int) -> bool:
        r, t = self.r, self.t
        if not r.same_sentence(i, first) or t.kind[i] != "w" or r.dated[i] or i in self.taken:
            return False
        return not (r.is_stop(i) or t.fold[i] in self.w.speech or (i > first and self._is_preposition(i)))

    @cached_property
    def _dotless(self) -> bool:
        """Whether the article writes the final ya without dots as one with them: على is علي there."""
        return any(text in self.c.dotless_marks for text in self.t.text)

    def _is_preposition(self, i: int) -> bool:
        return self.t.text[i] in self.c.dotless and self._dotless

    def odds(self, i: int) -> float | None:
        """The figure of one word; None for a word that cannot be part of a name."""
        return self.types.part(self.t.text[i], self.t.fold[i])

    def _ends(self, i: int, first: int) -> bool:
        """Whether no name can go on at this token."""
        r, t, w = self.r, self.t, self.w
        if not r.same_sentence(i, first) or t.kind[i] != "w":
            return not (r.same_sentence(i, first) and t.text[i] in OPENING | CLOSING_QUOTES and t.text[i] not in '«“"»”:')
        return i in self.taken or r.is_stop(i) or t.fold[i] in w.speech or t.fold[i] in w.verbs or r.dated[i]
