"""What a run may be asked for in its configuration (`resources.run.config`, in the Launchpad too), and why an answer cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.settings import Settings
from pipeline.settings_rows import SETTINGS, value_of
from pipeline.warehouse.workspace import RunOptions

STAGES = ("documents", "clean", "annotate", "resolve", "publish")
_EXAMPLE = "2026-05-31 or 2026-05-31T06:00:00+02:00"

CONFIG = {
    "sources": dg.Field(
        [str],
        default_value=[],
        description="Read only these outlets (folders below raw/; `unsorted`: files directly in it). Empty: all. Example: [harbour-post]",
    ),
    "stages": dg.Field(
        [str],
        default_value=list(STAGES),
        description=f"Only these stages, in the order {', '.join(STAGES)}. What a stage left out would do, the next run does.",
    ),
    "since": dg.Field(
        dg.Noneable(str),
        default_value=None,
        description=f"Read only files modified at or after this moment, UTC where it names no offset: {_EXAMPLE}.",
    ),
    "limit": dg.Field(
        dg.Noneable(int), default_value=None, description="Read at most so many new or changed files; the next run takes the others."
    ),
    "retry_failed": dg.Field(bool, default_value=False, description="Read again the files in which something failed before."),
    "engine": dg.Field(
        dg.Noneable(str),
        default_value=None,
        description="Where documents are cleaned and annotated: pool (processes of this machine) or spark. Left out: as the settings say.",
    ),
    "spark_master": dg.Field(
        dg.Noneable(str), default_value=None, description="Spark's master, such as spark://host:7077. Left out: as the settings say."
    ),
    "full": dg.Field(
        bool,
        default_value=False,
        description="Do again what was done before: everything, or the stages and outlets named above and no others.",
    ),
}


class RunConfigError(Exception):
    """The configuration of a run asks for something that cannot be; the message says what, and what to write."""


def options_of(config: dict[str, Any]) -> RunOptions:
    """Run options from the resource's configuration, whose types Dagster has checked. Raises RunConfigError."""
    for stage in config["stages"]:
        if stage not in STAGES:
            raise RunConfigError(f"`stages`: there is no stage {stage!r:.80}.{_near(stage, STAGES)} Write some of {', '.join(STAGES)}.")
    if not config["stages"]:
        raise RunConfigError(f"`stages` is empty: the run would do nothing. Leave it out for all, or write some of {', '.join(STAGES)}.")
    limit = config["limit"]
    if limit is not None and limit < 1:
        raise RunConfigError(f"`limit` is {limit}: the run would read nothing. Write 1 or more, or leave it out for all files.")
    return RunOptions(
        full=config["full"] and not stages_again(config),
        retry_failed=config["retry_failed"],
        sources=tuple(config["sources"]),
        since=_moment(config["since"]),
        limit=limit,
    )


def engine_of(config: dict[str, Any], settings: Settings) -> Settings:
    """The settings, with the engine that the configuration asks for. Raises SettingsError."""
    asked: dict[str, Any] = {
        row.key: value_of(row, config[row.key], "the run's configuration", Path())
        for row in SETTINGS
        if row.key in ("engine", "spark_master") and config[row.key] is not None
    }
    return replace(settings, **asked)


def stages_again(config: dict[str, Any]) -> tuple[str, ...]:
    """The stages to be done again where that is asked for a part of the work; empty where it is not, or for all of it."""
    is_part = bool(config["sources"]) or set(config["stages"]) != set(STAGES)
    return tuple(config["stages"]) if config["full"] and is_part else ()


def _moment(since: str | None) -> datetime | None:
    if not since:
        return None
    try:
        return datetime.fromisoformat(since.strip())
    except ValueError:
        raise RunConfigError(f"`since` is {since!r:.80}, not a day or moment. Write {_EXAMPLE}.") from None


def check_sources(sources: Sequence[str], known: Iterable[str]) -> None:
    """Raise RunConfigError for an outlet that is neither below raw/ nor in the books."""
    names = sorted(set(known))
    for source in sources:
        if source not in names:
            shown = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
            raise RunConfigError(f"`sources`: there is no outlet {source!r:.80}.{_near(source, names)} There are {shown or 'none yet'}.")


def _near(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f" Did you mean {near[0]}?" if near else ""
