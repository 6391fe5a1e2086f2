"""Where the project's SQL lies: beside the package in a clone, inside it in a wheel. Nothing else belongs here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def sql_directory() -> Path:
    """The directory that holds schema/, checks/, corpus/, marts/ and queries/."""
    beside, inside = PACKAGE.parent / "sql", PACKAGE / "sql"
    return inside if inside.is_dir() else beside


def sql_files(folder: str) -> list[Path]:
    """The .sql files of one folder below sql/, by name. An absent folder holds none."""
    return sorted((sql_directory() / folder).glob("*.sql"))
