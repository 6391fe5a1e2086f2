"""The first floor as assets: documents and where they lie, and what could not be read or processed."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.guide import described
from pipeline.defs.handover import Run
from pipeline.defs.run import POOL
from pipeline.defs.story import told, waiting
from pipeline.defs.tables import OWNERS, failed, result, table_spec
from pipeline.warehouse import run as steps
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.errors import failed_in_run
from pipeline.warehouse.report import failures, report_evidence, report_table

_RETURNS = Iterator[dg.MaterializeResult[Any]]
_WORKED_ON = ("documents", "article_lines", "event_mentions")  # by then every stage that works on documents is over


@dg.multi_asset(
    name="read_documents",
    specs=[
        dg.AssetSpec(
            "documents",
            description=described(
                "One row a document as it came in: decoded text, metadata the input states, digest of its bytes.", "ingest"
            ),
            group_name="ingest",
            kinds={"python", "file"},
            owners=OWNERS,
        ),
        table_spec("article_locations", "ingest", ()),
    ],
    required_resource_keys={"run"},
    pool=POOL,
)
def documents(context: dg.AssetExecutionContext) -> _RETURNS:
    """Walk raw/, read what is new or changed, forget what is gone."""
    run: Run = context.resources.run
    if run.wants("documents"):
        with run.stage():
            run.counts = ingest_documents(run.workspace)
            steps.end_run(run.workspace, run.counts)
            steps.refresh_books(run.workspace)
    counts = {name: getattr(run.counts, name) for name in ("n_new", "n_changed", "n_unchanged", "n_removed")}
    fared = told(
        run, "documents", "{n_new:,} articles new, {n_changed:,} changed, {n_unchanged:,} as before, {n_removed:,} gone.".format(**counts)
    )
    numbers = {name: dg.MetadataValue.int(n) for name, n in counts.items()}
    yield result("documents", report_evidence(run.workspace.con, "documents", "read"), fared, **numbers)
    yield result("article_locations", report_table(run.workspace.con, "article_locations"), fared)


@dg.multi_asset(
    name="list_errors",  # behind the work on documents: it may fail at any stage
    specs=[table_spec("ingest_errors", "errors", _WORKED_ON)],
    required_resource_keys={"run"},
    pool=POOL,
)
def failed_documents(context: dg.AssetExecutionContext) -> _RETURNS:
    """What could not be read, cleaned or annotated, in this run or an earlier one, and is not mended."""
    run: Run = context.resources.run
    steps.refresh_books(run.workspace)
    by_code, rows = failures(run.workspace.con)
    report = report_table(run.workspace.con, "ingest_errors", 0)
    yield result("ingest_errors", report, waiting(by_code, len(failed_in_run(run.workspace))), **failed(by_code, rows))
