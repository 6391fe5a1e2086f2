"""The assets: nouns, one multi-asset a stage of the ledger. What a stage does stands in the rooms of the warehouse.

documents → articles, article_lines → mentions, dates, quotes, event mentions → ingest_errors; entities, groups, events, stories
→ views and macros → warehouse (`publication`)
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.cluster import through_pipes
from pipeline.defs.documents import documents, failed_documents
from pipeline.defs.handover import Run
from pipeline.defs.inputs import LEXICON, OVERRIDES
from pipeline.defs.publication import published
from pipeline.defs.run import POOL
from pipeline.defs.story import count, told
from pipeline.defs.tables import RESOLVE, plotted, result, table_spec
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.models import told as told_of_models
from pipeline.warehouse.report import figures, report_evidence, report_table

CLEAN = {"articles": "articles", "article_lines": "lines"}  # asset → table of the evidence
ANNOTATE = {
    "entity_mentions": "mentions", "entity_roles": "roles", "date_mentions": "dates", "quotes": "quotes", "event_mentions": "events",
    "event_participants": "participants", "event_numbers": "numbers",
}  # fmt: skip
_RETURNS = Iterator[dg.MaterializeResult[Any]]


@dg.multi_asset(
    name="clean_articles",
    specs=[table_spec(name, "clean", ("documents", LEXICON)) for name in CLEAN],
    required_resource_keys={"run"},
    pool=POOL,
)
def cleaned(context: dg.AssetExecutionContext) -> _RETURNS:
    """A role, a reason and a score for every line; title, byline, credit, publication date, language."""
    run: Run = context.resources.run
    if run.wants("clean"):
        with run.stage(), through_pipes(context, run.workspace):
            run.n_cleaned = clean_articles(run.workspace)
    shown = figures(run.workspace.con, "clean")
    fared = told(run, "clean", f"Lines of {count(run.n_cleaned, 'article')} judged.")
    for name, evidence in CLEAN.items():
        report = report_evidence(run.workspace.con, evidence, "clean")
        yield result(name, report, fared, n_redone=dg.MetadataValue.int(run.n_cleaned), **plotted(shown.get(name, {})))


@dg.multi_asset(
    name="annotate_articles",
    specs=[table_spec(name, "annotate", (*CLEAN, LEXICON)) for name in ANNOTATE],
    required_resource_keys={"run"},
    pool=POOL,
)
def annotated(context: dg.AssetExecutionContext) -> _RETURNS:
    """Names, offices, dates, quotes and events of each article, as evidence; ids and accepted names come with `entities`."""
    run: Run = context.resources.run
    if run.wants("annotate"):
        with run.stage(), through_pipes(context, run.workspace):
            run.n_annotated = annotate_articles(run.workspace)
    run.models = tuple(told_of_models(run.workspace.con))
    for line in run.models:
        context.log.info(line)
    shown = figures(run.workspace.con, "annotate")
    fared = told(run, "annotate", f"{count(run.n_annotated, 'article')} annotated.")
    for name, evidence in ANNOTATE.items():
        report = report_evidence(run.workspace.con, evidence, "annotate")
        yield result(name, report, fared, n_redone=dg.MetadataValue.int(run.n_annotated), **plotted(shown.get(name, {})))


@dg.multi_asset(
    name="resolve_corpus",
    specs=[table_spec(name, "resolve", (*ANNOTATE, LEXICON, OVERRIDES)) for name in RESOLVE],
    required_resource_keys={"run"},
    pool=POOL,
)
def resolved(context: dg.AssetExecutionContext) -> _RETURNS:
    """The corpus decides: one row a person, a statement, an event, a story."""
    run: Run = context.resources.run
    if run.wants("resolve"):
        with run.stage():
            run.did_resolve = resolve_corpus(run.workspace)
    fared = told(run, "resolve", "Resolved anew." if run.did_resolve else "What it is made from is as before, and so is it.")
    for name in RESOLVE:
        yield result(name, report_table(run.workspace.con, name), fared)


ASSETS = [documents, cleaned, annotated, failed_documents, resolved, published]
