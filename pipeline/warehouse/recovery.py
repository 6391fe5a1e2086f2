"""A build file that was damaged or lost: what can be taken over from the published one.

Documents, lines and annotations come from raw/ again. What raw/ cannot tell stands in the published file only: superseded versions as they
were published, when and where an article was first seen, earlier runs, and where ids of earlier versions went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import duckdb

from pipeline.warehouse import dictionary, forgotten
from pipeline.warehouse.connect import (
    SCHEMA_VERSION,
    DamagedError,
    build_connection,
    build_file,
    damaged_file,
    facts_of,
    scalar,
    set_aside,
    transaction,
)
from pipeline.warehouse.ledger import set_fact
from pipeline.warehouse.publish import versions
from pipeline.warehouse.store import prepare, sql_text

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

NOTICE = "notice"  # the fact under which the build file keeps what the user is to be told at the end of the run


@contextmanager
def open_build(home: Path, warehouse: Path, say: Callable[[str], None]) -> Iterator[DuckDBPyConnection]:
    """The build file, prepared. One that cannot be used is set aside; a new one takes over what the published file knows.

    Raises WarehouseError where it is busy or was made by a newer release, and DamagedError where damage shows only later.
    """
    try:
        with ExitStack() as stack:
            is_new = not build_file(home).exists()
            try:
                con = _entered(stack, home)
            except DamagedError:
                set_aside(home)
                is_new, con = True, _entered(stack, home)
            if is_new:
                _begin(con, home, warehouse, say)
            yield con
    except DamagedError:
        set_aside(home)  # closed by now; the next run begins a new one
        raise


def _begin(con: DuckDBPyConnection, home: Path, warehouse: Path, say: Callable[[str], None]) -> None:
    """What a new build file takes over; the user is told where it stands for a damaged one."""
    aside = damaged_file(home)
    is_replaced = aside.exists()
    taken = _take_over(con, home, warehouse, is_ours=is_replaced)
    if is_replaced:
        history = f"its history is taken from {taken}" if taken else "no published file was left to take its history from"
        notice = f"The build file was damaged and is built anew from raw/; {history}. The damaged one lies in {aside}."
        set_fact(con, NOTICE, notice)
        say(notice)


def _entered(stack: ExitStack, home: Path) -> DuckDBPyConnection:
    with ExitStack() as inner:
        con = inner.enter_context(build_connection(home))
        prepare(con)
        stack.push(inner.pop_all().__exit__)
        return con


def _take_over(con: DuckDBPyConnection, home: Path, warehouse: Path, *, is_ours: bool) -> Path | None:
    """Books, main and history from the first file that can be read: the published one, else the latest version that is kept. Without
    damage (`is_ours`), only from a published file that is among the versions of this home: another project's has nothing to tell."""
    kept = versions(home)
    for path in [warehouse, *kept]:
        if not path.is_file():
            continue
        try:
            con.execute(f"ATTACH {dictionary.quoted(str(path))} AS published (READ_ONLY)")
        except duckdb.Error:
            continue
        try:
            known = _published_version(con)
            if known is not None and (is_ours or known in {k.stem for k in kept}):
                with transaction(con):
                    for schema, tables in (("main", dictionary.tables()), ("history", dictionary.per_article_tables())):
                        for table in tables:
                            _copy(con, schema, table)
                    con.execute(sql_text("state/recover.sql"))
                    set_fact(con, "version", known)
                return path
        except duckdb.Error:
            continue  # damaged too: an older one may be whole
        finally:
            con.execute("DETACH published")
    return None


def _published_version(con: DuckDBPyConnection) -> str | None:
    """The version of the attached file; None where it is no warehouse, or one of a newer release."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE database_name = 'published' AND table_name = '_meta'").fetchall():
        return None
    facts = facts_of(con, "published.main")
    return str(facts["version"]) if int(facts.get("schema_version", SCHEMA_VERSION)) <= SCHEMA_VERSION and "version" in facts else None


def _copy(con: DuckDBPyConnection, schema: str, table: dictionary.Table) -> None:
    """The rows of one table, as far as an older file has its columns."""
    there = {
        name
        for (name,) in con.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = 'published' AND schema_name = ? AND table_name = ?",
            [schema, table.name],
        ).fetchall()
    }
    if any(c.required and c.name not in there for c in table.columns):
        return
    shared = ", ".join(f'"{c.name}"' for c in table.columns if c.name in there)
    con.execute(f"INSERT INTO {schema}.{table.name} ({shared}) SELECT {shared} FROM published.{schema}.{table.name}")  # noqa: S608


def take_notices(con: DuckDBPyConnection) -> tuple[str, ...]:
    """What the user is to be told at the end of the run that publishes: once, but for what is forgotten."""
    notice = scalar(con, "SELECT value FROM state.facts WHERE key = ?", [NOTICE])
    set_fact(con, NOTICE, None)
    return (*([] if notice is None else [str(notice)]), *forgotten.notices(con))
