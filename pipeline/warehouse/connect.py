"""Connections to the two files: the private build file of a run, and the published one that everybody reads.

Here belong opening, closing and the sentences that say why a file cannot be opened. What is written into them stands in
load.py, current.py and publish.py. One process writes the build file at a time (see lock.py); readers of the published
file open it read-only, and close it, because an open handle in a process keeps showing the old file after a replacement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

BUILD_FILE = "build.duckdb"
_HOLDER = re.compile(r"Conflicting lock is held in (\S+)(?: \(PID (\d+)\))?")


class WarehouseError(Exception):
    """A warehouse file is missing, busy or damaged. The message says what is wrong, where, and what to do."""


def build_file(home: Path) -> Path:
    """The private file that a run builds in, below DATELINE_HOME."""
    return home / BUILD_FILE


def scalar(con: DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """The one value of a query; None where it has no row."""
    rows = con.execute(sql, list(parameters)).fetchall()
    return rows[0][0] if rows else None


def _open(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 — start-up time of the commands that need no warehouse

    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        found = _HOLDER.search(str(error))
        if found:
            holder = f"process {found[2]}" if found[2] else found[1]
            raise WarehouseError(
                f"The warehouse is busy: {holder} has {path} open for writing. Close that program, then try again."
            ) from error
        raise WarehouseError(f"The warehouse cannot be opened: {path}: {_first_line(error)}. Check the file.") from error
    except duckdb.Error as error:
        raise WarehouseError(
            f"This is not a warehouse that this version can read: {path}: {_first_line(error)}. "
            "Move it away, then `dateline run` builds it anew."
        ) from error
    con.execute("SET TimeZone = 'UTC'")
    return con


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:300]


@contextmanager
def build_connection(home: Path) -> Iterator[DuckDBPyConnection]:
    """The build file, open for writing; made where it is missing, closed whatever happens. Raises WarehouseError."""
    home.mkdir(parents=True, exist_ok=True)
    con = _open(build_file(home), read_only=False)
    try:
        yield con
    finally:
        con.close()


def published_connection(warehouse: Path) -> DuckDBPyConnection:
    """The published file, read-only. The caller closes it soon. Raises WarehouseError where it is missing or busy."""
    if not warehouse.is_file():
        raise WarehouseError(f"There is no warehouse yet: {warehouse} does not exist. Build it with `dateline run`.")
    return _open(warehouse, read_only=True)


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """All that happens inside is written together, or not at all."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
