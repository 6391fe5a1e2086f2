"""The assets: nouns, one multi-asset a stage of the ledger. What a stage does stands in the rooms of the warehouse.

documents, ingest_errors → articles, article_lines → mentions, dates, quotes, event mentions → entities, groups, events, stories
→ views and macros → warehouse (`publication`)
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.guide import described
from pipeline.defs.publication import published
from pipeline.defs.run import POOL, Run
from pipeline.defs.tables import OWNERS, RESOLVE, failed, plotted, result, table_spec
from pipeline.warehouse import run as steps
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.models import told
from pipeline.warehouse.report import failures, figures, report_evidence, report_table

CLEAN = {"articles": "articles", "article_lines": "lines"}  # asset → table of the evidence
ANNOTATE = {
    "entity_mentions": "mentions", "entity_roles": "roles", "date_mentions": "dates", "quotes": "quotes", "event_mentions": "events",
    "event_participants": "participants", "event_numbers": "numbers",
}  # fmt: skip
_RETURNS = Iterator[dg.MaterializeResult[Any]]


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
            code_version=stage_version("read"),
        ),
        table_spec("article_locations", "ingest", (), stage_version("read")),
        table_spec("ingest_errors", "ingest", (), stage_version("read")),
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
    counts = {name: dg.MetadataValue.int(getattr(run.counts, name)) for name in ("n_new", "n_changed", "n_unchanged", "n_removed")}
    yield result("documents", report_evidence(run.workspace.con, "documents", "read"), **counts)
    yield result("article_locations", report_table(run.workspace.con, "article_locations"))
    yield result("ingest_errors", report_table(run.workspace.con, "ingest_errors", 0), **failed(*failures(run.workspace.con)))


@dg.multi_asset(
    name="clean_articles",
    specs=[table_spec(name, "clean", ("documents",), stage_version("clean")) for name in CLEAN],
    required_resource_keys={"run"},
    pool=POOL,
)
def cleaned(context: dg.AssetExecutionContext) -> _RETURNS:
    """A role, a reason and a score for every line; title, byline, credit, publication date, language."""
    run: Run = context.resources.run
    if run.wants("clean"):
        with run.stage():
            run.n_cleaned = clean_articles(run.workspace)
    shown = figures(run.workspace.con, "clean")
    for name, evidence in CLEAN.items():
        report = report_evidence(run.workspace.con, evidence, "clean")
        yield result(name, report, n_redone=dg.MetadataValue.int(run.n_cleaned), **plotted(shown.get(name, {})))


@dg.multi_asset(
    name="annotate_articles",
    specs=[table_spec(name, "annotate", tuple(CLEAN), stage_version("annotate")) for name in ANNOTATE],
    required_resource_keys={"run"},
    pool=POOL,
)
def annotated(context: dg.AssetExecutionContext) -> _RETURNS:
    """Names, offices, dates, quotes and events of each article, as evidence; ids and accepted names come with `entities`."""
    run: Run = context.resources.run
    if run.wants("annotate"):
        with run.stage():
            run.n_annotated = annotate_articles(run.workspace)
    run.models = tuple(told(run.workspace.con))
    for line in run.models:
        context.log.info(line)
    shown = figures(run.workspace.con, "annotate")
    for name, evidence in ANNOTATE.items():
        report = report_evidence(run.workspace.con, evidence, "annotate")
        yield result(name, report, n_redone=dg.MetadataValue.int(run.n_annotated), **plotted(shown.get(name, {})))


@dg.multi_asset(
    name="resolve_corpus",
    specs=[table_spec(name, "resolve", tuple(ANNOTATE), stage_version("corpus")) for name in RESOLVE],
    required_resource_keys={"run"},
    pool=POOL,
)
def resolved(context: dg.AssetExecutionContext) -> _RETURNS:
    """The corpus decides: one row a person, a statement, an event, a story."""
    run: Run = context.resources.run
    if run.wants("resolve"):
        with run.stage():
            resolve_corpus(run.workspace)
    for name in RESOLVE:
        yield result(name, report_table(run.workspace.con, name))


ASSETS = [documents, cleaned, annotated, resolved, published]
