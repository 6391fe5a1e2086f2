"""Bulk files are read fast enough that what is made of the documents is what a run costs: thousands of records a second, of every kind."""

from __future__ import annotations

import bulk


def test_records_a_second() -> None:
    found = bulk.figures(2_000)
    assert {name: n for name, (n, _, _) in found.items()} == dict.fromkeys(found, 2_000)
    slow = {name: n / cost for name, (n, cost, _) in found.items() if n / cost < 1_000}
    assert not slow
    lines = found["a.jsonl"][1]
    assert {name: cost / lines for name, (_, cost, _) in found.items() if cost > 6 * lines} == {}
