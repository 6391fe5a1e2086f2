"""The values of the seam: what a backend claims, and what the verifier lets through.

Offsets are those of the house: 0-based, half-open, in Unicode code points of `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # settings come by here, and every command reads them
    from pipeline.model import ModelCount


class ModelError(Exception):
    """A model that cannot be used: the message says what is wrong, where it was named, and what to do. Raised before any document is
    touched."""


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
class Proposals:
    """Anchored spans of one article, in the order of the models and of the text; `dropped`: what the verifier let fall."""

    spans: tuple[Anchored, ...] = ()
    dropped: tuple[ModelCount, ...] = ()

    def of(self, floor: str) -> tuple[Anchored, ...]:
        """Those of a floor."""
        return tuple(span for span in self.spans if span.floor == floor)


NO_PROPOSALS = Proposals()
