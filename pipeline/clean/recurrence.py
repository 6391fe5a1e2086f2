"""What a document tells the profile of its source: its lines as keys, which of them are prose, and where they stand.

A source's other articles are counted in SQL (`sql/ingest/profile.sql`); this is the part of one document. The keys are those
of `lines.line_key`. The run of prose is the maximum-sum run of `prose.py`, over measures of length and ending alone, since
every line of a corpus passes here. No verdict stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.clean.chars import CLOSERS, STOPS
from pipeline.clean.lines import line_key, split
from pipeline.clean.prose import best_run

_FINAL = frozenset(STOPS)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE, _SHORTEST, _PARAGRAPH, _LONGEST = 40, 25, 160, 400  # Latin letters
_SHORT = -60.0  # what a line that is no prose takes from a run
_HEAD = 10  # lines above the prose among which an article's own headline stands


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One distinct line of a document. `is_prose`: it reads like a sentence; `is_outside`: it stands, there or somewhere else
    in the document, above or below the run of prose; `is_head`: it stands close above that run."""

    key: str  # 16 hexadecimal digits
    line_nos: tuple[int, ...]  # from 1, ascending
    is_prose: bool
    is_outside: bool
    is_head: bool


def seen_lines(text: str, *, is_clean_text: bool = False) -> tuple[SeenLine, ...]:
    """The distinct lines of a text, by key. `is_clean_text`: the input calls all of it body, so no line stands outside.

    Lines without letters and digits have no key; lines of digits alone count only outside the prose, for within it they
    number what stands below them.
    """
    lines = [line for line in split(text) if not line.is_blank]
    weights = [_weight(line.text) for line in lines]
    first, end = (0, len(lines)) if is_clean_text else best_run(weights)
    places: dict[str, list[int]] = {}
    prose: set[str] = set()
    outside: set[str] = set()
    head: set[str] = set()
    for i, line in enumerate(lines):
        is_inside = first <= i < end
        key = "" if is_inside and not any(map(str.isalpha, line.text)) else line_key(line.text)
        if not key:
            continue
        places.setdefault(key, []).append(line.number)
        if weights[i] > 0:
            prose.add(key)
        if not is_inside:
            outside.add(key)
        if first - _HEAD <= i < first:
            head.add(key)
    return tuple(SeenLine(key, tuple(numbers), key in prose, key in outside, key in head) for key, numbers in sorted(places.items()))


def _weight(text: str) -> float:
    """In whole numbers: positive for prose, negative for anything else."""
    size = len(text)
    if not text.isascii():
        size += len(_WIDE.findall(text[:_LONGEST]))
    is_ended = text[-12:].rstrip(CLOSERS)[-1:] in _FINAL or text[-1:] in _FINAL
    if is_ended and size >= _SENTENCE:
        return float(min(size, _LONGEST))
    if size >= _PARAGRAPH:
        return float(min(size, _LONGEST) // 2)
    return 10.0 if is_ended and size >= _SHORTEST else _SHORT
