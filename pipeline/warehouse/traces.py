"""What a forgotten article may have left outside the tables: its words, looked for as names are.

Five words in a row, its title, its ids: digests of them, under a salt of the moment, make a register that is never written. So one way
of looking (`ingest/redact.py`) finds names and quotations, in logs, records and exports.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from pipeline.ingest.redact import BLOCK, blanked_text, words
from pipeline.ingest.register import EVERYWHERE, MAX_WORDS, Register, Row, salted, sieve
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

_IN_A_ROW = 5  # words that no two articles share by chance; what agencies repeat is told in the report, as any other find


def traces(con: DuckDBPyConnection, article_ids: Iterable[str]) -> Register:
    """What to look for of these articles. The build file still has them."""
    salt, rows = secrets.token_hex(16), []
    chosen = sorted(article_ids)
    seen: set[tuple[str, ...]] = set()
    for article_id, _uri, _media_type, _encoding, raw_sha256, texts in con.execute(sql_text("forget/texts.sql")).fetchall():
        if article_id not in chosen:
            continue
        for folds in (*map(_folds, (article_id, raw_sha256)), *(window for text in texts for window in _windows(_folds(text)))):
            if folds and folds not in seen:
                seen.add(folds)
                rows.append(_row(folds, salt))
    return Register(tuple(rows), is_of_quotations=True)


def shows(text: str, *registers: Register) -> bool:
    """Whether a text holds anything of them, however it is escaped."""
    return any(blanked_text(text, register, "record_page") is not text for register in registers)


def without(text: str, *registers: Register) -> str:
    """The text with all of it blanked; the same string where there is none."""
    for register in registers:
        text = blanked_text(text, register, "record_page")
    return text


def is_blank(text: str) -> bool:
    """Whether nothing but blocks is left."""
    return BLOCK in text and not text.replace(BLOCK, "").strip()


def _folds(text: str) -> tuple[str, ...]:
    return tuple(folded for _, _, folded in words(text))


def _windows(folds: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every five words in a row; a short text that is no single word, such as a title or an address, as a whole."""
    if 2 < len(folds) <= MAX_WORDS:
        yield folds
    for i in range(len(folds) - _IN_A_ROW + 1):
        yield folds[i : i + _IN_A_ROW]


def _row(folds: tuple[str, ...], salt: str) -> Row:
    mark, key = ("name", " ".join(folds)) if len(folds) > 1 else ("glued", folds[0])
    return Row("trace", "article", mark, EVERYWHERE, len(folds), sieve(folds[0], salt), salt, salted(mark, key, salt), "", "")
