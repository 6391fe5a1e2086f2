"""Pinned versions: those that a release has named stay, however many are published after them.

A pin is a file `versions/pins/<name>` that holds the id of a version. Without the file the version goes when its turn comes.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.warehouse.connect import WarehouseError

PINS = "pins"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class PinError(WarehouseError):
    """A name that cannot be a pin's, or is another version's already."""


def pinned(versions: Path) -> dict[str, str]:
    """Name → version, of the pins in the folder of kept versions, by name."""
    folder = versions / PINS
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name: path.read_text(encoding="utf-8").strip() for path in found if _NAME.fullmatch(path.name)}


def refuse_name(versions: Path, name: str, version: str) -> None:
    """Raise PinError for a name that is none, or that another version bears."""
    if not _NAME.fullmatch(name):
        raise PinError(f"`{name[:80]}` cannot name a release. Write letters, digits, dots, hyphens and low lines, such as 2025-06.")
    known = pinned(versions).get(name)
    if known not in (None, version):
        raise PinError(
            f"The release {name} is version {known} already, and a release is never another one. Choose another name, or remove"
            f" {versions / PINS / name} where nobody has cited it."
        )


def pin(versions: Path, name: str, version: str) -> None:
    """Keep a version under a name. Raises PinError."""
    refuse_name(versions, name, version)
    folder = versions / PINS
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.part"
    beside.write_text(f"{version}\n", encoding="utf-8")
    beside.replace(folder / name)
