"""What lies below raw/, compared with what was read before: which files are new, changed or gone. No document is read here.

The walk itself is in pipeline/ingest/scan.py; what is done about the difference, in documents.py.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from pipeline import ingest
from pipeline.engines import digests
from pipeline.engines.local import uncollected
from pipeline.ingest.origin import MEGABYTE, Limits
from pipeline.ingest.scan import FileState, Ignored, RawFolderError
from pipeline.model import Rejection
from pipeline.warehouse import errors, ledger
from pipeline.warehouse.connect import scalar
from pipeline.warehouse.fingerprint import stage_version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.warehouse.workspace import Workspace

TOUCHED = "without"  # in the version of a file that something was left out of
LISTING = "listing"  # the fact under which the build file keeps what the folder held when all of it had been read
_AT_REST = 20_000_000  # nanoseconds behind a write


@dataclass(frozen=True, slots=True)
class Plan:
    """What the folder holds that the books do not, and the other way round."""

    to_read: tuple[FileState, ...] = ()
    gone: tuple[str, ...] = ()  # uris of files that are no longer there
    rejected: tuple[Rejection, ...] = ()  # by the walk itself
    rejections_changed: bool = False
    n_files: int = 0
    listing: str | None = None  # a digest of all that the walk found; None where the run takes a part of it only

    @property
    def is_empty(self) -> bool:
        return not (self.to_read or self.gone or self.rejections_changed)


def limits(ws: Workspace) -> Limits:
    """The sizes above which input is rejected, from the settings."""
    settings = ws.settings
    return Limits(
        max_file=settings.max_file_mb * MEGABYTE,
        max_page=settings.max_page_mb * MEGABYTE,
        max_record=settings.max_record_mb * MEGABYTE,
        max_text=settings.max_text_kb * 1_000,
        max_bad_records=settings.max_bad_records,
        max_expansion=settings.max_expansion,
        max_expanded=settings.max_expanded_mb * MEGABYTE,
        max_elements=settings.max_page_elements,
        max_sidecar=settings.max_sidecar_kb * 1_000,
        max_field=settings.max_field_chars,
        reading="fast" if settings.reading == "fast" else "full",
    )


def read_version(ws: Workspace) -> str:
    """The version of the stage `read`: its code, and the limits that decide what is too large."""
    return f"{stage_version('read')}-{digests.digest(limits(ws))[:8]}"


def touched_version(ws: Workspace, version: str) -> str:
    """The version for a file that the register of what is forgotten touches: with another register it is read again."""
    return f"{version}-{TOUCHED}{ws.register.digest}"


def bounded_version(ws: Workspace) -> str:
    """The version for a file with a page that came to the bounds of time or memory: with other bounds it is read again, and
    no other file is."""
    settings = ws.settings
    return f"{read_version(ws)}-{settings.page_seconds}s-{settings.page_memory_mb}mb"


def at_rest(written_ns: int) -> bool:
    """Whether a file's last write (nanoseconds since 1970) lies far enough back for its bytes to be there; waits for that where not."""
    age = time.time_ns() - written_ns
    if not 0 <= age < _AT_REST:
        return True
    time.sleep((_AT_REST - age) / 1e9)
    return False


def compare(ws: Workspace) -> Plan:
    """Walk raw/ and compare with the books. Reads no document. Raises RawFolderError where the folder is missing or empty."""
    options, versions = ws.options, [read_version(ws), bounded_version(ws)]
    versions += [touched_version(ws, version) for version in versions] if ws.register.rows else []
    with uncollected():
        found = list(ingest.scan(ws.settings.raw))
        listing = _listing_digest(found, versions)
    if not (options.full or options.retry_failed) and ledger.fact(ws.con, LISTING) == f"{listing} {_books(ws)}":
        return Plan(n_files=sum(isinstance(item, FileState) for item in found), listing=listing)  # as it was when all of it had been read
    # Uri → signature. What the walk finds is taken out, so that what is left in the end is gone.
    known: dict[str, str] = dict(
        ws.con.execute("SELECT uri, signature FROM state.files WHERE read_version IN (SELECT unnest(?))", [versions]).fetchall()
    )
    outdated = {
        uri
        for (uri,) in ws.con.execute(
            "SELECT uri FROM state.files WHERE read_version IS NULL OR read_version NOT IN (SELECT unnest(?))", [versions]
        ).fetchall()
    }
    again = _failed(ws) if options.retry_failed else set()
    n_known, n_files = len(known) + len(outdated), 0
    to_read, rejected = [], []
    for item in found:
        if isinstance(item, FileState):
            n_files += 1
            if known.pop(item.uri, None) == item.signature and not options.full and item.uri not in again:
                continue
            outdated.discard(item.uri)
            if (not options.sources or item.source_id in options.sources) and _is_recent(ws, item):
                to_read.append(item)
        elif isinstance(item, Rejection):
            rejected.append(item)
    if not n_files and not rejected and not (n_known and options.full):
        _refuse_empty(ws, n_known)
    return Plan(
        to_read=tuple(to_read[: options.limit]),
        gone=tuple(sorted(uri for uri in known.keys() | outdated if _is_selected(options.sources, uri))),
        rejected=tuple(rejected),
        rejections_changed={(r.uri, r.error_code, r.message) for r in errors.merged(rejected)} != errors.scan_rows(ws),
        n_files=n_files,
        listing=None if options.limit is not None or options.sources or options.since else listing,
    )


def note_listing(ws: Workspace, plan: Plan) -> None:
    """Note that all that the walk found has been read, where that is so: the next one compares two digests. Inside a transaction."""
    is_whole = plan.listing is not None and scalar(ws.con, "SELECT count(*) FROM state.files") == plan.n_files
    ledger.set_fact(ws.con, LISTING, f"{plan.listing} {_books(ws)}" if is_whole else None)


def _listing_digest(found: Iterable[FileState | Rejection | Ignored], versions: Sequence[str]) -> str:
    """A digest of all that a walk found, and of how it would be read."""
    parts = list(versions)
    for item in found:
        if isinstance(item, FileState):
            parts += (item.uri, item.signature)
        elif isinstance(item, Rejection):
            parts.append(repr(item))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _books(ws: Workspace) -> str:
    """A checksum of the files in the books: whoever takes a row out has it read again."""
    return str(scalar(ws.con, "SELECT concat_ws(' ', count(*), bit_xor(hash(uri, signature, read_version))) FROM state.files"))


def _failed(ws: Workspace) -> set[str]:
    """Files that something could not be read in."""
    query = "SELECT DISTINCT file_uri FROM state.errors WHERE NOT is_resolved AND file_uri IS NOT NULL"
    return {uri for (uri,) in ws.con.execute(query).fetchall()}


def _refuse_empty(ws: Workspace, n_known: int) -> None:
    if n_known:
        raise RawFolderError(
            f"The raw folder is empty: {ws.settings.raw} holds no document, but the warehouse has {n_known} files of it. "
            "Is the disk mounted? If all of them were removed on purpose, run `dateline run --full`."
        )
    raise RawFolderError(
        f"The raw folder is empty: {ws.settings.raw} holds no document. Put .txt, .html, .jsonl, .csv, .parquet or .warc files in it, in"
        " one folder per outlet, or name another folder with --raw or DATELINE_RAW."
    )


def _is_recent(ws: Workspace, found: FileState) -> bool:
    since = ws.options.since
    if since is None:
        return True
    moment = since if since.tzinfo else since.replace(tzinfo=UTC)
    return found.mtime_ns >= moment.timestamp() * 1e9


def _is_selected(sources: tuple[str, ...], uri: str) -> bool:
    folder = uri.split("/", maxsplit=1)[0] if "/" in uri else "unsorted"
    return not sources or folder in sources


def known_sources(con: DuckDBPyConnection) -> set[str]:
    """The outlets whose files were read before, wherever these are now."""
    return {source for (source,) in con.execute("SELECT DISTINCT source_id FROM state.files").fetchall()}
