"""Learns `weights.tsv` from labelled pages: `python -m pipeline.clean.train LINES.jsonl.gz`. Not part of a run.

LINES: one page a row, `lines` and `labels` (k keep, c chrome; others are left out). Logistic regression with L2, by
Newton's method; a page weighs the
same whatever its length.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.clean.features import NAMES, SITUATIONS
from pipeline.clean.lines import split
from pipeline.clean.odds import WEIGHTS
from pipeline.clean.settle import Page
from pipeline.clean.shapes import shape_of
from pipeline.clean.stamps import stamp_of
from pipeline.clean.verdicts import measured

_RIDGE = 3.0


def examples(path: Path) -> Iterator[tuple[str, tuple[float, ...], bool, float]]:
    """(situation, measures, is article, weight) of each labelled line that no phrase settles."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            lines = split("\n".join(row["lines"]))
            if len(lines) != len(row["labels"]):
                continue
            stamps = tuple(None if line.is_blank else stamp_of(line.text, line.number, row["lang"]) for line in lines)
            page = Page(lines, tuple(shape_of(line) for line in lines), stamps, (), frozenset())
            found = measured(page)
            n = sum(c in "kc" for c in row["labels"])
            for i, m in found.items():
                if row["labels"][i] in "kc":
                    yield m.situation, m.values, row["labels"][i] == "k", 40 / (n + 10)


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: float = _RIDGE) -> np.ndarray:
    """Weights of the logistic regression."""
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.01
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + penalty * w
        hessian = (x * (weight * p * (1 - p) + 1e-9)[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main(path: Path) -> None:
    rows = list(examples(path))
    columns = []
    for situation in SITUATIONS:
        chosen = [r for r in rows if r[0] == situation]
        x = np.array([r[1] for r in chosen])
        y = np.array([r[2] for r in chosen], dtype=float)
        weight = np.array([r[3] for r in chosen])
        columns.append(fit(x, y, weight))
        sys.stdout.write(f"{situation}: {len(chosen)} lines, {y.mean():.3f} article\n")
    out = [
        "# Learnt by pipeline/clean/train.py; see odds.py for the pages. One row a measure of features.py, one column a situation.",
        "\t".join(["measure", *SITUATIONS]),
    ]
    out += ["\t".join([name, *(f"{c[i]:.4f}" for c in columns)]) for i, name in enumerate(NAMES)]
    WEIGHTS.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
