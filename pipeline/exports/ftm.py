"""FollowTheMoney: entities, articles, mentions, and links that are proposals, as its JSON has them: `id`, `schema`, `properties`.

Every value is a list of texts, dates are ISO days, countries ISO 3166-1 alpha-2 and languages ISO 639-3 as the model asks. Nothing is
stated as a fact: links carry the status `proposed`, with the passage that says so and the article that it stands in. FollowTheMoney has no
place for offsets; they stand in the `description` of a link, and in the Web Annotations. An id has a hyphen where the warehouse's has a
low line. See followthemoney.tech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.exports import REVIEWED, note_of
from pipeline.languages import shared
from pipeline.languages.tables import read_lines

Row = Mapping[str, Any]
_HOST = re.compile(r"https?://[^/?#]+")
_BODIES = {"GOV", "MIL", "LEG", "JUD", "POL", "IGO"}  # sectors of public bodies


@cache
def _languages() -> dict[str, str]:
    _, rows = read_lines(Path(__file__).with_name("iso639.tsv").read_text(encoding="utf-8"), "iso639.tsv")
    return {row["two"]: row["three"] for _, row in rows}


@cache
def _alpha2() -> dict[str, str]:
    return {row["code"]: row["iso2"].lower() for row in shared().table("countries") if row["iso2"]}


def _entity(row_id: str, schema: str, **properties: Any) -> dict[str, Any]:
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [str(v) for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]
        if values:
            kept[name] = list(dict.fromkeys(values))
    return {"id": _id(row_id), "schema": schema, "properties": kept}


def _id(row_id: Any) -> Any:
    """An id as the model allows it: `ent_1` is `ent-1` there. Lists item by item."""
    if isinstance(row_id, list):
        return [_id(one) for one in row_id]
    return row_id.replace("_", "-") if isinstance(row_id, str) else row_id


def _url(address: str | None) -> str | None:
    """An address as the model writes it: with a path."""
    return f"{address}/" if address and _HOST.fullmatch(address) else address


def schema_of(row: Row) -> str | None:
    """The schema of a row of `entities`; None for names of other things, which FollowTheMoney has no place for."""
    kind = row["type"]
    if kind == "PER":
        return "Person"
    if kind == "ORG":
        return "PublicBody" if row["sector"] in _BODIES else "Organization"
    if kind == "GPE":
        return "PublicBody" if row["code"] else "Address"  # a country acts; a city is where something happens
    return "Address" if kind == "LOC" else None


def entity(row: Row) -> dict[str, Any] | None:
    """A person, body or place. `row`: `entities` with `aliases`, and `review`."""
    schema = schema_of(row)
    if schema is None:
        return None
    country = _alpha2().get(row["country"] or "")
    known: dict[str, Any] = {
        "name": row["name"],
        "alias": [alias for alias in row["aliases"] or () if alias != row["name"]],
        "country": country,
        "wikidataId": row["wikidata_id"],
        "notes": note_of(row["review"]),
    }
    if schema == "Address":
        known |= {"full": row["name"], "latitude": row["latitude"], "longitude": row["longitude"]}
    elif schema == "PublicBody" and row["type"] == "GPE":
        known["jurisdiction"] = country
    elif row["sector"]:
        known["sector" if schema != "Person" else "classification"] = row["sector"]
    return _entity(row["entity_id"], schema, **known)


def article(row: Row) -> dict[str, Any]:
    """An article. `row`: `articles` with the outlet's `source_name`, and `body` where its whole text goes out."""
    return _entity(
        row["article_id"],
        "Article",
        title=row["title"],
        author=row["byline"],
        publisher=row["source_name"] or row["source_id"],
        publisherUrl=_url(row["homepage"]),
        sourceUrl=_url(row["url"]),
        publishedAt=row["published_on"],
        language=_languages().get((row["lang"] or "").split("-", maxsplit=1)[0]),
        bodyText=row["body"],
        notes=f"SHA-256 of the text: {row['text_sha256']}",
    )


def mention(row: Row) -> dict[str, Any] | None:
    """A place where somebody is named. `row`: `entity_mentions` with type, code and sector of the entity that is meant."""
    schema = schema_of(row)
    if schema is None:
        return None
    return _entity(
        row["mention_id"],
        "Mention",
        document=_id(row["article_id"]),
        name=row["text"],
        resolved=_id(row["entity_id"]) if schema != "Address" else None,
        detectedSchema=schema,
        contextCountry=_alpha2().get(row["country"] or ""),
    )


def office(row: Row) -> Iterator[dict[str, Any]]:
    """Who holds which office, as a proposal: the post, and its holder. `row`: an office of a person with `role`, the body's
    `organisation_entity_id` and `organisation_schema_row` (its type, code and sector), and where it stands."""
    country, body = _alpha2().get(row["country"] or ""), row["organisation_entity_id"]
    is_body = body is not None and schema_of({"type": row["body_type"], "code": row["body_code"], "sector": row["body_sector"]}) in (
        "PublicBody", "Organization",
    )  # fmt: skip
    post = f"post_{row['role_key']}"
    name = " · ".join(filter(None, (row["role"].replace("_", " "), row["body_name"] or row["country"])))
    yield _entity(post, "Position", name=name, country=country, organization=_id(body) if is_body else None)
    yield _entity(
        f"occ_{row['link_key']}",
        "Occupancy",
        holder=_id(row["entity_id"]),
        post=_id(post),
        status=_status(row),
        **_where(row),
    )


def event(row: Row) -> dict[str, Any]:
    """An event, counted once. `row`: `events` with the place's name, ids of those who take part, and of its articles."""
    return _entity(
        row["event_id"],
        "Event",
        name=row["label"],
        startDate=row["date_start"],
        endDate=row["date_end"],
        location=row["place"],
        addressEntity=_id(row["place_address_id"]),
        country=_alpha2().get(row["country"] or ""),
        involved=_id(row["involved"]),
        keywords=[row["event_type"], row["certainty"]],
        proof=_id(row["article_ids"]),
        notes=note_of(row["review"]),
    )


def link(row: Row) -> dict[str, Any]:
    """Who acts on whom, as a proposal. `row`: an actor and a recipient of one report."""
    return _entity(
        f"link_{row['link_key']}",
        "UnknownLink",
        subject=_id(row["subject_id"]),
        object=_id(row["object_id"]),
        role=row["event_type"],
        status=_status(row),
        startDate=row["date_start"],
        endDate=row["date_end"],
        **_where(row),
    )


def _status(row: Row) -> str:
    return "reviewed" if row["review"] == REVIEWED else "proposed"


def _where(row: Row) -> dict[str, Any]:
    """The passage that a link rests on."""
    place = f"Characters {row['start_char']} to {row['end_char']} of the article's text."
    place += "" if row["score"] is None else f" Score {row['score']}."
    return {
        "summary": row["text"],
        "description": f"{note_of(row['review'])} {place}",
        "proof": _id(row["article_id"]),
        "sourceUrl": _url(row["url"]),
        "recordId": row.get("event_mention_id"),
    }
