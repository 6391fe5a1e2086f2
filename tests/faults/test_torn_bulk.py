"""Bulk files that change while they are read: no record of two versions comes out of one, whoever reads it (Arrow and FastWARC too)."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import archives
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from record import Recorder

from pipeline import ingest
from pipeline.model import Document, Rejection


def _noise(n: int) -> str:
    return random.Random(n).randbytes(60_000).hex()


def _rows(version: str) -> list[str]:
    return [f"{version}: ship {n} left Beira. {_noise(n)}" for n in range(60)]


def _parquet(version: str) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": _rows(version)}), out, row_group_size=5, compression="none")
    return out.getvalue()


def _crawl(version: str) -> bytes:
    return archives.packed(*(archives.record(f"<html><body><p>{row}</p></body></html>".encode()) for row in _rows(version)))


BULK: dict[str, Callable[[str], bytes]] = {
    "a.csv": lambda version: "\n".join(["text", *_rows(version)]).encode(), "a.parquet": _parquet, "a.warc.gz": _crawl,
    "a.warc": lambda version: b"".join(archives.record(f"<html><body><p>{row}</p></body></html>".encode()) for row in _rows(version)),
}  # fmt: skip


@pytest.mark.parametrize("name", BULK)
def test_of_a_bulk_file_that_changes_no_record_is_torn(name: str, tmp_path: Path, fault: Recorder) -> None:
    place = tmp_path / "raw/wire" / name
    place.parent.mkdir(parents=True)
    place.write_bytes(BULK[name]("first"))
    (state,) = ingest.scan(tmp_path / "raw")
    assert isinstance(state, ingest.FileState)
    texts: list[str] = []
    codes: list[str] = []
    for result in ingest.read_file(state, ingest.Limits(reading="fast")):
        if isinstance(result, Document):
            texts.append(result.text[:12])
            place.write_bytes(BULK[name]("later"))
        else:
            assert isinstance(result, Rejection)
            codes.append(result.error_code)
    assert 0 < len(texts) < 60
    assert {text[:5] for text in texts} == {"first"}
    assert codes == ["changed_while_read"]
    fault(f"a file {name[1:]} is rewritten while it is read", sees="a.txt was changed while it was read.")
