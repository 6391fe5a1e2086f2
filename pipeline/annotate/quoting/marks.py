"""Quotation marks: which ones open, which ones close, and what stands between them.

Marks are paired within a line by a stack that never fails: a stray mark, a lone apostrophe or marks of two kinds cost nothing but
themselves. A quotation may run over several paragraphs (each one opened again, or only the first one opened and the last one
closed). What a quotation means, and whether it is one (scare quotes, titles), is not decided here.

Every character is looked at once for each kind of mark, so the time is linear in the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.values import swift

_OPEN = "«“„‟‹〝「『"
_CLOSE = "»”›〞」』"
_EITHER = '"＂'
_SINGLE_OPEN = "‘‚"
_SINGLE_CLOSE = "’"
_SINGLES = frozenset("‘‚’'")
# An apostrophe between two letters is no mark; behind a proclitic a single mark may open: و'. The set stands first: it is searched for
# several times as fast as alternatives are.
_MARK = re.compile(
    "[«“„‟‹〝「『»”›〞」』\"＂‘‚’'`()]"
    "(?:(?<![`‘‚’'()])|(?<=`)`|(?<=[(])[(]|(?<=[)])[)]|(?<=[‘‚’'])(?![^\\W_])|(?<=[‘‚’'])(?<![^\\W_وفبلك][‘‚’']))",
)
_PARENS = "(("  # the marks of some Arabic agencies; they count in pairs within a line only
_PARENS_CLOSE = "))"
# Which marks belong together. Real text mixes them (« … ", “ … "), so a closing mark closes whatever double mark is open.
_FAMILY = dict.fromkeys("«»‹›", "guillemet") | dict.fromkeys("“”„‟〝〞", "curly") | dict.fromkeys("「」『』", "corner")
_BEFORE_OPEN = frozenset("([{–—-…:،,;/¿¡")
_AFTER_CLOSE = frozenset(".,;:!?)]}–—-…،؛؟/")
_PROCLITICS = frozenset("وفبلك")
_DOUBLE = re.compile('[«“„‟‹〝「『»”›〞」』"＂]')
_SINGLE_CLOSER = re.compile("[’']")
MAX_PARAGRAPHS = 12
MAX_DEPTH = 8


@swift
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


@swift
@dataclass(frozen=True, slots=True)
class _Open:
    at: int
    width: int
    family: str
    single: bool
    depth: int


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


def _marks(text: str, low: int, high: int) -> Iterator[tuple[str, int]]:
    """Marks and their offsets; two straight apostrophes are one mark."""
    skip = -1
    for match in _MARK.finditer(text, low, high):
        at = match.start()
        if at == skip:
            continue
        if match.group() == "'" and text[at : at + 2] == "''" and at + 1 < high:
            skip = at + 1
            yield "''", at
        else:
            yield match.group(), at


def _line(text: str, low: int, high: int) -> tuple[list[Marked], _Open | None, int | None]:
    stack: list[_Open] = []
    pairs: list[tuple[_Open, int, int]] = []
    orphan: int | None = None
    last_closer = 0  # not looked for yet: only where a single mark may open
    for mark, at in _marks(text, low, high):
        width = len(mark)
        opens, closes = _flanks(text, at, width, low, high)
        if mark in (_PARENS, _PARENS_CLOSE):
            _parens(text, mark, at, high, stack, pairs)
            continue
        if mark in _SINGLES:
            if stack and stack[-1].single:
                if closes and mark not in _SINGLE_OPEN and _can_close(text, at, low, high):
                    pairs.append((stack.pop(), at, width))
            elif opens and mark not in _SINGLE_CLOSE and (last_closer := last_closer or _last_closer(text, low, high)) > at:
                stack.append(_Open(at, width, "single", True, len(stack)))
            continue
        if not opens and len(stack) > 1 and stack[-1].single:
            stack.pop()  # a double mark closes while a single one is open: that one was an apostrophe
        top = _double(reversed(stack))
        if mark in _EITHER and _is_measure(text, at, low, high, top):
            continue
        if _is_opening(mark, opens, closes, top, text, at):
            if top is not None and top.family == "either" and mark in _EITHER:
                del stack[stack.index(top) :]  # the earlier straight mark was a stray one
            family = _FAMILY.get(mark, "either")
            if len(stack) >= MAX_DEPTH:
                del stack[0]
            stack.append(_Open(at, width, family, False, len(stack)))
        elif top is not None:
            del stack[stack.index(top) + 1 :]
            pairs.append((stack.pop(), at, width))
        elif orphan is None and not pairs and (closes or mark in _CLOSE):
            orphan = at
    return [_marked(text, *pair) for pair in pairs], _double(stack), orphan


def _marked(text: str, opening: _Open, at: int, width: int) -> Marked:
    """What stands between an opening mark and the closing one at an offset."""
    start, end = _inner(text, opening.at + opening.width, at)
    return Marked(start, end, opening.at, at + width, opening.depth)


def _double(marks: Iterable[_Open]) -> _Open | None:
    """The first that is no single mark."""
    return next((mark for mark in marks if not mark.single), None)


def _parens(text: str, mark: str, at: int, high: int, stack: list[_Open], pairs: list[tuple[_Open, int, int]]) -> None:
    """Double parentheses: the first opens where another one closes later in the line; what stands open inside it closes with it."""
    if mark == _PARENS:
        if text.find(_PARENS_CLOSE, at, high) >= 0:
            stack.append(_Open(at, len(mark), "parens", False, len(stack)))
        return
    k = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].family == "parens"), None)
    if k is not None:
        del stack[k + 1 :]
        pairs.append((stack.pop(), at, len(mark)))


def _last_closer(text: str, low: int, high: int) -> int:
    """The last single mark that can close a quotation; -1 where there is none."""
    return max((m.start() for m in _SINGLE_CLOSER.finditer(text, low, high) if _can_close(text, m.start(), low, high)), default=-1)


def _can_close(text: str, at: int, low: int, high: int) -> bool:
    """A single mark closes behind a word or a stop and before a space, a stop or the end; behind an s only where a stop or another mark
    follows or precedes, because "workers' rights" is more frequent."""
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    return not (before.isspace() or after.isalnum() or (before in "sSz" and after == " "))


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


def _is_measure(text: str, at: int, low: int, high: int, top: _Open | None) -> bool:
    """Inches, not a mark: `a 29" frame`. Inside straight marks only if what comes next closes them."""
    if at == low or not text[at - 1].isdigit() or text[at + 1 : at + 2] != " " or not text[at + 2 : at + 3].islower():
        return False
    if top is None or top.family != "either":
        return True
    following = _DOUBLE.search(text, at + 1, high)
    if following is None:
        return False
    opens, closes = _flanks(text, following.start(), 1, low, high)
    return closes and not opens


def _is_opening(mark: str, opens: bool, closes: bool, top: _Open | None, text: str, at: int) -> bool:
    if mark in _OPEN or mark == "``":
        # „ … “ and „ … ‟ close with a mark that opens elsewhere
        return not (top is not None and closes and not opens)
    if mark in _CLOSE or mark == "''":
        # » … « and ” … ” : a closing mark that stands before a word, with nothing open
        after = text[at + len(mark) : at + len(mark) + 1]
        return top is None and opens and not closes and after not in _AFTER_CLOSE
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
        high = lines[k][1]
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
