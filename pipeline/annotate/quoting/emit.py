"""From statements with their speakers to `Quote` values: offsets, kinds, utterances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.quoting.certainty import certainty, firm, written
from pipeline.annotate.quoting.scene import Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit
from pipeline.model import Quote
from pipeline.values import swift

TRIM = " \u00a0\u202f\t\r\n,،;؛:.…\u200e\u200f"
TRIM_START = " \u00a0\u202f\t\r\n,،;:.…–—-\u200e\u200f"
Kind = Literal["direct", "mixed", "indirect"]


@swift
@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its speaker settled."""

    statement: Statement
    source: Source | None
    joins: int | None  # row whose utterance it continues


def quotes(s: Scene, rows: list[Row], title_line: int) -> tuple[Quote, ...]:
    """The quotes of the rows, by position; `title_line`: number of the line that is the title. Of overlapping ones the first is kept."""
    out: list[Quote] = []
    utterance: dict[int, int] = {}
    segments: dict[int, int] = {}
    last_end = 0
    number = 0
    known = firm(s.mentions) if rows else frozenset()
    ranges = [_ranges(s, row.statement) for row in rows]
    firsts = [min(found)[0] if found else 0 for found in ranges]
    order = sorted(range(len(rows)), key=firsts.__getitem__)
    for k in order:
        row = rows[k]
        st = row.statement
        if row.joins is not None and row.joins in utterance:
            mine = utterance[row.joins]
        else:
            mine = number
            number += 1
        utterance[k] = mine
        for start, end, kind in ranges[k]:
            if end <= start or start < last_end:
                continue
            last_end = end
            segments[mine] = segments.get(mine, 0) + 1
            how = written(s.entities, known, row.source.local_no, row.source.type) if row.source is not None else ""
            score = certainty(row.source, how, st.score)
            out.append(_quote(s, row, (mine, segments[mine]), (start, end, kind), in_title=st.unit.line == title_line, score=score))
    return tuple(sorted(out, key=lambda q: (q.start, q.end)))


def _quote(s: Scene, row: Row, numbers: tuple[int, int], at: tuple[int, int, Kind], *, in_title: bool, score: float) -> Quote:
    """A segment `at` offsets and of a kind; `numbers`: of its utterance, and of the segment in it."""
    st, source = row.statement, row.source
    start, end, kind = at
    cue = st.cue
    cue_start = cue_end = None
    if cue is not None:
        items = s.tokens
        unit_items = _cue_unit(st).items
        cue_start = items.start[unit_items[cue.named]] + cue.offset
        cue_end = items.end[unit_items[cue.last]]
    relay = st.relay
    return Quote(
        utterance_no=numbers[0],
        segment_no=numbers[1],
        start=start,
        end=end,
        text=s.text[start:end],
        kind=kind,
        cue_text=None if cue_start is None else s.text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
        cue_class=cue.cls if cue is not None else None,
        speaker_text=source.text if source is not None else None,
        speaker_start=source.start if source is not None else None,
        speaker_end=source.end if source is not None else None,
        speaker_type=source.type if source is not None else None,
        speaker_no=source.local_no if source is not None else None,
        speaker_role_no=source.role_no if source is not None and source.local_no is None else None,
        speaker_basis=source.basis if source is not None else None,
        relayed_by_text=relay.text if relay is not None else None,
        relayed_by_no=relay.local_no if relay is not None else None,
        in_title=in_title,
        rule_id=st.rule,
        score=round(score, 3),
    )


def _cue_unit(st: Statement) -> Unit:
    return st.cue_unit if st.cue_unit is not None else st.unit


def _ranges(s: Scene, st: Statement) -> list[tuple[int, int, Kind]]:
    """Offsets and kind of each segment of a statement."""
    if st.ranges:
        return [(*trimmed(s.text, a, b, TRIM_START, TRIM if st.rule == "below" else ",، \u00a0\u202f"), "direct") for a, b in st.ranges]
    spans = [(_unmarked(s, st, a, b), b) for a, b in st.spans if b > a]
    return [(*_bounds(s, st.unit, a, b), _kind(s, st.unit, a, b, st.rule)) for a, b in spans]


def _unmarked(s: Scene, st: Statement, a: int, b: int) -> int:
    """What is promised, asked or denied stands without the mark of its infinitive ("to", « de »), as a clause does without its "that"."""
    return a + 1 if st.rule == "infinitive" and a + 1 < b and s.grammar.has("infinitive_marks", st.unit.words[a]) else a


def _kind(s: Scene, unit: Unit, a: int, b: int, rule: str) -> Kind:
    items = unit.items[a:b]
    if not unit.quoted or not any(i < 0 and s.mention(i) is None for i in items):
        return "direct" if rule == "transcript" else "indirect"
    return "mixed" if any(i >= 0 and s.tokens.kind[i] != "p" for i in items) else "direct"


def _bounds(s: Scene, unit: Unit, a: int, b: int) -> tuple[int, int]:
    """Offsets of items a … b - 1, without the marks at the ends, the trailing comma and stop of a clause."""
    left = TRIM_START if unit.items[a] >= 0 else ""
    right = TRIM if unit.items[b - 1] >= 0 else ",، \u00a0\u202f"
    return trimmed(s.text, s.start(unit.items[a]), s.end(unit.items[b - 1]), left, right)


def trimmed(text: str, start: int, end: int, left: str, right: str) -> tuple[int, int]:
    """The offsets without the signs at either end."""
    while start < end and text[start] in left:
        start += 1
    while end > start and text[end - 1] in right:
        end -= 1
    return start, end
