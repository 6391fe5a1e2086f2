"""What a user adds to the packs: tables of organisations, persons, places and offices, words of a language, or a whole language.

An `Extension` is a value: the texts of the user's files by folder and name, in the layout of this room (`shared` or a language). The
driver of a run reads it once from the folder that the settings name (`pipeline.warehouse.lexicon`) and puts it in force with `use`,
before any table is compiled; whoever starts a worker process hands the value over and does the same there. No file is opened here.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.languages import shelf

SHARED = "shared"
_ROOMS = "pipeline"


@dataclass(frozen=True, slots=True)
class Extension:
    """Files of a user: (folder, file name, text), sorted. `folder` is a language's tag or `shared`. Small, and can be pickled."""

    files: tuple[tuple[str, str, str], ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all that it says, 16 hexadecimal digits; empty where it says nothing."""
        if not self.files:
            return ""
        return hashlib.sha256(repr(sorted(self.files)).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def text(self, folder: str, name: str) -> str | None:
        """The text of a file; None where the user has none of that name."""
        return next((text for place, file, text in self.files if (place, file) == (folder, name)), None)

    def holders(self, name: str) -> Iterator[str]:
        """The languages whose folder has a file of that name."""
        return (place for place, file, _ in self.files if file == name and place != SHARED)

    def tables(self, folder: str) -> list[str]:
        """The names of the tables of a folder, without their ending."""
        return [file.removesuffix(".tsv") for place, file, _ in self.files if place == folder and file.endswith(".tsv")]


_in_force = [Extension()]


def current() -> Extension:
    """The extension in force in this process; an empty one where none was put in force."""
    return _in_force[0]


def use(extension: Extension) -> None:
    """Put an extension in force in this process. Where another one was, everything that was compiled from the packs is forgotten, so this
    belongs before the work; with the same one it costs nothing."""
    if extension == _in_force[0]:
        return
    _in_force[0] = extension
    shelf.use(None)  # what lies on it was compiled from others
    for name, module in sorted(sys.modules.items()):
        if name == _ROOMS or name.startswith(f"{_ROOMS}."):
            for value in list(vars(module).values()):
                forget = getattr(value, "cache_clear", None)
                if callable(forget):
                    forget()
