"""Names that speak: whoever says something in a name of two words or more is a person, however weak the evidence was before.

A name is judged before quotations are read. Those then tell what a list of given names cannot: nobody but a person adds, smiling, that …
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import LocalEntity, Quote

_IN_PLACE = frozenset({"name_in_place", "apposition", "label"})
_CERTAIN = 0.75  # score of a quotation from which its speaker counts


def confirmed(entities: tuple[LocalEntity, ...], quotes: Sequence[Quote]) -> tuple[LocalEntity, ...]:
    """The entities, those that a quotation names as its speaker confirmed."""
    speaking = {q.speaker_no for q in quotes if q.speaker_type == "name" and q.speaker_basis in _IN_PLACE and q.score >= _CERTAIN}
    return tuple(
        replace(e, is_confirmed=True) if n in speaking and not e.is_confirmed and e.type == "PER" and " " in e.name else e
        for n, e in enumerate(entities)
    )
