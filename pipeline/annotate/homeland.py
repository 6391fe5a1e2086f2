"""The country of an office that names none: "President X" in a report from his capital.

The one country that the article is about lends itself: most of its places lie there, or it is datelined there and no country is named
more. Heads and ministers of governments only, with a score that says it is a guess; nobody whom the news of the world knows by the
surname alone, who is at home elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotate.complements import listed
from pipeline.annotate.reading import Reading
from pipeline.model import LocalEntity, Mention, Role
from pipeline.text import fold

_DATELINE = re.compile(r"[^.!?\n]{0,48}?\s?[-–—]\s")
_SHARE = 0.6  # of the places that an article names
_SCORE = 0.55
_LENT = "role.country_of_article"


def lend(
    text: str, reading: Reading, roles: Sequence[Role], mentions: Sequence[Mention], entities: Sequence[LocalEntity]
) -> tuple[Role, ...]:
    """The roles, those of a state's government without a country with that of the article, where it has one."""
    lacks = [_lacks(reading, r, entities) for r in roles]
    country = _country(text, mentions, entities) if any(lacks) else None
    if country is None:
        return tuple(roles)
    return tuple(
        replace(r, country=country, rule_id=_LENT if r.rule_id != "role.former" else r.rule_id, score=min(r.score, _SCORE)) if lack else r
        for r, lack in zip(roles, lacks, strict=True)
    )


def _lacks(reading: Reading, r: Role, entities: Sequence[LocalEntity]) -> bool:
    if r.country or r.organisation_no is not None or r.holder_no is None or r.is_plural or r.office not in listed("of_state"):
        return False
    holder = entities[r.holder_no]
    return not holder.country and fold(holder.name).split()[-1] not in reading.words.surnames


def _country(text: str, mentions: Sequence[Mention], entities: Sequence[LocalEntity]) -> str | None:
    counts: Counter[str] = Counter()
    datelined: str | None = None
    for m in mentions:
        country = entities[m.local_no].country
        if m.type != "GPE" or country is None:
            continue
        counts[country] += 1
        begins = m.start == 0 or text[m.start - 1] == "\n"
        if datelined is None and begins and _DATELINE.match(text, m.end, m.end + 60):
            datelined = country
    if not counts:
        return None
    best, most = min(counts.items(), key=lambda c: (-c[1], c[0]))
    about = most >= _SHARE * counts.total()
    if datelined is not None and datelined != best:
        return best if about and most > 2 else datelined if 2 * counts[datelined] >= most else None
    return best if datelined is not None or (about and most > 1) else None
