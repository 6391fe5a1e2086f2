"""A row of the warehouse as a citation: for people, for BibTeX, as CSL-JSON, as plain JSON.

A citation tells where the words stand (outlet, headline, day, address, offsets in a text that its digest names), what stands around
them, which version of the warehouse says so, and that a machine does until somebody has reviewed it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pipeline.exports import note_of

_WHAT = {
    "quote": "quotation", "event_mention": "report of an event", "entity_mention": "name", "date_mention": "date", "event": "event",
    "statement": "statement", "entity": "entity", "line": "line", "article": "article",
}  # fmt: skip
_FIRST = {"event", "statement", "entity"}  # cited by the passage that was published first
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited row. Offsets count Unicode code points, from 0, the end behind the last; they are None where a whole article is cited, and
    so are `text`, `before` and `behind`. `review`: machine or reviewed."""

    id: str
    kind: str
    says: str | None
    name: str | None
    source_id: str
    source_name: str | None
    title: str | None
    byline: str | None
    lang: str
    uri: str
    url: str | None
    external_id: str | None
    published_on: date | None
    published_precision: str | None
    published_basis: str
    article_id: str
    text_sha256: str
    start_char: int | None
    end_char: int | None
    text: str | None
    before: str | None
    behind: str | None
    is_current: bool
    rule_id: str | None
    score: float | None
    review: str
    version: str
    built_at: str
    code_version: str

    @property
    def note(self) -> str:
        """Who stands behind it, and which version says so."""
        found = f" (rule {self.rule_id}{'' if self.score is None else f', score {self.score:.2f}'})" if self.rule_id else ""
        gone = "" if self.is_current else " The article was superseded or removed since."
        return (
            f"{note_of(self.review)[:-1]}{found}. Dateline warehouse, version {self.version}, built {self.built_at}, row {self.id}.{gone}"
        )

    @property
    def place(self) -> str:
        """Where the words stand."""
        where = f"article {self.article_id}" if self.start_char is None else f"characters {self.start_char} to {self.end_char}"
        return f"{where} of the text with SHA-256 {self.text_sha256}"

    @property
    def day(self) -> str:
        """The day of publication, cut to its precision."""
        if self.published_on is None:
            return "undated"
        return self.published_on.isoformat()[: {"year": 4, "month": 7}.get(self.published_precision or "", 10)]


def as_text(cited: Citation) -> str:
    """For people: what is cited, where it stands, what is around it, who says so."""
    head = _WHAT[cited.kind] + (f", {cited.says}" if cited.says else "") + (f": {cited.name}" if cited.name else "")
    outlet = cited.source_name or cited.source_id
    title = f"“{cited.title}”" if cited.title else "untitled"
    lines = [head[0].upper() + head[1:], f"{outlet}, {title}, {cited.day} ({_BASIS[cited.published_basis]}). {cited.url or cited.uri}"]
    if cited.text is not None:
        first = "first published as: " if cited.kind in _FIRST else ""
        lines.append(f"{first}{_flat(cited.before)}⟦{_flat(cited.text)}⟧{_flat(cited.behind)}")
    return "\n".join([*lines, cited.place[0].upper() + cited.place[1:] + ".", cited.note]) + "\n"


_BASIS = {
    "given": "as the input states", "metadata": "as the page states", "text": "found in the text", "story": "through its story",
    "none": "no day is known",
}  # fmt: skip


def _flat(text: str | None) -> str:
    return " ".join((text or "").replace("\n", " ⏎ ").split(" "))


def as_json(cited: Citation) -> dict[str, Any]:
    """All of it, days in ISO 8601."""
    found = asdict(cited)
    return found | {"published_on": cited.published_on and cited.published_on.isoformat(), "note": cited.note}


def as_csl(cited: Citation) -> list[dict[str, Any]]:
    """CSL-JSON, as citation managers read it."""
    item: dict[str, Any] = {
        "id": cited.id, "type": "article-newspaper", "title": cited.title or cited.uri,
        "container-title": cited.source_name or cited.source_id, "language": cited.lang, "note": f"{cited.place}. {cited.note}",
        "archive_location": cited.uri, "version": cited.version,
    }  # fmt: skip
    if cited.published_on is not None:
        item["issued"] = {"date-parts": [[int(part) for part in cited.day.split("-")]]}
    if cited.url:
        item["URL"] = cited.url
    if cited.byline:
        item["author"] = [{"literal": cited.byline}]
    if cited.text is not None:
        item["abstract"] = cited.text
    return [item]


def as_bibtex(cited: Citation) -> str:
    """One entry of type misc."""
    fields: dict[str, str | None] = {
        "author": f"{{{_latex(cited.byline)}}}" if cited.byline else None,
        "title": f"{{{_latex(cited.title or cited.uri)}}}",
        "howpublished": _latex(cited.source_name or cited.source_id),
        "year": cited.day[:4] if cited.published_on else None,
        "month": cited.day[5:7] or None if cited.published_on else None,
        "url": re.sub(r"[{}\\\s]", "", cited.url) if cited.url else None,
        "note": _latex((f"“{_flat(cited.text)}”. " if cited.text is not None else "") + f"{cited.place}. {cited.note}"),
    }
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{re.sub(r'[^A-Za-z0-9_:-]', '-', cited.id)},", ",\n".join(rows), "}"]) + "\n"


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(_LATEX)


def shown(cited: Citation, kind: str) -> str:
    """The citation in a format: text, json, csl or bibtex. KeyError for another."""
    if kind in ("json", "csl"):
        return json.dumps(as_json(cited) if kind == "json" else as_csl(cited), ensure_ascii=False, indent=1) + "\n"
    return {"text": as_text, "bibtex": as_bibtex}[kind](cited)
