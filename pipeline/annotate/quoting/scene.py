"""What the readers of one article share: its tokens, quotations and names, and the words that name a speaker.

Only values and look-ups by item; which words name a speaker is found in `noun_phrases` and `subjects`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.annotate.quoting.grammar import Grammar
from pipeline.annotate.quoting.marks import Marked
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.model import LocalEntity, Mention, Role, SpeakerType
from pipeline.text import Tokens
from pipeline.values import swift

COMMAS = frozenset({",", "،"})
DASHES = frozenset({"–", "—", "-"})
STOPS = frozenset({".", "!", "?", "؟", "…", ";", "؛"})
PAUSES = COMMAS | STOPS
BREAKS = COMMAS | DASHES | frozenset({"(", ")", ";", "؛", "/"})  # between the parts of a phrase
NAMES = 400  # mentions of an article that are searched for a name
ENDS = frozenset({":", ".", "!", "?", "؟", "…", QUOTE})


UNNAMED = "unnamed"  # basis of a speaker of whom the text says nothing: ذُكر أن, the inquest heard that


@swift
@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a speaker. `local_no`/`role_no` where the words themselves say who it is; None of both for the rest."""

    text: str | None
    start: int | None
    end: int | None
    type: SpeakerType
    local_no: int | None = None
    role_no: int | None = None
    gender: str = ""
    number: str = ""
    basis: str = "name_in_place"
    head: str = ""  # folded head noun of a document, an office or a plain phrase
    issuer_no: int | None = None  # of a document
    anaphoric: bool = False  # "the same source"
    position: int = -1  # first item of the phrase in its unit


@swift
@dataclass(frozen=True)
class Scene:
    """What the readers of one article share: its tokens, quotations, names, and where in the token sequence each name stands."""

    text: str
    tokens: Tokens
    grammar: Grammar
    marked: Sequence[Marked]
    entities: Sequence[LocalEntity]
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    mention_at: dict[int, int]  # token number → position in `mentions` of the mention that covers it
    role_at: dict[int, int]

    def mention(self, item: int) -> Mention | None:
        """The mention that covers an item; for a quotation, the one that fills it («Reuters»)."""
        if item >= 0:
            k = self.mention_at.get(item)
            return None if k is None else self.mentions[k]
        quote = self.marked[-item - 1]
        k = self.mention_at.get(self.tokens.at(quote.start))
        if k is None:
            return None
        m = self.mentions[k]
        return m if m.end >= quote.end - 1 and m.start <= quote.start + 1 else None

    def names_none(self, items: Iterable[int]) -> bool:
        """No name stands in the narrator's own words among the items."""
        return self.mention_at.keys().isdisjoint(items)

    def role(self, item: int) -> Role | None:
        """The office that covers an item."""
        k = self.role_at.get(item) if item >= 0 else None
        return None if k is None else self.roles[k]

    def start(self, item: int) -> int:
        """Offset of an item; of a quotation, without its mark."""
        return self.tokens.start[item] if item >= 0 else self.marked[-item - 1].start

    def end(self, item: int) -> int:
        """Offset behind an item; of a quotation, without its mark."""
        return self.tokens.end[item] if item >= 0 else self.marked[-item - 1].end

    def size(self, item: int) -> int:
        """Tokens inside a quotation."""
        mark = self.marked[-item - 1]
        return self.tokens.at(mark.end) - self.tokens.at(mark.start)

    def is_name(self, item: int) -> bool:
        """A quotation that is only a name: «Reuters»."""
        return item < 0 and self.mention(item) is not None

    def behind(self, unit: Unit, offset: int, begin: int) -> int:
        """The first item from `begin` on that starts at the offset or behind it; the length of the unit where there is none."""
        return next((p for p in range(begin, len(unit)) if self.start(unit.items[p]) >= offset), len(unit))


def scene(
    text: str,
    tokens: Tokens,
    g: Grammar,
    marked: Sequence[Marked],
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    roles: Sequence[Role],
) -> Scene:
    """The scene of an article. Demonyms are no names of a speaker."""
    mention_at = _covering(tokens, [(k, m.start, m.end) for k, m in enumerate(mentions) if m.form != "demonym"])
    role_at = _covering(tokens, [(k, r.start, r.end) for k, r in enumerate(roles)])
    return Scene(text, tokens, g, marked, entities, mentions, roles, mention_at, role_at)


def _covering(tokens: Tokens, spans: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """By token, the number of the first of the spans (number, start, end) that covers it. Where a span's last character is in no token,
    the one behind it counts as covered."""
    found: dict[int, int] = {}
    starts, ends, size = tokens.start, tokens.end, len(tokens)
    for k, start, end in spans:
        i, final = bisect_right(starts, start) - 1, max(end - 1, start)
        if i < 0 or ends[i] <= start:
            i += 1
        while i < size:
            found.setdefault(i, k)
            if ends[i] > final:
                break
            i += 1
    return found
