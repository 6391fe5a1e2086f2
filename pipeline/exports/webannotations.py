"""W3C Web Annotations: names, quotations and events as annotations of articles, each with its place in the text.

The model is that of https://www.w3.org/TR/annotation-model/. A target names the article's text, not the web page: offsets
(TextPositionSelector) count Unicode code points of the text that Dateline read, whose digest stands in the target's state; words and the
characters around them (TextQuoteSelector) find the passage in other renderings of the page, whose address is the text's `via`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.exports import REVIEWED, note_of, row_uri, text_uri

Row = Mapping[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR = {"id": "urn:dateline:software", "type": "Software", "name": "Dateline"}


def annotation(row: Row, generated: str) -> dict[str, Any]:
    """One annotation. `row`: its `kind` (mention, quote, event), id, article and place, `exact` (None where the words may not go out),
    `prefix` and `suffix` (None where they may not), what it says (see `_bodies`), `review`. `generated`: when, xsd:dateTime in UTC."""
    return {
        "@context": CONTEXT,
        "id": row_uri(row["row_id"]),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[row["kind"]],
        "generator": _GENERATOR,
        "generated": generated,
        "body": [*_bodies(row), _text(note_of(row["review"]), "assessing" if row["review"] == REVIEWED else "commenting")],
        "target": _target(row),
    }


_MOTIVATIONS = {"mention": "identifying", "quote": "describing", "event": "classifying"}


def _bodies(row: Row) -> list[dict[str, Any]]:
    """What is said of the passage: who is meant, who speaks, what happens."""
    bodies: list[dict[str, Any]] = []
    if row["kind"] == "event":
        bodies.append(_text(row["event_type"], "classifying"))
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": row_uri(row["event_id"])})
        if row["label"]:
            bodies.append(_text(row["label"], "describing"))
        return bodies
    if row["kind"] == "quote":
        bodies.append(_text(f"quotation, {row['quote_kind']}", "tagging"))
        if row["name"]:
            bodies.append(_text(f"Speaker: {row['name']}", "describing"))
    elif row["name"]:
        bodies.append(_text(row["name"], "describing"))
    if row["entity_id"]:
        iri = f"http://www.wikidata.org/entity/{row['wikidata_id']}" if row["wikidata_id"] else row_uri(row["entity_id"])
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": iri})
    return bodies


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(row: Row) -> dict[str, Any]:
    position = {"type": "TextPositionSelector", "start": row["start_char"], "end": row["end_char"]}
    selector: list[dict[str, Any]] = [position]
    if row["exact"] is not None:
        around = {side: row[side] for side in ("prefix", "suffix") if row[side]}
        selector.append({"type": "TextQuoteSelector", "exact": row["exact"]} | around)
    source: dict[str, Any] = {"id": row_uri(row["article_id"]), "type": "Text", "format": "text/plain"}
    if row["lang"] and row["lang"] != "und":
        source["language"] = row["lang"]
    if row["url"]:
        source["via"] = row["url"]
    return {
        "type": "SpecificResource",
        "source": source,
        "state": {"type": "TimeState", "cached": text_uri(row["text_sha256"])},
        "selector": selector,
    }


def page(number: int, last: int, start: int, total: int) -> dict[str, Any]:
    """What a page of annotations says of itself, its `items` left out; pages count from 1, `start` from 0."""
    head: dict[str, Any] = {
        "@context": CONTEXT, "id": page_uri(number), "type": "AnnotationPage", "startIndex": start,
        "partOf": {"id": COLLECTION, "type": "AnnotationCollection", "total": total},
    }  # fmt: skip
    if number < last:
        head["next"] = page_uri(number + 1)
    if number > 1:
        head["prev"] = page_uri(number - 1)
    return head


COLLECTION = "urn:dateline:annotations"


def page_uri(number: int) -> str:
    """The name of a page."""
    return f"{COLLECTION}:{number}"


def collection(label: str, total: int, pages: int, generated: str) -> dict[str, Any]:
    """The collection that the pages are parts of."""
    found: dict[str, Any] = {
        "@context": CONTEXT, "id": COLLECTION, "type": "AnnotationCollection", "label": label, "total": total, "generated": generated,
        "generator": _GENERATOR,
    }  # fmt: skip
    return found | ({"first": page_uri(1), "last": page_uri(pages)} if pages else {})
