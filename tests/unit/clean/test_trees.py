"""Trees: what is grown is what is read back and what answers; integers, so that a sum is a sum anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.clean.grow import Plan, borders_of, grow
from pipeline.clean.trees import load, save

PLAN = Plan(n_trees=20, depth=3, rate=0.3, ridge=1.0, columns=1.0)


def _table(n: int = 600) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(5)
    table = draw.random((n, 4)).astype(np.float32)
    return table, (table[:, 0] > 0.5) ^ (table[:, 2] > 0.3)  # an exclusive or: no single question tells


def _named(table: np.ndarray) -> dict[str, np.ndarray]:
    return {f"c{k}": table[:, k] for k in range(table.shape[1])}


def test_trees_learn_what_no_single_column_tells() -> None:
    table, wanted = _table()
    trees = grow(table, list(_named(table)), wanted, np.ones(len(wanted)), PLAN)
    fresh, answers = _table(900)
    odds = trees.odds(_named(fresh))
    assert odds.dtype == np.int64
    assert ((odds > 0) == answers).mean() > 0.95
    assert set(trees.names) >= {"c0", "c2"}


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    table, wanted = _table()
    trees = grow(table, list(_named(table)), wanted, np.ones(len(wanted)), PLAN)
    path = tmp_path / "trees.json"
    save(trees, path, "grown in a test")
    again = load(path)
    assert (again.odds(_named(table)) == trees.odds(_named(table))).all()
    save(again, tmp_path / "again.json", "grown in a test")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_rows_of_no_weight_teach_nothing() -> None:
    table, wanted = _table()
    weight = np.ones(len(wanted))
    weight[300:] = 0
    some = grow(table, list(_named(table)), wanted, weight, PLAN)
    turned = wanted.copy()
    turned[300:] = ~turned[300:]
    assert (grow(table, list(_named(table)), turned, weight, PLAN).odds(_named(table)) == some.odds(_named(table))).all()


def test_a_file_without_trees_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "trees_x.json"
    path.write_text('{"columns": ["a"]}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"trees_x\.json holds no trees"):
        load(path)


def test_borders_lie_between_values_that_occur() -> None:
    column = np.array([0, 0, 1, 1, 1, 2], np.float32)
    assert borders_of(column, 64).tolist() == [0.5, 1.5]
    many = np.arange(1000, dtype=np.float32)
    assert len(borders_of(many, 16)) <= 15
    assert all(0 < border < 999 for border in borders_of(many, 16).tolist())


def test_more_lines_than_are_compared_at_once() -> None:
    table, wanted = _table()
    trees = grow(table, list(_named(table)), wanted, np.ones(len(wanted)), PLAN)
    large, _ = _table(9000)
    whole = trees.odds(_named(large))
    parts = np.concatenate([trees.odds(_named(large[at : at + 700])) for at in range(0, 9000, 700)])
    assert (whole == parts).all()
