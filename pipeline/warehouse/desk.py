"""Questions of readers to the published file while runs publish new ones: a door that opens a connection a reader, and a desk that asks.

A process that serves many readers opens the file for each of them and closes it behind them. DuckDB gives all connections that are open
at once in one process the same file, the old one too after it was replaced; so the door lets nobody in to a new version before those who
read the old one have gone. Which pages there are, and what they ask, stands in pipeline/explorer and sql/pages.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.warehouse.connect import WarehouseError, published_connection
from pipeline.warehouse.dictionary import quoted
from pipeline.warehouse.paths import sql_directory, sql_files
from pipeline.warehouse.query import QueryError, explain, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
_BOUND = re.compile(r"\$([a-z_]+)")
_CHARACTERS = 20_000_000  # of one answer to a question of the user's own
_FILE = 200_000_000  # bytes of one that is downloaded
_TOO_SLOW = "The question takes too long. Narrow it: a day, an outlet, a LIMIT."


class TooSlowError(Exception):
    """A question took longer than it may; the message says how long that is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked: where it stands below sql/, its text, the values bound in it."""

    name: str
    sql: str
    values: dict[str, Any]

    @property
    def runnable(self) -> str:
        """The text with its values written in, for reading and for trying it elsewhere; never what was run."""
        return _BOUND.sub(lambda found: literal(self.values[found[1]]) if found[1] in self.values else found[0], self.sql)


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a question of the user's own. `is_cut`: there were more."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return quoted(str(plain(value)))


@cache
def sql_text(name: str) -> str:
    """The question in sql/<name>.sql."""
    return (sql_directory() / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";")


@dataclass(slots=True)
class Desk:
    """One reader's connection, and what was asked through it."""

    con: DuckDBPyConnection
    asked: list[Asked] = field(default_factory=list)

    def ask(self, name: str, /, **values: Any) -> list[Row]:
        """The rows of the question sql/pages/<name>.sql (or another folder's, written with it), its values bound. Raises TooSlowError."""
        name = name if "/" in name else f"pages/{name}"
        question = Asked(name, sql_text(name), values)
        if question not in self.asked:
            self.asked.append(question)
        names, _, rows = self._run(question.sql, values, None)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def first(self, name: str, /, **values: Any) -> Row | None:
        """The first row, or None."""
        rows = self.ask(name, **values)
        return rows[0] if rows else None

    def question(self, sql: str, most: int) -> Answer:
        """The answer to one SELECT of the user's own, `most` rows of it. Raises QueryError, TooSlowError."""
        self._admit(sql)
        names, types, rows = self._run(sql, None, most)
        return Answer(names, types, rows[:most], len(rows) > most)

    def parquet(self, sql: str, most: int) -> bytes:
        """The answer to one SELECT of the user's own as a Parquet file, `most` rows of it. Raises QueryError, TooSlowError.

        The connection may write no file, so the columns go through Arrow, batch by batch."""
        import duckdb  # noqa: PLC0415
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        self._admit(sql)
        target = pa.BufferOutputStream()
        try:
            reader: pa.RecordBatchReader = self.con.sql(sql).to_arrow_reader(10_000)
            with pq.ParquetWriter(target, reader.schema) as writer:
                left = most
                for batch in reader:
                    writer.write_batch(batch.slice(0, left))
                    left -= batch.num_rows
                    if target.tell() > _FILE:
                        raise QueryError("The file is too large for a download. Leave out long columns such as articles.text.")
                    if left <= 0:
                        break
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            if "interrupt" in str(error).lower():
                raise TooSlowError(_TOO_SLOW) from error
            raise QueryError(explain(error)) from error
        return bytes(target.getvalue())

    def _admit(self, sql: str) -> None:
        """Raises QueryError for what is not one SELECT. The connection itself could do no harm with anything else."""
        import duckdb  # noqa: PLC0415

        try:
            statements = self.con.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryError(explain(error)) from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryError("One question at a time: a single statement that begins with SELECT, FROM or WITH, DESCRIBE or SUMMARIZE.")

    def _run(
        self, sql: str, values: dict[str, Any] | None, most: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[Any, ...]]]:
        import duckdb  # noqa: PLC0415

        try:
            cursor = self.con.execute(sql, values or None)
            described = cursor.description or []
            rows = cursor.fetchall() if most is None else _some(cursor, most)
        except duckdb.InterruptException as error:
            raise TooSlowError(_TOO_SLOW) from error
        except duckdb.Error as error:
            if most is None:  # a question of ours: a file of another release, or damaged
                raise WarehouseError(
                    f"The published file does not answer: {str(error).splitlines()[0][:300]}. `dateline run` publishes it anew."
                ) from error
            raise QueryError(explain(error)) from error
        return tuple(str(c[0]) for c in described), tuple(str(c[1]) for c in described), rows


def _some(cursor: DuckDBPyConnection, most: int) -> list[tuple[Any, ...]]:
    """Up to one row more than `most`, and no more than an answer may hold."""
    rows: list[tuple[Any, ...]] = []
    size = 0
    while len(rows) <= most and (more := cursor.fetchmany(min(1000, most + 1 - len(rows)))):
        rows += more
        size += sum(len(value) for row in more for value in row if isinstance(value, str | bytes))
        if size > _CHARACTERS:
            raise QueryError("The answer is too long for a page. Leave out long columns such as articles.text, or ask for fewer rows.")
    return rows


class Door:
    """Where readers of the published file come in, from any thread."""

    def __init__(self, warehouse: Path, memory_mb: int = 1024, threads: int = 2) -> None:
        """`memory_mb`, `threads`: of all questions together that are asked at one time."""
        self._warehouse = warehouse
        self._limits: dict[str, str | int] = {"memory_limit": f"{memory_mb}MB", "threads": threads, "max_temp_directory_size": "0KB"}
        self._turn = threading.Condition()
        self._inside = 0
        self._version: tuple[int, ...] = ()

    @contextmanager
    def open(self, seconds: float) -> Iterator[Desk]:
        """A desk at the version that is published now, for so many seconds; then its question is broken off. Raises WarehouseError."""
        with self._turn:
            while self._inside and self._version != _version_of(self._warehouse):
                self._turn.wait(1.0)
            version = _version_of(self._warehouse)  # before opening: a file that comes in between is noticed by the next reader
            con = published_connection(self._warehouse, self._limits)
            self._version, self._inside = version, self._inside + 1
        desk = Desk(con)
        clock = threading.Timer(seconds, con.interrupt)
        clock.daemon = True
        clock.start()
        try:
            yield desk
        finally:
            clock.cancel()
            con.close()
            with self._turn:
                self._inside -= 1
                self._turn.notify_all()


def _version_of(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def named_queries() -> Sequence[tuple[str, str, str]]:
    """(name, question in words, SQL without its comments at the head) of each file in sql/queries."""
    out = []
    for path in sql_files("queries"):
        lines = path.read_text(encoding="utf-8").strip().split("\n")
        head = list(takewhile(lambda line: line.startswith("--"), lines))
        out.append((path.stem, head[0].removeprefix("--").strip() if head else "", "\n".join(lines[len(head) :]).strip()))
    return out
