"""Quotes that a model proposes, taken among those that the rules find. One policy, in one function: `merge`.

A model is a witness, not a judge. Its words and its speaker's words stand in the text already (`models.verify_quotes`):

| the quote of the model | outcome |
|---|---|
| shares words with one of the rules, by the same speaker | `known`: nothing changes |
| … by another | `known_as_other`: nothing changes |
| … whose speaker the rules could not tell (no words for him, or a pronoun) | `speaker`: he gets the model's, basis `model` |
| has words that no quote has | `new`: a row of the model's |

Dropped are quotes whose speaker's words stand far away and are no name and no office of the article (`far_speaker`), and reported speech of
one word (`too_short`). Who is meant by the words for a speaker is told by the code that rules use: the name that stands there, the holder
of an office, the antecedent of a pronoun at that place. The kind follows from the marks in the text; the model's counts where there are
none. New rows stand behind those of the rules, whose ids are what they were without the model.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.annotate.quoting.cues import Finder
from pipeline.annotate.quoting.emit import TRIM, TRIM_START, Kind, trimmed
from pipeline.annotate.quoting.marks import Marked
from pipeline.annotate.quoting.noun_phrases import head, named
from pipeline.annotate.quoting.scene import DASHES, Source
from pipeline.annotate.quoting.speakers import Memory
from pipeline.annotate.quoting.units import Unit
from pipeline.model import ModelCount, Quote
from pipeline.models.spans import AnchoredQuote
from pipeline.text import JOINED_SCRIPTS, fold, script_of

BASIS = "model"  # `Quote.speaker_basis` where a model says that these words name the speaker
_PLAIN = frozenset({"name_in_place", "apposition", "phrase", "short_name", "label"})  # nothing but the words: the model's word for it
_UNTOLD = frozenset({None, "pronoun", "implicit"})
_MARKS = '«»“”„‟‹›〝〞〟「」『』"＂'
_NEAR = 1  # paragraphs between a quote and words for its speaker that are neither name nor office


def merge(
    finder: Finder,
    memory: Memory,
    lines: Sequence[tuple[int, int]],
    title_line: int,
    found: tuple[Quote, ...],
    proposed: Sequence[AnchoredQuote],
) -> tuple[tuple[Quote, ...], tuple[ModelCount, ...]]:
    """The rules' quotes, then those of models that are new, in text order; and what became of each of the models'. Of two models, the first
    one's counts.

    `memory`: of the rules, when they have read the whole article; `lines`: offsets of the kept lines with text, `title_line` the number of
    the title among them.
    """
    outcomes: Counter[tuple[str, str, str]] = Counter()
    merger = _Merger(finder, memory, lines, title_line, found)
    for quote in proposed:
        outcomes[quote.model, quote.floor, merger.take(quote)] += 1
    return merger.quotes(), tuple(ModelCount(*key, n) for key, n in sorted(outcomes.items()))


class _Merger:
    def __init__(self, finder: Finder, memory: Memory, lines: Sequence[tuple[int, int]], title_line: int, found: tuple[Quote, ...]) -> None:
        self.finder, self.memory, self.s, self.units, self.title_line = finder, memory, memory.scene, memory.units, title_line
        self.line_starts = [start for start, _ in lines]
        self.unit_starts = [unit.start for unit in self.units]
        self.mark_ends = [mark.end for mark in self.s.marked]
        self.found = list(found)
        self.new: list[tuple[Quote, tuple[str, int]]] = []  # with model and statement
        self.number = max((q.utterance_no for q in found), default=-1) + 1

    def quotes(self) -> tuple[Quote, ...]:
        """The rules' quotes, and the new ones with their places in statements."""
        utterances: dict[tuple[str, int], int] = {}
        segments: Counter[int] = Counter()
        out = list(self.found)
        for quote, statement in sorted(self.new, key=lambda pair: pair[0].start):
            mine = utterances.setdefault(statement, self.number + len(utterances))
            segments[mine] += 1
            out.append(replace(quote, utterance_no=mine, segment_no=segments[mine]))
        return tuple(out)

    def take(self, quote: AnchoredQuote) -> str:
        """Put the quote among the others, or not; its outcome."""
        start, end, kind = self._span(quote)
        if start >= end:
            return "empty"
        source = self._speaker(quote)
        if source is None:
            return "far_speaker"
        rules = [(min(end, q.end) - max(start, q.start), -n) for n, q in enumerate(self.found)]
        shared, n = max(rules, default=(0, 0))
        if shared > 0:
            return self._meets(-n, source, quote.score)
        other = next((q for q, _ in self.new if q.start < end and start < q.end), None)
        if other is not None:
            return "known" if _is_same(other, source) else "known_as_other"
        if _share((start, end), (source.start or 0, source.end or 0)):  # a longer name, or the rest of the words in marks
            return "speaker_inside"
        if kind == "indirect" and self._is_word(start, end):
            return "too_short"
        self.new.append((self._row(quote, start, end, kind, source), (quote.model, quote.statement)))
        return "new"

    def _meets(self, n: int, source: Source, score: float) -> str:
        """A quote that the rules have: their speaker stands, where they have one."""
        mine = self.found[n]
        is_untold = mine.speaker_no is None and mine.speaker_role_no is None and mine.speaker_type in _UNTOLD
        is_told = source.local_no is not None or source.role_no is not None
        if not is_untold or not is_told:
            return "known" if _is_same(mine, source) else "known_as_other"
        score = min(mine.score, score)
        if mine.speaker_text is None:
            self.found[n] = _spoken(replace(mine, score=score), source, BASIS)
        elif source.local_no is not None and source.type not in _UNTOLD and self._may_mean(mine.speaker_text, source.local_no):
            self.found[n] = replace(mine, speaker_no=source.local_no, speaker_basis=BASIS, score=score)
        else:
            return "known" if _is_same(mine, source) else "known_as_other"
        return "speaker"

    def _may_mean(self, pronoun: str, number: int) -> bool:
        """Whether a pronoun may stand for an entity: one person, of no other gender."""
        known, entity = self.s.grammar.pronouns.get(fold(pronoun)), self.s.entities[number]
        if known is None:
            return entity.type == "PER"
        if known.number == "p":
            return False
        if known.person == "3" and not known.gender:  # English it
            return entity.type != "PER"
        gender = self.memory.genders.get(number) or entity.gender or ""
        return entity.type == "PER" and not (known.gender and gender and known.gender != gender)

    def _row(self, quote: AnchoredQuote, start: int, end: int, kind: Kind, source: Source) -> Quote:
        text, speaker = self.s.text, (source.start or 0, source.end or 0)
        cue = quote.cue if quote.cue is not None and not _share(quote.cue, speaker) and not _share(quote.cue, (start, end)) else None
        relays = [p for p in quote.relays if self._is_near(p, start) and not _share(p, speaker) and not _share(p, (start, end))]
        relay = self._resolved(relays[0]) if relays else None
        row = Quote(
            utterance_no=0,
            segment_no=0,
            start=start,
            end=end,
            text=text[start:end],
            kind=kind,
            cue_text=None if cue is None else text[cue[0] : cue[1]],
            cue_start=None if cue is None else cue[0],
            cue_end=None if cue is None else cue[1],
            cue_class=None if cue is None else self._class(cue),
            speaker_text=None,
            speaker_start=None,
            speaker_end=None,
            speaker_type=None,
            speaker_no=None,
            speaker_role_no=None,
            speaker_basis=None,
            relayed_by_text=None if relay is None else relay.text,
            relayed_by_no=None if relay is None else relay.local_no,
            in_title=self._line(start) == self.title_line,
            rule_id=quote.rule_id,
            score=quote.score,
        )
        return _spoken(row, source, BASIS if source.basis in _PLAIN else source.basis)

    # ------------------------------------------------------------------ the words
    def _span(self, quote: AnchoredQuote) -> tuple[int, int, Kind]:
        """Offsets without marks and the signs around, as rules cut them, and the kind that the marks make of it."""
        text, marks = self.s.text, self._marks(quote.start, quote.end)
        start, end = trimmed(text, quote.start, quote.end, TRIM_START + _MARKS, TRIM + _MARKS)
        if not marks:
            is_opened = quote.kind == "direct" and self._before(start) in DASHES | {":"}
            return start, end, "direct" if is_opened else "indirect"
        first, last = marks[0], marks[-1]
        if any(c.isalnum() for c in text[start : max(start, first.start)] + text[min(last.end, end) : end]):
            return start, end, "mixed"
        if not any(c.isalnum() for c in text[first.start : start]):
            start = first.start
        if not any(c.isalnum() for c in text[end : last.end]):
            end = last.end  # a stop inside the marks is quoted with the words
        between = "".join(text[a.outer_end : b.outer_start] for a, b in pairwise(marks))
        start, end = trimmed(text, start, end, " ", ",، \u00a0\u202f")
        return start, end, "mixed" if any(c.isalnum() for c in between) else "direct"

    def _marks(self, start: int, end: int) -> list[Marked]:
        """The quotations that the words touch, but for names in marks."""
        out = []
        for k in range(bisect_right(self.mark_ends, start), len(self.s.marked)):
            mark = self.s.marked[k]
            if mark.start >= end:
                break
            if not self.s.is_name(-(k + 1)):
                out.append(mark)
        return out

    def _before(self, start: int) -> str:
        """The last sign before an offset, in its line."""
        line = self.s.text.rfind("\n", 0, start) + 1
        return self.s.text[line:start].rstrip()[-1:]

    def _is_word(self, start: int, end: int) -> bool:
        """Whether one word stands there, in a script that writes words apart."""
        t = self.s.tokens
        return sum(t.kind[i] != "p" for i in range(t.at(start), t.at(end))) < 2 and script_of(self.s.text[start:end]) not in JOINED_SCRIPTS

    def _class(self, cue: tuple[int, int]) -> str | None:
        """The class of the cue, where the pack has it."""
        unit = self._unit(cue[0])
        if unit is None:
            return None
        for known in self.finder.find(unit):
            if _share(cue, (self.s.start(unit.items[known.first]), self.s.end(unit.items[known.last]))):
                return known.cls
        return None

    # ------------------------------------------------------------------ the speaker
    def _speaker(self, quote: AnchoredQuote) -> Source | None:
        """Who is meant by the nearest words for the speaker that may name him; those outside of quotations first."""
        near = [p for p in quote.speakers if self._is_near(p, quote.start)]
        spoken = [p for p in near if self._marks(*p)]
        plain = [p for p in near if p not in spoken]
        place = next(iter(plain + spoken), None)
        return None if place is None else self._resolved(place)

    def _is_near(self, place: tuple[int, int], quote: int) -> bool:
        """Whether words may name who is behind a quote: in its paragraph or beside it, or as a name or an office anywhere."""
        if abs(self._line(place[0]) - self._line(quote)) <= _NEAR:
            return True
        i = self.s.tokens.at(place[0])
        while i < len(self.s.tokens) and self.s.tokens.start[i] < place[1]:
            if i in self.s.mention_at or i in self.s.role_at:
                return True
            i += 1
        return False

    def _resolved(self, place: tuple[int, int]) -> Source:
        """The source that stands at a place, and who that is, as far as the article tells."""
        start, end = place
        plain = Source(self.s.text[start:end], start, end, "role", basis="phrase")
        unit = self._unit(start)
        if unit is None:
            return plain
        a = bisect_right(unit.items, start, key=self.s.end)
        b = bisect_left(unit.items, end, key=self.s.start)
        source = head(self.s, unit, a, b, last=False) if a < b else None
        if source is None or source.start is None or source.end is None or not _share((source.start, source.end), place):
            m = next((m for i in unit.items[a:b] if (m := self.s.mention(i)) is not None and _share((m.start, m.end), place)), None)
            source = plain if m is None else named(self.s, m, a)
        elif source.local_no is None and source.role_no is None and source.issuer_no is None:
            source = replace(source, text=plain.text, start=start, end=end)  # no more than the model's words
        return self.memory.until(unit).resolve(source, unit)

    def _unit(self, offset: int) -> Unit | None:
        k = bisect_right(self.unit_starts, offset) - 1
        return self.units[k] if k >= 0 and offset < self.units[k].end else None

    def _line(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset) - 1


def _spoken(quote: Quote, source: Source, basis: str) -> Quote:
    """The quote with this speaker."""
    return replace(
        quote,
        speaker_text=source.text,
        speaker_start=source.start,
        speaker_end=source.end,
        speaker_type=source.type,
        speaker_no=source.local_no,
        speaker_role_no=source.role_no if source.local_no is None else None,
        speaker_basis=basis,
    )


def _is_same(quote: Quote, source: Source) -> bool:
    """Whether a quote has this speaker: the same entity or office, or the same words where either is not known."""
    if quote.speaker_no is not None and source.local_no is not None:
        return quote.speaker_no == source.local_no
    if quote.speaker_start is None or quote.speaker_end is None or source.start is None or source.end is None:
        return False
    is_office = quote.speaker_role_no is not None and quote.speaker_role_no == source.role_no
    return is_office or _share((quote.speaker_start, quote.speaker_end), (source.start, source.end))


def _share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
