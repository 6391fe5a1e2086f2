"""Who does and who is done to: the units before and after a trigger, cut at clause borders, and the roles that its frame gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.units import Unit
from pipeline.annotate.coding.verbgroup import Reading
from pipeline.text import Tokens

_FAR = 40
_HARD = frozenset(";:!?؛؟")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens low … high - 1 of a clause around a trigger."""

    low: int
    high: int


def clause(tokens: Tokens, rules: Grammar, first: int, last: int, low: int, high: int) -> Span:
    """The clause of a trigger at tokens first … last within low … high - 1 (its sentence, or its part inside or outside a quotation)."""
    breakers = rules.words("breaker")
    relatives = rules.words("relative")
    a = first
    while a > low and first - a < _FAR:
        word = tokens.fold[a - 1]
        if tokens.text[a - 1] in _HARD or word in breakers or word in relatives:
            break
        a -= 1
    b = last + 1
    while b < high and b - last < _FAR:
        word = tokens.fold[b]
        if tokens.text[b] in _HARD or word in breakers or (word in relatives and b > last + 1):
            break
        if tokens.text[b] in ",،" and _is_source(tokens, rules, b + 1, high):
            break
        b += 1
    return Span(a, b)


def _is_source(tokens: Tokens, rules: Grammar, low: int, high: int) -> bool:
    """Whether the words up to the next comma say who reports it (", the ministry said")."""
    for j in range(low, min(high, low + 14)):
        if tokens.fold[j] in rules.words("say"):
            return True
        if tokens.text[j] in ",،;":
            return False
    return False


def after_lead(tokens: Tokens, rules: Grammar, low: int, high: int) -> int:
    """Where the subject may begin: behind an opening phrase that a preposition heads and a comma ends ("In May, …")."""
    if low < high and tokens.fold[low] in rules.words("lead"):
        for j in range(low + 1, high):
            if tokens.text[j] in ",،":
                return j + 1
    return low


def chain(units: Sequence[Unit], tokens: Tokens, rules: Grammar) -> list[Unit]:
    """The first noun phrase among units in a row: a head, what is coordinated with it, and the names in apposition to it."""
    out: list[Unit] = []
    joiners = rules.words("joiner")
    for unit in units:
        if not out:
            out.append(unit)
            continue
        last = out[-1]
        if unit.first <= last.last:
            out.append(unit)
            continue
        between = tokens.fold[last.last + 1 : unit.first]
        signs = tokens.text[last.last + 1 : unit.first]
        plain = [w for w, s in zip(between, signs, strict=True) if s not in ',،«»“”"()-–']
        starts_joined = (
            any(tokens.fold[unit.first].startswith(p) for p in rules.words("joined_prefix"))
            if rules.words("joined_prefix")
            else False
        )
        links = rules.words("link")
        if not plain:
            if not between or unit.form in ("per", "role") or starts_joined or unit.form == out[-1].form:
                out.append(unit)
                continue
            break
        if all(w in joiners or w in links or w in rules.words("determiner") for w in plain) and len(plain) <= 3:
            out.append(unit)
            continue
        if (
            len(plain) <= 5
            and any(w in joiners for w in plain[:2] + plain[-3:])
            and not any(w in rules.tags for w in plain)
        ):
            out.append(unit)
            continue
        if len(plain) <= 2 and unit.form in ("per", "role") and not any(w in rules.words("preposition") for w in plain):
            out.append(unit)
            continue
        if len(plain) <= 2 and not any(w in rules.words("preposition") or w in rules.tags for w in plain):
            out.append(unit)
            continue
        break
    return out


def is_located(unit: Unit, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a preposition of place stands before the unit ("in Mali"): a scene, no party, unless nobody else is there."""
    if unit.form not in ("country", "city"):
        return False
    j = unit.first - 1
    while j >= 0 and tokens.fold[j] in rules.words("determiner"):
        j -= 1
    if j >= 0 and tokens.fold[j] in rules.words("place_preposition"):
        return True
    prefixes = rules.words("place_prefix")
    return bool(prefixes) and any(
        tokens.start[unit.first] < unit.start and tokens.fold[unit.first].startswith(p) for p in prefixes
    )


def before(units: Sequence[Unit], tokens: Tokens, rules: Grammar, low: int, high: int) -> list[Unit]:
    """The subject phrase within tokens low … high - 1 that stand before a verb."""
    inside = [u for u in units if u.first >= low and u.last < high]
    named = [u for u in inside if not is_located(u, tokens, rules)]
    return chain(named or inside, tokens, rules)


def after(units: Sequence[Unit], tokens: Tokens, rules: Grammar, low: int, high: int) -> list[Unit]:
    """The phrase behind a verb or preposition within tokens low … high - 1."""
    inside = [u for u in units if u.first >= low and u.last < high]
    named = [u for u in inside if not is_located(u, tokens, rules)]
    return chain(named or inside, tokens, rules)


@dataclass(frozen=True, slots=True)
class Parties:
    subject: tuple[Unit, ...]
    object: tuple[Unit, ...]


def parties(
    units: Sequence[Unit],
    tokens: Tokens,
    rules: Grammar,
    reading: Reading,
    frame: str,
    first: int,
    last: int,
    span: Span,
    earlier: Sequence[Unit],
    sentence_low: int,
) -> Parties:
    """Subject and object phrases of a trigger in grammar's sense; `earlier`: the subject of the predicate before this one."""
    if frame in ("nom", "obj", "made") or (frame != "of" and not reading.is_verb):
        return _of_noun(units, tokens, rules, first, last, span)
    ahead: list[Unit]
    if frame == "of":
        behind = after(units, tokens, rules, last + 1, span.high)
        ahead = before(units, tokens, rules, after_lead(tokens, rules, sentence_low, first), first)
        if not ahead:
            taken = set(behind)
            ahead = before(
                [u for u in units if u not in taken],
                tokens,
                rules,
                max([last + 1, *(u.last + 1 for u in behind)]),
                span.high,
            )
        return Parties(tuple(behind), tuple(ahead))
    if rules.word_order == "vso" and reading.finite and not reading.is_relative:
        low = after_lead(tokens, rules, span.low, reading.first)
        front = [u for u in units if u.first >= low and u.last < reading.first and not is_located(u, tokens, rules)]
        near = (
            bool(front)
            and reading.first - front[-1].last <= 2
            and not (reading.inherits or tokens.fold[first] in rules.words("never"))
        )
        if not near:
            inside = [u for u in units if u.first > last and u.last < span.high]
            # a gapped trigger ("held X talks with Y") has its subject between its words
            inside = [u for u in units if u.first > first and u.last <= last] + inside
            subject = chain([u for u in inside if not is_located(u, tokens, rules)], tokens, rules)
            if subject and _is_oblique(subject[0], tokens, rules, first):
                subject = []
            rest_low = max([last + 1, *(u.last + 1 for u in subject)])
            return Parties(
                tuple(subject) or tuple(earlier if reading.inherits else ()),
                tuple(after(units, tokens, rules, rest_low, span.high)),
            )
    ahead = []
    if reading.is_relative:
        ahead = [u for u in units if u.last < reading.first - 1 and u.first >= sentence_low][-1:]
    elif not (reading.inherits and earlier):
        low = after_lead(tokens, rules, span.low, reading.first)
        ahead = before(units, tokens, rules, low, reading.first)
        if not ahead and not reading.finite:
            ahead = list(earlier) or [u for u in units if u.last < reading.first and u.first >= sentence_low][-1:]
    if not ahead and (reading.inherits or reading.finite):
        ahead = list(earlier)
    behind = after(units, tokens, rules, last + 1, span.high)
    if not behind and span.high < len(tokens) and tokens.fold[span.high] in rules.words("complementiser"):
        inner_span = clause(tokens, rules, span.high + 1, span.high + 1, span.high + 1, _sentence_end(tokens, span.high))
        behind = after(units, tokens, rules, span.high + 1, inner_span.high)
    if reading.voice == "passive":
        agent = next(
            (j for j in range(last + 1, min(span.high, last + 12)) if tokens.fold[j] in rules.words("agent")), None
        )
        doers = after(units, tokens, rules, agent + 1, span.high) if agent is not None else []
        return Parties(tuple(doers), tuple(ahead))
    inner = [u for u in units if u.first > first and u.last <= last]
    return Parties(tuple(ahead), tuple(chain([*inner, *behind], tokens, rules) if inner else behind))


def _sentence_end(tokens: Tokens, i: int) -> int:
    return tokens.sentence_bounds(tokens.sentence[i])[1]


def _is_oblique(unit: Unit, tokens: Tokens, rules: Grammar, head: int) -> bool:
    """Whether a preposition stands before the unit: then the verb's subject is not said."""
    j = unit.first - 1
    return j > head and tokens.fold[j] in rules.words("oblique")


def _of_noun(units: Sequence[Unit], tokens: Tokens, rules: Grammar, first: int, last: int, span: Span) -> Parties:
    """Parties in a noun phrase: owner before or after it ("Predator attacks by X on Y", "l'attaque de X contre Y")."""
    against, owner = rules.words("against"), rules.words("owner")
    doers: list[Unit] = []
    others: list[Unit] = []
    inside = [u for u in units if first <= u.first and u.last < span.high and u.first - last <= 14]
    for unit in inside:
        if is_located(unit, tokens, rules):
            continue
        marker = _marker(unit, tokens, last, against | owner)
        if marker in against:
            others.append(unit)
        elif marker in owner or unit.first - last <= 3 or (doers or others):
            (others or doers).append(unit)
    adjacent = [
        u
        for u in units
        if u.last < first and first - u.last <= 2 and u.form in ("country", "org", "per", "role", "group")
    ]
    if adjacent and rules.word_order == "svo":
        doers = (
            [adjacent[-1], *doers]
            if not any(tokens.kind[j] == "p" for j in range(adjacent[-1].last + 1, first))
            else doers
        )
    return Parties(tuple(doers), tuple(others))


def _marker(unit: Unit, tokens: Tokens, last: int, markers: frozenset[str]) -> str:
    """The nearest marker between the trigger and the unit, or none."""
    for j in range(unit.first - 1, last, -1):
        if tokens.fold[j] in markers:
            return tokens.fold[j]
    return ""
