"""Faults of the disk, said in a sentence: full, over quota, read-only, not permitted, failing.

DuckDB and the system tell them in words of their own, wherever in a run something is written. Here they become one error that
says what is wrong, where, and what to do. Nothing is imported for it: the command line asks about every error that it meets.
"""

from __future__ import annotations

import errno
import re

from pipeline.warehouse.connect import WarehouseError

_KEPT = "What was done is kept, and the published warehouse is as it was."
_ROOM = f"Make room there, or let DATELINE_HOME lie on a larger disk, then run again. {_KEPT}"
_RIGHTS = f"Give this user write permission there, or name another folder with DATELINE_HOME, then run again. {_KEPT}"
_DISK = f"Check the disk, then run again. {_KEPT}"
# What the system calls it, and what is said of it.
_FAULTS: dict[int, tuple[str, str, str]] = {
    errno.ENOSPC: ("No space left on device", "The disk is full", _ROOM),
    errno.EDQUOT: ("Disk quota exceeded", "The quota of this user is used up", _ROOM),
    errno.EFBIG: ("File too large", "A file has come to the size that the system allows", _ROOM),
    errno.EROFS: ("Read-only file system", "The disk cannot be written to", _RIGHTS),
    errno.EACCES: ("Permission denied", "Something may not be written by this user", _RIGHTS),
    errno.EPERM: ("Operation not permitted", "Something may not be written by this user", _RIGHTS),
    errno.EIO: ("Input/output error", "The disk fails", _DISK),
}
_PLACE = re.compile(r'"((?:/|[A-Za-z]:\\)[^"\n]{1,2000})"')


class StorageError(WarehouseError):
    """Something could not be written; the message has three parts."""


def storage_error(error: BaseException) -> StorageError | None:
    """The fault of the disk that an error, or one that led to it, tells of; None where it tells of none."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, WarehouseError):
            return None  # said already
        if type(seen).__module__.partition(".")[0] in ("duckdb", "_duckdb") or isinstance(seen, OSError):
            text = str(seen)
            for number, (words, wrong, hint) in _FAULTS.items():
                if words.lower() in text.lower() or (isinstance(seen, OSError) and seen.errno == number):
                    return StorageError(f"{wrong}: {_place(seen, text)} could not be written. {hint}")
        seen = seen.__cause__ or seen.__context__
    return None


def _place(error: BaseException, text: str) -> str:
    named = getattr(error, "filename2", None) or getattr(error, "filename", None)
    found = _PLACE.search(text)
    return str(named) if named else found[1] if found else "a file of DATELINE_HOME"
