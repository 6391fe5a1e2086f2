"""Ids of what the corpus decides: digests of content, never a counter or the clock.

The same derivation stands in SQL as the macro `row_id` (sql/corpus/macros.sql); a test holds the two together.
"""

from __future__ import annotations

import hashlib


def row_id(prefix: str, *parts: object) -> str:
    """`prefix_` and sixteen hexadecimal digits of the parts, joined by `|`; a missing part is the empty word."""
    text = "|".join("" if part is None else str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
