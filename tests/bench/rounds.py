"""What benches share: how long some work takes, the noise of the machine left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.engines.local import uncollected

T = TypeVar("T")


def fastest(work: Callable[[T], object], items: Sequence[T], rounds: int) -> float:
    """Seconds of computing time for all items: of the fastest round, behind one that loads the tables."""
    took = []
    with uncollected():  # as the engine does it
        for _ in range(rounds + 1):
            begun = time.process_time()
            for item in items:
                work(item)
            took.append(time.process_time() - begun)
    return min(took[1:])
