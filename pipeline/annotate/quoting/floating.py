"""Quotations that fill their sentence: whoever stands behind them, is given the word or spoke last says them; else nobody is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pipeline.annotate.quoting import cues, layouts, settling, subjects
from pipeline.annotate.quoting.emit import Row
from pipeline.annotate.quoting.marks import Marked
from pipeline.annotate.quoting.scene import UNNAMED, Scene, Source
from pipeline.annotate.quoting.speakers import Memory
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit

WORDS = 5  # tokens: a shorter quotation that stands alone is no statement
_PARAGRAPH = 4  # the same where it is a paragraph of its own
_SPOKEN = 3  # the same where somebody has just spoken, or is given the word
Place = Literal["title", "heading", "body"]


def named_behind(s: Scene, finder: cues.Finder, unit: Unit, found: list[Statement]) -> Statement | None:
    """ "Why now?" Smith asked. : the sentence behind a quotation that ends with its own stop only names the speaker."""
    if found:
        return None
    for cue in finder.find(unit)[:1]:
        if cue.form != "finite" or not cue.frames & {"d"} or len(unit) > 26 or cue.group > 8:
            return None
        source = (
            subjects.clitic(s, unit, cue)
            if cue.clitic is not None
            else subjects.before(s, unit, 0, cue.group)
            if cue.group > 0
            else subjects.after(s, unit, cue.last + 1, len(unit))
        )
        if source is None:
            return None
        return Statement(unit, cue, [], source, "behind", 0.9)
    return None


def alone(
    finder: cues.Finder,
    unit: Unit,
    memory: Memory,
    rows: list[Row],
    late: Statement | None,
    claimed: set[int],
    *,
    place: Place = "body",
    giver: Source | None = None,
) -> list[Row]:
    """Quotations that fill their sentence: what stands behind names the speaker, or the one who spoke before goes on. `giver`: whom the
    line before or a signature below gives the word."""
    s = memory.scene
    spots = [p for p in layouts.alone(s, unit) if unit.items[p] not in claimed]
    out: list[Row] = []
    for p in spots:
        mark = s.marked[-unit.items[p] - 1]
        size = s.tokens.at(mark.end) - s.tokens.at(mark.start)
        if late is not None:
            statement = Statement(unit, late.cue, [(p, p + 1)], late.source, "behind", 0.9)
            statement.cue_unit = late.unit
            out.append(settling.settle(statement, late.unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        inside = layouts.incise(s, finder, unit, p) if size > WORDS else None
        if inside is not None:
            out.append(settling.settle(inside, unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        if giver is not None and size >= _SPOKEN:
            given = Statement(unit, None, [(p, p + 1)], giver, "given", 0.85)
            out.append(settling.settle(given, unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        gesture = layouts.gesture(s, memory.units, unit)
        if gesture is not None and size >= _SPOKEN:
            out.append(settling.settle(Statement(unit, None, [(p, p + 1)], gesture, "floating", 0.75), unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        last = memory.last(unit, 3)
        previous = rows[-1] if rows and not out else out[-1] if out else None
        if previous is None or place != "body":
            if place != "heading" and size >= WORDS and _fills_line(s, mark):  # said by somebody, and nobody is named
                nobody = Source(None, None, None, "implicit", basis=UNNAMED)
                out.append(Row(Statement(unit, None, [(p, p + 1)], nobody, "floating", 0.5), nobody, None))
                claimed.add(unit.items[p])
            continue
        if size < _least(s, unit, mark, previous):
            continue
        statement = Statement(unit, None, [(p, p + 1)], None, "floating", 0.8)
        gap = unit.line - previous.statement.unit.line
        if last is None or (gap > 1 and not _near(unit, previous)):
            statement.score = 0.5
            out.append(Row(statement, None, None))
            continue
        source = replace(last, basis="chain")
        statement.score = 0.85 if gap == 0 else 0.7
        direct = previous.statement.rule.startswith(("left", "quote", "colon", "floating", "behind"))
        out.append(
            Row(
                statement,
                source,
                (len(rows) + len(out) - 1) if direct and unit.number - previous.statement.unit.number <= 2 else None,
            )
        )
        claimed.add(unit.items[p])
    return out


def taken_over(s: Scene, rows: list[Row]) -> None:
    """A quotation that runs over paragraphs, each with an opening mark, and names its speaker in the last one: the earlier ones are his."""
    last = rows[-1]
    if last.source is None or not last.statement.rule.startswith("left") or last.statement.unit.items[0] >= 0:
        return
    line, k = last.statement.unit.line, len(rows) - 1
    while k and _runs_on(s, rows[k - 1], line):
        k, line = k - 1, line - 1
        rows[k] = replace(rows[k], source=replace(last.source, basis="chain"))
    if k < len(rows) - 1:
        rows[k + 1 :] = [replace(row, joins=k) for row in rows[k + 1 :]]


def _runs_on(s: Scene, row: Row, line: int) -> bool:
    """A floating quotation of nobody in the line before, whose mark is not closed."""
    statement = row.statement
    named = row.source is not None and row.source.basis != UNNAMED
    if statement.rule != "floating" or named or statement.unit.line != line - 1:
        return False
    return not s.marked[-statement.unit.items[statement.spans[0][0]] - 1].closed


def _least(s: Scene, unit: Unit, mark: Marked, previous: Row) -> int:
    """Tokens that a quotation without a speaker of its own must have."""
    if _right_behind(unit, previous):
        return _SPOKEN
    return _PARAGRAPH if _fills_line(s, mark) else WORDS


def _fills_line(s: Scene, mark: Marked) -> bool:
    """The quotation is a paragraph of its own."""
    before, behind = s.text[max(0, mark.outer_start - 1) : mark.outer_start], s.text[mark.outer_end : mark.outer_end + 1]
    return before in ("", "\n") and behind in ("", "\n")


def _right_behind(unit: Unit, previous: Row) -> bool:
    """ "…," she said. "He laughed." """
    last = previous.statement
    near = last.unit.line == unit.line and unit.number - last.unit.number == 1
    return near and last.rule.startswith(("left", "unknown_verb", "floating"))


def _near(unit: Unit, previous: Row) -> bool:
    return unit.number - previous.statement.unit.number <= 3
