"""The table of faults cannot go stale in silence: it has a row of every test that records one, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from record import plain, recording_tests
from table import FOLDER, README, Collector, Line, lines_of

_AGAIN = "run `python tests/faults/table.py`"


def test_the_table_lists_every_test_that_causes_a_fault_and_no_other() -> None:
    listed = {test for test, _ in lines_of(README.read_text(encoding="utf-8"))}
    recording = recording_tests(FOLDER)
    assert recording - listed == set(), _AGAIN
    assert listed - recording == set(), _AGAIN


def test_every_try_in_the_table_was_survived_and_the_kills_are_at_least_fifty() -> None:
    kills = 0
    for _, line in lines_of(README.read_text(encoding="utf-8")):
        fault, tries, survived = (cell.strip() for cell in line.strip("| ").split(" | ")[:3])
        assert int(tries) == int(survived) > 0, line
        kills += int(tries) if fault.startswith("killed (SIGKILL)") else 0
    assert kills >= 50


def test_a_message_is_free_of_what_differs_from_machine_to_machine(tmp_path: Path) -> None:
    said = f"Another run is at work in {tmp_path}/home: pid 77, since 2026-01-02 03:04:05 UTC.\nWait."
    assert plain(said, tmp_path) == "Another run is at work in home: pid 4711, since 2025-07-04 12:00:00 UTC. Wait."
    assert not re.search(r"/tmp/|/home/|/root/|pytest-", README.read_text(encoding="utf-8"))


def test_rows_of_one_test_and_fault_are_counted_together() -> None:
    class Report:
        nodeid = "tests/faults/test_a.py::test_b[1-x::y]"
        failed, when = False, "call"
        user_properties = (("fault", {"fault": "a | b", "tries": 2, "survived": 2, "sees": "no <room>"}), ("other", 1))

    collector = Collector()
    for _ in range(3):
        collector.pytest_runtest_logreport(Report())  # type: ignore[arg-type]
    (line,) = collector.lines.values()
    assert line == Line("a | b", 6, 6, "no <room>", "test_a.py::test_b")
    assert lines_of(str(line)) == [("test_a.py::test_b", r"| a \| b | 6 | 6 | no &lt;room> | test_a.py::test_b |")]
