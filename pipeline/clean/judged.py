"""What users decided of lines, in place of what the rules found: "this line is chrome", "this is text", "this is the headline"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import KEPT_ROLES, Line, LineRole

RULE = "user"


def as_decided(rows: tuple[Line, ...], decided: Iterable[tuple[int, LineRole, str]]) -> tuple[Line, ...]:
    """The rows with the roles that users give: (line_no, role, reason), each line once. A document has one headline: where a user names
    another line, the one that rules had found is kept below it."""
    said = {number: (role, reason) for number, role, reason in decided}
    if not said:
        return rows
    has_title = any(role == "title" for role, _ in said.values())
    out = []
    for row in rows:
        if row.line_no in said:
            role, reason = said[row.line_no]
            row = replace(row, kept=role in KEPT_ROLES, role=role, reason=reason, score=1.0, rule_id=RULE)  # noqa: PLW2901
        elif has_title and row.role == "title":
            row = replace(row, role="subtitle", reason="A user gave the headline to another line.", rule_id=RULE)  # noqa: PLW2901
        out.append(row)
    return tuple(out)
