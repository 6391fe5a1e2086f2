"""The day of an event in one article: an expression in its clause or sentence, else the article's own day where it tells its news.

How expressions are found and resolved is the business of `pipeline.temporal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotate.coding import context
from pipeline.annotate.coding.context import When
from pipeline.annotate.coding.frames import Span
from pipeline.annotate.coding.lexicon import SWALLOWING, Grammar
from pipeline.annotate.coding.ontology import EventType
from pipeline.annotate.coding.reading import Reading
from pipeline.model import Article, DateMention
from pipeline.text import Tokens

_WEEK = 7
_NOUNS = frozenset({"nom", "of", "obj", "made"})


class Dating:
    """Dates one article's events, in text order: the day of the first event is the news day of those told after it without a date."""

    def __init__(self, article: Article, tokens: Tokens, rules: Grammar, dates: Sequence[DateMention]) -> None:
        self.tokens, self.rules, self.dates = tokens, rules, tuple(dates)
        self.published = article.published
        title = article.title_line
        self.title = (title.start, title.end) if title is not None else (-1, -1)
        self.lead: When | None = None
        self.is_first = True
        # dates of dropped lines are given too, but cover no token
        self.tokens_at: frozenset[int] = frozenset(
            i
            for d in self.dates
            for i in range(tokens.at(d.start), min(len(tokens), tokens.at(max(d.start, d.end - 1)) + 1))
            if tokens.start[i] < d.end
        )

    def when(
        self,
        reading: Reading,
        frame: str,
        realis: str,
        trigger: tuple[int, int],
        clause: tuple[int, int],
        sentence: tuple[int, int],
        kind: EventType,
        *,
        is_said: bool = False,
    ) -> When:
        """The date of an event at these character spans. `is_said`: it stands in somebody's words."""
        is_past = realis == "actual" and reading.tense != "future"
        found = context.when(self._usable(is_past), self.tokens, self.rules, trigger, clause, sentence, is_willed=kind.type in SWALLOWING)
        if found.date_start is None and found.anchor_offset is None and found.text is None and realis == "actual":
            if is_said and reading.tense == "present" and kind.type in SWALLOWING:
                reading = replace(reading, tense="perfect")  # "he said that his country supports": done by saying it
            found = self._news_day(reading, frame, sentence)
        elif is_past and self.is_first and found.precision == "day":
            self.lead = found
        if not self.title[0] <= trigger[0] < self.title[1]:
            self.is_first = False  # a headline gives no day of its own
        return found

    def is_ahead(self, trigger: tuple[int, int], span: Span) -> bool:
        """Whether what is told in the present takes place on a day to come ("he visits Oslo on Monday next")."""
        tokens, on = self.tokens, self.published.on
        low, high = tokens.start[span.low], tokens.end[span.high - 1]
        found = context.when(self.dates, tokens, self.rules, trigger, (low, high), (low, high))
        if on is not None and found.date_start is not None:
            return found.date_start > on
        return found.anchor_offset is not None and found.anchor_offset > 0

    def _usable(self, is_past: bool) -> tuple[DateMention, ...]:
        """A day that is still to come does not date what has happened ("invited them to a session next year")."""
        on = self.published.on
        if not is_past:
            return self.dates
        if on is None:
            return tuple(d for d in self.dates if d.anchor_offset is None or d.anchor_offset <= 0)
        return tuple(d for d in self.dates if d.date_start is None or d.date_start <= on)

    def _news_day(self, reading: Reading, frame: str, sentence: tuple[int, int]) -> When:
        """The article's day, for an act that it tells as its news: a verb in a past tense, without words of background."""
        if (frame in _NOUNS and not reading.finite) or not reading.is_verb or reading.tense in ("pluperfect", "future"):
            return When()
        if reading.tense == "present" and not self.title[0] <= sentence[0] < self.title[1]:
            return When()
        low, high = self.tokens.at(sentence[0]), min(len(self.tokens), self.tokens.at(sentence[1] - 1) + 1)
        if any(self.tokens.fold[j] in self.rules.words("background") for j in range(low, high)):
            return When()
        if any(self._is_old(d) for d in self.dates if sentence[0] <= d.start < sentence[1]):
            return When()
        is_ongoing = reading.tense == "progressive"
        if self.lead is not None and not is_ongoing and self._is_near(self.lead):
            return replace(self.lead, text=None, basis="article")
        return context.of_article(self.published.on, self.published.precision, is_ongoing)

    def _is_old(self, found: DateMention) -> bool:
        """Whether a sentence with this date tells what happened in another year."""
        year = self.published.on.year if self.published.on is not None else 9999
        return found.date_start is not None and found.date_start.year < year and found.precision in ("year", "decade")

    def _is_near(self, lead: When) -> bool:
        """Whether the day of the article's first event is its news: today's, or of the week before."""
        on = self.published.on
        if on is None or lead.date_start is None:
            return lead.anchor_offset is not None and -_WEEK <= lead.anchor_offset <= 0
        return 0 <= (on - lead.date_start).days <= _WEEK
