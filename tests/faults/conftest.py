"""A home and a raw folder for tests that break things, and the warm process that runs are forked from."""

from __future__ import annotations

from collections.abc import Iterator
from os import environ
from pathlib import Path

import pytest
from record import Recorder
from warm import Warm, needs_fork_server

from pipeline import settings as settings_module
from pipeline.settings import Settings

# Minutes each: `make faults` runs them, `make test` counts them as left out.
LONG = frozenset({
    "test_any_history.py", "test_killed.py", "test_order.py", "test_fault_table.py", "test_raw_folder.py", "test_torn_reads.py",
    "test_damaged_files.py", "test_two_runs.py", "test_readers.py", "test_hostile_input.py", "test_forgetting_killed.py",
})  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long ones to `make faults`, where they were not asked for by name."""
    if environ.get("DATELINE_FAULTS") == "all":
        return
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.name in LONG:
            item.add_marker(pytest.mark.skip(reason="takes minutes: `make faults` runs it"))


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
