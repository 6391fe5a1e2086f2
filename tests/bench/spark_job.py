"""Seconds and bytes of a run on a Spark cluster, step by step: the figures of pipeline/engines/CLUSTER.md.

    python tests/bench/raw_corpus.py FOLDER 2500
    DATELINE_SPARK=… DATELINE_HOME=… python tests/bench/spark_job.py FOLDER/raw spark://127.0.0.1:7077 [local]

With `local` the same run on this machine's pool.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline import settings as settings_module
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.connect import build_file
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.publish import publish
from pipeline.warehouse.run import begin_run, check, end_run
from pipeline.warehouse.workspace import open_workspace


def _in_one_file(folder: Path) -> int:
    """Bytes of the Parquet below a folder as one file: what a partition that is not tiny comes to."""
    target = folder.with_name("one.parquet")
    with duckdb.connect() as con:
        con.execute(f"COPY (FROM read_parquet('{folder}/**/*.parquet')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    return target.stat().st_size


def main(arguments: Sequence[str]) -> None:
    raw, master, *rest = arguments
    settings = settings_module.load({"raw": raw, "spark_master": master, "engine": "pool" if rest else "spark"})
    began = time.monotonic()
    seen: list[str] = []

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:8.1f} s  {time.process_time():8.1f} s of computing here  {what}", flush=True)

    def told(what: str, _done: int, _total: int | None) -> None:
        if what not in seen:
            seen.append(what)
            say(f"begins: {what}")

    with open_workspace(settings, log=say, progress=told) as ws:
        begin_run(ws)
        counts = ingest_documents(ws)
        say("read")
        clean_articles(ws)
        say("cleaned")
        for out in settings.cluster.glob("run_*/out"):
            say(f"{_in_one_file(out):,} bytes of outcomes, were they one file")
        annotate_articles(ws)
        say(f"annotated; the build file has {build_file(settings.home).stat().st_size:,} bytes")
        resolve_corpus(ws)
        say("resolved")
        end_run(ws, counts)
        check(ws)
        publish(ws)
        say(f"published, {Path(settings.warehouse).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
