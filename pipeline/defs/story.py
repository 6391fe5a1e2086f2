"""What a run says on the page of each asset that it made: how it fared, what failed, what to do; and whether all of it is done.

An asset whose stage still has work to do (it was left out of the run, or the run took a part of the outlets) says so in the code version
that it notes: Dagster then shows it as stale until a run has done the rest. Sentences hold counts and names of checks, and no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dagster as dg
from dagster._core.definitions.data_version import CODE_VERSION_TAG

from pipeline.defs.handover import Run
from pipeline.warehouse.outstanding import outstanding
from pipeline.warehouse.report import failed_by_stage

UNFINISHED = "unfinished"  # in the place of a code version
_UNITS = {"documents": "file", "clean": "article", "annotate": "article"}
_READS = ("scan", "decode", "parse", "read")
_STAGES = {"documents": _READS, "clean": ("clean",), "annotate": ("annotate",)}


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences, and how much of the stage is still to be done."""

    fared: str
    failed: str
    todo: str
    n_outstanding: int | None = None  # None: where there is nothing to count

    @property
    def metadata(self) -> dict[str, dg.MetadataValue[Any]]:
        """For the event that the asset's page shows first."""
        texts = {"how_it_fared": self.fared, "what_failed": self.failed, "what_to_do": self.todo}
        counted = {} if self.n_outstanding is None else {"n_outstanding": dg.MetadataValue.int(self.n_outstanding)}
        return {**{name: dg.MetadataValue.text(text) for name, text in texts.items()}, **counted}

    @property
    def tags(self) -> dict[str, str]:
        """See the module."""
        return {CODE_VERSION_TAG: UNFINISHED} if self.n_outstanding else {}


def said(fared: str) -> Story:
    """The story of what is made from the published file, by a job of its own: it is whole, or the job has failed."""
    return Story(fared, "Nothing.", "Nothing.")


def told(run: Run, stage: str, fared: str) -> Story:
    """The story of a stage's tables, when it is over. `fared`: a sentence on what the run did there."""
    n_outstanding = outstanding(run.workspace, stage)
    said = [fared if run.wants(stage) else "This stage was left out of the run."]
    if n_outstanding:
        said.append(f"{count(n_outstanding, _UNITS[stage])} still to be done." if stage in _UNITS else "Still to be done anew.")
    failed = failed_by_stage(run.workspace.con, _STAGES.get(stage, ()))
    warned = [check.name for check in run.warnings] if stage == "publish" else []
    return Story(" ".join(said), _failed(failed, warned), _todo(failed, warned, n_outstanding), n_outstanding)


def _failed(failed: Mapping[str, int], warned: list[str]) -> str:
    if warned:
        return f"Nothing. {count(len(warned), 'check')} warned: {', '.join(warned)}."
    return f"{sum(failed.values()):,}: {', '.join(f'{n:,} {code}' for code, n in failed.items())}." if failed else "Nothing."


def _todo(failed: Mapping[str, int], warned: list[str], n_outstanding: int) -> str:
    advice = []
    if failed:
        advice.append("Open the asset ingest_errors: it lists each, with what to do about it.")
    if warned:
        advice.append("Look at the checks, on the pages of their tables: they show the rows.")
    if n_outstanding:
        advice.append("Start the job reingest: it does the rest.")
    return " ".join(advice) or "Nothing."


def waiting(by_code: Mapping[str, int], n_in_run: int) -> Story:
    """The story of `ingest_errors`: what waits for somebody, and how much of it failed in this run."""
    n = sum(by_code.values())
    fared = f"{count(n_in_run, 'file')} or records failed in this run." if n_in_run != 1 else "1 file or record failed in this run."
    todo = "For each row: what its last column says; the next run reads the file again once it has changed." if n else "Nothing."
    return Story(fared, _failed(by_code, []), todo)


def count(n: int, what: str) -> str:
    """A number and what it counts: `1 article`, `2 articles`."""
    return f"{n:,} {what}" + ("" if n == 1 else "s")
