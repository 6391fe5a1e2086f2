"""Single values of a table `[[models.…]]`, checked: what every kind of model reads alike. Pure; each raises ModelError.

`where` says in messages which table it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.models.spans import ModelError


def text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    """A text without white space around it; None where the key is not there."""
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        raise ModelError(f"`{key}` is {value!r:.60}, not a text, {where}. Write it in quotes, or leave it out.")
    return value.strip()


def share(table: Mapping[str, Any], key: str, default: float, where: str) -> float:
    """A number from 0 to 1, in thousandths."""
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ModelError(f"`{key}` is {value!r:.40}, not a number from 0 to 1, {where}. Write one such as {default}.")
    return round(float(value), 3)


def count(table: Mapping[str, Any], key: str, default: int, bounds: tuple[int, int], where: str) -> int:
    """A whole number within the bounds, both included."""
    value = table.get(key, default)
    low, high = bounds
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ModelError(
            f"`{key}` is {value!r:.40}, not a number it can be, {where}. Write a whole number from {low} to {high}, such as {default}."
        )
    return value


def languages(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Language tags folded to their base and sorted; empty where none are named."""
    value = table.get("languages", [])
    if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
        raise ModelError(f'`languages` is {value!r:.60}, not a list of languages, {where}. Write one such as ["en", "fr"].')
    return tuple(sorted({x.strip().split("-")[0].lower() for x in value}))
