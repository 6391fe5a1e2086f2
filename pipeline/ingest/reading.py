"""Reading files of raw/: open each, give its stream to its reader, turn whatever goes wrong into a rejection.

What comes out has the order of the files and of their records. Pages that are read elsewhere are begun ahead of their
turn, as many as `Pages.window` says, whichever files they stand in.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from pipeline.ingest.files import AtRest, ChangedWhileReadError, open_regular, read_small
from pipeline.ingest.origin import Found, Keep, KeepError, Limits, Origin, Pages, PagesHere, Pending
from pipeline.ingest.register import EMPTY, Register
from pipeline.ingest.registry import reader_for, suffix_of, unreadable_hint
from pipeline.ingest.rejections import rejection_for
from pipeline.ingest.scan import FileState
from pipeline.model import Document, Rejection, Source

_READY_AHEAD = 8  # results held behind each page that is under way


def read_file(
    state: FileState,
    limits: Limits | None = None,
    *,
    sources: Mapping[str, Source] | None = None,
    keep: Keep | None = None,
    pages: Pages | None = None,
    register: Register = EMPTY,
) -> Iterator[Document | Rejection]:
    """The documents of one file, in the order of the file, and a rejection for each thing that could not be read.

    `sources`: those of the other folders (`sources_below`), for records that name their outlet. `keep(sha256, bytes)` is
    called with each document's raw bytes before the document comes out. `pages`: where pages are read, if not here. `register`: what is
    forgotten; a rejection `forgotten` stands for each document that is left out, one `blanked` before each with blanked names. Raises
    KeepError where `keep` fails, PagesError where `pages` does, and nothing else. Holds one record at a time of a file of
    records, and the pages under way. A file that changes while it is read ends in a rejection, `changed_while_read`; what was
    handed out of it before is of one version. Warnings (`is_warning`) come before the document they are about.
    """
    for _, result in read_files((state,), limits, sources=sources, keep=keep, pages=pages, register=register):
        if result is not None:
            yield result


def read_files(
    states: Iterable[FileState],
    limits: Limits | None = None,
    *,
    sources: Mapping[str, Source] | None = None,
    keep: Keep | None = None,
    pages: Pages | None = None,
    register: Register = EMPTY,
    at_rest: AtRest | None = None,
) -> Iterator[tuple[FileState, Document | Rejection | None]]:
    """As `read_file` for one file after the other: (file, result), and (file, None) behind the last result of each. `at_rest`: waits for
    what is being written, see `files`."""
    pages = pages or PagesHere()
    about = Origin("", Source(""), None, sources or {}, limits or Limits(), keep, pages, register)
    found = ((state, result) for state in states for results in (_opened(state, about, at_rest), (None,)) for result in results)
    yield from _in_order(found, pages.window)


def _in_order(found: Iterable[tuple[FileState, Found | None]], window: int) -> Iterator[tuple[FileState, Document | Rejection | None]]:
    """The results in their order, each pending one finished when `window` others have been begun behind it."""
    waiting: deque[tuple[FileState, Found | None]] = deque()
    n_pending = 0
    for state, result in found:
        waiting.append((state, result))
        n_pending += isinstance(result, Pending)
        while waiting and (not isinstance(waiting[0][1], Pending) or n_pending > window or len(waiting) > _READY_AHEAD * window):
            head, first = waiting.popleft()
            n_pending -= isinstance(first, Pending)
            yield from ((head, done) for done in _done(first))
    for head, first in waiting:
        yield from ((head, done) for done in _done(first))


def _done(result: Found | None) -> list[Document | Rejection | None]:
    return [*result.finish()] if isinstance(result, Pending) else [result]


def _opened(state: FileState, about: Origin, at_rest: AtRest | None) -> Iterator[Found]:
    """The results of one file. `about`: what holds for all files."""
    try:
        raw = open_regular(state.path, at_rest)
    except OSError as error:
        yield rejection_for(error, state.uri, state.source_id)
        return
    with raw:
        sidecar = None
        if state.sidecar is not None:
            try:
                sidecar = read_small(state.sidecar, about.limits.max_sidecar, at_rest)
            except ChangedWhileReadError as error:  # what it will say, the document is not read without
                yield rejection_for(error, state.uri, state.source_id)
                return
            except OSError as error:
                # A warning, not a failure: the document itself is read without it.
                told = rejection_for(error, f"{state.uri}.meta.json", state.source_id)
                yield replace(told, error_code="bad_sidecar")
        origin = replace(about, uri=state.uri, source=state.source, sidecar=sidecar, layout=state.layout)
        with io.BufferedReader(raw) as stream:
            yield from _found(stream, origin, name=state.path.name)


def read_payload(payload: bytes, origin: Origin, *, name: str | None = None) -> Iterator[Document | Rejection]:
    """As `read_file`, for bytes that are in memory (an object of the store, a test). `name` decides the format."""
    yield from read_stream(io.BytesIO(payload), origin, name=name or origin.uri)


def read_stream(stream: BinaryIO, origin: Origin, *, name: str) -> Iterator[Document | Rejection]:
    """As `read_file`, for an open stream; pages are waited for one after the other."""
    for result in _found(stream, origin, name=name):
        if isinstance(result, Pending):
            yield from result.finish()
        else:
            yield result


def _found(stream: BinaryIO, origin: Origin, *, name: str) -> Iterator[Found]:
    reader = reader_for(name.rpartition("/")[2], origin.layout)
    source_id = origin.source.source_id
    if reader is None:
        code, hint = unreadable_hint(suffix_of(name))
        yield Rejection(origin.uri, source_id, None, "scan", code, f"{origin.uri} has a format that is not read.", hint)
        return
    results = reader(stream, origin)
    while True:
        try:
            result = next(results)
        except StopIteration:
            return
        except KeepError:
            raise
        except Exception as error:  # whatever a reader trips over costs this file, not the run
            yield rejection_for(error, origin.uri, source_id)
            return
        yield result
