"""The resource `run`: what all steps of one run share: the locked home, the open build file, the options of the run.

Steps run in one process, so the resource opens once and holds the home's lock until the last step: nobody writes between two
stages. Its configuration (`options.py`) is what the Launchpad offers; what follows the last step stands in `aftermath.py`.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dagster as dg

from pipeline import settings as settings_module
from pipeline.defs import aftermath
from pipeline.defs.options import CONFIG, check_sources, options_of
from pipeline.ingest import sources_below
from pipeline.settings import Settings
from pipeline.warehouse import errors
from pipeline.warehouse import run as steps
from pipeline.warehouse.checks import CheckResult
from pipeline.warehouse.documents import Counts
from pipeline.warehouse.folder import known_sources
from pipeline.warehouse.recovery import take_notices
from pipeline.warehouse.workspace import Progress, Workspace, open_workspace

POOL = "duckdb_writer"
# What a disk or a network share says for a moment. A file that is held by another program is none of these: that has been waited for.
_PASSING = {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENETDOWN}


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
    warnings: list[CheckResult] = field(default_factory=list)
    models: tuple[str, ...] = ()  # a line on each model that took part
    notices: tuple[str, ...] = ()  # what the user is to be told beside that
    failures: tuple[tuple[str, str, str], ...] = ()  # (uri, message, hint) of documents that failed in this run; known at its end
    failed_by_code: dict[str, int] = field(default_factory=dict)  # … how many, by error code
    error: Exception | None = None  # what stopped a stage: of a step that fails, Dagster keeps the words only
    has_begun: bool = False

    def wants(self, stage: str) -> bool:
        """Whether the run's configuration asks for the stage; one that is not asked for leaves its tables as they are."""
        return stage in self.stages

    @contextmanager
    def stage(self) -> Iterator[None]:
        """Work of a stage, whose error is kept for whoever started the run; the first one enters the run in the books. An error that
        passes is tried again, twice; the stage goes on where it was."""
        self.error = None
        try:
            if not self.has_begun:
                steps.begin_run(self.workspace)
                self.has_begun = True
            yield
        except Exception as error:
            self.error = error
            if isinstance(error, OSError) and error.errno in _PASSING:
                raise dg.RetryRequested(max_retries=2, seconds_to_wait=5) from error
            raise


@dataclass(slots=True)
class Outcome:
    """What is left of a run for whoever started it in this process."""

    run: Run | None = None
    error: BaseException | None = None


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
            log = context.log.info if context.log else print
            with open_workspace(found, options, log=log, progress=progress or _quiet, wait=600.0) as workspace:
                check_sources(options.sources, {*sources_below(found.raw), *known_sources(workspace.con)})
                run = Run(workspace, tuple(context.resource_config["stages"]))
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
