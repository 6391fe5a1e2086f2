"""`datapackage.json` beside exported tables: what the dictionary says of them, as they go out, with sizes and digests of the files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports import MACHINE_NOTE
from pipeline.warehouse import dictionary
from pipeline.warehouse.datapackage import descriptor
from pipeline.warehouse.export_rows import REVIEW, has_review
from pipeline.warehouse.export_tables import REVIEW_COMMENT

if TYPE_CHECKING:
    from pipeline.warehouse.export_rows import Outgoing

FILE = "datapackage.json"
_REVIEW = dictionary.Column(REVIEW, "VARCHAR", True, ("machine", "reviewed"), None, None, REVIEW_COMMENT)


def as_exported(table: dictionary.Table) -> dictionary.Table:
    """The table as it goes out: with `review`; a text may be empty, which CSV cannot tell from missing, and whole texts stay at home."""
    columns = [
        replace(c, required=c.required and (c.type != "VARCHAR" or c.name in table.key or bool(c.values or c.references)))
        for c in table.columns
    ]
    return replace(table, columns=(*columns, _REVIEW) if has_review(table) else tuple(columns))


def write(out: Outgoing, folder: Path, kind: str, names: list[str]) -> None:
    """Put datapackage.json beside the files `<name>.<kind>`."""
    version = out.facts.get("version", "")
    package = descriptor(
        [as_exported(dictionary.table(name)) for name in names],
        {name: f"{name}.{kind}" for name in names},
        name=f"dateline-{version.lower().replace('_', '-')}",
        title="Who said what, who did what to whom, when and where",
        version=version,
        created=out.facts.get("built_at", ""),
    )
    package["description"] = MACHINE_NOTE + " Offsets count Unicode code points in the articles' own texts; scores are probabilities."
    for resource in package["resources"]:
        path = folder / resource["path"]
        with path.open("rb") as file:
            resource |= {"bytes": path.stat().st_size, "hash": f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"}
    (folder / FILE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
