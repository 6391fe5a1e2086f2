"""Which files the views of a lake read: all that a connection to one must know, without what writes it."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.warehouse.export_folder import MANIFEST

FORMAT = "lake"
DATABASE = "warehouse.duckdb"


def files_of(warehouse: Path) -> list[str]:
    """Where `warehouse` is a lake's file of views: the files that its views read, by whole path; else none. Files elsewhere than below
    its own folder do not count, whatever a manifest says."""
    manifest = warehouse.parent / MANIFEST
    if warehouse.name != DATABASE or not manifest.is_file():
        return []
    try:
        said = json.loads(manifest.read_text(encoding="utf-8"))
        names = [str(name) for name in said["files"]] if said.get("format") == FORMAT else []
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return []
    folder = warehouse.parent.resolve()
    paths = [warehouse.parent / name for name in names if name.endswith(".parquet")]
    return [str(path) for path in paths if path.resolve().is_relative_to(folder)]
