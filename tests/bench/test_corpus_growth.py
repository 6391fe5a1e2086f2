"""The time of the corpus floor grows about as the corpus does: measured as computing time, a ratio within one run."""

from __future__ import annotations

import runpy
from pathlib import Path

seconds = runpy.run_path(str(Path(__file__).with_name("synthetic.py")))["seconds"]


def test_four_times_the_articles_take_far_less_than_sixteen_times_the_time() -> None:
    seconds(20)  # lexicons are read and compiled once
    small, large = seconds(100), seconds(400)
    assert large < 8 * small
