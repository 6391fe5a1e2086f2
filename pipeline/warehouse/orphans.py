"""Objects of the store that no row refers to, and that hold something forgotten: of places that did not speak for their article, and of
commands that were cut short."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.ingest import identity
from pipeline.ingest.decode import decode, storable
from pipeline.ingest.objects import ObjectStoreError
from pipeline.ingest.rejections import IngestError
from pipeline.warehouse.store import sql_text
from pipeline.warehouse.traces import shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from pipeline.ingest.objects import ObjectStore
    from pipeline.ingest.register import Register

_CONTENT = ("body", "html", "text")


def orphans(con: DuckDBPyConnection, store: ObjectStore, register: Register) -> Iterator[str]:
    """Their digests."""
    known = {digest for digest, _ in con.execute(sql_text("forget/objects.sql")).fetchall()}
    sources = [source for (source,) in con.execute("SELECT DISTINCT source_id FROM state.versions ORDER BY ALL").fetchall()]
    for digest in list(store.digests()):
        if digest not in known and _is_forgotten(digest, store, register, sources):
            yield digest


def _is_forgotten(digest: str, store: ObjectStore, register: Register, sources: list[str]) -> bool:
    if register.holds("raw", digest):
        return True
    try:
        payload = store.get(digest)
        text = decode(payload, digest).text
    except (ObjectStoreError, IngestError):
        return False
    if shows(text, register):
        return True
    external_id, url, content, said = _stated(text, payload)
    return any(
        register.forgets(identity.article_id(source, external_id, content), source, external_id, (url,), identity.text_sha256(said))
        for source in sources or [""]
    )


def _stated(text: str, payload: bytes) -> tuple[str | None, str | None, bytes, str]:
    """(the source's id, address, what makes the id, text) of a record, or of a file."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if isinstance(fields, dict):
        for key in _CONTENT:
            if isinstance(value := fields.get(key), str) and value.strip():
                named, url = fields.get("id"), fields.get("url")
                address = url if isinstance(url, str) else None
                return str(named) if named else None, address, value.encode("utf-8", "surrogatepass"), storable(value)
    return None, None, payload, text
