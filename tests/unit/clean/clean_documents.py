"""Documents for tests, made of a text alone."""

from __future__ import annotations

import hashlib

from pipeline.model import Document, Given, LineHint, PageMeta, Source


def text_document(
    text: str,
    given: Given | None = None,
    *,
    source: Source | None = None,
    is_clean_text: bool = False,
    page: PageMeta | None = None,
    hints: tuple[LineHint, ...] = (),
) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        article_id=digest[:16],
        source=source or Source("test"),
        uri="test/a.txt",
        media_type="text/html" if hints else "text/plain",
        encoding="utf-8",
        raw_sha256=digest,
        text=text,
        text_sha256=digest,
        renderer_version="",
        given=given or Given(),
        is_clean_text=is_clean_text,
        page=page,
        hints=hints,
    )
