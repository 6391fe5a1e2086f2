"""Tables as files: Parquet with comments in its metadata, CSV by RFC 4180, JSON lines. One file a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.warehouse import dictionary
from pipeline.warehouse.export_rows import REVIEW, Outgoing
from pipeline.warehouse.query import cell, harmless, plain

if TYPE_CHECKING:
    import pyarrow as pa

REVIEW_COMMENT = "Who stands behind the row: machine, or reviewed by somebody whose judgement stands in the overrides."


def comments(table: dictionary.Table) -> dict[str, str]:
    """What each column of an exported table means."""
    return {c.name: c.comment for c in table.columns} | {REVIEW: REVIEW_COMMENT}


def write_parquet(out: Outgoing, folder: Path) -> list[str]:
    """<table>.parquet, one a table. The comment of the table stands in the file's metadata (`comment`), those of the columns in the fields'
    and, for readers that know no Arrow schema, as JSON in the file's (`column_comments`). Returns the tables."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    for table in out.tables():
        schema, batches = out.table(table)
        shape = _commented(schema, table, out)
        with pq.ParquetWriter(folder / f"{table.name}.parquet", shape, compression="zstd") as writer:
            for batch in batches:
                if batch.num_rows:
                    writer.write_batch(batch.cast(shape))
    return [table.name for table in out.tables()]


def _commented(schema: pa.Schema, table: dictionary.Table, out: Outgoing) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415

    said = comments(table)
    fields = [f.with_metadata({"comment": said[f.name]}) for f in schema]
    about = {
        "comment": table.grain,
        "column_comments": json.dumps({f.name: said[f.name] for f in schema}, ensure_ascii=False),
        "dateline_version": out.facts.get("version", ""),
    }
    return pa.schema(fields, metadata=about)


def write_csv(out: Outgoing, folder: Path) -> list[str]:
    """<table>.csv: a header, cells in UTF-8, lines that end with CR LF; NULL is an empty cell, a list is JSON. A text that a spreadsheet
    would run as a formula begins with an apostrophe; take one away wherever a text begins with apostrophes and one of = + - @ behind them
    to have it as it was."""
    for table in out.tables():
        schema, batches = out.table(table)
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(schema.names)
            for batch in batches:
                writer.writerows([csv_cell(value) for value in row.values()] for row in batch.to_pylist())
    return [table.name for table in out.tables()]


def csv_cell(value: Any) -> str:
    """A value as a cell: texts made harmless, numbers as they are."""
    return harmless(value) if isinstance(value, str) else cell(_zoned(value), empty="")


def _zoned(value: Any) -> Any:
    """A moment as text that says what zone it is in: the warehouse's are all UTC."""
    return f"{value.isoformat()}Z" if isinstance(value, datetime) else value


def write_jsonl(out: Outgoing, folder: Path) -> list[str]:
    """<table>.jsonl: an object a row with all columns, days and moments (UTC) in ISO 8601."""
    for table in out.tables():
        _, batches = out.table(table)
        with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for batch in batches:
                file.writelines(
                    json.dumps({name: plain(_zoned(value)) for name, value in row.items()}, ensure_ascii=False) + "\n"
                    for row in batch.to_pylist()
                )
    return [table.name for table in out.tables()]


WRITERS: dict[str, Callable[[Outgoing, Path], list[str]]] = {"parquet": write_parquet, "csv": write_csv, "jsonl": write_jsonl}
