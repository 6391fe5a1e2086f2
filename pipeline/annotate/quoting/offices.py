"""Who "the minister" is: the only holder of a compatible office whom the article names before, the nearest sentences first.

An office that its own words give a holder is settled by the names already. Compatible are the same office, and a bare "minister" with any
ministry; gender, country and body may not contradict. Two holders who fit equally well leave it open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.annotate.quoting.scene import Scene, Source
from pipeline.annotate.quoting.units import Unit
from pipeline.model import Role

_BARE = "minister"
# offices that one person holds at a time in a country or body; "an analyst", "a candidate" is anybody
_ONE = frozenset(
    {
        *("minister", "head_of_state", "head_of_government", "vice_president", "deputy_prime_minister", "foreign_minister"),
        *("defence_minister", "interior_minister", "finance_minister", "justice_minister", "secretary_general", "governor"),
        *("high_representative", "special_representative", "national_security_adviser", "ambassador", "spokesperson", "mayor"),
        *("chair", "head", "director", "commissioner", "coordinator", "coach"),
    }
)
_REACH = 60  # offices before a speaker's that are looked at


def holder(s: Scene, source: Source, unit: Unit, units: Sequence[Unit]) -> int | None:
    """The person who holds the office of a source that names no holder; None where nobody, or more than one, fits."""
    if source.role_no is None or source.start is None or source.number == "p":
        return None
    mine = s.roles[source.role_no]
    if mine.is_plural or mine.office not in _ONE or not _definite(s, mine, unit):
        return None
    earlier = [r for r in s.roles[max(0, source.role_no - _REACH) : source.role_no] if r.end <= source.start]
    held = [(r, who) for r in earlier if (who := _held_by(s, r, unit, units)) is not None and _fits(s, mine, r, who)]
    near = units[unit.number - 1].start if unit.number else unit.start
    for part in ([x for x in held if x[0].start >= near], held):
        found = sorted({who for _, who in part})
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _definite(s: Scene, role: Role, unit: Unit) -> bool:
    """Neither "a minister" nor "the former minister"."""
    g = s.grammar
    inside = [p for p, i in enumerate(unit.items) if i >= 0 and role.start <= s.tokens.start[i] < role.end]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    around = unit.words[max(first - 2, 0) : last + 3]
    if g.among("former", around):
        return False
    if g.order == "vso":
        return unit.words[first].startswith(g.article_prefixes) or last > first
    return not g.among("indefinite", unit.words[max(first - 2, 0) : first])


def _held_by(s: Scene, role: Role, unit: Unit, units: Sequence[Unit]) -> int | None:
    if role.is_plural:
        return None
    if role.holder_no is not None:
        return role.holder_no
    return _appointed(s, role, unit, units)


def _appointed(s: Scene, role: Role, unit: Unit, units: Sequence[Unit]) -> int | None:
    """ "named Ann Lee minister of trade", « عيّن ليلى حداد وزيرة »: the person between a verb of appointing and the office."""
    k = bisect_right(units, role.start, hi=unit.number + 1, key=lambda u: u.start) - 1
    if k < 0:
        return None
    here = units[k]
    verb = next((p for p, w in enumerate(here.words) if _appoints(s, w) and s.start(here.items[p]) < role.start), None)
    if verb is None:
        return None
    found = None
    for p in range(verb + 1, len(here)):
        m = s.mention(here.items[p])
        if m is not None and m.end <= role.start and m.type == "PER":
            found = m.local_no
    return found


def _appoints(s: Scene, word: str) -> bool:
    g = s.grammar
    return g.has("appoint", word) or (word[:1] in g.classes["conjunction_prefixes"] and g.has("appoint", word[1:]))


def _fits(s: Scene, mine: Role, other: Role, who: int) -> bool:
    if mine.office != other.office and not (mine.office == _BARE and (other.office or "").endswith("_" + _BARE)):
        return False
    gender = s.entities[who].gender or other.gender
    if mine.gender and gender and mine.gender != gender:
        return False
    if mine.country and other.country and mine.country != other.country:
        return False
    return mine.organisation_no is None or other.organisation_no is None or mine.organisation_no == other.organisation_no
