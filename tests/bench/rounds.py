"""What benches share: how long some work takes, the noise of the machine left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
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


def joined(pieces: Iterable[str], size: int) -> list[str]:
    """Short texts put together to articles of at least so many characters; what is left over at the end is left out."""
    out = [""]
    for piece in pieces:
        out[-1] += piece + "\n"
        if len(out[-1]) >= size:
            out.append("")
    return out[:-1]


def beside_a_yardstick(
    cost: Callable[[str], float], languages: Sequence[str], yardstick: Callable[[], float]
) -> tuple[dict[str, float], float]:
    """Seconds an article by language, and those of the yardstick: the fastest of several moments, between which the articles are read."""
    units, own = [yardstick()], {}
    for lang in languages:
        own[lang] = cost(lang)
        units.append(yardstick())
    return own, min(units)


def show(own: dict[str, float], unit: float) -> None:
    for lang, cost in own.items():
        print(f"{lang}: {1 / cost:5.0f} articles a second, {cost / unit:5.1f} yardsticks each")
    mean = sum(own.values()) / len(own)
    print(f"all: {1 / mean:5.0f} articles a second, {mean / unit:5.1f} yardsticks each")
