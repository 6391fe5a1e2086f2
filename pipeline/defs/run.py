"""The resource `run`: what all steps of one run share: the locked home, the open build file, the options of the run.

Steps run in one process, so the resource opens once and holds the home's lock until the last step: nobody writes between two
stages. Its configuration (`options.py`) is what the Launchpad offers; what follows the last step stands in `aftermath.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import dagster as dg

from pipeline import settings as settings_module
from pipeline.defs import aftermath
from pipeline.defs.event_log import held_open
from pipeline.defs.handover import Outcome, Run
from pipeline.defs.options import CONFIG, check_sources, engine_of, options_of, stages_again
from pipeline.ingest import sources_below
from pipeline.settings import Settings
from pipeline.warehouse import errors
from pipeline.warehouse import run as steps
from pipeline.warehouse.folder import known_sources
from pipeline.warehouse.outstanding import ask_again
from pipeline.warehouse.recovery import take_notices
from pipeline.warehouse.workspace import Progress, open_workspace

POOL = "duckdb_writer"


def run_resource(
    settings: Callable[[], Settings] = settings_module.load, progress: Progress | None = None, outcome: Outcome | None = None
) -> dg.ResourceDefinition:
    """The resource, with the settings it opens, a progress callback and a place for the outcome: those who start a run in their own process
    give them."""

    def opened(context: dg.InitResourceContext) -> Iterator[Run]:
        found, run, trouble = settings(), None, None
        aftermath.began(context, found)
        try:
            options = options_of(context.resource_config)
            found = engine_of(context.resource_config, found)
            log = context.log.info if context.log else print
            events = held_open(context.instance) if context.instance else nullcontext()
            with events, open_workspace(found, options, log=log, progress=progress or _quiet, wait=600.0) as workspace:
                check_sources(options.sources, {*sources_below(found.raw), *known_sources(workspace.con)})
                run = Run(workspace, tuple(context.resource_config["stages"]))
                if again := stages_again(context.resource_config):
                    log(ask_again(workspace, again, options.sources))
                if outcome is not None:
                    outcome.run = run
                try:
                    yield run
                finally:
                    if run.has_begun and not run.did_publish and run.error is None:
                        steps.end_run(workspace, run.counts)
                    run.failures, run.failed_by_code = tuple(errors.failed_in_run(workspace)), errors.failed_by_code(workspace)
                    run.notices = take_notices(workspace.con)
        except Exception as error:
            trouble = error
            if outcome is not None:
                outcome.error = error
            raise
        finally:
            aftermath.ended(context, found, run, trouble)

    return dg.ResourceDefinition(
        dg.resource(config_schema=CONFIG)(opened).resource_fn,
        config_schema=CONFIG,
        description="The locked home and the open build file of one run, and the options of that run.",
    )


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return
