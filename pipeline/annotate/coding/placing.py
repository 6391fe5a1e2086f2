"""Where the events of one article take place: the place that the verb or a preposition of its clause names, the seat of the body
whose headquarters the clause names, the city a summit is called after; a meeting without a place of its own is where the article's
meeting is.

Which country people without a name act for is another question: `cast` asks for the place of the clause only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.annotate.coding.bodies import bodies, missions
from pipeline.annotate.coding.lexicon import Grammar, Trigger
from pipeline.annotate.coding.ontology import SYMMETRIC
from pipeline.annotate.coding.seats import city_in, seats
from pipeline.model import EventMention, LocalEntity, Mention
from pipeline.text import Tokens
from pipeline.values import swift

Precision = Literal["city", "country", "region"]
_PLACES = frozenset({"GPE", "LOC"})
_NEAR = 6  # tokens between a headquarters and its body, a verb and the place it goes to
# Acts that a mission does where it is.
_OF_MISSIONS = frozenset({"AID", "COOPERATE", "MOBILIZE"})


@swift
@dataclass(frozen=True, slots=True)
class Where:
    local_no: int | None = None
    text: str | None = None
    precision: Precision | None = None
    country: str | None = None


def _between(mentions: Sequence[Mention], starts: Sequence[int], low: int, high: int) -> list[Mention]:
    """Of mentions in the order of the text, those within characters low … high - 1."""
    return [m for m in mentions[bisect_left(starts, low) : bisect_right(starts, high)] if m.end <= high]


class Placing:
    """Places of one article's events. `entities` may hold cities that no mention names: seats (`seats.offered`)."""

    def __init__(
        self,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        tokens: Tokens,
        rules: Grammar,
        closed: frozenset[int],
    ) -> None:
        """`closed`: tokens in which nothing takes place (openings of news texts)."""
        self.entities, self.tokens, self.rules = entities, tokens, rules
        self.number = {e.lexicon_id: n for n, e in reversed(list(enumerate(entities))) if e.lexicon_id}
        named = [m for m in mentions if tokens.at(m.start) not in closed]
        self.places = [m for m in named if entities[m.local_no].type in _PLACES and m.form != "demonym"]
        self.held = [m for m in (self._held_in(m) for m in named if entities[m.local_no].type == "MISC") if m is not None]
        self.bodies = [m for m in named if entities[m.local_no].type == "ORG"]
        self.place_starts = [m.start for m in self.places]  # mentions stand in the order of the text
        self.held_starts = [m.start for m in self.held]

    def where(
        self, trigger: Trigger, at: tuple[int, int], clause: tuple[int, int], sentence: tuple[int, int], stops: Sequence[int]
    ) -> Where:
        """The place of a trigger (first and last token) from its own words; `clause`, `sentence`: character spans; `stops`: first tokens of
        the other verbs of events, which keep the places behind them."""
        inside = _between(self.places, self.place_starts, *clause)
        goal = self._goal(trigger, at, inside)
        if goal is not None:  # who goes there or leaves is not of there
            return replace(self._of(goal), country=None)
        is_mutual = trigger.kind is not None and trigger.kind.type in SYMMETRIC
        around = [m for m in _between(self.places, self.place_starts, *sentence) if self._is_open(m, at, stops)]
        for found, (start, end) in ((inside, clause), (around, sentence)):
            # a part of the world is what talks are about, not where they are held
            local = [m for m in found if not is_mutual or self._country(m.local_no) is not None]
            held = [(self._distance(m, at), replace(self._of(m), country=None)) for m in _between(self.held, self.held_starts, start, end)]
            named = [
                self._nearest(local, at),
                self._named_after(local, at),
                self._seat(start, end, at),
                min(held, default=None, key=_first),
            ]
            near = [m for m in named if m is not None]
            if near:
                return min(near, key=lambda x: x[0])[1]
        return Where()

    def _held_in(self, mention: Mention) -> Mention | None:
        """The part of a happening's name that says its city ("le sommet de Washington"), as a mention of the city."""
        entity = self.entities[mention.local_no]
        found = city_in(mention.text, entity.lang)
        number = self.number.get(found[0].id) if found is not None else None
        if found is None or number is None:
            return None
        start, end = mention.start + found[1], mention.start + found[2]
        return replace(mention, start=start, end=end, text=mention.text[found[1] : found[2]], local_no=number)

    def _country(self, number: int) -> str | None:
        entity = self.entities[number]
        return entity.code or entity.country

    def _distance(self, mention: Mention, at: tuple[int, int]) -> int:
        return max(self.tokens.at(mention.start) - at[1], at[0] - self.tokens.at(mention.end - 1))

    def _is_open(self, mention: Mention, at: tuple[int, int], stops: Sequence[int]) -> bool:
        """Whether no other event stands between the trigger and a place behind it."""
        token = self.tokens.at(mention.start)
        following = bisect_right(stops, at[1])
        return token < at[0] or following == len(stops) or stops[following] >= token

    def _goal(self, trigger: Trigger, at: tuple[int, int], inside: Sequence[Mention]) -> Mention | None:
        """Where one goes or what one leaves: the verb's own place ("arrived in", "visited X", "withdrew from X")."""
        kind = trigger.kind
        if kind is None or not (kind.type == "RETREAT" or (kind.mode == "visit" and trigger.frame in ("svo", "nom"))):
            return None
        for mention in inside:
            token = self.tokens.at(mention.start)
            if not 0 < token - at[1] <= _NEAR:
                continue
            if kind.type == "RETREAT" and not (self._introduced(mention, "origin") or self._introduced(mention, "place_preposition")):
                continue
            return mention
        return None

    def _nearest(self, found: Sequence[Mention], at: tuple[int, int]) -> tuple[int, Where] | None:
        """Of the places behind a preposition the one nearest to the trigger; a city before the country that it is told with."""
        near = [m for m in found if self._introduced(m, "place_preposition")]
        if not near:
            return None
        best = min(near, key=lambda m: (self._distance(m, at), m.start))
        distance, country = self._distance(best, at), self.entities[best.local_no].code
        if country is not None:  # "in Mali's second city, Gao": the name behind the country
            beside = (
                m
                for m in found
                if self.entities[m.local_no].country == country
                and not self.entities[m.local_no].code
                and abs(self.tokens.at(m.start) - self.tokens.at(best.start)) <= _NEAR
            )
            best = next(beside, best)
        return distance, self._of(best)

    def _of(self, mention: Mention) -> Where:
        return self._entity(mention.local_no, mention.text)

    def _entity(self, number: int, text: str) -> Where:
        entity = self.entities[number]
        kind: Precision = "region" if entity.type == "LOC" else "country" if entity.code else "city"
        return Where(number, text, kind, entity.code if kind == "country" else entity.country)

    def _introduced(self, mention: Mention, by: str) -> bool:
        """Whether a preposition of the class stands before the place, with articles and words such as capital or province between."""
        tokens, rules = self.tokens, self.rules
        i = tokens.at(mention.start)
        if tokens.start[i] < mention.start:  # an Arabic preposition written together with the name
            return any(tokens.fold[i].startswith(p) for p in rules.words("place_prefix"))
        between = rules.words("determiner") | rules.words("place_noun")
        j, steps = i - 1, 0
        while j >= 0 and steps < 5 and tokens.sentence[j] == tokens.sentence[i]:
            if tokens.fold[j] in rules.words(by):
                return True
            is_apposed = tokens.text[j] in ",،" and j and tokens.fold[j - 1] in rules.words("place_noun")
            if tokens.fold[j] not in between and not is_apposed:
                return False
            j, steps = j - 1, steps + 1
        return False

    def _seat(self, start: int, end: int, at: tuple[int, int]) -> tuple[int, Where] | None:
        """The city of the body whose headquarters the characters start … end - 1 name. Nobody there is of its country."""
        tokens, words = self.tokens, self.rules.words("headquarters")
        for j in range(tokens.at(start), min(tokens.at(end), len(tokens))):
            if tokens.fold[j] not in words:
                continue
            near = [(abs(tokens.at(m.start) - j), m.start, m) for m in self.bodies if abs(tokens.at(m.start) - j) <= _NEAR]
            for _, _, mention in sorted(near, key=lambda x: x[:2]):
                number = self._seat_of(mention.local_no)
                if number is not None:
                    return max(j - at[1], at[0] - j), replace(self._entity(number, mention.text), country=None)
        return None

    def _seat_of(self, body: int) -> int | None:
        """The local number of the city where a body, or the one it is part of, sits."""
        seen = 0
        number: int | None = body
        while number is not None and seen < 3:
            entity = self.entities[number]
            city = seats().get(entity.lexicon_id or "")
            if city is not None:
                return self.number.get(city.id)
            number, seen = entity.parent_no, seen + 1
        return None

    def _named_after(self, found: Sequence[Mention], at: tuple[int, int]) -> tuple[int, Where] | None:
        """The city that a summit is called after ("the Washington Summit", "le sommet de Washington", قمة واشنطن)."""
        tokens, rules = self.tokens, self.rules
        for mention in found:
            first, last = tokens.at(mention.start), tokens.at(mention.end - 1)
            if self.entities[mention.local_no].code:
                continue
            j = first - 1
            while j > 0 and tokens.fold[j] in rules.words("determiner"):
                j -= 1
            following = tokens.fold[last + 1] if last + 1 < len(tokens) else ""
            if following in rules.words("gathering") or (j >= 0 and tokens.fold[j] in rules.words("gathering")):
                return self._distance(mention, at), replace(self._of(mention), country=None)
        return None

    def settled(self, events: Sequence[EventMention], frames: dict[str, str]) -> list[EventMention]:
        """Events of the article in order, with the places that the article lends: meetings have that of its meeting, acts of a mission
        and requests for them that of its country. `frames`: frame of each trigger's rule."""
        out = list(events)
        for n, event in enumerate(out):
            if event.place_no is not None or event.realis not in ("actual", "denied"):
                continue
            lent: Where | None = None
            if event.event_type == "CONSULT":
                lent = self._lent(event, events)
            elif event.event_type in _OF_MISSIONS or (event.event_type == "REQUEST" and frames.get(event.rule_id) == "of"):
                lent = self._of_mission(event)
            if lent is not None:
                out[n] = replace(event, place_no=lent.local_no, place_precision=lent.precision)  # no words of its own
        return out

    def _lent(self, event: EventMention, events: Sequence[EventMention]) -> Where | None:
        """The place of the meeting told before, else after, with a party in common and no other day."""
        codes = {p.code for p in event.participants if p.code}
        before = [e for e in reversed(events) if e.trigger_start < event.trigger_start]
        after = [e for e in events if e.trigger_start > event.trigger_start]
        for other in (*before, *after):
            if other.event_type != "CONSULT" or other.place_no is None or other.realis != event.realis:
                continue
            if other.date_start is not None and event.date_start is not None and other.date_start != event.date_start:
                continue
            if len(codes & {p.code for p in other.participants if p.code}) >= 1 or not codes:
                return Where(other.place_no, other.place_text, self._entity(other.place_no, "").precision)
        return None

    def _of_mission(self, event: EventMention) -> Where | None:
        """The country that a mission of an international body is sent to."""
        for row in event.participants:
            if row.local_no is None or row.code is not None:
                continue
            country = self._mission_in(row.local_no)
            number = next((n for n, e in enumerate(self.entities) if country and e.code == country and e.type == "GPE"), None)
            if number is not None:
                return self._entity(number, self.entities[number].name)
        return None

    def _mission_in(self, number: int) -> str | None:
        entity = self.entities[number]
        if entity.type != "ORG":
            return None
        if entity.lexicon_id in missions():
            return missions()[entity.lexicon_id]
        above = self.entities[entity.parent_no] if entity.parent_no is not None else None
        body = bodies().get(above.lexicon_id or "") if above is not None and above.type == "ORG" else None
        return entity.country if body is not None and body.country is None else None


def _first(found: tuple[int, Where]) -> int:
    return found[0]
