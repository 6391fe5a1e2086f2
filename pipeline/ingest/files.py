"""Opening files of raw/: without ever waiting, for a name may be, or have become, a pipe or a device; and never torn, for a
file may be written while it is read."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Given the time of a file's last write (nanoseconds), whether it lies far enough back for all its bytes to be there; where it does not,
# it waits first. Whoever has a clock gives it: a write sets the time of the file, then copies its bytes.
AtRest = Callable[[int], bool]
_LOOKS = 6  # at a file that is written without pause


class ChangedWhileReadError(OSError):
    """Somebody wrote to the file, moved or removed it while it was read: its bytes may be of two versions."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "it was changed while it was read")


class _Unchanging(io.FileIO):
    """A file whose every read is followed by a look at its state. So all bytes that have been handed out, at any moment, are
    of one version; the first read behind a change raises ChangedWhileReadError."""

    def __init__(self, descriptor: int, status: os.stat_result) -> None:
        super().__init__(descriptor, closefd=True)
        self._state = _state(status)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        n = super().readinto(buffer)
        if _state(os.fstat(self.fileno())) != self._state:
            raise ChangedWhileReadError
        return n or 0

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(buffer)])

    def readall(self) -> bytes:
        payload = super().readall()
        if _state(os.fstat(self.fileno())) != self._state:
            raise ChangedWhileReadError
        return payload


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def open_regular(path: Path, at_rest: AtRest | None = None) -> io.FileIO:
    """Open a regular file for reading, unbuffered. Raises OSError, also where `path` is something else. Reading raises
    ChangedWhileReadError, and so does opening a file that is never `at_rest`."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file")
    for _ in range(_LOOKS):
        if at_rest is None or at_rest(status.st_mtime_ns):
            return _Unchanging(descriptor, status)
        status = os.fstat(descriptor)
    os.close(descriptor)
    raise ChangedWhileReadError


def read_small(path: Path, limit: int, at_rest: AtRest | None = None) -> bytes:
    """The first `limit` + 1 bytes of a file: more than `limit` tells the caller that there are more. Raises OSError."""
    with open_regular(path, at_rest) as file, io.BufferedReader(file) as stream:
        return stream.read(limit + 1)
