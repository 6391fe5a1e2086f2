"""Countries that the words of a report leave out, with the basis `default`: a domestic act's, and the other side's of an act between two.

A text that tells of one country names it once: "the ministry", "a court in Lusaka", "four activists" are of it. An act that is done to
somebody and names nobody (Minsk vowed to answer) is aimed at the one whom the text spoke of last. Nothing is added where the words name
somebody with a country of his own, nor for talks and deals, whose other side `cast` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.coding.frames import Parties
from pipeline.annotate.coding.ontology import SYMMETRIC, EventType
from pipeline.annotate.coding.units import Code, Unit
from pipeline.model import Participant
from pipeline.text import Tokens

_WITHIN = frozenset({"PROTEST", "CONCEDE", "COERCE", "APPOINT"})  # acts of a country's rule or people on their own
_AIMED = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AID", "SANCTION", "REQUEST"})
_PEOPLE = frozenset({"per", "role", "group", "one", "they", "org"})
_BACK = 2  # sentences before the act's own in which the other side is looked for
_COUNTRY = 3  # letters of a country's code; bodies' acronyms are told apart by their country, which they lack


def is_country(row: Participant) -> bool:
    return row.code is not None and row.code == row.country


def side_left_out(kind: EventType, frame: str, found: Parties, rows: Sequence[Participant]) -> tuple[bool, bool]:
    """Whether the actor's code, and the recipient's, are wanting where an act of this kind and frame has such."""
    if kind.type in SYMMETRIC or frame in ("vic", "obj", "sym", "made", "again"):
        return False, False
    has_actor = any(r.code and r.role == "actor" for r in rows)
    has_recipient = any(r.code and r.role == "recipient" for r in rows)
    return not has_actor and any(u.form in _PEOPLE for u in found.subject), not has_recipient


def recipient_of(
    kind: EventType, found: Parties, rows: Sequence[Participant], home: str | None, other: Code | None, place: str | None = None
) -> str | Code | None:
    """Whom an act without a named recipient is done to: a country, the other side, or nobody known. `home`: what the text is about."""
    doers = [r for r in rows if r.role == "actor" and r.code]
    own = doers[0].country if doers and all(is_country(r) for r in doers) else None
    if kind.type in _WITHIN:
        return own
    if any(u.form in _PEOPLE for u in found.object):
        return own if doers else home
    if kind.type == "ASSAULT" and not doers:
        return place  # whom it hits nobody says; it is where the words say it is
    if kind.type not in _AIMED or not doers:
        return None
    return other or (own if own == home else None)


def other_side(units: Sequence[Unit], tokens: Tokens, token: int, codes: frozenset[str]) -> Code | None:
    """The party with another code that was named last before a token, in its sentence or the two before."""
    sentence = tokens.sentence[token]
    for unit in reversed(units):
        if unit.first >= token:
            continue
        if sentence - tokens.sentence[unit.first] > _BACK:
            return None
        if unit.form != "city":
            found = [c for c in unit.codes if c.code is not None and c.code not in codes]
            if found:
                return found[0]
    return None
