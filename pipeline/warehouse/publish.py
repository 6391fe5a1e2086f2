"""Publication: a new file with main and history, put in the place of the old one in one step.

The file is written beside, in a storage version that older DuckDB releases read, with all comments, views and macros, and
without the schemas `evidence` and `state`; it is closed, synced, kept among the last N versions, and a copy of it replaces
the published file atomically. Readers that have the old one open go on reading the old one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.warehouse import dictionary, ledger, marts
from pipeline.warehouse.connect import SCHEMA_VERSION, bound_memory, scalar, transaction
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.lock import is_alive
from pipeline.warehouse.models import code_version
from pipeline.warehouse.pins import pinned
from pipeline.warehouse.store import create_public, sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.warehouse.workspace import Workspace

STORAGE_VERSION = "v1.2.0"
VERSIONS = "versions"
_VERSION_NAME = re.compile(r"[0-9]{8}T[0-9]{12}_[0-9]+\.duckdb")
# Which table tells the members of a cluster, by kind.
_MEMBERS = {
    "entity": ("entity_mentions", "mention_id", "entity_id"),
    "quote_group": ("quotes", "quote_id", "quote_group_id"),
    "event": ("event_mentions", "event_mention_id", "event_id"),
    "story": ("articles", "article_id", "story_id"),
}


def needs_publication(ws: Workspace) -> bool:
    """Whether the published file is missing, is not what was published last, or lacks something."""
    return (
        not ws.settings.warehouse.is_file()
        or ledger.fact(ws.con, "unpublished") is not None
        or ledger.fact(ws.con, "published_with") != _published_with(ws)
        or ledger.fact(ws.con, "published_as") not in (None, stamp(ws.settings.warehouse))
    )


def stamp(warehouse: Path) -> str:
    """Size and time of the published file: what tells that another program has put something else in its place."""
    status = warehouse.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _published_with(ws: Workspace) -> str:
    return f"{stage_version('publish')} {ws.settings.warehouse}"


def publish(ws: Workspace, leaving_out: Sequence[str] = ()) -> Path:
    """Write and put in place the new published file; returns its path. Run the checks before. `leaving_out`: ids whose changes are noted
    nowhere, for what they stood for is forgotten."""
    version = ws.run_id.removeprefix("run_")
    folder = ws.settings.home / VERSIONS
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder, ws.settings.warehouse)
    unfinished = folder / f"{version}.duckdb.part"
    with _previous(ws) as previous, transaction(ws.con):
        _note_id_changes(ws, version, previous)
        ids = {"ids": [*leaving_out]}
        ws.con.execute("DELETE FROM state.id_changes WHERE list_contains($ids, old_id) OR list_contains($ids, new_id)", ids)
        write_books(ws)
        _fill_meta(ws, version)
    _write(ws.con, unfinished)
    before = None if leaving_out else _by_this_code(ws)
    _add_marts(unfinished, before, ws.settings.build_memory_mb)
    sync(unfinished)
    kept = folder / f"{version}.duckdb"
    unfinished.replace(kept)
    put_in_place(kept, ws.settings.warehouse)
    _note_published(ws, version)
    _prune(folder, ws.settings.keep_versions)
    return ws.settings.warehouse


def _note_published(ws: Workspace, version: str) -> None:
    with transaction(ws.con):
        ledger.set_fact(ws.con, "unpublished", None)
        ledger.set_fact(ws.con, "published_with", _published_with(ws))
        ledger.set_fact(ws.con, "published_as", stamp(ws.settings.warehouse))
        ledger.set_fact(ws.con, "version", version)


def write_books(ws: Workspace) -> None:
    """Bring the tables that come from the books (places, errors, runs and their figures, id changes) in step. Inside a transaction."""
    ws.con.execute(sql_text("current/books.sql"))
    ws.con.execute(sql_text("current/figures.sql"))


def _fill_meta(ws: Workspace, version: str) -> None:
    facts = {
        "schema_version": str(SCHEMA_VERSION),
        "version": version,
        "built_at": f"{ws.started_at:%Y-%m-%dT%H:%M:%SZ}",
        "run_id": ws.run_id,
        "code_version": code_version(ws.models),
    }
    ws.con.execute("DELETE FROM main._meta")
    for key, value in sorted(facts.items()):
        ws.con.execute("INSERT INTO main._meta VALUES (?, ?)", [key, value])


def _write(con: DuckDBPyConnection, path: Path) -> None:
    """The tables, into a new database file. Statements name its catalog only while they are run."""
    build = scalar(con, "SELECT current_database()")
    con.execute(f"ATTACH {dictionary.quoted(str(path))} AS publication (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        with transaction(con):
            for schema, tables in (("main", dictionary.tables()), ("history", dictionary.per_article_tables())):
                con.execute("USE publication")
                create_public(con, schema, tables)
                con.execute(f'USE "{build}"')
                for table in tables:
                    order = ", ".join(table.key) or "ALL"
                    con.execute(
                        f"INSERT INTO publication.{schema}.{table.name} BY NAME"  # noqa: S608 — names of the dictionary
                        f" SELECT * FROM {schema}.{table.name} ORDER BY {order}"
                    )
    finally:
        con.execute(f'USE "{build}"')
        con.execute("DETACH publication")


def _add_marts(path: Path, before: Path | None, megabytes: int) -> None:
    """Marts are made in the file itself, opened by itself: so no view or macro can name a catalog. `before`: the version whose marts were
    made by the same code, if there is one; `megabytes`: see `bound_memory`."""
    con = duckdb.connect(str(path))
    try:
        bound_memory(con, megabytes)
        with transaction(con):
            marts.create(con)
        if before is None or not _filled_from(con, before):
            with transaction(con):
                marts.fill(con)
        con.execute("CHECKPOINT")
    finally:
        con.close()


def _filled_from(con: DuckDBPyConnection, before: Path) -> bool:
    """Fill the marts with the help of the version before; False where that cannot be read: it helps, and is not needed."""
    try:
        con.execute(f"ATTACH {dictionary.quoted(str(before))} AS previous (READ_ONLY)")
    except duckdb.Error:
        return False
    try:
        with transaction(con):
            marts.fill(con, has_previous=True)
    except duckdb.Error:
        return False
    finally:
        con.execute("DETACH previous")
    return True


def _by_this_code(ws: Workspace) -> Path | None:
    """The kept copy of the version that was published last, where this code published it."""
    kept = ws.settings.home / VERSIONS / f"{ledger.fact(ws.con, 'version')}.duckdb"
    return kept if kept.is_file() and ledger.fact(ws.con, "published_with") == _published_with(ws) else None


@contextmanager
def _previous(ws: Workspace) -> Iterator[str | None]:
    """The version that was published last, attached as `previous`; yields its name, or None where there is none to compare with. Its
    kept copy comes first: an earlier version may have been restored in its place since. It cannot be detached inside a transaction, so this
    goes around it."""
    kept = ws.settings.home / VERSIONS / f"{ledger.fact(ws.con, 'version')}.duckdb"
    path = kept if kept.is_file() else ws.settings.warehouse
    try:
        if not path.is_file():
            yield None
            return
        ws.con.execute(f"ATTACH {dictionary.quoted(str(path))} AS previous (READ_ONLY)")
    except duckdb.Error as error:
        ws.log(f"{path} cannot be compared with: {str(error).splitlines()[0]}")
        yield None
        return
    try:
        found = {
            (table, column)
            for table, column in ws.con.execute(
                "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'previous' AND schema_name = 'main'"
            ).fetchall()
        }
        needed = {(table, column) for table, *columns in _MEMBERS.values() for column in columns} | {("_meta", "value")}
        if needed <= found:
            yield str(scalar(ws.con, "SELECT value FROM previous.main._meta WHERE key = 'version'"))
        else:
            yield None
    finally:
        ws.con.execute("DETACH previous")


def _note_id_changes(ws: Workspace, version: str, previous: str | None) -> None:
    """Compare the clusters with the published ones: ids that are gone, and where their members are now."""
    begun = ledger.fact(ws.con, "publishing")
    if begun is not None and begun != previous:  # a publication that was cut short: its comparison was with the same file
        ws.con.execute("DELETE FROM state.id_changes WHERE since_version = ?", [begun])
    ledger.set_fact(ws.con, "publishing", version)
    if previous is None:
        return
    template = sql_text("current/id_changes.sql")
    for kind, (table, member, cluster) in _MEMBERS.items():
        query = template.replace("{table}", table).replace("{member}", member).replace("{cluster}", cluster)
        ws.con.execute(query, {"kind": kind, "version": version})


def sync(path: Path) -> None:
    """See to it that a file, and its name, are on the disk."""
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_in_place(kept: Path, warehouse: Path) -> None:
    """A synced copy replaces the published file. A write-ahead log that some writer left beside the old file would be
    taken for the new one's: it goes first."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    beside = warehouse.with_name(f".{warehouse.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(kept, beside)
        sync(beside)
        warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
        beside.replace(warehouse)
        sync(warehouse)
    finally:
        beside.unlink(missing_ok=True)


def versions(home: Path) -> list[Path]:
    """The published versions that are kept, the latest first."""
    folder = home / VERSIONS
    found = [path for path in folder.iterdir() if _VERSION_NAME.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(found, reverse=True)


def _prune(folder: Path, keep: int) -> None:
    named = set(pinned(folder).values())
    for path in versions(folder.parent)[keep:]:
        if path.stem not in named:
            path.unlink(missing_ok=True)


def _clear(folder: Path, warehouse: Path) -> None:
    """Take away what publications that were killed, or found the disk full, had begun: copies as large as the warehouse."""
    for path in folder.glob("*.part*"):
        if path.is_dir():  # what DuckDB had put aside of a large sort
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    beside = re.compile(rf"\.{re.escape(warehouse.name)}\.([0-9]+)\.part")
    for path in warehouse.parent.iterdir() if warehouse.parent.is_dir() else ():
        if (found := beside.fullmatch(path.name)) and not is_alive(int(found[1])):
            path.unlink(missing_ok=True)
