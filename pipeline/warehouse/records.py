"""Dagster's records of runs below the home, without what is forgotten: its SQLite files and the logs of its steps. No Dagster is needed.

By rule these hold ids and counts, no text; an error of a library may quote some. A value that shows something of it is rewritten with
blocks in its place, and a file that was changed is written anew, so that no freed page keeps it.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.traces import without

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.ingest.register import Register

_WAIT = 30.0  # seconds for another program, such as the daemon, to let go
_JOURNALS = ("-journal", "-wal", "-shm")
_SQLITE = b"SQLite format 3\x00"


def is_sqlite(path: Path) -> bool:
    """Whether a file is one of SQLite's; one that has just gone is not."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except FileNotFoundError:
        return False


def scrub(path: Path, *registers: Register) -> int:
    """Blank what a SQLite file shows of the registers, and write it anew where that changed a row, or where it has freed pages. Returns
    the number of values. Raises WarehouseError where another program holds it."""
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as con:
            con.execute("PRAGMA secure_delete = ON")
            n_changed = sum(_scrub_table(con, table, registers) for table in _tables(con))
            if n_changed or con.execute("PRAGMA freelist_count").fetchone()[0]:
                con.execute("VACUUM")
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise WarehouseError(
            f"{path} could not be cleared: {error}. Close `dateline ui` and what else has it open, then give the same command again."
        ) from error
    return n_changed


def _tables(con: sqlite3.Connection) -> list[str]:
    rows = con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [name for (name,) in rows.fetchall()]


def _scrub_table(con: sqlite3.Connection, table: str, registers: tuple[Register, ...]) -> int:
    quoted = table.replace('"', '""')
    columns = [row[1].replace('"', '""') for row in con.execute(f'PRAGMA table_info("{quoted}")')]
    n_changed = 0
    for column in columns:
        sought = f'SELECT rowid, "{column}" FROM "{quoted}" WHERE typeof("{column}") IN (\'text\', \'blob\')'  # noqa: S608 — its own names
        changed = [(new, rowid) for rowid, value in con.execute(sought) if (new := _without(value, registers)) is not value]
        if changed:
            con.execute("BEGIN IMMEDIATE")
            con.executemany(f'UPDATE "{quoted}" SET "{column}" = ? WHERE rowid = ?', changed)  # noqa: S608
            con.execute("COMMIT")
        n_changed += len(changed)
    return n_changed


def _without(value: str | bytes, registers: tuple[Register, ...]) -> str | bytes:
    if isinstance(value, str):
        return without(value, *registers)
    for unpack, pack in ((zlib.decompress, zlib.compress), (bytes, bytes)):
        try:
            text = unpack(value).decode("utf-8")
        except (zlib.error, UnicodeDecodeError):
            continue
        new = without(text, *registers)
        return value if new is text else pack(new.encode("utf-8"))
    return value


def files(home: Path) -> Iterator[Path]:
    """All files of Dagster's below the home, in order, but for SQLite's journals: those are its own, and go when the file is opened."""
    folder = home / "dagster"
    if folder.is_dir():
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and not p.name.endswith(_JOURNALS))
