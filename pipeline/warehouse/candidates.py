"""Names that the user's own corpus has often and no lexicon knows: what is worth a row of one's own.

Two sorts: persons, bodies and places that articles established by themselves (`entities.source = 'induced'`), from the published file;
and words that may be names but that no article gives enough evidence for, from the build file, where there is one that nobody is
writing. Nothing is decided here.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.warehouse.connect import WarehouseError, build_file, published_connection
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name and where it stands. `type` is what the articles suggest; `spellings`: (language, name), the usual one first;
    `around`: the words about one place of it in `uri`."""

    type: str
    name: str
    country: str | None
    sector: str | None
    n_articles: int
    n_sources: int
    langs: tuple[str, ...]
    uri: str
    around: str
    spellings: tuple[tuple[str, str], ...]
    is_confirmed: bool


def candidates(warehouse: Path, home: Path, lang: str | None, most: int) -> list[Candidate]:
    """The most frequent ones of both sorts, at most `most` of each. Raises WarehouseError where nothing is published."""
    con = published_connection(warehouse)
    try:
        found = _read(con, "induced", lang, most)
    finally:
        con.close()
    build = build_file(home)
    if build.is_file():
        with suppress(WarehouseError):  # a run is at work: the published names are enough
            con = published_connection(build)
            try:
                found += _read(con, "unconfirmed", lang, most)
            finally:
                con.close()
    return found


def _read(con: DuckDBPyConnection, name: str, lang: str | None, most: int) -> list[Candidate]:
    rows = con.execute(sql_text(f"lexicon/{name}.sql"), {"lang": lang, "most": most}).fetchall()
    return [
        Candidate(
            kind, called, country, sector, n_articles, n_sources, tuple(langs), uri, _whole_words(around),
            tuple((s.partition(":")[0], s.partition(":")[2]) for s in spellings), name == "induced",
        )
        for kind, called, country, sector, n_articles, n_sources, langs, uri, around, spellings in rows
    ]  # fmt: skip


def _whole_words(text: str) -> str:
    """A cut-out without the torn words at its ends."""
    words = text.split()
    return " ".join(("…", *words[1:-1], "…")) if len(words) > 4 else " ".join(words)
