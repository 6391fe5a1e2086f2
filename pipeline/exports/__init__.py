"""What goes out: rows of the warehouse as other programs' values, names hidden where they are to be, citations.

Pure functions from rows to values: FollowTheMoney entities (`ftm`), W3C Web Annotations (`webannotations`), GeoJSON features (`geojson`),
citations (`citations`, `cff`), pseudonyms (`pseudonyms`). Which rows go out, in which files and what of their texts stays at home, is
decided in pipeline/warehouse/export*.py; nothing here reads or writes a file but its own data.
"""

from __future__ import annotations

QUOTATION = 300  # code points: a span of an article that is longer is cut where the whole text may not be published
AROUND = 32  # code points on either side of a span that a citation or an annotation shows
MACHINE, REVIEWED = "machine", "reviewed"  # who stands behind a row
MACHINE_NOTE = "Attributed by a machine; nobody has reviewed this."
REVIEWED_NOTE = "Reviewed by a person (overrides)."


def note_of(review: str) -> str:
    """What a reader is told of a row that is `machine` or `reviewed`."""
    return REVIEWED_NOTE if review == REVIEWED else MACHINE_NOTE


def short_quotation(text: str, most: int = QUOTATION) -> str:
    """A text of at most so many code points; one that was cut ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def text_uri(text_sha256: str) -> str:
    """The name of a text by its digest (RFC 6920); `text_sha256`: 64 hexadecimal digits."""
    from base64 import urlsafe_b64encode  # noqa: PLC0415

    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(text_sha256)).decode().rstrip('=')}"


def row_uri(row_id: str) -> str:
    """The name of a row of the warehouse, for formats that ask for an IRI."""
    return f"urn:dateline:{row_id}"
