"""A home and a raw folder for tests that break things."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings as settings_module
from pipeline.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home and a raw folder of their own."""
    (tmp_path / "raw").mkdir()
    return settings_module.load({}, environ={"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")},
                                cwd=tmp_path)  # fmt: skip
