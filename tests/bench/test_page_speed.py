"""What reading and cleaning a page costs beside trafilatura's default, as ratios within one run on pages of our own.

Pages of one vocabulary are cheap for trafilatura, real ones cost it three times as much: the floors are here to catch work that
grew by a multiple, not to compare. `python tests/bench/pages.py` prints what each step costs.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import trafilatura

BENCH = runpy.run_path(str(Path(__file__).with_name("pages.py")))


def test_pages_a_second_beside_trafilatura() -> None:
    markup = BENCH["pages"](6)
    default = BENCH["milliseconds"](BENCH["of_each"](trafilatura.extract), markup, 2)
    full = BENCH["milliseconds"](BENCH["clean_pages"]("full"), markup, 2)
    fast = BENCH["milliseconds"](BENCH["clean_pages"]("fast"), markup, 2)
    assert fast < full
    assert default / full > 0.05
    assert default / fast > 0.4
