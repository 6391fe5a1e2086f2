"""What one run of capitals is, by itself: a person, a place, a body, or a candidate that the article or the corpus may settle.

Titles before it, offices in apposition, given names, particles, verbs of saying, nouns of places decide, the surest first. Which runs
there are is found in `persons`; what is left open is settled for the whole article in `unsettled`.
"""

from __future__ import annotations

from typing import Literal, Protocol

from pipeline.annotate.complements import TITLE, Span, listed
from pipeline.annotate.names import Found
from pipeline.annotate.reading import CLOSING_QUOTES, OPENING, Reading

_LONGEST_PERSON = 5  # words
_SPOKEN = 5  # letters of a surname in capitals that is no acronym
_OVERRULING = frozenset({TITLE, "officer", "head_of_state", "minister"})  # offices behind which a city's name is a person's


class Surroundings(Protocol):
    """What a run is told of its article: the towns and regions that it may hold, offices by their last and first token."""

    r: Reading
    soft: dict[int, Found]
    ends: dict[int, Span]
    starts: dict[int, Span]

    def free_capital(self, i: int) -> bool:
        """Whether a capital stands there that belongs to no known name."""


class Run:
    """One run of capitals: what stands around it, and what it therefore is."""

    def __init__(self, runs: Surroundings, first: int, last: int) -> None:
        self.runs, self.r, self.first, self.last = runs, runs.r, first, last
        self.t, self.w = runs.r.tokens, runs.r.words
        self.words = [i for i in range(first, last + 1) if self.t.kind[i] == "w"]
        self.before = first - 1 if runs.r.same_sentence(first - 1, first) else -1
        self.forename = self.t.fold[first] in self.w.forenames
        title = self._title()
        self.plural_title = title is not None and title.office.plural and not self.forename
        self.title = None if self.plural_title else title
        self.after = self._office_after()
        word = self.t.fold[self.before] if self.before >= 0 else ""
        self.governed = word in self.w.of or word in self.w.place_before
        self.said = self._said()
        self.loud = self.r.loud[first]
        self.particle = self._has_particle()

    def judge(self) -> Found | None:
        if not any(self.r.capital[i] for i in self.words):
            return None
        f = self.runs.soft.get(self.first)
        overruled = self.title is not None and self.title.office.key in _OVERRULING
        if f is not None and (f.first, f.last) == (self.first, self.last) and not overruled:
            return None  # the gazetteer has it
        for rule in (
            self._ship,
            self._place_of,
            self._place_word,
            self._behind_place_word,
            self._by_office,
            self._by_name,
            self._by_surroundings,
        ):
            found = rule()
            if found is not None:
                return None if found.rule == "" else found
        return self._candidate("PER" if self.last - self.first < 3 else "MISC")

    # ------------------------------------------------------------------ evidence
    def _title(self) -> Span | None:
        t, ends, i = self.t, self.runs.ends, self.before
        if i > 0 and t.text[i] == "." and self.r.same_sentence(i - 1, i):
            i -= 1  # Gen. Smith, M. Smith
        if i >= 0 and i in ends:
            return ends[i]
        if i > 0 and t.text[i] == "," and i - 1 in ends and ends[i - 1].office.key != TITLE:
            return ends[i - 1]
        return None

    def _office_after(self) -> Span | None:
        """`X, the minister of …` / `X, ministre de …` / `X (minister)`."""
        t, r, starts = self.t, self.r, self.runs.starts
        i = self.last + 1
        if not r.same_sentence(i, self.last) or t.text[i] not in {",", "(", "–", "—"}:
            return None
        for k in range(i + 1, i + 5):
            if not r.same_sentence(k, i):
                return None
            if k in starts and starts[k].office.key != TITLE:
                return None if starts[k].office.plural else starts[k]
            plain = t.kind[k] == "w" and not r.capital[k] and t.fold[k] not in self.w.stops
            if not (plain or t.kind[k] == "n" or t.fold[k] in self.w.articles):
                return None
        return None

    def _said(self) -> bool:
        t, r, w = self.t, self.r, self.w
        if self.governed:
            return False  # residents of X complained
        for i in (self.last + 1, self.last + 2):  # "has said", "a déclaré"
            if r.same_sentence(i, self.last) and t.kind[i] == "w":
                if t.fold[i] in w.speech:
                    return True
                if not r.capital[i] and t.fold[i] not in w.stops:
                    break
        return self.before >= 0 and t.fold[self.before] in w.speech and self._after_words(self.before)

    def _after_words(self, verb: int) -> bool:
        """Whether a comma or a quotation mark stands shortly before the verb: `…", a déclaré X`."""
        t = self.t
        return any(
            self.r.same_sentence(i, verb) and (t.text[i] == "," or t.text[i] in CLOSING_QUOTES) for i in range(max(0, verb - 5), verb)
        ) or not self.r.same_sentence(verb - 1, verb)

    def _has_particle(self) -> bool:
        """Whether the run has a particle that only names of persons have (al-, bin, van)."""
        t, w = self.t, self.w
        return any(
            t.fold[i] in w.personal and (t.text[i][0].islower() or t.fold[i] not in w.glued or t.joined[i + 1]) for i in self.words[:-1]
        )

    # ------------------------------------------------------------------ verdicts
    def _person(self, score: float, rule: str, confirmed: bool = True) -> Found | None:
        if len(self.words) > _LONGEST_PERSON:
            return None
        gender: Literal["m", "f"] | None = self.title.office.gender if self.title is not None else None
        own = self.w.forenames.get(self.t.fold[self.first], "")
        gender = gender or ("m" if own == "m" else "f" if own == "f" else None)
        weight = 22 if score > 0.6 else 12
        return Found(self.first, self.last, "PER", f"person.{rule}", score, gender=gender, weight=weight, confirmed=confirmed)

    def _place(self, rule: str, score: float, weight: int) -> Found:
        return Found(self.first, self.last, "LOC", f"shape.{rule}", score, weight=weight)

    def _candidate(self, kind: Literal["PER", "LOC", "MISC"], rule: str = "candidate", score: float = 0.3) -> Found:
        return Found(self.first, self.last, kind, f"shape.{rule}", score, 0, "candidate", weight=1, confirmed=False)

    def _ship(self) -> Found | None:
        """The trawler X, MV X."""
        t, w, k = self.t, self.w, self.before
        while k > 0 and (t.text[k] in OPENING or t.fold[k] in w.articles):
            k -= 1
        marked = len(self.words) > 1 and t.text[self.first].isupper() and t.fold[self.first] in w.vessel_marks
        if marked or (k >= 0 and t.fold[k] in w.vessels and not self.r.capital[k] and self.r.same_sentence(k, self.first)):
            return Found(self.first, self.last, "MISC", "shape.ship", 0.7, weight=21)
        return None

    def _place_of(self) -> Found | None:
        """Gulf of Bothnia, Isle of Sorvatn."""
        t, r, w = self.t, self.r, self.w
        i = self.last + 2
        if (
            len(self.words) != 1
            or t.fold[self.first] not in w.loc_after
            or not self.runs.free_capital(i)
            or not r.same_sentence(i, self.last)
        ):
            return None
        if t.fold[i - 1] not in w.genitive:
            return None
        while r.same_sentence(i + 1, self.last) and self.runs.free_capital(i + 1):
            i += 1
        return Found(self.first, i, "LOC", "shape.place", 0.75, weight=23)

    def _place_word(self) -> Found | None:
        """Potomac River, Lake Geneva, Washington Summit."""
        t, w = self.t, self.w
        if len(self.words) < 2:
            return None
        tail = t.fold[self.last] if self.r.capital[self.last] else ""
        if tail in w.loc_after and self.title is None:
            return self._place("place", 0.75, 21)
        if tail in w.events:
            return Found(self.first, self.last, "MISC", "shape.event", 0.7, weight=21)
        return self._place("place", 0.7, 21) if t.fold[self.first] in w.loc_before else None

    def _behind_place_word(self) -> Found | None:
        """French: place al-Amal, rue Ahmed-Zabana, détroit de Béring, institut Pasteur: the noun is part of the name."""
        t, w, k = self.t, self.w, self.before
        if k < 0 or w.loc_after or self.title is not None:
            return None
        while k > 0 and (t.fold[k] in w.genitive or t.fold[k] in w.articles) and self.r.same_sentence(k - 1, k) and self.before - k < 2:
            k -= 1
        if self.r.capital[k] or (t.fold[k] not in w.named_places and t.fold[k] not in w.named_bodies):
            here = t.fold[self.before] in w.loc_before
            return self._place("place", 0.7, 21) if here else None
        if t.fold[k] in w.named_bodies:
            return Found(k, self.last, "ORG", "shape.body", 0.7, weight=23)
        return Found(k, self.last, "LOC", "shape.place", 0.7, weight=23)

    def _by_office(self) -> Found | None:
        t, w, k = self.t, self.w, self.before
        if self.title is not None and len(self.words) <= _LONGEST_PERSON:
            return self._person(0.92, "title")
        if k > 0 and k - 1 in self.runs.ends and t.fold[k] in w.of and self.runs.ends[k - 1].office.key in listed("local"):
            return self._place("office", 0.7, 21)  # the mayor of X
        if len(self.words) == 1 and t.fold[self.first] in w.surnames and not self.loud:
            return self._person(0.75, "surname")
        if self._hyphenated():
            return self._candidate("LOC", "hyphen", 0.4)
        if self.after is None or (len(self.words) == 1 and self.r.is_placed(self.first)):
            return None  # In X, the mayor thanked voters
        if len(self.words) > 1 or not (self.r.initial[self.first] or self.loud):
            return self._person(0.9, "apposition")
        if self._is_apposed(self.after):
            return self._person(0.8, "apposition")
        return None

    def _is_apposed(self, office: Span) -> bool:
        """Whether the office can be that of nobody but the word that begins the sentence: X, mayor of Y. Behind an adverb it has an
        article (Elsewhere, the mayor …) or a name (Meanwhile, President Z …)."""
        return not self.loud and office.first == self.last + 2 and not self.runs.free_capital(office.last + 1)

    def _hyphenated(self) -> bool:
        one = len(self.words) > 1 and all(self.t.joined[i] for i in self.words[1:])
        return one and not (self.forename or self.said or self.particle or self.r.initial[self.first])

    def _by_name(self) -> Found | None:
        t, w, words = self.t, self.w, self.words
        if len(words) > 1:
            if self.forename and len(words) <= _LONGEST_PERSON:
                return self._person(0.85, "forename")
            if any(t.fold[i] in w.forenames for i in words[1:-1]):
                return self._person(0.7, "forename")
        soft = self.runs.soft
        if not self.said and any(i in soft and (soft[i].first > self.first or soft[i].last < self.last) for i in words):
            return Found(self.first, self.last, "MISC", "", 0.0)  # a known place with more capitals: nothing is certain
        if len(words) > 1 and self._initials():
            return self._person(0.8, "initials")
        return self._person(0.75, "particle") if self.particle else None

    def _initials(self) -> bool:
        t = self.t
        if any(len(t.text[i]) == 1 and self.r.capital[i] for i in self.words[1:-1]):
            return True
        return len(t.text[self.first]) == 1 and t.text[self.first + 1] == "." and len(self.words) == 2

    def _by_surroundings(self) -> Found | None:
        t, w, k, single = self.t, self.w, self.before, len(self.words) == 1
        acronym = _is_acronym(t.text[self.first])
        if self.said and len(self.words) <= 4 and not acronym:
            return self._person(0.65 if self.r.initial[self.first] else 0.75, "said")
        if single and acronym and self._is_label():
            return self._person(0.6, "label")
        if single and acronym and not self.loud:
            return Found(self.first, self.last, "ORG", "shape.acronym", 0.6, 0, "acronym", weight=11)
        before = t.fold[k] if k >= 0 else ""
        if before in w.place_before:
            return self._place("preposition", 0.55, 11)
        if before in w.loc_before and not w.loc_after:
            return self._place("place", 0.7, 11)
        if single and before in w.maybe_place and not self.forename:
            return self._candidate("LOC")
        if single and self.forename and not (self.r.initial[self.first] or self.loud):
            return self._person(0.6, "single")
        return self._person(0.45, "capitals", confirmed=False) if 2 <= len(self.words) <= 3 and not self.loud else None

    def _is_label(self) -> bool:
        """A surname in capitals before the colon of a transcript, too long for an acronym: `WALDEN: …`."""
        t, i = self.t, self.first
        return len(t.text[i]) >= _SPOKEN and self.r.initial[i] and i + 1 < len(t) and t.text[i + 1] == ":"


def _is_acronym(word: str) -> bool:
    if word[:-1].isupper() and word[-1] == "s":
        return False  # GIFs
    return (2 <= len(word) <= 7 and word.isupper() and word.isalpha()) or (len(word) > 3 and sum(c.isupper() for c in word[1:]) >= 2)
