"""What a reader asks a page: the query of its address, read value by value, bounded, and refused in words where it means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ROWS = 50  # of a list on one page
LAST_PAGE = 2_000


class BadQueryError(Exception):
    """A value in an address that means nothing there; the message says which, and what to write."""


@dataclass(frozen=True, slots=True)
class Query:
    """The values of an address. Empty ones count as not given."""

    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int = 200) -> str | None:
        """A text, without the spaces around it. Raises BadQueryError where it is longer than it may be."""
        value = self.values.get(name, "").strip().replace("\x00", "")
        if len(value) > longest:
            raise BadQueryError(f"`{name}` is longer than {longest} characters. Write fewer.")
        return value or None

    def day(self, name: str) -> date | None:
        """A day as 2025-06-30."""
        value = self.text(name, 40)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise BadQueryError(f"`{name}` is no day. Write it as 2025-06-30.") from None

    def number(self, name: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        value = self.text(name, 12)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit()) or not low <= int(value) <= high:
            raise BadQueryError(f"`{name}` is no number from {low} to {high}.")
        return int(value)

    @property
    def page(self) -> int:
        return self.number("page", 1, LAST_PAGE) or 1

    @property
    def window(self) -> dict[str, int]:
        """Which rows of a list are asked for: one more than is shown, so that the page knows whether there is another."""
        return {"most": ROWS + 1, "skip": (self.page - 1) * ROWS}

    @property
    def period(self) -> dict[str, date | None]:
        return {"since": self.day("since"), "until": self.day("until")}
