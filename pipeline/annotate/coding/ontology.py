"""The types of events: quad class, CAMEO root and default intensity by type and mode (`languages/shared/event_types.tsv`).

What a language says for a type is in its `triggers.tsv`, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import shared

OWN_PREFIX = "x-"  # how types, modes and contexts of a user's codebook begin
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
_WORDS = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
COOPERATION = frozenset({1, 2})
CONFLICT = frozenset({3, 4})


@dataclass(frozen=True, slots=True)
class EventType:
    """One row of the table; `cameo_root` None where CAMEO has no such root."""

    type: str
    mode: str | None
    quad_class: int
    cameo_root: str | None
    intensity: float


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], EventType]:
    return {
        (row["type"], row["mode"]): EventType(
            row["type"], row["mode"] or None, int(row["quad_class"]), row["cameo_root"] or None, float(row["intensity"])
        )
        for row in shared().table("event_types")
    }


def event_type(name: str, mode: str = "") -> EventType:
    """The row of a type and mode. Raises KeyError where the table has none: a pack must not invent types."""
    found = _table().get((name, mode))
    if found is None:
        raise KeyError(f"event type {name!r} with mode {mode!r} is not in shared/event_types.tsv; add a row there")
    return found


def is_deed(kind: EventType) -> bool:
    """Whether somebody does this, so that its denial tells something: words alone, and what is felt, are no deeds."""
    return kind.type not in _WORDS or kind.mode in ("treaty", "relations")


def modes(name: str) -> tuple[str, ...]:
    """The modes of a type, in the order of the table."""
    return tuple(mode for kind, mode in _table() if kind == name and mode)


def types() -> tuple[str, ...]:
    """All types, in the order of the table."""
    return tuple(dict.fromkeys(t for t, _ in _table()))
