"""The job, its schedule, and the sensor that watches the folders. Both are off until somebody switches them on: on the pages, under
Automation. With the setting `automation` they are on from the start, for servers; whoever switches one on the pages has the last word.
A second sensor, `upkeep`, starts nothing, and is on wherever Dagster's daemon runs.
"""

import dagster as dg

from pipeline import settings as settings_module
from pipeline.defs import inputs, killed, tags, watching

SECONDS = 5  # between two looks of the sensor

reingest = dg.define_asset_job(
    "reingest",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("exports") - dg.AssetSelection.assets("site"),
    description="Read what is new or changed in raw/, redo what that touches, check, publish. `resources.run.config` narrows it.",
    executor_def=dg.in_process_executor,
)


def hourly_schedule(*, is_on: bool = False) -> dg.ScheduleDefinition:
    """The schedule; `is_on`: from the start."""
    return dg.ScheduleDefinition(
        name="reingest_hourly",
        job=reingest,
        cron_schedule="7 * * * *",
        execution_timezone="UTC",
        description="Every hour, seven minutes past. A run that finds nothing new costs a walk over the folder.",
        default_status=dg.DefaultScheduleStatus.RUNNING if is_on else dg.DefaultScheduleStatus.STOPPED,
        execution_fn=_hour,
    )


def _hour(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run an hour, and no queue of them behind a long one: the first of the queue finds all that is new by then."""
    if waiting := watching.waiting_run(context.instance):
        return dg.SkipReason(f"Run {waiting} is waiting to begin and will find all that is new.")
    return dg.RunRequest(tags={tags.TRIGGER: "schedule"})


def folder_sensor(*, is_on: bool = False) -> dg.SensorDefinition:
    """The sensor; `is_on`: from the start."""
    return dg.SensorDefinition(
        name="raw_folder",
        job=reingest,
        evaluation_fn=watching.look,
        minimum_interval_seconds=SECONDS,
        description="Starts one run when files below raw/, of the overrides or of the lexicon came, changed or went, once nothing "
        f"changes between two looks {SECONDS} seconds apart. A run that fails is not repeated before the next change; the schedule does.",
        default_status=dg.DefaultSensorStatus.RUNNING if is_on else dg.DefaultSensorStatus.STOPPED,
    )


def upkeep_sensor() -> dg.SensorDefinition:
    """The sensor that tells of runs whose process was killed, and notes what the user's files hold."""
    return dg.SensorDefinition(
        name="upkeep",
        evaluation_fn=_keep_up,
        minimum_interval_seconds=killed.SECONDS,
        description="Marks runs whose process was killed as failed, and tells of each once (settings notify_url, notify_mail_to). Notes "
        "changes of the lexicon and the overrides, so that what was made with older ones is shown as stale. Starts nothing.",
        default_status=dg.DefaultSensorStatus.RUNNING,
    )


def _keep_up(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    settings = settings_module.load()
    inputs.note(context.instance, settings)
    found = killed.retire(context.instance, settings)
    return dg.SkipReason(f"Killed: {', '.join(found)}." if found else "No run was killed.")


JOBS = [reingest]
