"""The definitions, put together. Tests and `dateline run` give a resource of their own."""

from __future__ import annotations

import dagster as dg

from pipeline.defs.assets import ASSETS
from pipeline.defs.automation import JOBS, SCHEDULES, SENSORS
from pipeline.defs.checks import CHECKS
from pipeline.defs.run import run_resource


def build_defs(run: dg.ResourceDefinition | None = None) -> dg.Definitions:
    """Everything that Dagster knows of. Steps run in one process: they share the open build file."""
    return dg.Definitions(
        assets=ASSETS,
        asset_checks=CHECKS,
        jobs=JOBS,
        schedules=SCHEDULES,
        sensors=SENSORS,
        resources={"run": run or run_resource()},
        executor=dg.in_process_executor,
    )
