"""Where the article stands: the maximum-sum run of lines, over weights that are positive for prose.

The method is that of Pasternack & Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW
2009). What a line weighs is decided by those who ask.
"""

from __future__ import annotations

from collections.abc import Sequence


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
