"""Names with father and forefathers, kunyas and throne names, in Arabic: عبد الملك بن مروان, أبو بكر, المعتصم بالله.

"Son of" tells that a name stands on both sides of it, whatever words it is made of. Particles are data (`sons`, `fathers`, `laqab_tails`
of `names.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.surroundings import Cues
from pipeline.annotate.wordtypes import FATHER, SON, Mark

_GENERATIONS = 5


def genealogies(
    reading: Reading, taken: Mapping[int, Found], strangers: Strangers, marks: Sequence[Mark], spots: list[int]
) -> Iterator[tuple[int, int, int]]:
    """First token, last token and letters of a proclitic before the first, in text order, not overlapping.

    `spots` are the tokens with the marks SON, FATHER or TAIL."""
    return _Lines(reading, taken, strangers).find(marks, spots)


class _Lines:
    def __init__(self, reading: Reading, taken: Mapping[int, Found], strangers: Strangers) -> None:
        self.r, self.t, self.w, self.s, self.taken = reading, reading.tokens, reading.words, strangers, taken
        self.c: Cues = strangers.c

    def find(self, marks: Sequence[Mark], spots: list[int]) -> Iterator[tuple[int, int, int]]:
        after = 0
        for i in spots:
            if i < after:
                continue
            bits = marks[i].bits
            found = self._line(i, after) if bits & SON else self._kunya(i, marks[i].father) if bits & FATHER else self._throne(i - 1)
            if found is not None and found[0] >= after:
                after = found[1] + 1
                yield found

    def _free(self, i: int, first: int) -> bool:
        """A word that may be part of a name here, even if it is an office or a town elsewhere."""
        t = self.t
        if not self.r.same_sentence(i, first) or t.kind[i] != "w" or self.r.dated[i]:
            return False
        known = self.taken.get(i)
        if known is not None and (
            (known.length > 1 and known.rule != "role") or known.rule not in ("role", "lexicon.city", "lexicon.region", "lexicon.demonym")
        ):
            return False
        return not (self.r.is_stop(i) and t.fold[i] not in self.w.kin)

    def _line(self, i: int, after: int) -> tuple[int, int, int] | None:
        """Around the "son of" at i."""
        t, w = self.t, self.w
        last = self._father(i)
        if last is None:
            return None
        first, offset = i, 0
        k = i - 1
        if k >= after and self._is_bearer(k, i):
            first = k
            if t.fold[k] in w.tails and k - 1 >= after and self._free(k - 1, i):
                first = k - 1
            if first - 1 >= after and self.r.same_sentence(first - 1, i) and self._kin(first - 1) is not None:
                first -= 1
            offset = self._kin(first) or self._glued(first)
        elif t.fold[i] == self.c.son_alone:
            return None if t.fold[i + 1] in self.c.relatives or not self._may_be(i + 1) else (i, last, 0)
        return first, last, offset

    def _is_bearer(self, k: int, i: int) -> bool:
        """Whether the token k before "son of" at i is a name."""
        t, w = self.t, self.w
        spelt = self.r.same_sentence(k, i) and t.text[k] not in w.stop_texts and self._glued(k) > 0  # وعلي is not وعلى
        if not (self._free(k, i) or spelt) or t.fold[k] in w.speech or t.fold[k] in w.verbs:
            return False
        return not self._is_title(k) and self._may_bear(k)

    def _is_title(self, k: int) -> bool:
        known = self.taken.get(k)
        return known is not None and known.rule == "role" and self.t.fold[k].startswith(self.w.article)

    def _father(self, i: int) -> int | None:
        """Last token of what stands behind the "son of" at i, with further generations."""
        t, w, last = self.t, self.w, None
        for _ in range(_GENERATIONS):
            k = i + 1
            if not self._free(k, i):
                break
            if t.fold[k] in w.kin and self.r.same_sentence(k + 1, i) and t.kind[k + 1] == "w":
                k += 1
            elif len(t.fold[k]) < 3 or t.fold[k] in w.speech:
                break
            if self._free(k + 1, i) and t.fold[k + 1] in w.tails:
                k += 1
            last = i = k
            if not self.r.same_sentence(i + 1, i) or t.fold[i + 1] not in self.c.sons:
                break
            i += 1
        if last is not None and self._free(last + 1, last) and last + 1 not in self.taken and self._is_given(last + 1):
            last += 1
        if last is not None and self._free(last + 1, last):
            f = t.fold[last + 1]
            family = f in w.surnames or f in w.weak_surnames or (f.startswith(w.article) and f.endswith(w.adjective_end[0]))
            if family and f not in self.c.nisba and t.text[last + 1] not in w.stop_texts and last + 1 not in self.taken:
                last += 1
            elif t.text[last + 1] in self.c.houses and self._free(last + 2, last):
                last += 2
        return last

    def _may_bear(self, i: int) -> bool:
        """Whether the word before "son of" may be a name: listed, perhaps behind a proclitic, tied to a particle, or built as names are."""
        t, w = self.t, self.w
        f = t.fold[i]
        listed = f in w.forenames or f in w.tails or self._glued(i) > 0
        return listed or (self.r.same_sentence(i - 1, i) and self._kin(i - 1) is not None) or self._may_be(i)

    def _is_given(self, i: int) -> bool:
        f, w = self.t.fold[i], self.w
        return f in w.forenames and f not in w.weak_forenames and f not in w.kin

    def _kin(self, i: int) -> int | None:
        """Letters before a particle that begins a name (عبد, أبو), None where the word is none."""
        f, w = self.t.fold[i], self.w
        if f in self.c.begins:
            return 0
        for p in w.proclitics if f[:1] in w.proclitic_letters else ():
            if f.startswith(p) and f[len(p) :] in self.c.begins:
                return len(p)
        return None

    def _glued(self, i: int) -> int:
        """Letters of a proclitic before a name that some list has, or that reads as a word only without them."""
        f, w = self.t.fold[i], self.w
        if f in w.forenames:
            return 0
        for p in w.proclitics if f[:1] in w.proclitic_letters else ():
            if f.startswith(p) and len(f) - len(p) > 2 and f[len(p) :] in w.forenames:
                return len(p)
        return 2 if f.startswith(w.for_article) and len(f) > 5 else 0

    def _may_be(self, i: int) -> bool:
        f = self.t.fold[i]
        return self.s.roots.bearable(f[2:] if f.startswith(self.w.article) else f)

    def _kunya(self, i: int, offset: int) -> tuple[int, int, int] | None:
        """Father of somebody: أبو بكر الصديق."""
        t, w = self.t, self.w
        if t.fold[i] == self.c.genitive_father and not self.r.same_sentence(i - 1, i):
            return None  # my father, for no genitive begins a sentence
        if i in self.taken or not self._free(i + 1, i) or i + 1 in self.taken or len(t.fold[i + 1]) < 3 or not self._may_be(i + 1):
            return None
        last = i + 1
        if self.r.same_sentence(last + 1, i) and t.fold[last + 1] in self.c.sons:
            last = self._father(last + 1) or last
        elif self._free(last + 1, i) and t.fold[last + 1].startswith(w.article) and last + 1 not in self.taken:
            f = t.fold[last + 1]
            if (f.endswith(w.adjective_end[0]) and f not in self.c.nisba) or f in w.forenames or f in w.surnames or f in w.weak_surnames:
                last += 1
        return i, last, offset

    def _throne(self, i: int) -> tuple[int, int, int] | None:
        t = self.t
        if i < 0 or i in self.taken or not self.r.same_sentence(i + 1, i) or not t.fold[i].startswith(self.w.article):
            return None
        for tail in self.c.laqab:
            n = len(tail)
            if t.fold[i + 1 : i + 1 + n] == tail and self.r.same_sentence(i + n, i):
                word = len(t.fold[i]) > 5 and self.s.roots.kinds(t.fold[i][len(self.w.article) :])
                return (i, i + n, 0) if word and not (n == 1 and t.fold[i] in self.c.no_laqab) else None
        return None
