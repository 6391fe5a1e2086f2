"""What a run works with: its settings, its options, the open build file, its clock reading and where it reports to.

A `Workspace` is handed to every stage function, by the command line and by Dagster's assets alike. It decides nothing.
The clock is read once, when the workspace opens: every stamp of a run is that moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline import languages
from pipeline.engines.local import Engine, LocalEngine
from pipeline.engines.pool import PoolEngine
from pipeline.engines.spark import Cluster, SparkEngine
from pipeline.engines.table_files import FOLDER, FolderShelf, stamp
from pipeline.ingest.register import EMPTY, Register
from pipeline.languages import shelf
from pipeline.warehouse import forgotten
from pipeline.warehouse.connect import bound_memory, scalar
from pipeline.warehouse.fingerprint import remembered, stage_version
from pipeline.warehouse.lexicon import compiles, read_extension
from pipeline.warehouse.lock import run_lock
from pipeline.warehouse.models import models_of
from pipeline.warehouse.publish import versions
from pipeline.warehouse.recovery import open_build

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipeline.models.weights import Model
    from pipeline.settings import Settings

Progress = Callable[[str, int, int | None], None]  # (what, done, of how many if known)


def _silent(_: str) -> None:
    return


def _no_progress(_what: str, _done: int, _total: int | None) -> None:
    return


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run is asked to do. Empty `sources`: all of them. `since`: only files modified at or after this moment;
    `limit`: at most so many new or changed files (the others stay for the next run). `full`: everything anew; `batch_size`:
    documents of a transaction, where it is not to be what suits the stage."""

    full: bool = False
    retry_failed: bool = False
    sources: tuple[str, ...] = ()
    since: datetime | None = None
    limit: int | None = None
    batch_size: int | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """One run's hands: see the module."""

    settings: Settings
    con: DuckDBPyConnection
    run_id: str
    started_at: datetime  # UTC, without a zone: as the tables hold it
    options: RunOptions = field(default_factory=RunOptions)
    engine: Engine = field(default_factory=LocalEngine)
    models: tuple[Model, ...] = ()  # located, not loaded
    register: Register = EMPTY  # of what is forgotten
    log: Callable[[str], None] = _silent
    progress: Progress = _no_progress


def new_run_id(started_at: datetime) -> str:
    """An id that sorts by time and is unique on a machine."""
    return f"run_{started_at:%Y%m%dT%H%M%S%f}_{os.getpid()}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _moment(con: DuckDBPyConnection, home: Path) -> datetime:
    """The clock, but never earlier than the last run: runs and versions are told apart and ordered by their moment, and a clock that was
    set back must not make yesterday's file the newest."""
    last: datetime | None = scalar(con, "SELECT max(started_at) FROM state.runs")
    kept = [datetime.strptime(path.stem.split("_")[0], "%Y%m%dT%H%M%S%f") for path in versions(home)[:1]]  # noqa: DTZ007 — UTC, as written
    return max([_now(), *(moment + timedelta(microseconds=1) for moment in (last, *kept) if moment is not None)])


def _engine(settings: Settings, stack: ExitStack) -> Engine:
    pool = stack.enter_context(PoolEngine(settings.workers))
    if settings.engine != "spark":
        return pool
    return SparkEngine(Cluster(settings.spark, settings.spark_master), pool)


def _shelf(home: Path) -> FolderShelf:
    """The tables that were compiled from the packs as they are now. What could change the rows of a stage could change its tables."""
    told = stamp(stage_version(stage) for stage in ("clean", "annotate", "corpus"))
    return FolderShelf(home / FOLDER / told, frozenset(languages.languages()))


@contextmanager
def open_workspace(
    settings: Settings,
    options: RunOptions | None = None,
    *,
    run_id: str | None = None,
    log: Callable[[str], None] = _silent,
    progress: Progress = _no_progress,
    engine: Engine | None = None,
    wait: float = 10.0,
) -> Iterator[Workspace]:
    """Put the user's lexicon in force, lock the home, open the build file and prepare it, have what was
    compiled from the packs at hand. Raises LexiconError, RegisterError,
    WarehouseError where another run holds the file for longer than `wait` seconds, and ModelError where a model that the user has named is
    not there.
    Closes everything, whatever happens."""
    extension = read_extension(settings.lexicon)
    languages.use(extension)
    compiles(extension)
    with ExitStack() as stack:
        stack.enter_context(run_lock(settings.home, wait=wait))
        stack.enter_context(remembered(settings.home / "code.json"))
        stack.callback(shelf.use, None)
        shelf.use(_shelf(settings.home))
        models = models_of(settings)
        con = stack.enter_context(open_build(settings.home, settings.warehouse, log))
        bound_memory(con, settings.build_memory_mb)
        started_at = _moment(con, settings.home)
        yield Workspace(
            settings=settings,
            con=con,
            run_id=run_id or new_run_id(started_at),
            started_at=started_at,
            options=options or RunOptions(),
            engine=engine or _engine(settings, stack),
            models=models,
            register=forgotten.of_run(settings, con, full=bool(options and options.full)),
            log=log,
            progress=progress,
        )
