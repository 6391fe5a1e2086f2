"""Names that nothing but their surroundings shows, in a script without capitals: a stranger alone, a given name or a surname alone.

How much like a name the words are (`_Value`) must reach what the place asks for: little behind "said", more behind a preposition, much
where nothing speaks for a name. The same surroundings tell the type. Names with a title, an office or a nationality come from
`windows`, places and bodies by head noun from `placenames`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import OPENING, Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.wordtypes import ARTICLE, LISTED, MAYBE, SURNAME
from pipeline.languages.roots import NOUN
from pipeline.model import EntityType

_Kind = Literal["PER", "ORG", "LOC"]
_MORE = 0.25  # for every further word of the run
_SAID, _CUED, _SUBJECT, _DONE, _LOOSE, _BARE = 0.35, 0.5, 0.6, 0.75, 0.95, 1.1


class Singles:
    """Of one article; `taken` are the names of the lexicon, bodies and offices by token, `named` those that `windows` has found."""

    def __init__(self, reading: Reading, strangers: Strangers, taken: Mapping[int, Found], named: Mapping[int, Found]) -> None:
        self.r, self.t, self.w, self.s = reading, reading.tokens, reading.words, strangers
        self.taken, self.named = taken, dict(named)
        self.c = strangers.c
        self.types = strangers.types
        self._clubs: dict[int, bool] = {}

    def find(self, spots: list[int]) -> Iterator[Found]:
        """Names at these tokens (those with the mark ALONE), in text order."""
        t = self.t
        for i in spots:
            if i in self.named or i in self.taken or self.r.dated[i] or self.r.is_stop(i):
                continue
            offset, value = self.types.alone(t.text[i], t.fold[i])
            last, value = self._run(i, value, offset)
            kind, least, rule = self._cue(i if offset else self._with_particles(i), offset)
            if last + 1 < len(t) and self.r.same_sentence(last + 1, i) and self._is_verb(last + 1):
                least -= 0.1
            if value < least:
                continue
            score = 0.75 if least <= _CUED else 0.65 if least <= _DONE else 0.55
            own = self.w.forenames.get(t.fold[i][offset:], "") if kind == "PER" else ""
            i = i if offset else self._with_particles(i)
            before = self.named.get(i - 1) if not offset and kind == "PER" else None
            if before is not None and before.type == "PER" and before.last == i - 1 and self.r.same_sentence(i, i - 1):
                i, offset, rule = before.first, before.offset, "longer"  # more of the name before it
            found = Found(
                i, last, kind, f"single.{rule}", score, offset, gender="m" if own == "m" else "f" if own == "f" else None, weight=12
            )  # fmt: skip
            self.named.update(dict.fromkeys(range(i, last + 1), found))
            yield found

    # ------------------------------------------------------------------ the word
    def _run(self, i: int, value: float, offset: int) -> tuple[int, float]:
        """Last token of the name and its figure, with a family name behind a given name."""
        last, value = self._stretch(i, value, offset)
        k, w = last + 1, self.w
        if last > i or self.t.fold[i][offset:] not in w.forenames or not self.r.same_sentence(k, i) or self.t.kind[k] != "w":
            return last, value
        f = self.t.fold[k]
        family = f in w.surnames or f in w.weak_surnames or (f.startswith(w.article) and self.types.with_article(f) >= ARTICLE)
        free = k not in self.taken and k not in self.named and not self.r.is_stop(k)
        return (k, max(value, SURNAME)) if family and free else (last, value)

    def _stretch(self, i: int, value: float, offset: int) -> tuple[int, float]:
        t, w = self.t, self.w
        if t.fold[i].startswith(w.article):
            return i, value
        start = i if not offset else i + 1
        if offset and not (self.r.same_sentence(start, i) and self.s.goes_on(start, i)):
            return i, value
        last, sizes = self.s.stretch(start)
        if last is None or (last == i and not offset):
            return i, value
        if not offset and value < LISTED and self.types.alone(t.text[i], t.fold[i])[1] <= MAYBE:
            return i, value  # a word, and a stranger behind it: نظام لينكس
        if offset:
            sizes = [value, *sizes]
        else:
            sizes[0] = max(value, sizes[0])
        if any(k in self.named for k in range(i, last + 1)):
            return i, value
        return last, max(value, sum(sizes) / len(sizes)) + _MORE * (len(sizes) - 1)

    def _with_particles(self, i: int) -> int:
        """First token of the name with the particles before it: دا سيلفا."""
        t, k = self.t, i
        while k and t.text[k - 1] in self.w.joints and self.r.same_sentence(k - 1, i) and k - 1 not in self.taken and k - 1 not in self.named:
            k -= 1
        return k

    # ------------------------------------------------------------------ the place
    def _cue(self, i: int, offset: int) -> tuple[_Kind, float, str]:
        """What stands there if a name does, how much the word must be like one, and the name of the rule."""
        t, w, c = self.t, self.w, self.c
        k = i - 1
        same = self.r.same_sentence(k, i)
        letter = t.fold[i][offset - 1] if offset else ""
        if letter and letter in w.joiners:
            return self._joined(k, same)
        if letter:
            return ("LOC", _DONE, "at") if letter == w.case_letters[-1] else ("PER", _DONE, "for")
        if not same:
            return "PER", _LOOSE, "first"
        quoted = t.text[k] in OPENING
        if quoted and self.r.same_sentence(k - 1, i):
            k -= 1
        b = t.fold[k]
        if t.kind[k] != "w":
            return self._behind_sign(k, i)
        if b in c.person_before or b in c.person_nouns:
            return "PER", _CUED, "beside"
        if self._listed(b, c.bodies):
            return "ORG", _CUED, "body"
        if not self.r.is_stop(k) and self.s.is_verb(b, w.speech) or t.text[k] in w.stop_texts and b in w.speech and b not in c.places:
            return "PER", _SAID, "said"
        if k in self.taken:
            return "PER", (_SUBJECT if self.taken[k].form == "demonym" else _BARE), "abroad"
        if b in c.matches or self._listed(b, c.matches):
            return ("ORG", _SUBJECT, "match") if self._is_club_game(i) else ("PER", _DONE, "match")
        if self._listed(b, c.places):
            return "LOC", _DONE, "place"
        if b in c.clauses:
            return "PER", _SUBJECT, "subject"
        if b in w.verbs or self.s.is_verb(b, w.verbs):
            return "PER", _DONE, "verb"
        if self.r.is_stop(k):
            return "PER", _LOOSE, "grammar"
        if self._is_verb(k):
            return "PER", _DONE, "verb"
        return "PER", (_BARE if b.startswith(w.article) else _LOOSE), "noun"

    def _joined(self, k: int, same: bool) -> tuple[_Kind, float, str]:
        """Behind "and": of the kind of what it is joined to."""
        before = (self.named.get(k) or self.taken.get(k)) if same else None
        if before is None or before.form == "demonym":
            return "PER", _LOOSE, "joined"
        return _kind_of(before.type), _CUED, "joined"

    def _behind_sign(self, k: int, i: int) -> tuple[_Kind, float, str]:
        before = self.named.get(k - 1) or self.taken.get(k - 1)
        if before is not None and self.t.text[k] in "،," and before.form != "demonym":
            return _kind_of(before.type), _LOOSE, "listed"
        return "PER", _BARE, "sign"

    def _listed(self, word: str, listed: frozenset[str]) -> bool:
        return word in listed or (len(word) > 3 and word[0] in self.w.proclitic_letters and word[1:] in listed)

    def _is_club_game(self, i: int) -> bool:
        """Whether the sentence speaks of clubs."""
        number = self.t.sentence[i]
        if number not in self._clubs:
            low, high = self.t.sentence_bounds(number)
            self._clubs[number] = any(self._listed(self.t.fold[k], self.c.clubs) for k in range(low, high))
        return self._clubs[number]

    def _is_verb(self, i: int) -> bool:
        f = self.t.fold[i]
        kinds = self.types.roots.kinds(f)
        return f in self.w.speech or f in self.w.verbs or (kinds > 0 and not kinds & NOUN)


def _kind_of(kind: EntityType) -> _Kind:
    return "PER" if kind == "PER" else "ORG" if kind == "ORG" else "LOC"
