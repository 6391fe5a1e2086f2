"""What users decided of lines and days of publication, for the stage `clean`: of which documents, and which are to be cleaned again.

A row names a document by what stands in the input; which article that is today is a join (sql/ingest/judged_documents.sql), which line its
words are is found in `resolve/followed.py`. A document's part of it belongs to the digest of what its cleaning is decided by, so that a
row added, changed or withdrawn has its own documents done again, and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.engines import digests
from pipeline.resolve.followed import followed, is_cleaning
from pipeline.resolve.sightings import places
from pipeline.warehouse import overrides
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.model import Decided
    from pipeline.warehouse.workspace import Workspace

_DIGESTS = pa.schema([("article_id", pa.string()), ("digest", pa.string())])


def want(ws: Workspace) -> Mapping[str, Decided]:
    """What users decided, by article, of those in the temporary table `wanted`; their input digests there are brought in step with it."""
    judgements = [j for j in overrides.of_run(ws)[0] if is_cleaning(j)]
    if not judgements:
        return {}
    ws.con.register("judged_places", places(judgements))
    try:
        documents = ws.con.execute(sql_text("ingest/judged_documents.sql")).df()
    finally:
        ws.con.unregister("judged_places")
    decided = followed(judgements, documents).decided
    found = [(article_id, digests.digest(said)) for article_id, said in decided.items()]
    incoming = pa.Table.from_arrays([pa.array([row[i] for row in found], pa.string()) for i in range(2)], schema=_DIGESTS)
    ws.con.register("decided_digests", incoming)
    try:
        ws.con.execute(
            "UPDATE wanted SET input_digest = md5(input_digest || d.digest) FROM decided_digests AS d"
            " WHERE d.article_id = wanted.article_id"
        )
    finally:
        ws.con.unregister("decided_digests")
    return decided
