"""WARC files, plain or gzipped: one document per HTML response record (Common Crawl News, archive crawls).

A response is a page with what HTTP and the crawler say of it: its address (WARC-Target-URI), when it was fetched (WARC-Date), the charset
of its header. FastWARC reads the heads; a body is taken as its header says that it was sent (chunked; gzip, deflate, br, zstd), within
bounds, and as it is where the header says what is not so, as it does in crawls that keep bodies unpacked. Other records (requests,
revisits, answers other than 200, pictures) are no documents: they are counted by kind, in one warning a file, and have a number like all
others.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, WarcReader, ZstdReader
from fastwarc.warc import WarcRecord

from pipeline.ingest import documents, html, identity, metadata
from pipeline.ingest.archive import Record, records
from pipeline.ingest.decode import said_of, storable
from pipeline.ingest.forgetting import stated
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.rejections import IngestError, rejection_for, warning
from pipeline.ingest.streams import GZIP

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_SEEN = 1_024  # bytes in which markup is looked for, where no type is stated
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body")
_SHOWN = 8  # kinds of records in a message
_HINT = "Fetch it again; the records beside it are in use."


class _SkippedError(Exception):
    """A record that is no document: of what kind."""


@dataclass(frozen=True, slots=True)
class _Response:
    """A page as it came. `url`, `fetched_at`: as the record states them; `charset`: of its header; `cut`: why the crawler cut it."""

    body: bytes
    url: str
    fetched_at: str
    charset: str | None
    cut: str | None


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each HTML response, in order, with warnings before the document they are about; at the end a warning
    of how many records were none. The uri of the n-th record of the file, of whatever kind, is the file's with `#n`. Raises
    IngestError."""
    fields, problems = metadata.shared_fields(origin)
    yield from problems
    skipped = Counter[str]()
    n_read = n_bad = number = 0
    for number, record in enumerate(records(stream, origin, "response"), 1):
        uri = f"{origin.uri}#{number}"
        try:
            response = _response(record, number, origin)
            n_read += 1
            yield from _documents(response, uri, origin, fields)
        except _SkippedError as kind:
            skipped[str(kind)] += 1
        except (IngestError, RecursionError, MemoryError) as error:
            n_bad += 1
            yield rejection_for(error, uri, origin.source.source_id, identity.sha256(record.payload) if record.payload else None)
            if n_bad > origin.limits.max_bad_records and 2 * n_bad > number:
                raise IngestError("parse", "too_many_errors",
                                  f"{origin.uri} is not read on behind record {number:,}: {n_bad:,} of its records are damaged.",
                                  "Fetch it again, or raise max_bad_records in dateline.toml.") from None  # fmt: skip
    if number == 0:
        raise IngestError("read", "empty_file", f"{origin.uri} holds no records.", "Remove it, or fetch it again.")
    if skipped:
        shown = ", ".join(f"{n:,} {kind}" for kind, n in skipped.most_common(_SHOWN)) + (" …" if len(skipped) > _SHOWN else "")
        yield warning(origin.uri, origin.source.source_id, None, "skipped_records",
                      f"{skipped.total():,} of the {number:,} records of {origin.uri} are no pages: {shown}.",
                      "Nothing, if these are what a crawl has beside its pages.")  # fmt: skip


def _documents(response: _Response, uri: str, origin: Origin, fields: dict[str, object]) -> Iterator[Found]:
    origin = metadata.within(origin, uri, {"fetched_at": response.fetched_at, **fields, "url": response.url})
    with documents.about(response.body):
        page = stated(response.body, origin, is_html=True, charset=response.charset)
        yield from page.problems
        if page.is_forgotten:
            return
        if response.cut is not None:
            yield warning(uri, page.source.source_id, identity.sha256(page.payload), "cut_short",
                          f"{uri} was cut by the crawler ({response.cut:.40}); what it has of the page is read.",
                          "Fetch the page again, if its end matters.")  # fmt: skip
        yield from html.page_document(origin, uri, page.source, page.given, raw=page.payload, content=page.payload, decoded=page.decoded)


def _response(record: Record, number: int, origin: Origin) -> _Response:
    """The page of a record. Raises _SkippedError where it is none, IngestError where it cannot be had."""
    where = f"record {number} of {origin.uri}"
    if record.problem:
        raise IngestError("read", "bad_record", f"A record cannot be read, {where}: {record.problem}.", _HINT)
    if record.is_too_long:
        raise IngestError("read", "too_large", f"It is longer than {origin.limits.max_record / 1e6:g} MB: {where}.",
                          "If it is an article, save it as .html, or raise max_record_mb in dateline.toml.")  # fmt: skip
    if record.kind != "response":
        raise _SkippedError(record.kind or "without a type")
    try:
        read = WarcRecord.from_bytes(record.payload)
        url, fetched_at, cut = (read.headers.get(name) for name in ("WARC-Target-URI", "WARC-Date", "WARC-Truncated"))
        read.parse_http(strict_mode=False)
        head = read.http_headers if read.is_http_parsed else None
        status = head.status_code if head is not None else None
        if head is None or status is None:
            raise _SkippedError("without HTTP")
        if status != 200:
            raise _SkippedError(f"with status {status}")
        kind = (read.http_content_type or "").strip().lower()
        body = read.reader.read()
        sent, packed = (head.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding"))
        charset = read.http_charset
    except (OSError, ValueError) as error:
        raise IngestError("read", "bad_record", f"A record cannot be read, {where}: {said_of(error)}.", _HINT) from None
    if kind and kind not in _PAGES:
        raise _SkippedError(storable(kind[:60]))
    body = _body(body, sent, packed, where, origin)
    if not kind and not any(mark in body[:_SEEN].lower() for mark in _MARKUP):
        raise _SkippedError("of no stated type")
    return _Response(body, storable(url or "").strip().removeprefix("<").removesuffix(">"), fetched_at or "", charset, cut)


def _body(body: bytes, sent: str, packed: str, where: str, origin: Origin) -> bytes:
    """What a browser would have got. Raises IngestError: `bad_record`, `too_large`."""
    limit = origin.limits.max_record
    if "chunked" in sent.lower():
        body = _unpacked("chunked", body, limit, where)
    for name in reversed([part.strip().lower() for part in packed.split(",")][:4]):
        body = _unpacked(name, body, limit, where)
    return body


def _unpacked(name: str, body: bytes, limit: int, where: str) -> bytes:
    """A body without one encoding; as it is where it is not in that encoding."""
    if name in ("", "identity") or not body:
        return body
    try:
        if name in ("gzip", "x-gzip", "deflate"):
            found = _inflated(body, limit, is_gzip=name != "deflate")
        else:
            readers = {"chunked": ChunkedReader, "br": BrotliReader, "zstd": ZstdReader}
            reader = readers.get(name)
            if reader is None:
                raise IngestError("read", "bad_record", f"Sent in the encoding {storable(name)!r:.40}, which is not read: {where}.",
                                  "Fetch the page without it.")  # fmt: skip
            found = _drained(reader(io.BytesIO(body)), limit)
    except (OSError, ValueError, zlib.error) as error:
        if _is_bare(name, body):
            return body
        raise IngestError("read", "bad_record", f"Its {name} encoding is damaged, {where}: {said_of(error)}.", _HINT) from None
    if len(found) > limit:
        raise IngestError("read", "too_large", f"It expands to more than {limit / 1e6:g} MB: {where}.",
                          "If it is an article, save it as .html, or raise max_record_mb in dateline.toml.")  # fmt: skip
    return found


def _drained(reader: WarcReader, limit: int) -> bytes:
    out = bytearray()
    while len(out) <= limit and (piece := reader.read(min(1 << 16, limit + 1 - len(out)))):
        out += piece
    return bytes(out)


def _inflated(body: bytes, limit: int, *, is_gzip: bool) -> bytes:
    """Gzip; or zlib, which some send without its head. A stream that is cut short gives what it has."""
    first, *others = (31,) if is_gzip else (15, -15)
    try:
        return zlib.decompressobj(first).decompress(body, limit + 1)
    except zlib.error:
        if not others:
            raise
        return zlib.decompressobj(others[0]).decompress(body, limit + 1)


def _is_bare(name: str, body: bytes) -> bool:
    """Whether a body is not in the encoding that its header states."""
    begin = body[:_SEEN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return begin.startswith((b"<", b"&")) or (name == "chunked" and body.startswith(GZIP)) or any(mark in begin for mark in _MARKUP)
