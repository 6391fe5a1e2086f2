"""What a reader is told about the bytes it gets: where they come from, what goes with them, and how much is allowed.

Every reader of this room has one shape, `Reader`: a binary stream and an `Origin` in, documents and rejections out.
The stream is read forward only, so that a file of records needs the memory of one record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from pipeline.model import Document, Rejection, Source

MEGABYTE = 1_000_000

# Called with (sha256, bytes) of each document's raw bytes before the document is handed out: `ObjectStore.put`.
Keep = Callable[[str, bytes], object]


class KeepError(Exception):
    """The raw bytes of a document could not be kept: a fault of the store, not of the document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes above which input is rejected instead of read. Text from outside is hostile."""

    max_file: int = 64 * MEGABYTE  # a file that is one document
    max_page: int = 16 * MEGABYTE  # an HTML page: parsing needs some thirty times its size
    max_record: int = 16 * MEGABYTE  # one line of a file of records
    max_expanded: int = 16_000 * MEGABYTE  # what one compressed file may expand to
    max_expansion: int = 200  # … and how many times its own size, after the first `max_file` bytes
    max_sidecar: int = 1 * MEGABYTE  # <file>.meta.json, source.toml


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream comes from. `uri` is the path below raw/ (POSIX, printable, see `scan.printable_uri`)."""

    uri: str
    source: Source
    sidecar: bytes | None = None  # content of <file>.meta.json
    sources: Mapping[str, Source] = field(default_factory=dict)  # of the other folders: a record may name its outlet
    limits: Limits = field(default_factory=Limits)
    keep: Keep | None = None


Reader = Callable[[BinaryIO, Origin], Iterator[Document | Rejection]]
