"""Who does and who is done to: the units before and after a trigger, cut at clause borders, by the trigger's frame.

Shallow grammar only: which noun phrase stands where. What roles the phrases get is said in `pipeline.annotate.events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.nounphrases import Scene, chain, is_located
from pipeline.annotate.coding.reading import Reading
from pipeline.annotate.coding.units import Unit
from pipeline.text import Tokens
from pipeline.values import swift

__all__ = ["At", "Parties", "Scene", "Span", "after_lead", "before", "clause", "parties", "phrase"]

_CLOSE = 2  # tokens from a subject to the verb behind it, where verbs come first as a rule
_SHORT = 3  # letters of a word that is no longer than a particle and a noun
_FAR = 40  # tokens that a clause may reach from its trigger
_HARD = frozenset(";:!?؛؟")
_COMMAS = frozenset(",،")
_DASHES = frozenset("-–—")


@swift
@dataclass(frozen=True, slots=True)
class Span:
    """Tokens low … high - 1 of a clause around a trigger."""

    low: int
    high: int


@swift
@dataclass(frozen=True, slots=True)
class At:
    """A trigger in its scene: its first and last token, its clause, its frame. `is_mutual`: an act of several (talks, a deal), to which
    a place is only where; `is_said`: an act of words, which is done to nobody's place."""

    first: int
    last: int
    span: Span
    frame: str
    is_mutual: bool = False
    is_said: bool = False


@swift
@dataclass(frozen=True, slots=True)
class Parties:
    """Phrases in grammar's sense: the subject is who does, or who owns a noun; the object who is done to. `agents`: who does what a
    noun names ("the arrest of X by Y")."""

    subject: tuple[Unit, ...]
    object: tuple[Unit, ...]
    agents: tuple[Unit, ...] = ()


def clause(scene: Scene, first: int, last: int) -> Span:
    """The clause of tokens first … last: from the nearest subordinator, relative or hard stop before to the nearest one behind."""
    tokens, breakers, relatives = scene.tokens, scene.rules.words("breaker"), scene.rules.words("relative")
    a = first
    while a > scene.low and first - a < _FAR:
        word = tokens.fold[a - 1]
        if tokens.text[a - 1] in _HARD or word in breakers or word in relatives:
            break
        if tokens.text[a - 1] in _DASHES and a - 2 >= scene.low and tokens.text[a - 2] == ")":
            break  # the dateline ends here
        a -= 1
    b = last + 1
    while b < scene.high and b - last < _FAR:
        word = tokens.fold[b]
        if tokens.text[b] in _HARD or word in breakers or (word in relatives and b > last + 1):
            break
        if tokens.text[b] in _COMMAS and _is_source(scene, b + 1):
            break
        b += 1
    return Span(a, b)


def _is_source(scene: Scene, low: int) -> bool:
    """Whether the words up to the next comma say who reports it (", the ministry said")."""
    tokens = scene.tokens
    for j in range(low, min(scene.high, low + 14)):
        if tokens.fold[j] in scene.rules.words("say"):
            return True
        if tokens.text[j] in _COMMAS or tokens.text[j] == ";":
            return False
    return False


def after_lead(scene: Scene, low: int, high: int) -> int:
    """Where the subject may begin: behind opening phrases that a preposition heads and a comma ends ("In May, at noon, …")."""
    tokens, lead = scene.tokens, scene.rules.words("lead")
    if scene.low < low < high and tokens.fold[low - 1] in lead:
        low -= 1  # the clause's border is itself such a preposition ("Since 2018, …")
    determiners = scene.rules.words("determiner")
    while low < high and tokens.fold[low] in lead:
        if tokens.fold[low] in determiners and low + 1 < high and tokens.kind[low + 1] != "n" and tokens.fold[low + 1] not in lead:
            break  # "Le préfet de Kumba, …" is no "Le 3 mai, …"
        comma = next((j for j in range(low + 1, high) if tokens.text[j] in _COMMAS), None)
        if comma is None:
            break
        low = comma + 1
    return low


def phrase(scene: Scene, low: int, high: int, *, allow_places: bool = True) -> list[Unit]:
    """The first phrase within tokens low … high - 1; places only where nobody else is there, or never."""
    inside = [u for u in scene.units if u.first >= low and u.last < high]
    named = [u for u in inside if not is_located(u, scene)]
    return chain(named or (inside if allow_places else ()), scene)


def before(scene: Scene, low: int, high: int) -> list[Unit]:
    """The subject phrase within tokens low … high - 1 that stand before a verb: of two coordinated clauses, that of the second."""
    tokens, rules = scene.tokens, scene.rules
    if high > scene.low and tokens.text[high - 1] in _COMMAS:  # "X, which borders Y, condemned": the clause between commas is closed
        aside = next((j for j in range(high - 2, scene.low, -1) if tokens.fold[j] in rules.words("relative")), None)
        if aside is not None:
            return phrase(scene, after_lead(scene, scene.low, aside), aside)
    low = after_lead(scene, low, high)
    for j in range(high - 1, low, -1):
        if tokens.fold[j] in rules.words("coordinator") and any(j < u.first < high for u in scene.units):
            if any(_is_finite(i, scene) for i in range(low, j)):
                low = j + 1
            break
    return phrase(scene, low, high)


def _is_aside(scene: Scene, high: int) -> bool:
    """Whether a relative clause ends right before a verb: its subject is not the verb's ("an attack, for which X denied guilt, killed")."""
    tokens, relatives = scene.tokens, scene.rules.words("relative")
    if high <= scene.low or tokens.text[high - 1] not in _COMMAS:
        return False
    return any(tokens.fold[j] in relatives for j in range(high - 2, scene.low, -1))


def _is_finite(token: int, scene: Scene) -> bool:
    """Whether the token shows that a clause has its verb already: an auxiliary, or a past or future form outside names."""
    word, rules = scene.tokens.fold[token], scene.rules
    is_auxiliary = word in rules.words("be") or word in rules.words("have")
    if is_auxiliary and (len(word) > 1 or scene.tokens.text[token].isascii()):  # "à" folds to "a"
        return not any(u.first <= token <= u.last for u in scene.units)
    found = rules.tags.get(word, frozenset())
    if not found & {"past", "imp", "fut"} or rules.word_order == "vso":
        return False
    return not any(u.first <= token <= u.last for u in scene.units)


def parties(scene: Scene, at: At, reading: Reading, earlier: Sequence[Unit]) -> Parties:
    """Subject and object phrases of a trigger; `earlier`: the subject of the predicate before this one in the sentence."""
    if at.frame == "of":
        return _of_phrase(scene, at)
    if not reading.is_verb or at.frame in ("nom", "obj", "made"):
        return _of_noun(scene, at)
    if scene.rules.word_order == "vso" and reading.finite and not reading.is_relative:
        found = _verb_first(scene, at, reading, earlier)
        if found is not None:
            return found
    return _verb_second(scene, at, reading, earlier)


def _of_phrase(scene: Scene, at: At) -> Parties:
    """ "At the request of X, Y …", "Y … at the request of X"."""
    behind = phrase(scene, at.last + 1, at.span.high)
    ahead = before(scene, at.span.low, at.first) or before(scene, scene.low, at.first)
    if not ahead:
        ahead = phrase(scene, max([at.last + 1, *(u.last + 1 for u in behind)]), scene.high)
    return Parties(tuple(behind), tuple(ahead))


def _verb_first(scene: Scene, at: At, reading: Reading, earlier: Sequence[Unit]) -> Parties | None:
    """Verb, subject, object. None where a name stands right before the verb: the order of headlines and of clauses behind أن."""
    tokens, rules = scene.tokens, scene.rules
    ahead = tokens.fold[reading.first - 1] if reading.first > scene.low else ""
    is_own = ahead in rules.words("own_subject")
    goes_on = is_own or ahead in rules.words("goes_on") or is_joined(tokens, rules, reading.first)
    low = after_lead(scene, at.span.low, reading.first)
    front = [u for u in scene.units if u.first >= low and u.last < reading.first and not is_located(u, scene)]
    if front and reading.first - front[-1].last <= _CLOSE and not reading.inherits and not goes_on:
        return None
    inside = [u for u in scene.units if u.first > at.first and u.last < at.span.high and not is_located(u, scene)]
    subject = chain(inside, scene)
    if subject and tokens.fold[subject[0].first] in rules.words("object_form"):
        subject, inside = [], []  # "and it urged both sides": the case ending makes them the object
    if subject and _is_oblique(subject[0], scene, at.first):
        subject = []
    if is_own and earlier:
        subject = []
    if subject and subject[0].first > at.last and is_elided(tokens, rules, at.last, scene.high, subject[0].first):
        subject = []
    low = max([at.first + 1, *(u.last + 1 for u in subject)])
    high = _until_next(scene, at)
    rest = phrase(scene, low, high, allow_places=not (at.is_mutual or at.is_said))
    rest = rest or (_beyond(scene, at) if high == at.span.high else [])
    if not subject and (reading.inherits or goes_on):
        subject = list(earlier)
    return Parties(tuple(subject), tuple(rest))


def is_joined(tokens: Tokens, rules: Grammar, first: int) -> bool:
    """Whether a verb is written together with an "and" that is no letter of its own (وطالبت): another predicate begins."""
    word = tokens.fold[first]
    if word in rules.tags and word not in rules.words("particle_first"):
        return False
    return any(word.startswith(p) and word[len(p) :] in rules.tags for p in rules.words("joined_prefix"))


def is_elided(tokens: Tokens, rules: Grammar, verb: int, high: int, until: int | None = None) -> bool:
    """Whether the words behind a verb begin its complement: who acts is not said again ("and called for …", وطالبت بإطلاق). `until`:
    where a subject might begin."""
    j = verb + 1
    while j < high and (tokens.kind[j] == "p" or tokens.fold[j] in rules.words("adverb")):
        j += 1
    if j >= high or j == until:
        return False
    word = tokens.fold[j]
    if word in rules.words("complement") or word in rules.words("complementiser"):
        return True
    if rules.tags.get(word, frozenset()) == {"masdar"}:
        return True
    prefixed = tuple(rules.words("complement_prefix"))
    is_long = len(word) > _SHORT and word not in rules.words("whole")
    return bool(prefixed) and is_long and word.startswith(prefixed) and word not in rules.tags


def _verb_second(scene: Scene, at: At, reading: Reading, earlier: Sequence[Unit]) -> Parties:
    """Subject, verb, object; participles and coordinated verbs take the subject of the verb before."""
    tokens, whoms = scene.tokens, scene.rules.words("object_relative")
    ahead: list[Unit] = []
    if reading.is_fronted:
        comma = next((j for j in range(at.last + 1, at.span.high) if scene.tokens.text[j] in _COMMAS), at.span.high)
        ahead = phrase(scene, comma, at.span.high)
    elif reading.is_relative:
        ahead = [u for u in scene.units if u.last < reading.first - 1 and u.first >= scene.low][-1:]
    elif not (reading.inherits and earlier):
        ahead = _right_before(scene, at, reading.first) or before(scene, at.span.low, reading.first)
        if scene.rules.word_order == "vso":
            ahead = _last_phrase(scene, at.span.low, reading.first) or ahead
    if not ahead and not _is_aside(scene, reading.first):
        ahead = list(earlier)
    if not ahead and not reading.finite:
        ahead = [u for u in scene.units if u.last < reading.first and u.first >= scene.low][-1:]
    elif not ahead and reading.inherits:
        ahead = before(scene, scene.low, reading.first)
    high = _until_next(scene, at)
    behind = phrase(scene, at.first + 1, high, allow_places=not (at.is_mutual or at.is_said))
    behind = behind or (_beyond(scene, at) if high == at.span.high else [])
    whom = next((j for j in range(reading.first - 1, max(scene.low, reading.first - 4), -1) if tokens.fold[j] in whoms), None)
    if whom is not None and reading.voice == "active":  # "two diplomats whom it accuses of spying"
        ahead = phrase(scene, whom + 1, reading.first) or list(earlier)
        behind = _phrase_before(scene, scene.low, whom)
    if reading.voice == "active":
        return Parties(tuple(ahead), tuple(behind))
    agents = scene.rules.words("agent")
    agent = next((j for j in range(at.last + 1, min(at.span.high, at.last + 12)) if tokens.fold[j] in agents), None)
    if agent is None and at.frame == "host":
        return Parties(tuple(behind), tuple(ahead))  # "was received at the seat of X"
    doers = phrase(scene, agent + 1, at.span.high, allow_places=False) if agent is not None else []
    if doers and agent is not None and doers[0].first - agent > 6:
        doers = []
    return Parties(tuple(doers), tuple(ahead))


def _last_phrase(scene: Scene, low: int, verb: int) -> list[Unit]:
    """The noun phrase that ends right before a verb, where names may open a clause of their own ("وبولندا تعزز قواتها")."""
    out = _phrase_before(scene, low, verb)
    return out if out and verb - out[-1].last <= _CLOSE else []


def _phrase_before(scene: Scene, low: int, high: int) -> list[Unit]:
    """The noun phrase that ends last within tokens low … high - 1; none that is only where something happens."""
    inside = [u for u in scene.units if u.first >= low and u.last < high and not is_located(u, scene)]
    out: list[Unit] = []
    while inside:
        out = chain(inside, scene)
        inside = inside[len(out) :]
    return out


def _until_next(scene: Scene, at: At) -> int:
    """Where the predicate ends: before an "and" with another verb behind it ("condemned the launch and asked the council for …")."""
    tokens, rules = scene.tokens, scene.rules
    named = {j for u in scene.units for j in range(u.first, u.last + 1)}
    for j in range(at.last + 1, at.span.high - 1):
        if tokens.fold[j] in rules.words("coordinator") and j + 1 not in named:
            tags = rules.tags.get(tokens.fold[j + 1], frozenset())
            accents = tuple(rules.options.get("participle_endings", ()))
            is_past = not tags & {"inf", "pres"} or (bool(accents) and tokens.text[j + 1].endswith(accents))
            if tags & {"past", "pp"} and is_past:
                return j
        elif rules.word_order == "vso" and j not in named and is_joined(tokens, rules, j):
            tags = rules.tags.get(tokens.fold[j][1:], frozenset())
            if tags & {"perf", "impf"} and "masdar" not in tags:
                return j
    return at.span.high


def _right_before(scene: Scene, at: At, verb: int) -> list[Unit]:
    """The subject of a relative clause without its pronoun ("a charge Jakarta brushed aside"): a name between a noun and the verb."""
    tokens, rules = scene.tokens, scene.rules
    unit = next((u for u in reversed(scene.units) if u.last == verb - 1 and u.form in ("country", "city", "org")), None)
    if unit is None or unit.is_adjective or unit.first - 1 <= at.span.low:
        return []
    j = unit.first - 1
    word = tokens.fold[j]
    is_noun = tokens.kind[j] == "w" and tokens.text[j][:1].islower() and word not in rules.tags
    closed = ("preposition", "link", "determiner", "joiner", "coordinator", "adverb", "place_preposition", "against", "owner", "breaker")
    if not is_noun or any(word in rules.words(name) for name in closed) or any(u.first <= j <= u.last for u in scene.units):
        return []
    return [unit] if rules.options.get("adjective_first", False) else []


def _beyond(scene: Scene, at: At) -> list[Unit]:
    """Who is spoken of in the clause that completes the trigger's ("demanded that X …", "the role that X …")."""
    border = at.span.high
    words = scene.rules.words("complementiser") | scene.rules.words("relative")
    if border >= scene.high or scene.tokens.fold[border] not in words:
        return []
    return phrase(scene, border + 1, clause(scene, border + 1, border + 1).high)


def _is_oblique(unit: Unit, scene: Scene, head: int) -> bool:
    """Whether a preposition stands before the unit: then the verb's subject is not said."""
    j = unit.first - 1
    prefixes = tuple(scene.rules.words("complement_prefix"))
    if prefixes and scene.tokens.start[unit.first] < unit.start and scene.tokens.fold[unit.first].startswith(prefixes):
        return True
    return j > head and scene.tokens.fold[j] in scene.rules.words("oblique")


def _of_noun(scene: Scene, at: At) -> Parties:
    """Parties in a noun phrase: owner before or after it ("X's attack on Y", "l'attaque de X contre Y")."""
    against, owner, by = scene.rules.words("against"), scene.rules.words("owner"), scene.rules.words("agent")
    doers: list[Unit] = []
    others: list[Unit] = []
    agents: list[Unit] = []
    high = _main_verb(scene, at) if at.is_mutual else at.span.high
    for unit in scene.units:
        if unit.first < at.first or unit.last >= high or unit.first - at.last > 14:
            continue
        if is_located(unit, scene) and (at.is_mutual or unit.first - at.last > 2):  # "a visit to X": the preposition is the trigger's own
            continue
        marker = _marker(unit, scene.tokens, at.last, against | owner | by)
        if marker in by and not at.is_mutual:
            agents.append(unit)
        elif marker in against:
            others.append(unit)
        elif marker in owner or unit.first - at.last <= 3 or doers or others:
            (others or doers).append(unit)
    if scene.rules.word_order == "svo":
        near = [u for u in scene.units if u.last < at.first and at.first - u.last <= 2 and u.form in _OWNERS]
        if near and not any(scene.tokens.kind[j] == "p" for j in range(near[-1].last + 1, at.first)):
            doers.insert(0, near[-1])
    if agents and at.frame == "nom":  # "the bombing of X by Y": who owns the noun suffers
        return Parties(tuple(agents), (*doers, *others))
    return Parties(tuple(doers), tuple(others), tuple(agents))


def _main_verb(scene: Scene, at: At) -> int:
    """Where the noun's phrase ends at the latest: at the sentence's verb behind a comma ("After talks with Peru, Chile called on Brazil"),
    and behind its subject where that follows the verb."""
    tokens, rules = scene.tokens, scene.rules
    comma = next((j for j in range(at.last + 1, at.span.high) if tokens.text[j] in _COMMAS), at.span.high)
    for j in range(comma + 1, at.span.high):
        tags = rules.tags.get(tokens.fold[j], frozenset())
        is_vso = rules.word_order == "vso"
        is_verb = tags == {"perf"} if is_vso else _is_finite(j, scene)
        if is_verb and not any(u.first <= j <= u.last for u in scene.units):
            subject = phrase(scene, j + 1, at.span.high, allow_places=False) if is_vso else []
            return subject[-1].last + 1 if subject else j
    return at.span.high


_OWNERS = frozenset({"country", "org", "per", "role", "group"})


def _marker(unit: Unit, tokens: Tokens, last: int, markers: frozenset[str]) -> str:
    """The nearest marker between the trigger and the unit, or none."""
    for j in range(unit.first - 1, last, -1):
        if tokens.fold[j] in markers:
            return tokens.fold[j]
    return ""
