"""Files of records, one JSON object a line, plain or gzipped: read line by line, in the memory of one record.

A record gives `text` (raw dump), `html` (page) or `body` (text that is clean already); of several, body counts before
html before text. A bad record costs itself. Compressed files are bounded by what they expand to, not by what they say.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from pipeline.ingest import documents, identity, metadata
from pipeline.ingest.decode import Decoded, decode, storable
from pipeline.ingest.forgetting import PASSES, encoded, forgotten, is_forgotten, told_blanked
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.redact import blanked_text
from pipeline.ingest.rejections import IngestError, rejection_for
from pipeline.ingest.views import Form
from pipeline.model import Given, Rejection, Source

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTENT = ("body", "html", "text")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # of the line in the file, from 1
    payload: bytes | None  # without its line end; None where it is longer than a record may be


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each record, in order, with warnings before the document they are about.

    The uri of the n-th record is the file's with `#n` (blank lines are no records). Raises IngestError where the file
    as a whole cannot be read on; records before that place have been handed out.
    """
    fields, problems = metadata.sidecar_of(origin)
    source, more = metadata.source_of(fields, origin, f"{origin.uri}.meta.json")
    default, others = metadata.given_of(fields, origin.uri, source, f"{origin.uri}.meta.json", origin.limits.max_field)
    yield from (*problems, *more, *others)
    origin = replace(origin, source=source, sidecar=None)
    n_records = n_bad = 0
    for line in _lines(_chunks(stream, origin), origin.limits.max_record):
        if line.payload is not None and not line.payload.strip():
            continue
        n_records += 1
        uri = f"{origin.uri}#{n_records}"
        if n_bad > origin.limits.max_bad_records and 2 * n_bad > n_records:
            raise IngestError("parse", "too_many_errors",
                              f"{origin.uri} is not read on behind line {line.number - 1}: "
                              f"{n_bad:,} of its {n_records - 1:,} records are none.",
                              "Write one JSON object a line, or raise max_bad_records in dateline.toml.")  # fmt: skip
        if line.payload is None:
            n_bad += 1
            error = IngestError("read", "too_large",
                                f"Line {line.number} of {origin.uri} is longer than {origin.limits.max_record / 1e6:g} MB.",
                                "Split the record, or raise max_record_mb in dateline.toml.")  # fmt: skip
            yield rejection_for(error, uri, source.source_id)
            continue
        try:
            yield from _record(line.payload, line.number, uri, origin, default)
        except (IngestError, RecursionError, MemoryError) as error:
            n_bad += 1
            yield rejection_for(error, uri, source.source_id, identity.sha256(line.payload))
    if n_records == 0:
        raise IngestError("read", "empty_file", f"{origin.uri} holds no records.", "Remove it, or write it again.")


@dataclass(frozen=True, slots=True)
class _Record:
    """One record, taken apart. `key`: the field that gives its content."""

    payload: bytes
    decoded: Decoded
    key: str
    value: str
    source: Source
    given: Given
    problems: tuple[Rejection, ...]

    @property
    def content(self) -> bytes:
        """What makes the id."""
        return self.value.encode("utf-8", "surrogatepass")

    @property
    def article_id(self) -> str:
        """The id of the document, without what the file states for all."""
        return identity.article_id(self.source.source_id, self.given.external_id, self.content)


def _record(payload: bytes, number: int, uri: str, origin: Origin, default: Given) -> Iterator[Found]:
    where = f"line {number} of {origin.uri}"
    record = _taken_apart(payload, decode(payload, where), where, uri, origin)
    note: tuple[Rejection, ...] = ()
    for _ in range(PASSES if origin.register.names else 0):
        if _is_forgotten(record, origin):
            break
        form: Form = "record_page" if record.key == "html" else "record"
        text = blanked_text(record.decoded.text, origin.register, form, record.article_id)
        if text is record.decoded.text:
            break
        record = _taken_apart(*encoded(text, record.decoded), where, uri, origin)
        note = (told_blanked(uri, record.source.source_id),)
    if _is_forgotten(record, origin):
        yield forgotten(uri, record.source.source_id)
        return
    source, given = record.source, metadata.merged(record.given, default)
    yield from (*record.problems, *note)
    decoded = Decoded(storable(record.value), record.decoded.encoding, record.decoded.n_damaged)
    if record.key == "html":
        from pipeline.ingest import html  # noqa: PLC0415 (loads a parser: only where a record is a page)

        yield from html.page_document(origin, uri, source, given, raw=record.payload, content=record.content, decoded=decoded)
    else:
        is_clean = record.key == "body"
        yield from documents.text_document(
            origin, uri, source, given, raw=record.payload, content=record.content, decoded=decoded, is_clean=is_clean
        )


def _is_forgotten(record: _Record, origin: Origin) -> bool:
    text = None if record.key == "html" else storable(record.value)
    return is_forgotten(origin, record.article_id, record.source, record.given, (), text)


def _taken_apart(payload: bytes, decoded: Decoded, where: str, uri: str, origin: Origin) -> _Record:
    try:
        fields = json.loads(decoded.text)
    except ValueError as error:
        detail = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise IngestError("parse", "bad_json", f"Not JSON: {where}: {detail}.",
                          "Write one JSON object a line, without line breaks inside.") from None  # fmt: skip
    if not isinstance(fields, dict):
        raise IngestError("parse", "bad_json", f"Not a JSON object: {where} is {type(fields).__name__}.",
                          'Write one object a line: {"text": "…", "url": "…"}.')  # fmt: skip
    key = next((key for key in _CONTENT if isinstance(fields.get(key), str) and fields[key].strip()), None)
    if key is None:
        present = [key for key in _CONTENT if key in fields]
        what = f"its {' and '.join(present)} is no text or blank" if present else "it has no field text, html or body"
        raise IngestError("parse", "missing_text", f"No text in {where}: {what}.",
                          "Give the article as `text` (raw dump), `html` (page) or `body` (clean text).")  # fmt: skip
    source, problems = metadata.source_of(fields, origin, where)
    stated, more = metadata.given_of(fields, uri, source, where, origin.limits.max_field)
    return _Record(payload, decoded, key, fields[key], source, stated, (*problems, *more))


def _chunks(stream: BinaryIO, origin: Origin) -> Iterator[bytes]:
    """The bytes of the file, expanded where it is gzipped (whatever its name says)."""
    first = stream.read(_CHUNK)
    if not first.startswith(_GZIP):
        if first.startswith(_WIDE_MARKS):
            raise IngestError("decode", "undecodable", f"{origin.uri} is UTF-16; records are read in UTF-8.",
                              "Convert it: iconv -f UTF-16 -t UTF-8.")  # fmt: skip
        while first:
            yield first
            first = stream.read(_CHUNK)
        return
    stream.seek(0)
    limits = origin.limits
    expanded = 0
    try:
        with gzip.GzipFile(fileobj=stream) as file:
            while chunk := file.read1(_CHUNK):  # not read(): it would lose what stands before the damage
                expanded += len(chunk)
                allowed = max(limits.max_file, limits.max_expansion * stream.tell())
                if expanded > min(allowed, limits.max_expanded):
                    raise IngestError("read", "too_large",
                                      f"{origin.uri} expands to more than {expanded / 1e6:.0f} MB: it is read up to there.",
                                      "If it is no accident, unpack it into raw/ or split it.")  # fmt: skip
                yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise IngestError("read", "bad_gzip",
                          f"{origin.uri} is damaged after {expanded} expanded bytes: {error}.",
                          "Fetch it again; the records before that place are in use.") from None  # fmt: skip


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
