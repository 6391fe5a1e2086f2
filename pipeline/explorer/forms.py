"""What somebody may say of a row: the forms that a page shows, and the judgement that a filled-in form means.

A form is data: which act of `warehouse/drafts.py` it carries out, and its fields in the order of that function's arguments. What is chosen
among rows (another event, two mentions) is offered by the page, which knows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.explorer.asking import BadQueryError, Query
from pipeline.model import KEPT_ROLES, LineRole, ParticipantRole, QuoteKind, Realis
from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import JudgementsError
from pipeline.warehouse import drafts
from pipeline.warehouse.desk import Desk, Row

Options = tuple[tuple[str, str], ...]  # (value, label)


@dataclass(frozen=True, slots=True)
class Field:
    """A field. With `options` one of them is chosen; with `rows` one of the rows that the page offers; `is_long`: a passage, which begins
    as the row has it."""

    name: str
    label: str
    hint: str = ""
    options: Options = ()
    rows: str = ""
    is_long: bool = False

    @property
    def longest(self) -> int:
        """Characters that may be filled in."""
        return 20_000 if self.is_long else 200


@dataclass(frozen=True, slots=True)
class Form:
    """Something that may be said. `act`: a function of `drafts`."""

    act: str
    title: str
    says: str
    fields: tuple[Field, ...]


def _words(values: Sequence[str]) -> Options:
    return tuple((value, value.replace("_", " ")) for value in values)


_ROLES = tuple(role for role in get_args(LineRole) if role != "blank")
_LINE = tuple((role, f"{role.replace('_', ' ')}{'' if role in KEPT_ROLES else ' (dropped)'}") for role in _ROLES)
_REALIS = {
    "actual": "it took place",
    "planned": "it is planned or announced",
    "requested": "somebody asks for it",
    "denied": "it is said not to be so",
    "hypothetical": "it is only supposed",
}
_KINDS = {"direct": "words in marks", "mixed": "words in marks inside reported speech", "indirect": "reported speech"}
_COPY = "Copied from the text as it stands there; none where there is nothing of it."
_NAME = "A name as an article has it, an id such as ent_…, or none."
_DATE = "2025-03-04, 2025-03, 2025, 2025-03-04/2025-03-09, or none where nobody knows."

FORMS: Mapping[str, tuple[Form, ...]] = {
    "line": (
        Form("line", "This line is …", "The document is cleaned again; what was found in a dropped line goes.",
             (Field("role", "It is", options=_LINE),)),
    ),
    "quote": (
        Form("speaker", "The speaker is …", "Say none where it is not who is named and nobody knows who it is.",
             (Field("name", "Who speaks", _NAME),)),
        Form("quote_span", "The words are …", "All of what somebody says there, without the marks, and nothing else. What is none goes.",
             (Field("words", "The right words", _COPY, is_long=True),)),
        Form("quote_kind", "They are told as …", "",
             (Field("kind", "It is", options=tuple((k, f"{k}: {_KINDS[k]}") for k in get_args(QuoteKind))),)),
        Form("different_statement", "These are two", "This quotation and the one that you choose are two statements.",
             (Field("other", "The other quotation", rows="quotes"),)),
        Form("same_statement", "These are one", "This quotation is the statement that you choose, whatever the language or the cut.",
             (Field("other", "The other statement", rows="statements"),)),
    ),
    "name": (
        Form("name_span", "The name is …", "All of the name where it stands here, without office, title or article. What is none goes.",
             (Field("words", "The right words", _COPY, is_long=True),)),
    ),
    "date": (Form("when", "The words mean …", "The day, month, year or range that they point to.", (Field("value", "Date", _DATE),)),),
    "article": (
        Form("published", "It was published on …", "", (Field("value", "Day, month or year", "2025-03-04, 2025-03, 2025, or none."),)),
    ),
    "event": (
        Form("event_type", "The act is …", "A type, with its mode where you know it; none where no act is told: then the report goes.",
             (Field("value", "Type", "CONSULT, CONSULT/visit …, or none."),)),
        Form("event_trigger", "It is told by …", "", (Field("words", "The word or words of the clause that tell it"),)),
        Form("event_span", "The clause is …", "",
             (Field("words", "The right words", "Copied from the text as it stands there.", is_long=True),)),
        Form("realis", "It took place, or did not", "",
             (Field("value", "As this report tells it", options=tuple((r, f"{r}: {_REALIS[r]}") for r in get_args(Realis))),)),
        Form("when", "It was on …", "", (Field("value", "Date", _DATE),)),
        Form("participant", "Who takes part", "In place of all whom the text was read to name in that role; once for each.",
             (Field("role", "As", options=_words(get_args(ParticipantRole))), Field("name", "Who", _NAME))),
        Form("different_event", "These are two", "This report and the one that you choose tell of two events.",
             (Field("other", "The other report", rows="reports"),)),
        Form("same_event", "These are one", "This report tells the event that you choose.",
             (Field("other", "The other event", rows="events"),)),
    ),
    "entity": (
        Form("same", "These are one", "Two names for one person, body or place.",
             (Field("other", "The other one", "A name as an article has it, or an id such as ent_…."),)),
        Form("different", "These are two", "Choose two places that do not mean the same one.",
             (Field("first", "One", rows="mentions"), Field("second", "The other", rows="mentions"))),
    ),
}  # fmt: skip


def forms_for(kind: str, rows: Mapping[str, Sequence[Row]]) -> tuple[Form, ...]:
    """What may be said of such a row, with the rows there are to choose from: each of a form's fields another one."""

    def is_offered(form: Form) -> bool:
        chosen = Counter(field.rows for field in form.fields if field.rows)
        return all(len(rows.get(what, ())) >= n for what, n in chosen.items())

    return tuple(filter(is_offered, FORMS[kind]))


def draft(desk: Desk, kind: str, key: str, act: str, said: Query) -> Draft:
    """The judgement that a form means. Raises JudgementsError, BadQueryError for an act that this kind of row has not."""
    form = next((form for form in FORMS[kind] if form.act == act), None)
    if form is None:
        raise BadQueryError(f"`{act:.40}` cannot be said of this. Begin at the row itself.")
    values = [said.text(field.name, field.longest) or "" for field in form.fields]
    if missing := [field.label for field, value in zip(form.fields, values, strict=True) if not value]:
        raise JudgementsError([f"Nothing is said yet: fill in “{missing[0]}”."])
    if act == "same":
        values = [_entity(desk, values[0])]
    if act == "line":
        return drafts.line(desk.con, key, said.number("line", 1, 10_000_000) or 1, values[0])
    if act == "different":
        return drafts.different(desk.con, *values)
    function: Callable[..., Draft] = getattr(drafts, act)
    return function(desk.con, key, *values)


def _entity(desk: Desk, name: str) -> str:
    """The id of whom a name means."""
    found = desk.first("judge_whom", who=name)
    if found is None:
        raise JudgementsError([f"Nobody in this warehouse is called “{name:.80}”. Look for them in the list of names, and write their id."])
    return str(found["entity_id"])
