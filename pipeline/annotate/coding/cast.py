"""The cast of an article: whom units stand for, which rows they give an event, and who was spoken of last.

A unit becomes a row of the body or country it acts for, and a row of the person beside it. Pronouns, "both sides", "we" in a quotation
and people without a name are resolved here, each with its basis; what cannot be resolved gives no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pipeline.annotate.coding import defaults
from pipeline.annotate.coding.frames import Parties
from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.ontology import SYMMETRIC, EventType
from pipeline.annotate.coding.reading import Reading
from pipeline.annotate.coding.units import Actors, Code, Unit
from pipeline.model import Participant, ParticipantRole, Quote
from pipeline.text import Tokens

Basis = Literal["direct", "coreference", "quote_speaker", "title", "default"]
_MAIN = 5  # times that the second of an article's two main parties must be named, the first names counting more
# Acts within a country: whose name the text leaves out acts for the country where it happens.
_DOMESTIC = frozenset({"CONCEDE", "PROTEST", "COERCE", "RETREAT", "APPOINT"})
_ABROAD = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "AID"})
_ANSWERED = 1  # sentences between an act and the words that answer it
_OFFERED = frozenset({"AGREE", "SUPPORT"})  # acts of words for another, who may be left out
_ROLES: dict[str, tuple[ParticipantRole, ParticipantRole]] = {
    "host": ("recipient", "actor"),
    "vic": ("recipient", "recipient"),
    "obj": ("recipient", "recipient"),
    "sym": ("participant", "participant"),
}


class Cast:
    """Who acts in one article. Events are told to `remember` in text order; `rows` resolves against what was told so far."""

    def __init__(
        self,
        actors: Actors,
        tokens: Tokens,
        rules: Grammar,
        country: str | None,
        title: tuple[int, int],
        closed: frozenset[int] = frozenset(),
    ) -> None:
        """`country`: the one the article speaks of; `closed`: tokens in which nobody acts."""
        self.actors, self.tokens, self.grammar, self.country = actors, tokens, rules, country
        # outlets report, they do not act
        self.units = [u for u in actors.units if u.first not in closed and not any(c.sector == "MED" for c in u.codes)]
        self.main = _main_pair(self.units, title)
        self.pair: tuple[Code, ...] = ()
        self.parties: tuple[Unit, ...] = ()
        self.one: Unit | None = None
        self.earlier: tuple[Unit, ...] = ()
        self.last_subject: tuple[Unit, ...] = ()
        self.last_object: tuple[Unit, ...] = ()

    def rows(self, frame: str, kind: EventType, found: Parties, quote: Quote | None, place: str | None) -> tuple[Participant, ...]:
        """Participants of an event. `place`: the country in which it happens, for people without a name."""
        first, second = _ROLES.get(frame, ("actor", "recipient"))
        if kind.type in SYMMETRIC or kind.type in _ABROAD:
            place = None  # who meets, visits or speaks somewhere is not of there
        if frame == "nom" and kind.type in SYMMETRIC:
            first = second = "participant"
        out: list[Participant] = []
        for role, units in ((first, found.subject), (second, found.object), ("actor", found.agents)):
            for unit in units:
                out += self._unit(role, unit, quote, place)
            if kind.type in _DOMESTIC and role == "actor" and units and place and not any(r.code for r in out):
                out.append(self._default(role, place))
        if not place:  # whom the words name is not one of those whom they leave out
            named = {r.code for r in out if r.code and r.basis != "default"}
            out = [r for r in out if r.basis != "default" or r.code not in named]
        units = (*found.subject, *found.object)
        codes = frozenset(r.code for r in out if r.code)
        if frame == "nom" and kind.mode == "visit" and len(codes) == 1 and units:
            other = defaults.other_side(self.units, self.tokens, min(u.first for u in units), codes)  # who is visited was named before
            if other is not None:
                out.append(_row("participant", other, None, "default"))
        is_unknown = any(u.form in ("org", "per") and not u.codes for u in (*found.subject, *found.object))
        if kind.type in SYMMETRIC and frame not in ("nom", "of") and not is_unknown:
            is_subject = any(r.code and r.role == first for r in out)
            out += self._other(out, second if is_subject else first)
        return tuple(_unique(out))

    def completed(
        self, rows: Sequence[Participant], frame: str, kind: EventType, found: Parties, at: int, place: str | None
    ) -> tuple[Participant, ...]:
        """The rows, with the countries that the words of the act at token `at` leave out (`defaults`)."""
        out = list(rows)
        doer = defaults.actor_of(kind, frame, found, out, self.country, place)
        if doer is not None:
            out.insert(0, self._default(*doer))
        if kind.type in _OFFERED and frame == "svo" and len({r.code for r in out if r.code}) == 1 and kind.mode != "treaty":
            return (*out, *self._offered(out, found, at, place))
        if kind.type in SYMMETRIC or frame in ("vic", "obj", "made", "again") or any(r.code and r.role == "recipient" for r in out):
            return tuple(out)
        codes = frozenset(r.code for r in out if r.code)
        other = self._answered(at, codes) or (defaults.other_side(self.units, self.tokens, at, codes) if codes else None)
        code = defaults.recipient_of(kind, found, out, self.country, other, place)
        if isinstance(code, Code):
            out.append(_row("recipient", code, None, "default"))
        elif code is not None:
            out.append(self._default("recipient", code))
        return tuple(out)

    def _answered(self, at: int, codes: frozenset[str]) -> Code | None:
        """Who acted last, if he did so in the two sentences before: what he did is what is answered, not who told of it."""
        for unit in self.last_subject:
            near = 0 < self.tokens.sentence[at] - self.tokens.sentence[unit.first] <= _ANSWERED
            found = next((c for c in unit.codes if c.code is not None), None)
            if near and codes and found is not None and found.code not in codes:
                return found
        return None

    def _offered(self, rows: Sequence[Participant], found: Parties, at: int, place: str | None) -> list[Participant]:
        """Whom a promise or praise without a name is for: people who are where it tells, else the one spoken of last."""
        code = next(r.code for r in rows if r.code)
        if any(u.form in ("group", "role") for u in found.object):
            return [self._default("recipient", place)] if place and place != code else []
        if any(u.form in ("per", "org") for u in found.object):
            return []
        other = defaults.other_side(self.units, self.tokens, at, frozenset({code}))
        return [_row("recipient", other, None, "default")] if other is not None else []

    def _default(self, role: ParticipantRole, country: str) -> Participant:
        return _row(role, Code(country, country, self.actors.country_no.get(country)), None, "default")

    def _other(self, rows: Sequence[Participant], role: ParticipantRole) -> list[Participant]:
        """The other of the two that the article is about, where talks, ties or deals name only one of them."""
        codes = {r.code for r in rows if r.code}
        if len(codes) != 1 or not codes <= {c.code for c in self.main}:
            return []
        return [_row(role, c, None, "default") for c in self.main if c.code not in codes]

    def _unit(self, role: ParticipantRole, unit: Unit, quote: Quote | None, place: str | None) -> list[Participant]:
        if unit.form == "they" and not self._they():
            people = [u for u in self.parties if u.form == "per"]
            return [replace(r, basis="coreference") for u in people for r in self._unit(role, u, quote, None)]
        known = self._resolved(unit, quote, place)
        if known is None:
            return []
        codes, person, basis = known
        out = [_row(role, code, unit, basis) for code in codes]
        if unit.form == "org" and unit.local_no is not None and all(c.local_no != unit.local_no for c in codes):
            out.append(_row("participant", Code(None, None, unit.local_no), unit, basis))
        person_role: ParticipantRole = "participant" if codes else role
        if person is not None:
            out.append(_row(person_role, Code(None, None, person), unit, basis))
        elif unit.form == "role":
            out.append(replace(_row(person_role, Code(None, None, None), unit, basis), role_no=unit.role_no))
        for leader in self.actors.leaders.get(unit.first, ()):
            row = next((u for u in self.units if u.local_no == leader and u.first > unit.first), None)
            out.append(_row("participant", Code(None, None, leader), row, basis))
        return out

    def _resolved(self, unit: Unit, quote: Quote | None, place: str | None) -> tuple[tuple[Code, ...], int | None, Basis] | None:
        """Codes and person that a unit stands for, and how that is known; None where it cannot be."""
        person = unit.local_no if unit.form in ("per", "role") else None
        if unit.form == "we":
            speaker = self.speaker(quote)
            return ((speaker,), quote.speaker_no, "quote_speaker") if quote is not None and speaker is not None else None
        if unit.form == "pair":
            return self._both(unit), None, "coreference"
        if unit.form == "they":
            return self._they(), None, "coreference"
        if unit.form == "one":
            one = self._antecedent(unit)
            return (one.codes, one.local_no, "coreference") if one is not None else None
        if unit.codes or unit.form not in ("group", "role"):
            return unit.codes, person, "direct"
        speaker = self.speaker(quote)
        if speaker is not None and self.tokens.fold[unit.first] in self.grammar.words("state"):
            return (speaker,), person, "quote_speaker"  # "the government of his country"
        if unit.form == "role":
            return (), person, "direct"
        country = place or self.country
        return ((Code(country, country, self.actors.country_no.get(country)),), None, "default") if country else None

    def _antecedent(self, pronoun: Unit) -> Unit | None:
        """Whom he or she is: the last person named in this sentence or the one before, else who acted last."""
        sentence = self.tokens.sentence[pronoun.first]
        for unit in reversed(self.units):
            if unit.last < pronoun.first and unit.form == "per":
                return unit if sentence - self.tokens.sentence[unit.first] <= 1 else self.one
        return self.one

    def _both(self, unit: Unit) -> tuple[Code, ...]:
        """The two that are spoken of; never who speaks to them: then the two others named last before it, else right behind."""
        sentence = self.tokens.sentence[unit.first]
        doers = {c.code for u in self.units if u.last < unit.first and self.tokens.sentence[u.first] == sentence for c in u.codes}
        for pair in (self.pair, self.main):
            if pair and (unit.first == self.tokens.sentence_bounds(sentence)[0] or not doers & {c.code for c in pair}):
                return pair
        behind = {c.code: c for u in self.units if u.first > unit.last and self.tokens.sentence[u.first] == sentence for c in u.codes}
        if len(behind) == 2:
            return tuple(behind.values())
        return self.pair or self.main

    def _they(self) -> tuple[Code, ...]:
        if self.pair:
            return self.pair
        return self.one.codes if self.one is not None else self.main

    def speaker(self, quote: Quote | None) -> Code | None:
        """Whom the speaker of a quotation speaks for."""
        if quote is not None and quote.speaker_no is not None:
            code = self.actors.codes[quote.speaker_no]
            return code if code.code else None
        if quote is not None and quote.speaker_role_no is not None:
            return next((u.codes[0] for u in self.units if u.role_no == quote.speaker_role_no and u.codes), None)
        return None

    def subject_near(self, token: int) -> tuple[Unit, ...]:
        """Who acted last, if that is told in the token's sentence or the one before."""
        near = self.last_subject and self.tokens.sentence[token] - self.tokens.sentence[self.last_subject[0].first] <= 1
        return self.last_subject if near else ()

    def object_near(self, token: int, but: Sequence[Unit]) -> tuple[Unit, ...]:
        """Whom a pronoun of the object means: who was done to last, else who acted; never who acts now."""
        codes = {c.code for u in but for c in u.codes}
        for units in (self.last_object, self.last_subject):
            near = units and self.tokens.sentence[token] - self.tokens.sentence[units[0].first] <= 1
            if near and not (codes and codes & {c.code for u in units for c in u.codes}):
                return units
        return ()

    def remember(self, found: Parties, rows: Sequence[Participant], reading: Reading) -> None:
        """Keeps who takes part, for what comes after."""
        codes: dict[str, Code] = {}
        for row in rows:
            if row.code:
                codes.setdefault(row.code, Code(row.code, row.country, row.local_no))
        if len(codes) == 2:
            self.pair = tuple(codes.values())
        if not any(r.basis == "default" for r in rows):
            self.parties = (*found.subject, *found.object)
        subject = found.object if reading.voice == "passive" else found.subject
        named = [u for u in subject if u.form in ("per", "role", "country", "org")]
        if named:
            self.one = next((u for u in named if u.form == "per" and u.codes), named[0])
        if subject:
            self.earlier = self.last_subject = subject
        done_to = found.subject if reading.voice == "passive" else found.object
        self.last_object = done_to or self.last_object


def _row(role: ParticipantRole, code: Code, unit: Unit | None, basis: Basis) -> Participant:
    number = code.local_no
    if unit is None:
        return Participant(role, number, None, code.code, code.country, code.sector, None, None, None, basis)
    if number is None and code.code is not None and unit.form in ("country", "org", "city"):
        number = unit.local_no
    return Participant(role, number, None, code.code, code.country, code.sector, unit.text, unit.start, unit.end, basis)


def _main_pair(units: Sequence[Unit], title: tuple[int, int]) -> tuple[Code, ...]:
    """The two codes that an article names most, its title and first names counting more; none in an article about one, or about many."""
    count: Counter[str] = Counter()
    codes: dict[str, Code] = {}
    for n, unit in enumerate(units):
        for code in unit.codes:
            if code.code is not None:
                codes.setdefault(code.code, code)
                count[code.code] += 3 if title[0] <= unit.start < title[1] or n < 4 else 1
    order = list(codes)
    ranked = sorted(count.items(), key=lambda x: (-x[1], order.index(x[0])))
    if len(ranked) < 2 or ranked[1][1] < _MAIN or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
        return ()
    return tuple(codes[c] for c, _ in ranked[:2])


def _unique(rows: Sequence[Participant]) -> list[Participant]:
    """Each body and person once, in order; who is already an actor is no second row."""
    out: list[Participant] = []
    seen: set[tuple[str | None, int | None, int | None]] = set()
    for row in rows:
        key = (row.code, None if row.code else row.local_no, row.role_no)
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out
