"""What users decide by hand: the rows of `overrides/*.csv` as values.

Their files are read in `judgement_files.py` (and `place_cells.py`), written by `judgement_rows.py`; whether rows contradict each other is
`ties.py`, which names of the corpus a row means `sightings.py`, what follows for entities `rulings.py`, and what became of each row
`verdicts.py`. What is said of one place of a document is found by `followed.py` (lines, days of publication), `corrections.py` (words,
kinds and types) and `placed.py`. The README says how a row is written.

A row names what was seen (a name, the words of a document), never an id of the warehouse: those are made anew from the corpus, and a
judgement outlives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

ENTITY_KINDS = ("same", "different", "alias", "name", "identifier", "type")
SPAN_KINDS = ("quote_span", "event_span", "event_trigger", "name_span")  # whose value is the right words, of the same document
CORRECTIONS = (*SPAN_KINDS, "quote_kind", "event_type")  # of what a document was read to say, before anything is resolved
PAIR_KINDS = ("same_event", "different_event", "same_statement", "different_statement")
# Of one place of one document; `line` and the `date` of a publication are followed when it is cleaned, the others by the corpus.
PLACE_KINDS = ("line", "speaker", "date", "realis", "participant", *PAIR_KINDS, *CORRECTIONS)
KINDS = (*ENTITY_KINDS, *PLACE_KINDS)
TWO_SIDED = ("same", "different", *PAIR_KINDS)
NONE = "none"  # as a value: nobody, no day, or that what was found there is none
TYPES = ("PER", "ORG", "GPE", "LOC", "MISC")
# Schemes of which an entity has one value, and a value one entity; schemes of the user's own may hold what they like.
SCHEMES: Mapping[str, str] = {
    "wikidata": r"Q[1-9][0-9]*",
    "geonames": r"[1-9][0-9]*",
    "iso2": r"[A-Z]{2}",
    "iso3": r"[A-Z]{3}",
    "gwno": r"[0-9]+",
    "cow": r"[A-Z0-9]+",
    "cameo": r"[A-Z0-9]+",
}

_SHOWN = 120  # characters of quoted words in messages


class JudgementsError(Exception):
    """Files of overrides that cannot be used. `problems`: a sentence or two each: what is wrong, where, and what to do."""

    def __init__(self, problems: Iterable[str], shown: int = 20) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - shown
        super().__init__("\n".join([*self.problems[:shown], *([f"… and {more} more."] if more > 0 else [])]))


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What was seen, as one side of a row names it; equal for rows that mean the same. "" and -1: not said.

    Without `document` it is every name that reads so (of that source, type, country, language, where they are said); with it, the
    place in that document where these words stand. `anchor` is an id that a lexicon or the user gives (`org:nato`, `user:frt`);
    then the rest is empty. Offsets are code points of `articles.text`, half-open.
    """

    folded: str = ""
    anchor: str = ""
    source: str = ""
    document: str = ""
    start: int = -1
    end: int = -1
    type: str = ""
    country: str = ""
    lang: str = ""
    name: str = field(default="", compare=False)  # as written, blanks collapsed

    @property
    def within(self) -> tuple[str, str]:
        """The document that is named: (source, document)."""
        return self.source, self.document

    @property
    def level(self) -> int:
        """How narrow it is: 2 for a document, 1 for a source, 0 for a name anywhere."""
        return 2 if self.document else 1 if self.source else 0

    @property
    def key(self) -> str:
        """What makes it what it is, the same for equal targets: the letters' case of a row is no part of an id."""
        said = (self.folded, self.anchor, self.source, self.document, self.start, self.end, self.type, self.country, self.lang)
        return "|".join(map(str, said))

    def __str__(self) -> str:
        said = [self.type, self.country, self.lang, self.source, self.document, f"at {self.start}" if self.start >= 0 else ""]
        narrowed = ", ".join(part for part in said if part)
        words = self.name if len(self.name) <= _SHOWN else self.name[:_SHOWN] + "…"
        return (self.anchor or (f"“{words}”" if words else "the publication")) + (f" ({narrowed})" if narrowed else "")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row. `other`: the second side of `same`, `different` and their like for events and statements, the spelling of `alias`, whom
    `speaker` and `participant` name, the right words of a span; `value`: the cell as written. `role`: of a participant. `by`, `on`, `why`:
    who decided it, on which day, for what reason. `line` counts from 1, the header being the first."""

    kind: str
    target: Target
    other: Target | None
    value: str
    lang: str
    scheme: str
    by: str
    on: date
    why: str
    file: str
    line: int
    role: str = ""

    @property
    def shown(self) -> str:
        """What is said of the target, for messages and the table `judgements`."""
        return str(self.other) if self.other is not None and self.kind in TWO_SIDED else self.value

    @property
    def told(self) -> str:
        """`shown`, behind the role that it is about."""
        return f"{self.role}: {self.shown}" if self.role else self.shown

    @property
    def place(self) -> str:
        """Where the row stands, for messages."""
        return f"{self.file} line {self.line}"
