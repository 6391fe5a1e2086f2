"""The shelf of compiled tables: a folder of a home, one file a table.

A table is found again only where everything that could change it is as it was: the folder is called after a digest of the code, of the
packs with what the user adds to them, of the libraries and of Python (`stamp`). A file is written beside its place and moved there, so two
processes may write the same one, and carries a digest of what it holds, which is compared before it is read: what is cut short, damaged or
of another program is built anew and written over. Where the folder cannot be read or written, tables are built as if it were not there.

Tables are pickled, and compressed a little: the largest (the model that knows languages) is mostly zeros. Pickles run what they name; these
are this program's own, in the folder of its user, and may name nothing but the values that tables are made of.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import shutil
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "tables"  # of a home
_MARK = b"dateline table 1\n"
_DIGEST = hashlib.sha256().digest_size
_OTHERS = 1  # folders of other stamps that stay: a program that is tried out beside another does not build everything twice
_PART = ".part"
_STAMP = re.compile(r"[0-9a-f]{16}")
# Beside classes of this program: (module, name) of what the pickles of plain values, expressions and arrays call.
_CALLED = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "list"),
        ("builtins", "set"),
        ("collections", "Counter"),
        ("collections", "defaultdict"),
        ("copyreg", "_reconstructor"),
        ("re", "_compile"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy._core.multiarray", "_reconstruct"),
    }
)


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Tables in `folder`, which is called after a stamp and stands beside those of other stamps; of the languages `tags`."""

    folder: Path
    tags: frozenset[str]

    def holds(self, lang: str) -> bool:
        return lang in self.tags

    def find(self, name: str) -> object | None:
        """The table of that name; None where it is not there, cannot be read, or is not what was written."""
        try:
            told = self._file(name).read_bytes()
        except OSError:
            return None
        at = len(_MARK) + _DIGEST
        if told[:at] != _MARK + hashlib.sha256(memoryview(told)[at:]).digest():
            return None
        try:
            table: object = _Reader(io.BytesIO(zlib.decompress(memoryview(told)[at:]))).load()
        except (pickle.UnpicklingError, zlib.error, AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError):
            return None  # whole, but none of this program's
        return table

    def keep(self, name: str, table: object) -> None:
        """Put the table away; nothing happens where the folder cannot be written, or the table is too deep to be pickled."""
        with suppress(OSError, RecursionError):
            packed = zlib.compress(pickle.dumps(table, pickle.HIGHEST_PROTOCOL), 1)
            if not self.folder.is_dir():
                self._begin()
            file = self._file(name)
            beside = file.with_name(f"{file.name}.{os.getpid()}{_PART}")
            try:
                beside.write_bytes(b"".join([_MARK, hashlib.sha256(packed).digest(), packed]))
                beside.replace(file)
            finally:
                beside.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / name

    def _begin(self) -> None:
        """Make the folder, and take away those of older stamps but the newest; whatever else lies there is none of ours."""
        self.folder.mkdir(parents=True, exist_ok=True)
        others = [path for path in self.folder.parent.iterdir() if _STAMP.fullmatch(path.name) and path != self.folder]
        for path in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[_OTHERS:]:
            shutil.rmtree(path, ignore_errors=True)


class _Reader(pickle.Unpickler):
    """Makes values of this program's classes, and of the few others that tables hold."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        if (module, name) in _CALLED or (module.partition(".")[0] == "pipeline" and isinstance(found, type)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a table")


def stamp(parts: Iterable[str]) -> str:
    """The name of a shelf's folder: of everything that tables follow from, as the caller tells it, and of this Python."""
    told = [sys.version, sys.implementation.cache_tag or "", sys.byteorder, str(pickle.HIGHEST_PROTOCOL), *parts]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
