"""Names that nothing but their surroundings shows, in a script without capitals: a stranger alone, a given name or a surname alone.

How much like a name the words are (`wordtypes`) must reach what the place asks for: little behind "said", more behind a preposition, much
where nothing speaks for a name. The same surroundings tell the type. What comes near is evidence: an unconfirmed name, which
the corpus may know. Names with a title, an office or a nationality come from `windows`, places and bodies by head noun from `placenames`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import OPENING, Reading
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.wordtypes import ARTICLE, LISTED, MAYBE, SURNAME
from pipeline.model import EntityType

_Kind = Literal["PER", "ORG", "LOC"]
_Cue = tuple[_Kind, float, str]  # what stands there if a name does, how much the word must be like one, the name of the rule
_MORE = 0.25  # for every further word of the run
_VERB_BEHIND = 0.1  # less is asked before a verb
_SAID, _CUED, _SUBJECT, _DONE, _LOOSE, _BARE = 0.35, 0.5, 0.6, 0.75, 0.95, 1.1
_CANDIDATE = 0.75  # figure from which a word is kept as evidence where the place asks for more
# what the word before asks for, by its class (`WordTypes.before`)
_BEHIND: dict[str, _Cue] = {
    "person": ("PER", _CUED, "beside"),
    "body": ("ORG", _CUED, "body"),
    "said": ("PER", _SAID, "said"),
    "match": ("PER", _DONE, "match"),
    "place": ("LOC", _DONE, "place"),
    "clause": ("PER", _SUBJECT, "subject"),
    "verb": ("PER", _DONE, "verb"),
    "grammar": ("PER", _LOOSE, "grammar"),
    "definite": ("PER", _BARE, "noun"),
    "noun": ("PER", _LOOSE, "noun"),
}
_MATCH: _Cue = ("ORG", _SUBJECT, "match")  # of clubs


class Singles:
    """Of one article; `taken` are the names of the lexicon, bodies and offices by token, `named` those that `windows` has found."""

    def __init__(self, reading: Reading, strangers: Strangers, taken: Mapping[int, Found], named: Mapping[int, Found]) -> None:
        self.r, self.t, self.w, self.s = reading, reading.tokens, reading.words, strangers
        self.taken, self.named = taken, dict(named)
        self.types, self.c = strangers.types, strangers.c
        self._clubs: dict[int, bool] = {}

    def find(self, spots: list[int]) -> Iterator[Found]:
        """Names at these tokens (those with the mark ALONE), in text order."""
        for i in spots:
            if i in self.named or i in self.taken or self.r.dated[i] or self.r.is_stop(i):
                continue
            if self._introduces(i) or self.t.fold[i] in self.w.behalf:
                continue
            found = self._at(i)
            if found is not None:
                self.named.update(dict.fromkeys(range(found.first, found.last + 1), found))
                yield found

    def _introduces(self, i: int) -> bool:
        """A word with the article before a person's name: what he is (الصياد فلان, الطبيب البيطري فلان)."""
        t, after = self.t, self.named.get(i + 1)
        if after is None or after.type != "PER" or after.first != i + 1 or not t.fold[i].startswith(self.w.article):
            return False
        before = self.taken.get(i - 1)
        title = before is not None and before.rule == "role"
        return self.r.same_sentence(i, i + 1) and (title or self.types.listed(t.fold[i], self.c.person_nouns))

    def _at(self, i: int) -> Found | None:
        """The name that begins at this token, or goes on there."""
        t = self.t
        offset, value = self.types.alone(t.text[i], t.fold[i])
        last, value = self._run(i, value, offset)
        first = i if offset else self._with_particles(i)
        kind, least, rule = self._cue(first, offset)
        if last + 1 < len(t) and self.r.same_sentence(last + 1, i) and self.types.is_verb(t.fold[last + 1]):
            least -= _VERB_BEHIND
        if kind == "ORG" and self.r.same_sentence(last + 1, i) and t.fold[last + 1].startswith(self.w.for_article):
            last += len(t.fold[last + 1]) > 4  # مصنع كذا للألبان
        own = self.w.forenames.get(t.fold[i][offset:], "") if kind == "PER" else ""
        gender: Literal["m", "f"] | None = "m" if own == "m" else "f" if own == "f" else None
        if value < least:
            if value < _CANDIDATE:
                return None
            return Found(first, last, kind, f"single.{rule}", 0.4, offset, "candidate", gender=gender, weight=8, confirmed=False)
        before = self.named.get(first - 1) if not offset and kind == "PER" else None
        if before is not None and before.type == "PER" and before.last == first - 1 and self.r.same_sentence(i, first - 1):
            first, offset, rule = before.first, before.offset, "longer"  # more of the name before it
        score = 0.75 if least <= _CUED else 0.65 if least <= _DONE else 0.55
        return Found(first, last, kind, f"single.{rule}", score, offset, gender=gender, weight=12)

    # ------------------------------------------------------------------ the words
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
        while k and t.text[k - 1] in self.w.joints and self.r.same_sentence(k - 1, i) and not (k - 1 in self.taken or k - 1 in self.named):
            k -= 1
        return k

    # ------------------------------------------------------------------ the place
    def _cue(self, i: int, offset: int) -> _Cue:
        t, w = self.t, self.w
        k = i - 1
        same = self.r.same_sentence(k, i)
        letter = t.fold[i][offset - 1] if offset else ""
        if letter and letter in w.joiners:
            return self._joined(k, same)
        if letter:
            return ("LOC", _DONE, "at") if letter == w.case_letters[-1] else ("PER", _DONE, "for")
        if not same:
            return "PER", _LOOSE, "first"
        if t.text[k] in OPENING and self.r.same_sentence(k - 1, i):
            k -= 1
        return self._behind_sign(k) if t.kind[k] != "w" else self._behind_word(k)

    def _behind_word(self, k: int) -> _Cue:
        before = self.types.before(self.t.text[k], self.t.fold[k])
        if k in self.taken and before not in ("person", "body", "said"):
            return "PER", (_SUBJECT if self.taken[k].form == "demonym" else _BARE), "abroad"
        if before == "match" and self._is_club_game(self.t.sentence[k]):
            return _MATCH
        return _BEHIND[before]

    def _joined(self, k: int, same: bool) -> _Cue:
        """Behind "and": of the kind of what it is joined to."""
        before = (self.named.get(k) or self.taken.get(k)) if same else None
        if before is None or before.form == "demonym":
            return "PER", _LOOSE, "joined"
        return _kind_of(before.type), _CUED, "joined"

    def _behind_sign(self, k: int) -> _Cue:
        before = self.named.get(k - 1) or self.taken.get(k - 1)
        if before is not None and self.t.text[k] in "،," and before.form != "demonym":
            return _kind_of(before.type), _LOOSE, "listed"
        return "PER", _BARE, "sign"

    def _is_club_game(self, sentence: int) -> bool:
        """Whether the sentence speaks of clubs."""
        if sentence not in self._clubs:
            low, high = self.t.sentence_bounds(sentence)
            self._clubs[sentence] = any(self.types.listed(self.t.fold[k], self.c.clubs) for k in range(low, high))
        return self._clubs[sentence]


def _kind_of(kind: EntityType) -> _Kind:
    return "PER" if kind == "PER" else "ORG" if kind == "ORG" else "LOC"
