"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from pipeline.engines.local import uncollected


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """No look for cycles of garbage within a test: one goes through the tables of all languages, takes a second, and would be counted as
    time of the code that a test measures. Between tests there is time for it."""
    with uncollected():
        yield


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """What a test, or a run that it starts, writes into the environment is gone with it: settings are read from there."""
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)
