"""Files of records, one JSON object a line, plain or gzipped: read line by line, in the memory of one record.

What a record may state is in `records.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.records import Row, documents_of
from pipeline.ingest.rejections import IngestError
from pipeline.ingest.streams import pieces

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # of the line in the file, from 1
    payload: bytes | None  # without its line end; None where it is longer than a record may be


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each record, in order (see `documents_of`); blank lines are no records. Raises IngestError."""
    yield from documents_of(_rows(stream, origin), origin, "Write one JSON object a line")


def _rows(stream: BinaryIO, origin: Origin) -> Iterator[Row]:
    for line in _lines(_narrow(pieces(stream, origin), origin), origin.limits.max_record):
        where = f"line {line.number} of {origin.uri}"
        if line.payload is None:
            error = IngestError("read", "too_large",
                                f"Line {line.number} of {origin.uri} is longer than {origin.limits.max_record / 1e6:g} MB.",
                                "Split the record, or raise max_record_mb in dateline.toml.")  # fmt: skip
            yield Row(where, error=error)
        elif line.payload.strip():
            yield Row(where, line.payload)


def _narrow(chunks: Iterator[bytes], origin: Origin) -> Iterator[bytes]:
    """The chunks, if they are no UTF-16."""
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk.startswith(_WIDE_MARKS):
            raise IngestError("decode", "undecodable", f"{origin.uri} is UTF-16; records are read in UTF-8.",
                              "Convert it: iconv -f UTF-16 -t UTF-8.")  # fmt: skip
        yield chunk


def _lines(chunks: Iterator[bytes], limit: int) -> Iterator[_Line]:
    """Lines without their line ends, empty ones left out; of a line longer than `limit` bytes nothing is kept but its number."""
    number = 1
    parts: list[bytes] = []
    length = 0
    first = True
    for chunk in chunks:
        if first:
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
            first = False
        n_blank = 0
        if chunk.count(b"\n") > 1 and not chunk.strip():  # a billion blank lines are soon read
            n_blank = chunk.count(b"\n") - 1
            chunk = chunk[: chunk.index(b"\n") + 1] + chunk[chunk.rindex(b"\n") + 1 :]  # noqa: PLW2901
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            if not (end or length):
                number += 1
                continue
            length += len(end)
            yield _Line(number, None if length > limit else b"".join((*parts, end)).removesuffix(b"\r"))
            number += 1
            parts, length = [], 0
        number += n_blank
        length += len(rest)
        if length > limit:
            parts = []
        else:
            parts.append(rest)
    if length:
        yield _Line(number, None if length > limit else b"".join(parts).removesuffix(b"\r"))
