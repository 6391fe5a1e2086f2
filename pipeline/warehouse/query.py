"""One question to the published file, and its answer as a table, CSV, JSON or Parquet.

For the command line. Analysts with Python use `pipeline.connect()`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.screen import printable, width

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Format = Literal["table", "csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet")
_SUFFIXES: dict[str, Format] = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
_WIDEST = 60
_FORMULA = re.compile(r"[=+\-@\t\r]")  # what a spreadsheet takes for the beginning of one
_CONTROLS = re.compile("[\x7f-\x9f]")  # that JSON may hold as they are


class QueryError(Exception):
    """A question that cannot be answered as it stands; the message says why and where to look."""


def format_for(asked: str | None, output: Path | None) -> Format:
    """The format that was asked for, else the one that the file's name tells, else a table. Raises QueryError."""
    if asked is None:
        return _SUFFIXES.get(output.suffix.lower(), "csv") if output else "table"
    for known in FORMATS:
        if known == asked:
            if known == "parquet" and output is None:
                raise QueryError("Parquet is not written to the screen. Name a file: -o answer.parquet")
            return known
    raise QueryError(f"There is no format `{asked}`. Choose one of {', '.join(FORMATS)}.")


def answer(con: DuckDBPyConnection, sql: str, output_format: Format, output: Path | None) -> str | None:
    """The answer as text, or None where it was written to `output`. Raises QueryError."""
    import duckdb  # noqa: PLC0415

    try:
        if output_format == "parquet" and output is not None:
            import pyarrow.parquet as pq  # noqa: PLC0415

            relation = con.sql(sql)
            if relation is None:
                raise QueryError("The statement gives no rows to write. Ask with SELECT.")
            pq.write_table(relation.to_arrow_table(), output)
            return None
        cursor = con.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    except duckdb.Error as error:
        raise QueryError(explain(error)) from error
    except OSError as error:
        raise QueryError(f"{output} cannot be written: {error.strerror or error}. Choose another place.") from error
    text = {"csv": csv_text, "json": _json}.get(output_format, table)(names, rows)
    if output is None:
        return text
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise QueryError(f"{output} cannot be written: {error.strerror or error}. Choose another place.") from error
    return None


def explain(error: Exception) -> str:
    """DuckDB's message as one sentence with a remedy."""
    lines = [line.strip() for line in str(error).split("\n\nLINE")[0].splitlines() if line.strip()]
    said = " ".join(lines).partition(": ")[2] or " ".join(lines)
    said = said.rstrip(".!") if not said.endswith("?") else said
    if "read-only" in said:
        return f"The published warehouse is never changed: {said}. Ask with SELECT; `dateline run` builds it."
    return f'The query cannot be answered: {said}. See what there is: dateline query "SHOW ALL TABLES" or "DESCRIBE quotes".'


def plain(value: Any) -> Any:
    """A value as JSON has it: days and moments in ISO 8601, what it does not know as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _json(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    records = [{name: plain(value) for name, value in zip(names, row, strict=True)} for row in rows]
    return as_json_text(records)


def as_json_text(value: Any) -> str:
    """JSON in which every control character is escaped, those too that JSON may hold as they are: none reaches a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def csv_text(names: Sequence[str], rows: Sequence[Sequence[Any]], end: str = "\n") -> str:
    """Rows as CSV (RFC 4180, whose own line `end` is \\r\\n), in which no text is a formula to a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target)  # its line ends are \r\n, so that it sets a cell with \r in quotation marks
    ends = []
    for row in (names, *rows):
        writer.writerow([_harmless(value) if isinstance(value, str) else _cell(value, empty="") for value in row])
        ends.append(target.tell())
    text = target.getvalue()
    return "".join(text[low : high - 2] + end for low, high in pairwise([0, *ends]))


def _harmless(text: str) -> str:
    """A text as a spreadsheet may have it: what would be carried out as a formula begins with an apostrophe. Numbers are no texts."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: Any, *, empty: str = "NULL") -> str:
    if value is None:
        return empty
    known = plain(value)
    if isinstance(known, bool):
        return "true" if known else "false"
    return json.dumps(known, ensure_ascii=False) if isinstance(known, dict | list) else str(known)


def _shown(value: Any) -> str:
    text = printable(_cell(value))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as aligned text; long values are cut, numbers stand right."""
    cells = [[printable(name) for name in names]] + [[_shown(value) for value in row] for row in rows]
    numeric = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(names))]
    widths = [max(width(line[i]) for line in cells) for i in range(len(names))]
    lines = []
    for line in cells:
        padded = [
            " " * (widths[i] - width(cell)) + cell if numeric[i] else cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(line)
        ]
        lines.append("  ".join(padded).rstrip())
    lines.insert(1, "  ".join("─" * w for w in widths))
    return "\n".join(lines) + "\n"
