"""A home and a raw folder for tests that break things, and the warm process that runs are forked from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from record import Recorder
from warm import Warm, needs_fork_server

from pipeline import settings as settings_module
from pipeline.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home and a raw folder of their own."""
    (tmp_path / "raw").mkdir()
    return settings_module.load({}, environ={"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")},
                                cwd=tmp_path)  # fmt: skip


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """One for all tests of a session: to start it takes ten seconds."""
    needs_fork_server()
    with Warm() as process:
        yield process


@pytest.fixture
def fault(request: pytest.FixtureRequest, tmp_path: Path) -> Recorder:
    """Writes the test's row of tests/faults/README.md."""
    return Recorder(request.node, tmp_path)
