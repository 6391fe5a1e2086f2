"""Quotations in articles of our own (quotes/, quotes/held/), end to end: floors of both halves in each language.

Rules were written with the errors of the open half in view, which are dense with rare constructions; of the held half, ordinary news,
nobody has read one. `python tests/quality/quote_scores.py`
prints all figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import quote_scores
from quote_scores import Outcome

# F1 of all kinds, share of named speakers that are right, and how far their scores may lie from that: slightly below what is reached
FLOORS: dict[tuple[str, str], tuple[float, float, float]] = {
    ("open", "en"): (0.87, 0.93, 0.04),
    ("open", "fr"): (0.89, 0.94, 0.05),
    ("open", "ar"): (0.88, 0.92, 0.05),
    ("held", "en"): (0.89, 0.95, 0.05),
    ("held", "fr"): (0.885, 0.97, 0.06),
    ("held", "ar"): (0.89, 0.875, 0.09),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Outcome]]:
    found: dict[tuple[str, str], list[Outcome]] = quote_scores.every(Path(tmp_path_factory.mktemp("quotes")))
    return found


@pytest.mark.parametrize(("half", "lang"), sorted(FLOORS))
def test_floors(outcomes: dict[tuple[str, str], list[Outcome]], half: str, lang: str) -> None:
    reached = quote_scores.figures(outcomes[half, lang])
    least, precision, error = FLOORS[half, lang]
    assert len({o.slug for o in outcomes[half, lang]}) >= 17  # some articles have no quotation
    assert reached["all"] >= least, reached
    assert reached["named precision"] >= precision, reached
    assert reached["calibration error"] <= error, reached
