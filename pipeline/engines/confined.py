"""Pages read in processes that can be killed: a pool of workers, each bounded in memory, each page bounded in time.

`ConfinedPages` is the `Pages` of `pipeline.ingest`: it starts a worker (`page_worker.py`) when there is a page for it, at
most as many as it is told, and keeps it for the next page. A page that takes too long costs its worker, one that takes too
much memory itself; both come out as an IngestError that becomes a row of `ingest_errors`. A worker that dies otherwise may
have been killed by somebody else: its page is tried once more in a fresh one.

No process is forked: a run may have threads (Dagster's, DuckDB's). Workers end with the parent, however it ends.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipeline.engines.page_worker import HEADER
from pipeline.ingest.origin import PagesError
from pipeline.ingest.rejections import IngestError

if TYPE_CHECKING:
    from pipeline.ingest.pages import PageReading, PageRequest

_PACKAGES = str(Path(__file__).resolve().parent.parent.parent)
_CHUNK = 1 << 20
_MAX_REPLY = 512_000_000  # bytes: far above what MAX_LINES lines of a page of the largest size come to
_SMALL_PAGE = f"<html><head><title>a</title></head><body><h1>a b</h1>{'<p>word of a text, and more words.</p>' * 20}</body></html>"
_START = 120.0  # seconds that a worker may take to start and load its parser
_START_HINT = "Is there memory left on this machine, and does `python -c 'import pipeline.ingest.guard'` work?"


class _DiedError(Exception):
    """The worker ended before it had answered."""


class _TooLateError(Exception):
    """The worker did not answer in time."""


class ConfinedPages:
    """A pool of page workers. Use it as a context manager; on leaving, all of its processes are ended.

    `workers`: processes at most; `seconds`: of the clock, for one page; `memory`: bytes a worker may take beyond what it
    needs at rest (enforced on Linux).
    """

    def __init__(self, workers: int, *, seconds: float, memory: int) -> None:
        self.window = 2 * workers
        self._seconds = seconds
        self._memory = memory
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="page-worker")
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        with self._lock:
            self._is_closed = True
            workers = list(self._all)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in workers:
            worker.end()

    def begin(self, request: PageRequest) -> Callable[[], PageReading]:
        """Start on a page; what is returned waits for it. That raises IngestError: what `read_guarded` raises, and
        `parse_timeout`, `parse_memory`, `parse_crashed`; and PagesError where no worker can be started."""
        return self._threads.submit(self._read, request).result

    def pids(self) -> tuple[int, ...]:
        """The processes of the pool, those at work and those at rest."""
        with self._lock:
            return tuple(sorted(worker.pid for worker in self._all))

    def _read(self, request: PageRequest) -> PageReading:
        try:
            try:
                kind, value = self._ask(request)
            except _DiedError:
                kind, value = self._ask(request)
        except _DiedError as error:
            raise IngestError("parse", "parse_crashed", f"Reading {request.uri} ended its process twice ({error}).",
                              "Save the article itself as .txt; if the page is an ordinary one, please report it.") from None  # fmt: skip
        except _TooLateError:
            raise IngestError("parse", "parse_timeout", f"{request.uri} was not read within {self._seconds:g} seconds.",
                              "Save the article itself as .txt, or raise page_seconds in dateline.toml.") from None  # fmt: skip
        return self._reading(request, kind, value)

    def _reading(self, request: PageRequest, kind: str, value: Any) -> PageReading:
        if kind == "read":
            reading: PageReading = value
            return reading
        if kind == "refused":
            raise IngestError(*value)
        if kind == "memory":
            raise IngestError("parse", "parse_memory",
                              f"Reading {request.uri} took more than {self._memory / 1e6:g} MB of memory.",
                              "Save the article itself as .txt, or raise page_memory_mb in dateline.toml.")  # fmt: skip
        if kind == "recursion":
            raise RecursionError
        raise IngestError("parse", "internal_error", f"Reading {request.uri} failed: {' '.join(str(value).split())[:200]}.",
                          "This is an error of the reader, not of the file: please report it together with the file.")  # fmt: skip

    def _ask(self, request: PageRequest) -> tuple[str, Any]:
        """One page, one worker. Raises _DiedError and _TooLateError; the worker is gone then."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is None:
            worker = self._started(request)
        leaves = True
        try:
            kind, value, leaves = worker.exchange(request, self._seconds)
        finally:
            with self._lock:
                if leaves or self._is_closed:
                    self._all.discard(worker)
                else:
                    self._idle.append(worker)
            if leaves:
                worker.end()
        return kind, value

    def _started(self, request: PageRequest) -> _Worker:
        """A worker that has read a small page in the way that is asked for. One that somebody kills while it starts is started once more.
        Raises PagesError."""
        small = dataclasses.replace(request, markup=_SMALL_PAGE, uri="", keep=(), drop=())
        try:
            try:
                return self._start(small)
            except _DiedError:
                return self._start(small)
        except OSError as error:
            raise PagesError(f"A process to read pages in cannot be started: {error}. {_START_HINT}") from error
        except (_DiedError, _TooLateError) as error:
            raise PagesError(f"A process to read pages in did not start ({error or 'it took too long'}). {_START_HINT}") from error

    def _start(self, small: PageRequest) -> _Worker:
        """Raises OSError, _DiedError and _TooLateError; the worker is gone then."""
        worker = _Worker()
        with self._lock:
            self._all.add(worker)
            is_closed = self._is_closed
        try:
            if is_closed:  # between the look at the pool and the start
                worker.kill()
            worker.exchange((self._seconds, self._memory, os.getpid(), small), _START)
        except (_DiedError, _TooLateError):
            with self._lock:
                self._all.discard(worker)
            worker.end()
            raise
        return worker


class _Worker:
    """One process and the pipes to it. Used by one thread at a time; `kill` may come from another."""

    def __init__(self) -> None:
        # One thread each: the pool is what works side by side, and threads of a library would take its memory.
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        environment = {**os.environ, **single, "PYTHONPATH": os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH"))))}
        # -P: nothing is imported from the current directory, which may be anybody's.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.engines.page_worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        for number in (self._in, self._out):
            os.set_blocking(number, False)

    @property
    def pid(self) -> int:
        return self._process.pid

    def exchange(self, request: object, seconds: float) -> tuple[str, Any, bool]:
        """(kind, value, whether the worker leaves) for one request. Raises _DiedError, _TooLateError."""
        outgoing = memoryview(_framed(request))
        deadline = time.monotonic() + seconds
        incoming = bytearray()
        wanted = HEADER
        with selectors.DefaultSelector() as selector:
            selector.register(self._in, selectors.EVENT_WRITE)
            selector.register(self._out, selectors.EVENT_READ)
            while len(incoming) < wanted:
                ready = selector.select(deadline - time.monotonic())
                if not ready and time.monotonic() >= deadline:
                    raise _TooLateError
                for key, _ in ready:
                    if key.fd == self._in:
                        outgoing = outgoing[self._write(outgoing) :]
                        if not outgoing:
                            selector.unregister(self._in)
                        continue
                    incoming += self._read()
                    if wanted == HEADER and len(incoming) >= HEADER:
                        wanted += int.from_bytes(incoming[:HEADER], "big")
                        if wanted > _MAX_REPLY:
                            raise _DiedError("its answer was too large")
        kind, value, leaves = pickle.loads(memoryview(incoming)[HEADER:])  # noqa: S301 — from our own worker
        return kind, value, leaves

    def _write(self, data: memoryview) -> int:
        try:
            return os.write(self._in, data[:_CHUNK])
        except BlockingIOError:
            return 0
        except OSError as error:
            raise _DiedError(self._cause()) from error

    def _read(self) -> bytes:
        try:
            data = os.read(self._out, _CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            raise _DiedError(self._cause())
        return data

    def _cause(self) -> str:
        """How the process ended."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(5)
            if code < 0:
                with suppress(ValueError):
                    return f"signal {signal.Signals(-code).name}"
            return f"exit code {code}"
        return "it closed its pipe"

    def kill(self) -> None:
        """End the process; whoever waits for it sees that."""
        self._process.kill()

    def end(self) -> None:
        """End the process and give back what it held."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _framed(message: object) -> bytes:
    payload = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(payload).to_bytes(HEADER, "big") + payload
