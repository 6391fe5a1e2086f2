"""What the register of forgotten things touches is taken out of the build file: the beginning of a run with another register.

An article goes with every row and its bytes. Where names are to be blanked, what was made of the document goes as well, and its file is
read anew, without the names. Everything else follows as it does for documents that come and go: the corpus is resolved without them.
Pages of the file that such rows leave free still hold them until the file is written anew (`rewriting.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.decode import decode
from pipeline.ingest.objects import ObjectStore, ObjectStoreError
from pipeline.ingest.redact import blanked
from pipeline.ingest.registry import RECORDS, suffix_of
from pipeline.ingest.rejections import IngestError
from pipeline.warehouse import cluster, evidence, forgotten, ledger
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.dictionary import per_article_tables
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipeline.ingest.register import Register
    from pipeline.ingest.views import Form
    from pipeline.warehouse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of versions: those that are forgotten, and those that hold names to be blanked."""

    forgotten: frozenset[str] = frozenset()
    blanked: frozenset[str] = frozenset()

    @property
    def all(self) -> list[str]:
        """Both, in order."""
        return sorted(self.forgotten | self.blanked)


def carry_out(ws: Workspace) -> None:
    """Take out what the register touches, in one transaction, and note with which register the build file was made."""
    found = touched(ws.con, ws.register, ws.settings.home)
    with transaction(ws.con):
        objects = _purge(ws.con, found.all)
        _blank_errors(ws.con, ws.register)
        ledger.forget(ws.con, "corpus")  # the files of overrides may name what is forgotten, or comes back
        ledger.set_fact(ws.con, forgotten.FACT, ws.register.digest or None)
        if found.all:
            ledger.mark_unpublished(ws.con)
            ledger.set_fact(ws.con, forgotten.OUTSTANDING, "yes")
            ws.log(f"{len(found.forgotten)} forgotten documents and {len(found.blanked)} with forgotten names are taken out.")
    _remove_objects(ws.settings.home, objects)
    cluster.forget_jobs(ws)  # documents that a run which was cut short had handed over


def touched(con: DuckDBPyConnection, register: Register, home: Path) -> Touched:
    """The versions that the register touches. Reads every text and object where it holds names."""
    if not register.rows:
        return Touched()
    gone = {
        article_id
        for article_id, source_id, external_id, url, page_url, text_sha256 in con.execute(sql_text("forget/documents.sql")).fetchall()
        if register.forgets(article_id, source_id, external_id, (url, page_url), text_sha256)
    }
    if not register.names:
        return Touched(frozenset(gone))
    store, held = ObjectStore(home / "objects"), set()
    cursor = con.cursor()  # rows are fetched by and by
    cursor.execute(sql_text("forget/texts.sql"))
    while rows := cursor.fetchmany(100):
        for article_id, uri, media_type, encoding, raw_sha256, texts in rows:
            source = None if article_id in gone else _bytes_of(store, raw_sha256, uri, media_type, encoding)
            if article_id not in gone and _holds_names(register, article_id, texts, source):
                held.add(article_id)
    return Touched(frozenset(gone), frozenset(held))


def is_held(register: Register, name: str) -> bool:
    """Whether a name holds one of the register's."""
    return _holds_names(register, "", [name], None)


def _holds_names(register: Register, article_id: str, texts: Sequence[str], source: tuple[str, Form] | None) -> bool:
    said: list[tuple[str, Form]] = [(text, "text") for text in texts]
    said += [source] if source is not None else []
    return any(new is not old for new, (old, _) in zip(blanked(said, register, article_id), said, strict=True))


def _bytes_of(store: ObjectStore, raw_sha256: str, uri: str, media_type: str, encoding: str) -> tuple[str, Form] | None:
    """The object of a document, decoded, and what it is; None where it is missing. Of a line or a row that is JSON; of a part of a file,
    or a page in an archive, the text or page itself."""
    is_page = media_type == "text/html"
    file, mark, _ = uri.partition("#")
    is_record = bool(mark) and suffix_of(file) in RECORDS
    form: Form = ("record_page" if is_page else "record") if is_record else "page" if is_page else "text"
    try:
        return decode(store.get(raw_sha256), uri, is_html=form == "page", charset=encoding if form == "page" else None).text, form
    except (ObjectStoreError, IngestError, ValueError):
        return None


def _purge(con: DuckDBPyConnection, article_ids: list[str]) -> list[str]:
    """Take these versions out of every table; returns the digests of the objects that nothing else refers to."""
    if not article_ids:
        return []
    con.execute("CREATE OR REPLACE TEMP TABLE forgotten_articles AS SELECT unnest(?::VARCHAR[]) AS article_id", [article_ids])
    there = "article_id IN (SELECT article_id FROM forgotten_articles)"
    gone = set(article_ids)
    objects = [digest for digest, holders in con.execute(sql_text("forget/objects.sql")).fetchall() if gone.issuperset(holders)]
    con.execute(sql_text("forget/purge.sql"))
    evidence.delete(con, evidence.TABLES, article_ids)
    through_events = [t for t in per_article_tables() if "article_id" not in t.column_names]
    direct = [t for t in per_article_tables() if "article_id" in t.column_names]
    for schema in ("main", "history"):
        for table in through_events:
            of = f"event_mention_id IN (SELECT event_mention_id FROM {schema}.event_mentions WHERE {there})"  # noqa: S608
            con.execute(f"DELETE FROM {schema}.{table.name} WHERE {of}")  # noqa: S608
        for table in direct:
            con.execute(f"DELETE FROM {schema}.{table.name} WHERE {there}")  # noqa: S608
    con.execute("DROP TABLE forgotten_articles")
    con.execute("DROP TABLE forgotten_places")
    return objects


def _blank_errors(con: DuckDBPyConnection, register: Register) -> None:
    """Messages on what could not be read may quote what an input states."""
    if not register.names:
        return
    for table in ("state.errors", "main.ingest_errors"):
        said = con.execute(f"SELECT DISTINCT message, hint FROM {table}").fetchall()  # noqa: S608 — our own tables
        for message, hint in said:
            new = blanked([(message, "text"), (hint, "text")], register, "")
            if new[0] is not message or new[1] is not hint:
                con.execute(f"UPDATE {table} SET message = ?, hint = ? WHERE message = ? AND hint = ?", [*new, message, hint])  # noqa: S608


def _remove_objects(home: Path, digests: Iterable[str]) -> None:
    """Behind the transaction: an object without a row is taken away by `rewriting.sweep` if this is cut short."""
    store = ObjectStore(home / "objects")
    for digest in digests:
        store.remove(digest)
