"""The stages `clean` and `annotate`: what the ledger lacks, in batches, through an engine, each batch one transaction.

The pure functions are in pipeline/clean and pipeline/annotate, their batch forms in pipeline/engines/work.py; here
documents come out of the build file, outcomes go into it. The profile of its source is the one thing that a document is told
of the others (profiles.py), beside what users decided of it (judged_lines.py); a document whose own part of either changes is cleaned
again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.engines.columns import build
from pipeline.engines.digests import annotations_digest, article_digests
from pipeline.engines.work import CleanTask, Failure, Unassisted, annotate_batch, clean_batch, load_models
from pipeline.model import Annotations, Article, Decided, Document, Line
from pipeline.warehouse import cluster, errors, evidence, judged_lines, ledger
from pipeline.warehouse.closing import close, stop_where_most_fail
from pipeline.warehouse.connect import scalar, transaction
from pipeline.warehouse.evidence import TABLES, table_named
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.models import annotate_versions
from pipeline.warehouse.profiles import learn_profiles, profiles_of

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

_CLEAN = tuple(t for t in TABLES if t.stage == "clean")
_ANNOTATE = tuple(t for t in TABLES if t.stage == "annotate")
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
    return _do(ws, "cleaning", partial(_clean_tasks, decided), clean_batch, _store_articles)


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
    return _do(ws, "annotating", _articles, partial(annotate_batch, models=ws.models), _store_annotations, most)


def _do(ws: Workspace, what: str, prepare: Any, work: Any, store: Any, most: int | None = None) -> int:
    """Map `work` over the batches of the temporary table `work`, of `most` documents each, each outcome stored as it comes."""
    total = int(scalar(ws.con, "SELECT count(*) FROM work"))
    batches: list[list[tuple[str, str]]] = []

    def inputs() -> Iterator[list[Any]]:
        for batch in _work_batches(ws, min(most or ws.options.batch_size, ws.options.batch_size)):
            batches.append(batch)
            yield prepare(ws, batch)

    done = n_failed = 0
    for outcomes in ws.engine.map(work, inputs()):
        batch = batches.pop(0)
        failures = [o for o in outcomes if isinstance(o, Failure)]
        n_failed += len(failures)
        stop_where_most_fail(what, n_failed, done + len(batch), failures)
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
            store(ws, dict(batch), outcomes)
        done += len(batch)
        ws.progress(what, done, total)
    return total


def _work_batches(ws: Workspace, size: int) -> Iterator[list[tuple[str, str]]]:
    """The temporary table `work` in batches of (article_id, input_digest), newest first: a run that is stopped has done what is asked
    about most."""
    work = ws.con.execute("SELECT article_id, input_digest FROM work ORDER BY newest DESC NULLS LAST, article_id").fetchall()
    for start in range(0, len(work), size):
        yield work[start : start + size]


def _ids(batch: Sequence[tuple[str, str]]) -> list[str]:
    return [article_id for article_id, _ in batch]


def _documents(ws: Workspace, batch: Sequence[tuple[str, str]]) -> dict[str, Document]:
    rows = evidence.fetch(ws.con, "SELECT * FROM evidence.documents WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [_ids(batch)])
    return {row["article_id"]: build(Document, row) for row in rows}


def _clean_tasks(decided: Mapping[str, Decided], ws: Workspace, batch: Sequence[tuple[str, str]]) -> list[CleanTask]:
    documents, profiles = _documents(ws, batch), profiles_of(ws, _ids(batch))
    return [CleanTask(documents[article_id], profiles[article_id], decided.get(article_id)) for article_id, _ in batch]


def _articles(ws: Workspace, batch: Sequence[tuple[str, str]]) -> list[Article]:
    """Articles as cleaning left them."""
    documents = _documents(ws, batch)
    where, ids = "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [_ids(batch)]
    lines: dict[str, list[Line]] = {}
    for row in evidence.fetch(ws.con, f"SELECT * FROM evidence.lines {where} ORDER BY article_id, no", ids):  # noqa: S608
        lines.setdefault(row["article_id"], []).append(build(Line, row))
    heads = {row["article_id"]: row for row in evidence.fetch(ws.con, f"SELECT * FROM evidence.articles {where}", ids)}  # noqa: S608
    return [
        build(Article, heads[article_id], document=documents[article_id], lines=tuple(lines.get(article_id, ()))) for article_id, _ in batch
    ]


def _store_articles(ws: Workspace, inputs: dict[str, str], outcomes: Sequence[Article | Failure]) -> None:
    evidence.delete(ws.con, _CLEAN, list(inputs))
    articles = [o for o in outcomes if isinstance(o, Article)]
    evidence.insert(ws.con, table_named("articles"), [((a.document.article_id,), a) for a in articles])
    lines = [((a.document.article_id, no), line) for a in articles for no, line in enumerate(a.lines)]
    evidence.insert(ws.con, table_named("lines"), lines)
    digests = {a.document.article_id: article_digests(a) for a in articles}
    close(ws, "clean", inputs, digests, [o for o in outcomes if isinstance(o, Failure)])


def _store_annotations(ws: Workspace, inputs: dict[str, str], outcomes: Sequence[Annotations | Unassisted | Failure]) -> None:
    evidence.delete(ws.con, _ANNOTATE, list(inputs))
    unassisted = [o for o in outcomes if isinstance(o, Unassisted)]
    found = [o for o in outcomes if isinstance(o, Annotations)] + [o.annotations for o in unassisted]
    parts = {"local_entities": "entities", "mentions": "mentions", "roles": "roles", "dates": "dates",
             "quotes": "quotes", "events": "events", "model_counts": "model_counts"}  # fmt: skip
    for table, field in parts.items():
        rows = [((a.article_id, no), value) for a in found for no, value in enumerate(getattr(a, field))]
        evidence.insert(ws.con, table_named(table), rows)
    for table in ("participants", "numbers"):
        parts_of_events = [
            ((a.article_id, no, ord_), value)
            for a in found
            for no, event in enumerate(a.events)
            for ord_, value in enumerate(getattr(event, table))
        ]
        evidence.insert(ws.con, table_named(table), parts_of_events)
    digests = {a.article_id: (annotations_digest(a), "") for a in found}
    close(ws, "annotate", inputs, digests, [o for o in outcomes if isinstance(o, Failure)], unassisted)
