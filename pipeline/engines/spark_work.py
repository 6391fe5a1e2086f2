"""What a Python worker of the cluster does: documents as columns in, outcomes of clean and annotate as columns out.

The stages run in a child of the worker (`Hand`), so that a document that ends its process costs itself: it is told by being tried alone,
and becomes a `Failure` like any other; neither the worker nor the task is lost. Spark is not imported here: this module needs what the
stages need, and Arrow.
"""

from __future__ import annotations

import importlib.metadata
import os
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

import pyarrow as pa

from pipeline import languages
from pipeline.engines.columns import arrow_type, build, columns_of, plain, revive
from pipeline.engines.digests import annotations_digest, article_digests
from pipeline.engines.local import uncollected
from pipeline.engines.pool import processes
from pipeline.engines.work import CleanTask, Failure, Unassisted, annotate_batch, clean_batch
from pipeline.model import Annotations, Article, Decided, Document, Line, Profile, Published

R = TypeVar("R")
CLEAN, ANNOTATE = "clean", "annotate"
PARTITIONS = ("source_id", "day")
_LISTS = {"lines": tuple[Line, ...]}
_DIED = "it ended its process twice (its memory, or a fault of a library)"
# Line number, role and reason, as in `Decided.lines`; names for its columns.
DECIDED = pa.list_(pa.struct([("line_no", pa.int32()), ("role", pa.string()), ("reason", pa.string())]))


class WorkerError(Exception):
    """A machine of the cluster cannot do this work; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job asks of each worker. `task`: `clean` for documents, `annotate` for articles that are clean already; `annotates`: whether
    cleaned documents are annotated too; `libraries`: name → version of those that the versions of the stages count; `memory_mb`: what the
    process that does the work may take."""

    task: str
    annotates: bool
    python: str
    libraries: tuple[tuple[str, str], ...]
    extension: languages.Extension
    memory_mb: int


@cache
def outcome_schema() -> pa.Schema:
    """One row a document. `failed`: the stage that could not do it, with `message` and `details`, else NULL; digests are the ledger's;
    `article` and `lines` are NULL where it was clean before or cleaning failed, the lists of evidence where annotation was not done."""
    names = ("article_id", "input_digest", "failed", "message", "details", "output_digest", "passed_on", "annotations_digest")
    fields = [pa.field(name, pa.string()) for name in names]
    fields.append(pa.field("article", pa.struct(list(columns_of(Article, without=("document", "lines"))))))
    fields.append(pa.field("lines", arrow_type(_LISTS["lines"])))
    fields += list(columns_of(Annotations, without=("article_id",)))
    return pa.schema([*fields, *(pa.field(name, pa.string()) for name in PARTITIONS)])


EVIDENCE = tuple(columns_of(Annotations, without=("article_id",)).names)


def outcomes(batches: Iterator[pa.RecordBatch], plan: Plan) -> Iterator[pa.RecordBatch]:
    """What `mapInArrow` maps: batches of documents to batches of `outcome_schema`. Raises WorkerError."""
    check(plan)
    languages.use(plan.extension)  # handed on to the child; nothing is compiled from it here
    for batch in batches:
        if batch.num_rows:
            yield _done(batch, plan)


def check(plan: Plan) -> None:
    """Whether this machine would give the same rows. Raises WorkerError."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if here != plan.python:
        raise WorkerError(f"it has Python {here}, and the run {plan.python}")
    for name, wanted in plan.libraries:
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # what the stages do import is missed when they do
        if found != wanted:
            raise WorkerError(f"it has {name} {found}, and the run {wanted}")


class Hand:
    """A process that does the work of this one, and may die of it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def do(self, work: Callable[..., R], batch: pa.RecordBatch, plan: Plan) -> R | None:
        """The result of the work, done there; None where the process died of it, or had no memory left. What else the work raises is
        raised here."""
        if self._pool is None:
            self._pool = processes(1)
            self._pool.submit(_begin, plan.memory_mb).result()
        try:
            return self._pool.submit(work, batch, plan).result()
        except (BrokenProcessPool, MemoryError):
            self._pool.shutdown(wait=False)
            self._pool = None
            return None


_hand = Hand()  # lives as long as the worker, which does many tasks: its child has the tables of the languages loaded


def _begin(memory_mb: int) -> None:
    os.dup2(2, 1)  # Spark speaks to its workers over what they inherit as standard output
    with suppress(OSError, ValueError):  # where the platform can
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _done(batch: pa.RecordBatch, plan: Plan) -> pa.RecordBatch:
    found = _hand.do(work_on, batch, plan)
    if found is not None:
        return found
    rows = [_alone(batch.slice(number, 1), plan) for number in range(batch.num_rows)]
    return pa.Table.from_batches(rows).combine_chunks().to_batches()[0]


def _alone(row: pa.RecordBatch, plan: Plan) -> pa.RecordBatch:
    """One document by itself, first cleaned, then all of it, so that a death is that of a stage."""
    found = _hand.do(work_on, row, plan)
    if found is not None:
        return found
    known: dict[str, Any] = {name: row.column(name)[0].as_py() for name in ("article_id", "input_digest", *PARTITIONS)}
    stage = ANNOTATE
    if plan.task == CLEAN:
        cleaned = _hand.do(work_on, row, replace(plan, annotates=False)) if plan.annotates else None
        if cleaned is None:
            stage = CLEAN
        else:
            known = cleaned.to_pylist()[0]
    else:
        known["passed_on"] = known["input_digest"]
    return _rows([{**known, "failed": stage, "message": _DIED, "details": ""}])


def work_on(batch: pa.RecordBatch, plan: Plan) -> pa.RecordBatch:
    """The stages over a batch, in this process."""
    rows = batch.to_pylist()
    with uncollected():
        found = _cleaned(rows) if plan.task == CLEAN else [_known(row) for row in rows]
        if plan.task == ANNOTATE or plan.annotates:
            articles = [row["object"] for row in found if "object" in row]
            said = dict(zip((a.document.article_id for a in articles), annotate_batch(articles), strict=True))
            for row in found:
                if row["article_id"] in said:
                    row.update(_annotated(said[row["article_id"]]))
        return _rows(found)


def _cleaned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    tasks = [CleanTask(build(Document, row), _profile(row), _decided(row)) for row in rows]
    return [_of_article(row, outcome) for row, outcome in zip(rows, clean_batch(tasks), strict=True)]


def _of_article(row: dict[str, Any], outcome: Article | Failure) -> dict[str, Any]:
    out = {name: row[name] for name in ("article_id", "input_digest", *PARTITIONS)}
    if isinstance(outcome, Failure):
        return {**out, "failed": CLEAN, "message": outcome.message, "details": outcome.details}
    output, passed_on = article_digests(outcome)
    day = str(outcome.published.on) if outcome.published.on is not None else row["day"]
    head = {name: plain(getattr(outcome, name)) for name in columns_of(Article, without=("document", "lines")).names}
    return {
        **out, "day": day, "output_digest": output, "passed_on": passed_on, "article": head,
        "lines": plain(outcome.lines), "object": outcome,
    }  # fmt: skip


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """An article as cleaning left it earlier; its input digest is what cleaning passed on."""
    article = build(Article, row["article"], document=build(Document, row), lines=revive(_LISTS["lines"], row["lines"] or []))
    kept = {name: row[name] for name in ("article_id", "input_digest", *PARTITIONS)}
    return {**kept, "passed_on": row["input_digest"], "object": article}


def _annotated(outcome: Annotations | Unassisted | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return {"failed": ANNOTATE, "message": outcome.message, "details": outcome.details}
    if isinstance(outcome, Unassisted):  # no model takes part here
        raise TypeError("annotations without a model that nobody asked for")
    return {"annotations_digest": annotations_digest(outcome), **{name: plain(getattr(outcome, name)) for name in EVIDENCE}}


def _profile(row: dict[str, Any]) -> Profile:
    return Profile(**{name: frozenset(row[name] or ()) for name in ("chrome", "in_prose", "elsewhere")})


def _decided(row: dict[str, Any]) -> Decided | None:
    lines, published = row["decided_lines"], row["decided_published"]
    if lines is None and published is None:
        return None
    return Decided(tuple((line["line_no"], line["role"], line["reason"]) for line in lines or ()), revive(Published | None, published))


def _rows(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    schema = outcome_schema()
    return pa.RecordBatch.from_arrays([pa.array([row.get(f.name) for row in rows], f.type) for f in schema], schema=schema)
