"""Learns the data files of the odds from labelled pages: `python -m pipeline.clean.train PAGES.jsonl.gz …`. Not part of a run.

PAGES: one page a row, `lines` and `labels` (k keep, c chrome, t title; others are left out), `lang`, `domain`, `variant`. The
first file is varied by `vary`, the others, of generated pages, are taken as they are. The second pass and the calibration learn
from odds that trees gave which have not seen the page's domain. A page weighs about the same whatever its length.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.clean.grow import Plan, grow, mean_of
from pipeline.clean.likelihood import Weights, save_weights
from pipeline.clean.lines import split
from pipeline.clean.measures import Ints, measure
from pipeline.clean.overlap import stems_of
from pipeline.clean.settle import said_of
from pipeline.clean.surroundings import Columns, pages_of
from pipeline.clean.table import steady_of, table_of
from pipeline.clean.trees import Trees
from pipeline.clean.vary import LabelledPage, vary

_FOLDS = 2
_ABOUT = "Grown by pipeline/clean/train.py from pages of the Web Content Extraction Benchmark (CC BY 4.0) and generated ones."


def read_pages(path: Path) -> list[LabelledPage]:
    """The pages of a file, their blank lines left out."""
    pages = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            lines = split("\n".join(row["lines"]))
            if len(lines) == len(row["labels"]):
                texts = [line.text for line in lines]
                chosen = [i for i, text in enumerate(texts) if text]
                pages.append(
                    LabelledPage(
                        row["domain"], row["lang"], row["variant"], row.get("title") or "",
                        tuple(texts[i] for i in chosen), tuple(row["labels"][i] for i in chosen),
                        tuple(said_of(texts[i], i + 1, row["lang"]).sign for i in chosen),
                    )
                )  # fmt: skip
    return pages


@dataclass(frozen=True, slots=True)
class _Data:
    wanted: npt.NDArray[np.bool_]
    is_title: npt.NDArray[np.bool_]
    weight: npt.NDArray[np.float64]
    title_weight: npt.NDArray[np.float64]
    fold: Ints


def main(paths: Sequence[Path], plan: Plan) -> None:
    """The first file holds pages of others, each further one generated pages; there is a round for each of these. The rounds
    differ in variants, generated pages and draws, and their trees are averaged (bagging, Breiman 1996)."""
    real = read_pages(paths[0])
    rounds = [one_round(real, read_pages(path), replace(plan, seed=seed)) for seed, path in enumerate(paths[1:], 1)]
    sharpness = round(sum(r.sharpness for r in rounds) / len(rounds), 2)
    save_weights(
        Weights(mean_of([r.first for r in rounds]), mean_of([r.second for r in rounds]), mean_of([r.title for r in rounds]), sharpness),
        _ABOUT,
    )


def one_round(real: Sequence[LabelledPage], generated: Sequence[LabelledPage], plan: Plan) -> Weights:
    """What one draw of variants teaches, with one file of generated pages."""
    pages = [*(p for p in real if p.variant == "window"), *vary(real, seed=plan.seed), *generated]
    texts = [line for page in pages for line in page.lines]
    document = [n for n, page in enumerate(pages) for _ in page.lines]
    m = measure(texts, document, [code for page in pages for code in page.settled])
    s, p = stems_of(m), pages_of(m.document)
    data = _data(pages)
    _say(f"{len(pages)} pages, {len(texts)} lines, {data.wanted[data.weight > 0].mean():.3f} article")
    steady = steady_of(m, s, p, [page.lang for page in pages])
    first, unseen = _learn(
        table_of(m, s, p, steady), data.wanted, data.weight, data.fold, replace(plan, n_trees=plan.n_trees * 3 // 5, rate=plan.rate * 5 / 4)
    )
    table = table_of(m, s, p, steady, unseen)
    second, judged = _learn(table, data.wanted, data.weight, data.fold, plan)
    title, _ = _learn(table, data.is_title, data.title_weight, data.fold, replace(plan, n_trees=40, depth=5), folds=0)
    _say(f"loss of unseen lines {_log_loss(unseen, data.wanted, data.weight):.4f}, then {_log_loss(judged, data.wanted, data.weight):.4f}")
    return Weights(first, second, title, _sharpness(judged, data.wanted, data.weight))


def _data(pages: Sequence[LabelledPage]) -> _Data:
    labels = np.array([label for page in pages for label in page.labels])
    numbers = {domain: n for n, domain in enumerate(sorted({page.domain for page in pages}))}
    fold = np.array([numbers[page.domain] % _FOLDS for page in pages for _ in page.lines])
    counted = [sum(label in "kc" for label in page.labels) for page in pages]
    weight = np.array([40 / (n + 10) for page, n in zip(pages, counted, strict=True) for _ in page.lines])
    is_judged = np.isin(labels, ["k", "c"])
    has_title = np.array(["t" in page.labels for page in pages for _ in page.lines])
    titled = has_title & np.isin(labels, ["k", "c", "t"])
    return _Data(labels == "k", labels == "t", weight * is_judged, weight * titled, fold)


def _learn(
    table: Columns, wanted: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64], fold: Ints, plan: Plan, folds: int = _FOLDS
) -> tuple[Trees, Ints]:
    """Trees from all rows, and the odds of each row by trees that have not seen its fold."""
    names = list(table)
    values = np.stack([table[name] for name in names], axis=1)
    unseen = np.zeros(len(wanted), np.int64)
    for n in range(folds):
        seen = fold != n
        trees = grow(values[seen], names, wanted[seen], weight[seen], plan)
        unseen[~seen] = trees.odds({name: column[~seen] for name, column in table.items()})
    return grow(values, names, wanted, weight, plan), unseen


def _sharpness(odds: Ints, wanted: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64]) -> float:
    """The factor of the log-odds under which they are calibrated (Platt scaling without a shift)."""
    best = min(np.arange(0.4, 1.31, 0.02), key=lambda f: _log_loss(odds * f, wanted, weight))
    return round(float(best), 2)


def _log_loss(odds: npt.NDArray[np.generic], wanted: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64]) -> float:
    signed = np.where(wanted, odds, -np.asarray(odds)) / 1000
    return float((weight * np.log1p(np.exp(-np.clip(signed, -30, 30)))).sum() / weight.sum())


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]], Plan())
