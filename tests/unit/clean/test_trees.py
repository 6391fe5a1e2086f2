"""Trees: what is saved is read back, and answers as its questions say; integers, so that a sum is a sum anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.clean.grow import Plan, grow, mean_of
from pipeline.clean.trees import Trees, load, save

PLAN = Plan(n_trees=20, depth=3, rate=0.3, ridge=1.0, columns=1.0)


def _trees(n_trees: int = 12, depth: int = 3, seed: int = 5) -> Trees:
    """Trees of four columns with borders and leaves drawn by seed."""
    draw = np.random.default_rng(seed)
    return Trees(
        names=("c0", "c1", "c2", "c3"),
        columns=draw.integers(0, 4, 16),
        borders=draw.random(16).astype(np.float32),
        questions=draw.integers(0, 16, (n_trees, depth)),
        leaves=draw.integers(-900, 900, (n_trees, 2**depth)).astype(np.int32),
        bias=-120,
    )


def _table(n: int = 600) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(5)
    table = draw.random((n, 4)).astype(np.float32)
    return table, (table[:, 0] > 0.5) ^ (table[:, 2] > 0.3)  # an exclusive or: no single question tells


def _named(table: np.ndarray) -> dict[str, np.ndarray]:
    return {f"c{k}": table[:, k] for k in range(table.shape[1])}


def _one_by_one(trees: Trees, row: np.ndarray) -> int:
    """The definition: each tree asks its questions, the answers are the bits of the leaf's place."""
    total = trees.bias
    for questions, leaves in zip(trees.questions, trees.leaves, strict=True):
        place = sum(1 << k for k, q in enumerate(questions) if row[trees.columns[q]] > trees.borders[q])
        total += int(leaves[place])
    return total


def test_odds_are_the_leaves_that_the_answers_point_to() -> None:
    trees, (table, _) = _trees(), _table(80)
    assert trees.odds(_named(table)).tolist() == [_one_by_one(trees, row) for row in table]


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    trees, (table, _), path = _trees(), _table(), tmp_path / "trees.json"
    save(trees, path, "made in a test")
    again = load(path)
    assert (again.odds(_named(table)) == trees.odds(_named(table))).all()
    save(again, tmp_path / "again.json", "made in a test")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_the_mean_of_several_is_the_mean_of_their_odds() -> None:
    several, (table, _) = [_trees(seed=seed) for seed in (1, 2, 3)], _table()
    means = sum(trees.odds(_named(table)) for trees in several) / 3
    assert np.abs(mean_of(several).odds(_named(table)) - means).max() <= 12 + 1  # each leaf is rounded


def test_a_file_without_trees_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "trees_x.json"
    path.write_text('{"columns": ["a"]}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"trees_x\.json holds no trees"):
        load(path)


def test_more_lines_than_are_compared_at_once() -> None:
    trees, (large, _) = _trees(), _table(9000)
    whole = trees.odds(_named(large))
    parts = np.concatenate([trees.odds(_named(large[at : at + 700])) for at in range(0, 9000, 700)])
    assert (whole == parts).all()


def test_trees_learn_what_no_single_column_tells() -> None:
    pytest.importorskip("catboost", reason="trees are grown with CatBoost, which is not part of the environment")
    table, wanted = _table()
    trees = grow(table, list(_named(table)), wanted, np.ones(len(wanted)), PLAN)
    fresh, answers = _table(900)
    odds = trees.odds(_named(fresh))
    assert odds.dtype == np.int64
    assert ((odds > 0) == answers).mean() > 0.95
    assert set(trees.names) >= {"c0", "c2"}


def test_rows_of_no_weight_teach_nothing() -> None:
    pytest.importorskip("catboost", reason="trees are grown with CatBoost, which is not part of the environment")
    table, wanted = _table()
    weight = np.ones(len(wanted))
    weight[300:] = 0
    some = grow(table, list(_named(table)), wanted, weight, PLAN)
    turned = wanted.copy()
    turned[300:] = ~turned[300:]
    assert (grow(table, list(_named(table)), turned, weight, PLAN).odds(_named(table)) == some.odds(_named(table))).all()
