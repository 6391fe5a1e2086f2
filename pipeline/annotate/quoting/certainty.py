"""How likely the speaker of a quotation is right, told by the way that led to him.

Counted on the project's own articles whose quotations are marked (tests/quality/quotes, the half that rules were written with):
`python tests/quality/quote_scores.py --counts` prints the rows. A share is drawn towards that of all ways, the more so the fewer cases a
way has (a Beta prior worth `WEIGHT` cases), so that three lucky cases make no certainty.
"""

from __future__ import annotations

from pipeline.annotate.quoting.scene import Source

PRIOR, WEIGHT = 0.9, 4.0
# (basis, how the speaker is written) → right, all
_COUNTED: dict[tuple[str, str], tuple[int, int]] = {
    ("name_in_place", "name"): (129, 142),
    ("name_in_place", "short_name"): (37, 37),
    ("pronoun", "pronoun"): (65, 71),
    ("apposition", "name"): (30, 30),
    ("implicit", "implicit"): (22, 28),
    ("short_name", "short_name"): (15, 18),
    ("chain", "name"): (14, 14),
    ("role_holder", "role"): (11, 12),
    ("inherited", "name"): (9, 11),
    ("chain", "pronoun"): (4, 7),
    ("document_issuer", "document"): (5, 7),
    ("label", "implicit"): (4, 4),
    ("inherited", "pronoun"): (3, 3),
    ("inherited", "short_name"): (2, 2),
    ("inherited", "implicit"): (0, 2),
    ("document_chain", "document"): (2, 2),
    ("chain", "short_name"): (1, 1),
    ("chain", "document"): (0, 1),
    ("apposition", "document"): (1, 1),
}


def certainty(source: Source | None, rule_score: float) -> float:
    """0 to 1: of a known speaker, the share of such that were right; else how far the rule that found the words is to be trusted."""
    if source is None or source.local_no is None:
        return rule_score
    right, n = _COUNTED.get((source.basis, source.type), (0, 0))
    return (right + PRIOR * WEIGHT) / (n + WEIGHT)
