"""A cluster of one process: the folders of a job as Spark has them, what a worker maps over them, and no Spark.

It shows what goes out and comes in wherever the tests run; that a real cluster does the same is the affair of test_spark.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engines.local import LocalEngine
from pipeline.engines.spark import Cluster, Progress, SparkEngine
from pipeline.engines.spark_work import PARTITIONS, outcomes


class FolderEngine(SparkEngine):
    """`jobs`: (task, documents) of each job that was submitted."""

    def __init__(self) -> None:
        super().__init__(Cluster(Path(), ""), LocalEngine())
        self.jobs: list[tuple[str, int]] = []

    def submit(self, folder: Path, plan: Any, sizes: tuple[int, int], progress: Progress) -> dict[str, Any]:
        """As the engine's, here."""
        self.jobs.append((plan.task, sizes[0]))
        documents = pq.read_table(folder / "in", partitioning=_by_text())
        found = pa.Table.from_batches(list(outcomes(iter(documents.to_batches(max_chunksize=4)), plan)))
        assert found.num_rows == sizes[0]
        assert set(documents.column("task").to_pylist()) == set(range(sizes[1]))
        pq.write_to_dataset(found, folder / "out", partition_cols=list(PARTITIONS))
        (folder / "out" / "_SUCCESS").touch()
        return {}


def _by_text() -> Any:
    import pyarrow.dataset as ds  # noqa: PLC0415

    return ds.partitioning(pa.schema([(name, pa.string()) for name in PARTITIONS]), flavor="hive")
