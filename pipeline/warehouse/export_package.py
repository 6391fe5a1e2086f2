"""`datapackage.json`: the exported tables described as a Data Package (Frictionless, version 1): columns, keys, comments, digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.exports import MACHINE_NOTE
from pipeline.warehouse import dictionary
from pipeline.warehouse.export_rows import REVIEW, has_review
from pipeline.warehouse.export_tables import REVIEW_COMMENT

if TYPE_CHECKING:
    from pipeline.warehouse.export_rows import Outgoing

FILE = "datapackage.json"
_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date",
    "TIMESTAMP": "datetime", "VARCHAR[]": "array",
}  # fmt: skip
_MEDIA = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv", "jsonl": "application/jsonl"}


def table_schema(table: dictionary.Table, exported: set[str] | None = None) -> dict[str, Any]:
    """The Table Schema of an exported table. `exported`: the tables that go out with it; keys of others are left out."""
    fields = [_field(column, is_key=column.name in table.key) for column in table.columns]
    if has_review(table):
        fields.append({"name": REVIEW, "type": "string", "description": REVIEW_COMMENT, "constraints": {"enum": ["machine", "reviewed"]}})
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    required = {c.name for c in table.columns if c.required}
    if table.key and set(table.key) <= required:
        schema["primaryKey"] = list(table.key)
    keys = [
        {"fields": c.name, "reference": {"resource": c.references[0] if c.references[0] != table.name else "", "fields": c.references[1]}}
        for c in table.columns
        if c.references and (exported is None or c.references[0] in exported)
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: dictionary.Column, *, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.comment}
    if field["type"] == "datetime":
        field["format"] = "any"
    constraints: dict[str, Any] = {}
    # A text may be empty, which CSV cannot tell from missing, and whole texts may stay at home.
    if column.required and (field["type"] != "string" or is_key or column.values or column.references):
        constraints["required"] = True
    if column.values and field["type"] == "string" and not any(value.endswith("*") for value in column.values):
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def descriptor(out: Outgoing, folder: Path, kind: str, tables: list[str]) -> dict[str, Any]:
    """The descriptor of the files of `tables` in a folder; `kind`: parquet, csv or jsonl."""
    version = out.facts.get("version", "")
    return {
        "profile": "data-package",
        "name": f"dateline-{version.lower().replace('_', '-')}" if version else "dateline",
        "title": "Who said what, who did what to whom, when and where: a Dateline warehouse",
        "description": MACHINE_NOTE + " Offsets count Unicode code points in the articles' own texts; scores are probabilities.",
        "version": version,
        "created": out.facts.get("built_at", ""),
        "resources": [_resource(folder / f"{name}.{kind}", dictionary.table(name), kind, set(tables)) for name in tables],
    }


def _resource(path: Path, table: dictionary.Table, kind: str, exported: set[str]) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = table.name.strip("_")
    found: dict[str, Any] = {
        "name": name, "path": path.name, "format": kind, "mediatype": _MEDIA[kind], "encoding": "utf-8", "description": table.grain,
        "bytes": path.stat().st_size, "hash": f"sha256:{digest}", "schema": table_schema(table, exported),
    }  # fmt: skip
    return found if kind == "parquet" else found | {"profile": "tabular-data-resource"}


def write(out: Outgoing, folder: Path, kind: str, tables: list[str]) -> None:
    """Put datapackage.json beside the files."""
    text = json.dumps(descriptor(out, folder, kind, tables), ensure_ascii=False, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
