"""The stage `read`: raw files into documents, and which version of a document is the current one.

New and changed files (folder.py finds them) are read in batches, each one transaction; then `settle` decides which
article versions are current, from the present places alone, so that the order of arrival does not matter. Formats and
decoding are in pipeline/ingest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline import ingest
from pipeline.engines.confined import ConfinedPages
from pipeline.engines.digests import document_digest
from pipeline.ingest.objects import ObjectStore, intake
from pipeline.ingest.origin import MEGABYTE
from pipeline.ingest.scan import FileState
from pipeline.model import Document, Rejection
from pipeline.warehouse import errors, evidence, forgetting, forgotten, ledger
from pipeline.warehouse.connect import scalar, transaction
from pipeline.warehouse.errors import Trouble
from pipeline.warehouse.folder import Plan, at_rest, bounded_version, compare, limits, note_listing, read_version, touched_version
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

_DOCUMENTS = evidence.table_named("documents")
_LOCATION = pa.schema(
    [(n, pa.string()) for n in ("article_id", "uri", "file_uri")] + [("record_no", pa.int32())]
    + [(n, pa.string()) for n in ("source_id", "external_id", "document_digest")]
)  # fmt: skip
_FILE = pa.schema(
    [(n, pa.string()) for n in ("uri", "source_id", "signature", "read_version")]
    + [("read_at", pa.timestamp("us")), ("n_documents", pa.int32()), ("n_forgotten", pa.int32()), ("n_blanked", pa.int32())]
)  # fmt: skip
_BATCH = 1_000  # documents of a transaction: one costs little here, and each batch a look through all places
_MOST_CHARACTERS = 16_000_000  # … of their texts
_TORN = "not read to its end"  # stands for a signature that no file has: the next run reads it


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that was read to its end. `is_bounded`: a page came to its bounds; `n_forgotten`: documents that were left out, `n_blanked`:
    with names blanked, by the register."""

    file: FileState
    n_documents: int = 0
    is_bounded: bool = False
    n_forgotten: int = 0
    n_blanked: int = 0


@dataclass(slots=True)
class Batch:
    """What one transaction of the stage writes."""

    begun: list[FileState] = field(default_factory=list)
    documents: list[tuple[str, Document]] = field(default_factory=list)  # (uri of the file, document)
    troubles: list[Trouble] = field(default_factory=list)
    finished: list[Finished] = field(default_factory=list)
    changed: list[FileState] = field(default_factory=list)  # … while they were read
    n_characters: int = 0

    def give_up(self, file: FileState, rejection: Rejection) -> None:
        """The file has changed while it was read: what the books say of it stays until it is read whole. Of one that earlier batches
        hold a part of, that part stands."""
        self.changed.append(file)
        if file in self.begun:
            self.begun.remove(file)
            self.documents = [(uri, document) for uri, document in self.documents if uri != file.uri]
            self.troubles = [trouble for trouble in self.troubles if trouble.file_uri != file.uri]
        self.troubles.append(Trouble(rejection, file_uri=file.uri))

    @property
    def size(self) -> int:
        return len(self.documents) + len(self.troubles) + len(self.finished)


@dataclass(frozen=True, slots=True)
class Counts:
    """How the corpus changed: the columns of `runs`."""

    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0
    n_removed: int = 0


def ingest_documents(ws: Workspace, plan: Plan | None = None) -> Counts:
    """Read what is new or changed, forget what is gone, and settle which versions are current."""
    plan = plan or compare(ws)
    if ws.options.full:
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
            ledger.forget(ws.con, "keys", "clean", "annotate", "corpus")
    if forgotten.has_changed(ws.con, ws.register):
        forgetting.carry_out(ws)
        plan = compare(ws)
    _forget_gone(ws, plan)
    settings = ws.settings
    if _was_cut_short(ws):
        ObjectStore(settings.home / "objects").sweep()
    with ConfinedPages(settings.workers, seconds=settings.page_seconds, memory=settings.page_memory_mb * MEGABYTE) as pages:
        _read(ws, plan.to_read, pages)
        again = _to_read_again(ws)
        if again:  # the place that speaks for an article has changed, and the input says something else there
            _read(ws, tuple(f for f in ingest.scan(settings.raw) if isinstance(f, FileState) and f.uri in again), pages)
    with transaction(ws.con):
        note_listing(ws, plan)
        return settle(ws)


def _was_cut_short(ws: Workspace) -> bool:
    """Whether the run before this one did not come to its end."""
    last = "SELECT finished_at IS NULL FROM state.runs WHERE run_id <> ? ORDER BY started_at DESC LIMIT 1"
    return bool(scalar(ws.con, last, [ws.run_id]))


def _forget_gone(ws: Workspace, plan: Plan) -> None:
    if not plan.gone and not plan.rejections_changed:
        return
    with transaction(ws.con):
        ledger.mark_unpublished(ws.con)
        _leave(ws, plan.gone)
        errors.renew_scan(ws, plan.rejected)


def _leave(ws: Workspace, file_uris: tuple[str, ...] | list[str]) -> None:
    """Take files out of the books: they are gone, or are being read anew and may be cut short."""
    if not file_uris:
        return
    uris = [list(file_uris)]
    ws.con.execute("DELETE FROM state.files WHERE uri IN (SELECT unnest(?::VARCHAR[]))", uris)
    ws.con.execute(
        "UPDATE state.locations SET is_present = false WHERE is_present AND file_uri IN (SELECT unnest(?::VARCHAR[]))",
        uris,
    )
    errors.resolve_files(ws, list(file_uris))


def _read(ws: Workspace, files: tuple[FileState, ...], pages: ingest.Pages) -> None:
    version = read_version(ws)
    done = 0
    with intake(ObjectStore(ws.settings.home / "objects")) as objects:
        for batch in _batches(ws, files, pages, objects.put):
            objects.settle()  # the books speak of documents whose bytes are kept
            with transaction(ws.con):
                _store(ws, batch, version)
            done += len(batch.finished)
            ws.progress("reading", done, len(files))


def _batches(ws: Workspace, files: tuple[FileState, ...], pages: ingest.Pages, keep: ingest.Keep) -> Iterator[Batch]:
    """Cut the stream of files and documents into batches; a large file spans several, small ones share one."""
    sources = ingest.sources_below(ws.settings.raw) if files else {}
    batch, codes, begun = Batch(), Counter[str](), ""
    for file, result in ingest.read_files(
        files, limits(ws), sources=sources, keep=keep, pages=pages, register=ws.register, at_rest=at_rest
    ):
        if file.uri != begun:
            batch.begun.append(file)
            codes, begun = Counter(), file.uri
        if isinstance(result, Document):
            batch.documents.append((file.uri, result))
            batch.n_characters += len(result.text)
            codes["read"] += 1
        elif result is not None:
            codes[result.error_code] += 1
            if result.error_code == ingest.CHANGED_CODE:
                batch.give_up(file, result)
            elif result.error_code not in (ingest.FORGOTTEN_CODE, ingest.BLANKED_CODE):
                batch.troubles.append(Trouble(result, file_uri=file.uri))
        elif not codes[ingest.CHANGED_CODE]:
            is_bounded = not ingest.BOUND_CODES.isdisjoint(codes)
            batch.finished.append(Finished(file, codes["read"], is_bounded, codes[ingest.FORGOTTEN_CODE], codes[ingest.BLANKED_CODE]))
        if batch.size >= (ws.options.batch_size or _BATCH) or batch.n_characters >= _MOST_CHARACTERS:
            yield batch
            batch = Batch()
    if batch.begun or batch.size or batch.changed:
        yield batch


def _store(ws: Workspace, batch: Batch, version: str) -> None:
    """Write a batch: places first, then those documents whose place speaks for the article, then the books."""
    ledger.mark_unpublished(ws.con)
    _leave(ws, [file.uri for file in batch.begun])
    digests = {document.uri: document_digest(document) for _, document in batch.documents}
    _store_locations(ws, batch, digests)
    chosen = _speaking(ws, [document for _, document in batch.documents])
    evidence.delete(ws.con, [_DOCUMENTS], [document.article_id for document in chosen])
    evidence.insert(ws.con, _DOCUMENTS, [((document.source.source_id,), document) for document in chosen])
    entries = [ledger.Entry(d.article_id, "read", version, "", digests[d.uri], digests[d.uri]) for d in chosen]
    ledger.record(ws.con, entries, ws.started_at)
    errors.write(ws, batch.troubles)
    _store_files(ws, batch, version)


def _store_files(ws: Workspace, batch: Batch, version: str) -> None:
    """The rows of files that were read to their end, and of those that must be read again: what changed meanwhile, and what is not read to
    its end yet. The latter are in the books from their first document on: a run that is killed here, and a file that is gone when the next
    one comes, would leave documents behind that nobody misses."""
    ended = {f.file.uri for f in batch.finished} | {file.uri for file in batch.changed}
    torn = [*batch.changed, *(file for file in batch.begun if file.uri not in ended)]
    rows = [
        (f.file.uri, f.file.source_id, f.file.signature, _version(ws, f, version), ws.started_at, f.n_documents, f.n_forgotten, f.n_blanked)
        for f in batch.finished
    ] + [(file.uri, file.source_id, _TORN, version, ws.started_at, 0, 0, 0) for file in torn]
    if rows:
        ws.con.execute("DELETE FROM state.files WHERE uri IN (SELECT unnest(?::VARCHAR[]))", [[row[0] for row in rows]])
        columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), _FILE, strict=True)]
        evidence.append(ws.con, "state.files", pa.Table.from_arrays(columns, schema=_FILE))


def _version(ws: Workspace, finished: Finished, version: str) -> str:
    version = bounded_version(ws) if finished.is_bounded else version
    return touched_version(ws, version) if finished.n_forgotten or finished.n_blanked else version


def _store_locations(ws: Workspace, batch: Batch, digests: dict[str, str]) -> None:
    rows = [
        (
            d.article_id,
            d.uri,
            file_uri,
            _record_no(d.uri, file_uri),
            d.source.source_id,
            d.given.external_id,
            digests[d.uri],
        )
        for file_uri, d in batch.documents
    ]
    if not rows:
        return
    columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), _LOCATION, strict=True)]
    ws.con.register("incoming_locations", pa.Table.from_arrays(columns, schema=_LOCATION))
    try:
        for statement in sql_text("ingest/locations.sql").split(";\n"):
            if statement.strip():
                needed = {"now": ws.started_at, "reading": ws.run_id}
                ws.con.execute(statement, {k: v for k, v in needed.items() if f"${k}" in statement})
    finally:
        ws.con.unregister("incoming_locations")


def _record_no(uri: str, file_uri: str) -> int:
    rest = uri.removeprefix(file_uri).removeprefix("#")
    return int(rest) if rest.isdigit() else 0


def _speaking(ws: Workspace, documents: list[Document]) -> list[Document]:
    """Of the documents read, those at the first present place of their article; one an article."""
    first = dict(
        ws.con.execute(
            "SELECT article_id, arg_min(uri, (file_uri, record_no)) FROM state.locations"
            " WHERE is_present AND article_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY article_id",
            [[d.article_id for d in documents]],
        ).fetchall()
    )
    stored = {
        article_id
        for (article_id,) in ws.con.execute(
            "SELECT article_id FROM evidence.documents WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
            [[d.article_id for d in documents]],
        ).fetchall()
    }
    chosen: dict[str, Document] = {}
    for document in documents:
        if first[document.article_id] == document.uri or (document.article_id not in stored and document.article_id not in chosen):
            chosen[document.article_id] = document
    return list(chosen.values())


def _to_read_again(ws: Workspace) -> set[str]:
    """Files whose document speaks for an article but is not the one stored."""
    rows = ws.con.execute(
        "WITH first AS (SELECT article_id, arg_min(document_digest, (file_uri, record_no)) AS digest,"
        " arg_min(file_uri, (file_uri, record_no)) AS file_uri"
        " FROM state.locations WHERE is_present GROUP BY article_id)"
        " SELECT DISTINCT f.file_uri FROM first AS f JOIN state.ledger AS l USING (article_id)"
        " WHERE l.stage = 'read' AND l.output_digest <> f.digest ORDER BY ALL"
    ).fetchall()
    return {uri for (uri,) in rows}


def settle(ws: Workspace) -> Counts:
    """Decide which versions are current and count what changed; see sql/ingest/settle.sql. Inside a transaction."""
    ws.con.execute(sql_text("ingest/settle.sql"))
    row = ws.con.execute("SELECT n_new, n_changed, n_unchanged, n_removed FROM settled_counts").fetchall()[0]
    return Counts(*(int(value) for value in row))
