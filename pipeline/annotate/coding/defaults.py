"""Countries that the words of a report leave out, with the basis `default`: a domestic act's, and the other side's of an act between two.

A text that tells of one country names it once: "the ministry", "a court in Lusaka", "four activists" are of it. An act that is done to
somebody and names nobody (Minsk vowed to answer) is aimed at the one whom the text spoke of last. People without a country who talk or
sign are of the text's own; the other side of talks and deals is not looked for here, `cast` knows it. Nothing is added where the words
name somebody with a country of his own.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.coding.frames import Parties
from pipeline.annotate.coding.ontology import SYMMETRIC, EventType
from pipeline.annotate.coding.units import Code, Unit
from pipeline.model import Participant, ParticipantRole
from pipeline.text import Tokens

_WITHIN = frozenset({"PROTEST", "CONCEDE", "COERCE", "APPOINT"})  # acts of a country's rule or people on their own
_RULED = frozenset({"COERCE", "APPOINT"})  # who does them, where nobody says it, are those who rule
_AIMED = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AID", "SANCTION", "REQUEST"})
_GIVEN = frozenset({"AID", "SUPPORT", "SANCTION"})  # to others, as a rule: people who are sent are one's own
_CIVIC = frozenset({"PROTEST", "REQUEST", "THREATEN", "ACCUSE", "REJECT"})
_DONE = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "ASSAULT"})  # to people of the country, where they are of no other
_PEOPLE = frozenset({"per", "role", "group", "one", "they", "org"})
_BACK = 2  # sentences before the act's own in which the other side is looked for


def is_country(row: Participant) -> bool:
    return row.code is not None and row.code == row.country


def actor_of(
    kind: EventType, frame: str, found: Parties, rows: Sequence[Participant], home: str | None, place: str | None
) -> tuple[ParticipantRole, str] | None:
    """The country of who acts, where words name people or nobody but no country, and the role that it has; None where nothing is wanting
    or nothing known. `home`: what the text is about; `place`: where the words say that it happens."""
    if frame in ("vic", "made", "again"):
        return None
    role: ParticipantRole = "participant" if frame == "sym" else "actor"
    if any(r.code and r.role == role for r in rows):
        return None
    if kind.type in SYMMETRIC and place == home and all(u.form == "per" for u in found.subject):
        return None  # who meets somewhere is a guest there as often as not
    if any(u.form in _PEOPLE for u in found.subject) and frame != "obj":
        country = home if kind.type in SYMMETRIC or kind.type in _AIMED else place or home
    elif kind.type in _RULED:
        hit = next((r.code for r in rows if r.code and is_country(r)), None)
        country = place or home or hit
    else:
        return None
    known = {r.code for r in rows if r.basis != "default"}
    is_people = any(u.form in ("group", "role") for u in found.subject)  # mayors ask their capital, teachers march through it
    if country is None or (country in known and kind.type not in _RULED and not (is_people and kind.type in _CIVIC)):
        return None
    return role, country


def recipient_of(
    kind: EventType, found: Parties, rows: Sequence[Participant], home: str | None, other: Code | None, place: str | None
) -> str | Code | None:
    """Whom an act without a named recipient is done to: a country, the other side, or nobody known."""
    doers = [r for r in rows if r.role == "actor" and r.code]
    own = doers[0].country if doers and all(is_country(r) for r in doers) else None
    if kind.type in _WITHIN or kind.mode == "resign":
        return own
    if kind.type == "MOBILIZE":
        return own if place == own else None  # troops that are sent about their own country are sent against its people
    if kind.mode == "withdraw":
        return place if place and doers and place != own else None
    has_people = any(u.form in _PEOPLE for u in found.object)
    if kind.type == "ASSAULT":
        if has_people:
            return own or home
        unknown = all(r.basis == "default" for r in doers)  # whom unknown gunmen hit is where they are
        return place or (own if unknown else None)
    if has_people and kind.type in _DONE:
        return own if doers else home
    if kind.type not in _AIMED or not doers:
        return None
    return other or (own if own == home and kind.type not in _GIVEN else None)


def other_side(units: Sequence[Unit], tokens: Tokens, token: int, codes: frozenset[str]) -> Code | None:
    """The party with another code that was named last before a token, in its sentence or the two before; a city where there is no other."""
    sentence = tokens.sentence[token]
    city: Code | None = None
    for unit in reversed(units):
        if unit.first >= token:
            continue
        if sentence - tokens.sentence[unit.first] > _BACK:
            break
        found = next((c for c in unit.codes if c.code is not None and c.code not in codes), None)
        if found is not None and unit.form != "city":
            return found
        city = city or found
    return city
