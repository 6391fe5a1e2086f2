"""The words of one language, read from `pools/<lang>.toml`. No chance and no layout stand here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "pools"


@dataclass(frozen=True, slots=True)
class Pool:
    """Entries by name; `topics` holds the matters of each topic. Slots in entries are explained in `en.toml`."""

    lang: str
    stop: str  # closes a sentence
    gap: str  # between sentences
    entries: dict[str, tuple[str, ...]]
    topics: dict[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.entries[name]


def languages() -> tuple[str, ...]:
    """All languages with a pool, in the order of their codes."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load(lang: str) -> Pool:
    data = tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    topics = {name: _cut(value) for name, value in data.pop("topics").items()}
    stop, gap = data.pop("stop", "."), data.pop("gap", " ")
    return Pool(lang, stop, gap, {name: _cut(value) for name, value in data.items()}, topics)


def _cut(value: str) -> tuple[str, ...]:
    parts = (part.strip() for line in value.splitlines() for part in line.split(" | "))
    return tuple(part for part in parts if part)
