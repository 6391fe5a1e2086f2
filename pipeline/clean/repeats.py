"""Paragraphs that stand on a page twice in a row of several: a second copy of the body, for printing or another screen.

A sentence may be repeated on purpose, and a list may say the same of several things; two paragraphs one after the other
that have both stood above are a copy. Copies are set apart in their spaces at most: where one is typeset with no-break
spaces, the other often is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.lines import RawLine
from pipeline.clean.settle import Verdict

_PARAGRAPH = 80  # characters
_LINE = 40  # … of a line that may be a copy beside copied paragraphs
_LEAST = 2  # paragraphs in a row


def mark_repeats(lines: Sequence[RawLine], out: list[Verdict | None]) -> None:
    """Give open lines of a second copy their verdict, in place."""
    seen: set[str] = set()
    is_copy = []
    for line in lines:
        key = line.text if line.text.isascii() else " ".join(line.text.split())
        is_copy.append(len(key) >= _LINE and key in seen)
        seen.add(key)
    row: list[int] = []
    paragraphs = [i for i, line in enumerate(lines) if len(line.text) >= _PARAGRAPH]
    for i in [*paragraphs, -1]:
        if i >= 0 and is_copy[i]:
            row.append(i)
            continue
        if len(row) >= _LEAST:
            for j in range(row[0], row[-1] + 1):
                if is_copy[j] and out[j] is None:
                    out[j] = Verdict("other", "The line has stood above, with those around it.", 0.9, "repeated_body")
        row = []
