"""The probability that a line is article text: a logistic regression over `features`, with its weights in
`weights.tsv`.

The weights are learnt by `train` from English news pages (Web Content Extraction Benchmark, CC BY 4.0, © 2026
Murrough Foley); no text of
theirs is in the product.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from pipeline.clean.features import NAMES, SITUATIONS, Measured

# The pages that were learnt from are blogs for a good part: long, ending in lists that belong to them, with few
# teasers. In news a short line is chrome
# more often, unless it stands alone between two sentences, and a sentence within the body belongs to it. So the log-
# odds start elsewhere: the shift of the
# prior between the two kinds of page, measured on labelled news pages.
PRIOR_SHIFT = {"prose_in": 1.2, "short_in": -1.8, "lone": 0.5, "prose_out": -0.4, "short_out": -2.2}
# Lines of one page are no independent witnesses: stated odds are drawn together so that of verdicts at .9 nine in ten
# are right (measured on labelled news pages).
_SHARPNESS = 0.65
WEIGHTS = Path(__file__).parent / "weights.tsv"


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, ...]]:
    rows = [line.split("\t") for line in WEIGHTS.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    header = rows[0][1:]
    by_name = {row[0]: [float(x) for x in row[1:]] for row in rows[1:]}
    if set(header) != set(SITUATIONS) or set(by_name) != set(NAMES):
        raise ValueError(f"{WEIGHTS.name} does not fit features.py; run `python -m pipeline.clean.train`")
    return {situation: tuple(by_name[name][header.index(situation)] for name in NAMES) for situation in SITUATIONS}


def probability(measured: Measured, lean: float = 0.0) -> float:
    """0 … 1: how likely it is that the line belongs to the article. `lean` is what other evidence adds to the log-
    odds.
    """
    total = (
        lean
        + PRIOR_SHIFT["lone" if measured.is_lone else measured.situation]
        + sum(w * x for w, x in zip(_weights()[measured.situation], measured.values, strict=True))
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def confidence(p: float) -> float:
    """The score of the likelier verdict, ½ … 1, calibrated, in thousandths."""
    p = min(max(p, 1 - p), 1 - 1e-9)
    odds = math.exp(_SHARPNESS * math.log(p / (1 - p)))
    return round(odds / (1 + odds), 3)
