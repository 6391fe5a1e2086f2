"""`datapackage.json`: tables of the dictionary in the words of the Data Package standard, version 2 (datapackage.org).

A pure function of the dictionary and of what the caller says of the files; it reads and writes none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.warehouse.dictionary import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date",
    "TIMESTAMP": "datetime",
}  # fmt: skip
_FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "jsonl": "application/jsonl"}


def descriptor(
    tables: Sequence[Table],
    paths: Mapping[str, str],
    *,
    name: str = "dateline",
    title: str = "News warehouse",
    version: str = "",
    created: str = "",
) -> dict[str, Any]:
    """The descriptor of a package with these tables. `paths`: table → its file, relative to the descriptor; the ending (.csv, .parquet,
    .jsonl) says the format. `version`, `created` (RFC 3339): as in _meta; empty ones are left out. A key to a table that is not in the
    package is no foreign key there. Raises KeyError for a table without a path, ValueError for another ending."""
    inside = {t.name for t in tables}
    package: dict[str, Any] = {"$schema": PROFILE, "name": name, "title": title}
    package |= {key: value for key, value in (("version", version), ("created", created)) if value}
    return package | {"resources": [_resource(t, paths[t.name], inside) for t in tables]}


def _resource(table: Table, path: str, inside: set[str]) -> dict[str, Any]:
    ending = path.rpartition(".")[2].lower()
    if ending not in _FORMATS:
        raise ValueError(f"{path}: files of a package end in .{', .'.join(_FORMATS)}")
    return {
        "name": table.name, "type": "table", "path": path, "format": ending, "mediatype": _FORMATS[ending],
        **({} if ending == "parquet" else {"encoding": "utf-8"}),
        "description": table.grain, "schema": schema(table, inside),
    }  # fmt: skip


def schema(table: Table, inside: set[str]) -> dict[str, Any]:
    """The table schema: fields, primary key, foreign keys to tables `inside` the package."""
    out: dict[str, Any] = {"$schema": SCHEMA_PROFILE, "fields": [_field(c) for c in table.columns], "missingValues": [""]}
    required = {c.name for c in table.columns if c.required}
    if table.key and set(table.key) <= required:  # parts of a primary key may not be missing
        out["primaryKey"] = list(table.key)
    foreign = [
        {
            "fields": [c.name],
            "reference": {**({"resource": c.references[0]} if c.references[0] != table.name else {}), "fields": [c.references[1]]},
        }
        for c in table.columns
        if c.references and c.references[0] in inside
    ]
    return out | ({"foreignKeys": foreign} if foreign else {})


def _field(column: Column) -> dict[str, Any]:
    kind = "array" if column.type.endswith("[]") else _TYPES[column.type]
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if any(value.endswith("*") for value in column.values):
        allowed = "|".join(re.escape(v[:-1]) + ".*" if v.endswith("*") else re.escape(v) for v in column.values)
        constraints["pattern"] = f"^({allowed})$"
    elif column.values:
        constraints["enum"] = [int(v) if kind == "integer" else v for v in column.values]
    elif column.name == "score" or column.name.endswith("_score"):
        constraints |= {"minimum": 0, "maximum": 1}
    return {"name": column.name, "type": kind, "description": column.comment} | ({"constraints": constraints} if constraints else {})
