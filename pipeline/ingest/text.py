"""Plain text files: one document a file, its text exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest import documents
from pipeline.ingest.forgetting import stated
from pipeline.ingest.origin import Origin
from pipeline.model import Document, Rejection


def read(stream: BinaryIO, origin: Origin) -> Iterator[Document | Rejection]:
    """One Document, with a warning for each part of its sidecar that was not used. Raises IngestError."""
    payload = documents.whole(stream, origin, origin.limits.max_file)
    with documents.about(payload):
        file = stated(payload, origin, is_html=False)
        yield from file.problems
        if not file.is_forgotten:
            yield from documents.text_document(
                origin, origin.uri, file.source, file.given, raw=file.payload, content=file.payload, decoded=file.decoded
            )
