"""The incremental run, step by step; each step is callable by itself, for Dagster's assets.

    scan → ingest_documents → clean_articles → annotate_articles → resolve_corpus → run_checks → publish

What each step does stands in its own module. This one holds their order, the question whether there is anything to do at
all, and the row of `runs`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline import ingest
from pipeline.engines.work import load_models
from pipeline.warehouse import checks, errors, forgotten, overrides
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.connect import build_file, scalar, transaction
from pipeline.warehouse.current import corpus_version, resolve_corpus
from pipeline.warehouse.documents import Counts, ingest_documents
from pipeline.warehouse.figures import write_figures
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.folder import Plan, compare
from pipeline.warehouse.models import annotate_versions, code_version, told
from pipeline.warehouse.publish import needs_publication, publish, write_books
from pipeline.warehouse.recovery import take_notices
from pipeline.warehouse.retention import forget_runs
from pipeline.warehouse.store import sql_text
from pipeline.warehouse.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. `failures`: (uri, message, hint) of what failed in it; `models`: a line on each model that took part;
    `warnings`: checks that found something, and let it be published."""

    run_id: str
    did_nothing: bool
    counts: Counts = field(default_factory=Counts)
    n_cleaned: int = 0
    n_annotated: int = 0
    failures: tuple[tuple[str, str, str], ...] = ()
    models: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()  # what the user is to be told beside that: a build file that was damaged, what is forgotten
    warnings: tuple[checks.CheckResult, ...] = ()
    seconds: float = 0.0


def is_up_to_date(ws: Workspace, plan: Plan) -> bool:
    """Whether folder, books, code and published file agree: then a run has nothing to do."""
    if not plan.is_empty or ws.options.full or ws.options.retry_failed or needs_publication(ws):
        return False
    if forgotten.has_changed(ws.con, ws.register):
        return False
    annotate_versions(ws.con, ws.models)
    ws.con.execute(sql_text("state/stale.sql"), {"version": stage_version("clean")})
    if ws.con.execute("SELECT 1 FROM stale LIMIT 1").fetchall() or overrides.have_changed(ws) or errors.has_assisted(ws):
        return False
    corpus = scalar(ws.con, "SELECT version FROM state.ledger WHERE stage = 'corpus'")
    return bool(corpus == corpus_version(ws.settings))


def nothing_to_do(settings: Settings, *, full: bool = False, wait: float = 10.0) -> bool:
    """Whether folder and ledger agree. Costs a walk over raw/ and a few counts; imports no Dagster. Raises WarehouseError
    where another run is at work, and RawFolderError where there is nothing to read, before anything is made; and JudgementsError where
    there is something to do, but the overrides cannot be used."""
    if not settings.raw.is_dir():
        next(ingest.scan(settings.raw), None)  # raises: it knows how to say what is wrong with the folder
    overrides.expect(settings)
    if full or (not build_file(settings.home).is_file() and not settings.warehouse.is_file() and _holds_something(settings)):
        overrides.read(settings)
        return False
    with open_workspace(settings, wait=wait) as ws:
        if is_up_to_date(ws, compare(ws)):
            return True
        overrides.of_run(ws)
        return False


def _holds_something(settings: Settings) -> bool:
    return any(not isinstance(found, ingest.Ignored) for found in ingest.scan(settings.raw))


def begin_run(ws: Workspace) -> None:
    """Write the run's row; the columns of its end stay NULL until `end_run`. Raises JudgementsError where the overrides cannot be
    used and ModelError where a model cannot be loaded, before anything is done."""
    overrides.of_run(ws)
    load_models(ws.models)
    with transaction(ws.con):
        forget_runs(ws)
        ws.con.execute("DELETE FROM state.runs WHERE run_id = ?", [ws.run_id])
        ws.con.execute(
            "INSERT INTO state.runs VALUES (?, ?, NULL, ?, 0, 0, 0, 0, 0, NULL)",
            [ws.run_id, ws.started_at, code_version(ws.models)],
        )


def end_run(ws: Workspace, counts: Counts) -> int:
    """Complete the run's row, before publication, so that the published file tells of the run that made it. Returns the
    number of failures."""
    n_failed = len(errors.failed_in_run(ws))
    finished_at = max(datetime.now(UTC).replace(tzinfo=None), ws.started_at)  # a clock may be set back meanwhile
    with transaction(ws.con):
        ws.con.execute(
            "UPDATE state.runs SET finished_at = ?, n_new = ?, n_changed = ?, n_unchanged = ?, n_removed = ?, n_failed = ?,"
            " seconds = ? WHERE run_id = ?",
            [finished_at, counts.n_new, counts.n_changed, counts.n_unchanged, counts.n_removed, n_failed,
             round((finished_at - ws.started_at).total_seconds(), 3), ws.run_id],
        )  # fmt: skip
    return n_failed


def refresh_books(ws: Workspace) -> None:
    """Bring places, errors and runs of main in step with the books."""
    with transaction(ws.con):
        write_books(ws)


def check_results(ws: Workspace) -> list[checks.CheckResult]:
    """Run all checks on the build file, with the figures of this run where it is to be published; failed ones are among the results."""
    refresh_books(ws)
    if needs_publication(ws):
        write_figures(ws)
    results = checks.run_checks(ws.con, checks.given_by(ws.settings, ws.run_id))
    for warned in checks.warnings_of(results):
        ws.log(f"The check `{warned.name}` found {warned.first}")
    return results


def check(ws: Workspace) -> list[checks.CheckResult]:
    """Run the checks on the build file; returns what they found. Raises CheckFailedError where one fails that is an error."""
    results = check_results(ws)
    if checks.errors_of(results):
        raise checks.CheckFailedError(results)
    return results


def run(ws: Workspace, plan: Plan | None = None) -> RunResult:
    """Do all that is to be done, and publish. Raises CheckFailedError; the published file then stays as it was."""
    began = time.monotonic()
    plan = plan or compare(ws)
    if is_up_to_date(ws, plan):
        return RunResult(ws.run_id, did_nothing=True, seconds=time.monotonic() - began)
    begin_run(ws)
    counts = ingest_documents(ws, plan)
    n_cleaned = clean_articles(ws)
    n_annotated = annotate_articles(ws)
    results: list[checks.CheckResult] = []
    if resolve_corpus(ws) or needs_publication(ws):
        end_run(ws, counts)
        results = check(ws)
        ws.progress("publishing", 0, 1)
        publish(ws)
        ws.progress("publishing", 1, 1)
    else:
        end_run(ws, counts)
    return RunResult(
        ws.run_id,
        did_nothing=False,
        counts=counts,
        n_cleaned=n_cleaned,
        n_annotated=n_annotated,
        failures=tuple(errors.failed_in_run(ws)),
        models=tuple(told(ws.con)),
        notices=take_notices(ws.con),
        warnings=tuple(checks.warnings_of(results)),
        seconds=time.monotonic() - began,
    )
