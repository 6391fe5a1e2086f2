"""Growing the trees of `trees`: gradient boosting of oblivious trees by histograms. Not part of a run.

The loss is logistic, the steps are Newton's (Friedman 2001); each level takes the one question that gains most over all its
nodes. A tree sees a share of the rows, a level a share of the columns, drawn with a fixed seed: the same table grows the same
trees on the same machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.clean.trees import Trees

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """How trees are grown."""

    n_trees: int = 80
    depth: int = 6
    rate: float = 0.16
    ridge: float = 6.0  # of a leaf, in rows
    bins: int = 64
    rows: int = 40_000  # that a tree sees at most
    columns: float = 0.3  # share of them that a level sees
    seed: int = 1


@dataclass(frozen=True, slots=True)
class _Binned:
    """The table by columns: each value as the number of borders below it."""

    values: npt.NDArray[np.uint8]
    borders: Sequence[npt.NDArray[np.float32]]
    plan: Plan


def borders_of(values: npt.NDArray[np.float32], bins: int) -> npt.NDArray[np.float32]:
    """At most bins - 1 borders between the quantiles of a column, halfway between values that occur."""
    found = np.unique(values)
    if len(found) > bins:
        found = np.unique(np.quantile(values, np.linspace(0, 1, bins), method="nearest"))
    return ((found[1:].astype(np.float64) + found[:-1]) / 2).astype(np.float32)


def grow(
    table: npt.NDArray[np.float32], names: Sequence[str], wanted: npt.NDArray[np.bool_], weight: Values, plan: Plan | None = None
) -> Trees:
    """Trees for the odds that `wanted` holds. `table`: (n_rows, n_columns); `weight`: of each row, 0 leaves it out."""
    plan = plan or Plan()
    use = weight > 0
    table, y, w = table[use], wanted[use].astype(np.float64), weight[use]
    n_rows, n_columns = table.shape
    borders = [borders_of(table[:, c], plan.bins) for c in range(n_columns)]
    binned = np.stack([np.searchsorted(b, table[:, c], side="left") for c, b in enumerate(borders)]).astype(np.uint8)
    splittable = np.array([c for c in range(n_columns) if len(borders[c])])
    draw = np.random.default_rng(plan.seed)
    mean = float((w * y).sum() / w.sum())
    bias = round(1000 * float(np.log(mean / (1 - mean))))
    odds = np.full(n_rows, bias / 1000)
    asked: dict[tuple[int, int], int] = {}
    questions: list[list[int]] = []
    leaves: list[npt.NDArray[np.int32]] = []
    for _ in range(plan.n_trees):
        chance = 1 / (1 + np.exp(-odds))
        slope, bend = w * (chance - y), w * chance * (1 - chance)
        chosen = np.flatnonzero(draw.random(n_rows) * n_rows < min(plan.rows, 0.7 * n_rows))
        node = np.zeros(len(chosen), np.int64)
        tree: list[tuple[int, int]] = []
        for level in range(plan.depth):
            n_drawn = max(1, round(plan.columns * len(splittable)))
            tried = np.sort(draw.choice(splittable, n_drawn, replace=False))
            best = _best_question(_Binned(binned, borders, plan), chosen, node, slope[chosen], bend[chosen], tried)
            tree.append(best)
            node |= (binned[best[0], chosen] > best[1]).astype(np.int64) << level
        place = np.zeros(n_rows, np.int64)
        for level, (column, border) in enumerate(tree):
            place |= (binned[column] > border).astype(np.int64) << level
        size = 1 << plan.depth
        g = np.bincount(place[chosen], slope[chosen], size)
        h = np.bincount(place[chosen], bend[chosen], size)
        leaf = np.rint(-1000 * plan.rate * g / (h + plan.ridge * w.mean() / 4)).astype(np.int32)
        odds += leaf[place] / 1000
        questions.append([asked.setdefault(q, len(asked)) for q in tree])
        leaves.append(leaf)
    used = sorted({c for c, _ in asked})
    return Trees(
        names=tuple(names[c] for c in used),
        columns=np.array([used.index(c) for c, _ in asked], np.intp),
        borders=np.array([borders[c][b] for c, b in asked], np.float32),
        questions=np.array(questions, np.intp),
        leaves=np.array(leaves, np.int32),
        bias=bias,
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


def _best_question(
    table: _Binned, chosen: npt.NDArray[np.intp], node: npt.NDArray[np.int64], slope: Values, bend: Values, tried: npt.NDArray[np.intp]
) -> tuple[int, int]:
    """(column, border) of the largest gain over all nodes of a level; the first of equal ones. `node`: of each chosen row."""
    bins, n_nodes = table.plan.bins, int(node.max()) + 1
    best, found = -1.0, (int(tried[0]), 0)
    base = node * bins
    ridge = table.plan.ridge * max(float(bend.mean()), 1e-9)
    for column in tried.tolist():
        place = base + table.values[column, chosen]
        g = np.bincount(place, slope, n_nodes * bins).reshape(n_nodes, bins).cumsum(axis=1)
        h = np.bincount(place, bend, n_nodes * bins).reshape(n_nodes, bins).cumsum(axis=1)
        g_all, h_all = g[:, -1:], h[:, -1:]
        gain = (g**2 / (h + ridge) + (g_all - g) ** 2 / (h_all - h + ridge)).sum(axis=0)[: len(table.borders[column])]
        at = int(gain.argmax())
        if gain[at] > best:
            best, found = float(gain[at]), (column, at)
    return found
