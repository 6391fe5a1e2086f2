"""Opening files of raw/ without ever waiting: a name may be, or have become, a pipe or a device."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path


def open_regular(path: Path) -> io.FileIO:
    """Open a regular file for reading, unbuffered. Raises OSError, also where `path` is something else."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file")
    return io.FileIO(descriptor, closefd=True)


def read_small(path: Path, limit: int) -> bytes:
    """The first `limit` + 1 bytes of a file: more than `limit` tells the caller that there are more. Raises OSError."""
    with open_regular(path) as file, io.BufferedReader(file) as stream:
        return stream.read(limit + 1)
