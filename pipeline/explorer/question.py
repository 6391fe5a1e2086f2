"""The box for questions in SQL: one SELECT, locked down, in bounded time, memory and rows; the answer as a page, CSV or Parquet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.explorer.render import template
from pipeline.warehouse.desk import Desk, TooSlowError, named_queries
from pipeline.warehouse.query import QueryError, csv_text, plain

SECONDS = 10.0
ROWS, ROWS_IN_FILE = 200, 100_000
LONGEST = 20_000  # characters of a question
_CELL = 400
_PATIENCE = 3.0  # seconds that a question waits for the one before it
_ONE = threading.BoundedSemaphore(1)  # such a question at a time: what others read stays quick


class BusyError(Exception):
    """Somebody else's question is being answered."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the one place that there is. Raises BusyError."""
    if not _ONE.acquire(timeout=_PATIENCE):
        raise BusyError("Another question is being answered. Try again in a moment.")
    try:
        yield
    finally:
        _ONE.release()


def sql_page(desk: Desk, query: Query, links: Links, *, may_run: bool) -> str:
    """The box, and the answer where a question was asked. `may_run` is False for a question that another site has sent here: it is shown,
    and the reader decides."""
    saved = named_queries()
    name = query.text("name")
    sql = query.text("q", LONGEST) or next((text for key, _, text in saved if key == name), "")
    shown: dict[str, Any] = {
        "sql": sql,
        "saved": saved,
        "answer": None,
        "problem": None,
        "rows": (),
        "limits": (SECONDS, ROWS, ROWS_IN_FILE),
    }
    if sql and not may_run:
        shown["problem"] = "Another page has sent this question. Read it, then press Run."
    elif sql:
        try:
            shown["answer"] = answer = desk.question(sql, ROWS)
            shown["rows"] = [[_cell(value) for value in row] for row in answer.rows]
        except (QueryError, TooSlowError) as error:
            shown["problem"] = str(error)
    return template("sql", desk, query, links, shown)


def _cell(value: Any) -> tuple[str, bool]:
    """(what is shown, whether it is a number)."""
    known = plain(value)
    text = "" if known is None else str(known)
    return (text if len(text) <= _CELL else text[: _CELL - 1] + "…"), isinstance(value, int | float) and not isinstance(value, bool)


def csv_file(desk: Desk, query: Query) -> bytes:
    """The answer as CSV in UTF-8, with a mark at its beginning by which spreadsheets know that. Raises QueryError, TooSlowError."""
    found = desk.question(query.text("q", LONGEST) or "", ROWS_IN_FILE)
    return ("\ufeff" + csv_text(found.names, found.rows, "\r\n")).encode("utf-8", "replace")


def parquet_file(desk: Desk, query: Query) -> bytes:
    """The answer as Parquet. Raises QueryError, TooSlowError."""
    return desk.parquet(query.text("q", LONGEST) or "", ROWS_IN_FILE)
