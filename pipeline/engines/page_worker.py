"""The process that reads pages for `confined.py`: one request after the other from standard input, bounded in memory and time.

A request and a reply are eight bytes of length and a pickle of plain values. The first request is the limits and a small
page to begin with. What a page does to this process, it does to no other: where memory ends or a parser dies, the parent
sees it and starts another one. Run as `python -m pipeline.engines.page_worker`; not meant to be called by hand.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import sys
from typing import Any, BinaryIO

HEADER = 8  # bytes of length, big endian
_MARGIN = 5  # seconds of processor time beyond those of a page, for a worker whose parent is gone
_MAX_PAGES = 2_000
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until standard input ends, or until this process has grown or served enough."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C reaches the whole group: the parent decides
    _die_with_parent()
    requests, replies = _private_streams()
    try:
        seconds, memory, parent, first = receive(requests)
    except EOFError:  # called by hand, or the parent has gone already
        return
    if os.getppid() != parent:
        return
    from pipeline.ingest.guard import read_guarded  # noqa: PLC0415 (after the streams are safe from what it may print)
    from pipeline.ingest.rejections import IngestError  # noqa: PLC0415

    # Loads what reading a page loads, so that neither time nor memory of it is counted as a page's.
    read_guarded(first)
    at_rest = _bound_memory(memory)
    send(replies, ("ready", None, False))
    for n in range(1, _MAX_PAGES + 1):
        try:
            request = receive(requests)
        except EOFError:
            return
        _bound_time(seconds)
        leaves = n == _MAX_PAGES
        kind: str
        value: Any
        try:
            kind, value = "read", read_guarded(request)
        except IngestError as error:
            kind, value = "refused", (error.stage, error.code, error.message, error.hint)
        except MemoryError:
            kind, value, leaves = "memory", None, True
        except RecursionError:
            kind, value = "recursion", None
        except Exception as error:
            kind, value = "failed", f"{type(error).__name__}: {error}"
        del request
        leaves = leaves or _resident() > at_rest + memory // 2
        try:
            send(replies, (kind, value, leaves))
        except MemoryError:
            send(replies, ("memory", None, True))
            return
        if leaves:
            return


def receive(stream: BinaryIO) -> Any:
    """One message. Raises EOFError where the stream ends."""
    length = int.from_bytes(_exactly(stream, HEADER), "big")
    return pickle.loads(_exactly(stream, length))  # noqa: S301 — from our own parent


def send(stream: BinaryIO, message: object) -> None:
    """One message, pushed out."""
    payload = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(payload).to_bytes(HEADER, "big"))
    stream.write(payload)
    stream.flush()


def _exactly(stream: BinaryIO, n: int) -> bytes:
    data = stream.read(n)
    if len(data) < n:
        raise EOFError
    return data


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Input and output under numbers of their own; what a library prints goes nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, replies


def _die_with_parent() -> None:
    """On Linux the kernel ends this process with its parent; elsewhere the end of input and the limit of time do."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _bound_memory(memory: int) -> int:
    """Allow `memory` bytes beyond what this process takes now, where the platform can; returns its resident bytes."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError):
            taken = _statm()[0]
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = taken + memory
            resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    return _resident()


def _bound_time(seconds: float) -> None:
    """Allow this page its processor time: the parent counts the clock, this holds when there is no parent any more."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime + seconds) + _MARGIN
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))


def _resident() -> int:
    """Bytes of this process in memory; elsewhere than on Linux the most it ever had."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError):
            return _statm()[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _statm() -> tuple[int, int]:
    """(virtual, resident) bytes of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        size, resident, *_ = file.read().split()
    page = resource.getpagesize()
    return int(size) * page, int(resident) * page


if __name__ == "__main__":
    main()
