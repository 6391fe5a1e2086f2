"""Events of one article: who did what to whom, when and where, as evidence for the corpus.

`find` walks the triggers of a language (`coding.lexicon`), keeps those whose words report an act (`coding.verbgroup`), and fills
each with parties (`coding.frames`), a date and place (`coding.context`) and counts (`coding.numbers`). Which reports are one
event is decided over the corpus, in `resolve`, not here. Words of a language stand in its pack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from pipeline.annotate.coding import context, frames, numbers
from pipeline.annotate.coding.frames import At, Parties, Scene, Span
from pipeline.annotate.coding.lexicon import SWALLOWING, Grammar, Trigger, grammar
from pipeline.annotate.coding.ontology import COOPERATION, SYMMETRIC, EventType, event_type
from pipeline.annotate.coding.units import Actors, Code, Unit
from pipeline.annotate.coding.verbgroup import Reading, read
from pipeline.languages.phrases import Match
from pipeline.model import Article, DateMention, EventMention, EventNumber, Participant, ParticipantRole, Quote
from pipeline.text import Tokens

if TYPE_CHECKING:
    from pipeline.annotate.mentions import Names

Basis = Literal["direct", "coreference", "quote_speaker", "title", "default"]
_MAIN = 5  # times that the second of an article's two main parties must be named, the first names counting more
_MAX_CLAUSE = 26  # tokens behind a trigger that its clause may take
# Acts within a country: whose name the text leaves out acts for the country where it happens.
_DOMESTIC = frozenset({"CONCEDE", "PROTEST", "COERCE", "RETREAT", "APPOINT"})
# Acts that a text may report of people who are not named.
_BARE = frozenset({"ASSAULT", "COERCE", "PROTEST"})
# Modes that are done to people; their people stand within so many tokens of the trigger.
_PERSONAL = frozenset({"release", "arrest", "kill", "wound", "abduct", "beat", "deport", "massacre", "judicial"})
_NEAR = 7
_COUNTED = {
    "ASSAULT": ("killed", "injured", "displaced", "detained"),
    "COERCE": ("detained", "displaced"),
    "PROTEST": ("participants", "injured", "killed"),
    "RETREAT": ("detained", "participants"),
}
_MEASURES = {"kill": "killed", "wound": "injured", "arrest": "detained", "deport": "displaced", "massacre": "killed"}


def find(
    article: Article, tokens: Tokens, names: Names, dates: tuple[DateMention, ...], quotes: tuple[Quote, ...]
) -> tuple[EventMention, ...]:
    """Reports of events in the kept lines of the article, by start.

    `tokens` are those of the kept lines; offsets are code points of the article's text. A language without triggers gives ().
    """
    rules = grammar(article.lang)
    if not rules.triggers.size or not len(tokens):
        return ()
    return _Coder(article, tokens, names, dates, quotes, rules).run()


class _Coder:
    """The state of one article while its triggers are read from first to last: who spoke and acted before."""

    def __init__(
        self,
        article: Article,
        tokens: Tokens,
        names: Names,
        dates: Sequence[DateMention],
        quotes: Sequence[Quote],
        rules: Grammar,
    ) -> None:
        self.article, self.tokens, self.names, self.rules = article, tokens, names, rules
        self.quotes = quotes
        self.actors = Actors(names.entities, names.mentions, names.roles, tokens, rules)
        self.units = [u for u in self.actors.units if not any(c.sector == "MED" for c in u.codes)]  # they report, they do not act
        self.dates = [d for d in dates if len(tokens)]
        self.places = [
            m for m in names.mentions if names.entities[m.local_no].type in ("GPE", "LOC") and m.form != "demonym"
        ]
        at: set[int] = set()
        for d in self.dates:
            at.update(range(tokens.at(d.start), min(len(tokens), tokens.at(max(d.start, d.end - 1)) + 1)))
        self.dates_at = frozenset(at)
        self.names_end = frozenset(u.last for u in self.units if not u.is_adjective and u.form != "group")
        self.higher: dict[int, str] = {}
        for m in rules.modifiers.matches(tokens):
            self.higher[m.last] = m.value.effect
        title = article.title_line
        self.title = (title.start, title.end) if title is not None else (-1, -1)
        self.main = self._main_pair()
        self.last_pair: tuple[Code, ...] = ()
        self.last_parties: tuple[Unit, ...] = ()
        self.last_meeting: context.When | None = None
        self.last_one: Unit | None = None
        self.earlier: tuple[Unit, ...] = ()
        self.out: list[EventMention] = []
        self.firsts: list[int] = []

    # ------------------------------------------------------------------ triggers
    def run(self) -> tuple[EventMention, ...]:
        by_first: dict[int, list[Match[Trigger]]] = {}
        for m in self.rules.triggers.matches(self.tokens):
            by_first.setdefault(m.first, []).append(m)
        self.firsts = sorted(
            f for f, found in by_first.items() if any(m.value.kind is not None and m.value.is_verb for m in found)
        )
        free = 0
        sentence = -1
        accepted: list[tuple[Match[Trigger], Reading]] = []
        for first in sorted(by_first):
            if self.tokens.sentence[first] != sentence:
                sentence, accepted, self.earlier = self.tokens.sentence[first], [], ()
            if first < free:
                continue
            chosen = self._choose(by_first[first], accepted)
            if chosen is None:
                continue
            match, reading = chosen
            if reading is None:
                free = match.last + 1
                continue
            event = self._code(match, reading, accepted)
            if event is not None:
                accepted.append((match, reading))
                self.out.append(event)
                free = match.last + 1
        self.out.sort(key=lambda e: (e.trigger_start, e.trigger_end, e.rule_id))
        return tuple(self.out)

    def _choose(
        self, found: list[Match[Trigger]], accepted: list[tuple[Match[Trigger], Reading]]
    ) -> tuple[Match[Trigger], Reading | None] | None:
        """The longest match whose words report an act; a `none` row silences what is shorter."""
        is_noun = False
        for match in sorted(found, key=lambda m: (-m.last, m.offset, not m.value.is_verb, m.value.order)):
            reading = read(match, self.tokens, self.rules, self.higher, self.names_end, self.dates_at)
            if match.value.kind is None:
                if not match.value.is_verb or reading.drop not in ("bare", "noun"):
                    return match, None
                continue
            if is_noun and reading.tense == "present":
                continue  # "a second meeting between": the longer phrase shows that the word is no verb
            is_noun = is_noun or not match.value.is_verb
            if reading.drop == "reduced" and self.title[0] <= match.start(self.tokens) < self.title[1]:
                reading = replace(reading, drop=None)  # headlines leave the auxiliary out
            if self._is_invited(match, reading, accepted):
                return match, replace(reading, drop=None, realis="planned", tense="future", finite=False, is_verb=True)
            if reading.drop is None and not self._is_swallowed(match, reading, accepted):
                return match, reading
        return None

    def _is_invited(self, match: Match[Trigger], reading: Reading, accepted: list[tuple[Match[Trigger], Reading]]) -> bool:
        """Whether the words name the meeting that an invitation before them is for: a planned event of its own."""
        if not accepted or match.value.kind is None or match.value.kind.type != "CONSULT":
            return False
        above = accepted[-1][0]
        assert above.value.kind is not None
        return above.value.kind.mode == "invite" and above.value.frame == "svo" and not reading.finite or (
            above.value.kind.mode == "invite" and reading.drop == "infinitive"
        )

    def _is_swallowed(
        self, match: Match[Trigger], reading: Reading, accepted: list[tuple[Match[Trigger], Reading]]
    ) -> bool:
        """Whether the words stand in the complement of an earlier act of will ("asked them to withdraw", "denied that he had struck")."""
        if not accepted:
            return False
        above, _ = accepted[-1]
        kind = above.value.kind
        assert kind is not None
        tokens, restart = self.tokens, self.rules.words("restart")
        between = range(above.last + 1, reading.first)
        if any(tokens.fold[j] in restart or tokens.text[j] in ";:" for j in between):
            return False
        if kind.type in SWALLOWING:
            joined = reading.first and tokens.fold[reading.first - 1] in self.rules.words("coordinator")
            if match.value.frame == "of":
                return False
            if any(tokens.fold[j] in self.rules.words("complementiser") for j in between):
                return True
            if self.rules.word_order == "vso" and reading.is_verb and reading.finite:
                return not (
                    joined
                    or tokens.text[reading.first - 1] in ",،"
                    or tokens.fold[match.first].startswith("و")
                    or reading.is_relative
                )
            return not (
                reading.is_verb
                and (reading.finite or tokens.text[reading.first - 1] in ",،")
                and reading.tense != "none"
            )
        same = match.value.kind is not None and match.value.kind.type == kind.type
        return same and match.value.frame != "of" and (not reading.is_verb or reading.inherits or not reading.finite)

    # ------------------------------------------------------------------ one event
    def _code(
        self, match: Match[Trigger], reading: Reading, accepted: list[tuple[Match[Trigger], Reading]]
    ) -> EventMention | None:
        tokens, rules = self.tokens, self.rules
        trigger = match.value
        assert trigger.kind is not None
        start = match.start(tokens)
        end = match.end(tokens)
        low, high = tokens.sentence_bounds(tokens.sentence[match.first])
        attribution, quote_no = context.attribution(self.quotes, start, end)
        quote = self.quotes[quote_no] if quote_no is not None else None
        if quote is not None and quote.kind == "direct":
            low, high = max(low, tokens.at(quote.start)), min(high, tokens.at(quote.end))
        elif quote is None:
            for q in self.quotes:
                if q.kind == "direct" and q.start >= end and low <= tokens.at(q.start) < high:
                    high = min(high, tokens.at(q.start))
                if q.kind == "direct" and q.end <= start and low <= tokens.at(q.end) < high:
                    low = max(low, tokens.at(q.end))
        scene = Scene(tokens, rules, self.units, min(low, match.first), max(high, match.last + 1))
        low, high = scene.low, scene.high
        span = frames.clause(scene, match.first, match.last)
        if span.low and tokens.fold[span.low - 1] in rules.words("conditional"):
            return None
        if reading.is_bare and accepted and accepted[-1][1].voice == "passive":
            reading = replace(reading, voice="passive")
        found = frames.parties(scene, At(match.first, match.last, span, trigger.frame), reading, self.earlier)
        if self._is_counted_victim(match, reading, found):
            found, reading = Parties((), found.subject), replace(reading, voice="passive")
        kind, realis = _future(trigger, reading)
        if trigger.frame == "again":
            found = Parties(self.last_parties, ())
        if trigger.frame == "nom" and kind.type in SYMMETRIC and self._is_owned(match):
            found = Parties(tuple(frames.before(scene, low, match.first)), (*found.subject, *found.object))
        clause = self._clause(match, reading, found, span)
        here = (tokens.start[low], tokens.end[high - 1])
        where = context.where(self.places, self.names.entities, tokens, rules, clause, here)
        participants = self._participants(trigger, kind, found, quote, where.country)
        if not self._is_plausible(trigger, kind, reading, found, participants, match, span):
            return None
        is_past = realis == "actual" and reading.tense != "future"
        when = context.when(self._usable(is_past), tokens, rules, (start, end), clause, here)
        in_title = self.title[0] <= start < self.title[1]
        if when.date_start is None and when.anchor_offset is None and when.text is None and realis == "actual":
            when = self._news_day(trigger, reading, here)
        elif is_past and self.last_meeting is None and when.precision == "day" and not self.out:
            self.last_meeting = when
        counted = self._counts(match, reading, kind, span, accepted)
        self._remember(found, participants, reading)
        text = self.article.text
        return EventMention(
            clause[0], clause[1], text[clause[0] : clause[1]], text[start:end], start, end,
            kind.type, kind.mode, kind.cameo_root, kind.quad_class, kind.intensity, trigger.contexts,
            cast(Literal["actual", "planned", "requested", "denied", "hypothetical"], realis), attribution, quote_no,
            when.date_start, when.date_end, when.precision, when.text, when.basis, when.anchor_offset,
            where.local_no, where.text, where.precision, in_title, trigger.rule_id,
            _score(trigger, reading, participants), participants, counted,
        )  # fmt: skip

    def _is_counted_victim(self, match: Match[Trigger], reading: Reading, found: Parties) -> bool:
        """Verb first, a number, people: without vowel marks Arabic writes "killed" and "were killed" alike; who is counted suffers."""
        kind = match.value.kind
        if self.rules.word_order != "vso" or kind is None or kind.mode not in _MEASURES or match.value.frame != "svo":
            return False
        if not found.subject or not reading.finite or any(u.form == "group" for u in found.object):
            return False
        between = range(match.last + 1, found.subject[0].first)
        return any(numbers.is_number(self.tokens, self.article.lang, j) for j in between)

    def _is_owned(self, match: Match[Trigger]) -> bool:
        """Whether a possessive makes the sentence's subject a party ("after his meeting with", بعد لقائه مع)."""
        tokens = self.tokens
        endings = tuple(self.rules.words("possessive_ending"))
        if endings and tokens.fold[match.first].endswith(endings):
            return True
        return match.first > 0 and tokens.fold[match.first - 1] in self.rules.words("possessive")

    def _counts(
        self, match: Match[Trigger], reading: Reading, kind: EventType, span: Span, accepted: list[tuple[Match[Trigger], Reading]]
    ) -> tuple[EventNumber, ...]:
        """Numbers of the clause, before the trigger too where those who are counted stand there."""
        low = match.first
        if reading.voice == "passive" or match.value.frame in ("vic", "obj") or kind.type == "PROTEST":
            low = max(span.low, match.first - 12, accepted[-1][0].last + 1 if accepted else 0)
        following = bisect_right(self.firsts, match.last)
        until = self.firsts[following] if following < len(self.firsts) else len(self.tokens)
        default = _MEASURES.get(kind.mode or "", "participants" if kind.type == "PROTEST" else None)
        found = numbers.find(
            self.tokens,
            self.article.text,
            self.article.lang,
            numbers.Window(low, max(match.last + 1, min(span.high, match.last + 24)), until, default, self.dates_at),
        )
        return tuple(n for n in found if n.measure in _COUNTED.get(kind.type, ("money", "votes")))

    def _clause(self, match: Match[Trigger], reading: Reading, found: Parties, span: Span) -> tuple[int, int]:
        """Characters of the clause that states the event: from its subject, if that stands near, to the end of its complement."""
        tokens = self.tokens
        first = reading.first
        heads = [
            u.first for u in (*found.subject, *found.object) if span.low <= u.first < first and first - u.first <= 14
        ]
        first = min([first, *heads])
        last = match.last
        limit = min(span.high, match.last + _MAX_CLAUSE)
        behind = [u.last for u in (*found.subject, *found.object) if match.last < u.last < limit]
        last = max([last, *behind])
        while last + 1 < limit and tokens.text[last + 1] not in ',،;()«»“”"':
            last += 1
        while last > match.last and tokens.kind[last] == "p":
            last -= 1
        start = tokens.start[first] if first != match.first else match.start(tokens)
        return start, max(tokens.end[last], match.end(tokens))

    def _news_day(self, trigger: Trigger, reading: Reading, here: tuple[int, int]) -> context.When:
        """The article's day, for an act that it tells as its news: a verb in perfect or past tense, without words of background."""
        tokens = self.tokens
        if (
            trigger.frame in ("nom", "of", "obj", "made")
            or not reading.is_verb
            or reading.tense in ("pluperfect", "future")
        ):
            return context.When()
        if (
            reading.tense == "present"
            and not (self.title[0] <= here[0] < self.title[1])
            and not self.rules.options.get("news_present", False)
        ):
            return context.When()
        low, high = tokens.at(here[0]), min(len(tokens), tokens.at(here[1] - 1) + 1)
        if any(tokens.fold[j] in self.rules.words("background") for j in range(low, high)):
            return context.When()
        published = self.article.published
        year = published.on.year if published.on is not None else 9999
        if any(
            here[0] <= d.start < here[1]
            and d.date_start is not None
            and d.date_start.year < year
            and d.precision in ("year", "decade")
            for d in self.dates
        ):
            return context.When()
        is_ongoing = reading.tense == "progressive"
        lead = self.last_meeting
        if lead is not None and not is_ongoing and self._is_near(lead):
            return replace(lead, text=None, basis="article")
        return context.of_article(published.on, published.precision, is_ongoing)

    def _usable(self, is_past: bool) -> list[DateMention]:
        """A day that is still to come does not date what has happened ("invited them to a session next year")."""
        on = self.article.published.on
        if not is_past:
            return self.dates
        if on is None:
            return [d for d in self.dates if d.anchor_offset is None or d.anchor_offset <= 0]
        return [d for d in self.dates if d.date_start is None or d.date_start <= on]

    def _is_near(self, lead: context.When) -> bool:
        """Whether the day of the article's first event is its news: today's, or of the week before."""
        on = self.article.published.on
        if on is None or lead.date_start is None:
            return lead.anchor_offset is not None and -7 <= lead.anchor_offset <= 0
        return 0 <= (on - lead.date_start).days <= 7

    # ------------------------------------------------------------------ parties
    def _participants(
        self, trigger: Trigger, kind: EventType, found: Parties, quote: Quote | None, place_country: str | None
    ) -> tuple[Participant, ...]:
        first: ParticipantRole = "actor"
        second: ParticipantRole = "recipient"
        if trigger.frame == "host":
            first, second = "recipient", "actor"
        elif trigger.frame in ("vic", "obj"):
            first = "recipient"
        elif trigger.frame == "sym" or (trigger.frame == "nom" and kind.type in SYMMETRIC):
            first = second = "participant"
        rows: list[Participant] = []
        for role, units in ((first, found.subject), (second, found.object)):
            for unit in units:
                rows += self._rows(role, unit, quote, place_country)
            if kind.type in _DOMESTIC and role == "actor" and units and place_country and not any(r.code for r in rows):
                code = self.actors.country_no.get(place_country)
                rows.append(Participant(role, code, None, place_country, place_country, None, None, None, None, "default"))
        return tuple(_unique(rows))

    def _rows(
        self, role: ParticipantRole, unit: Unit, quote: Quote | None, place_country: str | None
    ) -> list[Participant]:
        """A unit's rows: the body or country it stands for, and the person beside it."""
        basis: Basis = "direct"
        codes: tuple[Code, ...] = unit.codes
        person = unit.local_no if unit.form in ("per", "role") else None
        if unit.form == "we":
            speaker = self._speaker(quote) if quote is not None else None
            if quote is None or speaker is None:
                return []
            person, codes, basis = quote.speaker_no, (speaker,), "quote_speaker"
        elif unit.form in ("pair", "they"):
            codes = self.last_pair or self.main
            if unit.form == "they" and self.last_one is not None and not self.last_pair:
                codes = self.last_one.codes
            basis = "coreference"
            if not codes:
                return [replace(r, role=role, basis=basis) for u in self.last_parties if u.form == "per" for r in self._rows(role, u, quote, None)]
        elif unit.form == "one":
            if self.last_one is None:
                return []
            codes, person, basis = self.last_one.codes, self.last_one.local_no, "coreference"
        elif unit.form in ("group", "role") and not codes and quote is not None and self._speaker(quote) is not None:
            code = self._speaker(quote)
            if code is None or code.country is None or self.tokens.fold[unit.first] not in self.rules.words("state"):
                return []
            codes, basis = (code,), "quote_speaker"
        elif unit.form == "group" and not codes:
            country = place_country or self.article.document.source.country
            if country is None:
                return []
            codes, basis = (Code(country, country, self.actors.country_no.get(country)),), "default"
        rows = []
        for code in codes:
            number = (
                code.local_no
                if code.local_no is not None
                else (unit.local_no if unit.form in ("country", "org", "city") else None)
            )
            rows.append(
                Participant(
                    role, number, None, code.code, code.country, code.sector, unit.text, unit.start, unit.end, basis
                )
            )
        if unit.form == "org" and unit.local_no is not None and all(c.local_no != unit.local_no for c in codes):
            rows.append(
                Participant(
                    "participant", unit.local_no, None, None, None, None, unit.text, unit.start, unit.end, basis
                )
            )
        if person is not None:
            rows.append(
                Participant("participant" if codes else role, person, None, None, None, None, unit.text, unit.start, unit.end, basis)
            )
        elif unit.form == "role":
            rows.append(
                Participant("participant" if codes else role, None, unit.role_no, None, None, None, unit.text, unit.start, unit.end, basis)
            )
        return rows

    def _speaker(self, quote: Quote) -> Code | None:
        """Whom the speaker of a quotation speaks for."""
        if quote.speaker_no is not None:
            code = self.actors.codes[quote.speaker_no]
            return code if code.code else None
        if quote.speaker_role_no is not None:
            return next((u.codes[0] for u in self.units if u.role_no == quote.speaker_role_no and u.codes), None)
        return None

    def _is_plausible(
        self,
        trigger: Trigger,
        kind: EventType,
        reading: Reading,
        found: Parties,
        rows: tuple[Participant, ...],
        match: Match[Trigger],
        span: Span,
    ) -> bool:
        """Whether the words have the parties that an act needs: a noun its own, an act of force somebody who can act or suffer."""
        units = (*found.subject, *found.object)
        coded = {r.code for r in rows if r.code}
        if trigger.frame == "of":
            return bool(found.subject)
        if trigger.frame in ("made", "again"):
            return bool(coded)
        if not reading.is_verb or trigger.frame == "nom":
            if kind.type in SYMMETRIC:
                people = {u.local_no for u in units if u.form == "per" and not u.codes}
                return len(coded) + len(people) >= 2 or any(u.form == "pair" for u in units)
            return bool(coded) or any(u.form in ("group", "role") for u in units)
        if not units or (kind.mode in _PERSONAL and trigger.frame in ("svo", "host") and not self._is_close(found, reading, match)):
            return False
        is_named = any(u.form in ("per", "org") for u in units) or any(r.basis == "coreference" and r.local_no is not None for r in rows)
        if not coded and not (is_named or ((kind.type in _BARE or kind.mode == "investigate") and any(u.form == "group" for u in units))):
            return False
        if kind.mode == "fight" and trigger.frame == "svo" and len({u.first for u in units if not u.is_adjective}) < 2:
            return False
        if reading.voice == "passive" and kind.type == "ASSAULT" and not found.subject:
            agent = next(
                (
                    j
                    for j in range(match.last + 1, min(span.high, match.last + 4))
                    if self.tokens.fold[j] in self.rules.words("agent")
                ),
                None,
            )
            if agent is not None:
                beyond = self.tokens.fold[agent + 1 : min(span.high, agent + 6)]
                return any(w in self.rules.words("weapon") for w in beyond)
        if (
            kind.type in ("ASSAULT", "COERCE")
            and reading.voice == "active"
            and reading.finite
            and trigger.frame == "svo"
            and not found.subject
        ):
            return False
        return True

    def _is_close(self, found: Parties, reading: Reading, match: Match[Trigger]) -> bool:
        """Whether people stand where those who are done to must stand: not "released a report" with somebody's name far behind it."""
        if reading.is_relative or reading.inherits:
            return True
        if reading.voice == "passive":
            return any(reading.first - u.last <= _NEAR for u in found.object)
        return any(0 < u.first - match.first and u.first - match.last <= _NEAR for u in found.object)

    def _remember(self, found: Parties, rows: tuple[Participant, ...], reading: Reading) -> None:
        codes: dict[str, Code] = {}
        for row in rows:
            if row.code and row.code not in codes:
                codes[row.code] = Code(row.code, row.country, row.local_no)
        if len(codes) == 2:
            self.last_pair = tuple(codes.values())
        if not any(r.basis == "default" for r in rows):
            self.last_parties = (*found.subject, *found.object)
        subject = found.object if reading.voice == "passive" else found.subject
        named = [u for u in subject if u.form in ("per", "role", "country", "org")]
        if named:
            self.last_one = next((u for u in named if u.form == "per" and u.codes), named[0])
        if subject:
            self.earlier = subject

    def _main_pair(self) -> tuple[Code, ...]:
        """The two codes that the article names most, its title and first names counting more."""
        count: Counter[str] = Counter()
        codes: dict[str, Code] = {}
        for n, unit in enumerate(self.units):
            for code in unit.codes:
                if code.code is None:
                    continue
                codes.setdefault(code.code, code)
                count[code.code] += 3 if self.title[0] <= unit.start < self.title[1] or n < 4 else 1
        order = list(codes)
        ranked = sorted(count.items(), key=lambda x: (-x[1], order.index(x[0])))
        if len(ranked) < 2 or ranked[1][1] < _MAIN or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return ()  # an article about one, or about many
        return tuple(codes[c] for c, _ in ranked[:2])


def _future(trigger: Trigger, reading: Reading) -> tuple[EventType, str]:
    """A cooperative act that is still to come is an agreement to it, a conflict in deeds a threat (PLOVER's convention)."""
    kind = trigger.kind
    assert kind is not None
    realis = trigger.realis if trigger.realis != "actual" else reading.realis
    if reading.realis == "planned":
        if kind.quad_class in COOPERATION and kind.type != "AGREE" and kind.mode != "resign":
            return event_type("AGREE"), "planned"
        if kind.type in ("COERCE", "SANCTION", "ASSAULT"):
            return event_type("THREATEN"), "planned"
        return kind, "planned"
    return kind, realis


def _unique(rows: Sequence[Participant]) -> list[Participant]:
    """Each body and person once, in order; a person or body that is already an actor is no second row."""
    out: list[Participant] = []
    seen: set[tuple[str | None, int | None, int | None]] = set()
    for row in rows:
        key = (row.code, None if row.code else row.local_no, row.role_no)
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out


def _score(trigger: Trigger, reading: Reading, rows: tuple[Participant, ...]) -> float:
    score = 0.82 if reading.is_verb and reading.finite else 0.7
    if not any(r.code for r in rows):
        score -= 0.2
    if any(r.basis == "default" for r in rows):
        score -= 0.1
    return round(score, 3)
