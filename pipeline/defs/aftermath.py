"""What happens after the last step of a run, whoever started it: tags that tell what it found, a message where something failed, and the
clearing away of old records.

It hangs on the resource that all runs share, not on a sensor for failed runs: such a sensor works only while Dagster's daemon does,
and a run from cron has none. So each run tells once, by itself; a run whose process was killed is told of by whatever comes next.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dagster as dg

from pipeline.defs import inputs, killed, tags, upkeep
from pipeline.engines.notices import FailedCheck, RunStory, sentence
from pipeline.engines.notify import tell
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.defs.handover import Run

STOPPED_BY_HAND = ("DagsterExecutionInterruptedError", "KeyboardInterrupt", "SystemExit")
GATE = "fit_to_publish"  # the check that stands for all that are errors
_EVENTS = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_CHECK_EVALUATION}


def began(context: dg.InitResourceContext, settings: Settings) -> None:
    """Note who started the run, which process it is and what the user's files hold; retire runs that were killed."""
    instance, run = context.instance, context.run
    if instance is None or run is None:
        return
    instance.add_run_tags(run.run_id, {tags.TRIGGER: tags.trigger_of(run.tags), tags.PROCESS: killed.this_process()})
    inputs.note(instance, settings)
    killed.retire(instance, settings)


def ended(context: dg.InitResourceContext, settings: Settings, run: Run | None, error: Exception | None) -> None:
    """See the module. `run`: None where it did not come to be; `error`: what stopped it outside of a stage. Raises nothing."""
    say = context.log.info if context.log else _silent
    try:
        instance, record = context.instance, context.run
        if instance is None or record is None:
            return
        instance.add_run_tags(record.run_id, {tags.ENDED: tags.IN_ORDER, **(found_by(run) if run is not None else {})})
        trigger = tags.trigger_of(record.tags)
        for line in tell(settings, story_of(instance, record.run_id, trigger, run, error)):
            say(line)
        if n := upkeep.prune(instance, settings.keep_runs_days, datetime.now(UTC)):
            say(f"{n} runs of more than {settings.keep_runs_days} days ago were cleared away.")
    except Exception as trouble:  # the work is done, and must not be lost for what is said of it
        say(f"After the run: {type(trouble).__name__}: {trouble}")


def found_by(run: Run) -> dict[str, str]:
    """What the run found, as tags: the pages filter runs by them."""
    counts = {"n_new": run.counts.n_new, "n_changed": run.counts.n_changed, "n_removed": run.counts.n_removed}
    return {f"dateline/{name}": str(n) for name, n in {**counts, "n_failed": len(run.failures)}.items()}


def story_of(instance: dg.DagsterInstance, run_id: str, trigger: str, run: Run | None, error: Exception | None) -> RunStory:
    """How the run went, from its events: they know every step and every check, whichever module made it."""
    step = words = None
    checks: dict[str, FailedCheck] = {}
    for record in instance.get_records_for_run(run_id, of_type=_EVENTS).records:
        event = record.event_log_entry.dagster_event
        if event is None:
            continue
        if event.is_step_failure:
            failure = event.step_failure_data.error
            kind = failure.cls_name if failure else "Error"
            if kind not in STOPPED_BY_HAND and step is None:
                step, words = event.step_key, f"{kind} (its words stand in the run's log)"
        else:
            check = event.asset_check_evaluation_data
            if not check.passed:
                blocks = check.severity == dg.AssetCheckSeverity.ERROR
                checks[check.check_name] = FailedCheck(check.check_name, blocks, _n_offending(check.metadata))
            else:
                checks.pop(check.check_name, None)
    if len(checks) > 1:
        checks.pop(GATE, None)  # it says no more than the others
    known = error or (run.error if run is not None and step is not None else None)
    if known is not None:
        words = sentence(known)
    elif any(check.is_blocking for check in checks.values()):
        words = None  # the checks say it
    failed = run.failed_by_code if run is not None else {}
    return RunStory(
        run_id=run_id, trigger=trigger, error=words, step=step, failed_checks=tuple(checks.values()), failed_documents=failed,
        is_published=run is not None and run.did_publish,
    )  # fmt: skip


def _n_offending(metadata: Mapping[str, object]) -> int | None:
    value = getattr(metadata.get("n_offending"), "value", None)
    return value if isinstance(value, int) else None


def _silent(_line: str) -> None:
    return
