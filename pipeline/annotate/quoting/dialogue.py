"""Transcripts and interviews: lines that begin with who speaks and a colon.

`JUDGE: …`, `MS LANE: …`, `Mme Morel : …`, `المهندس فادي: …`, `The chair (rising): …`, `Q: …`. One such line proves nothing ("Premier
enseignement : …", a headline); an article where they recur is a dialogue, and a turn runs to the end of its line, whatever it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.quoting.noun_phrases import head
from pipeline.annotate.quoting.scene import NAMES, UNNAMED, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import DOT, Unit
from pipeline.text import fold

_MAX_LABEL = 60  # characters
_MAX_ITEMS = 12
_CAPITALS = re.compile(r"[^\W\d_a-z]{2,}(?:[. ]{1,2}[^\W\d_a-z]+){0,3}")
_INITIALS = re.compile(r"(?:[^\W\d_]\u0640?\.[ -]?){2,4}")  # M. T.-A.
_DASH = re.compile(r" [–—] ")
_STAGE = re.compile(r"(?:(?<!\s)\s+)?\([^()]{1,40}\)\s*+$")  # what is done meanwhile: (rising), (laughs)
_TURNS = 3  # lines with a label make a dialogue; two, where one label recurs


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled line. `label`: its words without stage directions; `source` None where the label is only a mark (Q, A)."""

    line: int
    label: str
    source: Source | None
    is_question: bool
    start: int  # of the words
    end: int


def turns(s: Scene, units: Sequence[Unit], headings: frozenset[int]) -> dict[int, Turn]:
    """The turns of a dialogue by their line; empty where the article is none."""
    found: list[Turn] = []
    lines: dict[int, Unit] = {}
    for unit in units:
        lines.setdefault(unit.line, unit)
    ends = {unit.line: unit.end for unit in units}
    for line, unit in lines.items():
        turn = None if line in headings else labelled(s, unit, ends[line])
        if turn is not None:
            found.append(turn)
    if len(found) < _TURNS - 1:
        return {}
    found = _alike(s, found)
    recurs = max(Counter(fold(t.label) for t in found).values(), default=0) > 1
    if len(found) < (2 if recurs else _TURNS):
        return {}
    return {t.line: _answered(s, t, found[0].start) for t in found}


def _alike(s: Scene, found: list[Turn]) -> list[Turn]:
    """The turns without lines whose words stand in marks where those of the others do not: `The clerk rose: "…"` in a transcript."""
    marked = [any(m.outer_start == t.start for m in s.marked) for t in found]
    return found if 2 * sum(marked) >= len(found) else [t for t, is_marked in zip(found, marked, strict=True) if not is_marked]


def labelled(s: Scene, unit: Unit, end: int) -> Turn | None:
    """The label that begins the line, and where its words begin; None where the line has none."""
    item = unit.items[0]
    begin = s.start(item) if item >= 0 else s.marked[-item - 1].start
    colon = s.text.find(":", begin, min(begin + _MAX_LABEL, end))
    dash = _DASH.search(s.text, begin, min(begin + _MAX_LABEL, end))
    if dash is not None and _is_short(s, s.text[begin : dash.start()]):
        colon = dash.start() + 1
    if colon < 0 or (item < 0 and s.end(item) <= colon):
        return None
    start = colon + 1
    while start < end and s.text[start].isspace():
        start += 1
    if end - start < 2 or start == colon + 1:
        return None
    if item < 0:
        end = s.end(item)
    label = _STAGE.sub("", s.text[begin:colon]).strip()
    g = s.grammar
    mark = fold(label).rstrip(".")
    if g.has("questions", mark) or g.has("answers", mark):
        return Turn(unit.line, label, None, g.has("questions", mark), start, end)
    source = _speaker(s, unit, label, begin)
    return None if source is None else Turn(unit.line, label, source, False, start, end)


def _is_short(s: Scene, label: str) -> bool:
    """A label that a dash may part from the words: Q, R, initials."""
    g, word = s.grammar, fold(label).rstrip(".")
    return g.has("questions", word) or g.has("answers", word) or _INITIALS.fullmatch(label) is not None


def _speaker(s: Scene, unit: Unit, label: str, begin: int) -> Source | None:
    """Whom a label names: capitals, a person at its end behind offices and titles, an office alone."""
    if not label or any(mark in label for mark in ',،;؛«»"“”'):
        return None
    named = Source(label, begin, begin + len(label), "name", basis="label")
    if _CAPITALS.fullmatch(label) or _INITIALS.fullmatch(label) or _is_surname(s, label):
        return named
    last = next((p for p, i in enumerate(unit.items) if i < 0 or s.start(i) >= begin + len(label)), len(unit))
    if not 0 < last <= _MAX_ITEMS or any(i < 0 for i in unit.items[:last]):
        return None
    for p in range(last):
        m = s.mention(unit.items[p])
        if m is not None and m.type in ("PER", "ORG") and m.end >= begin + len(label) - 1 and (m.type == "PER" or p == 0):
            return head(s, unit, p, last, last=False)
    plain = all(s.mention(i) is None for i in unit.items[:last])
    first = next((p for p in range(last) if not s.grammar.has("determiners", unit.words[p])), 0)
    if plain and last - first <= 2 and unit.words[first] != DOT:
        if s.role(unit.items[first]) is not None:
            return head(s, unit, 0, last, last=False)
        if first < last - 1 and s.grammar.has("strip", unit.words[first]):  # Mme Morel, whom no list knows
            at = s.start(unit.items[last - 1])
            return replace(named, start=at, text=s.text[at : begin + len(label)])
        if first and s.grammar.has("indefinite", unit.words[first - 1]):  # Une passagère : …
            at = s.start(unit.items[first])
            return replace(named, start=at, text=s.text[at : begin + len(label)], type="anonymous")
    return None


def _is_surname(s: Scene, label: str) -> bool:
    """A label that is the last word of a person's name in the article, though it may be a common word: «صعب» of هدى صعب."""
    word = fold(label)
    names = (fold(m.text).split() for m in s.mentions[:NAMES] if m.type == "PER")
    return " " not in word and any(len(name) > 1 and name[-1] == word for name in names)


def _answered(s: Scene, turn: Turn, begin: int) -> Turn:
    """An answer's speaker is the one person whom the article names before the dialogue begins (at offset `begin`)."""
    if turn.source is not None or turn.is_question:
        return turn
    people = {m.local_no for m in s.mentions if m.type == "PER" and m.end <= begin and s.entities[m.local_no].is_confirmed}
    if len(people) != 1:
        return replace(turn, source=Source(None, None, None, "implicit", basis=UNNAMED))
    return replace(turn, source=Source(None, None, None, "implicit", people.pop(), basis="label"))


def statement(s: Scene, unit: Unit, turn: Turn) -> Statement | None:
    """The statement of a turn; None for a question that nobody in the article asks, and where nothing is said: (crosstalk)."""
    is_stage = _STAGE.fullmatch(s.text[turn.start : turn.end].rstrip(" .")) is not None
    if turn.source is None or is_stage:
        return None
    return Statement(unit, None, [(0, 1)], turn.source, "dialogue", 0.85, ranges=((turn.start, turn.end),))
