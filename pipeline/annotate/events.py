"""Events of one article: who did what to whom, when and where, as evidence for the corpus.

`find` walks the triggers of a language (`coding.lexicon`), keeps those whose words report an act (`coding.verbgroup`, `selection`,
`plausible`), and fills each with parties (`coding.frames`, `cast`), a date and place (`coding.dating`, `context`) and counts
(`coding.numbers`). Which reports are one event is decided over the corpus, in `resolve`, not here. Words of a language stand in its pack.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from pipeline.annotate.coding import context, frames, numbers, pronouns
from pipeline.annotate.coding.cast import Cast
from pipeline.annotate.coding.context import When
from pipeline.annotate.coding.dating import Dating
from pipeline.annotate.coding.frames import At, Parties, Span
from pipeline.annotate.coding.home import home_of
from pipeline.annotate.coding.lexicon import Grammar, Modifier, Trigger, grammar
from pipeline.annotate.coding.nounphrases import Scene
from pipeline.annotate.coding.ontology import COOPERATION, SYMMETRIC, EventType, event_type
from pipeline.annotate.coding.opening import openings
from pipeline.annotate.coding.placing import Placing
from pipeline.annotate.coding.plausible import is_plausible
from pipeline.annotate.coding.reading import Reading
from pipeline.annotate.coding.selection import Accepted, candidates
from pipeline.annotate.coding.units import Actors
from pipeline.annotate.coding.verbgroup import read
from pipeline.languages.phrases import Match
from pipeline.model import Article, DateMention, EventMention, EventNumber, Participant, Quote
from pipeline.text import Tokens

if TYPE_CHECKING:
    from pipeline.annotate.mentions import Names

_MAX_CLAUSE = 26  # tokens behind a trigger that its clause may take
_COUNTED = {
    "ASSAULT": ("killed", "injured", "displaced", "detained"),
    "COERCE": ("detained", "displaced"),
    "PROTEST": ("participants", "injured", "killed"),
    "RETREAT": ("detained", "participants"),
}
_MARGIN = 40  # tokens around a sentence in which units are looked at
_SAID = frozenset({"REJECT", "REQUEST", "THREATEN", "APPOINT"})  # acts of words that are not about what happens somewhere
_MEASURES = {"kill": "killed", "wound": "injured", "arrest": "detained", "deport": "displaced", "massacre": "killed"}


def find(
    article: Article, tokens: Tokens, names: Names, dates: tuple[DateMention, ...], quotes: tuple[Quote, ...]
) -> tuple[EventMention, ...]:
    """Reports of events in the kept lines of the article, by start of their trigger.

    `tokens` are those of the kept lines; offsets are code points of the article's text. A language without triggers gives ().
    """
    rules = grammar(article.lang)
    if not rules.triggers.size or not len(tokens):
        return ()
    return _Coder(article, tokens, names, dates, quotes, rules).run()


class _Coder:
    """One article while its triggers are read from first to last."""

    def __init__(
        self,
        article: Article,
        tokens: Tokens,
        names: Names,
        dates: Sequence[DateMention],
        quotes: Sequence[Quote],
        rules: Grammar,
    ) -> None:
        self.article, self.tokens, self.names, self.rules, self.quotes = article, tokens, names, rules, quotes
        self.vocabulary = tokens.vocabulary
        self.dating = Dating(article, tokens, rules, dates)
        actors = Actors(names.entities, names.mentions, names.roles, tokens, rules)
        begun = openings(article, tokens, rules, names.entities, names.mentions, self.dating.tokens_at)
        self.closed = frozenset(i for o in begun for i in range(o.first, o.last + 1))
        home = home_of(article, names, [o.place for o in begun])
        self.cast = Cast(actors, tokens, rules, home, self.dating.title, self.closed)
        self.placing = Placing(names.entities, names.mentions, tokens, rules, self.closed)
        self.names_end = frozenset(u.last for u in self.cast.units if not u.is_adjective and u.form != "group")
        self.higher = _higher(rules.modifiers.matches(tokens))
        self.unit_firsts = [u.first for u in self.cast.units]
        self.quotes_at: dict[int, list[int]] = {}  # of each sentence, the quotes that stand in it or end before it
        for number, quote in enumerate(quotes):
            last = min(tokens.at(quote.end), len(tokens) - 1)
            for sentence in range(tokens.sentence[min(tokens.at(quote.start), last)], tokens.sentence[last] + 1):
                self.quotes_at.setdefault(sentence, []).append(number)
        self.firsts: list[int] = []
        self.told: list[EventMention] = []
        self.frame_of: dict[str, str] = {}

    def run(self) -> tuple[EventMention, ...]:
        by_first: dict[int, list[Match[Trigger]]] = {}
        days = self.dating.tokens_at
        for m in self.rules.triggers.matches(self.tokens):
            if not days & {m.first, m.last}:  # "on 3 March in Lusaka" is no march
                by_first.setdefault(m.first, []).append(m)
        verbs = (first for first, found in by_first.items() if any(m.value.kind and m.value.is_verb for m in found))
        self.firsts = sorted(verbs)
        out = self.told
        accepted: list[Accepted] = []
        free, sentence = 0, -1
        for first in sorted(by_first):
            if self.tokens.sentence[first] != sentence:
                sentence, accepted, self.cast.earlier = self.tokens.sentence[first], [], ()
            if first < free or first in self.closed:
                continue
            for match, reading in candidates(by_first[first], accepted, self.tokens, self.rules, self._read, self.dating.title):
                event = self._code(match, reading, accepted) if reading is not None else None
                if reading is not None and event is not None:
                    accepted.append(Accepted(match, reading))
                    out.append(event)
                if reading is None or event is not None:
                    free = match.last + 1
                    break
        out.sort(key=lambda e: (e.trigger_start, e.trigger_end, e.rule_id))
        return tuple(self.placing.settled(out, self.frame_of))

    def _read(self, match: Match[Trigger]) -> Reading:
        return read(match, self.tokens, self.rules, self.higher, self.names_end, self.dating.tokens_at)

    def _scene(self, match: Match[Trigger], quote: Quote | None) -> Scene:
        """The trigger's sentence, cut at the borders of direct speech."""
        tokens = self.tokens
        low, high = tokens.sentence_bounds(tokens.sentence[match.first])
        start, end = match.start(tokens), match.end(tokens)
        if quote is not None and quote.kind == "direct":
            low, high = max(low, tokens.at(quote.start)), min(high, tokens.at(quote.end))
        elif quote is None:
            for q in self._quotes_near(match):
                if q.kind == "direct" and q.start >= end and low <= tokens.at(q.start) < high:
                    high = tokens.at(q.start)
                elif q.kind == "direct" and q.end <= start and low <= tokens.at(q.end) < high:
                    low = tokens.at(q.end)
        while low in self.closed:
            low += 1
        low, high = min(low, match.first), max(high, match.last + 1)
        near = slice(bisect_left(self.unit_firsts, low - _MARGIN), bisect_right(self.unit_firsts, high + _MARGIN))
        return Scene(tokens, self.rules, self.cast.units[near], low, high, self.vocabulary)

    def _quotes_near(self, match: Match[Trigger]) -> list[Quote]:
        """Those of the match's sentence, in their order: all others are out of its reach."""
        return [self.quotes[number] for number in self.quotes_at.get(self.tokens.sentence[match.first], ())]

    def _code(self, match: Match[Trigger], reading: Reading, accepted: Sequence[Accepted]) -> EventMention | None:
        """The event that a trigger reports, or None where its words lack what an event needs."""
        tokens, trigger, text = self.tokens, match.value, self.article.text
        start, end = match.start(tokens), match.end(tokens)
        attribution, near = context.attribution(self._quotes_near(match), start, end)
        quote_no = self.quotes_at[tokens.sentence[match.first]][near] if near is not None else None
        quote = self.quotes[quote_no] if quote_no is not None else None
        scene = self._scene(match, quote)
        span = frames.clause(scene, match.first, match.last)
        if span.low and tokens.fold[span.low - 1] in self.rules.words("conditional"):
            return None
        if reading.is_bare and accepted and accepted[-1].reading.voice == "passive":
            reading = replace(reading, voice="passive")
        assert trigger.kind is not None
        is_mutual = trigger.kind.type in SYMMETRIC and (trigger.frame == "sym" or trigger.kind.type == "CONSULT")
        if (trigger.kind.mode == "visit" and trigger.frame != "sym") or tokens.fold[match.last] in (
            self.rules.words("infinitive") | self.rules.words("place_preposition")
        ):
            is_mutual = False  # the place is the other's: "agreed to build a bridge in", "bought wheat in"
        at = At(match.first, match.last, span, trigger.frame, is_mutual, trigger.kind.type in _SAID)
        found, reading = self._parties(scene, at, match, reading)
        if reading.tense == "present" and reading.finite and self.dating.is_ahead((start, end), span):
            reading = replace(reading, tense="future", realis="planned" if reading.realis == "actual" else reading.realis)
        kind, realis = _future(trigger, reading)
        clause = self._clause(match, reading, found, span)
        sentence = (tokens.start[scene.low], tokens.end[scene.high - 1])
        where = self.placing.where(trigger, (match.first, match.last), clause, sentence, self.firsts)
        self.frame_of[trigger.rule_id] = trigger.frame
        participants = self.cast.rows(trigger.frame, kind, found, quote, where.country)
        if not is_plausible(scene, at, reading, kind, found, participants, has_place=where.country is not None):
            return None
        is_said = attribution != "narrator"
        when = self.dating.when(reading, trigger.frame, realis, (start, end), clause, sentence, kind, is_said=is_said)
        if trigger.frame == "again" and when.date_start is None and when.anchor_offset is None:
            when = self._when_told(participants)
        counted = self._counts(match, reading, kind, span, accepted)
        self.cast.remember(found, participants, reading)
        participants = self.cast.completed(participants, trigger.frame, kind, found, match.first, where.country)
        in_title = self.dating.title[0] <= start < self.dating.title[1]
        return EventMention(
            clause[0], clause[1], text[clause[0] : clause[1]], text[start:end], start, end,
            kind.type, kind.mode, kind.cameo_root, kind.quad_class, kind.intensity, trigger.contexts,
            cast(Literal["actual", "planned", "requested", "denied", "hypothetical"], realis), attribution, quote_no,
            when.date_start, when.date_end, when.precision, when.text, when.basis, when.anchor_offset,
            where.local_no, where.text, where.precision, in_title, trigger.rule_id,
            _score(reading, participants), participants, counted,
        )  # fmt: skip

    def _when_told(self, rows: Sequence[Participant]) -> When:
        """The day of the act that the words point back to: the last one told with one of these parties."""
        codes = {r.code for r in rows if r.code}
        for e in reversed(self.told):
            if e.realis == "actual" and codes & {p.code for p in e.participants if p.code}:
                return When(e.date_start, e.date_end, e.date_precision, None, e.date_basis, e.anchor_offset)
        return When()

    def _parties(self, scene: Scene, at: At, match: Match[Trigger], reading: Reading) -> tuple[Parties, Reading]:
        """Who takes part, and the reading that this settles."""
        kind = match.value.kind
        if at.frame == "again":
            return Parties(self.cast.parties, ()), reading
        found = frames.parties(scene, at, reading, self.cast.earlier)
        if not found.subject and self._goes_on(match, reading) and (found.object or self._is_elided(match)):
            found = Parties(self.cast.subject_near(match.first), found.object)
        if reading.finite and pronouns.has_object(self.tokens, match.first, self.rules):
            found = pronouns.with_object(scene, at, reading, found, self.cast)
        if self._is_counted_victim(match, reading, found):
            return Parties((), found.subject), replace(reading, voice="passive")
        if at.frame == "nom" and kind is not None and kind.type in SYMMETRIC and self._is_owned(match):
            owner = frames.before(scene, scene.low, match.first)
            return Parties(tuple(owner), (*found.subject, *found.object)), reading
        if (
            at.frame == "nom"
            and kind is not None
            and kind.type == "CONSULT"
            and all(u.form == "city" for u in (*found.subject, *found.object))
        ):
            earlier = self.cast.earlier  # "agreed, after two days of talks, to …"
            if len({c.code for u in earlier for c in u.codes}) > 1:
                return Parties(earlier, ()), reading
        return found, reading

    def _goes_on(self, match: Match[Trigger], reading: Reading) -> bool:
        """Whether a verb goes on about who acted before: one written together with "and" (ودعا الطرفين), or one that opens its sentence."""
        if self.rules.word_order != "vso" or not reading.finite or not reading.is_verb:
            return False
        joined = tuple(self.rules.words("joined_prefix"))
        begun = reading.first - self.tokens.sentence_bounds(self.tokens.sentence[match.first])[0]
        return begun <= 1 or (bool(match.offset) and self.tokens.fold[match.first].startswith(joined))

    def _is_elided(self, match: Match[Trigger]) -> bool:
        return frames.is_elided(self.tokens, self.rules, match.last, self.tokens.sentence_bounds(self.tokens.sentence[match.first])[1])

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
        self,
        match: Match[Trigger],
        reading: Reading,
        kind: EventType,
        span: Span,
        accepted: Sequence[Accepted],
    ) -> tuple[EventNumber, ...]:
        """Numbers of the clause, before the trigger too where those who are counted stand there."""
        low = match.first
        if reading.voice == "passive" or match.value.frame in ("vic", "obj") or kind.type == "PROTEST":
            low = max(span.low, match.first - 12, accepted[-1].match.last + 1 if accepted else 0)
        following = bisect_right(self.firsts, match.last)
        until = self.firsts[following] if following < len(self.firsts) else len(self.tokens)
        default = _MEASURES.get(kind.mode or "", "participants" if kind.type == "PROTEST" else None)
        found = numbers.find(
            self.tokens,
            self.article.text,
            self.article.lang,
            numbers.Window(low, max(match.last + 1, min(span.high, match.last + 24)), until, default, self.dating.tokens_at),
        )
        return tuple(n for n in found if n.measure in _COUNTED.get(kind.type, ("money", "votes")))

    def _clause(self, match: Match[Trigger], reading: Reading, found: Parties, span: Span) -> tuple[int, int]:
        """Characters of the clause that states the event: from its subject, if that stands near, to the end of its complement."""
        tokens = self.tokens
        first = reading.first
        heads = [u.first for u in (*found.subject, *found.object) if span.low <= u.first < first and first - u.first <= 14]
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


def _higher(found: Iterable[Match[Modifier]]) -> dict[int, str]:
    """Last token of a modifier → its effect; of several that end there the longest says it."""
    out: dict[int, tuple[int, str]] = {}
    for m in found:
        if m.last not in out or m.first < out[m.last][0]:
            out[m.last] = m.first, m.value.effect
    return {last: effect for last, (_, effect) in out.items()}


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


def _score(reading: Reading, rows: Sequence[Participant]) -> float:
    """How sure the rule is: a finite verb with parties that the text names counts most."""
    score = 0.82 if reading.is_verb and reading.finite else 0.7
    if not any(r.code for r in rows):
        score -= 0.2
    if any(r.basis == "default" for r in rows):
        score -= 0.1
    return round(score, 3)
