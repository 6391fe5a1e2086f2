"""How likely each line is article text: two passes of trees over the measures of a batch, and a third that knows titles.

The trees are in `trees_*.json` beside this file, grown by `train` from English pages (Web Content Extraction Benchmark, CC BY
4.0, © 2026 Murrough Foley) and from pages that the project generates; no text of theirs is in the product.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.clean.measures import Floats, Ints, Measures
from pipeline.clean.overlap import Stems, shared_with_body, stems_of
from pipeline.clean.shapes import could_be_headlines
from pipeline.clean.surroundings import Columns, Pages, pages_of
from pipeline.clean.table import steady_of, table_of
from pipeline.clean.trees import Trees, load, save

_DOUBTFUL = -1000  # thousandths of log-odds: prose above it counts as body where words are compared with it
_HERE = Path(__file__).parent
FIRST, SECOND, TITLE, _SCALE = (_HERE / f"trees_{name}.json" for name in ("first", "second", "title", "scale"))


@dataclass(frozen=True, slots=True)
class Weights:
    """`sharpness`: lines of one page are no independent witnesses; under this factor stated log-odds are calibrated."""

    first: Trees
    second: Trees
    title: Trees
    sharpness: float


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds in thousandths, one place a line: that it is article text, that it is the title (0 for lines that have not the
    shape of one). `shared`: the share of its words that stand in other prose that is likely the body."""

    article: Ints
    title: Ints
    shared: Floats


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the product."""
    return Weights(load(FIRST), load(SECOND), load(TITLE), float(json.loads(_SCALE.read_text(encoding="utf-8"))["sharpness"]))


def save_weights(found: Weights, about: str) -> None:
    """Write the data files."""
    for trees, path in ((found.first, FIRST), (found.second, SECOND), (found.title, TITLE)):
        save(trees, path, about)
    _SCALE.write_text(json.dumps({"about": about, "sharpness": found.sharpness}) + "\n", encoding="utf-8")


def odds_of(m: Measures, langs: Sequence[str]) -> Odds:
    """The odds of all lines of a batch. `langs`: the language of each document, by its number."""
    s, p = stems_of(m), pages_of(m.document)
    w = weights()
    article, table = judged(m, s, p, steady_of(m, s, p, langs), w)
    body = m.is_sentence & (m.settled == 0) & (article > _DOUBTFUL)
    title, asked = np.zeros(len(article), np.int64), np.flatnonzero(could_be_headlines(m))
    title[asked] = w.title.odds({name: table[name][asked] for name in w.title.names})
    return Odds(article, title, np.maximum(table["in_body"], shared_with_body(s, body).words))


def judged(m: Measures, s: Stems, p: Pages, steady: Columns, w: Weights) -> tuple[Ints, Columns]:
    """Both passes: log-odds of each line in thousandths, and the table that the second pass saw."""
    table = table_of(m, s, p, steady, w.first.odds(table_of(m, s, p, steady)))
    return w.second.odds(table), table


@lru_cache(maxsize=16384)
def confidence(odds: int) -> float:
    """The score of the likelier verdict, ½ … 1, calibrated, in thousandths."""
    return round(1 / (1 + math.exp(-min(abs(odds) / 1000 * weights().sharpness, 30.0))), 3)
