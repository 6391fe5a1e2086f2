"""The files of a home, without what is forgotten: written anew, or taken away. The second half of forgetting; the first is in the tables.

A database keeps what was deleted in pages that are free, so the build file is copied, row by row, into a new one. Versions that hold
something of it go, with set-aside and unfinished files; of other files below the home (exports, answers of endpoints) those that show
something of it. Nothing in raw/ or in the folders of the user is touched. On the disk, the blocks of removed files hold their bytes
until they are used again: that is the system's to settle.
"""

from __future__ import annotations

import gzip
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from pipeline.engines.table_files import FOLDER
from pipeline.ingest.objects import ObjectStore, ObjectStoreError
from pipeline.warehouse import dictionary, forgotten, ledger, records
from pipeline.warehouse.connect import WarehouseError, build_connection, build_file, damaged_file, scalar, transaction
from pipeline.warehouse.orphans import orphans
from pipeline.warehouse.publish import VERSIONS, sync, versions
from pipeline.warehouse.traces import shows, without

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.ingest.register import Register
    from pipeline.settings import Settings

_READ_WHOLE = 256 << 20  # bytes: larger files that are none of ours are named, not read


@dataclass(slots=True)
class Swept:
    """What was done to files, for the report: paths below the home."""

    rewritten: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    n_objects: int = 0
    unread: list[str] = field(default_factory=list)  # too large, or of a kind that is not known


def clear_records(settings: Settings, swept: Swept, *registers: Register) -> None:
    """Dagster's records and logs, and what others have put below the home. While the build file still has what is forgotten, so that a
    command that was cut short finds it again."""
    shutil.rmtree(settings.home / FOLDER, ignore_errors=True)  # also what was compiled of a user's lexicon before he took a line out
    for path in records.files(settings.home):
        if records.is_sqlite(path):
            if records.scrub(path, *registers):
                swept.rewritten.append(_below(settings, path))
        elif (text := _text(path)) is not None and (new := without(text, *registers)) is not text:
            _replace(path, new.encode("utf-8", "surrogateescape"))
            swept.rewritten.append(_below(settings, path))
    for path in _others(settings):
        shown = _shown(path, registers)
        if shown is None:
            swept.unread.append(_below(settings, path))
        elif shown:
            path.unlink(missing_ok=True)
            swept.removed.append(_below(settings, path))


def rewrite(settings: Settings, register: Register, swept: Swept) -> None:
    """The build file anew, and kept versions, objects and leftovers without what the register touches. Under the home's lock, behind the
    run that took it out of the tables. Raises WarehouseError."""
    home = settings.home
    leftovers = [damaged_file(home), damaged_file(home).with_name(f"{damaged_file(home).name}.wal"), *(home / VERSIONS).glob("*.part*")]
    for path in leftovers:
        if path.exists():
            path.unlink()
            swept.removed.append(_below(settings, path))
    shutil.rmtree(build_file(home).with_name(f"{build_file(home).name}.tmp"), ignore_errors=True)
    for path in versions(home):
        if version_shows(path, register):
            path.unlink()
            swept.removed.append(_below(settings, path))
    if not build_file(home).is_file():
        return
    store = ObjectStore(home / "objects")
    with build_connection(home) as con:
        for digest in orphans(con, store, register):
            store.remove(digest)
            swept.n_objects += 1
        with transaction(con):
            ledger.set_fact(con, forgotten.OUTSTANDING, None)
    store.sweep()
    _copy_build(home)
    swept.rewritten.append(build_file(home).name)


def _copy_build(home: Path) -> None:
    """All rows into a new file, which takes the place of the old one."""
    path = build_file(home)
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with build_connection(home) as con:
            con.execute("CHECKPOINT")
            name = scalar(con, "SELECT current_database()")
            con.execute(f"ATTACH {dictionary.quoted(str(beside))} AS fresh")
            con.execute(f'COPY FROM DATABASE "{name}" TO fresh')
            con.execute("DETACH fresh")
        sync(beside)
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        beside.replace(path)
        sync(path)
    finally:
        for left in (beside, beside.with_name(f"{beside.name}.wal")):
            left.unlink(missing_ok=True)


def version_shows(path: Path, register: Register) -> bool:
    """Whether a published file holds something that is forgotten; also where it cannot be read to tell."""
    if not register.rows:
        return False
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return any(_articles_show(con, schema, register) for schema in ("main", "history"))
    except duckdb.Error:
        return True


def _articles_show(con: duckdb.DuckDBPyConnection, schema: str, register: Register) -> bool:
    if not _columns(con, schema, "articles"):
        return False
    rows = con.execute(f"SELECT article_id, source_id, external_id, url, text_sha256 FROM {schema}.articles").fetchall()  # noqa: S608
    if any(register.forgets(article, source, external, (url,), text) for article, source, external, url, text in rows):
        return True
    return bool(register.names) and any(
        shows(value, register) for table in ("articles", "entities", "entity_aliases", "judgements", "ingest_errors")
        for value in _values(con, schema, table)
    )  # fmt: skip


def _columns(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    sought = "SELECT column_name FROM duckdb_columns() WHERE schema_name = ? AND table_name = ? AND data_type = 'VARCHAR' ORDER BY ALL"
    return [name for (name,) in con.execute(sought, [schema, table]).fetchall()]


def _values(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> Iterator[str]:
    """The distinct texts of a table."""
    for column in _columns(con, schema, table):
        cursor = con.execute(f'SELECT DISTINCT "{column}" FROM {schema}."{table}" WHERE "{column}" IS NOT NULL')  # noqa: S608
        while rows := cursor.fetchmany(1000):
            yield from (value for (value,) in rows)


def _others(settings: Settings) -> Iterator[Path]:
    """Files below the home that are neither ours nor in a folder of the user."""
    home = settings.home
    ours = {home / name for name in ("objects", VERSIONS, "dagster")}
    theirs = {path.resolve() for path in (settings.raw, settings.overrides, settings.lexicon, settings.checks)}
    files = {build_file(home), damaged_file(home), settings.warehouse, home / "run.lock", home / "code.json", settings.file}
    for folder, names, found in os.walk(home):
        here = home.__class__(folder)
        names[:] = sorted(name for name in names if here / name not in ours and (here / name).resolve() not in theirs)
        for name in sorted(found):
            path = here / name
            if path not in files and not name.startswith(f".{settings.warehouse.name}.") and path.is_file() and not path.is_symlink():
                yield path


def _shown(path: Path, registers: tuple[Register, ...]) -> bool | None:
    """Whether a file shows something of the registers; None where it cannot be told."""
    if path.suffix in (".duckdb", ".db", ".parquet"):
        return _database_shows(path, registers)
    text = _text(path)
    return None if text is None else shows(text, *registers)


def _database_shows(path: Path, registers: tuple[Register, ...]) -> bool | None:
    try:
        if path.suffix == ".parquet":
            with duckdb.connect() as con:
                con.execute("CREATE TABLE exported AS SELECT * FROM read_parquet(?)", [str(path)])
                return any(shows(value, *registers) for value in _values(con, "main", "exported"))
        with duckdb.connect(str(path), read_only=True) as con:
            tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
            return any(shows(value, *registers) for schema, table in tables for value in _values(con, schema, table))
    except duckdb.Error:
        return None


def _text(path: Path) -> str | None:
    """The text of a file, unpacked where it is packed; None where it is too large or cannot be unpacked."""
    try:
        if path.stat().st_size > _READ_WHOLE:
            return None
        payload = path.read_bytes()
        if payload.startswith(b"\x1f\x8b"):
            payload = gzip.decompress(payload)
    except (OSError, EOFError, ValueError):
        return None
    wide = "utf-16" if payload[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return payload.decode(wide, "surrogateescape" if wide == "utf-8" else "replace")


def _replace(path: Path, payload: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(payload)
    beside.replace(path)


def _below(settings: Settings, path: Path) -> str:
    return path.relative_to(settings.home).as_posix() if path.is_relative_to(settings.home) else str(path)


__all__ = ["ObjectStoreError", "Swept", "WarehouseError", "clear_records", "rewrite", "version_shows"]
