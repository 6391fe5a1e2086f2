"""Plain text files: one document a file, its text exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest import documents, metadata
from pipeline.ingest.decode import decode
from pipeline.ingest.origin import Origin
from pipeline.model import Document, Rejection


def read(stream: BinaryIO, origin: Origin) -> Iterator[Document | Rejection]:
    """One Document, with a warning for each part of its sidecar that was not used. Raises IngestError."""
    payload = documents.whole(stream, origin, origin.limits.max_file)
    with documents.about(payload):
        decoded = decode(payload, origin.uri)
        fields, problems = metadata.sidecar_of(origin)
        source, more = metadata.source_of(fields, origin, f"{origin.uri}.meta.json")
        given, others = metadata.given_of(fields, origin.uri, source, f"{origin.uri}.meta.json", origin.limits.max_field)
        yield from (*problems, *more, *others)
        yield from documents.text_document(origin, origin.uri, source, given, raw=payload, content=payload, decoded=decoded)
