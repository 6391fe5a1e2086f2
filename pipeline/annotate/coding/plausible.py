"""Whether words that look like an event have the parties that such an act needs: half of the sentences without an event hold a trigger.

A noun needs parties of its own, an act of force somebody who can act or suffer, a release people who are released.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.coding.figures import is_figure
from pipeline.annotate.coding.frames import At, Parties, Scene
from pipeline.annotate.coding.ontology import SYMMETRIC, EventType
from pipeline.annotate.coding.reading import Reading
from pipeline.model import Participant

# Acts that a text may report of people who are not named.
_BARE = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT"})
# Modes that are done to people; their people stand within so many tokens of the trigger.
_PERSONAL = frozenset({"release", "arrest", "kill", "wound", "abduct", "beat", "deport", "massacre", "judicial"})
_NEAR = 7
# Modes of harm that illness, nature and accidents do as well.
_HARM = frozenset({"kill", "wound"})
# Frames whose words tell an act though nobody is named who does it.
_UNAUTHORED = frozenset({"sv"})
_SUBJECT = 4  # tokens before a verb that its subject's head stands in


def is_plausible(
    scene: Scene, at: At, reading: Reading, kind: EventType, found: Parties, rows: Sequence[Participant], *, has_place: bool = False
) -> bool:
    """Whether the parties that were found are those of an event of this kind. `has_place`: its words say in which country it happens."""
    if is_figure(scene, at, reading, kind) or (kind.type == "ASSAULT" and not _is_attack(scene, at, reading, kind, found)):
        return False
    coded = {r.code for r in rows if r.code}
    if at.frame == "of":
        return bool(found.subject)
    if at.frame in ("made", "again"):
        return bool(coded)
    if at.frame == "obj" and kind.mode == "kill" and at.last > at.first + 1:
        return True  # "a fait six morts": the attack is told by its dead
    if at.frame == "nom" and reading.is_verb and reading.finite and kind.type == "ASSAULT":
        return True  # "the fighting left 31 dead"
    if not reading.is_verb or at.frame == "nom":
        return _noun_has_parties(kind, found, coded)
    is_struck = kind.type == "ASSAULT" and reading.voice == "passive" and reading.finite
    if has_place and (at.frame in _UNAUTHORED or is_struck) and not (found.subject or found.object):
        return kind.type in ("ASSAULT", "PROTEST")  # "a bomb went off outside a church in Jolo", "three trucks were attacked in Gao"
    return _verb_has_parties(scene, at, reading, kind, found, rows, coded) and not _is_without_agent(scene, at, reading, kind, found)


def _noun_has_parties(kind: EventType, found: Parties, coded: set[str]) -> bool:
    units = (*found.subject, *found.object)
    if kind.type in SYMMETRIC:
        people = {u.local_no for u in units if u.form == "per" and not u.codes}
        sides = {u.first for u in units if u.form in ("group", "org") and not u.is_adjective}  # the government and the rebels
        return len(coded) + len(people) >= 2 or (bool(coded) and len(sides) >= 2) or any(u.form == "pair" for u in units)
    return bool(coded) or any(u.form in ("group", "role") for u in units)


def _verb_has_parties(
    scene: Scene,
    at: At,
    reading: Reading,
    kind: EventType,
    found: Parties,
    rows: Sequence[Participant],
    coded: set[str],
) -> bool:
    units = (*found.subject, *found.object)
    if not units or (kind.mode in _PERSONAL and at.frame in ("svo", "host") and not _is_close(scene, at, reading, found)):
        return False
    is_group = any(u.form == "group" for u in units) and (kind.type in _BARE or kind.mode == "investigate")
    is_named = any(u.form in ("per", "org") for u in units)
    is_known = any(r.basis == "coreference" and r.local_no is not None for r in rows) or any(u.is_state for u in units)
    if not (coded or is_group or is_named or is_known):
        return False
    if at.frame == "host" and reading.voice == "active" and kind.mode == "visit":
        return bool(found.subject) and any(u.form != "city" for u in found.object)
    if kind.mode == "disapprove" and reading.voice == "passive" and not found.subject:
        return False  # blame without anybody who blames
    if kind.type == "REQUEST" and all(u.form == "group" and not u.codes for u in units):
        return any(scene.tokens.fold[u.first] in scene.rules.words("state") for u in units)  # "a man asked our driver"
    if kind.mode == "ease" and kind.type == "CONCEDE" and at.first == at.last and reading.voice == "passive" and not found.subject:
        return False  # "had been allowed to call"
    if kind.type == "COOPERATE" and kind.mode == "economic" and at.frame == "sym" and len(coded) < 2:
        return False  # somebody sells tea
    is_fight = kind.mode == "fight" and at.frame == "svo"
    return not is_fight or len({u.first for u in units if not u.is_adjective}) >= 2


def _is_attack(scene: Scene, at: At, reading: Reading, kind: EventType, found: Parties) -> bool:
    """Whether people do the harm: no match of a sport, no illness, no accident. Who falls without an attacker's name needs words of
    arms in the article, and no other cause in the sentence."""
    tokens, rules = scene.tokens, scene.rules
    low, high = tokens.sentence_bounds(tokens.sentence[at.first])
    sentence = tokens.fold[low:high]
    if kind.mode not in _HARM:
        return True
    causes, arms = rules.words("cause"), rules.words("attack")
    if reading.voice == "active" and at.frame == "svo" and found.subject:
        if rules.word_order == "vso":
            head = tokens.fold[at.last + 1 : found.subject[0].first + 1]
        else:
            head = tokens.fold[max(low, reading.first - _SUBJECT) : reading.first]
        return not any(w in causes for w in head)
    if reading.voice == "passive" and found.subject:
        return True
    return causes.isdisjoint(sentence) and not arms.isdisjoint(scene.vocabulary)


def _is_close(scene: Scene, at: At, reading: Reading, found: Parties) -> bool:
    """Whether people stand where those who are done to must stand: not "released a report", with somebody's name far behind it."""
    if reading.is_relative or reading.inherits:
        return True
    if reading.voice == "passive":
        return any(reading.first - u.last <= _NEAR for u in found.object)
    light = scene.rules.words("preposition") | scene.rules.words("determiner") | scene.rules.words("place_preposition")
    taken = {j for u in scene.units for j in range(u.first, u.last + 1)}
    for u in found.object:
        between = range(at.last + 1, u.first)
        words = [j for j in between if scene.tokens.kind[j] != "p" and scene.tokens.fold[j] not in light and j not in taken]
        if u.first > at.first and len(words) < _NEAR and len(between) <= 2 * _NEAR:
            return True
    return False


def _is_without_agent(scene: Scene, at: At, reading: Reading, kind: EventType, found: Parties) -> bool:
    """Whether what does the harm is nobody who acts: "killed by a falling tree", "hunger struck"."""
    if found.subject:
        return False
    if reading.voice == "active":
        return kind.type in ("ASSAULT", "COERCE") and reading.finite and at.frame == "svo"
    if kind.type != "ASSAULT":
        return False
    tokens, high = scene.tokens, at.span.high
    agents = scene.rules.words("agent")
    agent = next((j for j in range(at.last + 1, min(high, at.last + 4)) if tokens.fold[j] in agents), None)
    if agent is None:
        return False
    return not any(w in scene.rules.words("weapon") for w in tokens.fold[agent + 1 : min(high, agent + 6)])
