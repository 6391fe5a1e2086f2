"""GeoJSON (RFC 7946) of events: a feature each, a point where its place is known to lie somewhere, no geometry else.

Positions are longitude, latitude in WGS 84. An event in a country or region has no point: `place` and `country` say where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.exports import note_of

_PROPERTIES = (
    "event_type", "event_mode", "quad_class", "intensity", "realis", "certainty", "label", "date_start", "date_end", "date_precision",
    "date_basis", "place", "country", "actors", "recipients", "n_mentions", "n_articles", "n_sources", "n_langs", "first_reported_on",
    "sources", "urls", "review",
)  # fmt: skip


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """One event. `row`: `events` with the place's name and position, names of parties, outlets and addresses of its articles, `review`;
    days as ISO texts."""
    is_placed = row["latitude"] is not None and row["longitude"] is not None
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if is_placed else None,
        "properties": {name: row[name] for name in _PROPERTIES} | {"note": note_of(row["review"])},
    }
