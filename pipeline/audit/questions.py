"""What is judged: kinds of rows, the groups that are estimated apart, and the statements that a coder calls right or wrong.

A statement never says what the machine was sure of, by which rule, or, where that would give the answer away, what it decided: a line
is put the same way whether it was kept or dropped, two names whether they were joined or not. `expected` is the verdict that agrees
with the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

RIGHT, WRONG, PARTLY, UNSURE = VERDICTS = ("right", "wrong", "partly", "unsure")
KINDS = ("quotes", "events", "names", "merges", "lines")
BY = ("lang", "source", "type")  # the columns that strata are made of
Expected = Literal["right", "wrong"]
Stratum = tuple[str, str, str]  # the values of `BY`; "" for a column that an audit does not go by


@dataclass(frozen=True, slots=True)
class Question:
    """One statement about a unit. `key` names it in tables, `says` is how it begins; what the machine holds follows behind a colon."""

    key: str
    says: str


@dataclass(frozen=True, slots=True)
class Group:
    """Units that are drawn and estimated together. `units`: what they are, in words; `expected`: the verdict that agrees with the
    machine."""

    name: str
    kind: str
    units: str
    expected: Expected
    questions: tuple[Question, ...]


_SAME_NAME = "The two marked names mean the same person, body or place."
_IN_ARTICLE = (
    "The marked line is part of the article: its title, text, subheading, list, byline or dateline; not a menu, share button, stamp of a"
    " date, credit, caption, link to another article, notice, advert or comment."
)
GROUPS = (
    Group("quotes", "quotes", "quotations (contiguous spans of somebody's words)", "right", (
        Question("span", "The marked words are somebody's words, all of that stretch and nothing else"),
        Question("speaker", "They are the words of"),
    )),
    Group("events", "events", "reports of events", "right", (
        Question("type", "The marked word tells an act of this type"),
        Question("parties", "These take part in it, in these roles, and no other party that the text names is missing"),
        Question("when", "Whether it has happened, and on which day, is"),
    )),
    Group("names", "names", "names where they are mentioned", "right", (
        Question("span", "The marked words are a name, all of it and nothing else: without office, title or article"),
        Question("type", "It names"),
    )),
    Group("names merged", "merges", "names of an article that were joined to those of another", "right",
          (Question("same", _SAME_NAME),)),
    Group("names apart", "merges", "pairs of entities of one type whose names share a word, and that were kept apart", "wrong",
          (Question("same", _SAME_NAME),)),
    Group("statements merged", "merges", "quotations that were joined to an earlier one as one statement", "right",
          (Question("same", "The two marked passages report the same statement of the same speaker, whatever the language or the cut."),)),
    Group("events merged", "merges", "reports that were joined to an older one as one event", "right",
          (Question("same", "The two marked passages report the same happening."),)),
    Group("lines kept", "lines", "lines that were kept", "right", (Question("in article", _IN_ARTICLE),)),
    Group("lines dropped", "lines", "lines that were dropped", "wrong", (Question("in article", _IN_ARTICLE),)),
)  # fmt: skip
BY_NAME = {group.name: group for group in GROUPS}
PARTIES = ("actor", "recipient", "participant", "host")
# What a note may begin with, by group and question, where a coder knows what is right: “speaker: Halima Barka”.
NOTES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("quotes", "span"): ("words", "kind"),
    ("quotes", "speaker"): ("speaker", "kind"),
    ("events", "type"): ("type", "words"),
    ("names", "span"): ("words",),
    ("names", "type"): ("type",),
    ("events", "parties"): PARTIES,
    ("events", "when"): ("date", "realis"),
}
NOTE_IS: Mapping[str, str] = {
    "words": "the right words", "kind": "direct, mixed or indirect", "speaker": "who speaks", "type": "the right type",
    "actor": "who acts", "recipient": "to whom", "participant": "who takes part", "host": "who is the host", "date": "the right day",
    "realis": "actual, planned, requested, denied or hypothetical",
}  # fmt: skip
ASIDE = frozenset({"kind"})  # … and what is said beside what was asked, whatever the verdict
READ_KINDS = ("quote", "event", "name")  # what readers of whole articles list
NOTHING = "nothing"  # … or that there is none of it


def groups_of(kind: str) -> tuple[Group, ...]:
    """The groups of a kind, in order."""
    return tuple(group for group in GROUPS if group.kind == kind)
