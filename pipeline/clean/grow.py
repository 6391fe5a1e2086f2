"""Growing the trees of `trees` with CatBoost, whose trees are oblivious too (Prokhorenkova et al. 2018). Not part of a run, nor
of the environment: `pip install catboost` before training (Apache-2.0; a hundred megabytes with what it pulls in).

What it grows is turned into our own integers: the product neither loads nor needs it. The same table grows the same trees on the
same machine.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clean.trees import Trees

Values = npt.NDArray[np.float64]
_UNIT = 1000  # leaves are thousandths of log-odds


@dataclass(frozen=True, slots=True)
class Plan:
    """How trees are grown."""

    n_trees: int = 100
    depth: int = 6
    rate: float = 0.2
    ridge: float = 8.0  # of a leaf, in rows of mean weight
    bins: int = 64
    rows: float = 0.6  # share of them that a tree sees
    columns: float = 0.3  # share of them that a level sees
    seed: int = 1


def grow(
    table: npt.NDArray[np.float32], names: Sequence[str], wanted: npt.NDArray[np.bool_], weight: Values, plan: Plan | None = None
) -> Trees:
    """Trees for the odds that `wanted` holds. `table`: (n_rows, n_columns); `weight`: of each row, 0 leaves it out.

    Raises ImportError where CatBoost is missing.
    """
    from catboost import CatBoostClassifier, Pool  # noqa: PLC0415 (only who trains has it)

    plan = plan or Plan()
    use = weight > 0
    model = CatBoostClassifier(
        iterations=plan.n_trees, depth=plan.depth, learning_rate=plan.rate, l2_leaf_reg=plan.ridge, border_count=plan.bins - 1,
        rsm=plan.columns, bootstrap_type="MVS", subsample=plan.rows, boosting_type="Plain", random_seed=plan.seed,
        boost_from_average=True, thread_count=2, verbose=False, allow_writing_files=False,
    )  # fmt: skip
    model.fit(Pool(table[use], wanted[use].astype(np.int64), weight=weight[use] / weight[use].mean()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return _trees(json.loads(path.read_text(encoding="utf-8")), names, plan.depth)


def _trees(model: dict[str, Any], names: Sequence[str], depth: int) -> Trees:
    """CatBoost's model as ours. A tree of fewer levels asks its last question again."""
    scale, bias = model["scale_and_bias"]
    asked: dict[tuple[int, float], int] = {}
    questions, leaves = [], []
    for tree in model["oblivious_trees"]:
        row = [asked.setdefault((split["float_feature_index"], split["border"]), len(asked)) for split in tree["splits"]]
        values = np.asarray(tree["leaf_values"], np.float64)
        while len(row) < depth:
            row.append(row[-1])
            values = np.concatenate([values, values])
        questions.append(row)
        leaves.append(np.rint(values * scale * _UNIT).astype(np.int32))
    used = sorted({column for column, _ in asked})
    return Trees(
        names=tuple(names[column] for column in used),
        columns=np.array([used.index(column) for column, _ in asked], np.intp),
        borders=np.array([border for _, border in asked], np.float32),
        questions=np.array(questions, np.intp),
        leaves=np.array(leaves, np.int32),
        bias=round(float(np.ravel(bias)[0]) * _UNIT),
    )


def mean_of(several: Sequence[Trees]) -> Trees:
    """Trees whose odds are the mean of those of several, but for rounding. All must have one depth."""
    names = sorted({name for trees in several for name in trees.names})
    asked: dict[tuple[int, float], int] = {}
    questions: list[list[int]] = []
    for trees in several:
        own = [(names.index(trees.names[c]), float(b)) for c, b in zip(trees.columns, trees.borders, strict=True)]
        questions += [[asked.setdefault(own[q], len(asked)) for q in row] for row in trees.questions.tolist()]
    return Trees(
        names=tuple(names),
        columns=np.array([c for c, _ in asked], np.intp),
        borders=np.array([b for _, b in asked], np.float32),
        questions=np.array(questions, np.intp),
        leaves=np.concatenate([np.rint(trees.leaves / len(several)).astype(np.int32) for trees in several]),
        bias=round(sum(trees.bias for trees in several) / len(several)),
    )
