"""Open an export with its own ecosystem's library, which lies aside: `python open_exports.py FORMAT FOLDER` prints what it found as JSON.

Run by test_exports.py with PYTHONPATH on the libraries of tests/readers.lock.
"""

# ruff: noqa: PLC0415 — of the libraries, only the one that is asked for
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The terms of http://www.w3.org/ns/anno.jsonld that exports use: nothing is fetched in a test.
_OA = "http://www.w3.org/ns/oa#"
_AS = "http://www.w3.org/ns/activitystreams#"
_CONTEXT = {
    "id": "@id", "type": "@type", "oa": _OA,
    **{name: f"{_OA}{name}" for name in ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")},
    **{name: f"{_OA}{name}" for name in ("TextualBody", "TimeState")},
    **{name: f"{_OA}{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
    **{name: {"@id": f"{_OA}{iri}", "@type": "@id"} for name, iri in (
        ("body", "hasBody"), ("target", "hasTarget"), ("source", "hasSource"), ("selector", "hasSelector"), ("state", "hasState"),
        ("cached", "cachedSource"), ("via", "via"))},
    **{name: {"@id": f"{_OA}{iri}", "@type": "@vocab"} for name, iri in (("motivation", "motivatedBy"), ("purpose", "hasPurpose"))},
    **{name: f"{_OA}{name}" for name in ("identifying", "describing", "classifying", "tagging", "commenting", "assessing")},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language", "Text": "http://purl.org/dc/dcmitype/Text",
    "generator": {"@id": f"{_AS}generator", "@type": "@id"}, "Software": f"{_AS}Application", "name": "http://xmlns.com/foaf/0.1/name",
    "generated": {"@id": "http://purl.org/dc/terms/issued", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
}  # fmt: skip


def ftm(folder: Path) -> dict[str, Any]:
    """Every entity validates, and the model's own cleaning changes nothing of it. Counts by schema."""
    from followthemoney import model

    counts: dict[str, int] = {}
    ids, wanted, changed = set(), set(), []
    for line in (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        schema = model.get(data["schema"])
        schema.validate(data)
        proxy = model.get_proxy(data, cleaned=False)
        changed += [
            (data["id"], name)
            for name, values in data["properties"].items()
            if sorted(proxy.get(name)) != sorted(v.strip() for v in values)
        ]
        counts[proxy.schema.name] = counts.get(proxy.schema.name, 0) + 1
        ids.add(proxy.id)
        wanted |= {value for prop, value in proxy.itervalues() if prop.type.name == "entity"}
    return {"counts": counts, "changed": changed, "dangling": sorted(wanted - ids)}


def webannotation(folder: Path) -> dict[str, Any]:
    """The pages as RDF: how many annotations have a target with a position and a source."""
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(folder.glob("page-*.json")):
        items = json.loads(path.read_text(encoding="utf-8"))["items"]
        graph.parse(data=json.dumps([{**item, "@context": _CONTEXT} for item in items]), format="json-ld")
    query = f"""SELECT ?a ?start ?end ?source WHERE {{ ?a a <{_OA}Annotation> ; <{_OA}hasTarget> ?t .
        ?t <{_OA}hasSource> ?source ; <{_OA}hasSelector> ?s . ?s a <{_OA}TextPositionSelector> ; <{_OA}start> ?start ; <{_OA}end> ?end }}"""
    rows = [(str(a), int(start), int(end), str(source)) for a, start, end, source in graph.query(query)]
    return {"n": len(rows), "ordered": all(start < end for _, start, end, _ in rows), "sources": sorted({row[3] for row in rows})}


def geojson(folder: Path) -> dict[str, Any]:
    """The collection is valid by the library's rules; points by event."""
    import geojson as library

    found = library.loads((folder / "events.geojson").read_text(encoding="utf-8"))
    errors = [e for feature in found.features if (e := feature.errors())]
    points = {f.properties["label"]: f.geometry.coordinates for f in found.features if f.geometry}
    return {"type": type(found).__name__, "n": len(found.features), "valid": found.is_valid, "errors": errors, "points": points}


def package(folder: Path) -> dict[str, Any]:
    """The data package is valid, rows and digests of CSV and JSON lines included."""
    import frictionless

    package = frictionless.Package(str(folder / "datapackage.json"))
    empty = [r.name for r in package.resources if not (folder / str(r.path)).stat().st_size]
    for name in empty:  # JSON lines of a table without rows, which the library cannot read
        package.remove_resource(name)
    report = package.validate()
    return {"valid": report.valid, "errors": report.flatten(["type", "note", "message"])[:5], "n": len(report.tasks) + len(empty)}


def cff(folder: Path) -> dict[str, Any]:
    """CITATION.cff by the schema that cffconvert carries."""
    import importlib.util

    import jsonschema
    import yaml

    (place,) = importlib.util.find_spec("cffconvert").submodule_search_locations or ()  # type: ignore[union-attr]
    schema = json.loads((Path(place) / "schemas/1.2.0/schema.json").read_text(encoding="utf-8"))
    found = yaml.load((folder / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {"errors": [e.message for e in jsonschema.Draft7Validator(schema).iter_errors(found)], "title": found["title"]}


if __name__ == "__main__":
    kind, folder = sys.argv[1:]
    print(json.dumps({"ftm": ftm, "webannotation": webannotation, "geojson": geojson, "package": package, "cff": cff}[kind](Path(folder))))
