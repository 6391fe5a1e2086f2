"""HTML pages as Documents: what is asked of a page (`pages.py`), and what is said where it has nothing to give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest import documents, identity, metadata
from pipeline.ingest.decode import Decoded, decode
from pipeline.ingest.origin import Origin
from pipeline.ingest.pages import PageRequest, read_page
from pipeline.ingest.rejections import IngestError, warning
from pipeline.ingest.render import RENDERER_VERSION
from pipeline.model import Document, Given, Rejection, Source


def read(stream: BinaryIO, origin: Origin) -> Iterator[Document | Rejection]:
    """One Document, with a warning for each thing beside it that was not used. Raises IngestError."""
    payload = documents.whole(stream, origin, min(origin.limits.max_page, origin.limits.max_file))
    with documents.about(payload):
        decoded = decode(payload, origin.uri, is_html=True)
        fields, problems = metadata.sidecar_of(origin)
        source, more = metadata.source_of(fields, origin, f"{origin.uri}.meta.json")
        given, others = metadata.given_of(fields, origin.uri, source, f"{origin.uri}.meta.json")
        yield from (*problems, *more, *others)
        yield from page_document(origin, origin.uri, source, given, raw=payload, content=payload, decoded=decoded)


def page_document(
    origin: Origin, uri: str, source: Source, given: Given, *, raw: bytes, content: bytes, decoded: Decoded
) -> Iterator[Document | Rejection]:
    """A page as a Document: its text is the rendered lines joined by \\n. Raises IngestError."""
    if len(decoded.text) > origin.limits.max_page:
        raise IngestError("read", "too_large", f"{uri} is a page of more than {origin.limits.max_page / 1e6:g} MB.",
                          "Save the article as text, or raise max_page_mb in dateline.toml.")  # fmt: skip
    reading = read_page(PageRequest(decoded.text, uri, source.keep, source.drop))
    if not reading.lines:
        raise IngestError("parse", "empty_page", f"{uri} shows no text without scripts.",
                          "Fetch the page with a browser that runs its scripts, or save the article as .txt.")  # fmt: skip
    raw_sha256 = identity.sha256(raw)
    text = "\n".join(reading.lines)
    yield from documents.damage(decoded, uri, source.source_id, raw_sha256)
    if reading.is_keep_missed:
        yield warning(uri, source.source_id, raw_sha256, "no_match",
                      f"No selector of `keep` of {source.source_id} matches in {uri}; the whole page is used.",
                      "The site's layout has changed: adapt `keep` in source.toml.")  # fmt: skip
    documents.keep_raw(origin, raw_sha256, raw)
    yield Document(
        article_id=identity.article_id(source.source_id, given.external_id, content),
        source=source,
        uri=uri,
        media_type="text/html",
        encoding=decoded.encoding,
        raw_sha256=raw_sha256,
        text=text,
        text_sha256=identity.text_sha256(text),
        renderer_version=RENDERER_VERSION,
        given=given,
        page=reading.meta,
        hints=reading.hints,
    )
