"""The definitions, put together. Tests and `dateline run` give a resource of their own."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

from pipeline import languages
from pipeline import settings as settings_module
from pipeline.defs.assets import ASSETS
from pipeline.defs.automation import JOBS, folder_sensor, hourly_schedule, upkeep_sensor
from pipeline.defs.checks import CHECKS
from pipeline.defs.exports import EXPORTS, export_job
from pipeline.defs.inputs import INPUTS
from pipeline.defs.run import run_resource
from pipeline.defs.site import site, site_job
from pipeline.settings import Settings
from pipeline.warehouse.fingerprint import stage_version

_STAGES = {"ingest": "read", "clean": "clean", "annotate": "annotate", "resolve": "corpus", "marts": "publish", "publish": "publish"}


def build_defs(run: dg.ResourceDefinition | None = None, settings: Settings | None = None) -> dg.Definitions:
    """Everything that Dagster knows of. Steps run in one process: they share the open build file. Raises SettingsError."""
    settings = settings or settings_module.load()
    return dg.Definitions(
        assets=[*INPUTS, *(_with_freshness(_with_versions(assets), settings.fresh_hours) for assets in ASSETS), *EXPORTS, site],
        asset_checks=CHECKS,
        jobs=[*JOBS, export_job, site_job],
        schedules=[hourly_schedule(is_on=settings.automation in ("schedule", "both"))],
        sensors=[folder_sensor(is_on=settings.automation in ("sensor", "both")), upkeep_sensor()],
        resources={"run": run or run_resource()},
        executor=dg.in_process_executor,
    )


def _with_versions(assets: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """The assets, each with the version of its stage: code and data of the project, without the user's lexicon, which is an asset. What
    is only a list of others' failures has none."""
    languages.use(languages.Extension())

    def versioned(spec: dg.AssetSpec) -> dg.AssetSpec:
        stage = _STAGES.get(spec.group_name or "")
        return spec.replace_attributes(code_version=stage_version(stage)) if stage else spec

    return assets.map_asset_specs(versioned)


def _with_freshness(assets: dg.AssetsDefinition, hours: int) -> dg.AssetsDefinition:
    """The assets, each expected to be made anew within so many hours; 0: whenever. Every run makes all of them, the schedule's also
    where it finds nothing new, so an overdue asset means that runs fail or do not happen."""
    if not hours:
        return assets
    policy = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=hours))
    return assets.map_asset_specs(lambda spec: dg.apply_freshness_policy(spec, policy))
