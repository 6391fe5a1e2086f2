"""What a reader is told about the bytes it gets: where they come from, what goes with them, and how much is allowed.

Every reader of this room has one shape, `Reader`: a binary stream and an `Origin` in, documents and rejections out.
The stream is read forward only, so that a file of records needs the memory of one record (but for Parquet, whose directory stands at
its end). A page may be read elsewhere,
at its own pace: then a reader hands out a `Pending` in its place and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol

from pipeline.ingest.layout import PLAIN, Layout
from pipeline.ingest.register import EMPTY, Register
from pipeline.model import Document, Rejection, Source

if TYPE_CHECKING:  # a scan of an unchanged folder loads no parser
    from pipeline.ingest.pages import PageReading, PageRequest

MEGABYTE = 1_000_000

# Called with (sha256, bytes) of each document's raw bytes before the document is handed out: `ObjectStore.put`, or `Intake.put`, which must
# be settled before anything relies on it.
Keep = Callable[[str, bytes], object]


class KeepError(Exception):
    """The raw bytes of a document could not be kept: a fault of the store, not of the document."""


class PagesError(Exception):
    """Pages cannot be read at all: a fault of the machine, not of any page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes above which input is rejected instead of read, for text from outside is hostile; and how pages are read."""

    max_file: int = 64 * MEGABYTE  # a file that is one document
    max_page: int = 16 * MEGABYTE  # an HTML page: parsing needs some thirty times its size
    max_record: int = 16 * MEGABYTE  # one line, row, part or response of a file of records
    max_text: int = 2_000_000  # characters of one document: what is done with a text takes some 0.1 ms for each
    max_bad_records: int = 10_000  # of one file, where they outnumber the good ones: then it is no file of records
    max_expanded: int = 16_000 * MEGABYTE  # what one compressed file may expand to
    max_expansion: int = 200  # … and how many times its own size, after the first `max_file` bytes
    max_elements: int = 250_000  # of an HTML page: a parse tree of so many takes seconds and some hundred megabytes
    max_sidecar: int = 1 * MEGABYTE  # <file>.meta.json; a source.toml may have as much, whatever is set
    max_field: int = 4_000  # characters of one value that a record or a sidecar states
    reading: Literal["full", "fast"] = "full"  # how pages are read, see `pages.PageRequest`


class Pages(Protocol):
    """Where pages are read. `begin` starts on a page and returns what waits for its reading; that raises IngestError where
    there is none. `window`: pages that may be under way before the first of them is waited for."""

    @property
    def window(self) -> int: ...
    def begin(self, request: PageRequest) -> Callable[[], PageReading]: ...


@dataclass(frozen=True, slots=True)
class PagesHere:
    """Pages are read in this process, when their turn has come."""

    window: int = 0

    def begin(self, request: PageRequest) -> Callable[[], PageReading]:
        from pipeline.ingest.guard import read_guarded  # noqa: PLC0415 (loads a parser: only where there is a page)

        return partial(read_guarded, request)


@dataclass(frozen=True, slots=True)
class Pending:
    """A document whose page is under way. `finish` waits for it; it raises KeepError and PagesError, and nothing else."""

    finish: Callable[[], list[Document | Rejection]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream comes from. `uri` is the path below raw/ (POSIX, printable, see `scan.printable_uri`)."""

    uri: str
    source: Source
    sidecar: bytes | None = None  # content of <file>.meta.json
    sources: Mapping[str, Source] = field(default_factory=dict)  # of the other folders: a record may name its outlet
    limits: Limits = field(default_factory=Limits)
    keep: Keep | None = None
    pages: Pages = field(default_factory=PagesHere)
    register: Register = EMPTY  # of what is forgotten
    layout: Layout = PLAIN  # of the folder's bulk files


Found = Document | Rejection | Pending
Reader = Callable[[BinaryIO, Origin], Iterator[Found]]
