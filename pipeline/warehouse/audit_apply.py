"""What coders find wrong becomes judgements of the user: rows in `overrides/`, on request, written by `judging.py`.

Names, statements, events and lines that were taken for the wrong thing are taken for the other one. Where a coder's note says what is right
(“words: …”, “type: …”, “speaker: …”; see `NOTES`), that is what is written. Without it a wrong speaker is taken away, and so is a quotation
or a name whose words are wrong, and a report whose word tells no such act: what coders call wrong is better not published than published as
it is. What is only partly right, and parties and days without a note, are counted and left to whoever knows better.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.audit.questions import ASIDE, BY_NAME, NOTES, PARTIES, RIGHT, UNSURE, WRONG
from pipeline.audit.sheets import Keyed, SheetError, Verdict, note_of
from pipeline.resolve.judgement_rows import Draft, alone
from pipeline.resolve.judgements import NONE, JudgementsError
from pipeline.warehouse import audit_folder, drafts, judging
from pipeline.warehouse.audit_draw import rows_of
from pipeline.warehouse.connect import published_connection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

_KEPT_AS, _DROPPED_AS = "body", "other"
_LISTED = 5


def _line(role: str) -> Callable[[DuckDBPyConnection, str], Draft]:
    def draft(con: DuckDBPyConnection, unit: str) -> Draft:
        article, number = unit.split(" ")
        return drafts.line(con, article, int(number), role)

    return draft


def _party(role: str) -> Callable[[DuckDBPyConnection, str, str], Draft]:
    return lambda con, unit, name: drafts.participant(con, unit, role, name)


def _type(con: DuckDBPyConnection, unit: str, value: str) -> Draft:
    """A type with its mode behind it in brackets, as sheets show it, or behind a stroke."""
    kind, _, mode = value.removesuffix(")").partition("(")
    return drafts.event_type(con, unit, f"{kind.strip()}/{mode.strip()}" if mode else value)


# (group, question, verdict) → what follows from it, of the unit's ids, where no note says what is right.
_FOLLOWS: dict[tuple[str, str, str], Callable[[DuckDBPyConnection, str], Draft]] = {
    ("quotes", "span", WRONG): lambda con, unit: drafts.quote_span(con, unit, NONE),
    ("events", "type", WRONG): lambda con, unit: drafts.event_type(con, unit, NONE),
    ("names", "span", WRONG): lambda con, unit: drafts.name_span(con, unit, NONE),
    ("names merged", "same", WRONG): lambda con, unit: drafts.different(con, *unit.split(" ")),
    ("names apart", "same", RIGHT): lambda con, unit: drafts.same(con, *unit.split(" ")),
    ("statements merged", "same", WRONG): lambda con, unit: drafts.different_statement(con, *unit.split(" ")),
    ("events merged", "same", WRONG): lambda con, unit: drafts.different_event(con, *unit.split(" ")),
    ("lines kept", "in article", WRONG): _line(_DROPPED_AS),
    ("lines dropped", "in article", RIGHT): _line(_KEPT_AS),
}
# (group, what a note begins with) → what its words say of the unit.
_SAYS: dict[tuple[str, str], Callable[[DuckDBPyConnection, str, str], Draft]] = {
    ("quotes", "speaker"): drafts.speaker,
    ("quotes", "words"): drafts.quote_span,
    ("quotes", "kind"): drafts.quote_kind,
    ("names", "words"): drafts.name_span,
    ("names", "type"): drafts.name_type,
    ("events", "words"): drafts.event_trigger,
    ("events", "type"): _type,
    ("events", "date"): drafts.when,
    ("events", "realis"): drafts.realis,
    **{("events", role): _party(role) for role in PARTIES},
}


def apply(settings: Settings, name: str, coder: str) -> str:
    """Add what follows from the coder's verdicts to `overrides/audit-<name>-<coder>.csv`; returns in words what became of them.

    Raises SheetError where there is no such audit or coder, and JudgementsError where rows contradict each other or those of other files:
    then nothing is written. Rows of an earlier time stay; who withdraws a verdict takes its row out."""
    _, key, sheets = audit_folder.read(settings.home, name)
    if coder not in sheets:
        known = ", ".join(sorted(sheets)) or "none"
        raise SheetError([f"The audit {name} has no coder `{coder}`: there are {known}. Name one with --coder."])
    why = f"audit {name}"
    found: list[Draft] = []
    problems: list[str] = []
    n_open = n_done = 0
    con = published_connection(settings.warehouse)
    try:
        quotes = [entry.unit for entry in key if entry.question == "speaker"]
        named = {row["id"] for row in rows_of(con, "named_speakers", ids=quotes)}
        gone = {row["id"] for row in rows_of(con, "said_to_be_none", ids=sorted({entry.unit for entry in key}))}
        for entry in key:
            said = sheets[coder].get(entry.id)
            if said is None or not _says_something(entry, said):
                continue
            try:
                draft = None if entry.unit in gone else _draft(con, entry, said, named)
                if draft is not None:
                    alone(draft, coder, why)
                    found.append(draft)
                elif entry.unit in gone:
                    n_done += 1
                else:
                    n_open += 1
            except drafts.HeldAlreadyError:
                n_done += 1
            except JudgementsError as error:
                problems += [re.sub(r"^.* line \d+, column `\w+`: ", "", problem) + f" ({entry.id})" for problem in error.problems]
    finally:
        con.close()
    out = ["No verdict says that something is wrong of which it follows what is right."]
    if found:
        path = judging.append(settings, found, coder, why, file=f"audit-{name}-{coder}.csv")
        carried = "The next `dateline run` carries them out; `dateline overrides` lists what became of each."
        out = [f"{path} holds what follows from {len(found)} verdict{'' if len(found) == 1 else 's'} of {coder}. {carried}"]
    if n_done:
        out.append(f"{n_done} {'is' if n_done == 1 else 'are'} carried out already.")
    if n_open:
        say = "verdict says" if n_open == 1 else "verdicts say"
        out.append(f"{n_open} {say} that something is wrong, but not what is right: see `dateline judge --help`.")
    if problems:
        out += [f"{len(problems)} cannot be carried out:", *(f"  {problem}" for problem in problems[:_LISTED])]
        out += [f"  … and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
    return "\n".join(out)


def _says_something(entry: Keyed, said: Verdict) -> bool:
    """Whether a verdict is against the machine, or its note says something beside what was asked."""
    if said.verdict == UNSURE:
        return False
    what, _ = note_of(said.note, NOTES.get((entry.group, entry.question), ()))
    return said.verdict != BY_NAME[entry.group].expected or what in ASIDE


def _draft(con: DuckDBPyConnection, entry: Keyed, said: Verdict, named: set[str]) -> Draft | None:
    """What follows from a verdict; None where nothing does."""
    what, value = note_of(said.note, NOTES.get((entry.group, entry.question), ()))
    if what:
        return _SAYS[entry.group, what](con, entry.unit, value)
    if entry.question == "speaker":
        return drafts.speaker(con, entry.unit, NONE) if said.verdict == WRONG and entry.unit in named else None
    follows = _FOLLOWS.get((entry.group, entry.question, said.verdict))
    return follows(con, entry.unit) if follows else None
