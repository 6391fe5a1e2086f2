"""The stages `clean` and `annotate` on a cluster: what is due goes out as Parquet, one job maps both, outcomes come in as Parquet.

The engine (`engines.spark`) knows folders; here documents leave the build file and outcomes enter it, by the one writer, a batch a
transaction, with the books of a local run (`closing.py`). A job's folder is kept until its outcomes are stored: a run that is killed
meanwhile leaves them to the next one, which takes what is still due, made by the same versions from the same input, and sends the rest.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import languages
from pipeline.engines.columns import columns_of, plain
from pipeline.engines.pool import EngineError
from pipeline.engines.spark import SparkEngine
from pipeline.engines.spark_work import ANNOTATE, CLEAN, DECIDED, EVIDENCE, PARTITIONS, Plan
from pipeline.engines.work import Failure
from pipeline.model import Published
from pipeline.warehouse import evidence, ledger
from pipeline.warehouse.closing import DOING, close, stop_where_most_fail
from pipeline.warehouse.connect import scalar, transaction
from pipeline.warehouse.dictionary import quoted
from pipeline.warehouse.fingerprint import python_version, stage_libraries, stage_version
from pipeline.warehouse.models import code_version
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.model import Decided
    from pipeline.warehouse.workspace import Workspace

_BATCH = 2_000  # outcomes of a transaction
_BOOKS = ("article_id", "input_digest", "failed", "message", "details", "output_digest", "passed_on", "annotations_digest")
_NEEDS = {CLEAN: (*_BOOKS, "article", "lines"), ANNOTATE: (*_BOOKS, *EVIDENCE)}
_VERSIONS = "versions.json"


def takes(ws: Workspace, stage: str) -> bool:
    """Whether the stage of this run is done on a cluster. Models stay at home: their weights and libraries are here."""
    return isinstance(ws.engine, SparkEngine) and not (stage == ANNOTATE and ws.models)


def do(ws: Workspace, stage: str, decided: Mapping[str, Decided] | None = None) -> int:
    """Do a stage for the temporary table `work` (article_id, input_digest, newest). Returns how many documents were done. Raises
    EngineError, and StageError where most documents fail."""
    total = int(scalar(ws.con, "SELECT count(*) FROM work"))
    tally = _Tally(ws, stage, total)
    for folder in _kept(ws):
        tally.store(folder)
    left = int(scalar(ws.con, "SELECT count(*) FROM work"))
    if left:
        folder = _folder(ws, stage)
        n_tasks = _send(ws, stage, folder, decided or {})
        engine = ws.engine
        assert isinstance(engine, SparkEngine)
        summary = engine.submit(folder, _plan(ws, stage), (left, n_tasks), ws.progress)
        ws.log(f"Spark: {summary}")
        tally.store(folder)
        shutil.rmtree(folder / "in", ignore_errors=True)
        if missing := int(scalar(ws.con, "SELECT count(*) FROM work")):
            shutil.rmtree(folder, ignore_errors=True)
            raise EngineError(
                f"The Spark job gave no outcome for {missing:,} of {left:,} documents. Do all machines of the cluster share"
                f" {ws.settings.cluster}? What was stored is kept: run again."
            )
    if stage == ANNOTATE or ws.models:  # nothing is left in them that somebody could still want
        forget_jobs(ws)
    return total


def forget_jobs(ws: Workspace) -> None:
    """Remove what jobs left behind."""
    if ws.settings.cluster.is_dir():
        for folder in ws.settings.cluster.glob("run_*"):
            shutil.rmtree(folder, ignore_errors=True)


class _Tally:
    """Outcomes stored so far, of so many."""

    def __init__(self, ws: Workspace, stage: str, total: int) -> None:
        self.ws, self.stage, self.total = ws, stage, total
        self.done = self.n_failed = 0

    def store(self, folder: Path) -> None:
        """Store the outcomes of a finished job that are due, and take them off `work`."""
        con = self.ws.con
        for batch in _batches(folder / "out", _NEEDS[self.stage]):
            con.register("found_outcomes", batch)
            try:
                con.execute(sql_text(f"cluster/due_{self.stage}.sql"))
            finally:
                con.unregister("found_outcomes")
            self._store()
        con.execute("DROP TABLE IF EXISTS outcomes")

    def _store(self) -> None:
        ws, stage = self.ws, self.stage
        rows = evidence.fetch(ws.con, f"SELECT {', '.join(_BOOKS)} FROM outcomes ORDER BY article_id")  # noqa: S608 — names of this module
        if not rows:
            return
        failures = [Failure(row["article_id"], row["message"], row["details"] or "") for row in rows if row["failed"] == stage]
        self.n_failed += len(failures)
        stop_where_most_fail(DOING[stage], self.n_failed, self.done + len(rows), failures)
        inputs = {row["article_id"]: row["input_digest"] for row in rows}
        tables = [table for table in evidence.TABLES if table.stage == stage]
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
            evidence.delete(ws.con, tables, list(inputs))
            for table in tables:
                _insert(ws, table)
            close(ws, stage, inputs, dict(_digests(stage, row) for row in rows if row["failed"] != stage), failures)
        ws.con.execute("DELETE FROM work WHERE article_id IN (SELECT article_id FROM outcomes)")
        self.done += len(rows)
        ws.progress(f"storing what Spark found, {DOING[stage]}", self.done, self.total)


def _digests(stage: str, row: dict[str, Any]) -> tuple[str, tuple[str, str]]:
    found = (row["output_digest"], row["passed_on"]) if stage == CLEAN else (row["annotations_digest"], "")
    return row["article_id"], found


def _insert(ws: Workspace, table: evidence.EvidenceTable) -> None:
    """The rows of a table, out of the temporary table `outcomes`."""
    names = evidence.schema(table).names
    file = "article" if table.name == "articles" else "parts" if "ord" in names else "rows"
    sql = sql_text(f"cluster/{file}.sql").replace("{table}", table.name).replace("{list}", table.field)
    ws.con.execute(sql.replace("{columns}", ", ".join(f'"{name}"' for name in names)))


def _batches(folder: Path, columns: tuple[str, ...]) -> Iterator[pa.Table]:
    """The outcomes of a finished job, file by file, so many at once; nothing where it did not come to its end."""
    if not (folder / "_SUCCESS").is_file():
        return
    waiting: list[pa.RecordBatch] = []
    for path in sorted(folder.rglob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_BATCH, columns=list(columns)):
                waiting.append(batch)
                if sum(b.num_rows for b in waiting) >= _BATCH:
                    yield pa.Table.from_batches(waiting)
                    waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _kept(ws: Workspace) -> list[Path]:
    """Folders of finished jobs by the code that is here now; others are removed, and all where things are to be done anew."""
    found = []
    for folder in sorted(ws.settings.cluster.glob("run_*")) if ws.settings.cluster.is_dir() else []:
        said = folder / _VERSIONS
        is_of_now = said.is_file() and said.read_text(encoding="utf-8") == _versions(ws) and (folder / "out" / "_SUCCESS").is_file()
        if is_of_now and (ws.run_id in folder.name or not (ws.options.full or ws.options.retry_failed)):
            found.append(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return found


def _versions(ws: Workspace) -> str:
    return json.dumps([stage_version(CLEAN), code_version(ws.models), languages.current().digest])


def _folder(ws: Workspace, stage: str) -> Path:
    folder = ws.settings.cluster / f"{ws.run_id}-{stage}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "in").mkdir(parents=True)
    (folder / _VERSIONS).write_text(_versions(ws), encoding="utf-8")
    return folder


def _plan(ws: Workspace, stage: str) -> Plan:
    libraries = tuple(sorted({*stage_libraries(CLEAN), *stage_libraries(ANNOTATE)}))
    return Plan(stage, not ws.models, python_version(), libraries, languages.current(), ws.settings.spark_memory_mb)


def _send(ws: Workspace, stage: str, folder: Path, decided: Mapping[str, Decided]) -> int:
    """Write `in/`: the documents of `work`, by source and day. Returns the number of tasks that they make."""
    ws.progress(f"writing documents for Spark, {DOING[stage]}", 0, None)
    ws.con.execute("SET VARIABLE task_documents = ?", [ws.settings.spark_task_documents])
    ws.con.execute(sql_text("cluster/tasks.sql"))
    ws.con.register("decided_documents", _decided(decided))
    try:
        sql = sql_text("cluster/documents.sql" if stage == CLEAN else "cluster/articles.sql")
        ws.con.execute(
            f"COPY ({sql}) TO {quoted(str(folder / 'in'))} (FORMAT parquet, PARTITION_BY ({', '.join(PARTITIONS)}), COMPRESSION zstd,"
            " OVERWRITE_OR_IGNORE)"
        )
    finally:
        ws.con.unregister("decided_documents")
    return 1 + int(scalar(ws.con, "SELECT max(task) FROM tasks"))


def _decided(decided: Mapping[str, Decided]) -> pa.Table:
    """What users decided, a row a document."""
    published = pa.struct(list(columns_of(Published)))
    lines = [[dict(zip(("line_no", "role", "reason"), line, strict=True)) for line in said.lines] for said in decided.values()]
    days = [None if said.published is None else plain(said.published) for said in decided.values()]
    return pa.table(
        {
            "article_id": pa.array(list(decided), pa.string()),
            "decided_lines": pa.array(lines, DECIDED),
            "decided_published": pa.array(days, published),
        }
    )
