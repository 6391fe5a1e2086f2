"""The warm process that the tests of this room run in: what it promises."""

from __future__ import annotations

import signal
from pathlib import Path

from invented import SMALL
from layout import lay_all
from warm import Warm


def test_it_forks_with_one_thread_of_python_and_no_open_database(warm: Warm) -> None:
    names = [(place / "comm").read_text().strip() for place in Path(f"/proc/{warm.pid}/task").iterdir()]
    assert [name for name in names if not name.startswith("jemalloc")] == ["python"] or len(names) == 1
    held = [str(place.readlink()) for place in Path(f"/proc/{warm.pid}/fd").iterdir() if place.is_symlink()]
    assert not [path for path in held if "duckdb" in path]


def test_a_child_runs_reports_and_leaves_the_others_alone(warm: Warm, tmp_path: Path) -> None:
    lay_all(tmp_path / "raw", SMALL)
    child = warm.start("runs:go", home=str(tmp_path / "home"), raw=str(tmp_path / "raw"))
    assert child.wait_for(stage="resolving")
    done = child.outcome()
    assert done.said()["counts"]["n_new"] == len(SMALL)
    assert [report["stage"] for report in done.reports if "stage" in report] == [
        "opening", "reading", "cleaning", "annotating", "resolving", "checking", "publishing", "closed",
    ]  # fmt: skip
    assert warm.run(tmp_path / "home", tmp_path / "raw")["did_nothing"]


def test_a_child_can_be_killed_and_its_error_is_told(warm: Warm, tmp_path: Path) -> None:
    lay_all(tmp_path / "raw", SMALL)
    child = warm.start("runs:go", home=str(tmp_path / "home"), raw=str(tmp_path / "raw"))
    child.wait_for(stage="reading")
    child.kill()
    assert child.outcome().exit == -signal.SIGKILL
    failed = warm.start("runs:go", home=str(tmp_path / "home"), raw=str(tmp_path / "nowhere")).outcome()
    assert (failed.exit, failed.kind) == (1, "RawFolderError")
