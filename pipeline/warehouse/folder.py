"""What lies below raw/, compared with what was read before: which files are new, changed or gone. No document is read here.

The walk itself is in pipeline/ingest/scan.py; what is done about the difference, in documents.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from pipeline import ingest
from pipeline.ingest.origin import MEGABYTE, Limits
from pipeline.ingest.scan import FileState, RawFolderError
from pipeline.model import Rejection
from pipeline.warehouse import errors, ledger
from pipeline.warehouse.fingerprint import stage_version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.warehouse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """What the folder holds that the books do not, and the other way round."""

    to_read: tuple[FileState, ...] = ()
    gone: tuple[str, ...] = ()  # uris of files that are no longer there
    rejected: tuple[Rejection, ...] = ()  # by the walk itself
    rejections_changed: bool = False
    n_files: int = 0
    n_ignored: int = 0

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
        reading="fast" if settings.reading == "fast" else "full",
    )


def read_version(ws: Workspace) -> str:
    """The version of the stage `read`: its code, and the limits that decide what is too large."""
    return f"{stage_version('read')}-{ledger.digest(limits(ws))[:8]}"


def bounded_version(ws: Workspace) -> str:
    """The version for a file with a page that came to the bounds of time or memory: with other bounds it is read again, and
    no other file is."""
    settings = ws.settings
    return f"{read_version(ws)}-{settings.page_seconds}s-{settings.page_memory_mb}mb"


def compare(ws: Workspace) -> Plan:
    """Walk raw/ and compare with the books. Reads no document. Raises RawFolderError where the folder is missing or empty."""
    options, versions = ws.options, {read_version(ws), bounded_version(ws)}
    known = {
        uri: (signature, read_with)
        for uri, signature, read_with in ws.con.execute("SELECT uri, signature, read_version FROM state.files").fetchall()
    }
    failed: set[str] = set()
    if options.retry_failed:
        query = "SELECT DISTINCT file_uri FROM state.errors WHERE NOT is_resolved AND file_uri IS NOT NULL"
        failed = {uri for (uri,) in ws.con.execute(query).fetchall()}
    to_read, seen, rejected, n_ignored = [], set(), [], 0
    for found in ingest.scan(ws.settings.raw):
        if isinstance(found, Rejection):
            rejected.append(found)
        elif isinstance(found, FileState):
            seen.add(found.uri)
            wanted = not options.sources or found.source_id in options.sources
            signature, read_with = known.get(found.uri, (None, None))
            is_known = signature == found.signature and read_with in versions and found.uri not in failed
            if wanted and (options.full or not is_known) and _is_recent(ws, found):
                to_read.append(found)
        else:
            n_ignored += 1
    if not seen and not rejected and not (known and options.full):
        _refuse_empty(ws, len(known))
    gone = sorted(uri for uri in known if uri not in seen and _is_selected(options.sources, uri))
    return Plan(
        to_read=tuple(to_read[: options.limit]),
        gone=tuple(gone),
        rejected=tuple(rejected),
        rejections_changed={(r.uri, r.error_code, r.message) for r in rejected} != errors.scan_rows(ws),
        n_files=len(seen),
        n_ignored=n_ignored,
    )


def _refuse_empty(ws: Workspace, n_known: int) -> None:
    if n_known:
        raise RawFolderError(
            f"The raw folder is empty: {ws.settings.raw} holds no document, but the warehouse has {n_known} files of it. "
            "Is the disk mounted? If all of them were removed on purpose, run `dateline run --full`."
        )
    raise RawFolderError(
        f"The raw folder is empty: {ws.settings.raw} holds no document. Put .txt, .html or .jsonl files in it, in one folder"
        " per outlet, or name another folder with --raw or DATELINE_RAW."
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
