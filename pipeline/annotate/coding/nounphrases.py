"""Noun phrases: which units in a row are one phrase (coordination, lists, apposition), and which are only where something happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.units import Unit
from pipeline.text import Tokens
from pipeline.values import swift

_SIGNS = frozenset(",،«»“”\"()-–—'’")
_COMMAS = frozenset(",،")
_BODIES = frozenset({"country", "org", "city"})


@swift
@dataclass(frozen=True, slots=True)
class Scene:
    """Where parties are looked for: the units that may take part, in tokens low … high - 1 (a sentence, or its part in a quotation), those
    near it among them. `vocabulary`: folded words of the article."""

    tokens: Tokens
    rules: Grammar
    units: Sequence[Unit]
    low: int
    high: int
    vocabulary: frozenset[str] = frozenset()


def chain(units: Sequence[Unit], scene: Scene) -> list[Unit]:
    """The first noun phrase among units in a row: a head, what is coordinated with it, and the names in apposition to it."""
    out: list[Unit] = []
    for k, unit in enumerate(units):
        if not out or unit.first <= out[-1].last or _is_linked(out[-1], unit, units[k + 1 :], scene):
            out.append(unit)
        else:
            break
    return out


def _is_linked(last: Unit, unit: Unit, following: Sequence[Unit], scene: Scene) -> bool:
    """Whether two units in a row belong to one noun phrase, by what stands between them."""
    tokens, rules = scene.tokens, scene.rules
    between = range(last.last + 1, unit.first)
    words = [tokens.fold[j] for j in between if tokens.text[j] not in _SIGNS]
    joiners, determiners, links = rules.words("joiner"), rules.words("determiner"), rules.words("link")
    prefix = tokens.fold[unit.first] if tokens.start[unit.first] < unit.start else ""
    if prefix and not prefix.startswith(tuple(rules.words("joined_prefix"))):
        return False  # a preposition is written together with the name
    if prefix or any(w in joiners for w in words):
        rest = [w for w in words if w not in joiners]
        begins = rules.word_order == "vso" and rest and tokens.text[unit.first - 1] in _COMMAS  # "…, and Y": another clause
        return not begins and len(rest) <= 5 and not any(w in rules.tags or w in rules.words("breaker") for w in rest)
    if any(w in rules.tags for w in words):
        return False
    if rules.word_order == "vso" and not words and not _is_genitive(last, unit):
        return any(tokens.text[j] in _COMMAS for j in between) and unit.form in ("per", "role")
    if any(tokens.text[j] in _COMMAS for j in between):
        if unit.form in ("per", "role") and last.form in ("per", "role", "group", "org", "country"):
            return all(w in determiners for w in words)
        is_like = unit.form == last.form or {unit.form, last.form} <= _BODIES
        return is_like and all(w in determiners for w in words) and _has_joiner(unit, following, scene)
    plain = [w for w in words if w not in determiners and w not in links]
    if rules.word_order == "vso" and plain and not (unit.form in ("country", "per") and last.form in ("group", "role", "org")):
        return False  # another noun begins the object
    return len(plain) <= 2 and not any(w in rules.words("preposition") and w not in links for w in plain)


def _is_genitive(last: Unit, unit: Unit) -> bool:
    """Verb first, two names side by side are subject and object, unless the second completes the first: adjective, genitive, holder
    of an office, alias."""
    if unit.is_adjective or (unit.codes and unit.codes == last.codes):
        return True
    if unit.form == "per":
        return last.form in ("role", "group", "org")
    return unit.form in ("country", "city") and last.form in ("group", "role", "org") and not last.codes


def _has_joiner(unit: Unit, following: Sequence[Unit], scene: Scene) -> bool:
    """Whether a list goes on to its joiner ("Chad, Niger, the African Union and Mali")."""
    tokens, rules = scene.tokens, scene.rules
    prefixes = tuple(rules.words("joined_prefix"))
    for item in following:
        if item.first <= unit.last:
            continue
        between = range(unit.last + 1, item.first)
        if any(tokens.fold[j] in rules.words("joiner") for j in between):
            return item.first - unit.last <= 4
        if prefixes and tokens.start[item.first] < item.start and tokens.fold[item.first].startswith(prefixes):
            return True
        signs = [j for j in between if tokens.text[j] in _COMMAS]
        if not signs or any(tokens.kind[j] == "w" and tokens.fold[j] not in rules.words("determiner") for j in between):
            return False
        unit = item
    return False


def is_located(unit: Unit, scene: Scene) -> bool:
    """Whether a preposition of place stands before the unit ("in Mali"): a scene, no party, unless nobody else is there."""
    if unit.form not in ("country", "city"):
        return False
    tokens, rules = scene.tokens, scene.rules
    j = unit.first - 1
    behind = unit.last + 2 if rules.options.get("adjective_first", False) else unit.last + 1  # else the next word is another phrase's
    beside = tokens.fold[max(0, j) : unit.first] + tokens.fold[unit.last + 1 : behind]
    if unit.is_adjective and any(w in rules.words("place_head") for w in beside):
        return True  # "the Belgian capital"
    between = rules.words("determiner") | rules.words("place_noun")
    while j >= 0 and unit.first - j <= 5 and tokens.fold[j] in between and tokens.fold[j] not in rules.words("place_preposition"):
        j -= 1
    if j >= 0 and tokens.fold[j] in rules.words("place_preposition"):
        return True
    prefixes = tuple(rules.words("place_prefix"))
    return bool(prefixes) and tokens.start[unit.first] < unit.start and tokens.fold[unit.first].startswith(prefixes)
