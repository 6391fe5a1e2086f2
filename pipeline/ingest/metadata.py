"""What the input states about a document: record fields and sidecars, checked and turned into `Given`.

A stated value that is not usable is left out and told of (`bad_metadata`); the document is read all the same. Page
metadata is NOT here (`pagemeta.py`): what a page says of itself ranks lower than what the input states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.ingest.decode import storable
from pipeline.ingest.origin import Limits, Origin
from pipeline.ingest.rejections import warning
from pipeline.ingest.sources import LANGUAGE_TAG
from pipeline.model import Given, Rejection, Source

_TEXT_FIELDS = ("url", "title", "byline")
_TIME_FIELDS = ("published_at", "fetched_at", "updated_at")
_OF_ONE = ("id", "url", "title", "byline")  # fields that belong to one document, not to all of a file
_MAX_FIELD = Limits().max_field
_REDUCED = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")  # 2024, 2024-11: ISO 8601 with reduced precision
_SOURCE_ID = re.compile(r"[^/\\\x00-\x1f\x7f#]{1,200}")


def iso_time(value: str) -> str | None:
    """`value` without surrounding space if it is an ISO 8601 date or time that has a place in UTC, else None.

    Accepted: what `datetime.fromisoformat` reads (Python 3.11: basic and extended forms, `Z`, weeks), and the reduced
    forms `2024` and `2024-11`. Years 1000 to 9998, so that no conversion to UTC overflows.
    """
    value = value.strip()
    if len(value) > 64 or not value.isascii():
        return None
    if _REDUCED.fullmatch(value):
        return value if value >= "1000" else None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not 1000 <= moment.year <= 9998:
        return None
    if moment.tzinfo is not None:
        moment.astimezone(UTC)
    return value


def given_of(
    fields: Mapping[str, object], uri: str, source: Source, where: str, max_field: int = _MAX_FIELD
) -> tuple[Given, list[Rejection]]:
    """`Given` from the fields of a record or sidecar, and one rejection (`bad_metadata`) for each value not taken.

    Unknown fields are left alone; null and empty text count as not stated. `where` names the place in messages, `max_field` is the most
    characters of one value.
    """
    problems: list[Rejection] = []

    def bad(key: str, value: object, hint: str) -> None:
        message = f"{where}: `{key}` is {_shown(value)}; the value is not used."
        problems.append(warning(uri, source.source_id, None, "bad_metadata", message, hint))

    values: dict[str, str] = {}
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool) and abs(identifier) < 10**100:
        identifier = str(identifier)
    for key, value in (("id", identifier), *((key, fields.get(key)) for key in _TEXT_FIELDS)):
        if value is None or value == "":
            continue
        if not isinstance(value, str) or len(value) > max_field:
            bad(key, value, f"Write a text of at most {max_field} characters.")
        elif stripped := storable(value).strip():
            values[key] = stripped
    for key in _TIME_FIELDS:
        value = fields.get(key)
        if value is None or value == "":
            continue
        moment = iso_time(value) if isinstance(value, str) else None
        if moment is None:
            bad(key, value, "Write ISO 8601: 2024-11-19T08:30:00+03:00, or 2024-11-19.")
        else:
            values[key] = moment
    language = fields.get("lang")
    if language is not None and language != "":
        if isinstance(language, str) and LANGUAGE_TAG.fullmatch(language.strip().replace("_", "-")):
            values["lang"] = language.strip().replace("_", "-")
        else:
            bad("lang", language, 'Write a BCP 47 tag: "en", "fr", "ar".')
    given = Given(
        external_id=values.get("id"),
        url=values.get("url"),
        title=values.get("title"),
        byline=values.get("byline"),
        published_at=values.get("published_at"),
        fetched_at=values.get("fetched_at"),
        updated_at=values.get("updated_at"),
        lang=values.get("lang"),
    )
    return given, problems


def source_of(fields: Mapping[str, object], origin: Origin, where: str) -> tuple[Source, list[Rejection]]:
    """The outlet a record or sidecar names in `source`, else the folder's."""
    named = fields.get("source")
    if named is None or named == "":
        return origin.source, []
    if isinstance(named, str) and _SOURCE_ID.fullmatch(stripped := storable(named).strip()):
        if stripped == origin.source.source_id:
            return origin.source, []
        return origin.sources.get(stripped, Source(stripped)), []
    message = f"{where}: `source` is {_shown(named)}; the folder's source is used."
    hint = "Write the name of the source's folder below raw/: at most 200 characters, without slash or #."
    return origin.source, [warning(origin.uri, origin.source.source_id, None, "bad_metadata", message, hint)]


def sidecar_of(origin: Origin) -> tuple[dict[str, object], list[Rejection]]:
    """The fields of `<file>.meta.json`; none, and a rejection (`bad_sidecar`), where it is no JSON object."""
    if origin.sidecar is None:
        return {}, []
    reason = "it is no JSON object"
    if len(origin.sidecar) > origin.limits.max_sidecar:
        reason = f"it is larger than {origin.limits.max_sidecar} bytes"
    else:
        try:
            fields = json.loads(origin.sidecar.decode("utf-8-sig"))
            if isinstance(fields, dict):
                return fields, []
        except (ValueError, RecursionError) as error:
            reason = " ".join(str(error).split())[:200]
    message = f"{origin.uri}.meta.json is not used: {reason}."
    hint = 'Write one JSON object in UTF-8, such as {"published_at": "2024-11-19"}.'
    return {}, [warning(origin.uri, origin.source.source_id, None, "bad_sidecar", message, hint)]


def shared_fields(origin: Origin) -> tuple[dict[str, object], list[Rejection]]:
    """What the sidecar of a file of many documents states of all of them, and a rejection (`bad_sidecar`) where it is no JSON object."""
    fields, problems = sidecar_of(origin)
    return {name: value for name, value in fields.items() if name not in _OF_ONE}, problems


def within(origin: Origin, uri: str, fields: Mapping[str, object]) -> Origin:
    """The origin of one document within a file, with what is stated of it beside it, as a sidecar would."""
    sidecar = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
    limits = replace(origin.limits, max_sidecar=max(origin.limits.max_sidecar, len(sidecar)))
    return replace(origin, uri=uri, sidecar=sidecar, limits=limits)


def merged(stated: Given, default: Given) -> Given:
    """`stated`, with `default` where it states nothing. The default's id, url, title and byline belong to one document only."""
    return replace(
        stated,
        published_at=stated.published_at or default.published_at,
        fetched_at=stated.fetched_at or default.fetched_at,
        updated_at=stated.updated_at or default.updated_at,
        lang=stated.lang or default.lang,
    )


def _shown(value: object) -> str:
    return storable(repr(value)[:80])
