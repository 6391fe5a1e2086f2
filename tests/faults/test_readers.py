"""Readers during publications: a thousand reads by three processes while twenty versions are published."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import FLOOD, SMALL
from layout import lay, lay_all
from published import holds
from record import Recorder
from warm import Warm

READERS, READS, PUBLICATIONS = 3, 1_000, 20


@pytest.mark.parametrize("seed", [1])
def test_a_thousand_reads_during_twenty_publications(seed: int, warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    home, raw, warehouse = tmp_path / "home", tmp_path / "raw", tmp_path / "home/warehouse.duckdb"
    lay_all(raw, SMALL)
    warm.run(home, raw)
    done = tmp_path / "done"
    readers = [
        warm.start("reading_along:read", warehouse=str(warehouse), at_least=-(-READS // READERS), done=str(done)) for _ in range(READERS)
    ]
    for n in range(1, PUBLICATIONS + 1):  # each with one article more: the version is told by the number of any table
        lay(raw, f"wire/{n}.txt", FLOOD.replace("4,000", f"{n + 1},000"))
        assert not warm.run(home, raw)["did_nothing"]
    done.touch()
    seen = [reader.outcome().said() for reader in readers]
    assert [one["mixed"] for one in seen] == [[]] * READERS
    assert sum(one["reads"] for one in seen) >= READS
    versions = {version for one in seen for version in one["versions"]}
    assert len(versions) > PUBLICATIONS // 2  # they really read while it was published
    assert all(one["versions"] == sorted(one["versions"]) for one in seen)  # no reader goes back to an older one
    holds(warehouse)
    fault("read by three processes during 20 publications", tries=READS, sees="the version that was published last when it connected")
