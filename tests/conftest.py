"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.engines.local import uncollected


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """No look for cycles of garbage within a test: one goes through the tables of all languages, takes a second, and would be counted as
    time of the code that a test measures. Between tests there is time for it."""
    with uncollected():
        yield
