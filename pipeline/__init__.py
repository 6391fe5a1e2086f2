"""Dateline: raw news text in, questions answered in SQL.

For analysts, from Python or a notebook:

    import pipeline
    with pipeline.connect() as con:
        con.execute("FROM quotes_by(?)", ["Ingrid Halvorsrud"]).df()

Frames are typed, whatever they hold: pipeline/warehouse/frames.py says how.
Everything else is in the rooms below; CONTRIBUTING.md says which is which. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.warehouse.frames import Connection

__all__ = ["connect"]


def connect(warehouse: str | Path | None = None) -> Connection:
    """The published warehouse, read-only, with typed frames as answers: `warehouse`, else what environment, dateline.toml and defaults say.

    Use it in a `with` block, or close it: a process that keeps it open goes on seeing the file as it was then. Raises
    `pipeline.warehouse.connect.WarehouseError` where there is none, `pipeline.settings.SettingsError` for a bad setting.
    """
    from pipeline.settings import load  # noqa: PLC0415
    from pipeline.warehouse.connect import published_connection  # noqa: PLC0415
    from pipeline.warehouse.frames import Connection  # noqa: PLC0415

    return Connection(published_connection(load({"warehouse": warehouse}).warehouse))
