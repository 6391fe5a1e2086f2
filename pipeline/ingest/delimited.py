"""Rows of delimited text (CSV, TSV; RFC 4180), cut out of a stream of bytes in the memory of one row.

Cells may be quoted: such a cell holds delimiters and line breaks, and marks written twice. A mark inside an unquoted cell is a letter. A
mark inside a quoted cell that is neither written twice nor followed by a delimiter or the end of the line shows that the cell was never
closed: the row is told as bad, and the line behind its first one is the next row, so that one missing mark does not swallow the file.
Each byte is looked at twice at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_LF, _CR = b"\n", b"\r"
_BLANK = re.compile(rb"[\r\n]+")
# What stands in a quoted cell, up to its closing mark.
_INSIDE = {b'"': re.compile(rb'(?:[^"]++|"")*+'), b"'": re.compile(rb"(?:[^']++|'')*+")}
_INSIDE_TEXT = {'"': re.compile(r'(?:[^"]++|"")*+'), "'": re.compile(r"(?:[^']++|'')*+")}


@dataclass(frozen=True, slots=True)
class Cut:
    """One row. `line`: where it begins, from 1. `payload`: its bytes without the line end; of a row that is `too_long` none, of one that
    is `torn` (a quoted cell was never closed) those of its first line."""

    line: int
    payload: bytes
    is_too_long: bool = False
    is_torn: bool = False


class _Buffer:
    """Bytes that have been read and not been used; `at` is where the row begins, `line` the number of that line."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.held = bytearray()
        self.at = 0
        self.line = 1

    def more(self) -> bool:
        """Another chunk behind what is held; False at the end."""
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        if self.at:
            del self.held[: self.at]
            self.at = 0
        self.held += chunk
        return True

    def use(self, end: int) -> bytes:
        """The bytes up to `end`, which is where the next row begins."""
        used = bytes(self.held[self.at : end])
        self.line += used.count(_LF)
        self.at = end
        return used


def cuts(chunks: Iterator[bytes], limit: int, delimiter: str, quote: str) -> Iterator[Cut]:
    """The rows of a file whose bytes are in a superset of ASCII, blank ones left out. Of a row longer than `limit` bytes nothing is kept
    but its number. `quote`: "" where no cell is quoted."""
    buffer = _Buffer(chunks)
    cutter = _Cutter(buffer, limit, delimiter.encode("ascii"), quote.encode("ascii"))
    while (cut := cutter.next()) is not None:
        if cut.payload.strip(b"\r\n") or cut.is_too_long:
            yield cut


class _Cutter:
    def __init__(self, buffer: _Buffer, limit: int, delimiter: bytes, quote: bytes) -> None:
        self._buffer = buffer
        self._limit = limit
        self._quote = quote
        self._opening = delimiter + quote
        self._ends = (delimiter, _LF)
        self._inside = _INSIDE[quote or b'"']

    def next(self) -> Cut | None:
        """The next row; None at the end of the file."""
        buffer = self._buffer
        while True:  # a billion blank lines are soon read
            if (blank := _BLANK.match(buffer.held, buffer.at)) is not None:
                buffer.use(blank.end())
            if buffer.at < len(buffer.held):
                break
            if not buffer.more():
                return None
        line = buffer.line
        end, verdict = self._end_of_row()
        if verdict == "torn":
            end = self._found(_LF, 0)[0]
            first = buffer.use(buffer.at + end + 1 if end >= 0 else len(buffer.held))
            return Cut(line, first.rstrip(b"\r\n"), is_torn=True)
        if verdict:
            self._skip(is_open=verdict == "long cell")
            return Cut(line, b"", is_too_long=True)
        payload = buffer.use(buffer.at + end)
        if len(payload) > self._limit:
            return Cut(line, b"", is_too_long=True)
        return Cut(line, payload.removesuffix(_LF).removesuffix(_CR))

    def _end_of_row(self) -> tuple[int, str]:
        """(length of the row with its line end, ""), or (0, `torn`, `long cell` or `long line`)."""
        at = 0
        while True:
            if self._quote and self._byte(at) == self._quote:
                at, verdict = self._end_of_cell(at + 1)
                if verdict:
                    return 0, verdict
            end, is_over = self._found(_LF, at)
            if end < 0 and not is_over:
                return 0, "long line"
            stop = len(self._buffer.held) - self._buffer.at if end < 0 else end
            opened = self._buffer.held.find(self._opening, self._buffer.at + at, self._buffer.at + stop) if self._quote else -1
            if opened < 0:
                return stop + (end >= 0), ""
            at = opened - self._buffer.at + 1

    def _end_of_cell(self, at: int) -> tuple[int, str]:
        """Where a quoted cell ends whose text begins at `at`: behind its closing mark."""
        buffer = self._buffer
        while True:
            inside = self._inside.match(buffer.held, buffer.at + at)
            mark = at if inside is None else inside.end() - buffer.at
            if buffer.at + mark == len(buffer.held):
                at = mark
                if at > self._limit + 1:
                    return at, "long cell"
                if not buffer.more():
                    return at, "torn"
                continue
            behind = self._byte(mark + 1)
            if behind == self._quote:  # written twice, in two chunks
                at = mark + 2
                continue
            if not behind or behind in self._ends or (behind == _CR and self._byte(mark + 2) in (b"", _LF)):
                return mark + 1, ""
            return mark, "torn"

    def _found(self, sign: bytes, at: int) -> tuple[int, bool]:
        """Where a sign stands from `at` on, as an offset in the row, reading on as far as a row may be long; -1 and whether the file is
        over where there is none."""
        buffer = self._buffer
        while True:
            found = buffer.held.find(sign, buffer.at + at)
            if found >= 0:
                return found - buffer.at, False
            at = max(at, len(buffer.held) - buffer.at)
            if at > self._limit + 1:
                return -1, False
            if not buffer.more():
                return -1, True

    def _byte(self, at: int) -> bytes:
        """The byte at an offset of the row, b"" behind the end of the file."""
        buffer = self._buffer
        while buffer.at + at >= len(buffer.held):
            if not buffer.more():
                return b""
        return bytes(buffer.held[buffer.at + at : buffer.at + at + 1])

    def _skip(self, *, is_open: bool) -> None:
        """Leave out the rest of a row that is too long: to the end of the cell that is open, and of the line."""
        buffer = self._buffer
        sign = self._quote if is_open else _LF
        buffer.use(len(buffer.held))
        while True:
            found = buffer.held.find(sign, buffer.at)
            if found < 0:
                buffer.use(len(buffer.held))
                if not buffer.more():
                    return
                continue
            buffer.use(found + 1)
            if sign == _LF:
                return
            if self._byte(0) == self._quote:
                buffer.use(buffer.at + 1)
            else:  # closed, or never closed, and this is a later row that is given up as well
                sign = _LF


def cells_of(text: str, delimiter: str, quote: str) -> list[str]:
    """The cells of a row that `cuts` found whole."""
    if not quote or quote not in text:
        return text.split(delimiter)
    cells: list[str] = []
    at = 0
    while True:
        if text.startswith(quote, at):
            begin = at + 1
            inside = _INSIDE_TEXT[quote].match(text, begin)
            end = begin if inside is None else inside.end()
            cells.append(text[begin:end].replace(quote * 2, quote))
            at = end + 1
        else:
            end = text.find(delimiter, at)
            cells.append(text[at:] if end < 0 else text[at:end])
            at = len(text) if end < 0 else end
        if at >= len(text):
            return cells
        at += 1
