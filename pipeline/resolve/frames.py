"""Frames as plain values: how the corpus floor reads what SQL hands it.

pandas frames are the currency between SQL and scoring; inside a decision plain values are used, so that nobody has to know
the three ways in which a frame says "unknown".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame, these columns of it, as tuples of plain values: unknown is None, a day is a `date`."""
    return zip(*(_plain(frame[column]) for column in columns), strict=True)


def _plain(column: pd.Series[Any]) -> list[Any]:
    unknown = column.isna()
    values: list[Any] = column.dt.date.tolist() if pd.api.types.is_datetime64_any_dtype(column) else column.tolist()
    for gap in unknown.to_numpy().nonzero()[0].tolist():
        values[gap] = None
    return values
