"""Parquet as records, one a row: the columns that a document needs, a batch of rows at a time, whatever types they have.

Texts are read as bytes and decoded here, days and moments become ISO 8601, a list of texts its lines. A moment without an hour in a
column of naive ones is a day: that is how programs write days. A row group that cannot be read costs its rows, not those of the others.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest.decode import Decoded, decode, said_of
from pipeline.ingest.files import ChangedWhileReadError
from pipeline.ingest.layout import FIELDS
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.records import CONTENT, Row, documents_of
from pipeline.ingest.rejections import IngestError
from pipeline.ingest.streams import check_expansion
from pipeline.ingest.tables import no_text_column

_ROWS = 64  # of a batch at most …
_HELD = 256_000_000  # … and bytes that it may come to, were each cell as large as its column in the file: a dictionary's may be
_BUFFER = 1 << 20  # bytes of a column that are read at once
_HINT = "Write one row an article"
_MAX_LIST = 100_000  # paragraphs of a text
_DAMAGED = (pa.ArrowException, OSError, ValueError, OverflowError)
_MIDNIGHT = dt.time(0)


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each row, in order (see `documents_of`). `stream` can be sought. Raises IngestError."""
    yield from documents_of(_rows(stream, origin), origin, _HINT)


def _rows(stream: BinaryIO, origin: Origin) -> Iterator[Row]:
    try:
        file = pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False, page_checksum_verification=True)
        names, metadata = [path.removesuffix(".list.element") for path in _paths(file)], file.metadata
    except ChangedWhileReadError:
        raise
    except _DAMAGED as error:
        raise IngestError("read", "bad_parquet", f"{origin.uri} is no Parquet file that can be read: {said_of(error)}.",
                          "Fetch it again, or write it anew; encrypted files are not read.") from None  # fmt: skip
    wanted = _wanted(names, origin)
    before = 0
    for group in range(metadata.num_row_groups):
        about = metadata.row_group(group)
        n, size = about.num_rows, _batch_size(about, origin)
        done = 0
        if n and about.total_byte_size > origin.limits.max_record * n:  # a page of such cells alone may be larger than the memory
            yield Row(f"row {before + 1} of {origin.uri}", n=n, error=IngestError(
                "read", "too_large", f"Rows {before + 1:,} to {before + n:,} of {origin.uri} are longer than records may be.",
                "Split them, or raise max_record_mb in dateline.toml."))  # fmt: skip
            before += n
            continue
        try:
            for batch in file.iter_batches(batch_size=size, row_groups=[group], columns=wanted):
                for row in _of_batch(batch, before + done, origin):
                    yield row
                    done += 1
        except ChangedWhileReadError:
            raise
        except _DAMAGED as error:
            where = f"row {before + done + 1} of {origin.uri}"
            yield Row(where, n=max(1, n - done), error=IngestError(
                "read", "bad_parquet", f"Rows {before + done + 1:,} to {before + n:,} of {origin.uri} are damaged: {said_of(error)}.",
                "Fetch it again, or write it anew; its other rows are in use."))  # fmt: skip
            done = max(n, done + 1)
        before += done


def _paths(file: pq.ParquetFile) -> list[str]:
    return [file.schema.column(number).path for number in range(len(file.schema))]


def _wanted(names: list[str], origin: Origin) -> list[str]:
    """The columns to read. Raises IngestError: `no_text_column`, `bad_header`."""
    mapped = dict(origin.layout.columns)
    tops = [name.split(".", maxsplit=1)[0] for name in names]
    known = {*names, *tops}
    wanted = [column for column in mapped.values() if column in known or any(name.startswith(f"{column}.") for name in names)]
    fields = {field for field, column in mapped.items() if column in wanted}
    wanted += [top for top in dict.fromkeys(tops) if top in FIELDS and top not in fields]
    if not set(CONTENT).intersection(fields | set(wanted)):
        raise no_text_column(list(dict.fromkeys(names)), origin)
    twice = sorted({name for name in wanted if names.count(name) > 1})
    if twice:
        raise IngestError("parse", "bad_header", f"{origin.uri} has several columns {', '.join(twice)}.", "Give each a name of its own.")
    return list(dict.fromkeys(wanted))


def _batch_size(group: pq.RowGroupMetaData, origin: Origin) -> int:
    """Rows that may be held at once. Raises IngestError, `too_large`, where the row group says that it unpacks to more than a file may."""
    columns = [group.column(number) for number in range(group.num_columns)]
    packed = sum(max(0, column.total_compressed_size) for column in columns)
    check_expansion(group.total_byte_size, packed, origin.uri, origin.limits)
    largest: int = max(column.total_uncompressed_size for column in columns)
    return max(1, min(_ROWS, _HELD // max(1, largest)))


def _of_batch(batch: pa.RecordBatch, before: int, origin: Origin) -> Iterator[Row]:
    columns = {name: _plain(batch.column(number)) for number, name in enumerate(batch.schema.names)}
    for number in range(batch.num_rows):
        where = f"row {before + number + 1} of {origin.uri}"
        try:
            notes: list[Decoded] = []
            limit = [origin.limits.max_record]
            fields = {name: value for name, column in columns.items() if (value := _value(column[number], where, notes, limit)) is not None}
        except IngestError as error:
            yield Row(where, error=error)
            continue
        encodings = [note.encoding for note in notes if note.encoding != "utf-8"]
        yield Row(where, fields=fields, encoding=(encodings or ["utf-8"])[0], n_damaged=sum(note.n_damaged for note in notes))


def _plain(column: pa.Array) -> pa.Array:
    """A column whose texts are bytes: what is called text may be none."""
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return _plain(column.storage)
    if pa.types.is_string(kind):
        return column.cast(pa.binary())
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return column.cast(pa.large_binary())
    return column


def _value(cell: pa.Scalar, where: str, notes: list[Decoded], limit: list[int]) -> object:
    """A cell as a record has it; None where it is empty. `limit`: bytes that the row may still have. Raises IngestError."""
    kind = cell.type
    if not cell.is_valid:
        return None
    if isinstance(cell, pa.ExtensionScalar) or pa.types.is_dictionary(kind):
        inner = cell.value
        return None if inner is None else _value(inner, where, notes, limit)
    if isinstance(cell, pa.BinaryScalar | pa.LargeBinaryScalar | pa.FixedSizeBinaryScalar | pa.BinaryViewScalar):  # texts are among them
        return _text(cell, where, notes, limit)
    if pa.types.is_struct(kind):
        return {name: _value(value, where, notes, limit) for name, value in cell.items()}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        items = [_value(item, where, notes, limit) for item in cell.values[:_MAX_LIST]]
        texts = [item for item in items if isinstance(item, str)]
        return "\n".join(texts) if len(texts) == sum(item is not None for item in items) else items[:10]
    try:
        return _scalar(cell.as_py())
    except (ValueError, OverflowError, ArithmeticError):  # a moment in no calendar
        return str(kind)


def _text(cell: pa.Scalar, where: str, notes: list[Decoded], limit: list[int]) -> str | bytes:
    payload = cell.as_buffer()
    limit[0] -= payload.size
    if limit[0] < 0:
        raise IngestError("read", "too_large", f"{where[0].upper()}{where[1:]} is longer than a record may be.",
                          "Split the record, or raise max_record_mb in dateline.toml.")  # fmt: skip
    content: bytes = payload.to_pybytes()
    try:
        decoded = decode(content, where)
    except IngestError:
        return content[:60]  # bytes that are no text: told as such by whoever wants one
    notes.append(decoded)
    return decoded.text


def _scalar(value: object) -> object:
    if isinstance(value, dt.datetime):
        if value.tzinfo is None and value.time() == _MIDNIGHT:
            return value.date().isoformat()
        return value.replace(microsecond=value.microsecond).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else None if value != value else value  # noqa: PLR0124 (not a number)
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value
