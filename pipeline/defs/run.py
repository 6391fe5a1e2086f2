"""The resource `run`: what all steps of one run share: the locked home, the open build file, the options of the run.

Steps run in one process, so the resource opens once and holds the home's lock until the last step: nobody writes between two
stages. Its configuration is what the Launchpad offers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import dagster as dg

from pipeline import settings as settings_module
from pipeline.settings import Settings
from pipeline.warehouse import errors
from pipeline.warehouse.checks import CheckResult
from pipeline.warehouse.documents import Counts
from pipeline.warehouse.recovery import take_notices
from pipeline.warehouse.workspace import Progress, RunOptions, Workspace, open_workspace

STAGES = ("documents", "clean", "annotate", "resolve", "publish")
POOL = "duckdb_writer"


@dataclass(slots=True)
class Run:
    """One run's workspace, and what its steps leave for the ones behind them."""

    workspace: Workspace
    stages: tuple[str, ...]
    counts: Counts = field(default_factory=Counts)
    n_cleaned: int = 0
    n_annotated: int = 0
    did_publish: bool = False
    failed_checks: list[CheckResult] = field(default_factory=list)
    models: tuple[str, ...] = ()  # a line on each model that took part
    notices: tuple[str, ...] = ()  # what the user is to be told beside that
    failures: tuple[tuple[str, str, str], ...] = ()  # (uri, message, hint) of documents that failed in this run; known at its end
    error: Exception | None = None  # what stopped a stage: of a step that fails, Dagster keeps the words only

    def wants(self, stage: str) -> bool:
        """Whether the run's configuration asks for the stage; one that is not asked for leaves its tables as they are."""
        return stage in self.stages

    @contextmanager
    def stage(self) -> Iterator[None]:
        """Work of a stage, whose error is kept for whoever started the run."""
        try:
            yield
        except Exception as error:
            self.error = error
            raise


@dataclass(slots=True)
class Outcome:
    """What is left of a run for whoever started it in this process."""

    run: Run | None = None
    error: BaseException | None = None


CONFIG = {
    "sources": dg.Field([str], default_value=[], description="Only these outlets (folders below raw/). Empty: all."),
    "stages": dg.Field([str], default_value=list(STAGES), description=f"Only these stages: {', '.join(STAGES)}."),
    "since": dg.Field(dg.Noneable(str), default_value=None, description="Only files modified at or after this moment (ISO 8601)."),
    "limit": dg.Field(
        dg.Noneable(int), default_value=None, description="At most so many new or changed files; the next run takes the others."
    ),
    "retry_failed": dg.Field(bool, default_value=False, description="Try again what failed before."),
    "full": dg.Field(bool, default_value=False, description="Do everything anew."),
}


def options_of(config: dict[str, Any]) -> RunOptions:
    """Run options from the resource's configuration. Raises ValueError for a moment that is not ISO 8601."""
    since = config["since"]
    return RunOptions(
        full=config["full"],
        retry_failed=config["retry_failed"],
        sources=tuple(config["sources"]),
        since=datetime.fromisoformat(since) if since else None,
        limit=config["limit"],
    )


def run_resource(
    settings: Callable[[], Settings] = settings_module.load, progress: Progress | None = None, outcome: Outcome | None = None
) -> dg.ResourceDefinition:
    """The resource, with the settings it opens, a progress callback and a place for the outcome: those who start a run in their own process
    give them."""

    def opened(context: dg.InitResourceContext) -> Iterator[Run]:
        config = context.resource_config
        if unknown := sorted(set(config["stages"]) - set(STAGES)):
            raise ValueError(f"There is no stage {unknown[0]!r} in the configuration of the run; write some of {', '.join(STAGES)}")
        try:
            with open_workspace(
                settings(), options_of(config), log=context.log.info if context.log else print, progress=progress or _quiet, wait=600.0
            ) as workspace:
                run = Run(workspace, tuple(config["stages"]))
                if outcome is not None:
                    outcome.run = run
                try:
                    yield run
                finally:
                    run.failures, run.notices = tuple(errors.failed_in_run(workspace)), take_notices(workspace.con)
        except Exception as error:
            if outcome is not None:
                outcome.error = error
            raise

    return dg.ResourceDefinition(
        dg.resource(config_schema=CONFIG)(opened).resource_fn,
        config_schema=CONFIG,
        description="The locked home and the open build file of one run, and the options of that run.",
    )


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return
