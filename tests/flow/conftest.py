"""A home, a raw folder and a run, for tests that take documents all the way. Articles are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from invented_corpus import CORPUS

from pipeline import settings as settings_module
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home and a raw folder of their own."""
    (tmp_path / "raw").mkdir()
    return settings_module.load({}, environ={"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")},
                                cwd=tmp_path)  # fmt: skip


Runner = Callable[..., RunResult]


@pytest.fixture
def dateline(settings: Settings) -> Runner:
    """Run the pipeline on the raw folder as it is now."""

    def go(**options: object) -> RunResult:
        with open_workspace(settings, RunOptions(**options)) as ws:  # type: ignore[arg-type]
            return run(ws)

    return go


@pytest.fixture
def published(settings: Settings) -> Callable[..., list[tuple[object, ...]]]:
    """Ask the published file."""

    def ask(sql: str, parameters: list[object] | None = None) -> list[tuple[object, ...]]:
        con = published_connection(settings.warehouse)
        try:
            return con.execute(sql, parameters or []).fetchall()
        finally:
            con.close()

    return ask


@pytest.fixture
def rows(settings: Settings) -> Callable[[], dict[str, str]]:
    """The digests of the published tables."""

    def read() -> dict[str, str]:
        con = published_connection(settings.warehouse)
        try:
            return {name: str(value) for name, value in digests(con).items()}
        finally:
            con.close()

    return read


@pytest.fixture
def lay(settings: Settings) -> Callable[[str, str | bytes], Path]:
    """Put a file into the raw folder."""

    def put(name: str, content: str | bytes) -> Path:
        path = settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def corpus(lay: Callable[[str, str | bytes], Path]) -> dict[str, str]:
    """All invented articles, in the raw folder."""
    for name, content in CORPUS.items():
        lay(name, content)
    return CORPUS
