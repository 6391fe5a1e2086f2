"""The stages `clean` and `annotate`: what the ledger lacks, in batches, through an engine, each batch one transaction.

The pure functions are in pipeline/clean and pipeline/annotate, their batch forms in pipeline/engines/work.py, and what is made of their
outcomes in pipeline/engines/parcels.py; here columns come out of the build file, and go into it. The profile of its source is the one thing
that a document is told of the others (profiles.py), beside what users decided of it (judged_lines.py); a document whose own part of either
changes is cleaned again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.engines.parcels import Outcome, ToAnnotate, ToClean, annotate_parcels, clean_parcels
from pipeline.engines.work import load_models
from pipeline.warehouse import batches, cluster, errors, evidence, judged_lines, ledger
from pipeline.warehouse.closing import DOING, close, stop_where_most_fail
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.models import annotate_versions
from pipeline.warehouse.profiles import learn_profiles

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

Store = Callable[["Workspace", dict[str, str], Outcome, set[str]], None]
_SLOWLY = 20  # articles of a batch that an endpoint is asked about: seconds each, stored and shown as they come


def clean_articles(ws: Workspace) -> int:
    """Give the lines of every document that needs it their roles. Returns how many documents were done."""
    learn_profiles(ws)
    decided = judged_lines.want(ws)
    version = stage_version("clean")
    ws.con.execute(
        "CREATE OR REPLACE TEMP TABLE work AS"
        " SELECT w.article_id, w.input_digest, TRY_CAST(d.given.published_at AS TIMESTAMPTZ) AS newest"
        " FROM wanted AS w JOIN evidence.documents AS d USING (article_id)"
        " LEFT JOIN state.ledger AS l ON l.article_id = w.article_id AND l.stage = 'clean'"
        " WHERE l.article_id IS NULL OR l.version <> ? OR l.input_digest <> w.input_digest OR (l.has_failed AND ?)",
        [version, ws.options.retry_failed],
    )
    if cluster.takes(ws, "clean"):
        return cluster.do(ws, "clean", decided)
    parcels = (
        ToClean(documents, profiles, {d: decided[d] for d in documents["article_id"].to_pylist() if d in decided})
        for documents, profiles in batches.fetched(ws.con, "documents", "profiles")
    )
    return _do(ws, "clean", parcels, clean_parcels, _store_articles)


def annotate_articles(ws: Workspace) -> int:
    """Extract the evidence of every current article that needs it. Returns how many articles were done. Raises ModelError.

    An article that a model gave no answer on is annotated without it, and its row in the ledger says so: it has the version of the stage
    without that model, so that the next run does it again.
    """
    load_models(ws.models)
    annotate_versions(ws.con, ws.models)
    errors.resolve_assisted(ws)
    ws.con.execute(
        'CREATE OR REPLACE TEMP TABLE work AS SELECT c.article_id, c.passed_on AS input_digest, h.published."on"::TIMESTAMPTZ AS newest'
        " FROM state.ledger AS c JOIN evidence.articles AS h USING (article_id) JOIN annotate_wanted AS w USING (article_id)"
        " JOIN state.versions AS v ON v.article_id = c.article_id AND v.is_current"
        " LEFT JOIN state.ledger AS l ON l.article_id = c.article_id AND l.stage = 'annotate'"
        " WHERE c.stage = 'clean' AND NOT c.has_failed"
        " AND (l.article_id IS NULL OR l.version <> w.version OR l.input_digest <> c.passed_on OR (l.has_failed AND ?))",
        [ws.options.retry_failed],
    )
    if cluster.takes(ws, "annotate"):
        return cluster.do(ws, "annotate")
    most = _SLOWLY if any(model.choice.endpoint is not None for model in ws.models) else None
    parcels = (ToAnnotate(*found) for found in batches.fetched(ws.con, "documents", "articles", "lines"))
    return _do(ws, "annotate", parcels, partial(annotate_parcels, models=ws.models), _store_annotations, most)


def _do(ws: Workspace, stage: str, parcels: Iterator[Any], work: Any, store: Store, most: int | None = None) -> int:
    """Map `work` over the batches of the temporary table `work`, of `most` documents each, each outcome stored as it comes. `parcels`: what
    is handed over, a batch each."""
    what = DOING[stage]
    size = ws.options.batch_size or batches.SIZE
    waiting = deque(batches.cut(ws.con, min(most or size, size)))
    known = batches.held(ws.con, [f"evidence.{table.name}" for table in evidence.TABLES if table.stage == stage])
    total, done, n_failed = sum(map(len, waiting)), 0, 0
    for (outcome,) in ws.engine.map(work, ([parcel] for parcel in parcels)):
        inputs = dict(waiting.popleft())
        n_failed += len(outcome.failures)
        stop_where_most_fail(what, n_failed, done + len(inputs), outcome.failures)
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
            store(ws, inputs, outcome, known)
        done += len(inputs)
        ws.progress(what, done, total)
    return total


def _store_articles(ws: Workspace, inputs: dict[str, str], outcome: Outcome, known: set[str]) -> None:
    _store(ws, "clean", inputs, outcome, known)


def _store_annotations(ws: Workspace, inputs: dict[str, str], outcome: Outcome, known: set[str]) -> None:
    _store(ws, "annotate", inputs, outcome, known)


def _store(ws: Workspace, stage: str, inputs: dict[str, str], outcome: Outcome, known: set[str]) -> None:
    """Rows out, rows in, books. `known`: documents that have rows of the stage; to look for those of others costs a look at all."""
    evidence.delete(ws.con, [t for t in evidence.TABLES if t.stage == stage], sorted(known.intersection(inputs)))
    for name, rows in outcome.rows.items():
        if rows.num_rows:
            evidence.append(ws.con, f"evidence.{name}", rows)
    close(ws, stage, inputs, outcome.digests, outcome.failures, outcome.silent or {})
