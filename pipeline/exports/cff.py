"""CITATION.cff of a release, by the Citation File Format 1.2.0 (citation-file-format.github.io)."""

from __future__ import annotations

import json
from collections.abc import Sequence

UNNAMED = "Author not stated"


def citation_file(
    *, title: str, version: str, released: str, abstract: str, digest: str, authors: Sequence[str] = (), license_: str | None = None
) -> str:
    """The file as text. `released`: an ISO day; `digest`: what stands for all rows, 64 hexadecimal digits; `license_`: an SPDX identifier.
    Texts are written as JSON has them, which is YAML too."""
    rows = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        "type: dataset",
        f"title: {_quoted(title)}",
        f"version: {_quoted(version)}",
        f"date-released: {_quoted(released)}",
        f"abstract: {_quoted(abstract)}",
        *(["license: " + _quoted(license_)] if license_ else []),
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in authors or (UNNAMED,)),
        "identifiers:",
        "  - type: other",
        f"    value: {_quoted('sha256:' + digest)}",
        "    description: SHA-256 over the digests of all tables (release.json, digests).",
        "keywords: [news, events, quotations, text provenance]",
    ]
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
