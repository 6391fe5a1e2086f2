"""Objects: the raw bytes of every version of a document, kept compressed by their digest.

A citation, a rebuild or a history must not depend on what happens to raw/. The store is a folder of gzip files named by
the SHA-256 of what they hold; a file stands in it whole or not at all, and is never written twice.
"""

from __future__ import annotations

import gzip
import os
import re
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.ingest.identity import sha256

_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMPRESSION = 6
_GZIP = 16  # what zlib wants to be added to the size of its window for the format of a gzip file
_SMALL = 8_192  # bytes
_TEMPORARY = ".tmp-"
_AHEAD = 64_000_000  # bytes that may wait to be written
_AT_ONCE = 8  # a file system writes the names of files that are synced at once together: a dozen times as fast as one by one


class ObjectStoreError(Exception):
    """An object that is missing or damaged, or cannot be written; the message has three parts."""


class ObjectStore:
    """Raw bytes by digest below one folder, `ab/abcdef….gz`. Safe for several processes that put at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, digest: str, payload: bytes) -> None:
        """Keep `payload` under its digest; nothing is done where it is there already.

        Written beside, synced and renamed, so that a crash leaves no half object. Raises ObjectStoreError.
        """
        path = self.path(digest)
        if path.exists():
            return
        try:
            temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{threading.get_ident()}")
            try:
                with self._opened(temporary) as file:
                    file.write(_compressed(payload))
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise ObjectStoreError(
                f"Raw bytes could not be kept: {error.strerror or error}. Wanted to write {path}. "
                "Make room on the disk and check the permissions of DATELINE_HOME."
            ) from error

    def _opened(self, path: Path) -> BinaryIO:
        try:
            return path.open("wb")
        except FileNotFoundError:  # the first of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("wb")

    def get(self, digest: str) -> bytes:
        """The bytes of an object, checked against its digest. Raises ObjectStoreError where missing or damaged."""
        path = self.path(digest)
        try:
            payload = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            raise ObjectStoreError(
                f"The object {digest} is not in the store. Looked for {path}. "
                "Run `dateline run --full` while its file is in raw/, or restore the folder from a backup."
            ) from None
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged(digest, path, str(error)) from error
        if sha256(payload) != digest:
            raise _damaged(digest, path, "its bytes have another digest")
        return payload

    def has(self, digest: str) -> bool:
        """Whether the object is there; its content is not looked at."""
        return self.path(digest).exists()

    def remove(self, digest: str) -> None:
        """Take an object away, where there is one: what is forgotten is not kept."""
        self.path(digest).unlink(missing_ok=True)

    def verify(self) -> Iterator[str]:
        """The digests of damaged objects, in order; none where all is well."""
        for digest in self.digests():
            try:
                self.get(digest)
            except ObjectStoreError:
                yield digest

    def digests(self) -> Iterator[str]:
        """All objects by digest, in order."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if len(folder.name) == 2 and folder.is_dir():
                names = (path.name.removesuffix(".gz") for path in sorted(folder.iterdir()))
                yield from (name for name in names if _DIGEST.fullmatch(name))

    def sweep(self) -> None:
        """Take away what a process that was killed had begun to write. Call it while nobody puts."""
        for begun in self.folder.glob(f"??/{_TEMPORARY}*"):
            begun.unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        """Where an object lies or would lie. Raises ValueError for what is no SHA-256 in lower-case hexadecimal."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a SHA-256 digest: {digest!r:.80}")
        return self.folder / digest[:2] / f"{digest}.gz"


class Intake:
    """Puts many objects into a store while their reader reads on. What `put` was given is kept when `settle` returns, not before: call it
    before the books say so. Use `intake`."""

    def __init__(self, store: ObjectStore, threads: ThreadPoolExecutor) -> None:
        self._store = store
        self._threads = threads
        self._under_way: dict[str, Future[None]] = {}
        self._taken = 0  # bytes since all was settled

    def put(self, digest: str, payload: bytes) -> None:
        """As `ObjectStore.put`, but later."""
        if digest in self._under_way:
            return
        if self._taken > _AHEAD:  # a slow disk must not have all that a fast reader finds wait in memory
            self.settle()
        self._under_way[digest] = self._threads.submit(self._store.put, digest, payload)
        self._taken += len(payload)

    def settle(self) -> None:
        """Wait until all objects are in the store. Raises ObjectStoreError, as `ObjectStore.put`."""
        under_way, self._under_way, self._taken = self._under_way, {}, 0
        for done in under_way.values():
            done.result()


@contextmanager
def intake(store: ObjectStore) -> Iterator[Intake]:
    """An Intake; where its block is left by an error, what was not begun is not put."""
    threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="objects")
    try:
        yield Intake(store, threads)
    finally:
        threads.shutdown(wait=True, cancel_futures=True)


def _compressed(payload: bytes) -> bytes:
    """The payload as a gzip file, the same at any time. For a small one a small table is enough: to clear that of a large one takes longer
    than to compress an article."""
    window, level = (12, 5) if len(payload) <= _SMALL else (15, 8)
    packer = zlib.compressobj(_COMPRESSION, zlib.DEFLATED, _GZIP + window, level)
    return packer.compress(payload) + packer.flush()


def _damaged(digest: str, path: Path, reason: str) -> ObjectStoreError:
    return ObjectStoreError(
        f"The object {digest} is damaged: {reason}. It lies in {path}. "
        "Remove it and run `dateline run --full` while its file is in raw/, or restore it from a backup."
    )
