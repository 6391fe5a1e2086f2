"""Records: lines of JSON, rows of tables; each a mapping of fields that becomes a document, or a row of `ingest_errors`.

A reader cuts its file into `Row`s (`jsonl.py`, `tables.py`, `columnar.py`); what a record may state, how it is numbered, forgotten and
counted is the same for all of them and stands here. A record gives `text` (raw dump), `html` (page) or `body` (text that is clean
already); of several, body counts before html before text. A bad record costs itself. What is kept of a row of a table is the line of
JSON that it would be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pipeline.ingest import documents, identity, metadata
from pipeline.ingest.decode import Decoded, decode, storable
from pipeline.ingest.forgetting import PASSES, encoded, forgotten, is_forgotten, told_blanked
from pipeline.ingest.layout import FIELDS
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.redact import blanked_text
from pipeline.ingest.rejections import IngestError, rejection_for
from pipeline.ingest.views import Form
from pipeline.model import Given, Rejection, Source

CONTENT = ("body", "html", "text")
_MAX_DEPTH = 8  # of a column's name with full stops


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it was cut out of its file. `where` names it in messages. Either `payload`, the bytes of a line of JSON; or `fields`,
    by the names of the file's columns; or the `error` that it is, of `payload` where that is known. `n`: records that an error stands
    for."""

    where: str
    payload: bytes | None = None
    fields: Mapping[str, object] | None = None
    error: IngestError | None = None
    encoding: str = "utf-8"
    n_damaged: int = 0  # characters U+FFFD that stand for bytes that the encoding does not know
    n: int = 1


def documents_of(rows: Iterable[Row], origin: Origin, hint: str) -> Iterator[Found]:
    """A Document or a Rejection for each record, in order, with warnings before the document they are about.

    The uri of the n-th record is the file's with `#n`. `hint`: what to write, where most records are none. Raises IngestError where the
    file as a whole cannot be read on; records before that place have been handed out.
    """
    fields, problems = metadata.sidecar_of(origin)
    source, more = metadata.source_of(fields, origin, f"{origin.uri}.meta.json")
    default, others = metadata.given_of(fields, origin.uri, source, f"{origin.uri}.meta.json", origin.limits.max_field)
    yield from (*problems, *more, *others)
    origin = replace(origin, source=source, sidecar=None)
    n_records = n_bad = 0
    for row in rows:
        if n_bad > origin.limits.max_bad_records and 2 * n_bad > n_records:
            raise IngestError("parse", "too_many_errors",
                              f"{origin.uri} is not read on from {row.where}: {n_bad:,} of the {n_records:,} records before are none.",
                              f"{hint}, or raise max_bad_records in dateline.toml.")  # fmt: skip
        uri = f"{origin.uri}#{n_records + 1}"
        n_records += row.n
        try:
            if row.error is not None:
                raise row.error
            yield from _documents(row, uri, origin, default)
        except (IngestError, RecursionError, MemoryError) as error:
            n_bad += 1
            yield rejection_for(error, uri, source.source_id, None if row.payload is None else identity.sha256(row.payload))
    if n_records == 0:
        raise IngestError("read", "empty_file", f"{origin.uri} holds no records.", "Remove it, or write it again.")


def mapped(fields: Mapping[str, object], origin: Origin) -> dict[str, object]:
    """The fields that are known, those that the layout finds under another name included."""
    known = {name: fields[name] for name in FIELDS if name in fields}
    for name, column in origin.layout.columns:
        found = _within(fields, column)
        if found is not None:
            known[name] = found
    return known


def _within(fields: Mapping[str, object], column: str) -> object:
    """The value of that name, or of the last name of a path into nested ones; None where there is none."""
    if column in fields or "." not in column:
        return fields.get(column)
    value: object = fields
    for part in column.split(".", _MAX_DEPTH):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


@dataclass(frozen=True, slots=True)
class _Record:
    """One record, taken apart. `key`: the field that gives its content."""

    payload: bytes
    decoded: Decoded
    key: str
    value: str
    source: Source
    given: Given
    problems: tuple[Rejection, ...]

    @property
    def content(self) -> bytes:
        """What makes the id."""
        return self.value.encode("utf-8", "surrogatepass")

    @property
    def article_id(self) -> str:
        """The id of the document, without what the file states for all."""
        return identity.article_id(self.source.source_id, self.given.external_id, self.content)


def _documents(row: Row, uri: str, origin: Origin, default: Given) -> Iterator[Found]:
    taken_apart = partial(_taken_apart, where=row.where, uri=uri, origin=origin)
    if row.fields is None:
        payload = row.payload or b""
        record = taken_apart(payload, decode(payload, row.where))
    else:
        fields = mapped(row.fields, origin)
        text = json.dumps(fields, ensure_ascii=False, default=lambda _: None)  # bytes are no text
        payload = text.encode("utf-8", "surrogatepass")
        record = taken_apart(payload, Decoded(text, row.encoding, row.n_damaged), fields=fields)
    note: tuple[Rejection, ...] = ()
    for _ in range(PASSES if origin.register.names else 0):
        if _is_forgotten(record, origin):
            break
        form: Form = "record_page" if record.key == "html" else "record"
        text = blanked_text(record.decoded.text, origin.register, form, record.article_id)
        if text is record.decoded.text:
            break
        record = taken_apart(*encoded(text, record.decoded))
        note = (told_blanked(uri, record.source.source_id),)
    if _is_forgotten(record, origin):
        yield forgotten(uri, record.source.source_id)
        return
    source, given = record.source, metadata.merged(record.given, default)
    yield from (*record.problems, *note)
    decoded = Decoded(storable(record.value), record.decoded.encoding, record.decoded.n_damaged)
    if record.key == "html":
        from pipeline.ingest import html  # noqa: PLC0415 (loads a parser: only where a record is a page)

        yield from html.page_document(origin, uri, source, given, raw=record.payload, content=record.content, decoded=decoded)
    else:
        yield from documents.text_document(
            origin, uri, source, given, raw=record.payload, content=record.content, decoded=decoded,
            is_clean=record.key == "body",
        )  # fmt: skip


def _is_forgotten(record: _Record, origin: Origin) -> bool:
    text = None if record.key == "html" else storable(record.value)
    return is_forgotten(origin, record.article_id, record.source, record.given, (), text)


def _taken_apart(
    payload: bytes, decoded: Decoded, *, where: str, uri: str, origin: Origin, fields: Mapping[str, object] | None = None
) -> _Record:
    if fields is None:
        fields = mapped(_of_json(decoded.text, where), origin)
    key = next((key for key in CONTENT if isinstance(value := fields.get(key), str) and value.strip()), None)
    if key is None:
        present = [key for key in CONTENT if key in fields]
        what = f"its {' and '.join(present)} is no text or blank" if present else "it has no field text, html or body"
        raise IngestError("parse", "missing_text", f"No text in {where}: {what}.",
                          "Give the article as `text` (raw dump), `html` (page) or `body` (clean text).")  # fmt: skip
    source, problems = metadata.source_of(fields, origin, where)
    stated, more = metadata.given_of(fields, uri, source, where, origin.limits.max_field)
    return _Record(payload, decoded, key, str(fields[key]), source, stated, (*problems, *more))


def _of_json(text: str, where: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except ValueError as error:
        detail = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise IngestError("parse", "bad_json", f"Not JSON: {where}: {detail}.",
                          "Write one JSON object a line, without line breaks inside.") from None  # fmt: skip
    if not isinstance(fields, dict):
        raise IngestError("parse", "bad_json", f"Not a JSON object: {where} is {type(fields).__name__}.",
                          'Write one object a line: {"text": "…", "url": "…"}.')  # fmt: skip
    return fields
