"""The engine that works in several processes: batches go out, outcomes come back in the order of the batches.

Processes are spawned, not forked: the parent holds an open database and threads. They are started when there is work for more than one of
them, live as long as the run, and end by themselves when the run is killed. The parent alone reads and writes the build file.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from pipeline import languages
from pipeline.engines.local import LocalEngine, uncollected
from pipeline.languages import shelf

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2  # batches under way for each process: one that is worked on, one that waits beside it
_LOOK = 1.0  # seconds between two looks at whether the parent lives


class EngineError(Exception):
    """The processes cannot go on; the message says what to do."""


class PoolEngine:
    """`workers` processes. Use it as a context manager: it ends them. The outcomes are those of LocalEngine, whatever the number."""

    name = "pool"

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> PoolEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is None:
            return
        if kind is not None:  # what is under way will not be asked for
            for process in list((self._pool._processes or {}).values()):  # noqa: SLF001 — there is no public way before Python 3.14
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def map(self, work: Callable[[list[T]], list[R]], batches: Iterable[list[T]]) -> Iterator[list[R]]:
        """As `LocalEngine.map`; some batches are read ahead. Raises EngineError where a process was ended from outside."""
        waiting = iter(batches)
        first = list(islice(waiting, 2))
        if self.workers < 2 or len(first) < 2:  # starting a process takes as long as a few dozen articles
            yield from LocalEngine().map(work, chain(first, waiting))
            return
        pool = self._started()
        under_way: deque[Future[list[R]]] = deque()
        try:
            for batch in chain(first, waiting):
                under_way.append(pool.submit(_work, work, batch))
                if len(under_way) >= _AHEAD * self.workers:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            raise EngineError(
                "A worker process was ended by the system, most likely for want of memory. Everything stored so far is kept: run again with"
                " fewer processes (workers = 1 in dateline.toml, or DATELINE_WORKERS=1)."
            ) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = processes(self.workers)
        return self._pool


def processes(workers: int) -> ProcessPoolExecutor:
    """A pool of spawned processes: the lexicon of the user and the shelf of tables are in force there, and they end with this one, however
    it ends."""
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(languages.current(), shelf.current(), os.getpid()),
    )


def _begin(extension: languages.Extension, tables: shelf.Shelf | None, parent: int) -> None:
    languages.use(extension)
    shelf.use(tables)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A parent that is killed tells nobody, and a pipe that its other children hold too does not close."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _work(work: Callable[[list[T]], list[R]], batch: list[T]) -> list[R]:
    with uncollected():
        return work(batch)
