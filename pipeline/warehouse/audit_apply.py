"""What coders find wrong becomes judgements of the user: rows in `overrides/`, on request, written by `judging.py`.

Only verdicts from which it follows what is right can be carried out: names, events and lines that were taken for the wrong thing are
taken for the other one. A wrong speaker is taken away, or becomes the one that the coder's note names. What is wrong with the span of a
quotation, or the type, parties or day of an event, is counted and left to whoever knows better.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.audit.questions import BY_NAME, RIGHT, UNSURE, WRONG
from pipeline.audit.sheets import Keyed, SheetError, Verdict
from pipeline.resolve.judgements import NONE, JudgementsError
from pipeline.warehouse import audit_folder, judging
from pipeline.warehouse.audit_draw import rows_of
from pipeline.warehouse.connect import published_connection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

_SPEAKER = re.compile(r"speaker:\s*(\S.*)", re.IGNORECASE)  # in a note: who it was
_KEPT_AS, _DROPPED_AS = "body", "other"
_LISTED = 5


def _line(role: str) -> Callable[[DuckDBPyConnection, str], judging.Draft]:
    def draft(con: DuckDBPyConnection, unit: str) -> judging.Draft:
        article, number = unit.split(" ")
        return judging.line(con, article, int(number), role)

    return draft


# (group, verdict) → what follows from it, of the unit's ids.
_FOLLOWS: dict[tuple[str, str], Callable[[DuckDBPyConnection, str], judging.Draft]] = {
    ("names merged", WRONG): lambda con, unit: judging.different(con, *unit.split(" ")),
    ("names apart", RIGHT): lambda con, unit: judging.same(con, *unit.split(" ")),
    ("events merged", WRONG): lambda con, unit: judging.different_event(con, *unit.split(" ")),
    ("lines kept", WRONG): _line(_DROPPED_AS),
    ("lines dropped", RIGHT): _line(_KEPT_AS),
}


def apply(settings: Settings, name: str, coder: str) -> str:
    """Add what follows from the coder's verdicts to `overrides/audit-<name>-<coder>.csv`; returns in words what became of them.

    Raises SheetError where there is no such audit or coder, and JudgementsError where rows contradict each other or those of other files:
    then nothing is written. Rows of an earlier time stay; who withdraws a verdict takes its row out."""
    _, key, sheets = audit_folder.read(settings.home, name)
    if coder not in sheets:
        known = ", ".join(sorted(sheets)) or "none"
        raise SheetError([f"The audit {name} has no coder `{coder}`: there are {known}. Name one with --coder."])
    drafts: list[judging.Draft] = []
    problems: list[str] = []
    n_open = 0
    con = published_connection(settings.warehouse)
    try:
        quotes = [entry.unit for entry in key if entry.question == "speaker"]
        named = {row["id"] for row in rows_of(con, "named_speakers", ids=quotes)}
        for entry in key:
            said = sheets[coder].get(entry.id)
            if said is None or said.verdict in (UNSURE, BY_NAME[entry.group].expected):
                continue
            try:
                draft = _draft(con, entry, said, named)
            except JudgementsError as error:
                problems += error.problems
                continue
            if draft is None:
                n_open += 1
            else:
                drafts.append(draft)
    finally:
        con.close()
    out = ["No verdict says that something is wrong of which it follows what is right."]
    if drafts:
        path = judging.append(settings, drafts, coder, f"audit {name}", file=f"audit-{name}-{coder}.csv")
        carried = "The next `dateline run` carries them out; `dateline overrides` lists what became of each."
        out = [f"{path} holds what follows from {len(drafts)} verdict{'' if len(drafts) == 1 else 's'} of {coder}. {carried}"]
    if n_open:
        say = "verdict says" if n_open == 1 else "verdicts say"
        out.append(f"{n_open} {say} that something is wrong, but not what is right: see `dateline judge --help`.")
    if problems:
        out += [f"{len(problems)} cannot be carried out:", *(f"  {problem}" for problem in problems[:_LISTED])]
        out += [f"  … and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
    return "\n".join(out)


def _draft(con: DuckDBPyConnection, entry: Keyed, said: Verdict, named: set[str]) -> judging.Draft | None:
    """What follows from a verdict against the machine; None where nothing does."""
    if entry.question == "speaker":
        told = _SPEAKER.fullmatch(said.note)
        if told:
            return judging.speaker(con, entry.unit, told[1])
        return judging.speaker(con, entry.unit, NONE) if said.verdict == WRONG and entry.unit in named else None
    follows = _FOLLOWS.get((entry.group, said.verdict))
    return follows(con, entry.unit) if follows else None
