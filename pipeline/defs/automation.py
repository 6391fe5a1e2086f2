"""The job, its schedule, and the sensor that watches the raw folder. Both are switched on by the user, on the pages or with `dg`."""

import hashlib
from collections.abc import Iterator
from itertools import chain

import dagster as dg

from pipeline import ingest
from pipeline import settings as settings_module
from pipeline.resolve.judgements import JudgementsError
from pipeline.warehouse import overrides

reingest = dg.define_asset_job(
    "reingest",
    selection=dg.AssetSelection.all(),
    description="Read what is new or changed in raw/, redo what that touches, check, publish. `resources.run.config` narrows it.",
    executor_def=dg.in_process_executor,
)

hourly = dg.ScheduleDefinition(
    name="reingest_hourly",
    job=reingest,
    cron_schedule="7 * * * *",
    execution_timezone="UTC",
    description="Every hour, seven minutes past. A run that finds nothing new costs a walk over the folder.",
)


def folder_state(found: Iterator[object]) -> str:
    """A digest of what the walk over raw/ and the overrides sees: names, sizes and times of files, no content."""
    digest = hashlib.sha256()
    for item in found:
        signature = f"{item.uri}\0{item.signature}" if isinstance(item, ingest.FileState) else repr(item)
        digest.update(signature.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


@dg.sensor(
    name="raw_folder",
    job=reingest,
    minimum_interval_seconds=5,
    description="Starts a run when a file below raw/ or of the overrides came, changed or went. "
    "The cursor is a digest of names, sizes and times.",
)
def raw_folder(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Compare the folder, and what users decided, with the cursor."""
    settings = settings_module.load()
    try:
        state = folder_state(chain(ingest.scan(settings.raw), overrides.stamps(settings.overrides)))
    except (ingest.RawFolderError, JudgementsError) as error:
        return dg.SkipReason(str(error))
    if state == context.cursor:
        return dg.SkipReason("Nothing has changed in the raw folder.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state, tags={"dateline/trigger": "raw_folder"})], cursor=state)


JOBS = [reingest]
SCHEDULES = [hourly]
SENSORS = [raw_folder]
