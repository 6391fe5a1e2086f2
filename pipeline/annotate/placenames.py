"""Places and bodies that a head noun before them shows, in a script without capitals: بلدة كذا, نهر كذا, صحيفة «كذا».

A head of `place_heads` is no part of the name, one of `named_features` is; behind a head of bodies what stands between marks is a name.
Bodies without marks come from `bodies`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.annotate.heads import heads
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.surroundings import cues
from pipeline.annotate.wordtypes import BODY, FEATURE, HEAD, Mark
from pipeline.languages.roots import NOUN, PLAIN

_OPEN = {"«": "»", '"': '"', "“": "”", "(": ")"}
_QUOTED = 5  # words of a name between marks
_LIKE = 0.15  # figure of a stranger behind a head of places


def shorn(reading: Reading, bodies: list[Found]) -> list[Found]:
    """Bodies without the head that is no part of their name (شركة before a stranger: the stranger is the name), and without those
    whose head has a common noun behind it (a group of campaigns). Languages with capitals come back as they are."""
    w, t = reading.words, reading.tokens
    if w.latin or not bodies:
        return bodies
    c, named, strangers = cues(w.lang), heads(w.lang).named, Strangers(reading, {}, [])
    out = []
    for f in bodies:
        head, k = t.fold[f.first][f.offset :], f.first + 1
        if f.parent and f.parent.startswith("org:") and head in c.silent and f.length == 2:
            continue  # the firm X: X is a name of the lexicon
        if f.rule != "body.proper" or f.length < 2 or f.country or f.parent or head not in named | c.silent:
            out.append(f)
            continue
        odds = -1.0 if t.fold[k].startswith(w.article) else strangers.odds(k)
        foreign = t.fold[k].isascii() or (odds is not None and odds >= _LIKE and t.fold[k] not in w.weak_forenames)
        field = f.length > 2 and any(t.fold[i].startswith(w.for_article) for i in range(k + 1, f.last + 1))
        if field and head in c.silent:
            out.append(replace(f, first=k, offset=0))  # شركة نسيم للطيران
        elif foreign and head in c.silent:
            last, _ = strangers.stretch(k)
            out.append(replace(f, first=k, last=f.last if last is None else min(last, f.last) if last < f.last else last, offset=0))
        elif foreign or not _is_common(strangers, k):
            out.append(f)
    return out


def _is_common(s: Strangers, i: int) -> bool:
    """A plural, or a word built as no name is."""
    f, article = s.t.fold[i], s.w.article
    rest = f.removeprefix(article)
    if rest.endswith(s.w.plural_end) and s.roots.cost(f) is not None:
        return True
    return not f.startswith(article) and s.roots.cost(f) == PLAIN and not s.roots.bearable(f)


class PlaceNames:
    """Of one article; `taken` are the names of the lexicon, bodies and offices by token."""

    def __init__(self, reading: Reading, strangers: Strangers, taken: Mapping[int, Found]) -> None:
        self.r, self.t, self.w, self.s, self.taken = reading, reading.tokens, reading.words, strangers, taken
        self.c = strangers.c

    def find(self, marks: Sequence[Mark], spots: list[int]) -> Iterator[Found]:
        """Names behind the heads at these tokens, in text order."""
        t, c = self.t, self.c
        for i in spots:
            if i + 1 == len(t) or not self.r.same_sentence(i, i + 1) or (i in self.taken and self.taken[i].rule != "role"):
                continue
            bits, offset = marks[i].bits, marks[i].head
            if bits & HEAD and t.kind[i + 1] == "w":
                last = self._place(i + 1, t.fold[i][offset:] in c.loose_heads)
                if last is not None:
                    yield Found(i + 1, last, "GPE", "place.head", 0.75, weight=26)
            elif bits & FEATURE and t.kind[i + 1] == "w":
                last = self._feature(i + 1)
                if last is not None:
                    yield Found(i, last, "LOC", "place.feature", 0.7, offset, weight=27)
            if bits & BODY and t.text[i + 1] in _OPEN:
                last = self._quoted(i + 1)
                if last is not None:
                    yield Found(i + 2, last, "ORG", "body.quoted", 0.75, weight=26)

    def _free(self, i: int) -> bool:
        t, r = self.t, self.r
        return t.kind[i] == "w" and not r.dated[i] and not r.is_stop(i) and t.fold[i] not in self.w.speech and i not in self.taken

    def _place(self, i: int, loose: bool) -> int | None:
        """Last token of the name behind a head; None where another word follows."""
        t, w = self.t, self.w
        if not self._free(i):
            return None
        f = t.fold[i]
        if f in self.c.toponyms and self.r.same_sentence(i + 1, i) and self._free(i + 1):
            return i + 1
        odds = self.s.odds(i)
        if odds is not None and odds >= _LIKE:
            last, _ = self.s.stretch(i)
            return last if last is not None else i
        definite = f.startswith(w.article)
        if loose or f in self.c.nisba or f.endswith(w.plural_end) or (not definite and t.text[i].endswith(w.not_end[:1])):
            return None
        if definite:
            return i if len(f) > 4 else None
        if f[:1] in w.proclitic_letters and (f[1:].startswith(w.article) or f[1:] in w.stops):
            return None
        return i if self.s.roots.kinds(f) & NOUN and self.s.roots.bearable(f) else None

    def _feature(self, i: int) -> int | None:
        t, w = self.t, self.w
        known = self.taken.get(i)
        if known is not None:
            place = known.rule in ("lexicon.city", "lexicon.region", "lexicon.country") and not known.offset and known.first == i
            return known.last if place else None
        if not self._free(i):
            return None
        f = t.fold[i]
        odds = self.s.odds(i)
        if odds is not None and odds >= _LIKE and f not in w.weak_forenames:
            last, _ = self.s.stretch(i)
            return last if last is not None else i
        if self.s.roots.cost(f) is None and len(f) > 3:
            return i
        if f in w.kin and self.r.same_sentence(i + 1, i) and self._free(i + 1):
            return i + 1
        return i if f.startswith(w.article) and len(f) > 4 and f not in self.c.nisba and not t.text[i].endswith(w.not_end[:1]) else None

    def _quoted(self, i: int) -> int | None:
        """Last token before the closing mark, where few words stand between the marks at i and there."""
        t = self.t
        close, k = _OPEN[t.text[i]], i + 1
        while k < len(t) and self.r.same_sentence(k, i) and t.text[k] != close:
            if t.kind[k] == "p" and t.text[k] not in "-&":
                return None
            k += 1
        if i + 1 < len(t) and self.r.is_stop(i + 1):
            return None
        inside = k < len(t) and t.text[k] == close and 0 < k - i - 1 <= _QUOTED
        return k - 1 if inside and not any(j in self.taken for j in range(i + 1, k)) else None
