"""Quotation marks: which ones open, which ones close, and what stands between them.

Marks are paired within a line by a stack that never fails: a stray mark, a lone apostrophe or marks of two kinds cost nothing but
themselves. A quotation may run over several paragraphs (each one opened again, or only the first one opened and the last one
closed). What a quotation means, and whether it is one (scare quotes, titles), is not decided here.

Every character is looked at once for each kind of mark, so the time is linear in the text, whatever it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = "«“„‟‹〝「『"
_CLOSE = "»”›〞」』"
_EITHER = "\"＂"
_SINGLE_OPEN = "‘‚"
_SINGLE_CLOSE = "’"
_SINGLE_EITHER = "'"
_MARK = re.compile("[«“„‟‹〝「『»”›〞」』\"＂‘‚’']|``")
# Which marks belong together. Real text mixes them (« … ", “ … "), so a closing mark closes whatever double mark is open.
_FAMILY = {c: "guillemet" for c in "«»‹›"} | {c: "curly" for c in "“”„‟〝〞"} | {c: "corner" for c in "「」『』"}
_BEFORE_OPEN = frozenset("([{–—-…:،,;/¿¡")
_AFTER_CLOSE = frozenset(".,;:!?)]}–—-…،؛؟/")
_PROCLITICS = frozenset("وفبلك")
MAX_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between two marks. `start`, `end` leave the marks and the space inside them out; `outer_*` include the marks.

    `opened`/`closed` False: the mark is missing because the quotation comes from, or goes on in, another paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    at: int
    width: int
    family: str
    single: bool


def pair(text: str, lines: tuple[tuple[int, int], ...]) -> tuple[Marked, ...]:
    """The outermost quotations of the lines (start, end offsets, in order), by position; they do not overlap."""
    found: list[Marked] = []
    left_open: list[tuple[int, _Open]] = []  # line index, mark that its line leaves open
    orphans: dict[int, int] = {}  # line index → first closing mark without an opening one
    for k, (low, high) in enumerate(lines):
        pairs, open_mark, orphan = _line(text, low, high)
        found.extend(pairs)
        if open_mark is not None:
            left_open.append((k, open_mark))
        if orphan is not None:
            orphans[k] = orphan
    found.extend(_paragraphs(text, lines, left_open, orphans, found))
    found.sort(key=lambda m: (m.outer_start, -m.outer_end))
    out: list[Marked] = []
    for m in found:
        if m.end > m.start and (not out or m.outer_start >= out[-1].outer_end):
            out.append(m)
    return tuple(out)


def _inner(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and (text[low].isspace() or text[low] in "\u200e\u200f\ufeff"):
        low += 1
    while high > low and (text[high - 1].isspace() or text[high - 1] in "\u200e\u200f\ufeff"):
        high -= 1
    return low, high


def _line(text: str, low: int, high: int) -> tuple[list[Marked], _Open | None, int | None]:
    stack: list[_Open] = []
    pairs: list[tuple[_Open, int, int]] = []
    orphan: int | None = None
    singles = _single_closers(text, low, high)
    for match in _MARK.finditer(text, low, high):
        mark, at = match.group(), match.start()
        width = len(mark)
        if mark == "'" and text[at : at + 2] == "''":
            mark, width = "''", 2
        elif mark == "'" and at > low and text[at - 1] == "'":
            continue
        opens, closes = _flanks(text, at, width, low, high)
        single = mark in _SINGLE_OPEN or mark in _SINGLE_CLOSE or mark == _SINGLE_EITHER
        if single:
            if stack and stack[-1].single and at in singles and closes:
                pairs.append((stack.pop(), at, width))
            elif opens and mark != "’" and not (stack and stack[-1].single) and any(s > at for s in singles):
                stack.append(_Open(at, width, "single", True))
            continue
        if stack and stack[-1].single:  # a double mark inside single ones that never close: the single one was an apostrophe
            doubles = [s for s in stack if not s.single]
            if doubles and not opens:
                stack.pop()
        top = next((s for s in reversed(stack) if not s.single), None)
        if _is_opening(mark, opens, closes, top, text, at):
            if top is not None and top.family == "either" and mark in _EITHER:
                del stack[stack.index(top) :]  # the earlier straight mark was a stray one
            family = _FAMILY.get(mark, "either")
            stack.append(_Open(at, width, family, False))
        elif top is not None:
            del stack[stack.index(top) + 1 :]
            pairs.append((stack.pop(), at, width))
        elif orphan is None and not pairs and closes:
            orphan = at
    out: list[Marked] = []
    for opening, at, width in pairs:
        start, end = _inner(text, opening.at + opening.width, at)
        depth = sum(1 for other, a, _ in pairs if other.at < opening.at and a > at)
        out.append(Marked(start, end, opening.at, at + width, depth))
    open_mark = next((s for s in stack if not s.single), None)
    return out, open_mark, orphan


def _single_closers(text: str, low: int, high: int) -> tuple[int, ...]:
    """Single marks that can close a quotation: behind a word or a stop and before a space, a stop or the end; behind an s only
    where a stop or another mark follows or precedes, because "workers' rights" is more frequent."""
    out = []
    for match in re.compile("[’']").finditer(text, low, high):
        at = match.start()
        before = text[at - 1] if at > low else " "
        after = text[at + 1] if at + 1 < high else " "
        if before.isspace() or after.isalnum():
            continue
        if before in "sSz" and after == " ":
            continue
        out.append(at)
    return tuple(out)


def _flanks(text: str, at: int, width: int, low: int, high: int) -> tuple[bool, bool]:
    """Whether a mark can open (something stands behind it, nothing before) and can close (the other way round)."""
    before = text[at - 1] if at > low else " "
    after = text[at + width] if at + width < high else " "
    loose_before = before.isspace() or before in _BEFORE_OPEN or before in _OPEN or before in _SINGLE_OPEN or before in _EITHER
    if not loose_before and before in _PROCLITICS:
        earlier = text[at - 2] if at - 1 > low else " "
        loose_before = not earlier.isalnum() or earlier in _PROCLITICS
    loose_after = after.isspace() or after in _AFTER_CLOSE or after in _CLOSE or after in _SINGLE_CLOSE or after in _EITHER
    opens = loose_before and not after.isspace()
    closes = loose_after and not before.isspace()
    if not opens and not closes and not before.isalnum() and not after.isalnum():
        return True, True
    return opens, closes


def _is_opening(mark: str, opens: bool, closes: bool, top: _Open | None, text: str, at: int) -> bool:
    if mark in _OPEN or mark == "``":
        # „ … “ and „ … ‟ close with a mark that opens elsewhere
        return not (top is not None and closes and not opens)
    if mark in _CLOSE or mark == "''":
        # » … « and ” … ” : a closing mark that stands before a word, with nothing open
        return top is None and opens and not closes
    if top is None:
        return opens or not closes
    return opens and not closes


def _paragraphs(
    text: str,
    lines: tuple[tuple[int, int], ...],
    left_open: list[tuple[int, _Open]],
    orphans: dict[int, int],
    pairs: list[Marked],
) -> list[Marked]:
    """Quotations that their line does not close: up to the line's end where the next paragraph opens again or where nothing
    follows, else over whole paragraphs to the first closing mark that has no opening one."""
    out: list[Marked] = []
    open_lines = {k for k, _ in left_open}
    taken: set[int] = set()
    firsts = {m.outer_start for m in pairs}
    for k, mark in left_open:
        if k in taken:
            continue
        low, high = lines[k]
        start, end = _inner(text, mark.at + mark.width, high)
        end_line = None
        if not _reopens(text, lines, k + 1):
            for j in range(k + 1, min(k + 1 + MAX_PARAGRAPHS, len(lines))):
                if j in orphans:
                    end_line = j
                    break
                if j in open_lines or _reopens(text, lines, j) or any(lines[j][0] <= f < lines[j][1] for f in firsts):
                    break
        if end_line is None:
            out.append(Marked(start, end, mark.at, high, 0, True, False))
            continue
        out.append(Marked(start, end, mark.at, high, 0, True, False))
        for j in range(k + 1, end_line):
            a, b = _inner(text, *lines[j])
            out.append(Marked(a, b, lines[j][0], lines[j][1], 0, False, False))
            taken.add(j)
        a, b = _inner(text, lines[end_line][0], orphans[end_line])
        out.append(Marked(a, b, lines[end_line][0], orphans[end_line] + 1, 0, False, True))
        taken.add(end_line)
    return out


def _reopens(text: str, lines: tuple[tuple[int, int], ...], k: int) -> bool:
    if k >= len(lines):
        return False
    low, high = lines[k]
    start, _ = _inner(text, low, high)
    return start < high and text[start] in _OPEN + _CLOSE + _EITHER
