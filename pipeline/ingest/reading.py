"""Reading one file of raw/: open it, give its stream to its reader, turn whatever goes wrong into a rejection."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from pipeline.ingest.files import open_regular, read_small
from pipeline.ingest.origin import Keep, KeepError, Limits, Origin
from pipeline.ingest.registry import reader_for, suffix_of, unreadable_hint
from pipeline.ingest.rejections import rejection_for
from pipeline.ingest.scan import FileState
from pipeline.model import Document, Rejection, Source


def read_file(
    state: FileState,
    limits: Limits | None = None,
    *,
    sources: Mapping[str, Source] | None = None,
    keep: Keep | None = None,
) -> Iterator[Document | Rejection]:
    """The documents of one file, in the order of the file, and a rejection for each thing that could not be read.

    `sources`: those of the other folders (`sources_below`), for records that name their outlet. `keep(sha256, bytes)` is
    called with each document's raw bytes before the document comes out. Raises KeepError where `keep` fails, and nothing
    else. Holds one record at a time of a file of records. Warnings (`is_warning`) come before the document they are about.
    """
    limits = limits or Limits()
    try:
        raw = open_regular(state.path)
    except OSError as error:
        yield rejection_for(error, state.uri, state.source_id)
        return
    with raw:
        sidecar = None
        if state.sidecar is not None:
            try:
                sidecar = read_small(state.sidecar, limits.max_sidecar)
            except OSError as error:
                # A warning, not a failure: the document itself is read without it.
                told = rejection_for(error, f"{state.uri}.meta.json", state.source_id)
                yield replace(told, error_code="bad_sidecar")
        origin = Origin(state.uri, state.source, sidecar, sources or {}, limits, keep)
        with io.BufferedReader(raw) as stream:
            yield from read_stream(stream, origin, name=state.path.name)


def read_payload(payload: bytes, origin: Origin, *, name: str | None = None) -> Iterator[Document | Rejection]:
    """As `read_file`, for bytes that are in memory (an object of the store, a test). `name` decides the format."""
    yield from read_stream(io.BytesIO(payload), origin, name=name or origin.uri)


def read_stream(stream: BinaryIO, origin: Origin, *, name: str) -> Iterator[Document | Rejection]:
    """As `read_file`, for an open stream."""
    reader = reader_for(name)
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
