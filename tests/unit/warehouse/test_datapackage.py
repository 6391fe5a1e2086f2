"""The descriptor of exported tables, as the Data Package standard (version 2) wants it."""

from __future__ import annotations

import json
import re

import pytest

from pipeline.warehouse import dictionary
from pipeline.warehouse.datapackage import descriptor, schema

TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "array"}  # of those that the standard knows


def package(*names: str, ending: str = "csv") -> dict[str, object]:
    tables = [dictionary.table(n) for n in names] if names else list(dictionary.published())
    return descriptor(
        tables, {t.name: f"data/{t.name}.{ending}" for t in tables}, version="20250602T100000", created="2025-06-02T10:00:00Z"
    )


def test_all_tables_are_described() -> None:
    made = package()
    assert json.loads(json.dumps(made)) == made
    assert made["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    resources = made["resources"]
    assert isinstance(resources, list)
    assert [r["name"] for r in resources] == [t.name for t in dictionary.published()]
    for resource, table in zip(resources, dictionary.published(), strict=True):
        assert resource["path"] == f"data/{table.name}.csv"
        assert (resource["format"], resource["mediatype"], resource["encoding"]) == ("csv", "text/csv", "utf-8")
        assert [(f["name"], f["description"]) for f in resource["schema"]["fields"]] == [(c.name, c.comment) for c in table.columns]
        assert {f["type"] for f in resource["schema"]["fields"]} <= TYPES


def test_fields_say_what_they_may_hold() -> None:
    fields = {f["name"]: f for f in schema(dictionary.table("event_mentions"), set())["fields"]}
    assert fields["realis"]["constraints"] == {"required": True, "enum": ["actual", "planned", "requested", "denied", "hypothetical"]}
    assert fields["quad_class"]["constraints"]["enum"] == [0, 1, 2, 3, 4]
    assert (fields["score"]["type"], fields["score"]["constraints"]) == ("number", {"required": True, "minimum": 0, "maximum": 1})
    assert (fields["contexts"]["type"], fields["date_start"]["type"], fields["in_title"]["type"]) == ("array", "date", "boolean")
    assert "constraints" not in fields["place_text"]
    pattern = fields["event_type"]["constraints"]["pattern"]
    assert [bool(re.fullmatch(pattern, value)) for value in ("AGREE", "x-water", "AGREES", "y")] == [True, True, False, False]


def test_keys_hold_within_the_package() -> None:
    articles = schema(dictionary.table("articles"), {"articles", "sources"})
    assert articles["primaryKey"] == ["article_id"]
    assert {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}} in articles["foreignKeys"]
    assert {"fields": ["duplicate_of"], "reference": {"fields": ["article_id"]}} in articles["foreignKeys"]  # to itself
    assert [k["fields"] for k in articles["foreignKeys"]] == [["source_id"], ["duplicate_of"]]  # stories are not in the package
    assert "primaryKey" not in schema(dictionary.table("entity_identifiers"), set())  # a part of its key may be missing


def test_other_formats_and_what_cannot_be_described() -> None:
    (resource,) = package("quotes", ending="parquet")["resources"]  # type: ignore[misc]
    assert "encoding" not in resource
    with pytest.raises(ValueError, match=r"quotes\.xlsx"):
        package("quotes", ending="xlsx")
    with pytest.raises(KeyError):
        descriptor([dictionary.table("quotes")], {})
