"""What the steps of one run hand to each other, and what is left of it for whoever started it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dagster as dg

from pipeline.warehouse import run as steps
from pipeline.warehouse.checks import CheckResult
from pipeline.warehouse.documents import Counts
from pipeline.warehouse.workspace import Workspace

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
    did_resolve: bool = False  # whether there was anything to resolve anew
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
