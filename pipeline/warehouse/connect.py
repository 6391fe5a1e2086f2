"""Connections to the two files: the private build file of a run, and the published one that everybody reads.

Here belong opening, closing and the sentences that say why a file cannot be opened. What is written into them stands in
load.py, current.py and publish.py. One process writes the build file at a time (see lock.py); readers of the published
file open it read-only, and close it, because an open handle in a process keeps showing the old file after a replacement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.warehouse.dictionary import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

BUILD_FILE = "build.duckdb"
SCHEMA_VERSION = 1  # of what is built and published; a file with a higher one is not read, rather than misread
_HOLDER = re.compile(r"Conflicting lock is held in (\S+)(?: \(PID (\d+)\))?")
_NEWER = re.compile(r"newer version|higher version|version number|storage version", re.IGNORECASE)
_DAMAGED = re.compile(
    r"corrupt|checksum|not a valid duckdb|deserializ|could not read enough bytes|failure while replaying wal", re.IGNORECASE
)
# What a connection for analysts may not do: read or write any other file, load code. It is set before the database is opened, and locked
# behind it, so that no question can take it back.
_LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


class WarehouseError(Exception):
    """A warehouse file is missing, busy or damaged. The message says what is wrong, where, and what to do."""


class DamagedError(WarehouseError):
    """The build file cannot be relied upon. It is made anew from raw/ and from what is published."""


def build_file(home: Path) -> Path:
    """The private file that a run builds in, below DATELINE_HOME."""
    return home / BUILD_FILE


def scalar(con: DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """The one value of a query; None where it has no row."""
    rows = con.execute(sql, list(parameters)).fetchall()
    return rows[0][0] if rows else None


def facts_of(con: DuckDBPyConnection, schema: str = "main") -> dict[str, str]:
    """What a published file says of itself: key → value of `_meta`. `schema` may name an attached file too: `published.main`."""
    return {str(key): str(value) for key, value in con.execute(f"SELECT key, value FROM {schema}._meta").fetchall()}  # noqa: S608


def _files_of(warehouse: Path) -> list[str]:
    """The Parquet files that views of this file read; none for the published file itself."""
    from pipeline.warehouse.lake_files import files_of  # noqa: PLC0415 — it knows this module

    return files_of(warehouse)


def _open(path: Path, *, read_only: bool, reads: Sequence[str] = ()) -> DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 — start-up time of the commands that need no warehouse

    try:
        con = duckdb.connect(str(path), read_only=read_only, config=_locked_down(reads) if read_only else {})
    except duckdb.Error as error:
        found = _HOLDER.search(str(error))
        if found:
            holder = f"process {found[2]}" if found[2] else found[1]
            raise WarehouseError(
                f"The warehouse is busy: {holder} has {path} open for writing. Close that program, then try again."
            ) from error
        if _NEWER.search(str(error)) and not is_damage(error):
            raise WarehouseError(
                f"{path} was written by a newer release of DuckDB: {_first_line(error)}. Install the release of Dateline that wrote it, or"
                " move the file away and `dateline run` builds it anew."
            ) from error
        if is_damage(error) or not isinstance(error, duckdb.IOException):
            raise DamagedError(
                f"This is not a warehouse that this version can read: {path}: {_first_line(error)}. "
                "Move it away, then `dateline run` builds it anew, or `dateline restore` brings an earlier version back."
            ) from error
        raise WarehouseError(f"The warehouse cannot be opened: {path}: {_first_line(error)}. Check the file.") from error
    if not _is_locked(con):
        con.execute("SET GLOBAL TimeZone = 'UTC'")
    return con


def _locked_down(reads: Sequence[str]) -> dict[str, str | bool | int | float | list[str]]:
    """Which files may be read all the same can be said to an open database only: for these, the caller closes the door behind it."""
    return {name: value for name, value in _LOCKED_DOWN.items() if not reads or name != "enable_external_access"}


def _is_locked(con: DuckDBPyConnection) -> bool:
    """Whether another connection of this process has the file open and has locked what both share: its configuration."""
    return bool(scalar(con, "SELECT current_setting('lock_configuration')"))


def is_damage(error: BaseException) -> bool:
    """Whether an error of DuckDB tells of a file whose content is broken, rather than of the question or of the machine."""
    import duckdb  # noqa: PLC0415

    return isinstance(error, duckdb.Error) and _DAMAGED.search(str(error)) is not None


def is_interruption(error: BaseException) -> bool:
    """Whether ctrl-C ended a query: DuckDB takes the signal for itself, and says so by an error without a class of its own."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:300]


@contextmanager
def build_connection(home: Path) -> Iterator[DuckDBPyConnection]:
    """The build file, open for writing; made where it is missing, closed whatever happens. Raises WarehouseError, and DamagedError where
    the file cannot be used, at once or at the first damaged block that is read."""
    home.mkdir(parents=True, exist_ok=True)
    con = _open(build_file(home), read_only=False)
    try:
        yield con
    except Exception as error:
        if is_interruption(error):
            raise KeyboardInterrupt from error
        if is_damage(error):
            raise DamagedError(
                f"The build file is damaged: {build_file(home)}: {_first_line(error)}. It was set aside; the next run builds it anew from"
                " raw/, and the published warehouse is as it was."
            ) from error
        raise
    finally:
        con.close()


def bound_memory(con: DuckDBPyConnection, megabytes: int) -> None:
    """What the database may keep in memory; what is more it puts into a folder beside its file. 0: half of what the machine, or its
    container, has. By itself DuckDB takes four fifths, and leaves the processes beside it too little."""
    con.execute("SET GLOBAL memory_limit = ?", [f"{megabytes}MB" if megabytes else "50%"])


def damaged_file(home: Path) -> Path:
    """Where a damaged build file is put."""
    return home / f"{BUILD_FILE}.damaged"


def set_aside(home: Path) -> None:
    """Put a damaged build file out of the way, with its write-ahead log, in the place of the one that was put there before."""
    path, aside = build_file(home), damaged_file(home)
    for suffix in (".wal", ""):  # a log that stayed behind would be replayed into the new file
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))


def published_connection(warehouse: Path, limits: Mapping[str, str | int] | None = None) -> DuckDBPyConnection:
    """The published file, for questions and nothing else: read-only, without access to any other file or the net, its configuration
    locked. The caller closes it soon. `limits`: more of DuckDB's settings, such as memory_limit; connections that are open at once in
    one process share those of the first. Raises WarehouseError where it is missing, busy or made by a newer release."""
    if not warehouse.is_file():
        raise WarehouseError(f"There is no warehouse yet: {warehouse} does not exist. Build it with `dateline run`.")
    files = _files_of(warehouse)
    con = _open(warehouse, read_only=True, reads=files)
    try:
        if not _is_locked(con):
            if files:
                con.execute("SET GLOBAL allowed_paths = ?", [files])
                con.execute("SET GLOBAL enable_external_access = false")
            for name, value in (limits or {}).items():
                con.execute(f"SET GLOBAL {name} = {quoted(str(value))}")
            con.execute("SET lock_configuration = true")
        _refuse_newer(con, warehouse)
    except BaseException:
        con.close()
        raise
    return con


def _refuse_newer(con: DuckDBPyConnection, warehouse: Path) -> None:
    """What a newer release has published may mean something else under the same names."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = '_meta'").fetchall():
        return  # some other database; the question will say so
    version = scalar(con, "SELECT TRY_CAST(value AS INTEGER) FROM _meta WHERE key = 'schema_version'")
    if version is not None and int(version) > SCHEMA_VERSION:
        raise WarehouseError(
            f"{warehouse} was published by a newer release of Dateline (schema {version}, this one reads {SCHEMA_VERSION}). "
            "Install that release to read it."
        )


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """All that happens inside is written together, or not at all."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        with suppress(Exception):  # a database that cannot go on cannot roll back either: the first error is the one to tell
            con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
