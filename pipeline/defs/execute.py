"""The job `reingest`, run in this process and recorded in the project's instance: what `dateline run` calls."""

from __future__ import annotations

import time

import dagster as dg

from pipeline.defs import tags
from pipeline.defs.aftermath import STOPPED_BY_HAND
from pipeline.defs.build import build_defs
from pipeline.defs.handover import Outcome
from pipeline.defs.killed import this_process
from pipeline.defs.run import run_resource
from pipeline.defs.storage import instance_of
from pipeline.settings import Settings
from pipeline.warehouse.checks import CheckFailedError
from pipeline.warehouse.run import RunResult
from pipeline.warehouse.workspace import Progress


def run_reingest(
    settings: Settings,
    *,
    full: bool = False,
    retry_failed: bool = False,
    progress: Progress | None = None,
) -> RunResult:
    """Run the job. The pages of `dateline ui` show the run.

    Raises what stopped it: KeyboardInterrupt, WarehouseError, CheckFailedError, or the stage's own error; the published file then stays as
    it was.
    """
    began = time.monotonic()
    outcome = Outcome()
    config = {
        "resources": {"run": {"config": {"full": full, "retry_failed": retry_failed}}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},  # the instance keeps all of it; the terminal gets the result
    }
    with instance_of(settings) as instance:
        defs = build_defs(run_resource(lambda: settings, progress, outcome), settings)
        done = defs.resolve_job_def("reingest").execute_in_process(
            run_config=config, instance=instance, raise_on_error=False, tags={tags.TRIGGER: "command line", tags.PROCESS: this_process()}
        )
        message = _failure(done)
    run = outcome.run
    if run is not None and run.failed_checks:
        raise CheckFailedError(run.failed_checks)
    if outcome.error is not None:
        raise outcome.error
    if run is not None and run.error is not None:
        raise run.error
    if run is None or not done.success:
        if _was_stopped(done):
            raise KeyboardInterrupt
        raise RuntimeError(message)
    return RunResult(
        run_id=run.workspace.run_id,
        did_nothing=False,
        counts=run.counts,
        n_cleaned=run.n_cleaned,
        n_annotated=run.n_annotated,
        failures=run.failures,
        models=run.models,
        notices=run.notices,
        warnings=tuple(run.warnings),
        seconds=time.monotonic() - began,
    )


def _was_stopped(done: dg.ExecuteInProcessResult) -> bool:
    """Whether somebody stopped the run (ctrl-C): Dagster makes it a step that failed."""
    errors = (event.step_failure_data.error for event in done.all_events if event.is_step_failure)
    return any(error is not None and error.cls_name in STOPPED_BY_HAND for error in errors)


def _failure(done: dg.ExecuteInProcessResult) -> str:
    """What stopped the run, in the words of the event log."""
    for event in done.all_events:
        if event.is_failure and event.is_step_event:
            error = event.step_failure_data.error
            while error is not None and error.cause is not None:
                error = error.cause
            if error is not None:
                return f"{event.step_key}: {error.message.strip()}"
    return "The run did not succeed; `dateline ui` shows its log."
