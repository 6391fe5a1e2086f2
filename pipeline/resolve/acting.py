"""For whom the persons of the corpus act: the country that articles or the lexicon give them, or the body whose office they hold."""

from __future__ import annotations

import pandas as pd

from pipeline.annotate.coding.bodies import bodies
from pipeline.resolve.frames import rows
from pipeline.resolve.known_persons import listed

_COLUMNS = ["entity_id", "code", "country"]


def acting_for(persons: pd.DataFrame) -> pd.DataFrame:
    """entity_id, code and country of the party that a person stands for. persons: entity_id, anchor (lexicon id or missing), country.

    Who is known for offices in bodies alone (a secretary-general) acts for the body, whatever country he comes from.
    """
    out = []
    for entity, anchor, country in rows(persons, "entity_id", "anchor", "country"):
        person = listed().get(anchor) if anchor is not None else None
        scopes = {scope for _, scope, _ in person.tenures} if person is not None else set()
        offices = [body for scope in sorted(scopes) if (body := bodies().get(scope)) is not None]
        if offices and len(offices) == len(scopes):
            out.append((entity, offices[0].code, offices[0].country))
        elif country is not None:
            out.append((entity, country, country))
    return pd.DataFrame(out, columns=_COLUMNS).astype("str").dropna(subset="code")
