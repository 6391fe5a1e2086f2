"""The engine that works in this process, one batch after the other. A pool or a cluster offers the same `map`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Where per-document work runs. `map` yields the results of the batches in their order; `work` is a top-level
    function that turns a batch into one outcome an item and lets no exception out."""

    name: str

    def map(self, work: Callable[[list[T]], list[R]], batches: Iterable[list[T]]) -> Iterator[list[R]]: ...


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch of work in which Python does not look for cycles of garbage: a batch makes thousands of small values and no cycle,
    and each look goes through the tables of all languages. It costs a tenth of the time of cleaning."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class LocalEngine:
    """This process."""

    name = "local"

    def map(self, work: Callable[[list[T]], list[R]], batches: Iterable[list[T]]) -> Iterator[list[R]]:
        """Do one batch when it is asked for: nothing is read ahead, so memory holds one batch."""
        for batch in batches:
            with uncollected():
                done = work(batch)
            yield done
