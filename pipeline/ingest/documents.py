"""How a document is put together from decoded parts: the same for a file and for a record of a file.

Readers decide what the content, its text and its metadata are; this module makes ids and digests of them, so that no
reader can do it in a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pipeline.ingest import identity
from pipeline.ingest.decode import Decoded
from pipeline.ingest.origin import KeepError, Origin
from pipeline.ingest.rejections import IngestError, warning
from pipeline.model import Document, Given, Rejection, Source


def text_document(
    origin: Origin,
    uri: str,
    source: Source,
    given: Given,
    *,
    raw: bytes,
    content: bytes,
    decoded: Decoded,
    is_clean: bool = False,
) -> Iterator[Document | Rejection]:
    """A plain text document. `raw`: bytes kept as they are; `content`: bytes that make the id. Raises IngestError."""
    if not decoded.text.strip("\ufeff\ufffd \t\r\n\f\v\u00a0"):
        raise IngestError("read", "empty_file", f"{uri} holds no text.", "Remove it, or fetch the article again.")
    check_length(decoded.text, uri, origin)
    raw_sha256 = identity.sha256(raw)
    yield from damage(decoded, uri, source.source_id, raw_sha256)
    keep_raw(origin, raw_sha256, raw)
    yield Document(
        article_id=identity.article_id(source.source_id, given.external_id, content),
        source=source,
        uri=uri,
        media_type="text/plain",
        encoding=decoded.encoding,
        raw_sha256=raw_sha256,
        text=decoded.text,
        text_sha256=identity.text_sha256(decoded.text),
        renderer_version="",
        given=given,
        is_clean_text=is_clean,
    )


def check_length(text: str, uri: str, origin: Origin) -> None:
    """Raises IngestError: `too_large`, where a text is longer than that of any article."""
    limit = origin.limits.max_text
    if len(text) > limit:
        raise IngestError("read", "too_large", f"{uri} holds a text of {len(text):,} characters; {limit:,} are read.",
                          "Split it into articles (.jsonl, one a line), or raise max_text_kb in dateline.toml.")  # fmt: skip


def keep_raw(origin: Origin, raw_sha256: str, raw: bytes) -> None:
    """Hand a document's raw bytes to the store. Raises KeepError."""
    if origin.keep is None:
        return
    try:
        origin.keep(raw_sha256, raw)
    except Exception as error:
        raise KeepError(f"The raw bytes of {origin.uri} could not be kept: {error}") from error


@contextmanager
def about(raw: bytes) -> Iterator[None]:
    """An IngestError from inside carries the digest of the bytes it is about."""
    try:
        yield
    except IngestError as error:
        error.raw_sha256 = error.raw_sha256 or identity.sha256(raw)
        raise


def damage(decoded: Decoded, uri: str, source_id: str, raw_sha256: str) -> Iterator[Rejection]:
    """A warning where bytes were lost in decoding."""
    if decoded.n_damaged:
        yield warning(
            uri, source_id, raw_sha256, "damaged_text",
            f"{uri} was read as {decoded.encoding}, but {decoded.n_damaged} of its characters are damaged (U+FFFD).",
            "Fetch it again, or convert it to UTF-8; the rest of its text is in use.",
        )  # fmt: skip


def whole(stream: BinaryIO, origin: Origin, limit: int) -> bytes:
    """All bytes of a file that is one document. Raises IngestError: `empty_file`, `too_large` (above `limit` bytes)."""
    payload = stream.read(limit + 1)
    if not payload:
        raise IngestError("read", "empty_file", f"{origin.uri} is empty.", "Remove it, or fetch the article again.")
    if len(payload) > limit:
        raise IngestError("read", "too_large", f"{origin.uri} is larger than {limit / 1e6:g} MB.",
                          "Split it into articles (.jsonl, one a line), or raise the limit in dateline.toml.")  # fmt: skip
    return payload
