"""The values of the seam: what a backend claims, and what the verifiers let through.

Two kinds of models, two kinds of claims: those with weights give spans (`Span`, `Anchored`), an endpoint gives words (`Claim`,
`AnchoredQuote`), whose places are looked for. A model that judges gives neither: it is shown what rules have coded (`Candidate`), and what
it says of that (`Verdict`) becomes `Rulings`.

Offsets are those of the house: 0-based, half-open, in Unicode code points of `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:  # settings come by here, and every command reads them
    from pipeline.model import ModelCount


UNAVAILABLE = "unavailable"  # the outcome of an article that a model gave no answer on, counted once, beside those of proposals
KEPT, DROPPED, UNANSWERED = "kept", "dropped", "unanswered"  # outcomes of candidates: each has one of them


def is_share(value: object) -> TypeGuard[float]:
    """Whether a model's score is one: a number from 0 to 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


class ModelError(Exception):
    """A model that cannot be used: the message says what is wrong, where it was named, and what to do. Raised before any document is
    touched."""


class UnansweredError(Exception):
    """A model that gave no answer on one article, for a reason that may pass: the message is the reason, as a clause. The article does
    without it and is asked about again by the next run."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a model claims, unchecked. `text` is what the model says stands there; `score` is None where it gives none."""

    start: int
    end: int
    text: str
    label: str  # as the model calls it
    score: float | None
    floor: str
    model: str  # `<backend>:<name>`


@dataclass(frozen=True, slots=True)
class Anchored:
    """A span that stands in one kept line, with a kind of its floor and a score from 0 to 1 in thousandths."""

    start: int
    end: int
    floor: str
    kind: str
    score: float
    model: str

    @property
    def rule_id(self) -> str:
        """What rows of this span say made them: `model.spacy:en_core_web_sm`."""
        return f"model.{self.model}"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said what, as a model tells it, unchecked: words, not places. `near`: offsets of the paragraph that it names, if it does.

    `statement` numbers the statements of an article: parts of one, in several paragraphs, share it.
    """

    quote: str
    kind: str
    speaker: str | None
    relayed_by: str | None
    cue: str | None
    score: float | None
    near: tuple[int, int] | None
    statement: int
    floor: str
    model: str


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer, or a part of one, that says nothing that could be checked. `reason` is counted among the dropped."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnchoredQuote:
    """Words that stand in one kept line and are somebody's, by a model. `speakers`, `relays`: places of the words that name who speaks
    and who passes it on, outside of the quote, the nearest first; `speakers` is never empty. `kind` is the model's."""

    start: int
    end: int
    kind: str
    cue: tuple[int, int] | None
    speakers: tuple[tuple[int, int], ...]
    relays: tuple[tuple[int, int], ...]
    statement: int
    score: float
    floor: str
    model: str

    @property
    def rule_id(self) -> str:
        """What rows of it say made them: `model.openai:qwen2.5-7b-instruct`."""
        return f"model.{self.model}"


@dataclass(frozen=True, slots=True)
class Silence:
    """A model that gave no answer on an article, and why."""

    model: str
    floor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What models say of one article, anchored, in the order of the models and of the text; `dropped`: what the verifiers let fall,
    of all floors; `silent`: models that did not answer."""

    spans: tuple[Anchored, ...] = ()
    dropped: tuple[ModelCount, ...] = ()
    quotes: tuple[AnchoredQuote, ...] = ()
    silent: tuple[Silence, ...] = ()

    def of(self, floor: str) -> tuple[Anchored, ...]:
        """The spans for a floor."""
        return tuple(span for span in self.spans if span.floor == floor)


NO_PROPOSALS = Proposals()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that rules have coded, as a model reads it. `parties`: (role, names)."""

    number: int  # from 1, in the article
    sentence: str
    words: str  # that report it
    kind: str  # type and mode
    meaning: str  # of the kind
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    realis: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model says of a candidate, unchecked: the number that it names, whether it keeps it, how sure it is that it should be kept
    (None where it gives no score)."""

    candidate: object
    keep: object
    score: object
    floor: str
    model: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """What models say of the events of one article, verified. `dropped`: positions of events; `counts`: what became of all of them;
    `silent`: models that did not answer."""

    dropped: frozenset[int] = frozenset()
    counts: tuple[ModelCount, ...] = ()
    silent: tuple[Silence, ...] = ()


NO_RULINGS = Rulings()
