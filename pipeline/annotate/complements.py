"""What belongs to an office: the words behind and before it that say of what, of whom and for what.

`secrétaire général adjoint de l'OTAN pour les opérations`, `Iraqi prime minister`, `the Secretary General's Special Representative`.
Here stand the values `Office` and `Span` and the growth of one span; which words are offices is decided in `roles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.languages import shared
from pipeline.values import swift

TITLE = "honorific"
_LONGEST = 9  # words that a field of work ("Political Affairs and Security Policy") may have


@dataclass(frozen=True, slots=True)
class Office:
    key: str
    gender: Literal["m", "f"] | None
    plural: bool


@swift
@dataclass(frozen=True, slots=True)
class Span:
    """Words that name an office: tokens first … last without `offset` characters of the first.

    `core` is the last token of the office itself, without its complements.
    """

    first: int
    last: int
    core: int
    offset: int
    office: Office
    country: str | None = None
    body: str | None = None  # lexicon id or folded name of the organisation it belongs to
    body_first: int | None = None  # first token of that organisation


@lru_cache(maxsize=4)
def listed(key: str) -> frozenset[str]:
    """Offices of `shared/roles.toml`: `weak` ones are roles only with a holder or a body, `single` ones have one holder at a time."""
    return frozenset(str(k) for k in shared().toml("roles").get(key, ()))


class Complements:
    """Grows one office over its complements. `best` are the offices, `found` the known names, both by first token."""

    def __init__(self, reading: Reading, best: Mapping[int, Span], found: Mapping[int, Found], span: Span) -> None:
        self.r, self.t, self.w = reading, reading.tokens, reading.words
        self.best, self.found, self.span = best, found, span

    def grown(self) -> Span:
        self._inner()
        rules = (self._name, self._possessive, *((self._linked, self._governed) if self.w.latin else (self._glued,)))
        going = True
        while going and self.r.same_sentence(self.span.last + 1, self.span.first):
            i = self.span.last + 1
            going = any(rule(i) for rule in rules)
        if self.w.latin:
            self._front()
        return self.span

    def _inner(self) -> None:
        """A country's adjective that slipped into the office itself."""
        for i in range(self.span.first + 1, self.span.last + 1):
            if i in self.found and self.found[i].form == "demonym":
                self.span = replace(self.span, country=self.found[i].country)

    def _take(self, f: Found, last: int | None = None) -> bool:
        span = replace(self.span, last=max(self.span.last, f.last) if last is None else last)
        if f.type != "ORG":
            span = replace(span, country=span.country or f.country)
        elif span.body_first is None:
            # a mission of an alliance in a country does not make its chief a man of that country
            country = None if f.parent and f.parent.startswith("org:") else f.country
            span = replace(span, body=f.key, body_first=f.first, country=span.country or country)
        self.span = span
        return True

    def _to(self, last: int) -> bool:
        self.span = replace(self.span, last=last)
        return True

    # ------------------------------------------------------------------ behind the office; each says whether the phrase goes on
    def _name(self, i: int) -> bool:
        """The adjective of a country; in Arabic any name directly behind: رئيس وزراء العراق."""
        f, w = self.found.get(i), self.w
        if f is None or f.type == "PER" or (w.latin and f.form != "demonym"):
            return False
        if f.form == "demonym":
            return not (w.latin and self.r.capital[i] and self.span.country) and self._take(f)
        if f.offset and not self.t.fold[i].startswith(w.case_letters):
            return False  # "and X", not "of X"
        return self._take(f)

    def _possessive(self, i: int) -> bool:
        """The Secretary General's Special Representative."""
        inner = self.best.get(i + 1) if self.t.fold[i] == "'s" else None
        if inner is None:
            return False
        self.span = replace(self.span, last=inner.last, core=inner.last, office=inner.office)
        return True

    def _linked(self, i: int) -> bool:
        t, w = self.t, self.w
        link = t.fold[i]
        if (
            t.kind[i] != "w"
            or (link not in w.of and link not in w.about)
            or (link in w.place_before and self.span.office.key not in listed("abroad"))
        ):
            return False
        j = i + 1
        while self.r.same_sentence(j, i) and t.fold[j] in w.articles:
            j += 1
        if not self.r.same_sentence(j, i):
            return False
        f = self.found.get(j)
        if f is not None and f.type != "PER" and f.form != "demonym":
            inner = self._office_of(f)  # of the NATO Secretary General
            if f.type != "ORG" and self.span.office.key in listed("abroad") and link not in w.genitive:
                return self._to(f.last)  # the envoy to Yemen: where, not whose
            return self._take(f, inner.last if inner is not None else None)
        if j in self.best and self.best[j].office.key != TITLE and link not in w.bare_about and link not in w.place_before:
            return self._to(self.best[j].last)
        if self.span.office.key in listed("speaking"):
            return False
        if link in w.about and (j > i + 1 or self.r.capital[j] or link not in w.bare_about):
            last = self._field(j)
            return last is not None and self._to(last)
        return False

    def _glued(self, i: int) -> bool:
        """Arabic: a field of work behind لشؤون or the preposition written on the word."""
        t, w = self.t, self.w
        place = self.found.get(i + 1)
        if t.fold[i] in w.abroad and place is not None and place.type != "PER" and self.span.office.key in listed("abroad"):
            return self._to(place.last)  # the envoy to Yemen: where, not whose
        if self._genitive(i):
            # a chair of whatever is no head of state, and the office goes on with what it is of
            key = "chair" if self.span.office.key == "head_of_state" else self.span.office.key
            self.span = replace(self.span, office=replace(self.span.office, key=key))
            return self._to(i)
        if t.fold[i] in w.office_adjectives and i not in self.found:
            return self._to(i)
        if t.fold[i - 1] in w.behalf and t.fold[i].startswith(w.article) and i not in self.found:
            return self._to(i)  # the spokesman of the government
        if i in self.best or not (t.fold[i] in w.about or t.fold[i].startswith(w.for_article)):
            return False
        last = i
        if t.fold[i] in w.about:
            while last - i < 3 and self.r.same_sentence(last + 1, i) and t.kind[last + 1] == "w" and self._of_field(last + 1):
                last += 1
        self._to(last)
        return False

    def _genitive(self, i: int) -> bool:
        """رئيسة المفوضية: a definite noun directly behind an office without the article is what the office is of."""
        t, w, span = self.t, self.w, self.span
        core = t.fold[span.core][span.offset if span.core == span.first else 0 :]
        whose = w.possessives and t.text[span.core].endswith(w.possessives)
        if (
            whose
            or span.last != span.core
            or span.office.key == TITLE
            or w.article in (core[: len(w.article)], core[1 : 1 + len(w.article)])
        ):
            return False
        f = t.fold[i]
        return (
            f.startswith(w.article) and len(f) > 4 and i not in self.found and i not in self.best and t.kind[i] == "w"
            and not self.r.dated[i] and f not in w.no_genitive and f not in w.forenames and f not in w.office_adjectives
        )  # fmt: skip

    def _of_field(self, i: int) -> bool:
        f, w = self.t.fold[i], self.w
        return (
            w.article in (f[: len(w.article)], f[1 : 1 + len(w.article)])
            and f not in w.stops
            and f not in w.forenames
            and i not in self.found
        )

    def _office_of(self, f: Found) -> Span | None:
        """The office that stands directly behind a body's or a country's name: `the NATO Secretary General`."""
        i = f.last + 1
        i += self.r.same_sentence(i, f.last) and self.t.fold[i] == "'s"
        inner = self.best.get(i)
        return inner if inner is not None and self.r.same_sentence(i, f.last) and inner.office.key != TITLE else None

    def _field(self, first: int) -> int | None:
        """Last token of a field of work that begins here ("Political Affairs and Security Policy"), None where none does."""
        t, w, last = self.t, self.w, None
        for i in range(first, min(first + _LONGEST, len(t))):
            if not self.r.same_sentence(i, first) or t.kind[i] != "w" or self.r.dated[i]:
                break
            small = t.fold[i] in w.inner or t.fold[i] in w.articles
            if (t.fold[i] in w.stops and not small) or (i > first and (self._is_verb(i) or self._next_office(i))):
                break
            if not small:
                last = i
        return last

    def _governed(self, i: int) -> bool:
        """What a minister governs, in words with capitals: ministre des Pêches, ministre du Tourisme | et de l'Artisanat."""
        t, w, r = self.t, self.w, self.r
        if self.span.office.key not in listed("portfolio") or not (t.fold[i] in w.genitive or t.fold[i] in w.both):
            return False
        j = i
        while r.same_sentence(j, i) and (t.fold[j] in w.inner or t.fold[j] in w.articles):
            j += 1
        if not r.same_sentence(j, i) or not self._names_field(j):
            return False
        if t.fold[i] in w.both and w.genitive.isdisjoint(t.fold[self.span.first : i]):
            return False  # the minister and Parliament
        if t.fold[i] in w.both and w.genitive.isdisjoint(t.fold[i:j]) and r.same_sentence(j + 1, i) and r.capital[j + 1]:
            return False  # the Minister of Tourism and Karim Saleh
        return self._to(self._portfolio(j))

    def _names_field(self, i: int) -> bool:
        return self.r.capital[i] and i not in self.found and i not in self.best and self.t.fold[i] not in self.w.forenames

    def _portfolio(self, first: int) -> int:
        """Last token of what a ministry governs: des Pêches et de l'Économie maritime. A capital goes on behind a small word, or in what
        an article began (the Blue Economy), so that the minister's name stays outside; of other words one, which is no verb."""
        t, w, last = self.t, self.w, first
        led = t.fold[first - 1] in w.articles
        between = plain = False
        for i in range(first + 1, min(first + _LONGEST, len(t))):
            if not self.r.same_sentence(i, first) or t.kind[i] != "w" or i in self.best:
                break
            if t.fold[i] in w.inner or t.fold[i] in w.articles:
                between, led = True, t.fold[i] in w.articles
            elif self._names_field(i) and (between or led or t.joined[i]):
                last, between, plain = i, False, False
            elif (
                plain or between or self.r.capital[i] or t.fold[i] in w.stops or t.fold[i] in w.verbs or t.fold[i].endswith(w.verb_endings)
            ):
                break
            else:
                last, plain, led = i, True, False
        return last

    def _is_verb(self, i: int) -> bool:
        t, w = self.t, self.w
        if self.r.capital[i] or not (t.fold[i] in w.verbs or t.fold[i] in w.speech):
            return False
        word = t.fold[i - 1]
        return word not in w.articles and word not in w.inner and word not in w.place_before

    def _next_office(self, i: int) -> bool:
        """ "… and the special representative", "… and the NATO Secretary General": the next office begins."""
        t, w = self.t, self.w
        if t.fold[i] in w.inner:
            j = i + 1
            while self.r.same_sentence(j, i) and t.fold[j] in w.articles:
                j += 1
            return j in self.found and self.r.same_sentence(j, i) and self._office_of(self.found[j]) is not None
        return i in self.best and t.fold[i - 1] in w.inner and (self.best[i].last > self.best[i].first or self.r.capital[i])

    # ------------------------------------------------------------------ before the office
    def _front(self) -> None:
        """`NATO Secretary General`, `Iraqi prime minister`, `Iraq's foreign minister`: a country in the genitive stays outside."""
        i, span = self.span.first - 1, self.span
        if not self.r.same_sentence(i, span.first):
            return
        possessive = self.t.fold[i] == "'s"
        f = next(
            (f for k in range(i - possessive, max(-1, i - 12), -1) if (f := self.found.get(k)) is not None and f.last == i - possessive),
            None,
        )
        if f is None or f.type == "PER" or not (possessive or self.w.fronts):
            return
        if f.type == "ORG" or (not possessive and f.form in ("demonym", "acronym")):
            self.span = replace(span, first=f.first, offset=0)
            self._take(f, span.last)
        elif self.w.fronts or possessive:
            self.span = replace(span, country=span.country or f.country)
