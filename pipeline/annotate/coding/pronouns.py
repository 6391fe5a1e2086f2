"""Pronouns that are written together with their verb (اتهمتهما, "accused the two of them"): who is done to stands before, not behind it.

A noun right before the verb is what the pronoun means, a relative clause without its pronoun ("two diplomats whom it accuses"); else it
is who was done to last. Who acts stands behind the verb, or acted before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.annotate.coding.frames import At, Parties, Scene
from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.nounphrases import chain
from pipeline.annotate.coding.reading import Reading
from pipeline.annotate.coding.units import Unit
from pipeline.text import Tokens

_BESIDE = 2  # tokens between a noun and the verb of its relative clause
_CLOSE = 4  # tokens between a verb and the subject behind it


class Told(Protocol):
    """Who was spoken of before."""

    earlier: tuple[Unit, ...]

    def object_near(self, token: int, but: Sequence[Unit]) -> tuple[Unit, ...]: ...


def has_object(tokens: Tokens, verb: int, rules: Grammar) -> bool:
    """Whether a verb ends with a pronoun that is its object: what is left is a form of a verb too. Not where somebody unknown acts ("من
    يزورها", whoever visits it)."""
    word = tokens.fold[verb]
    if verb and tokens.fold[verb - 1] in rules.words("whoever"):
        return False
    for p in rules.proclitics:
        if word.startswith(p) and word[len(p) :] in rules.tags and word not in rules.tags:
            word = word[len(p) :]
            break
    if word not in rules.tags:
        return False
    for ending in rules.words("object_ending"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and any(f in rules.tags for f in (stem, stem + "ا", stem[:-1] + "ي")):
            return True
    return False


def with_object(scene: Scene, at: At, reading: Reading, found: Parties, told: Told) -> Parties:
    """The parties of a verb with an object of its own."""
    behind = [u for u in (*found.subject, *found.object) if u.first > at.first]
    close = [u for u in behind if u.first - at.first <= _CLOSE]
    subject = tuple(chain(close, scene)) if close else ()
    ahead = [u for u in scene.units if u.last < reading.first and u.first >= scene.low]
    is_beside = bool(ahead) and reading.first - ahead[-1].last - 1 <= _BESIDE and reading.first == at.first
    plain = range(ahead[-1].last + 1, reading.first) if ahead else range(0)
    is_beside = is_beside and not any(scene.tokens.kind[j] == "p" or scene.tokens.fold[j] in scene.rules.words("breaker") for j in plain)
    if reading.is_relative or is_beside:
        done_to = tuple(_phrase_before(ahead, scene))
        return Parties(subject or tuple(u for u in told.earlier if u not in done_to), done_to)
    if not subject:
        subject = tuple(u for u in found.subject if u.last < at.first) or told.earlier
    return Parties(subject, told.object_near(at.first, subject))


def _phrase_before(ahead: Sequence[Unit], scene: Scene) -> list[Unit]:
    """The noun phrase that ends last."""
    out: list[Unit] = []
    rest = list(ahead)
    while rest:
        out = chain(rest, scene)
        rest = rest[len(out) :]
    return out
