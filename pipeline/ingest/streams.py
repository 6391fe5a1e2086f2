"""The bytes of a file piece by piece, expanded where it is gzipped, whatever its name says.

Compressed files are bounded by what they expand to, not by what they say. What stands before a damage is handed out.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest.origin import Limits, Origin
from pipeline.ingest.rejections import IngestError

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


def pieces(stream: BinaryIO, origin: Origin) -> Iterator[bytes]:
    """The bytes of the file, expanded, each piece of at most CHUNK bytes and none empty. Raises IngestError: `bad_gzip`, `too_large`."""
    first = stream.read(CHUNK)
    if not first.startswith(GZIP):
        yield from blocks(first, stream, CHUNK)
        return
    stream.seek(0)
    expanded = 0
    try:
        with gzip.GzipFile(fileobj=stream) as file:
            while piece := file.read1(CHUNK):  # not read(): it would lose what stands before the damage
                expanded += len(piece)
                check_expansion(expanded, stream.tell(), origin.uri, origin.limits)
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise IngestError("read", "bad_gzip",
                          f"{origin.uri} is damaged after {expanded} expanded bytes: {error}.",
                          "Fetch it again; the records before that place are in use.") from None  # fmt: skip


def blocks(first: bytes, stream: BinaryIO, size: int) -> Iterator[bytes]:
    """What was read already, and the rest of the stream, so many bytes at once; none is empty."""
    while first:
        yield first
        first = stream.read(size)


def check_expansion(expanded: int, packed: int, uri: str, limits: Limits) -> None:
    """Raises IngestError, `too_large`, where so many bytes came out of so many packed ones that it is a bomb."""
    allowed = max(limits.max_file, limits.max_expansion * packed)
    if expanded > min(allowed, limits.max_expanded):
        raise IngestError("read", "too_large",
                          f"{uri} expands to more than {expanded / 1e6:.0f} MB: it is read up to there.",
                          "If it is no accident, unpack it into raw/ or split it.")  # fmt: skip
