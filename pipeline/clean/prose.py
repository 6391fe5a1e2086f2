"""How much each line looks like article text, and where the article stands: the maximum-sum run of prose lines.

Shapes in, numbers out; no word of any language. Kadane's maximum-sum segment over line weights is the method of
Pasternack & Roth,
"Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW 2009).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.shapes import Shape


def weight(shape: Shape) -> float:
    """Positive for prose, negative for anything else; a blank line weighs nothing."""
    if shape.size == 0:
        return 0.0
    if shape.hint is not None and shape.hint.link_share > 0.6:
        return -0.6
    if shape.is_sentence:
        return min(shape.size, 400) / 100
    if shape.size >= 160:
        return min(shape.size, 400) / 200
    if shape.ends in ("stop", "ellipsis") and shape.size >= 25:
        return 0.1
    return -0.6


def best_run(weights: Sequence[float]) -> tuple[int, int]:
    """First index and the one behind the last of the run with the largest sum; (0, 0) where no weight is positive.
    The first of equal runs.
    """
    best, best_sum = (0, 0), 0.0
    start, total = 0, 0.0
    for i, value in enumerate(weights):
        if total <= 0:
            start, total = i, 0.0
        total += value
        if total > best_sum + 1e-9:
            best, best_sum = (start, i + 1), total
    return best
