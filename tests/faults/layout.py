"""Laying files into a raw folder, and taking it from one state to another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def lay(raw: Path, name: str, content: str | bytes) -> Path:
    """A file, put in place in one step as a careful program does it."""
    place = raw / name
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.part")
    beside.write_bytes(content.encode() if isinstance(content, str) else content)
    os.replace(beside, place)  # noqa: PTH105
    return place


def lay_all(raw: Path, files: Mapping[str, str | bytes]) -> None:
    """Have exactly these files below `raw`; what is there with the same bytes is left alone."""
    raw.mkdir(parents=True, exist_ok=True)
    for place in raw.rglob("*"):
        if place.is_file() and str(place.relative_to(raw)) not in files:
            place.unlink()
    for name, content in files.items():
        wanted = content.encode() if isinstance(content, str) else content
        if not (raw / name).is_file() or (raw / name).read_bytes() != wanted:
            lay(raw, name, wanted)
