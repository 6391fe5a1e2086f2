"""What the commands of `dateline` share: exit codes, options, settings, what goes wrong in one sentence, and how far the work is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings

OK, FAILED, USAGE, UNAVAILABLE = 0, 1, 2, 3
Raw = Annotated[Path | None, typer.Option("--raw", help="Folder with the documents, one folder per outlet in it.", metavar="DIR")]
Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="The published file.", metavar="FILE")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")]

_STOPPED = "Stopped. What was done is kept; the next run continues, and the published warehouse is as it was."


@contextmanager
def explained(*, debug: bool) -> Iterator[None]:
    """Turn what usually goes wrong into one sentence and an exit code."""
    from pipeline.settings_rows import SettingsError  # noqa: PLC0415

    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        complain(_STOPPED)
        raise typer.Exit(130) from None
    except Exception as error:
        if debug:
            raise
        if _was_interrupted(error):
            complain(_STOPPED)
            raise typer.Exit(130) from None
        code = USAGE if isinstance(error, SettingsError) else _exit_code(error)
        if code is None and (fault := _storage_error(error)) is not None:
            error, code = fault, UNAVAILABLE
        if code is None:
            complain(f"{type(error).__name__}: {error}\nThis is an error of the program. `--debug` shows where.")
            raise typer.Exit(FAILED) from None
        complain(str(error))
        raise typer.Exit(code) from None


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether ctrl-C led to this error: what is cleared away behind it may fail, for DuckDB was interrupted as well."""
    from pipeline.warehouse.connect import is_interruption  # noqa: PLC0415

    while error is not None:
        if isinstance(error, KeyboardInterrupt) or is_interruption(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _storage_error(error: Exception) -> Exception | None:
    from pipeline.warehouse.storage import storage_error  # noqa: PLC0415

    return storage_error(error)


def _exit_code(error: Exception) -> int | None:
    """The exit code of an error that is explained by its message; None for one that should not happen."""
    from pipeline.audit.sheets import SheetError  # noqa: PLC0415
    from pipeline.engines.instance import ServerError  # noqa: PLC0415
    from pipeline.engines.layout import LayoutError  # noqa: PLC0415
    from pipeline.engines.pool import EngineError  # noqa: PLC0415
    from pipeline.explorer.site import SiteError  # noqa: PLC0415
    from pipeline.ingest import KeepError, ObjectStoreError, PagesError, RawFolderError, RegisterError  # noqa: PLC0415
    from pipeline.languages import LexiconError  # noqa: PLC0415
    from pipeline.models.spans import ModelError  # noqa: PLC0415
    from pipeline.resolve.judgements import JudgementsError  # noqa: PLC0415
    from pipeline.warehouse.checks import CheckFailedError, UnknownCheckError  # noqa: PLC0415
    from pipeline.warehouse.closing import StageError  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415
    from pipeline.warehouse.explain import ExplainError  # noqa: PLC0415
    from pipeline.warehouse.export_folder import ExportError  # noqa: PLC0415
    from pipeline.warehouse.query import QueryError  # noqa: PLC0415
    from pipeline.warehouse.targets import TargetError  # noqa: PLC0415

    codes: list[tuple[type[Exception], int]] = [
        (ExportError, USAGE), (WarehouseError, UNAVAILABLE), (RawFolderError, USAGE), (JudgementsError, USAGE), (QueryError, USAGE),
        (LexiconError, USAGE), (ModelError, USAGE), (UnknownCheckError, USAGE), (RegisterError, USAGE), (TargetError, USAGE),
        (ExplainError, USAGE), (SheetError, USAGE), (SiteError, USAGE), (LayoutError, USAGE), (ServerError, UNAVAILABLE),
        (CheckFailedError, FAILED), (StageError, FAILED), (ObjectStoreError, FAILED), (KeepError, FAILED), (PagesError, FAILED),
        (EngineError, FAILED),
    ]  # fmt: skip
    return next((code for kind, code in codes if isinstance(error, kind)), None)


def complain(message: str) -> None:
    """Say what went wrong."""
    say(message, err=True)


def load(**options: Any) -> Settings:
    """The settings, where the options of a command outrank the rest. Raises SettingsError."""
    from pipeline import settings  # noqa: PLC0415

    return settings.load(options)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """One line on a terminal that is rewritten; elsewhere a line every ten seconds."""
    is_terminal, began, said = sys.stderr.isatty(), time.monotonic(), [time.monotonic()]

    def show(what: str, done: int, total: int | None) -> None:
        text = f"{what} {done:,}" + (f" of {total:,}" if total else "")
        if is_terminal:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
        elif time.monotonic() - said[0] > 10:
            said[0] = time.monotonic()
            sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {text}\n")

    try:
        yield show
    finally:
        if is_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
