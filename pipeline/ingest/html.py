"""HTML pages: parsed once with BeautifulSoup on lxml, rendered to lines with their hints, metadata read beside.

Rendering is in `render.py`, metadata in `pagemeta.py`; here stands how a page becomes a Document.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import BinaryIO

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import Tag

from pipeline.ingest import documents, identity, metadata
from pipeline.ingest.decode import Decoded, decode, storable
from pipeline.ingest.origin import Origin
from pipeline.ingest.pagemeta import page_meta
from pipeline.ingest.rejections import IngestError, warning
from pipeline.ingest.render import MAX_LINES, RENDERER_VERSION, TooManyLinesError, render
from pipeline.model import Document, Given, LineHint, Rejection, Source


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
    soup = parse(decoded.text, uri)
    raw_sha256 = identity.sha256(raw)
    roots, missed = _parts(soup, source)
    try:
        rendered = [line for root in roots for line in render(root)]
    except TooManyLinesError:
        raise IngestError("parse", "too_complex", f"{uri} renders to more than {MAX_LINES} lines.",
                          "Save the article itself as text.") from None  # fmt: skip
    lines = tuple(storable(text) for text, _ in rendered)
    if not lines:
        raise IngestError("parse", "empty_page", f"{uri} shows no text without scripts.",
                          "Fetch the page with a browser that runs its scripts, or save the article as .txt.")  # fmt: skip
    hints: tuple[LineHint, ...] = tuple(hint for _, hint in rendered)
    text = "\n".join(lines)
    yield from documents.damage(decoded, uri, source.source_id, raw_sha256)
    if missed:
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
        page=page_meta(soup, lines),
        hints=hints,
    )


def parse(markup: str, uri: str) -> BeautifulSoup:
    """Parse a page. Raises IngestError where the parser refuses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it looks like a file name, or like XML: it is a page all the same
        try:
            return BeautifulSoup(markup, "lxml")
        except ParserRejectedMarkup:
            raise IngestError("parse", "bad_html", f"{uri} is not HTML that can be parsed.",
                              "Open it in a browser and save the article as .txt.") from None  # fmt: skip


def _parts(soup: BeautifulSoup, source: Source) -> tuple[list[Tag], bool]:
    """The parts of the page to render after the source's selectors, and whether `keep` matched nothing."""
    for selector in source.drop:
        for tag in soup.select(selector):
            if not tag.decomposed and tag.name not in ("html", "body"):
                tag.extract()
    if not source.keep:
        return [soup], False
    chosen = soup.select(", ".join(source.keep))
    if not chosen:
        return [soup], True
    ids = {id(tag) for tag in chosen}
    return [tag for tag in chosen if not any(id(parent) in ids for parent in tag.parents)], False
