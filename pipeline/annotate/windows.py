"""Names of persons in a script without capitals (Arabic): windows behind titles, offices, nationalities and given names.

Where a name ends is the matter of `namewindow`. What a name's word may look like is data (`languages/<lang>/names.toml`,
`forenames.tsv`, `surnames.tsv`); scripts with capitals have `persons`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pipeline.annotate.complements import Span, listed
from pipeline.annotate.genealogies import genealogies
from pipeline.annotate.introduced import Introduced
from pipeline.annotate.names import Found
from pipeline.annotate.namewindow import NameWindow
from pipeline.annotate.placenames import PlaceNames
from pipeline.annotate.reading import Reading
from pipeline.annotate.singles import Singles
from pipeline.annotate.strangers import Strangers
from pipeline.annotate.wordtypes import ALONE, BODY, FAMILIAL, FATHER, FEATURE, GIVEN, HEAD, NOUN_OF_PERSON, SON, TAIL
from pipeline.languages.roots import PAST

_LIKE, _FOREIGN = 0.15, 0.5  # figure of an unknown word behind a nationality, and behind an adjective behind a title
_THRONES = frozenset({"head_of_state", "religious_leader"})  # offices behind which any word with the article may be a name: السلطان الكامل
_BETWEEN = frozenset({"،", ",", "«", '"', "(", "“"})


def find(reading: Reading, known: list[Found], roles: list[Span]) -> list[Found]:
    """Persons that titles, nationalities, surnames and given names show; `known` are names of the lexicon and
    bodies that do not overlap."""
    return _Windows(reading, known, roles).find()


class _Windows:
    def __init__(self, reading: Reading, known: list[Found], roles: list[Span]) -> None:
        self.r, self.t, self.w = reading, reading.tokens, reading.words
        self.known, self.roles = known, roles
        self.taken = {i: f for f in known for i in range(f.first, f.last + 1)}
        for s in roles:
            for i in range(s.first, s.last + 1):
                self.taken.setdefault(i, Found(s.first, s.last, "MISC", "role", 0.0))
        self.strangers = Strangers(reading, self.taken, roles)
        self.c = self.strangers.c
        mark = self.strangers.types.mark
        self.marks = [mark(text, f) for text, f in zip(self.t.text, self.t.fold, strict=True)]
        self.window = NameWindow(reading, self.taken, self.strangers, self.marks)
        self.covered: set[int] = set()
        self.out: list[Found] = []

    def find(self) -> list[Found]:
        lines = self._at(SON | FATHER | TAIL)
        for first, last, offset in genealogies(self.r, self.taken, self.strangers, self.marks, lines):
            self._add(first, last, "lineage", 0.85, offset, weight=25)
        for s in sorted((s for s in self.roles if not s.office.plural), key=lambda s: s.last):
            self._behind_office(s)
        self._introduced()
        for i in self._at(FAMILIAL):
            if i not in self.covered and i not in self.taken:
                self._surname(i)
        for i in self._at(GIVEN):
            if i not in self.covered:
                self._forename(i)
        for first, last, score in self.strangers.beside_verbs():
            if self.covered.isdisjoint(range(first, last + 1)):
                self._add(first, last, "foreign", score, weight=20)
        sure = {i: f for f in self.out if f.confirmed for i in range(f.first, f.last + 1)}
        places = list(PlaceNames(self.r, self.strangers, self.taken).find(self.marks, self._at(HEAD | FEATURE | BODY)))
        sure.update((i, f) for f in places for i in range(f.first, f.last + 1))
        alone = list(Singles(self.r, self.strangers, self.taken, sure).find(self._at(ALONE)))
        return [self._numbered(f) for f in (*self.out, *places, *alone)]

    def _introduced(self) -> None:
        """Names behind common nouns and nationalities, and those that "and" joins to a full name."""
        introduced = Introduced(self.r, self.taken, self.strangers, self.window, self.marks)
        for first, last, score in introduced.find(self._at(NOUN_OF_PERSON)):
            if first not in self.covered:
                self._add(first, last, "introduced", score, weight=23)
        for f in self.known:
            if f.form == "demonym":
                self._behind_nationality(f)
        for f in [f for f in self.out if f.confirmed and f.length > 1]:
            for first, last, offset in introduced.row(f):
                if first not in self.covered:
                    self._add(first, last, "joined", 0.75, offset, weight=22)

    def _at(self, bits: int) -> list[int]:
        """Tokens whose mark has one of these bits."""
        return [i for i, mark in enumerate(self.marks) if mark.bits & bits]

    def _numbered(self, f: Found) -> Found:
        """With the number of a king or a pope: بنديكت السادس عشر."""
        t, i = self.t, f.last + 1
        if f.type != "PER" or f.length > 2 or t.fold[f.last].startswith(self.w.article):
            return f
        if not self.r.same_sentence(i, f.last) or t.fold[i] not in self.c.ordinals or self.r.dated[i]:
            return f
        if self.r.same_sentence(i + 1, i) and t.fold[i + 1] in self.c.ordinal_tails:
            i += 1
        return replace(f, last=i)

    def _add(
        self,
        first: int,
        last: int,
        rule: str,
        score: float,
        offset: int = 0,
        gender: Literal["m", "f"] | None = None,
        weight: int = 22,
    ) -> None:
        own = self.w.forenames.get(self.t.fold[first], "")
        gender = gender or ("m" if own == "m" else "f" if own == "f" else None)
        confirmed = score >= 0.5
        form: Literal["name", "candidate"] = "name" if confirmed else "candidate"
        self.out.append(
            Found(
                first,
                last,
                "PER",
                f"person.{rule}",
                score,
                offset,
                form,
                gender=gender,
                weight=weight,
                confirmed=confirmed,
            )
        )
        self.covered.update(range(first, last + 1))

    # ------------------------------------------------------------------ triggers
    def _behind_office(self, s: Span) -> None:
        t, r, w = self.t, self.r, self.w
        i = s.last + 1
        comma = r.same_sentence(i, s.last) and t.text[i] in _BETWEEN
        i += comma
        if not r.same_sentence(i, s.last) or i in self.covered:
            return
        i = self._behind_adjective(i)
        plain = t.fold[i] not in w.surnames and not self.window.is_forename(i) and not t.fold[i].endswith(w.adjective_end)
        if t.fold[s.last] in w.office_adjectives and t.fold[i].startswith(w.article) and plain:
            return  # the former minister refused the comment
        core = t.fold[s.core]
        # an office without article or complement is followed by what it is of ("director of resources"), not by a name
        whose = w.possessives and t.text[s.core].endswith(w.possessives) and not t.fold[i].startswith(w.article)
        definite = (
            whose or s.last > s.core or core.startswith(w.article) or core[s.offset if s.core == s.first else 0 :].startswith(w.article)
        )
        last = self.window.last(i, True, bool(definite or comma), s.office.key in _THRONES)
        foreign = self.strangers.run(i) if definite or comma else None
        if last is None or (comma and foreign is None and not self._namelike(i)):
            return
        strong = self.window.is_forename(i) or foreign is not None
        if last == i and not strong and s.first == s.last and core in self.c.clubs and self.strangers.types.roots.kinds(t.fold[i]) & PAST:
            return  # the team (or the general) and a verb: الفريق تعب
        if strong or last > i or s.office.key not in listed("wordy"):
            self._add(i, last, "title", 0.9 if strong else 0.7, gender=s.office.gender, weight=24)

    def _behind_adjective(self, i: int) -> int:
        """The token behind an adjective that qualifies the title, where a name follows it: الزعيم الآرامي ريزون."""
        t, w = self.t, self.w
        f = t.fold[i]
        adjective = f.startswith(w.article) and i not in self.taken and f not in w.surnames and f not in w.weak_surnames
        if not adjective or not self.r.same_sentence(i + 1, i) or i + 1 in self.taken or self.window.is_forename(i):
            return i
        n = t.fold[i + 1]
        named = self.window.is_forename(i + 1) or (self.strangers.odds(i + 1) or 0.0) >= _FOREIGN
        return i + 1 if named and not n.startswith(w.article) and n not in w.weak_forenames else i

    def _behind_nationality(self, f: Found) -> None:
        """ "The Frenchman X": the adjective of a country that qualifies no noun before it."""
        t, r, w = self.t, self.r, self.w
        i = f.last + 1
        if not r.same_sentence(i, f.last) or i in self.covered or i in self.taken or not self._definite_adjective(f.last):
            return
        whose = r.same_sentence(f.first - 1, f.first) and self.strangers.types.listed(t.fold[f.first - 1], self.c.person_before)
        if r.same_sentence(f.first - 1, f.first) and not f.offset and self._is_noun(f.first - 1) and not whose:
            return  # his Senegalese colleague is followed by a name, the Senegalese airport is not
        if t.fold[i].startswith(w.article) or t.fold[i] in w.weak_forenames or r.is_stop(i):
            return
        if not self.window.is_forename(i) and (self.strangers.odds(i) or 0.0) < _LIKE and not whose:
            return
        last = self.window.last(i, True)
        if last is None and whose and self.strangers.types.is_shaped(t.text[i], t.fold[i]):
            last = i
        if last is not None:
            self._add(i, last, "nationality", 0.8 if self.window.is_forename(i) else 0.6, weight=23)

    def _surname(self, i: int) -> None:
        """A surname that the news of the world uses alone, with the given name before it."""
        t, r, w = self.t, self.r, self.w
        if r.is_stop(i) or (r.same_sentence(i - 1, i) and t.fold[i - 1] in self.c.bodies):
            return
        offset = self.marks[i].surname
        if not offset and i + 1 < len(t) and (t.fold[i + 1] in w.surnames or t.fold[i + 1] in w.kin or t.text[i + 1] in w.joints):
            return
        k = i - 1
        if not offset and r.same_sentence(k, i) and self._is_place_or_adjective(k, i):
            return
        first = (
            k
            if not offset and r.same_sentence(k, i) and k not in self.covered and k not in self.taken and self.window.is_forename(k)
            else i
        )
        self._add(first, i, "surname", 0.75, offset if first == i else 0, weight=21)

    def _is_place_or_adjective(self, k: int, i: int) -> bool:
        """Behind a noun of places (طريق الزبير), or with the ending of origin behind a noun with the article (السحب الشهري)."""
        before, w = self.t.fold[k], self.w
        if self.strangers.types.listed(before, w.loc_before) or (before in self.c.places and not self.r.is_stop(k)):
            return True
        adjective = self.t.fold[i].startswith(w.article) and self.t.fold[i].endswith(w.adjective_end)
        if not adjective or k in self.taken or k in self.covered or not before.startswith((w.article, *w.for_article)):
            return False
        types = self.strangers.types
        return before not in w.forenames and not types.listed(before, self.c.person_nouns) and types.roots.cost(before) is not None

    def _forename(self, i: int) -> None:
        w, f = self.w, self.t.fold[i]
        offset = self.marks[i].given
        if f in w.weak_forenames or (not offset and self.r.is_stop(i)) or self.strangers.types.is_misread(self.t.text[i], f):
            return
        if self._is_ship(i):
            return
        if i in self.taken and (offset or self.taken[i].rule not in ("lexicon.demonym", "lexicon.city")):
            return
        last = self.window.last(i, False, glued=offset)
        if last is None:
            return
        if last > i:
            self._add(i, last, "forename", 0.8, offset)
        elif not offset and i not in self.taken:
            said = self.r.same_sentence(i - 1, i) and self.t.fold[i - 1] in w.speech and not self.r.is_stop(i - 1)
            self._add(i, i, "single", 0.55 if said else 0.4, weight=10)

    # ------------------------------------------------------------------ what a word may be
    def _is_ship(self, i: int) -> bool:
        k = i - 2 if i > 1 and self.t.text[i - 1] in _BETWEEN else i - 1
        return self.r.same_sentence(k, i) and self.t.fold[k] in self.w.vessels

    def _definite_adjective(self, i: int) -> bool:
        f, article = self.t.fold[i], self.w.article
        return f.endswith(self.w.adjective_end) and (
            f.startswith((article, *self.w.for_article)) or f[1:].startswith((article, article[1:] * 2))
        )

    def _is_noun(self, i: int) -> bool:
        """A word that an adjective behind it may qualify: one with the article, an office, a name; not a verb, a preposition or a sign."""
        f, w = self.t.fold[i], self.w
        if self.t.kind[i] != "w" or i in self.taken:
            return i in self.taken
        if self.r.is_stop(i) or f in w.speech or f in w.verbs:
            return f.startswith(w.article)
        return True

    def _namelike(self, i: int) -> bool:
        if not self.window.is_forename(i) or self.t.fold[i] not in self.w.weak_forenames:
            return self.window.is_forename(i)
        return i + 1 < len(self.t) and (self.window.is_forename(i + 1) or self.t.fold[i + 1].startswith(self.w.article))
