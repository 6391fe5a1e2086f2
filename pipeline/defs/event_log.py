"""Dagster's event log while one process writes hundreds of events: its files stay open.

Dagster opens a file of its log for every event, compiles the statement anew, and closes the file again, on which SQLite copies its journal
back and syncs both. A run of one document writes three hundred events, which took a fifth of its time, more on a slow disk. What lies in
the files is the same, and other processes read and write them meanwhile as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import sqlalchemy as db
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS


@contextmanager
def held_open(instance: dg.DagsterInstance) -> Iterator[None]:
    """Keep the files of the instance's event log open as they are asked for, until the block ends: the outer one, where blocks stand in
    each other. Other logs than Dagster's in SQLite are left alone."""
    log = instance.event_log_storage
    if not isinstance(log, SqliteEventLogStorage) or "_connect" in vars(log):
        yield
        return
    engines: dict[str, db.Engine] = {}

    @contextmanager
    def connect(shard: str) -> Iterator[db.Connection]:
        with log._db_lock:  # noqa: SLF001 — what `_connect` of Dagster does, but for the engine that stays
            engine = engines.get(shard)
            if engine is None:
                engine = engines[shard] = _engine(log.conn_string_for_shard(shard))
            if shard not in log._initialized_dbs:  # noqa: SLF001
                log._initdb(engine)  # noqa: SLF001
                log._initialized_dbs.add(shard)  # noqa: SLF001
            with engine.begin() as connection:
                yield connection

    log._connect = connect  # type: ignore[method-assign]  # noqa: SLF001
    try:
        yield
    finally:
        del log._connect  # noqa: SLF001
        for engine in engines.values():
            engine.dispose()


def _engine(url: str) -> db.Engine:
    engine = db.create_engine(url, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})

    @db.event.listens_for(engine, "connect")
    def _(connection: object, _record: object) -> None:
        # The files have write-ahead journals: without a sync at every event a loss of power may cost the last of them, and nothing else.
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    return engine
