"""What is compiled from the packs, kept between processes: a lexicon is read from a shelf in a tenth of the time that building it takes.

`kept` marks a function that builds a table from the packs, of one language or of all, and from nothing else; its value is plain data that
pickles, and nobody has used it when it is put away. Where no shelf is in force (tests, a notebook) the function is called, and so it is
where the shelf has nothing: a shelf saves time and changes no row. No file is opened here. What a shelf is, and when what lies on it still
holds, is known by whoever puts one in force: the driver of a run, and the processes that it starts (`pipeline.engines.table_files`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Shelf(Protocol):
    """A place for compiled tables by name, all of them made by this code from the packs and the extension that are in force."""

    def holds(self, lang: str) -> bool:
        """Whether tables of this language are kept: of those that have a pack, not of every tag that a page may claim."""

    def find(self, name: str) -> object | None:
        """The table; None where there is none that can be used, whatever the reason."""

    def keep(self, name: str, table: object) -> None:
        """Put a table away, if that is possible."""


_in_force: list[Shelf | None] = [None]


def current() -> Shelf | None:
    """The shelf in force in this process."""
    return _in_force[0]


def use(shelf: Shelf | None) -> None:
    """Put a shelf in force in this process, or none. Belongs behind `extension.use`, which takes away the one that was."""
    _in_force[0] = shelf


def kept(build: Callable[P, T]) -> Callable[P, T]:
    """The function, which asks the shelf first. It has no argument, or the tag of a language."""
    name = f"{build.__module__.partition('.')[2]}.{build.__qualname__}"

    @wraps(build)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        shelf = _in_force[0]
        tags = [str(arg) for arg in args]
        if shelf is None or kwargs or not all(map(shelf.holds, tags)):
            return build(*args, **kwargs)
        key = ".".join([name, *tags])
        table = shelf.find(key)
        if table is None:
            table = build(*args, **kwargs)
            shelf.keep(key, table)
        return table  # type: ignore[return-value]  # the name says what it is

    return found
