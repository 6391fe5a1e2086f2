"""Odds from a table of measures: boosted oblivious trees, as integers, from a data file.

An oblivious tree asks the same question at each node of a level (Kohavi 1994; CatBoost, Prokhorenkova et al. 2018), so a tree
of depth d is d comparisons and one look-up, for all lines at once. Leaves are whole thousandths of log-odds: sums are exact,
and a verdict is the same on every machine. Growing the trees is in `grow`; what the columns mean is known by who made them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

_AT_ONCE = 1024  # lines; bounds the memory of a comparison, which is slow where caches do not hold it


@dataclass(frozen=True, slots=True)
class Trees:
    """Questions are (column, border): is the value above it? `questions`: (n_trees, depth) places in `asked`;
    `leaves`: (n_trees, 2 ** depth) thousandths of log-odds, bit k of the place being the answer to question k."""

    names: tuple[str, ...]  # columns that are asked about
    columns: npt.NDArray[np.intp]  # of each distinct question, a place in `names`
    borders: npt.NDArray[np.float32]
    questions: npt.NDArray[np.intp]
    leaves: npt.NDArray[np.int32]
    bias: int

    def odds(self, table: Mapping[str, npt.NDArray[np.float32]]) -> npt.NDArray[np.int64]:
        """Log-odds of each line in thousandths. Raises KeyError where the table lacks a column."""
        values = np.stack([table[name] for name in self.names])
        n = values.shape[1]
        out = np.full(n, self.bias, np.int64)
        n_trees, depth = self.questions.shape
        base = (np.arange(n_trees) * self.leaves.shape[1])[:, None]
        flat = self.leaves.reshape(-1)
        for at in range(0, n, _AT_ONCE):
            part = values[:, at : at + _AT_ONCE]
            answers = (part[self.columns] > self.borders[:, None]).astype(np.uint8)
            place = answers[self.questions[:, 0]].copy()
            for k in range(1, depth):
                place |= answers[self.questions[:, k]] << np.uint8(k)
            out[at : at + _AT_ONCE] += flat[place + base].sum(axis=0, dtype=np.int64)
        return out


@lru_cache(maxsize=8)
def load(path: Path) -> Trees:
    """Trees from a file that `save` wrote. Raises ValueError where it holds none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        asked: dict[tuple[int, float], int] = {}
        questions = [[asked.setdefault((c, b), len(asked)) for c, b in tree["questions"]] for tree in data["trees"]]
        pairs = list(asked)
        return Trees(
            names=tuple(data["columns"]),
            columns=np.array([c for c, _ in pairs], np.intp),
            borders=np.array([b for _, b in pairs], np.float32),
            questions=np.array(questions, np.intp),
            leaves=np.array([tree["leaves"] for tree in data["trees"]], np.int32),
            bias=int(data["bias"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} holds no trees ({error}); run `python -m pipeline.clean.train`") from error


def save(trees: Trees, path: Path, about: str) -> None:
    """Write trees so that `load` reads the same ones. `about`: where they come from, one sentence."""
    asked = [(int(c), float(b)) for c, b in zip(trees.columns, trees.borders, strict=True)]
    rows = [
        json.dumps({"questions": [asked[q] for q in row], "leaves": leaves.tolist()}, separators=(",", ":"))
        for row, leaves in zip(trees.questions.tolist(), trees.leaves, strict=True)
    ]
    head = f'{{"about":{json.dumps(about)},\n"columns":{json.dumps(list(trees.names))},\n"bias":{trees.bias},\n"trees":[\n'
    path.write_text(head + ",\n".join(rows) + "\n]}\n", encoding="utf-8")
