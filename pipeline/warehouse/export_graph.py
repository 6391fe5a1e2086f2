"""The warehouse in the formats of others: FollowTheMoney, W3C Web Annotations, GeoJSON, GDELT 2.0. Files are written as rows come."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.exports import MACHINE_NOTE, ftm, geojson, webannotations
from pipeline.warehouse.export_rows import Outgoing
from pipeline.warehouse.export_tables import csv_cell

PAGE = 5_000  # annotations of a file
_KINDS = (("annotations_mentions", "main.entity_mentions"), ("annotations_quotes", "main.quotes"),
          ("annotations_events", "main.event_mentions"))  # fmt: skip


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_ftm(out: Outgoing, folder: Path) -> None:
    """entities.ftm.json: an entity a line, what others refer to first."""
    with (folder / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_line(entity) + "\n" for entity in _ftm_entities(out) if entity is not None)


def _ftm_entities(out: Outgoing) -> Iterator[dict[str, Any] | None]:
    yield from map(ftm.article, out.rows("ftm_articles", "main.articles"))
    yield from map(ftm.entity, out.rows("ftm_entities", "main.entities"))
    yield from map(ftm.mention, out.rows("ftm_mentions", "main.entity_mentions"))
    posts: set[str] = set()
    for found in chain.from_iterable(map(ftm.office, out.rows("ftm_offices", "main.entity_roles"))):
        if found["schema"] == "Position":
            if found["id"] in posts:
                continue
            posts.add(found["id"])
        yield found
    yield from map(ftm.event, out.rows("ftm_events", "main.events"))
    yield from map(ftm.link, out.rows("ftm_links", "main.event_mentions"))


def write_webannotation(out: Outgoing, folder: Path) -> None:
    """collection.json and page-00001.json …: JSON-LD, an AnnotationCollection and its pages."""
    total = sum(out.count(source) for _, source in _KINDS)
    last, generated = -(-total // PAGE), out.facts.get("built_at", "")
    label = f"Names, quotations and events, version {out.facts.get('version', '')}. {MACHINE_NOTE}"
    (folder / "collection.json").write_text(_line(webannotations.collection(label, total, last, generated)) + "\n", encoding="utf-8")
    found = (webannotations.annotation(row, generated) for name, source in _KINDS for row in out.rows(name, source))
    for number in range(1, last + 1):
        head = webannotations.page(number, last, (number - 1) * PAGE, total)
        items = (item for _, item in zip(range(PAGE), found, strict=False))
        _write_array(folder / f"page-{number:05}.json", head, "items", items)


def write_geojson(out: Outgoing, folder: Path) -> None:
    """events.geojson: a FeatureCollection of all events."""
    head = {"type": "FeatureCollection", "dateline": {"version": out.facts.get("version", ""), "note": MACHINE_NOTE}}
    _write_array(folder / "events.geojson", head, "features", map(geojson.feature, out.rows("geojson_events", "main.events")))


def _write_array(path: Path, head: dict[str, Any], key: str, items: Iterable[Any]) -> None:
    """An object of JSON whose last member is an array that is written item by item."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{_line(head)[:-1]}, {_line(key)}: [")
        for n, item in enumerate(items):
            file.write((",\n" if n else "\n") + _line(item))
        file.write("\n]}\n")


def write_gdelt(out: Outgoing, folder: Path) -> None:
    """<moment>.export.CSV (61 columns) and <moment>.mentions.CSV (16): tabs between, no header, as GDELT 2.0 publishes them."""
    moment = "".join(c for c in out.facts.get("built_at", "") if c.isdigit())
    for view, ending in (("compat.gdelt_events", "export"), ("compat.gdelt_mentions", "mentions")):
        names, rows = out.view(view)
        with (folder / f"{moment}.{ending}.CSV").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
            writer.writerows([" ".join(csv_cell(row[name]).split()) for name in names] for row in rows)


WRITERS: dict[str, Callable[[Outgoing, Path], None]] = {
    "ftm": write_ftm, "webannotation": write_webannotation, "geojson": write_geojson, "gdelt": write_gdelt,
}  # fmt: skip
