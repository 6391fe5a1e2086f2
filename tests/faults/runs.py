"""What a child of the warm process does: runs that tell how far they are, and looks at the published file."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from pipeline import cli, cli_common
from pipeline import settings as settings_module
from pipeline.settings import Settings
from pipeline.warehouse import documents, forget, forgetting, forgotten, rewriting, targets
from pipeline.warehouse import run as room
from pipeline.warehouse.checks import run_checks
from pipeline.warehouse.connect import published_connection, scalar
from pipeline.warehouse.digest import digests
from pipeline.warehouse.workspace import RunOptions, open_workspace

Report = Callable[..., None]
# The steps of a run, by the name that each has in pipeline.warehouse.run.
STAGES = {
    "reading": "ingest_documents", "cleaning": "clean_articles", "annotating": "annotate_articles", "resolving": "resolve_corpus",
    "checking": "check", "publishing": "publish",
}  # fmt: skip


def settings_of(home: str | Path, raw: str | Path, **more: Any) -> Settings:
    """Settings that depend on nothing but these."""
    return settings_module.load({"home": Path(home), "raw": Path(raw), **more}, environ={}, cwd=Path(raw).parent)


def go(
    report: Report, home: str, raw: str, *, wait: float = 60.0, settings: dict[str, Any] | None = None, **options: Any
) -> dict[str, Any]:
    """A run, as the command line's: reports stage and moment when a step begins, and how far it is. `options`: of the run.

    A parameter for the number of an engine's workers belongs into `settings` here, and reaches all tests of order from there.
    """
    said: list[str] = []
    for stage, name in STAGES.items():
        setattr(room, name, _telling(report, stage, getattr(room, name)))

    def progress(what: str, done: int, _total: int | None) -> None:
        report(what=what, done=done)

    report(stage="opening", at=time.monotonic())
    with open_workspace(
        settings_of(home, raw, **(settings or {})), RunOptions(**options), log=said.append, progress=progress, wait=wait
    ) as ws:
        done = room.run(ws)
    report(stage="closed", at=time.monotonic())
    return {
        "did_nothing": done.did_nothing,
        "counts": dataclasses.asdict(done.counts),
        "failures": [list(failure) for failure in done.failures],
        "log": said,
    }


def as_command(report: Report, home: str, raw: str, **options: Any) -> dict[str, Any]:
    """A run, with what the command line says of its end and the exit code that it ends with. The run itself is `go`, without Dagster's
    job around it."""
    stages: list[str] = []

    def noting(**message: Any) -> None:
        if "stage" in message:
            stages.append(message["stage"])
        report(**message)

    said = io.StringIO()
    done: dict[str, Any] = {}
    code = cli_common.OK
    with contextlib.redirect_stderr(said):
        try:
            with cli_common.explained(debug=False):
                done = go(noting, home, raw, **options)
                cli._list_failures([tuple(failure) for failure in done["failures"]])
                code = cli_common.FAILED if done["failures"] else cli_common.OK
        except typer.Exit as end:
            code = end.exit_code
    return {"exit": code, "said": said.getvalue(), "stage": stages[-1] if stages else "", **done}


def _telling(report: Report, stage: str, step: Callable[..., Any]) -> Callable[..., Any]:
    step = getattr(step, "untold", step)  # the warm process has run already

    def told(*arguments: Any, **named: Any) -> Any:
        report(stage=stage, at=time.monotonic())
        return step(*arguments, **named)

    told.untold = step  # type: ignore[attr-defined]
    return told


def look(_report: Report, warehouse: str) -> dict[str, Any]:
    """Open a published file, run all checks on it, and tell its version and digests."""
    con = published_connection(Path(warehouse))
    try:
        failed = [result.name for result in run_checks(con) if result.blocks]
        version = scalar(con, "SELECT value FROM _meta WHERE key = 'version'")
        return {"failed": failed, "version": version, "digests": digests(con), "articles": scalar(con, "SELECT count(*) FROM articles")}
    finally:
        con.close()


# The moments of a forgetting at which it may be cut short, by module and name.
FORGETTING = {
    "registering": (forgotten, "add"), "clearing records": (forget, "clear_records"), "taking out rows": (forgetting, "_purge"),
    "taking out bytes": (forgetting, "_remove_objects"), "reading anew": (documents, "_read"), "resolving anew": (forget, "resolve_corpus"),
    "publishing anew": (forget, "publish"), "rewriting": (forget, "rewrite"), "copying": (rewriting, "_copy_build"),
}  # fmt: skip


def forget_it(report: Report, home: str, raw: str, *, wanted: str) -> dict[str, Any]:
    """Forget an article, an address or a person; reports each moment as it comes."""
    for moment, (module, name) in FORGETTING.items():
        setattr(module, name, _telling(report, moment, getattr(module, name)))
    settings = settings_of(home, raw)
    con = published_connection(settings.warehouse)
    try:
        asked = targets.Asked(wanted, "", "withdrawn", "2025-06-30", settings.raw)
        target = targets.find(con, forgotten.load(settings), asked)
    finally:
        con.close()
    done = forget.forget(settings, target)
    return {"left_out": done.n_left_out, "blanked": done.n_blanked, "rewritten": done.swept.rewritten, "removed": done.swept.removed}
