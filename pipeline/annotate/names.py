"""The values of the name finder: what its steps hand to each other and what quotes and events build on.

Here stand `Names` (the result: local entities, mentions, roles of one article) and `Found` (one name in the text before
the document has decided which names are the same). No rule and no lexicon belongs here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import EntityType, LocalEntity, Mention, ModelCount, Role
from pipeline.text import Tokens
from pipeline.values import swift

Form = Literal["name", "short_name", "acronym", "demonym", "alias", "candidate"]


@swift
@dataclass(frozen=True, slots=True)
class Names:
    """The names of one article. `mentions` and `roles` are in order of their starts and do not overlap each other;
    `Mention.local_no`, `Role.holder_no` and `Role.organisation_no` are positions in `entities`. `model_counts`: what became of
    the spans of models."""

    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    model_counts: tuple[ModelCount, ...] = ()


@swift
@dataclass(frozen=True, slots=True)
class Found:
    """One name in the text: tokens first … last (inclusive), without `offset` characters of the first (a proclitic).

    `key` is the lexicon id where a lexicon settles who is meant. `country` is the alpha-3 code that the words themselves state, `parent`
    the lexicon id of the body or country that the name is a part of. `weight` decides between overlapping finds of the same length.
    """

    first: int
    last: int
    type: EntityType
    rule: str
    score: float
    offset: int = 0
    form: Form = "name"
    key: str | None = None
    country: str | None = None
    parent: str | None = None
    code: str | None = None
    gender: Literal["m", "f"] | None = None
    role_text: str | None = None
    weight: int = 0
    confirmed: bool = True

    def start(self, tokens: Tokens) -> int:
        return tokens.start[self.first] + self.offset

    def end(self, tokens: Tokens) -> int:
        return tokens.end[self.last]

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def longest(found: list[Found]) -> list[Found]:
    """Finds that do not overlap, in text order: longer before shorter, then heavier, then earlier."""
    taken: dict[int, Found] = {}
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (-f.length, -f.weight, f.first, f.offset, f.rule)):
        if all(i not in taken for i in range(f.first, f.last + 1)):
            out.append(f)
            for i in range(f.first, f.last + 1):
                taken[i] = f
    return sorted(out, key=lambda f: f.first)
