"""The program that drives one job on Spark, under the Python of Spark's environment: `python -m pipeline.engines.spark_job JOB.json`.

It reads the Parquet of `in/`, maps `spark_work.outcomes` over it, and writes `out/` with Spark's commit protocol: a task's files come into
place when it is done, all of them when the job is (`_SUCCESS`), whatever tasks were tried twice. Messages for who started it
are JSON on standard output, one a line; where Dagster did, through Pipes as well. It ends when its standard input closes.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import sys
import threading
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.engines.spark_work import ANNOTATE, PARTITIONS, Plan, outcome_schema, outcomes

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CODE = "dateline_code"  # the folder that Spark unpacks the package into, beside each executor
_ROWS = 32  # documents of a batch that is handed to Python
_LOOK = 1.0  # seconds between two looks at how far it is
_PATIENCE = 120.0  # seconds that a job waits for somebody to work on it
_LONGEST = 300
# What must hold for the rows to be the same, or the job to be safe.
_FIXED = {
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # a source called 007 is no number
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",  # days before 1582 are what they are
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.session.timeZone": "UTC",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    "spark.sql.adaptive.enabled": "false",  # so many tasks as were asked for
    "spark.speculation": "false",
    "spark.executorEnv.PYTHONPATH": _CODE,
    "spark.executorEnv.PYTHONHASHSEED": "0",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS),
}
# What a project may say otherwise in its spark-defaults.conf.
_USUAL = {
    "spark.ui.enabled": "false",  # Spark's pages listen on all addresses, and ask nobody who they are
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.executor.memory": "1g",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",  # a job that lists folders takes longer than listing them here
    "spark.log.level": "WARN",
    "spark.excludeOnFailure.enabled": "false",
}


class _Job:
    """One job, and its line to who started it."""

    def __init__(self, job: dict[str, Any], plan: Plan, tell: Any, pipes: Any) -> None:
        self.job, self.plan, self.tell, self.pipes = job, plan, tell, pipes
        self.folder = Path(job["folder"])
        self.tasks: int = job["n_tasks"]
        self.problem = ""  # why this program cancelled the job

    def session(self) -> SparkSession:
        """A session on the master."""
        from pyspark import SparkConf  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415

        conf = SparkConf()
        for name, value in _USUAL.items():
            conf.setIfMissing(name, value)
        for name, value in _FIXED.items():
            conf.set(name, value)
        archives = filter(None, [conf.get("spark.archives", ""), f"file://{self.folder / 'code.zip'}#{_CODE}"])
        conf.set("spark.archives", ",".join(archives)).setMaster(self.job["master"]).setAppName("dateline")
        if re.match(r"local\b|spark://(127\.|localhost:)", self.job["master"]):
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
        return SparkSession.builder.config(conf=conf).getOrCreate()

    def run(self) -> dict[str, Any]:
        """Do it; returns figures on it."""
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

        began = time.monotonic()
        spark = self.session()
        ready = time.monotonic()
        self.say(f"Spark {spark.version} on {self.job['master']}: {self.job['n_documents']:,} documents in {self.tasks:,} tasks")
        watch = threading.Thread(target=self._watch, args=(spark,), daemon=True)
        watch.start()
        try:
            documents = spark.read.parquet(f"file://{self.folder / 'in'}")
            # Who wrote them has said which task takes which: to find that out, Spark would read all files once more.
            spread = documents.repartitionById(self.tasks, documents["task"])
            found = spread.mapInArrow(partial(outcomes, plan=self.plan), from_arrow_schema(outcome_schema()))
            found.write.partitionBy(*PARTITIONS).mode("error").parquet(f"file://{self.folder / 'out'}")
        finally:
            self.is_over = True
            spark.stop()
        summary: dict[str, Any] = {
            "documents": self.job["n_documents"], "tasks": self.tasks,
            "seconds": round(time.monotonic() - began, 1), "seconds_to_start": round(ready - began, 1),
        }  # fmt: skip
        for place in ("in", "out"):
            files = list((self.folder / place).rglob("*.parquet"))
            summary |= {f"files_{place}": len(files), f"bytes_{place}": sum(file.stat().st_size for file in files)}
        return summary

    is_over = False

    def _watch(self, spark: SparkSession) -> None:
        """Tell how far the tasks are; give up where nobody works on them."""
        context = spark.sparkContext
        tracker, idle_since, told = context.statusTracker(), time.monotonic(), -1
        what = "annotating on Spark, task" if self.plan.task == ANNOTATE else "cleaning and annotating on Spark, task"
        while not self.is_over:
            time.sleep(_LOOK)
            try:
                stages = [info for number in tracker.getActiveStageIds() if (info := tracker.getStageInfo(number)) is not None]
                executors = context._jsc.sc().getExecutorMemoryStatus().size()  # noqa: SLF001 — there is no Python name for it
            except Exception:  # the session is ending
                return
            latest = max(stages, key=lambda info: info.stageId, default=None)
            if latest is not None and latest.numTasks == self.tasks and latest.numCompletedTasks != told:
                told = latest.numCompletedTasks
                self.tell({"event": "progress", "what": what, "done": told, "total": self.tasks})
                self.say(f"{told:,} of {self.tasks:,} tasks done")
            if executors > 1 or self.job["master"].startswith("local"):
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since > _PATIENCE:
                self.problem = (
                    f"No worker of {self.job['master']} took the job for {_PATIENCE:g} seconds: none is alive, or none has the memory and"
                    " cores that are asked for (the master's page shows both)."
                )
                context.cancelAllJobs()
                return

    def say(self, text: str) -> None:
        """A line for Dagster's log, where there is one."""
        if self.pipes is not None:
            self.pipes.log.info(text)


def explained(error: BaseException, job: _Job) -> str:
    """One or two sentences on what stopped a job, and what to do, without a stack trace."""
    if job.problem:
        return f"{job.problem} Start workers, or lower spark.executor.memory and spark.executor.cores in spark-defaults.conf."
    text = str(error)
    if found := re.search(r"WorkerError: ([^\n]+)", text):
        return f"A machine of the cluster cannot do this work: {found[1]}. Give it the environment of tests/spark.lock (setting `spark`)."
    if found := re.search(r"(?:ModuleNotFoundError|ImportError): ([^\n]+)", text):
        return f"A machine of the cluster lacks a library: {found[1]}. Give it the environment of tests/spark.lock (setting `spark`)."
    if re.search(r"Cannot run program|No such file or directory.*python", text):
        return f"A machine of the cluster has no Python at {os.environ['PYSPARK_PYTHON']}. Make one there, or set PYSPARK_PYTHON."
    if re.search(r"FileNotFoundException|FILE_NOT_EXIST|does not exist", text):
        return f"A machine of the cluster does not see {job.folder}. Put it on a file system that all machines share (setting `cluster`)."
    if re.search(r"All masters are unresponsive|MasterURL|Could not parse Master URL|SparkContext was shut down|Connection refused", text):
        return f"The master {job.job['master']} was lost or cannot be used. Look at its page and log, then run again."
    lines = [line.strip() for line in text.splitlines() if line.strip() and not re.match(r"\s+at |\tat |: $", line)]
    return f"The Spark job failed: {' '.join(lines)[:_LONGEST] or type(error).__name__}."


def _lines() -> Any:
    """A writer of messages to who started this; whatever else writes to standard output (Java does) goes to the log."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lock = threading.Lock()

    def tell(message: dict[str, Any]) -> None:
        with lock:
            out.write(json.dumps(message) + "\n")
            out.flush()

    return tell


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGKILL)  # this process leads the group that Java is in; the master takes the job off the workers


def _pipes(stack: ExitStack) -> Any:
    """Dagster's line, where Dagster started this program; else None."""
    from dagster_pipes import PipesEnvVarParamsLoader, open_dagster_pipes  # noqa: PLC0415

    loader = PipesEnvVarParamsLoader()  # type: ignore[no-untyped-call]
    return stack.enter_context(open_dagster_pipes(params_loader=loader)) if loader.is_dagster_pipes_process() else None


def main() -> int:
    """See the module. Returns the exit code: 0 done, 1 failed, 130 stopped."""
    tell = _lines()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    described = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    plan: Plan = pickle.loads(Path(described["folder"], "plan.pickle").read_bytes())  # noqa: S301 — written by who started this
    with ExitStack() as stack:
        job = _Job(described, plan, tell, _pipes(stack))
        try:
            summary = job.run()
        except KeyboardInterrupt:
            return 130
        except Exception as error:
            sys.stderr.write(f"{error}\n")
            tell({"event": "failed", "message": explained(error, job)})
            return 1
        if job.pipes is not None:
            job.pipes.log.info(f"done: {json.dumps(summary)}")
            job.pipes.report_custom_message(summary)
        tell({"event": "done", "summary": summary})
    return 0


if __name__ == "__main__":
    sys.exit(main())
