"""Proportions estimated from a stratified sample, and intervals for them.

The interval is Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927,
209-212), with the effective sample size in the place of n: the form that Franco, Little, Louis and Slud recommend for surveys (Comparative
study of confidence intervals for proportions in complex sample surveys, Journal of Survey Statistics and Methodology 7, 2019, 334-364).
The effective size is Kish's, n over the design effect of unequal weights (L. Kish, Survey Sampling, 1965, 11.7), with the finite population
correction of each stratum (W. G. Cochran, Sampling Techniques, 1977, 5.3). What stratification gains where strata differ is not
credited: small strata in which all verdicts are equal would make an interval too short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

Z95 = 1.959963984540054  # of the standard normal, two-sided


@dataclass(frozen=True, slots=True)
class Cell:
    """A stratum: its rows, how many of them were judged, and how many of those were right."""

    size: int
    n: int
    right: int


@dataclass(frozen=True, slots=True)
class Proportion:
    """An estimate between 0 and 1 with its 95 % interval; `effective_n`: the size of the simple random sample that would tell as much."""

    estimate: float
    low: float
    high: float
    effective_n: float


def wilson(p: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The score interval for a proportion p seen in n cases. n may be any positive number; infinite where all cases are known."""
    if n == inf:
        return p, p
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def stratified(cells: Sequence[Cell]) -> Proportion | None:
    """The proportion of right rows in all strata together, each weighing what it holds; None where nothing was judged.

    Strata with fewer than two judged rows, none among them, are pooled: they are too small to stand alone, and were drawn in
    proportion to their size."""
    pooled = _pooled(cells)
    total = sum(cell.size for cell in pooled)
    if not pooled or not total or not any(cell.n for cell in pooled):
        return None
    p = sum(cell.size / total * cell.right / cell.n for cell in pooled)
    p = min(1.0, max(0.0, p))
    variance = sum((cell.size / total) ** 2 * (1 - cell.n / cell.size) / cell.n for cell in pooled)  # in units of p(1 - p)
    n = 1 / variance if variance > 0 else inf
    return Proportion(p, *wilson(p, n), n)


def clustered(found: Sequence[tuple[int, int]]) -> Proportion | None:
    """The proportion of a ratio over clusters: (right, of how many) for each; None where there are none at all.

    The design effect is that of the ratio estimator (Cochran, 1977, 6.4), one at least: what stands in one article is alike."""
    n, right = sum(of for _, of in found), sum(r for r, _ in found)
    if not n:
        return None
    p = right / n
    k = len(found)
    effect = 1.0
    if k > 1 and 0 < p < 1:
        variance = k / (k - 1) * sum((r - p * of) ** 2 for r, of in found) / n**2
        effect = max(1.0, variance / (p * (1 - p) / n))
    return Proportion(p, *wilson(p, n / effect), n / effect)


def _pooled(cells: Sequence[Cell]) -> list[Cell]:
    """Strata that can stand alone, and one for all others; the smallest join it as long as it cannot stand alone either."""
    cells = [cell for cell in cells if cell.size]
    alone = sorted((cell for cell in cells if cell.n > 1), key=lambda c: (c.size, c.n, c.right), reverse=True)
    small = [cell for cell in cells if cell.n < 2]
    while small and alone and sum(cell.n for cell in small) < 2:
        small.append(alone.pop())
    rest = Cell(sum(c.size for c in small), sum(c.n for c in small), sum(c.right for c in small))
    return [*alone, rest] if rest.size else alone
