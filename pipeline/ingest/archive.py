"""The records of a WARC file (ISO 28500), cut out of its bytes one by one, so that a damaged one costs itself.

FastWARC reads a record's headers and what HTTP did to its body (`warc.py`), and gives up a file at its first damage. So the file is cut
here: by members of gzip and by the length that each record states. What does not fit is told, and reading goes on where the next record
begins. Memory: one record.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.ingest.origin import Origin
from pipeline.ingest.streams import CHUNK, GZIP, blocks, check_expansion

_BEGIN = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")
_NEXT = re.compile(rb"(?:^|\n)(?=WARC/[01]\.[0-9]{1,2}\r?\n)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]{0,99}([0-9]{1,18})[ \t]{0,99}\r?\n", re.IGNORECASE)
_TYPE = re.compile(rb"\nwarc-type:[ \t]{0,99}([a-z]{1,40})", re.IGNORECASE)
_MAX_HEAD = 64_000  # bytes
_ENDS = b"\r\n"
_PACKED = 1 << 17  # bytes: what is behind a member is copied
_MEMBER = GZIP + b"\x08"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file. `kind`: its WARC-Type, in lower case, "" where there is no record; `payload`: its bytes, head included; of
    one that was not asked for, or is too long, none. `problem`: what is wrong with it, else ""."""

    kind: str
    payload: bytes = b""
    problem: str = ""
    is_too_long: bool = False


class _Damage:
    """Stands in the stream of bytes where some were lost."""

    def __init__(self, said: str) -> None:
        self.said = said


def records(stream: BinaryIO, origin: Origin, kind: str) -> Iterator[Record]:
    """The records of a file in order, with the bytes of those of one kind. Raises IngestError: `too_large`, where it is a bomb."""
    held = _Held(_expanded(stream, origin))
    limit = origin.limits.max_record
    while True:
        held.skip(_ENDS)
        if held.reach(1):
            yield _record(held, limit, kind)
        elif damage := held.damage():
            yield Record("", problem=damage)
        else:
            return


def _record(held: _Held, limit: int, kind: str) -> Record:
    if not held.begins(_BEGIN):
        return Record("", problem=held.given_up(0, "its bytes begin no record"))
    end = held.find(_HEAD_END, _MAX_HEAD)
    head = b"" if end < 0 else held.peek(end)
    length = _LENGTH.search(head)
    if length is None:
        return Record("", problem=held.given_up(1, "its head states no Content-Length" if head else "its head has no end"))
    found = _TYPE.search(head)
    told = found[1].decode("ascii").lower() if found else ""
    size = end + int(length[1])
    if size > limit:  # the next one is looked for: whoever states so much may be wrong
        held.given_up(end, "")
        return Record(told, is_too_long=told == kind)
    if told != kind:
        held.drop(size)
        return Record(told)
    if not held.reach(size):
        return Record(told, problem=held.given_up(end, "it is cut short"))
    if not held.ends_at(size):
        return Record(told, problem=held.given_up(end, "its length is not the one that it states"))
    return Record(told, held.use(size))


class _Held:
    """Bytes that have been read and not been used, from `_at` on."""

    def __init__(self, pieces: Iterator[bytes | _Damage]) -> None:
        self._pieces = pieces
        self._bytes = bytearray()
        self._at = 0
        self._damage: _Damage | None = None
        self._is_over = False

    def _more(self) -> bool:
        """Read on; False at the end and at a damage that has not been told yet."""
        if self._is_over or self._damage is not None:
            return False
        piece = next(self._pieces, None)
        if piece is None:
            self._is_over = True
            return False
        if isinstance(piece, _Damage):
            self._damage = piece
            return False
        if self._at > CHUNK and 2 * self._at > len(self._bytes):
            del self._bytes[: self._at]
            self._at = 0
        self._bytes += piece
        return True

    def reach(self, size: int) -> bool:
        """Whether so many bytes are there."""
        while len(self._bytes) - self._at < size:
            if not self._more():
                return False
        return True

    def damage(self) -> str:
        """What was lost right behind the bytes that are held, "" for nothing; it is told once."""
        said, self._damage = "" if self._damage is None else self._damage.said, None
        return said

    def given_up(self, behind: int, said: str) -> str:
        """Go on where the next record begins, looked for from there on; what is said of the one that was given up: where no other one is
        held, the damage that follows is its own."""
        self._to_next(behind)
        return (not self.reach(1) and self.damage()) or said

    def skip(self, signs: bytes) -> None:
        """Leave out such bytes."""
        while self.reach(1) and self._bytes[self._at] in signs:
            self._at += 1

    def begins(self, pattern: re.Pattern[bytes]) -> bool:
        self.reach(16)
        return pattern.match(self._bytes, self._at) is not None

    def find(self, pattern: re.Pattern[bytes], limit: int) -> int:
        """Where the pattern ends within so many bytes; -1 where it does not stand there."""
        size = 4_096
        while True:
            is_there = self.reach(size)
            if match := pattern.search(self._bytes, self._at, self._at + size):
                return match.end() - self._at
            if not is_there or size >= limit:
                return -1
            size *= 4

    def peek(self, size: int) -> bytes:
        return bytes(self._bytes[self._at : self._at + size])

    def use(self, size: int) -> bytes:
        used = self.peek(size)
        self._at += size
        return used

    def drop(self, size: int) -> None:
        """Leave out so many bytes, without holding them."""
        while size > 0 and self.reach(1):
            n = min(size, len(self._bytes) - self._at)
            self._at += n
            size -= n

    def ends_at(self, size: int) -> bool:
        """Whether a record of so many bytes ends there: behind it stand line ends and the next one, or nothing."""
        if not self.reach(size + 1):
            return True
        at = self._at + size
        self.reach(size + 24)
        while at < len(self._bytes) and self._bytes[at] in _ENDS:
            at += 1
        return at == len(self._bytes) or _BEGIN.match(self._bytes, at) is not None

    def _to_next(self, behind: int) -> None:
        self._at += min(behind, len(self._bytes) - self._at)
        while True:
            if match := _NEXT.search(self._bytes, self._at):
                self._at = match.end()
                return
            self._at = max(self._at, len(self._bytes) - 16)
            if not self._more():
                self._at = len(self._bytes)
                return


def _expanded(stream: BinaryIO, origin: Origin) -> Iterator[bytes | _Damage]:
    """The bytes of a file, each member of gzip by itself: of a damaged one those before the damage, and reading goes on with the next
    one."""
    packed = stream.read(_PACKED)
    if not packed.startswith(GZIP):
        yield from blocks(packed, stream, _PACKED)
        return
    n_packed, expanded = len(packed), 0
    member = zlib.decompressobj(31)
    while True:
        try:
            piece = member.decompress(packed, CHUNK)
        except zlib.error as error:
            yield _Damage(f"its compression is damaged ({error})")
            # The next member begins behind the beginning of what is held: where the damaged one does, nothing was taken from it.
            packed = packed[1:]
            while (at := packed.find(_MEMBER)) < 0:
                more = stream.read(_PACKED)
                n_packed += len(more)
                if not more:
                    return
                packed = packed[-2:] + more
            packed, member = packed[at:], zlib.decompressobj(31)
            continue
        if piece:
            expanded += len(piece)
            check_expansion(expanded, n_packed, origin.uri, origin.limits)
            yield piece
        is_between = member.eof
        if is_between:
            packed, member = member.unused_data.lstrip(b"\0"), zlib.decompressobj(31)
        else:
            packed = member.unconsumed_tail
        if not packed:
            packed = stream.read(_PACKED)
            n_packed += len(packed)
            if not packed:
                if not is_between:
                    yield _Damage("its compression is cut short")
                return
