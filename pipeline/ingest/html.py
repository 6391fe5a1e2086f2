"""HTML pages as Documents: what is asked of a page (`pages.py`), and what is said where it has nothing to give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from pipeline.ingest import documents, identity
from pipeline.ingest.decode import Decoded
from pipeline.ingest.fastwalk import FAST_VERSION
from pipeline.ingest.forgetting import forgotten, is_forgotten, stated
from pipeline.ingest.listing import without_article
from pipeline.ingest.origin import Found, KeepError, Origin, PagesError, Pending
from pipeline.ingest.pagedates import settled
from pipeline.ingest.pages import PageReading, PageRequest
from pipeline.ingest.rejections import IngestError, rejection_for, warning
from pipeline.ingest.render import RENDERER_VERSION
from pipeline.model import Document, Given, Rejection, Source


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """One Document, with a warning for each thing beside it that was not used. Raises IngestError."""
    payload = documents.whole(stream, origin, min(origin.limits.max_page, origin.limits.max_file))
    with documents.about(payload):
        file = stated(payload, origin, is_html=True)
        yield from file.problems
        if not file.is_forgotten:
            yield from page_document(
                origin, origin.uri, file.source, file.given, raw=file.payload, content=file.payload, decoded=file.decoded
            )


def page_document(
    origin: Origin, uri: str, source: Source, given: Given, *, raw: bytes, content: bytes, decoded: Decoded
) -> Iterator[Found]:
    """A page as a Document: its text is the rendered lines joined by \\n. Raises IngestError."""
    if len(decoded.text) > origin.limits.max_page:
        raise IngestError("read", "too_large", f"{uri} is a page of more than {origin.limits.max_page / 1e6:g} MB.",
                          "Save the article as text, or raise max_page_mb in dateline.toml.")  # fmt: skip
    page = _Page(origin, uri, source, given, raw, identity.article_id(source.source_id, given.external_id, content), decoded.encoding)
    damage = tuple(documents.damage(decoded, uri, source.source_id, identity.sha256(raw)))
    limits = origin.limits
    wait = origin.pages.begin(PageRequest(decoded.text, uri, source.keep, source.drop, limits.reading, max_elements=limits.max_elements))
    yield Pending(partial(_finished, page, damage, wait))


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a page before it is read."""

    origin: Origin
    uri: str
    source: Source
    given: Given
    raw: bytes
    article_id: str
    encoding: str


def _finished(page: _Page, damage: tuple[Rejection, ...], wait: Callable[[], PageReading]) -> list[Document | Rejection]:
    raw_sha256 = identity.sha256(page.raw)
    try:
        reading = wait()
        if is_forgotten(page.origin, page.article_id, page.source, page.given, (reading.meta.canonical_url,), "\n".join(reading.lines)):
            return [forgotten(page.uri, page.source.source_id)]
        return [*damage, *_document(page, raw_sha256, reading)]
    except (KeepError, PagesError):
        raise
    except Exception as error:  # whatever a page trips over costs this page
        return [rejection_for(error, page.uri, page.source.source_id, raw_sha256)]


def _document(page: _Page, raw_sha256: str, reading: PageReading) -> Iterator[Document | Rejection]:
    uri, source = page.uri, page.source
    if not reading.lines:
        raise IngestError("parse", "empty_page", f"{uri} shows no text without scripts.",
                          "Fetch the page with a browser that runs its scripts, or save the article as .txt.")  # fmt: skip
    is_dated = page.given.published_at is not None
    verdict = without_article(reading.lines, reading.hints, reading.meta, reading.kinds, is_dated=is_dated)
    if verdict and not source.keep:
        code, what = verdict
        raise IngestError("parse", code, f"{uri} holds no article: {what}.",
                          "Remove it; if it is one, save it as .txt, or name its part of the page with `keep` in source.toml.")  # fmt: skip
    text = "\n".join(reading.lines)
    documents.check_length(text, uri, page.origin)
    if reading.is_keep_missed:
        yield warning(uri, source.source_id, raw_sha256, "no_match",
                      f"No selector of `keep` of {source.source_id} matches in {uri}; the whole page is used.",
                      "The site's layout has changed: adapt `keep` in source.toml.")  # fmt: skip
    meta, refused = settled(reading.meta, page.given.url, page.given.fetched_at)
    if refused is not None:
        yield warning(uri, source.source_id, raw_sha256, "bad_metadata",
                      f"{uri} says that it was published on {refused}, which is after it was fetched; that is not used.",
                      "State `published_at` beside the page if you know it.")  # fmt: skip
    documents.keep_raw(page.origin, raw_sha256, page.raw)
    yield Document(
        article_id=page.article_id,
        source=source,
        uri=uri,
        media_type="text/html",
        encoding=page.encoding,
        raw_sha256=raw_sha256,
        text=text,
        text_sha256=identity.text_sha256(text),
        renderer_version=RENDERER_VERSION if page.origin.limits.reading == "full" else FAST_VERSION,
        given=page.given,
        page=meta,
        hints=reading.hints,
    )
