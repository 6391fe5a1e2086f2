"""Marks of tests whose behaviour the product does not have yet: take the mark away when it has; `strict` says when that is."""

from __future__ import annotations

import pytest

CLOCK = pytest.mark.xfail(reason="the clock of a run may go back behind the run before it", strict=True)
REBUILD = pytest.mark.xfail(reason="a build file that is corrupt is not yet set aside and built anew from raw", strict=True)
MIGRATE = pytest.mark.xfail(reason="schema versions of files are not yet looked at", strict=True)
SPEED = pytest.mark.xfail(reason="the walk over an unchanged folder is not yet fast enough", strict=False)
