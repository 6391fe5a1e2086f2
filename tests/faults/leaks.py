"""Where below a home words still stand: in the bytes of files, packed or not, in rows of databases, in records of SQLite."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb


def leaks(home: Path, words: Sequence[str]) -> list[str]:
    """`file: word`, of every file below the home that holds one of the words in some form, whatever their case."""
    return sorted(
        {f"{path.relative_to(home)}: {word}" for path in home.rglob("*") if path.is_file() for word in words if _holds(path, word)}
    )


def _holds(path: Path, word: str) -> bool:
    forms = [form for cased in {word, word.lower(), word.upper()} for form in _forms(cased)]
    return any(form in payload for payload in _payloads(path) for form in forms)


def _forms(word: str) -> list[bytes]:
    escaped = word.encode("ascii", "backslashreplace")
    return [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), escaped.replace(b"\\x", b"\\u00")]


def _payloads(path: Path) -> Iterator[bytes]:
    payload = path.read_bytes()
    yield payload
    if payload[:2] == b"\x1f\x8b":
        yield gzip.decompress(payload)
    if payload[8:12] == b"DUCK" and not path.name.endswith(".wal"):
        yield _rows(path)
    if payload.startswith(b"SQLite format 3"):
        yield from _blobs(path)


def _rows(path: Path) -> bytes:
    """All texts of a database: DuckDB may pack them in the file."""
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        return "\n".join(str(con.execute(f'FROM "{schema}"."{table}"').fetchall()) for schema, table in tables).encode()


def _blobs(path: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(path)) as con:
        for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in con.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, bytes):
                        try:
                            yield zlib.decompress(value)
                        except zlib.error:
                            yield value
