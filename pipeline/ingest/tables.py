"""Delimited tables (`.csv`, `.tsv`, also gzipped) as records, one a row: names of columns, encoding and delimiter told, cells given names.

What is not stated in `[table]` of source.toml is told from the file: the delimiter by which the first line holds the columns that are
looked for, the encoding by the first hundred thousand bytes. A row whose cells do not fit the columns is bad: it is never guessed which
is which.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from pipeline.ingest.decode import Decoded, decode, storable
from pipeline.ingest.delimited import DELIMITERS, Cut, cells_of, cuts
from pipeline.ingest.layout import FIELDS, WIDE
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.records import CONTENT, Row, documents_of
from pipeline.ingest.registry import suffix_of
from pipeline.ingest.rejections import IngestError
from pipeline.ingest.streams import pieces

_SAMPLE = 100_000  # bytes
_MARKS = {"utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)}
_SHOWN = 12  # names of columns in a message
_HINT = "Write one row an article, with as many cells as there are columns"


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How one file is written. `names`: of its columns, in order; `is_headed`: by its first row. `codec`: "" for what `decode` tells of
    each row."""

    delimiter: str
    quote: str
    codec: str
    names: tuple[str, ...]
    is_headed: bool


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each row, in order (see `documents_of`); the line of names and blank lines are no records. Raises
    IngestError."""
    yield from documents_of(_rows(stream, origin), origin, _HINT)


def _rows(stream: BinaryIO, origin: Origin) -> Iterator[Row]:
    chunks = pieces(stream, origin)
    first = next(chunks, b"")
    while len(first) < _SAMPLE and (more := next(chunks, b"")):
        first += more
    codec = _codec(first, origin)
    everything = _narrow(chain((first,), chunks), codec)
    start = next(everything, b"")
    if b"\r" in start and b"\n" not in start:  # line ends of old systems
        start, everything = start.replace(b"\r", b"\n"), (chunk.replace(b"\r", b"\n") for chunk in everything)
    if not start.strip():
        start += next(everything, b"")
    if not start.strip():
        return  # a file without records
    dialect = _dialect(start, codec, origin)
    found = cuts(chain((start,), everything), origin.limits.max_record, dialect.delimiter, dialect.quote)
    if dialect.is_headed:
        next(found, None)
    for cut in found:
        yield _row(cut, dialect, origin)


def _row(cut: Cut, dialect: _Dialect, origin: Origin) -> Row:
    where = f"line {cut.line} of {origin.uri}"
    if cut.is_too_long:
        error = IngestError("read", "too_large", f"The row at {where} is longer than {origin.limits.max_record / 1e6:g} MB.",
                            "Split the record, or raise max_record_mb in dateline.toml; or is a quoted cell never closed?")  # fmt: skip
        return Row(where, error=error)
    try:
        decoded = _decoded(cut.payload, dialect.codec, where)
    except IngestError as undecodable:
        return Row(where, cut.payload, error=undecodable)
    quote = "" if cut.is_torn else dialect.quote
    cells = cells_of(decoded.text, dialect.delimiter, quote)
    n = len(dialect.names)
    if cut.is_torn and (dialect.delimiter != "\t" or len(cells) != n):  # tabs and line breaks stand in no cell of most such files
        error = IngestError("parse", "bad_quotes", f"A quoted cell of the row at {where} is never closed.",
                            'Write a mark inside a quoted cell twice (""), or quote = "" in [table] where none is quoted.')  # fmt: skip
        return Row(where, cut.payload, error=error)
    if len(cells) < n or any(cell.strip() for cell in cells[n:]):
        error = IngestError("parse", "ragged_row", f"The row at {where} has {len(cells)} cells where there are {n} columns.",
                            "Quote cells that hold the delimiter or line breaks, or state `delimiter` in [table].")  # fmt: skip
        return Row(where, cut.payload, error=error)
    fields = {name: cell for name, cell in zip(dialect.names, cells, strict=False) if name and cell.strip()}
    return Row(where, fields=fields, encoding=decoded.encoding, n_damaged=decoded.n_damaged)


# ------------------------------------------------------------------ encodings
def _codec(sample: bytes, origin: Origin) -> str:
    """The codec of a file: as stated, else as told from its beginning; "" for UTF-8, of which each row says by itself how far it is.
    Raises IngestError."""
    if origin.layout.table.encoding:
        stated = origin.layout.table.encoding
        if stated in _MARKS and not sample.startswith(_MARKS[stated]):
            return f"{stated}-le"  # no mark says in which order: as Windows writes it
        return "" if stated in ("utf-8", "utf-8-sig") else stated
    if len(sample) > _SAMPLE:  # not within a row, where there is one
        cut = sample[:_SAMPLE]
        sample = cut[: cut.rfind(b"\n") + 1] or cut
    if not sample:
        return ""
    try:
        codec = decode(sample, origin.uri).encoding
    except IngestError as error:
        if error.code == "binary":
            raise
        return ""  # some rows may be damaged: each tells by itself
    return "" if codec in ("utf-8", "utf-8-sig") else codec


def _narrow(chunks: Iterator[bytes], codec: str) -> Iterator[bytes]:
    """The bytes without a byte order mark; in UTF-8 where the codec is none that ASCII is a part of."""
    if codec.startswith(WIDE):
        decoder = codecs.getincrementaldecoder(codec)("replace")
        is_first = True
        for chunk in chain(chunks, (b"",)):
            text = storable(decoder.decode(chunk, final=not chunk))
            text = text.removeprefix("\ufeff") if is_first else text
            is_first = False
            if text:
                yield text.encode("utf-8")
        return
    for number, chunk in enumerate(chunks):
        yield chunk.removeprefix(codecs.BOM_UTF8) if number == 0 else chunk


def _decoded(payload: bytes, codec: str, where: str) -> Decoded:
    """One row. Raises IngestError."""
    try:
        text = payload.decode("utf-8")
        return Decoded(storable(text), codec if codec.startswith(WIDE) else "utf-8")
    except UnicodeDecodeError:
        pass
    if not codec:
        return decode(payload, where)
    text = payload.decode(codec, "replace")
    return Decoded(storable(text), codec, text.count("\ufffd"))


# ------------------------------------------------------------------ columns
def _dialect(start: bytes, codec: str, origin: Origin) -> _Dialect:
    """How a file is written, from its beginning. Raises IngestError: `bad_header`, `no_text_column`."""
    table = origin.layout.table
    quote = '"' if table.quote is None else table.quote
    given = table.header
    if table.delimiter is not None:
        candidates: tuple[str, ...] = (table.delimiter,)
    else:
        candidates = tuple(sorted(DELIMITERS, key=lambda sign: (sign == "\t") != suffix_of(origin.uri).startswith(".tsv")))
    best: tuple[tuple[bool, int, int], str, list[str]] | None = None
    for delimiter in candidates:
        first = next(cuts(iter((start,)), origin.limits.max_record, delimiter, quote), None)
        if first is None or first.is_too_long:
            continue
        cells = [
            cell.strip() for cell in cells_of(_decoded(first.payload, codec, origin.uri).text, delimiter, "" if first.is_torn else quote)
        ]
        names = list(given) or cells
        score = (len(cells) == len(given) if given else _has_text(names, origin), len(_known(names, origin)), len(cells))
        if best is None or score > best[0]:
            best = (score, delimiter, names)
    if best is None:
        raise IngestError("parse", "bad_header", f"{origin.uri} has no first line with names of columns.",
                          "Write one, or name the columns in source.toml: [table], header = [\"id\", \"text\"].")  # fmt: skip
    _, delimiter, names = best
    _check(names, origin)
    return _Dialect(delimiter, quote, codec, tuple(_field_names(names, origin)), not given)


def _wanted(origin: Origin) -> dict[str, str]:
    """Column → field, as the layout has it."""
    return {column: field for field, column in origin.layout.columns}


def _field_names(names: Sequence[str], origin: Origin) -> Iterator[str]:
    """The names by which records know the columns: case does not tell fields apart."""
    wanted = _wanted(origin)
    for name in names:
        yield name if name in wanted or name.lower() not in FIELDS else name.lower()


def _known(names: Sequence[str], origin: Origin) -> list[str]:
    """The fields that the columns give, repeats included."""
    wanted = _wanted(origin)
    mapped = [wanted[name] for name in names if name in wanted]
    return mapped + [name.lower() for name in names if name not in wanted and name.lower() in FIELDS and name.lower() not in mapped]


def _has_text(names: Sequence[str], origin: Origin) -> bool:
    return not set(CONTENT).isdisjoint(_known(names, origin))


def _check(names: Sequence[str], origin: Origin) -> None:
    known = _known(names, origin)
    if not set(CONTENT).intersection(known):
        raise no_text_column(names, origin)
    twice = sorted({field for field in known if known.count(field) > 1})
    if twice:
        raise IngestError("parse", "bad_header", f"{origin.uri} has several columns for {', '.join(twice)}.",
                          "Give each column a name of its own, or name them all in source.toml: [table], header = [...].")  # fmt: skip


def no_text_column(names: Sequence[str], origin: Origin) -> IngestError:
    """The error of a table none of whose columns gives a text: which there are, and how to name the one that does."""
    shown = ", ".join(f"`{name:.40}`" for name in names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    return IngestError("parse", "no_text_column",
                       f"{origin.uri} has no column text, html or body; its columns are {storable(shown)}.",
                       "Say in source.toml which one holds the article: [columns], text = \"…\"; or, where the first line is none of names,"
                       " [table], header = [...].")  # fmt: skip
