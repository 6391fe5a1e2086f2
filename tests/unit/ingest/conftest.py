"""Helpers of the ingest tests: a raw folder to fill, and reading it whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.model import Document, Rejection


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def put(raw: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file below raw/."""

    def write(name: str, content: bytes | str) -> Path:
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read_all(raw: Path) -> Callable[..., tuple[list[Document], list[Rejection]]]:
    """Scan raw/ and read every file of it: documents and rejections, in order."""

    def read(limits: ingest.Limits | None = None) -> tuple[list[Document], list[Rejection]]:
        documents: list[Document] = []
        rejections: list[Rejection] = []
        sources = ingest.sources_below(raw)
        for found in ingest.scan(raw):
            results = ingest.read_file(found, limits, sources=sources) if isinstance(found, ingest.FileState) else [found]
            for result in results:
                if isinstance(result, Document):
                    documents.append(result)
                elif isinstance(result, Rejection):
                    rejections.append(result)
        return documents, rejections

    return read
