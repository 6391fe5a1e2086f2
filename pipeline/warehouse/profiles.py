"""The profiles of the sources: what a document is told of the other articles of its source, and the one thing it is told.

The lines of each document come from pipeline/clean/recurrence.py; on how many articles they stand is counted in
sql/ingest/profile.sql, anew for the sources whose articles have changed. Here the two meet. What follows for a line is decided by
the stage `clean`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.engines import digests
from pipeline.engines.work import seen_lines_batch
from pipeline.model import Profile
from pipeline.warehouse import evidence, ledger
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.ledger import Entry
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.clean.recurrence import SeenLine
    from pipeline.warehouse.workspace import Workspace

_SEEN = pa.schema(
    [("article_id", pa.string()), ("line_key", pa.uint64()), ("line_nos", pa.list_(pa.int32())), ("is_prose", pa.bool_()),
     ("is_outside", pa.bool_()),
     ("is_head", pa.bool_())]
)  # fmt: skip
_NONE = Profile()


def learn_profiles(ws: Workspace) -> None:
    """Bring the profiles in step with the current articles. Makes the temporary table `wanted`: the articles that are to have
    their lines judged, with the digest of what that is decided by (document, its part of the profile); and the view `profile_lines`."""
    _see_lines(ws)
    ws.con.execute(sql_text("state/profile_lines.sql"))
    sql = sql_text("ingest/profile.sql")
    with transaction(ws.con):
        ws.con.execute("SET VARIABLE profile_version = ?", [hashlib.sha256(sql.encode()).hexdigest()[:16]])
        ws.con.execute(sql)


def profiles_of(ws: Workspace, article_ids: Sequence[str]) -> dict[str, Profile]:
    """The profile of each of these articles; empty for text that is clean already."""
    rows = ws.con.execute(
        "SELECT article_id, recurrence, list(line_key) FROM profile_lines WHERE article_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL",
        [list(article_ids)],
    ).fetchall()
    classes: dict[str, dict[str, frozenset[str]]] = {}
    for article_id, recurrence, keys in rows:
        classes.setdefault(article_id, {})[recurrence] = frozenset(f"{key:016x}" for key in keys)
    return {article_id: Profile(**classes[article_id]) if article_id in classes else _NONE for article_id in article_ids}


def _see_lines(ws: Workspace) -> None:
    """Note the lines of texts whose lines were not noted yet, or by another version of the code."""
    version = stage_version("clean")
    work = ws.con.execute(
        "SELECT d.article_id, d.text_sha256 || d.is_clean_text AS input_digest FROM evidence.documents AS d"
        " LEFT JOIN state.ledger AS l ON l.article_id = d.article_id AND l.stage = 'keys'"
        " WHERE l.article_id IS NULL OR l.version <> ? OR l.input_digest <> d.text_sha256 || d.is_clean_text ORDER BY d.article_id",
        [version],
    ).fetchall()
    batches: list[Sequence[tuple[str, str]]] = []

    def texts() -> Iterator[list[tuple[str, bool]]]:
        for start in range(0, len(work), ws.options.batch_size):
            batches.append(work[start : start + ws.options.batch_size])
            ids = [article_id for article_id, _ in batches[-1]]
            select = "SELECT article_id, (text, is_clean_text) FROM evidence.documents WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
            found = dict(ws.con.execute(select, [ids]).fetchall())
            yield [found[article_id] for article_id in ids]

    for found in ws.engine.map(seen_lines_batch, texts()):
        _store(ws, version, batches.pop(0), found)


def _store(ws: Workspace, version: str, batch: Sequence[tuple[str, str]], found: Sequence[tuple[SeenLine, ...]]) -> None:
    rows = [
        (article_id, int(line.key, 16), line.line_nos, line.is_prose, line.is_outside, line.is_head)
        for (article_id, _), lines in zip(batch, found, strict=True)
        for line in lines
    ]
    incoming = pa.Table.from_arrays([pa.array([row[i] for row in rows], column.type) for i, column in enumerate(_SEEN)], schema=_SEEN)
    entries = [
        Entry(article_id, "keys", version, digest, digests.digest(lines)) for (article_id, digest), lines in zip(batch, found, strict=True)
    ]
    ids = [article_id for article_id, _ in batch]
    with transaction(ws.con):
        for table in ("line_places", "article_profiles"):
            ws.con.execute(f"DELETE FROM state.{table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [ids])  # noqa: S608
        evidence.append(ws.con, "state.line_places", incoming)
        ledger.record(ws.con, entries, ws.started_at)
