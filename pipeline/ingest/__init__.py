"""Ingest: from the bytes of raw/ to Documents. Pure: no Dagster, no DuckDB, no clock.

The way in for the other rooms:

    for found in ingest.scan(raw_dir):               # FileState | Rejection | Ignored, no file opened
        if isinstance(found, FileState):             # unchanged signature: nothing to do
            for result in ingest.read_file(found):   # Document | Rejection; is_warning(rejection): document was read
                ...

`ObjectStore.put` goes in as `keep=` to keep the raw bytes; `Limits` bounds sizes; `sources_below` gives the outlets that
records may name. One module is one reason to change: names (`scan`), outlets (`sources`), encodings (`decode`, `legacy`),
what is forgotten (`register`, `redact`, `forgetting`), formats (`registry`, `text`, `html`; records in `records`, cut by `jsonl`, `tables`,
`columnar`; pages of `warc`; `parts` of files of many articles; how a source lays them out in `layout`), rendering (`render`), metadata
(`metadata`, `pagemeta`), ids (`identity`).
"""

from pipeline.ingest.objects import ObjectStore, ObjectStoreError
from pipeline.ingest.origin import Keep, KeepError, Limits, Origin, Pages, PagesError, PagesHere
from pipeline.ingest.reading import read_file, read_files, read_payload
from pipeline.ingest.register import EMPTY, Register, RegisterError
from pipeline.ingest.rejections import (
    BLANKED_CODE,
    BOUND_CODES,
    CHANGED_CODE,
    FORGOTTEN_CODE,
    WARNING_CODES,
    IngestError,
    is_warning,
    rejection_for,
)
from pipeline.ingest.scan import FileState, Ignored, RawFolderError, scan, sources_below

__all__ = [
    "BLANKED_CODE",
    "BOUND_CODES",
    "CHANGED_CODE",
    "EMPTY",
    "FORGOTTEN_CODE",
    "WARNING_CODES",
    "FileState",
    "Ignored",
    "IngestError",
    "Keep",
    "KeepError",
    "Limits",
    "ObjectStore",
    "ObjectStoreError",
    "Origin",
    "Pages",
    "PagesError",
    "PagesHere",
    "RawFolderError",
    "Register",
    "RegisterError",
    "is_warning",
    "read_file",
    "read_files",
    "read_payload",
    "rejection_for",
    "scan",
    "sources_below",
]
