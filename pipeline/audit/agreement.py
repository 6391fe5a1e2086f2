"""How far coders agree: percent agreement, Cohen's kappa for two, Krippendorff's alpha for any number.

A unit is the sequence of verdicts that it got, one a coder in the order of the coders, None where a coder gave none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

Verdicts = Sequence[str | None]


def percent(units: Sequence[Verdicts]) -> float | None:
    """The share of pairs of verdicts on one unit that are equal, 0 to 1; None without a pair."""
    pairs = [a == b for unit in units for a, b in combinations([v for v in unit if v is not None], 2)]
    return sum(pairs) / len(pairs) if pairs else None


def kappa(units: Sequence[Verdicts]) -> float | None:
    """Cohen's kappa of two coders (J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20,
    1960, 37-46), over units that both judged; None without any, or where both give one and the same verdict throughout."""
    both = [(unit[0], unit[1]) for unit in units if unit[0] is not None and unit[1] is not None]
    if not both:
        return None
    n = len(both)
    first, second = Counter(a for a, _ in both), Counter(b for _, b in both)
    by_chance = sum(first[value] * second[value] for value in first) / n**2
    if by_chance == 1:
        return None
    return (sum(a == b for a, b in both) / n - by_chance) / (1 - by_chance)


def alpha(units: Sequence[Verdicts]) -> float | None:
    """Krippendorff's alpha for nominal values, with gaps (K. Krippendorff, Content Analysis, 2004, 11.3): 1 less the observed over the
    expected disagreement. Units with fewer than two verdicts count for nothing; None where all verdicts are equal, or there are none."""
    weights: dict[tuple[str, str], float] = {}
    for unit in units:
        values = Counter(v for v in unit if v is not None)
        m = sum(values.values())
        if m < 2:
            continue
        for a in values:
            for b in values:
                weights[a, b] = weights.get((a, b), 0.0) + values[a] * (values[b] - (a == b)) / (m - 1)
    totals: dict[str, float] = {}
    for (a, _), weight in weights.items():
        totals[a] = totals.get(a, 0.0) + weight
    n = sum(totals.values())
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    if not expected:
        return None
    observed = sum(weight for (a, b), weight in weights.items() if a != b)
    return 1 - (n - 1) * observed / expected
